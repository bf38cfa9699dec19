"""Takes an operation back, or brings it back, row by row from what history wrote down."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import RowMapping, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from bowout.domain.errors import Refused
from bowout.storage import undo_bulk
from bowout.storage.codec import Value, decode_row, encode_row
from bowout.storage.models import Base, Change, Operation
from bowout.storage.search_triggers import in_bulk
from bowout.storage.work import Work

# Not compared, but restored: every later change of an application moves it.
_MOVING = frozenset({"updated_at"})
# Where a letter has left the house, telling them is a fact as well.
_TOLD = frozenset({"told_on"})
RECORD_ONLY = "undo --record-only"


def take_back(work: Work, operation: Operation, *, staying: frozenset[int] = frozenset()) -> None:
    """Apply the inverse of an operation; its rows must stand as it left them.

    `staying` are letters of it that have left the house: they stay on record, and
    the later steps that noted so are settled with this undo.

    Raises:
        Refused: a later step changed one of these rows.
    """
    draft = work.operation
    draft.kind, draft.reverses = "undo", operation.id
    draft.command = RECORD_ONLY if staying else draft.command
    number = draft.open(work.session)
    with _noting(work, operation):
        if staying:
            _take_back_but(work.session, operation, number, staying)
        else:
            _take_back_all(work.session, operation)
    for later in _noted_as_sent(work.session, operation, staying):
        _mark(work.session, later, number)
    _mark(work.session, operation.id, number)
    _finish(work, operation)


def bring_back(work: Work, undo: Operation, operation: Operation) -> None:
    """Apply an operation again after its undo; what an undo of the record alone took returns as it was.

    Raises:
        Refused: a later step changed one of these rows.
    """
    draft = work.operation
    draft.kind, draft.reverses = "redo", undo.id
    number = draft.open(work.session)
    # Between that operation and its undo, they had been told.
    if taken := _changes(work.session, undo):
        for change in reversed(taken):
            _turn(work.session, change, change.after, change.before, frozenset())
    else:
        with _noting(work, operation):
            _bring_back_all(work.session, operation)
    for taken_back in work.session.scalars(select(Operation.id).where(Operation.undone_by == undo.id)):
        _mark(work.session, taken_back, None)
    _mark(work.session, undo.id, number)
    _finish(work, operation)


@contextmanager
def _noting(work: Work, operation: Operation) -> Iterator[None]:
    """Spare the index of search a trigger for each row, where there are masses of them."""
    if not undo_bulk.is_large(work.session, operation):
        yield
        return
    with in_bulk(work.session.connection()) as changed:
        yield
        changed.update(json.loads(operation.touched))


def _take_back_all(session: Session, operation: Operation) -> None:
    for page in undo_bulk.changes_of(session, operation, newest_first=True):
        for kind, run in undo_bulk.runs(page):
            if kind == "made":
                # A row that this step made and changed again stands as it was made by now.
                if differing := undo_bulk.differing(session, run, _MOVING):
                    raise _conflict(session, differing)
                undo_bulk.remove(session, run)
            else:
                for change in run:
                    _turn(session, change, change.after, change.before, frozenset())


def _bring_back_all(session: Session, operation: Operation) -> None:
    for page in undo_bulk.changes_of(session, operation, newest_first=False):
        for kind, run in undo_bulk.runs(page):
            if kind == "made":
                if there := undo_bulk.any_there(session, run):
                    raise _conflict(session, there)
                undo_bulk.make(session, run)
            else:
                for change in run:
                    _turn(session, change, change.before, change.after, frozenset())


def _take_back_but(session: Session, operation: Operation, number: int, staying: frozenset[int]) -> None:
    """Take back all but what letters that have left the house are about."""
    for change in reversed(_changes(session, operation)):
        if _stays(change, staying):
            continue
        was = _row(session, change)
        ignored = _TOLD if _tells(change, staying) else frozenset()
        _turn(session, change, change.after, change.before, ignored)
        _write_down(session, number, change, was)


def _stays(change: Change, letters: frozenset[int]) -> bool:
    """Tell whether this is about one of the letters that stay, or about handing it over."""
    if change.table_name in ("delivery", "message_application"):
        return decode_row(change.after or change.before or "{}")["message_id"] in letters
    return change.table_name == "message" and change.row_id in letters


def _tells(change: Change, letters: frozenset[int]) -> bool:
    """Tell whether this is about a withdrawal that they were told of by one of the letters that stay."""
    row = decode_row(change.after or "{}")
    return change.table_name == "withdrawal" and row.get("message_id") in letters


def _noted_as_sent(session: Session, operation: Operation, letters: frozenset[int]) -> Sequence[int]:
    """The later operations that changed these letters of an operation, and still stand.

    One that changed the letter of another step too stands as long as that step does.
    """
    of_letters = select(Change.operation_id).where(Change.table_name == "message")
    later = Change.operation_id > operation.id
    changing = of_letters.where(Change.row_id.in_(letters), later)
    undone = (
        select(Change.row_id)
        .join(Operation, Operation.id == Change.operation_id)
        .where(Change.table_name == "message", Change.before.is_(None), Operation.undone_by.is_not(None))
    )
    others = of_letters.where(Change.row_id.not_in(letters), Change.row_id.not_in(undone), later)
    standing = select(Operation.id).where(
        Operation.id.in_(changing), Operation.id.not_in(others), Operation.undone_by.is_(None)
    )
    return session.scalars(standing).all()


def _write_down(session: Session, number: int, change: Change, was: RowMapping | None) -> None:
    """Keep what an undo did to the row of a change, which is more than that change's inverse."""
    before, after = (dict(row) if row else None for row in (was, _row(session, change)))
    if before != after:
        session.connection().execute(
            insert(_table("change")).values(
                operation_id=number,
                table_name=change.table_name,
                row_id=change.row_id,
                before=before and encode_row(before),
                after=after and encode_row(after),
            )
        )


def _row(session: Session, change: Change) -> RowMapping | None:
    table = _table(change.table_name)
    rows = session.connection().execute(select(table).where(table.c.id == change.row_id))
    return rows.mappings().first()


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
    row = _row(session, change)
    before, after = decode_row(expected or "{}"), decode_row(wanted or "{}")
    # The time of the last change belongs to the newest step; a note changes nothing else of its application.
    touched_alone = bool(before and after) and _same(before, after, _MOVING)
    if not touched_alone and not _same(dict(row or {}), before, ignored | _MOVING):
        raise _conflict(session, change)
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


def _conflict(session: Session, change: Change) -> Refused:
    """Say which later step, where history knows it, made a change that cannot be turned back any more."""
    later = session.scalars(
        select(Operation)
        .join(Change, Change.operation_id == Operation.id)
        .where(Change.table_name == change.table_name, Change.row_id == change.row_id)
        .where(Operation.id > change.operation_id, Operation.kind == "command", Operation.undone_by.is_(None))
        .order_by(Operation.id.desc())
        .limit(1)
    ).first()
    if later is None:
        return Refused(
            f"Something has changed since what step {change.operation_id} made.",
            "`bowout log` lists the steps.",
            code="conflict",
        )
    return Refused(
        f"Step {later.id} ({later.summary}) changed what step {change.operation_id} made.",
        f"Undo that first: bowout undo {later.id}.",
        code="conflict",
    )


def _same(present: Mapping[str, Value], recorded: Mapping[str, Value], ignored: frozenset[str]) -> bool:
    """Tell whether a row is as recorded; both empty: it is not there, as it should not be."""
    return present.keys() == recorded.keys() and all(
        present[name] == recorded[name] for name in recorded if name not in ignored
    )
