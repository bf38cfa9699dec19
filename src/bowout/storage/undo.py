"""Takes an operation back, or brings it back, row by row from what history wrote down."""

from collections.abc import Iterable

from sqlalchemy import Row, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from bowout.domain.errors import NotFound, Refused
from bowout.storage.codec import Value, decode_row
from bowout.storage.models import Base, Change, Operation
from bowout.storage.schema import HEAD
from bowout.storage.work import Work

# Not compared, but restored: every later change of an application moves it.
_MOVING = frozenset({"updated_at"})
# What has left the house stays on record; telling them is then a fact as well.
_LEFT_THE_HOUSE = frozenset({"message", "delivery"})
_TOLD = frozenset({"told_on"})


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
        raise Refused(f"Step {number} is itself an {named.kind}.", "`bowout redo` takes back an undo.")
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


def take_back(work: Work, operation: Operation, *, record_only: bool = False) -> None:
    """Apply the inverse of an operation; its rows must stand as it left them.

    `record_only` leaves messages as they are.

    Raises:
        Refused: a later step changed one of these rows.
    """
    draft = work.operation
    draft.kind, draft.reverses = "undo", operation.id
    changes = reversed(_changes(work.session, operation))
    for change in changes:
        if not (record_only and change.table_name in _LEFT_THE_HOUSE):
            ignored = _MOVING | _TOLD if record_only else _MOVING
            _turn(work.session, change, change.after, change.before, ignored)
    _finish(work, operation, operation, undone_by=draft.open(work.session))


def bring_back(work: Work, undo: Operation, operation: Operation) -> None:
    """Apply an operation again after its undo.

    Raises:
        Refused: a later step changed one of these rows.
    """
    draft = work.operation
    draft.kind, draft.reverses = "redo", undo.id
    for change in _changes(work.session, operation):
        _turn(work.session, change, change.before, change.after, _MOVING)
    _finish(work, operation, undo, undone_by=draft.open(work.session))
    _mark(work.session, operation, None)


def _finish(work: Work, operation: Operation, reversed_one: Operation, undone_by: int) -> None:
    _mark(work.session, reversed_one, undone_by)
    work.operation.summary = operation.summary
    work.operation.touched.update(int(part) for part in operation.touched.strip("[]").split(",") if part)


def _mark(session: Session, operation: Operation, undone_by: int | None) -> None:
    table = _table("operation")
    session.connection().execute(update(table).where(table.c.id == operation.id).values(undone_by=undone_by))


def _changes(session: Session, operation: Operation) -> list[Change]:
    return list(
        session.scalars(select(Change).where(Change.operation_id == operation.id).order_by(Change.id))
    )


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _turn(
    session: Session, change: Change, expected: str | None, wanted: str | None, ignored: frozenset[str]
) -> None:
    """Bring one row from the state that is expected to the one that is wanted."""
    table = _table(change.table_name)
    connection = session.connection()
    row = connection.execute(select(table).where(table.c.id == change.row_id)).first()
    if not _same(row, expected, ignored):
        raise Refused(
            f"A later step changed what step {change.operation_id} made ({change.table_name} {change.row_id}).",
            "Undo the later steps first: `bowout log` lists them.",
            code="conflict",
        )
    if wanted is None:
        connection.execute(delete(table).where(table.c.id == change.row_id))
    elif expected is None:
        connection.execute(insert(table).values(decode_row(wanted)))
    else:
        connection.execute(update(table).where(table.c.id == change.row_id).values(decode_row(wanted)))


def _same(row: "Row[*tuple[Value, ...]] | None", expected: str | None, ignored: Iterable[str]) -> bool:
    if row is None or expected is None:
        return row is None and expected is None
    present, recorded = dict(zip(row._fields, row, strict=True)), decode_row(expected)
    return all(present[name] == recorded[name] for name in recorded if name not in ignored)
