"""What becomes of a step: held, changed, rescheduled, called off."""

from dataclasses import dataclass

from bowout.domain.dates import Moment
from bowout.domain.errors import Refused
from bowout.domain.people import Person
from bowout.domain.stages import (
    OPEN_STATES,
    Outcome,
    StageKind,
    StageState,
)
from bowout.domain.statuses import OPEN, Status
from bowout.services.contacts import add_participant
from bowout.services.events import record_event, title
from bowout.services.stages import (
    check_counts,
    follow,
    happened,
    name_of,
    next_round,
    stages_of,
    told,
    when,
)
from bowout.storage.models import Application, Stage, column_values
from bowout.storage.work import Work


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
    at = happened(work, stage)
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
            follow(work, application, StageKind(stage.kind), at)
    work.touch(application)
    work.operation.summary = f"stage {name_of(stage)} done at {title(work, application)}"


def edit_stage(
    work: Work, application: Application, stage: Stage, edit: StageEdit, *, by_me: bool = False
) -> None:
    """Change what is known of a step; a new time for a booked one is a rescheduling.

    Raises:
        UsageError: minutes or round below 1.
    """
    check_counts(edit.minutes, edit.round)
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
        stage.round = edit.round or next_round(others, edit.kind)
        if application.status in OPEN:
            follow(work, application, edit.kind, happened(work, stage))
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


def _book(work: Work, application: Application, stage: Stage, at: Moment, *, by_me: bool) -> None:
    if application.status not in (*OPEN, Status.GHOSTED):
        raise Refused(
            f"{title(work, application)} is {application.status}; nothing of it can be booked.",
            f'Reopen it first: bowout move {application.id} interviewing --note "why".',
            code="closed",
        )
    before, booked = stage.at, stage.state == StageState.SCHEDULED
    stage.at, stage.time_zone = when(work, at).values()
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
    record_event(work, application, kind, at=work.at, from_=from_, to=to, text=told(work, stage), stage=stage)
