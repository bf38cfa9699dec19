"""The main job: leave a process, and write the letter that fits."""

from datetime import datetime

from bowout.domain.errors import Refused, UsageError
from bowout.domain.leavings import Left
from bowout.domain.results import ProfileView
from bowout.domain.stages import StageState
from bowout.services.can_leave import check_can_leave
from bowout.services.events import title
from bowout.services.highlights import set_highlight
from bowout.services.leaving import Leaving, record_leaving, tell
from bowout.services.stage_changes import close_stage, finish_stage
from bowout.services.stages import stages_of
from bowout.services.standing import instant, read_record
from bowout.services.writing import write_letter
from bowout.storage.models import Application
from bowout.storage.work import Work


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
    if record.situation is None:
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
    gone = record_leaving(work, application, record, leaving)
    work.operation.summary = f"withdraw from {title(work, application)}"
    return tell(work, (gone,), letter, profile)[0]


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
