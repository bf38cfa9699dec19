"""Opens the database: SQLite by its own driver or through SQLAlchemy, PostgreSQL by URL."""

import os
import sqlite3
from typing import TYPE_CHECKING

from bowout.config import Target
from bowout.domain.errors import DatabaseUnusable

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection

BUSY_SECONDS = 15.0
# One writer at a time, as on SQLite: numbers within an application never collide.
_WRITER_LOCK = 0x626F776F7574


def connect_sqlite(path: "Path") -> sqlite3.Connection:
    """Open an existing SQLite file as every part of bowout needs it.

    Autocommit until BEGIN; FULL: what was acknowledged survives a power cut.
    The file is not made here (mode=rw): see schema.open_sqlite.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
    except BaseException:
        connection.close()
        raise
    # Its own lower() knows only ASCII; PostgreSQL's knows every script.
    connection.create_function("lower", 1, _lower, deterministic=True)
    return connection


def _lower(value: str | float | bytes | None) -> str | float | bytes | None:
    return value.lower() if isinstance(value, str) else value


def make_private_file(path: "Path") -> None:
    """Make an empty file that only its owner may read, and its folder likewise, where missing.

    Raises:
        DatabaseUnusable: the folder or the file cannot be made, or is no file.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise DatabaseUnusable(
            f"The database {path} cannot be opened: {error.strerror}.",
            "Name another file with --db, or mend the permissions of this one.",
        ) from None


def engine_for(target: Target) -> "Engine":
    """Make the SQLAlchemy engine for a database whose schema is ready."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    path = target.path
    if path is None:
        try:
            server = create_engine(target.url or "", poolclass=NullPool)
        except ModuleNotFoundError:
            raise DatabaseUnusable(
                "PostgreSQL needs the library psycopg.", "Install it: pip install 'bowout[postgresql]'."
            ) from None

        @event.listens_for(server, "connect")
        def wait_no_longer(connection: "DBAPIConnection", _record: object) -> None:
            cursor = connection.cursor()
            cursor.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
            cursor.close()
            connection.commit()

        return server
    engine = create_engine("sqlite://", creator=lambda: connect_sqlite(path), poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begin_immediate(connection: "Connection") -> None:
        # A deferred BEGIN that turns to writing later fails at once when another writes.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def wait_for_turn(connection: "Connection") -> None:
    """Hold other writers back until this transaction ends (PostgreSQL; SQLite's BEGIN IMMEDIATE did)."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
