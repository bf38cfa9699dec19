"""Forgets what was deleted: takes it out of the history that undo keeps, and out of the file's free pages."""

from collections.abc import Sequence
from contextlib import closing

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from bowout.config import Target
from bowout.storage import letter_queries
from bowout.storage.codec import decode_row
from bowout.storage.failures import driver_errors_told
from bowout.storage.models import Base, Change
from bowout.storage.reading import Reader
from bowout.storage.schema import open_sqlite
from bowout.storage.search_index import bring_up, forget_in_index, index_of
from bowout.storage.status import backups_of
from bowout.storage.work import Work


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


def compact(target: Target) -> tuple[str, ...]:
    """Rewrite a SQLite file without what was deleted; returns the backups beside it, which still hold it."""
    if target.path is None:
        return ()
    with driver_errors_told(str(target)), closing(open_sqlite(target.path)) as connection:
        forget_in_index(connection)
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return tuple(str(path) for path in backups_of(target.path))
