"""The database as doctor has it: neither made nor upgraded by being opened, and read also where it is damaged."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bowout.config import Target
from bowout.storage.database import connect_sqlite, engine_for, wait_for_turn
from bowout.storage.failures import driver_errors_told
from bowout.storage.reading import ConnectionReader, Parameters, Reader, SqliteReader

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Patient(Reader, Protocol):
    """A database that can be read, and changed past the history of undo: what is mended was never a step."""

    on_server: bool

    def change(self, statement: str, parameters: Parameters | None = None) -> None:
        """Run a statement that changes something."""
        ...


class SqlitePatient(SqliteReader):
    """A SQLite database; a text that is not UTF-8 any more is no reason to read no further."""

    on_server = False

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.connection = connection
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")

    def change(self, statement: str, parameters: Parameters | None = None) -> None:
        """Run a statement that changes something."""
        self.connection.execute(statement, dict(parameters or {}))


class ServerPatient(ConnectionReader):
    """A PostgreSQL database."""

    on_server = True

    def __init__(self, connection: "Connection") -> None:
        super().__init__(connection)
        self.connection = connection

    def change(self, statement: str, parameters: Parameters | None = None) -> None:
        """Run a statement that changes something."""
        from sqlalchemy import text

        self.connection.execute(text(statement), dict(parameters or {}))


def is_text(value: str) -> bool:
    """Tell whether a text that was read is one: what was not UTF-8 is kept as halves of surrogate pairs."""
    return value.isascii() or not any("\ud800" <= char <= "\udfff" for char in value)


@contextmanager
def file_read(path: Path) -> Iterator[SqlitePatient]:
    """Open a SQLite file that is there to read it at one moment; nothing can be written through it."""
    with closing(connect_sqlite(path)) as opened:
        opened.execute("PRAGMA query_only=ON")
        opened.execute("BEGIN")
        yield SqlitePatient(opened)


@contextmanager
def server_read(target: Target) -> Iterator[ServerPatient]:
    """Open a server's database likewise."""
    with engine_for(target).connect() as connection:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield ServerPatient(connection)


@contextmanager
def mending(target: Target) -> Iterator[SqlitePatient | ServerPatient]:
    """Open a database to mend it, all in one transaction: a kill leaves it as it was, or mended."""
    with driver_errors_told(str(target)):
        if target.path is None:
            with engine_for(target).begin() as connection:
                wait_for_turn(connection)
                yield ServerPatient(connection)
            return
        with closing(connect_sqlite(target.path)) as opened:
            # A row may come back before the one that it belongs to; all are looked at afterwards.
            opened.execute("PRAGMA foreign_keys=OFF")
            opened.execute("BEGIN IMMEDIATE")
            yield SqlitePatient(opened)
            opened.execute("COMMIT")
