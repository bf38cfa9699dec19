"""Take the last step back, or bring it back."""

from sqlalchemy import select

from bowout.domain.details import OperationView
from bowout.domain.errors import Refused
from bowout.storage.models import Change, Message, Operation
from bowout.storage.undo import bring_back, find_redoable, find_undoable, take_back
from bowout.storage.work import Work


def undo(work: Work, number: int | None = None, *, record_only: bool = False) -> OperationView:
    """Take back the last step, or the one that `log` numbers so.

    Raises:
        NotFound: nothing to undo.
        Refused: a later step touched the same rows, or its letter was sent since.
    """
    operation = find_undoable(work.session, number)
    if not record_only:
        _refuse_sent(work, operation)
    take_back(work, operation, record_only=record_only)
    return _view(operation, undone=True)


def redo(work: Work) -> OperationView:
    """Bring back what the last undo took.

    Raises:
        NotFound: nothing to redo.
        Refused: a later step touched the same rows.
    """
    undone, operation = find_redoable(work.session)
    bring_back(work, undone, operation)
    return _view(operation, undone=False)


def _refuse_sent(work: Work, operation: Operation) -> None:
    """A letter that this step wrote and that was sent since cannot be un-written."""
    written = select(Change.row_id).where(
        Change.operation_id == operation.id, Change.table_name == "message", Change.before.is_(None)
    )
    sent = work.session.scalars(
        select(Message).where(Message.id.in_(written), Message.state.in_(("sent", "sending")))
    ).first()
    if sent is not None:
        raise Refused(
            f"Letter {sent.id} of this step has been sent; undo cannot call it back.",
            f"To take back the record alone: bowout undo {operation.id} --record-only.",
            code="sent",
        )


def _view(operation: Operation, *, undone: bool) -> OperationView:
    return OperationView(operation.id, operation.at, operation.command, operation.summary, undone)
