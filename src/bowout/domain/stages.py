"""Steps with an employer: kinds, states, and the status each one implies."""

from enum import StrEnum

from bowout.domain.choices import choose
from bowout.domain.statuses import Status, rank


class StageKind(StrEnum):
    """What the step is."""

    OUTREACH = "outreach"
    SCREENING = "screening"
    ASSESSMENT = "assessment"
    INTERVIEW = "interview"
    FINAL = "final"
    REFERENCES = "references"
    OFFER = "offer"


class StageState(StrEnum):
    """How the step stands; `declined` is by me, `cancelled` by either side."""

    INVITED = "invited"
    SCHEDULED = "scheduled"
    DONE = "done"
    CANCELLED = "cancelled"
    DECLINED = "declined"


class Outcome(StrEnum):
    """How a finished step went, as far as it is known."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


K = StageKind
OPEN_STATES = (StageState.INVITED, StageState.SCHEDULED)
CALLS = (K.SCREENING, K.ASSESSMENT)
INTERVIEWS = (K.INTERVIEW, K.FINAL)

ALIASES: dict[str, tuple[str, ...]] = {
    K.OUTREACH: ("approach", "contacted"),
    K.SCREENING: ("call", "phone"),
    K.ASSESSMENT: ("test", "task", "challenge", "homework"),
    K.INTERVIEW: ("round", "onsite"),
    K.FINAL: ("final interview", "last round"),
    K.REFERENCES: ("referees",),
    K.OFFER: (),
}

IMPLIES: dict[StageKind, Status] = {
    K.SCREENING: Status.SCREENING,
    K.ASSESSMENT: Status.SCREENING,
    K.INTERVIEW: Status.INTERVIEWING,
    K.FINAL: Status.INTERVIEWING,
    K.REFERENCES: Status.INTERVIEWING,
    K.OFFER: Status.OFFER,
}


def kind_named(word: str) -> StageKind:
    """Read a stage kind as a person shortens it; UsageError lists them all."""
    return StageKind(choose(word, ALIASES, "kind of stage"))


def outcome_named(word: str) -> Outcome:
    """Read an outcome as a person shortens it; UsageError lists them all."""
    return Outcome(choose(word, dict.fromkeys(Outcome, ()), "outcome"))


def status_after(present: Status, kind: StageKind) -> Status:
    """Say which status a stage of `kind` leads to: forward, never back.

    A ghosted application with a new stage is open again: a late reply.
    """
    implied = IMPLIES.get(kind)
    if implied is None:
        return present
    return implied if present == Status.GHOSTED or rank(implied) > rank(present) else present


def describe(kind: StageKind, number_in_row: int | None) -> str:
    """Name a stage for people: `interview 2`, `final interview`, `offer`."""
    words = {K.FINAL: "final interview", K.SCREENING: "screening call", K.REFERENCES: "reference check"}
    name = words.get(kind, kind.value)
    return f"{name} {number_in_row}" if number_in_row and kind == K.INTERVIEW else name
