"""Steps with the employer: add, finish, change, call off; the status moves along by itself."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bowout.domain.dates import Moment, show
from bowout.domain.errors import NotFound, Refused, UsageError
from bowout.domain.people import Person
from bowout.domain.stages import (
    INTERVIEWS,
    OPEN_STATES,
    Outcome,
    StageKind,
    StageState,
    describe,
    status_after,
)
from bowout.domain.statuses import OPEN, Status
from bowout.services.contacts import add_participant
from bowout.services.events import record_event, set_status, title
from bowout.storage.models import Application, Stage, column_values
from bowout.storage.views import has_passed
from bowout.storage.work import Work


@dataclass(frozen=True, slots=True)
class NewStage:
    """What `stage add` was told; without `at` it is an invitation, or for an outreach a thing of the past."""

    kind: StageKind
    at: Moment | None = None
    minutes: int | None = None
    people: tuple[Person, ...] = ()
    where: str | None = None
    round: int | None = None
    due: Moment | None = None


@dataclass(frozen=True, slots=True)
class StageEdit:
    """What `stage edit` was told; None leaves a field as it is."""

    kind: StageKind | None = None
    at: Moment | None = None
    minutes: int | None = None
    people: tuple[Person, ...] = ()
    where: str | None = None
    round: int | None = None
    due: Moment | None = None
    outcome: Outcome | None = None


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
    _check_counts(new.minutes, new.round)
    stages = stages_of(work, application)
    stage = Stage(
        application_id=application.id,
        number=max((known.number for known in stages), default=0) + 1,
        kind=new.kind,
        round=new.round or _next_round(stages, new.kind),
        state=_first_state(new),
        minutes=new.minutes,
        place=new.where,
        due=new.due.text if new.due else None,
        rescheduled_by_me=0,
        rescheduled_by_them=0,
        **_when(work, new.at),
    )
    work.session.add(stage)
    work.session.flush()
    for person in new.people:
        add_participant(work, application, stage, person)
    at = _happened(work, stage)
    record_event(
        work, application, f"stage_{stage.state}", at=at, to=stage.state, text=_told(work, stage), stage=stage
    )
    _follow(work, application, new.kind, at)
    work.operation.summary = f"stage {name_of(stage)} at {title(work, application)}"
    return stage


def finish_stage(
    work: Work, application: Application, stage: Stage, *, outcome: Outcome | None, more: bool = False
) -> None:
    """Mark a step as held; `more`: the command has something to add to one that is done already.

    Raises:
        Refused: it was called off, or is done already.
    """
    if stage.state == StageState.DONE and outcome is None and not more:
        raise Refused(
            f"{name_of(stage).capitalize()} is done already.", "`bowout stage edit` changes what is noted."
        )
    if stage.state in (StageState.CANCELLED, StageState.DECLINED):
        raise Refused(
            f"{name_of(stage).capitalize()} was {stage.state}.",
            "If it took place after all, add it: bowout stage add.",
        )
    at = _happened(work, stage)
    before = stage.state
    stage.state = StageState.DONE
    stage.outcome = outcome or stage.outcome or Outcome.UNKNOWN
    if before != StageState.DONE:
        record_event(
            work,
            application,
            "stage_done",
            at=at,
            from_=before,
            to=stage.state,
            text=name_of(stage),
            stage=stage,
        )
        if application.status in (*OPEN, Status.GHOSTED):
            _follow(work, application, StageKind(stage.kind), at)
    work.touch(application)
    work.operation.summary = f"stage {name_of(stage)} done at {title(work, application)}"


def edit_stage(
    work: Work, application: Application, stage: Stage, edit: StageEdit, *, by_me: bool = False
) -> None:
    """Change what is known of a step; a new time for a booked one is a rescheduling.

    Raises:
        UsageError: minutes or round below 1.
    """
    _check_counts(edit.minutes, edit.round)
    before = column_values(stage)
    if edit.at is not None:
        _book(work, application, stage, edit.at, by_me=by_me)
    for column, value in (
        ("kind", edit.kind),
        ("minutes", edit.minutes),
        ("place", edit.where),
        ("round", edit.round),
        ("due", edit.due and edit.due.text),
        ("outcome", edit.outcome),
    ):
        if value is not None:
            setattr(stage, column, value or None)
    for person in edit.people:
        add_participant(work, application, stage, person)
    if edit.kind is not None:
        others = [known for known in stages_of(work, application) if known is not stage]
        stage.round = edit.round or _next_round(others, edit.kind)
        if application.status in OPEN:
            _follow(work, application, edit.kind, _happened(work, stage))
    if column_values(stage) != before:
        work.touch(application)
    work.operation.summary = f"change stage {name_of(stage)} at {title(work, application)}"


def cancel_stage(work: Work, application: Application, stage: Stage, *, by_me: bool = False) -> None:
    """Call a step off: declined where I did, cancelled where they did.

    Raises:
        Refused: it is held or called off already.
    """
    if stage.state not in OPEN_STATES:
        raise Refused(
            f"{name_of(stage).capitalize()} is {stage.state} already.", "`bowout stage list` shows them all."
        )
    close_stage(work, application, stage, StageState.DECLINED if by_me else StageState.CANCELLED, at=work.at)
    work.operation.summary = f"cancel stage {name_of(stage)} at {title(work, application)}"


def close_stage(work: Work, application: Application, stage: Stage, state: StageState, *, at: str) -> None:
    """Give an open step its end, with the event."""
    before, stage.state = stage.state, state
    record_event(
        work, application, f"stage_{state}", at=at, from_=before, to=state, text=name_of(stage), stage=stage
    )


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


def name_of(stage: Stage) -> str:
    """Name a step for people: `interview 2`."""
    return describe(StageKind(stage.kind), stage.round)


def _when_due(stage: Stage) -> tuple[str, int]:
    return (stage.at or stage.due or "~", stage.number)


def _when(work: Work, at: Moment | None) -> dict[str, str | None]:
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


def _happened(work: Work, stage: Stage) -> str:
    """When a step's event took place: in the past, the step's own time; else now."""
    return stage.at if stage.at is not None and has_passed(stage.at, work.now) else work.at


def _told(work: Work, stage: Stage) -> str:
    when = stage.at or stage.due
    if when is None or work.now.tzinfo is None:
        return name_of(stage)
    return f"{name_of(stage)}, {'' if stage.at else 'due '}{show(when, work.now.tzinfo)}"


def _follow(work: Work, application: Application, kind: StageKind, at: str) -> None:
    status = status_after(Status(application.status), kind)
    if status != application.status:
        set_status(work, application, status, "moved", at=at)


def _next_round(stages: list[Stage], kind: StageKind) -> int | None:
    if kind not in INTERVIEWS:
        return None
    rounds = [stage for stage in stages if stage.kind in INTERVIEWS and stage.state != StageState.CANCELLED]
    return max((stage.round or 0 for stage in rounds), default=0) + 1


def _book(work: Work, application: Application, stage: Stage, at: Moment, *, by_me: bool) -> None:
    before, booked = stage.at, stage.state == StageState.SCHEDULED
    stage.at, stage.time_zone = _when(work, at).values()
    if stage.state == StageState.INVITED:
        stage.state = StageState.SCHEDULED
    if before == stage.at:
        return
    if booked and by_me:
        stage.rescheduled_by_me += 1
    elif booked:
        stage.rescheduled_by_them += 1
    # A step that is over has no new time, only a better known one.
    over = stage.state not in OPEN_STATES
    if over or booked:
        kind, from_, to = "stage_corrected" if over else "stage_rescheduled", before, stage.at
    else:
        kind, from_, to = "stage_scheduled", StageState.INVITED, stage.state
    record_event(
        work, application, kind, at=work.at, from_=from_, to=to, text=_told(work, stage), stage=stage
    )


def _check_counts(minutes: int | None, round_: int | None) -> None:
    for what, value in (("--minutes", minutes), ("--round", round_)):
        if value is not None and not 1 <= value <= 10_000:
            raise UsageError(f"{what} is {value}.", f"{what} is a whole number from 1 to 10000.")
