"""Forgets what was deleted: takes it out of the history that undo keeps, and out of the file's free pages."""

import glob
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from bowout.config import Target
from bowout.domain.errors import DatabaseUnusable, NotDelivered
from bowout.storage import letter_queries
from bowout.storage.backup import DRAFT, open_copy
from bowout.storage.codec import decode_row
from bowout.storage.failures import driver_errors_told
from bowout.storage.models import Base, Change
from bowout.storage.reading import Reader
from bowout.storage.schema import open_sqlite
from bowout.storage.search_index import bring_up, forget_in_index, index_of
from bowout.storage.work import Work

_HELD = """
SELECT 1 FROM application WHERE id = ?1 AND created_at = ?2
UNION ALL
SELECT 1 FROM change WHERE table_name = 'application' AND row_id = ?1
    AND instr(coalesce("before", '') || coalesce("after", ''), ?2) > 0
"""


def letters_once(reader: Reader, number: int) -> set[int]:
    """The letters that were ever about an application or named it, also those that are no more."""
    rows = (
        decode_row(row["after"] or row["before"] or "{}") for row in reader.rows(letter_queries.LINKS_ONCE)
    )
    return {int(str(row["message_id"])) for row in rows if row.get("application_id") == number}


def forget(work: Work, applications: Sequence[int]) -> None:
    """Purge the history of every row that this work has deleted; none of it can be undone any more.

    So goes that of letters which named one of the `applications` and are gone already. A step
    goes as a whole: half of one could not be taken back.
    """
    session = work.session
    if session.connection().dialect.name == "sqlite":
        # Also if nothing comes after this transaction, no page of it keeps what it deletes.
        session.connection().exec_driver_sql("PRAGMA secure_delete=ON")
    session.flush()
    own = work.operation.id
    if own is None:
        return
    changed = session.execute(select(Change.table_name, Change.row_id).where(Change.operation_id == own))
    rows = {(table, row) for table, row in changed}
    rows |= {("message", letter) for number in applications for letter in letters_once(work.reader, number)}
    steps: set[int] = set()
    for table, row in rows:
        steps |= set(
            session.scalars(
                select(Change.operation_id).where(Change.table_name == table, Change.row_id == row)
            )
        )
    _purge(session, _with_their_undoing(session, steps))
    # However much waits to be read into the index: it has what is forgotten, until it is.
    bring_up(index_of(session.connection()))
    # Nothing is left of this step itself, not even its line in the log.
    work.operation.id = None


def _with_their_undoing(session: Session, steps: set[int]) -> set[int]:
    """These steps, and each undo or redo that refers to one of them."""
    table = Base.metadata.tables["operation"]
    found = set(steps)
    while True:
        refers = select(table.c.id).where(or_(table.c.reverses.in_(found), table.c.undone_by.in_(found)))
        more = set(session.connection().execute(refers).scalars()) - found
        if not more:
            return found
        found |= more


def _purge(session: Session, steps: set[int]) -> None:
    operation, change = Base.metadata.tables["operation"], Base.metadata.tables["change"]
    connection = session.connection()
    connection.execute(delete(change).where(change.c.operation_id.in_(steps)))
    mine = operation.c.id.in_(steps)
    connection.execute(update(operation).where(mine).values(reverses=None, undone_by=None))
    connection.execute(delete(operation).where(mine))


def compact(target: Target) -> None:
    """Rewrite a SQLite file without what was deleted; a server's own clearing up is left to it.

    Raises:
        NotDelivered: another program holds it open; what was deleted is still in the file.
    """
    if target.path is None:
        return
    try:
        with driver_errors_told(str(target)), closing(open_sqlite(target.path)) as connection:
            forget_in_index(connection)
            connection.execute("VACUUM")
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except DatabaseUnusable as error:
        raise _not_cleared(target, error.message) from error
    if busy:
        raise _not_cleared(target, "Another program reads it.")


def _not_cleared(target: Target, why: str) -> NotDelivered:
    return NotDelivered(
        f"It is deleted for good, but {target} could not be cleared of its traces: {why}",
        "When that is mended: bowout database compact.",
        code="not_cleared",
    )


def holding(path: Path, forgotten: Collection[tuple[int, str]]) -> list[Path]:
    """The copies beside a database that hold an application, given by number and time of making.

    So does, for all that is known, one that cannot be read.
    """
    files = (
        *path.parent.glob(f"{glob.escape(path.stem)}-*{path.suffix}"),
        *path.parent.glob(DRAFT.format("*")),
    )
    return sorted(file for file in files if file.is_file() and _holds(file, forgotten))


def _holds(file: Path, forgotten: Collection[tuple[int, str]]) -> bool:
    try:
        with closing(open_copy(file)) as connection:
            return any(connection.execute(_HELD, each).fetchone() for each in forgotten)
    except sqlite3.OperationalError as error:
        return "no such table" not in str(error)  # of another program
    except sqlite3.DatabaseError:
        return True
