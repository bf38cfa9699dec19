"""Steps with the employer: added and found; the status moves along by itself."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bowout.domain.dates import Moment, show
from bowout.domain.errors import NotFound, Refused, UsageError
from bowout.domain.people import Person
from bowout.domain.results import StageView
from bowout.domain.stages import (
    INTERVIEWS,
    OPEN_STATES,
    StageKind,
    StageState,
    describe,
    status_after,
)
from bowout.domain.statuses import OPEN, Status
from bowout.services.contacts import add_participant
from bowout.services.events import record_event, set_status, title
from bowout.services.groundless import drop_groundless
from bowout.storage.models import Application, Stage
from bowout.storage.views import has_passed
from bowout.storage.work import Work


@dataclass(frozen=True, slots=True)
class NewStage:
    """What `stage add` was told; without `at` it is an invitation, or for an outreach a thing of the past.

    `untimed` is why a time that they named is not known, for the record.
    """

    kind: StageKind
    at: Moment | None = None
    minutes: int | None = None
    people: tuple[Person, ...] = ()
    where: str | None = None
    round: int | None = None
    due: Moment | None = None
    untimed: str | None = None


def add_stage(work: Work, application: Application, new: NewStage) -> Stage:
    """Add a step; a ghosted application that answers is open again by it.

    Raises:
        Refused: the application is accepted, rejected or withdrawn.
        UsageError: minutes or round below 1.
    """
    if application.status not in (*OPEN, Status.GHOSTED):
        raise Refused(
            f"{title(work, application)} is {application.status}; nothing can be added to it.",
            f'Reopen it first: bowout move {application.id} interviewing --note "why".',
            code="closed",
        )
    check_counts(new.minutes, new.round)
    stages = stages_of(work, application)
    stage = Stage(
        application_id=application.id,
        number=max((known.number for known in stages), default=0) + 1,
        kind=new.kind,
        round=new.round or next_round(stages, new.kind),
        state=_first_state(new),
        minutes=new.minutes,
        place=new.where,
        due=new.due.text if new.due else None,
        rescheduled_by_me=0,
        rescheduled_by_them=0,
        **when(work, new.at),
    )
    work.session.add(stage)
    work.session.flush()
    for person in new.people:
        add_participant(work, application, stage, person)
    at = happened(work, stage)
    text = f"{told(work, stage)}{f', {new.untimed}' if new.untimed else ''}"
    record_event(work, application, f"stage_{stage.state}", at=at, to=stage.state, text=text, stage=stage)
    follow(work, application, new.kind, at)
    work.operation.summary = f"stage {name_of(stage)} at {title(work, application)}"
    return stage


def stages_of(work: Work, application: Application) -> list[Stage]:
    """All steps of an application, in the order they were added."""
    return list(
        work.session.scalars(
            select(Stage).where(Stage.application_id == application.id).order_by(Stage.number)
        )
    )


def find_stage(work: Work, application: Application, number: int | None, *, to_finish: bool = False) -> Stage:
    """Find a step by its number, or the one that is meant without: the next ahead.

    `to_finish`: the earliest not yet done whose time has come, else the next.

    Raises:
        NotFound: no such step.
    """
    stages = stages_of(work, application)
    if number is not None:
        named = [stage for stage in stages if stage.number == number]
        if not named:
            known = ", ".join(f"{stage.number} {name_of(stage)}" for stage in stages)
            raise NotFound(
                f"{title(work, application)} has no stage {number}.", known and f"It has: {known}."
            )
        return named[0]
    pending = sorted((stage for stage in stages if stage.state in OPEN_STATES), key=_when_due)
    past = [stage for stage in pending if has_passed(stage.at, work.now)]
    ahead = [stage for stage in pending if stage not in past]
    choice = (past or ahead) if to_finish else (ahead or past)
    if not choice:
        raise NotFound(
            f"{title(work, application)} has no stage ahead.",
            f"Add one: bowout stage add {application.id} interview --at tomorrow.",
        )
    return choice[0]


def name_of(stage: Stage | StageView) -> str:
    """Name a step for people: `interview 2`."""
    return describe(StageKind(stage.kind), stage.round)


def _when_due(stage: Stage) -> tuple[str, int]:
    return (stage.at or stage.due or "~", stage.number)


def when(work: Work, at: Moment | None) -> dict[str, str | None]:
    """The columns that hold a step's time: as stored, and the zone it was booked in."""
    if at is None:
        return {"at": None, "time_zone": None}
    return {"at": at.text, "time_zone": zone_name(work.now) if at.at is not None else None}


def zone_name(now: datetime) -> str:
    """The IANA name of the zone in which the user's clock runs."""
    return str(now.tzinfo)


def _first_state(new: NewStage) -> StageState:
    if new.kind is StageKind.OUTREACH:
        return StageState.DONE
    return StageState.INVITED if new.at is None else StageState.SCHEDULED


def happened(work: Work, stage: Stage) -> str:
    """When a step's event took place: in the past, the step's own time; else now."""
    return stage.at if stage.at is not None and has_passed(stage.at, work.now) else work.at


def told(work: Work, stage: Stage) -> str:
    """How an event tells of a step: its name, and when it is or is due."""
    when = stage.at or stage.due
    if when is None or work.now.tzinfo is None:
        return name_of(stage)
    return f"{name_of(stage)}, {'' if stage.at else 'due '}{show(when, work.now.tzinfo)}"


def follow(work: Work, application: Application, kind: StageKind, at: str) -> None:
    """Move the application's status along, as a step of this kind does."""
    status = status_after(Status(application.status), kind)
    if status != application.status:
        set_status(work, application, status, "moved", at=at)
        work.told += drop_groundless(work, application)


def next_round(stages: list[Stage], kind: StageKind) -> int | None:
    """Which interview the next one is; None for what is no interview."""
    if kind not in INTERVIEWS:
        return None
    rounds = [stage for stage in stages if stage.kind in INTERVIEWS and stage.state != StageState.CANCELLED]
    return max((stage.round or 0 for stage in rounds), default=0) + 1


def check_counts(minutes: int | None, round_: int | None) -> None:
    """Refuse minutes or a round below 1, or absurd; UsageError."""
    for what, value in (("--minutes", minutes), ("--round", round_)):
        if value is not None and not 1 <= value <= 10_000:
            raise UsageError(f"{what} is {value}.", f"{what} is a whole number from 1 to 10000.")
