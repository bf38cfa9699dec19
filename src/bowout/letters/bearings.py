"""What each public reason means for the rest of the letter: a row for every one of them."""

from enum import Flag, auto

from bowout.domain.reasons import Statement


class Bearing(Flag):
    """What follows from a reason besides its own sentence."""

    NOTHING = 0
    DECIDED = auto()  # it decides by itself: to have thought it over as well would be one reason too many
    CLOSED = auto()  # nothing else of the kind is looked for: later openings are not asked after
    SETTLED = auto()  # a job is there, or wanted no more: other applications do not go on
    LEAVING = auto()  # from one's own employer, too
    REMAINING = auto()  # in the present team, where it is one's own employer's other position
    CONTENT = auto()  # there, and no other position in the house is wanted


_GONE = Bearing.DECIDED | Bearing.CLOSED | Bearing.SETTLED | Bearing.LEAVING

BEARINGS = {
    Statement.ANOTHER_ACCEPTED: _GONE,
    Statement.ANOTHER_CHOSEN: _GONE,
    Statement.STUDY: _GONE,
    Statement.STAYING: Bearing.DECIDED | Bearing.CLOSED | Bearing.SETTLED | Bearing.CONTENT,
    Statement.DIRECTION: Bearing.CLOSED | Bearing.CONTENT,
    Statement.PERSONAL: Bearing.DECIDED,
    Statement.ADMINISTRATIVE: Bearing.DECIDED | Bearing.REMAINING,
    Statement.ROLE: Bearing.REMAINING,
    Statement.MATCH: Bearing.REMAINING,
    Statement.TERMS: Bearing.REMAINING,
    Statement.RANGE: Bearing.REMAINING,
    Statement.LOCATION: Bearing.REMAINING,
    Statement.ARRANGEMENT: Bearing.REMAINING,
}

# A sentence of one's own may say anything: nothing is asked after.
OWN_WORDS = _GONE


def bearing(statement: Statement | None) -> Bearing:
    """Tell what follows from a reason; nothing where none is given."""
    return BEARINGS[statement] if statement else Bearing.NOTHING
