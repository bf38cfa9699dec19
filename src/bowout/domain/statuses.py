"""Where an application stands, and which status may follow which."""

from enum import StrEnum

from bowout.domain.choices import choose
from bowout.domain.errors import IllegalMove


class Status(StrEnum):
    """Where an application stands; the order is that of a process going well."""

    SAVED = "saved"
    APPLIED = "applied"
    SCREENING = "screening"
    INTERVIEWING = "interviewing"
    OFFER = "offer"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    GHOSTED = "ghosted"


S = Status
OPEN = (S.SAVED, S.APPLIED, S.SCREENING, S.INTERVIEWING, S.OFFER)
CLOSED = (S.ACCEPTED, S.REJECTED, S.WITHDRAWN, S.GHOSTED)
PROGRESS = (*OPEN, S.ACCEPTED)

ALIASES: dict[str, tuple[str, ...]] = {
    S.SAVED: ("bookmarked", "wishlist"),
    S.APPLIED: ("submitted",),
    S.SCREENING: ("phone screen",),
    S.INTERVIEWING: ("interview",),
    S.OFFER: ("offered",),
    S.ACCEPTED: ("hired",),
    S.REJECTED: ("declined by them",),
    S.WITHDRAWN: ("withdrew", "left"),
    S.GHOSTED: ("silent", "no response"),
}

# One place for every ordinary move; `--correct` goes past it, and is kept as a correction.
MOVES: dict[Status, tuple[Status, ...]] = {
    S.SAVED: (S.APPLIED, S.SCREENING, S.INTERVIEWING, S.OFFER, S.REJECTED, S.WITHDRAWN, S.GHOSTED),
    S.APPLIED: (S.SCREENING, S.INTERVIEWING, S.OFFER, S.REJECTED, S.WITHDRAWN, S.GHOSTED),
    S.SCREENING: (S.APPLIED, S.INTERVIEWING, S.OFFER, S.REJECTED, S.WITHDRAWN, S.GHOSTED),
    S.INTERVIEWING: (S.APPLIED, S.SCREENING, S.OFFER, S.REJECTED, S.WITHDRAWN, S.GHOSTED),
    S.OFFER: (S.ACCEPTED, S.REJECTED, S.WITHDRAWN, S.GHOSTED),
    S.ACCEPTED: (S.REJECTED, S.WITHDRAWN),
    S.GHOSTED: (*OPEN, S.ACCEPTED, S.REJECTED, S.WITHDRAWN),
    S.REJECTED: OPEN,
    S.WITHDRAWN: OPEN,
}
REOPENED_BY_NOTE = (S.REJECTED, S.WITHDRAWN)


class Move(StrEnum):
    """What a change of status was: the event's kind."""

    MOVED = "moved"
    CORRECTED = "corrected"
    REOPENED = "reopened"


def status_named(word: str) -> Status:
    """Read a status as a person shortens it; UsageError lists them all."""
    return Status(choose(word, ALIASES, "status"))


def ended_by(status: Status) -> str | None:
    """Who ended a process that stands at `status`: `me`, `employer`, `nobody`, or None."""
    return {S.WITHDRAWN: "me", S.REJECTED: "employer", S.GHOSTED: "nobody"}.get(status)


def rank(status: Status) -> int:
    """How far `status` is along the process; -1 for an end that says nothing of how far it went."""
    return PROGRESS.index(status) if status in PROGRESS else -1


def can_move(present: Status, wanted: Status, *, note: bool = False, correct: bool = False) -> bool:
    """Tell whether `check_move` would let it pass."""
    try:
        check_move(present, wanted, note=note, correct=correct)
    except IllegalMove:
        return False
    return True


def check_move(present: Status, wanted: Status, *, note: bool = False, correct: bool = False) -> Move:
    """Say what kind of move it is, or refuse it and name the legal ones.

    `note` tells whether the person gave one: a rejected or withdrawn
    application is reopened only with a reason in words.

    Raises:
        IllegalMove: the table above does not have it.
    """
    if present == wanted:
        raise IllegalMove(f"It is already {present}.", "Nothing to do.", code="same_status")
    if correct:
        return Move.CORRECTED
    if wanted not in MOVES[present]:
        legal = ", ".join(MOVES[present])
        raise IllegalMove(
            f"From {present} it cannot become {wanted}.",
            f"It can become: {legal}. To mend a mistake: --correct.",
        )
    if present in REOPENED_BY_NOTE:
        if not note:
            raise IllegalMove(
                f"It is {present}; reopening it needs a word why.",
                f'Add --note, as in: bowout move … {wanted} --note "they called back".',
            )
        return Move.REOPENED
    back = present in (S.SCREENING, S.INTERVIEWING) and 0 <= rank(wanted) < rank(present)
    return Move.CORRECTED if back else Move.MOVED
