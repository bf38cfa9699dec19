"""Takes an operation back, or brings it back, row by row from what history wrote down."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Table, delete, insert, select, update
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
RECORD_ONLY = "undo --record-only"


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

    `record_only` leaves messages as they are: what has left the house stays on
    record, and the later steps that noted so are settled with this undo.

    Raises:
        Refused: a later step changed one of these rows.
    """
    draft = work.operation
    draft.kind, draft.reverses = "undo", operation.id
    draft.command = RECORD_ONLY if record_only else draft.command
    changes = _changes(work.session, operation)
    number = draft.open(work.session)
    for change in reversed(changes):
        if not (record_only and change.table_name in _LEFT_THE_HOUSE):
            _turn(work.session, change, change.after, change.before, _TOLD if record_only else frozenset())
    if record_only:
        for later in _noted_as_sent(work.session, changes):
            _mark(work.session, later, number)
    _mark(work.session, operation.id, number)
    _finish(work, operation)


def bring_back(work: Work, undo: Operation, operation: Operation) -> None:
    """Apply an operation again after its undo, but for what that undo left as it was.

    Raises:
        Refused: a later step changed one of these rows.
    """
    draft = work.operation
    draft.kind, draft.reverses = "redo", undo.id
    number = draft.open(work.session)
    skipped = _LEFT_THE_HOUSE if undo.command == RECORD_ONLY else frozenset()
    for change in _changes(work.session, operation):
        if change.table_name not in skipped:
            _turn(work.session, change, change.before, change.after, frozenset())
    for taken_back in work.session.scalars(select(Operation.id).where(Operation.undone_by == undo.id)):
        # A settled step cannot be taken back by itself any more: its withdrawal is another row's state now.
        if taken_back == operation.id or undo.command != RECORD_ONLY:
            _mark(work.session, taken_back, None)
    _mark(work.session, undo.id, number)
    _finish(work, operation)


def _noted_as_sent(session: Session, changes: Sequence[Change]) -> Sequence[int]:
    """The later operations that changed the letters which these changes made."""
    made = [change.row_id for change in changes if change.table_name == "message" and change.before is None]
    later = select(Change.operation_id).where(
        Change.table_name == "message", Change.row_id.in_(made), Change.operation_id > changes[0].operation_id
    )
    return list(dict.fromkeys(session.scalars(later)))


def _finish(work: Work, operation: Operation) -> None:
    work.operation.summary = operation.summary
    work.operation.touched.update(json.loads(operation.touched))


def _mark(session: Session, operation: int, undone_by: int | None) -> None:
    table = _table("operation")
    session.connection().execute(update(table).where(table.c.id == operation).values(undone_by=undone_by))


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
    here = table.c.id == change.row_id
    connection = session.connection()
    row = connection.execute(select(table).where(here)).mappings().first()
    before, after = decode_row(expected or "{}"), decode_row(wanted or "{}")
    # The time of the last change belongs to the newest step; a note changes nothing else of its application.
    touched_alone = bool(before and after) and _same(before, after, _MOVING)
    if not touched_alone and not _same(dict(row or {}), before, ignored | _MOVING):
        raise Refused(
            f"A later step changed what step {change.operation_id} made ({change.table_name} {change.row_id}).",
            "Undo the later steps first: `bowout log` lists them.",
            code="conflict",
        )
    if not after:
        connection.execute(delete(table).where(here))
    elif not before:
        connection.execute(insert(table).values(after))
    elif row is not None:
        moved_on = {name for name in _MOVING if name in row and row[name] != before[name]}
        restored = (_MOVING if touched_alone else after.keys()) - moved_on
        values = {name: value for name, value in after.items() if name in restored}
        if values:
            connection.execute(update(table).where(here).values(values))


def _same(present: Mapping[str, Value], recorded: Mapping[str, Value], ignored: frozenset[str]) -> bool:
    """Tell whether a row is as recorded; both empty: it is not there, as it should not be."""
    return present.keys() == recorded.keys() and all(
        present[name] == recorded[name] for name in recorded if name not in ignored
    )
