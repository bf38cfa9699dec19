"""One way to ask, whatever the engine: a SELECT text with `:name` parameters in, rows out.

On SQLite the standard library's driver answers: a reading command never loads
SQLAlchemy. Inside a transaction, and on PostgreSQL, the same texts run there.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from bowout.config import Target
from bowout.storage.failures import driver_errors_told
from bowout.storage.schema import open_sqlite, prepare_server

if TYPE_CHECKING:
    from sqlalchemy import Connection

# A row's values have the types that the SELECT says; the one place that knows them is queries' caller.
Row = Mapping[str, Any]
Cells = Sequence[Any]
Parameters = Mapping[str, object]


class Reader(Protocol):
    """Answers SELECT texts."""

    def rows(self, query: str, parameters: Parameters | None = None) -> Sequence[Row]:
        """All rows of the answer, each by its columns' names."""
        ...

    def stream(self, query: str, parameters: Parameters | None = None) -> Iterator[Cells]:
        """The rows of the answer one by one, so that a long one takes no memory."""
        ...


class SqliteReader:
    """Reads through the standard library's driver."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # SQLite's own knows only ASCII: a note that begins with “Über” would not be found by that word.
        connection.create_function("lower", 1, lambda text: text and text.lower(), deterministic=True)

    def rows(self, query: str, parameters: Parameters | None = None) -> Sequence[Row]:
        """All rows of the answer."""
        found = self._connection.execute(query, dict(parameters or {}))
        # A third less time than by sqlite3.Row.
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def stream(self, query: str, parameters: Parameters | None = None) -> Iterator[Cells]:
        """The rows of the answer one by one."""
        return self._connection.execute(query, dict(parameters or {}))


class ConnectionReader:
    """Reads through SQLAlchemy: within a transaction, or on PostgreSQL."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection

    def rows(self, query: str, parameters: Parameters | None = None) -> Sequence[Row]:
        """All rows of the answer."""
        from sqlalchemy import text

        return [dict(row) for row in self._connection.execute(text(query), dict(parameters or {})).mappings()]

    def stream(self, query: str, parameters: Parameters | None = None) -> Iterator[Cells]:
        """The rows of the answer one by one."""
        from sqlalchemy import text

        with self._connection.execute(
            text(query), dict(parameters or {}), execution_options={"yield_per": 1000}
        ) as found:
            yield from found


@contextmanager
def reading(target: Target) -> Iterator[Reader]:
    """Open the database for reading; nothing can be written through it.

    Raises:
        DatabaseUnusable: see schema.open_sqlite.
    """
    if target.path is None:
        from bowout.storage.database import engine_for

        prepare_server(target)
        with driver_errors_told(str(target)), engine_for(target).connect() as connection:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield ConnectionReader(connection)
        return
    with driver_errors_told(str(target)), closing(open_sqlite(target.path)) as opened:
        opened.execute("PRAGMA query_only=ON")
        # One moment for all the questions of a command, whatever another terminal does meanwhile.
        opened.execute("BEGIN")
        yield SqliteReader(opened)
