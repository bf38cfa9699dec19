"""Take the last step back, or bring it back."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from bowout.domain.details import OperationView
from bowout.domain.errors import Refused
from bowout.services.correspondence import told_by
from bowout.storage.models import Change, Message, Operation
from bowout.storage.undo import bring_back, find_redoable, find_undoable, take_back
from bowout.storage.work import Work


class Undone(NamedTuple):
    """The step that was taken back; and the applications that letters of that step, which stay sent, tell of."""

    operation: OperationView
    still_told: tuple[int, ...]


def undo(work: Work, number: int | None = None, *, record_only: bool = False) -> Undone:
    """Take back the last step, or the one that `log` numbers so.

    Raises:
        NotFound: nothing to undo.
        Refused: a later step touched the same rows, or its letter was sent since.
    """
    operation = find_undoable(work.session, number)
    sent = _sent_letters(work, operation)
    # Asked before the rows are gone that tell which applications a joint letter leaves.
    told = tuple(dict.fromkeys(application.id for letter in sent for application in told_by(work, letter)))
    if sent and not record_only:
        raise Refused(
            f"{_sent(sent)} been sent; undo cannot call {'it' if len(sent) == 1 else 'them'} back.",
            f"To take back the record alone: bowout undo {operation.id} --record-only; "
            f"then {retracting(told)} writes to them.",
            code="sent",
        )
    # Where nothing has left the house, there is nothing but the record.
    take_back(work, operation, staying=frozenset(letter.id for letter in sent))
    return Undone(_view(operation, undone=True), told)


def retracting(applications: Sequence[int]) -> str:
    """How the letter to each of some applications is taken back: one note each."""
    first, *others = applications
    return f"bowout retract {first}" + (f" (and {', '.join(map(str, others))}, one by one)" if others else "")


def redo(work: Work) -> OperationView:
    """Bring back what the last undo took.

    Raises:
        NotFound: nothing to redo.
        Refused: a later step touched the same rows.
    """
    undone, operation = find_redoable(work.session)
    bring_back(work, undone, operation)
    return _view(operation, undone=False)


def _sent_letters(work: Work, operation: Operation) -> Sequence[Message]:
    """The letters that this step wrote and that have left since."""
    written = select(Change.row_id).where(
        Change.operation_id == operation.id, Change.table_name == "message", Change.before.is_(None)
    )
    left = Message.id.in_(written), Message.state.in_(("sent", "sending"))
    return work.session.scalars(select(Message).where(*left).order_by(Message.id)).all()


def _sent(letters: Sequence[Message]) -> str:
    """Name letters as the beginning of a sentence: `Letters 1, 7 of this step have`."""
    several = len(letters) > 1
    numbers = ", ".join(str(letter.id) for letter in letters)
    return f"Letter{'s' if several else ''} {numbers} of this step {'have' if several else 'has'}"


def _view(operation: Operation, *, undone: bool) -> OperationView:
    return OperationView(operation.id, operation.at, operation.command, operation.summary, undone)
