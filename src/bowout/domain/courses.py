"""How an application went, from what the record says: where it began, what it reached, and how it ended.

What was reached stays reached, whatever the end; what was corrected was never so.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bowout.domain.situations import Situation
from bowout.domain.stages import IMPLIES, StageKind
from bowout.domain.statuses import OPEN, Move, Status

APPLIED, APPROACHED, SAVED = "Applied", "Approached", "Saved"
ACCEPTED, REJECTED, GHOSTED = "Accepted", "Rejected", "Ghosted"
WITHDREW, DECLINED, ONGOING = "Withdrew", "Declined", "Ongoing"
STARTS = (APPLIED, APPROACHED, SAVED)
ENDS = (ACCEPTED, REJECTED, GHOSTED, WITHDREW, DECLINED, ONGOING)
# The steps in the order in which a process goes, and as a picture names them.
STEPS: dict[StageKind, str] = {
    StageKind.SCREENING: "Screening",
    StageKind.ASSESSMENT: "Assessment",
    StageKind.INTERVIEW: "Interview",
    StageKind.FINAL: "Final interview",
    StageKind.REFERENCES: "References",
    StageKind.OFFER: "Offer",
}
# How far each is along, so that depths compare.
DEPTHS: dict[str, int] = {
    name: (Status.APPLIED, Status.SCREENING, Status.INTERVIEWING, Status.OFFER).index(IMPLIES[kind])
    for kind, name in STEPS.items()
}
# A status that nobody reaches without a person of theirs.
REPLIES = frozenset({Status.SCREENING, Status.INTERVIEWING, Status.OFFER, Status.ACCEPTED, Status.REJECTED})
# To no to what they offered; all else that I leave I withdraw from.
_DECLINING = (Situation.DECLINE_OFFER, Situation.DECLINE_OUTREACH)
_OF_STATUS = {
    Status.SCREENING: StageKind.SCREENING,
    Status.INTERVIEWING: StageKind.INTERVIEW,
    Status.OFFER: StageKind.OFFER,
    Status.ACCEPTED: StageKind.OFFER,
}
_ENDED = {Status.ACCEPTED: ACCEPTED, Status.REJECTED: REJECTED, Status.GHOSTED: GHOSTED}


class Change(NamedTuple):
    """A change of status as the event has it: its kind, from which ("" where there was none), to which."""

    kind: str
    from_: str
    to: str


class Course(NamedTuple):
    """One way through a process; those of many applications are the same."""

    start: str
    steps: tuple[str, ...]
    end: str
    status: Status
    replied: bool

    @property
    def depth(self) -> int:
        """How far it ever came: 0 applied, 1 screening, 2 interviewing, 3 offer."""
        return max(map(DEPTHS.__getitem__, self.steps), default=0)

    @property
    def path(self) -> tuple[str, ...]:
        """From its beginning to its end."""
        return (self.start, *self.steps, self.end)


def course_of(
    status: str,
    changes: Sequence[Change],
    kinds: int,
    situation: str | None,
    *,
    applied: bool,
    mailed: bool,
    silent: bool,
) -> Course:
    """Tell how an application went.

    `kinds` are its steps but those that were cancelled, a bit for each; `situation` is where I left it, `mailed`
    that a person of theirs wrote; `silent` tells of an open one that nothing was heard for long.
    """
    reached = reached_by(changes)
    taken = {kind for place, kind in enumerate(StageKind) if kinds >> place & 1}
    steps = _steps(reached, taken)
    start = APPLIED
    if StageKind.OUTREACH in taken:
        start = APPROACHED
    elif not (applied or steps) and Status.APPLIED not in reached and _left_saved(changes):
        start = SAVED
    replied = mailed or bool(steps) or not reached.isdisjoint(REPLIES)
    return Course(start, steps, _end(Status(status), situation, silent), Status(status), replied)


def reached_by(changes: Sequence[Change]) -> set[str]:
    """The statuses that were reached, without those that a correction took back."""
    reached: set[str] = set()
    for kind, from_, to in changes:
        if kind == Move.CORRECTED:
            reached.discard(from_)
        reached.add(to)
    return reached


def _steps(reached: set[str], taken: set[StageKind]) -> tuple[str, ...]:
    """The steps in their order; a status stands for one where no step is known that led to it."""
    known = {IMPLIES.get(kind) for kind in taken}
    implied = {
        kind for status, kind in _OF_STATUS.items() if status in reached and IMPLIES[kind] not in known
    }
    return tuple(name for kind, name in STEPS.items() if kind in taken or kind in implied)


def _left_saved(changes: Sequence[Change]) -> bool:
    return bool(changes) and changes[-1].from_ == Status.SAVED and changes[-1].to not in OPEN


def _end(status: Status, situation: str | None, silent: bool) -> str:
    if status is Status.WITHDRAWN:
        return DECLINED if situation in _DECLINING else WITHDREW
    return _ENDED.get(status) or (GHOSTED if silent else ONGOING)
