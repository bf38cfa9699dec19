"""Which operation an undo or a redo is about."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bowout.domain.errors import NotFound, Refused
from bowout.storage.models import Operation
from bowout.storage.schema import HEAD


def find_undoable(session: Session, number: int | None) -> Operation:
    """Find the operation to take back: the newest that is not itself taken back, or the one named.

    Raises:
        NotFound: no such operation.
        Refused: it is an undo or redo itself, already undone, or of an older schema.
    """
    if number is None:
        newest = session.scalars(
            select(Operation)
            .where(Operation.kind == "command", Operation.undone_by.is_(None))
            .order_by(Operation.id.desc())
            .limit(1)
        ).first()
        if newest is None:
            raise NotFound("There is nothing to undo.", "`bowout log` shows what was recorded.")
        return _of_this_schema(newest)
    named = session.get(Operation, number)
    if named is None:
        raise NotFound(f"There is no step {number}.", "`bowout log` lists the steps with their numbers.")
    if named.kind != "command":
        what = "an undo" if named.kind == "undo" else "a redo"
        raise Refused(f"Step {number} is itself {what}.", "`bowout redo` takes back an undo.")
    if named.undone_by is not None:
        raise Refused(f"Step {number} is already undone.", "`bowout redo` brings it back.")
    return _of_this_schema(named)


def find_redoable(session: Session) -> tuple[Operation, Operation]:
    """Find the newest undo that still stands, and the operation it took back.

    Raises:
        NotFound: none, or something new was recorded since.
    """
    undo = session.scalars(
        select(Operation)
        .where(Operation.kind == "undo", Operation.undone_by.is_(None))
        .order_by(Operation.id.desc())
        .limit(1)
    ).first()
    newer = (
        undo
        and session.scalars(
            select(Operation.id).where(Operation.kind == "command", Operation.id > undo.id).limit(1)
        ).first()
    )
    if undo is None or newer:
        raise NotFound(
            "There is nothing to redo.", "Only an undo with nothing recorded since can be taken back."
        )
    taken_back = session.get_one(Operation, undo.reverses)
    return _of_this_schema(undo), taken_back


def _of_this_schema(operation: Operation) -> Operation:
    if operation.schema_revision != HEAD:
        raise Refused(
            f"Step {operation.id} was recorded by an older version of bowout, and its tables have changed since.",
            "Change the record with edit, move or delete instead.",
        )
    return operation
