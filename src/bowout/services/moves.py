"""Change the status of one application or of several, all or none."""

from collections.abc import Sequence

from sqlalchemy import select

from bowout.domain.dates import Moment
from bowout.domain.errors import IllegalMove
from bowout.domain.messages import UNSENT
from bowout.domain.reasons import REASONS, UNSPECIFIED
from bowout.domain.results import ProfileView
from bowout.domain.situations import Situation
from bowout.domain.statuses import Status, check_move
from bowout.services.applications import add_note
from bowout.services.events import set_status, title
from bowout.services.leaving import Leaving, note_withdrawal
from bowout.services.standing import read_record
from bowout.services.withdraw import withdraw
from bowout.storage.models import Application, Message, Withdrawal
from bowout.storage.work import Work


def move(
    work: Work,
    applications: Sequence[Application],
    status: Status,
    *,
    on: Moment | None = None,
    note: str | None = None,
    correct: bool = False,
) -> dict[int, tuple[str, ...]]:
    """Move applications to a status; all or, by the exception, none. Returns what each closed, for people.

    Raises:
        IllegalMove: the table of moves does not have it; names what it has.
    """
    closed = {}
    for application in applications:
        closed[application.id] = _move(work, application, status, on=on, note=note, correct=correct)
        if note:
            add_note(work, application, note)
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
    if application.status == Status.WITHDRAWN:
        _revoke(work, application)
    leaving = Leaving(REASONS[UNSPECIFIED], None, on=on)
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


def _revoke(work: Work, application: Application) -> None:
    """Mark the withdrawal as taken back, and what was written and not sent as not to be sent any more."""
    own = Withdrawal.application_id == application.id
    for withdrawal in work.session.scalars(select(Withdrawal).where(own, Withdrawal.revoked_at.is_(None))):
        withdrawal.revoked_at = work.at
    # One for several applications too: it would say of this one that it is left.
    telling = select(Withdrawal.message_id).where(own)
    unsent = select(Message).where(
        (Message.application_id == application.id) | Message.id.in_(telling),
        Message.direction == "out",
        Message.state.in_(UNSENT),
    )
    for message in work.session.scalars(unsent):
        message.state = "discarded"
