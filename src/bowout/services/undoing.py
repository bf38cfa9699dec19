"""Take the last step back, or bring it back."""

from typing import NamedTuple

from sqlalchemy import select

from bowout.domain.details import OperationView
from bowout.domain.errors import Refused
from bowout.storage.models import Change, Message, Operation
from bowout.storage.undo import bring_back, find_redoable, find_undoable, take_back
from bowout.storage.work import Work


class Undone(NamedTuple):
    """The step that was taken back; and the application whose letter of that step stays sent, if one does."""

    operation: OperationView
    still_told: int | None


def undo(work: Work, number: int | None = None, *, record_only: bool = False) -> Undone:
    """Take back the last step, or the one that `log` numbers so.

    Raises:
        NotFound: nothing to undo.
        Refused: a later step touched the same rows, or its letter was sent since.
    """
    operation = find_undoable(work.session, number)
    sent = _sent_letter(work, operation)
    if sent is not None and not record_only:
        raise Refused(
            f"Letter {sent.id} of this step has been sent; undo cannot call it back.",
            f"To take back the record alone: bowout undo {operation.id} --record-only; "
            f"then bowout retract {sent.application_id} writes to them.",
            code="sent",
        )
    # Where nothing has left the house, there is nothing but the record.
    take_back(work, operation, record_only=sent is not None)
    return Undone(_view(operation, undone=True), sent.application_id if sent else None)


def redo(work: Work) -> OperationView:
    """Bring back what the last undo took.

    Raises:
        NotFound: nothing to redo.
        Refused: a later step touched the same rows.
    """
    undone, operation = find_redoable(work.session)
    bring_back(work, undone, operation)
    return _view(operation, undone=False)


def _sent_letter(work: Work, operation: Operation) -> Message | None:
    """A letter that this step wrote and that has left since."""
    written = select(Change.row_id).where(
        Change.operation_id == operation.id, Change.table_name == "message", Change.before.is_(None)
    )
    return work.session.scalars(
        select(Message).where(Message.id.in_(written), Message.state.in_(("sent", "sending")))
    ).first()


def _view(operation: Operation, *, undone: bool) -> OperationView:
    return OperationView(operation.id, operation.at, operation.command, operation.summary, undone)
