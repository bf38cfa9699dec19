"""Where in a process one leaves. Derived from what the record says happened, never asked."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from bowout.domain.stages import CALLS, INTERVIEWS, OPEN_STATES, StageKind, StageState
from bowout.domain.statuses import Status, rank

if TYPE_CHECKING:
    from collections.abc import Callable


class Situation(StrEnum):
    """The situation picks the letter."""

    DECLINE_OUTREACH = "decline_outreach"
    WITHDRAW_APPLICATION = "withdraw_application"
    WITHDRAW_AFTER_SCREENING = "withdraw_after_screening"
    DECLINE_INTERVIEW = "decline_interview"
    DECLINE_NEXT_INTERVIEW = "decline_next_interview"
    WITHDRAW_AFTER_INTERVIEW = "withdraw_after_interview"
    WITHDRAW_AT_REFERENCES = "withdraw_at_references"
    DECLINE_OFFER = "decline_offer"
    RESCIND_ACCEPTANCE = "rescind_acceptance"


# Where there is an offer, that is what the letter is about, whatever else there is.
BOUND = (Situation.DECLINE_OFFER, Situation.RESCIND_ACCEPTANCE)


class Step(NamedTuple):
    """What derivation needs of a stage; `at` is aware, or None where it is not known."""

    kind: StageKind
    state: StageState
    at: datetime | None = None


class Standing(NamedTuple):
    """What derivation needs of an application.

    `status` is the deepest earlier one where nobody answered any more
    (ghosted): see `standing_status`.
    """

    status: Status
    applied: bool
    steps: tuple[Step, ...]
    now: datetime

    def _effective(self, kinds: tuple[StageKind, ...]) -> list[Step]:
        return [step for step in self.steps if step.kind in kinds]

    def is_held(self, step: Step) -> bool:
        """A step counts as held when done, or booked for a time that has passed."""
        passed = step.state is StageState.SCHEDULED and step.at is not None and step.at <= self.now
        return step.state is StageState.DONE or passed

    def held(self, kinds: tuple[StageKind, ...], status: Status) -> bool:
        """A step of these kinds was held; a status without any such step counts as one."""
        steps = self._effective(kinds)
        return any(map(self.is_held, steps)) or (self.status == status and not steps)

    def ahead(self, kinds: tuple[StageKind, ...]) -> bool:
        """A step of these kinds is invited or booked, and its time has not come."""
        return any(step.state in OPEN_STATES and not self.is_held(step) for step in self._effective(kinds))

    def live(self, kind: StageKind) -> bool:
        """A step of this kind was begun and neither side has called it off."""
        return any(
            step.state not in (StageState.CANCELLED, StageState.DECLINED) for step in self._effective((kind,))
        )


def standing_status(status: Status, earlier: tuple[Status, ...]) -> Status:
    """For a ghosted application, the deepest status that it ever had; else its own."""
    if status is not Status.GHOSTED:
        return status
    return max((past for past in earlier if rank(past) >= 0), key=rank, default=Status.APPLIED)


def derive(standing: Standing) -> Situation | None:
    """Say which situation it is, or None where there is nothing to leave (only saved).

    The first that holds wins; the order is the deepest first.
    """
    invited = standing.ahead(INTERVIEWS)
    met = standing.held(INTERVIEWS, Status.INTERVIEWING)
    spoke = standing.held(CALLS, Status.SCREENING) or standing.ahead(CALLS)
    rules: tuple[tuple[Callable[[], bool], Situation], ...] = (
        (lambda: standing.status is Status.ACCEPTED, Situation.RESCIND_ACCEPTANCE),
        (lambda: standing.status is Status.OFFER or standing.live(StageKind.OFFER), Situation.DECLINE_OFFER),
        (lambda: standing.live(StageKind.REFERENCES), Situation.WITHDRAW_AT_REFERENCES),
        (lambda: invited and met, Situation.DECLINE_NEXT_INTERVIEW),
        (lambda: invited, Situation.DECLINE_INTERVIEW),
        (lambda: met, Situation.WITHDRAW_AFTER_INTERVIEW),
        (lambda: spoke, Situation.WITHDRAW_AFTER_SCREENING),
        (lambda: not standing.applied and standing.live(StageKind.OUTREACH), Situation.DECLINE_OUTREACH),
        (lambda: standing.status is not Status.SAVED, Situation.WITHDRAW_APPLICATION),
    )
    return next((situation for holds, situation in rules if holds()), None)
