"""Change the status of one application or of several, all or none."""

from collections.abc import Sequence

from sqlalchemy import select

from bowout.domain.dates import Moment
from bowout.domain.reasons import REASONS, UNSPECIFIED
from bowout.domain.results import ProfileView
from bowout.domain.statuses import Move, Status, check_move
from bowout.services.applications import add_note
from bowout.services.events import set_status, title
from bowout.services.withdraw import Leaving, withdraw
from bowout.storage.models import Application, Withdrawal
from bowout.storage.work import Work


def move(
    work: Work,
    applications: Sequence[Application],
    status: Status,
    *,
    on: Moment | None = None,
    note: str | None = None,
    correct: bool = False,
) -> None:
    """Move applications to a status; all or, by the exception, none.

    Raises:
        IllegalMove: the table of moves does not have it; names what it has.
    """
    for application in applications:
        kind = check_move(Status(application.status), status, note=bool(note), correct=correct)
        at = on.text if on else work.at
        if application.status == Status.WITHDRAWN:
            _revoke(work, application)
        if status is Status.WITHDRAWN and kind is not Move.CORRECTED:
            withdraw(work, application, Leaving(REASONS[UNSPECIFIED], None, on=on), ProfileView())
        else:
            set_status(work, application, status, kind, at=at, text=note)
        if status is Status.APPLIED and application.applied_on is None:
            application.applied_on = str(on.day if on else work.now.date())
        if note:
            add_note(work, application, note)
    names = ", ".join(title(work, application) for application in applications)
    work.operation.summary = f"move to {status}: {names}"


def _revoke(work: Work, application: Application) -> None:
    standing = select(Withdrawal).where(
        Withdrawal.application_id == application.id, Withdrawal.revoked_at.is_(None)
    )
    for withdrawal in work.session.scalars(standing):
        withdrawal.revoked_at = work.at
