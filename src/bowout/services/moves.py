"""Change the status of one application or of several, all or none."""

from collections.abc import Sequence

from bowout.domain.dates import Moment
from bowout.domain.errors import IllegalMove
from bowout.domain.reasons import REASONS, UNSPECIFIED
from bowout.domain.results import ProfileView
from bowout.domain.situations import Situation
from bowout.domain.statuses import OPEN, Status, check_move
from bowout.services.applications import add_note
from bowout.services.events import set_status, title
from bowout.services.groundless import drop_groundless
from bowout.services.leaving import Leaving, note_withdrawal
from bowout.services.letters_before import has_left_by_letter
from bowout.services.reopening import revoke, write_anew
from bowout.services.standing import read_record
from bowout.services.withdraw import withdraw
from bowout.storage.models import Application
from bowout.storage.work import Work


def move(
    work: Work,
    applications: Sequence[Application],
    status: Status,
    *,
    on: Moment | None = None,
    note: str | None = None,
    correct: bool = False,
    noted_in: str | None = None,
) -> dict[int, tuple[str, ...]]:
    """Move applications to a status; all or, by the exception, none. Returns what each closed, for people.

    `noted_in` is the language of the person's notes, for a letter that has to be written anew.

    Raises:
        IllegalMove: the table of moves does not have it; names what it has.
    """
    closed, discarded = {}, {}
    for application in applications:
        before = application.status
        closed[application.id] = _move(work, application, status, on=on, note=note, correct=correct)
        if before == Status.WITHDRAWN:
            discarded[application.id] = revoke(work, application)
        closed[application.id] += drop_groundless(work, application)
        if note:
            add_note(work, application, note)
    # Only now is it known of which others a letter still has to tell.
    for number, letters in discarded.items():
        closed[number] += write_anew(work, letters, noted_in)
        if status in OPEN and has_left_by_letter(work.reader, number):
            closed[number] += (f"They have had your letter: bowout retract {number} takes it back.",)
    names = ", ".join(title(work, application) for application in applications)
    work.operation.summary = f"move to {status}: {names}"
    return closed


def _move(
    work: Work,
    application: Application,
    status: Status,
    *,
    on: Moment | None,
    note: str | None,
    correct: bool,
) -> tuple[str, ...]:
    try:
        kind = check_move(Status(application.status), status, note=bool(note), correct=correct)
    except IllegalMove as refusal:
        refusal.message = f"{title(work, application)}: {refusal.message}"
        refusal.hint = refusal.hint.replace("…", str(application.id))
        raise
    # A change of the record writes to nobody.
    leaving = Leaving(REASONS[UNSPECIFIED], None, on=on, decline_invitations=False)
    if status is Status.WITHDRAWN and not correct:
        _refuse_rescinding(work, application)
        return withdraw(work, application, leaving, ProfileView()).closed
    if status is Status.WITHDRAWN:
        record = read_record(work.reader, application.id, work.now)
        note_withdrawal(
            work, application, record, leaving, record.situation or Situation.WITHDRAW_APPLICATION
        )
    stopped = set_status(work, application, status, kind, at=on.text if on else work.at, text=note)
    if status is Status.APPLIED and application.applied_on is None:
        application.applied_on = str(on.day if on else work.now.date())
    return tuple(f"Closed: the reminder for {day}" for day in stopped)


def _refuse_rescinding(work: Work, application: Application) -> None:
    if application.status == Status.ACCEPTED:
        raise IllegalMove(
            f"Taking back an acceptance is more than a move: {title(work, application)}.",
            f"bowout withdraw {application.id} does it, with the letter or with --no-letter.",
        )
