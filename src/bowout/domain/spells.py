"""Which of a process's changes of status say when they first answered, and how long it stood where.

What is read of the changes is the same for all applications that changed alike; the days are put in later.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bowout.domain.courses import REPLIES, Change
from bowout.domain.statuses import Move, Status

# Where time is spent; what comes after is an end.
SPENT_IN = (Status.APPLIED, Status.SCREENING, Status.INTERVIEWING, Status.OFFER)
# The place of the day of applying; that of the first change is 1.
APPLYING = 0
_LAST = (Status.REJECTED, Status.ACCEPTED)
_UNKNOWN = ("added", Move.CORRECTED)


class Spells(NamedTuple):
    """Places of changes: of their first reply, and between which it stood in each status that it has left.

    `replies` are those that tell of one, as a step may be noted later than it was. `unknown`: the day of
    the first cannot be known. `final`: it is a last word, before which steps without a day may have been.
    No pair: nobody knows how long.
    """

    replies: tuple[int, ...]
    unknown: bool
    final: bool
    left: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]


def spells_of(changes: Sequence[Change]) -> Spells:
    """Read the changes of an application, the oldest first."""
    told = [
        (place, change)
        for place, change in enumerate(changes, 1)
        if change.to in REPLIES and not _undone(changes, place - 1)
    ]
    if not told:
        return Spells((), False, False, _left(changes))
    # What it was entered as, or corrected to, it had been since nobody knows when.
    first = told[0][1]
    places = tuple(place for place, change in told if change.kind not in _UNKNOWN)
    return Spells(places, first.kind in _UNKNOWN, first.to in _LAST, _left(changes))


def _undone(changes: Sequence[Change], place: int) -> bool:
    wrong = changes[place].to
    return any(later.kind == Move.CORRECTED and later.from_ == wrong for later in changes[place + 1 :])


def _left(changes: Sequence[Change]) -> tuple[tuple[str, tuple[tuple[int, int], ...]], ...]:
    """Between which changes it stood in each status that it has left; a correction takes a status back."""
    entered: dict[str, int | None] = {Status.APPLIED: APPLYING}
    before: dict[str, tuple[tuple[int, int], ...] | None] = {}
    spent: dict[str, tuple[tuple[int, int], ...] | None] = {}
    for place, (kind, from_, to) in enumerate(changes, 1):
        if kind == Move.CORRECTED:
            entered.pop(from_, None)
            spent.pop(from_, None)
            spent.pop(to, None)
            entered.setdefault(to, None)
            continue
        if from_ in entered:
            since, earlier = entered[from_], before.get(from_, ())
            spent[from_] = None if since is None or earlier is None else (*earlier, (since, place))
        if to in spent:
            before[to] = spent.pop(to)
        entered[to] = None if kind == "added" else place
    return tuple((status, spent[status] or ()) for status in SPENT_IN if status in spent)
