"""The main job: leave a process, and write the letter that fits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bowout.domain.dates import Moment, show
from bowout.domain.details import CheckView, Left
from bowout.domain.errors import Refused, UsageError
from bowout.domain.reasons import Reason
from bowout.domain.results import ProfileView
from bowout.domain.situations import Situation
from bowout.domain.stages import OPEN_STATES, StageKind, StageState
from bowout.domain.statuses import Status
from bowout.services.can_leave import check_can_leave
from bowout.services.events import record_event, set_status, title
from bowout.services.highlights import set_highlight
from bowout.services.letter_facts import Wishes
from bowout.services.stage_changes import close_stage, finish_stage
from bowout.services.stages import name_of, stages_of
from bowout.services.standing import Record, instant, read_record
from bowout.services.writing import Edited, letter_view, log_letter, write_letter
from bowout.storage import views
from bowout.storage.models import Application, Reminder, Withdrawal
from bowout.storage.work import Work


@dataclass(frozen=True, slots=True)
class Leaving:
    """What `withdraw` was told. `wishes` None: no letter is written. `edited` takes the place of ours.

    `held` and `missed` are the numbers of booked steps whose time has passed,
    and that did or did not take place.
    """

    reason: Reason
    wishes: Wishes | None
    note: str | None = None
    on: Moment | None = None
    told: Moment | None = None
    reconnect: Moment | None = None
    force: bool = False
    edited: Edited | None = None
    held: tuple[int, ...] = ()
    missed: tuple[int, ...] = ()


def withdraw(work: Work, application: Application, leaving: Leaving, profile: ProfileView) -> Left:
    """Leave a process: the reason recorded, what lies ahead closed, the letter written, checked and logged.

    Raises:
        Refused: it was left already, they ended it, or there is nothing to leave.
        CheckFailed: the letter has an error, and was not to be written all the same.
    """
    check_can_leave(work.reader, application.id, work.now)
    _check_days(application, leaving)
    _settle(work, application, leaving)
    if leaving.wishes and leaving.wishes.highlight:
        set_highlight(work, application, leaving.wishes.highlight)
    record = read_record(work.reader, application.id, work.now, _moment_of_leaving(work, leaving))
    situation = record.situation
    if situation is None:
        raise Refused(
            f"{title(work, application)} is only saved: there is nothing to leave.",
            f"To remove it: bowout delete {application.id}.",
            code="nothing_to_leave",
        )
    letter = None
    if leaving.wishes is not None:
        letter = write_letter(
            work,
            record,
            leaving.reason,
            leaving.wishes,
            profile,
            note=leaving.note,
            edited=leaving.edited,
            force=leaving.force,
        )
    withdrawal = note_withdrawal(work, application, record, leaving, situation)
    closed = _close(work, application, record, leaving)
    message = None
    if letter is not None:
        message = log_letter(work, application, letter)
        withdrawal.stated, withdrawal.message_id = letter.stated, message.id
    work.operation.summary = f"withdraw from {title(work, application)}"
    view = views.application(work.reader, application.id, work.now)
    if view.withdrawal is None:
        raise AssertionError("a withdrawal was recorded and is not there")
    return Left(
        application=view,
        withdrawal=view.withdrawal,
        letter=None if message is None else letter_view(work, message),
        checks=_assumptions(work, record) + (letter.checks if letter else ()),
        closed=closed,
    )


def _settle(work: Work, application: Application, leaving: Leaving) -> None:
    for stage in stages_of(work, application):
        if stage.number in leaving.held:
            finish_stage(work, application, stage, outcome=None)
        elif stage.number in leaving.missed:
            close_stage(work, application, stage, StageState.CANCELLED, at=work.at)


def _moment_of_leaving(work: Work, leaving: Leaving) -> datetime:
    """When it happened: what lay ahead then had not been held, also where it is told later."""
    if leaving.on is None:
        return work.now
    return min(work.now, instant(leaving.on.text, work.now) or work.now)


def note_withdrawal(
    work: Work, application: Application, record: Record, leaving: Leaving, situation: Situation
) -> Withdrawal:
    """Record that I left, why, and at which stage."""
    withdrawal = Withdrawal(
        application_id=application.id,
        reason=leaving.reason.slug,
        note=leaving.note or None,
        situation=situation,
        stage=record.left_at(),
        decided_on=str(leaving.on.day if leaving.on else work.now.date()),
        told_on=str(leaving.told.day) if leaving.told else None,
    )
    work.session.add(withdrawal)
    work.session.flush()
    return withdrawal


def _close(work: Work, application: Application, record: Record, leaving: Leaving) -> tuple[str, ...]:
    """Close the application and what lies ahead; returns what was closed, for people."""
    on = leaving.on.text if leaving.on else work.at
    closed = []
    numbers = [stage.number for stage in record.ahead()]
    stages = {stage.number: stage for stage in stages_of(work, application)}
    for stage in (stages[number] for number in numbers):
        close_stage(work, application, stage, StageState.DECLINED, at=on)
        when = f" on {show(stage.at, work.now.tzinfo)}" if stage.at and work.now.tzinfo else ""
        closed.append(f"Closed: {name_of(stage)}{when}, declined")
    open_reminders = select(Reminder).where(
        Reminder.application_id == application.id, Reminder.done_at.is_(None)
    )
    for reminder in work.session.scalars(open_reminders):
        reminder.done_at = work.at
        closed.append(f"Closed: the reminder for {reminder.due_on}")
    if leaving.reconnect:
        work.session.add(
            Reminder(
                application_id=application.id,
                due_on=str(leaving.reconnect.day),
                text="get back in touch",
                why="reconnect",
            )
        )
        closed.append(f"Reminder: get back in touch on {leaving.reconnect.day}")
    set_status(work, application, Status.WITHDRAWN, "withdrawn", at=on, text=leaving.reason.slug)
    if leaving.told:
        record_event(work, application, "told", at=leaving.told.text)
    return tuple(closed)


def _assumptions(work: Work, record: Record) -> tuple[CheckView, ...]:
    first = "" if work.dry else "bowout undo, then "
    return tuple(
        CheckView(
            "assumed_held",
            "warning",
            f"The {name_of(stage)} was booked and its time has passed, so it counts as held; "
            f"if it did not take place: {first}bowout stage cancel {record.view.id} {stage.number}.",
        )
        for stage in record.assumed_held()
        if stage.state in OPEN_STATES and stage.kind != StageKind.OFFER
    )


def _check_days(application: Application, leaving: Leaving) -> None:
    """Refuse days that contradict each other; UsageError."""
    if leaving.on and application.applied_on and leaving.on.day.isoformat() < application.applied_on:
        raise UsageError(
            f"You applied on {application.applied_on}, after {leaving.on.day}.", "Give a later --on."
        )
    if leaving.on and leaving.told and leaving.told.day < leaving.on.day:
        raise UsageError(
            "You cannot have told them before you left.", "Give a later --told, or an earlier --on."
        )
