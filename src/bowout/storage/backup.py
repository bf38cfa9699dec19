"""Copies of a SQLite database, made while it is in use and verified before they count."""

import os
import sqlite3
from pathlib import Path

from bowout.domain.errors import DatabaseUnusable, Refused
from bowout.storage.database import connect_sqlite


def copy_database(source: Path, target: Path) -> None:
    """Copy with SQLite's online backup, verify, and only then give it its name.

    The copy is private (0600). A target that exists is replaced.

    Raises:
        DatabaseUnusable: the source cannot be read, or the copy is not whole.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        reading = connect_sqlite(source)
        writing = sqlite3.connect(draft)
        try:
            reading.backup(writing)
            # A backup is one file: no log beside it that could be left behind.
            writing.execute("PRAGMA journal_mode=DELETE")
            verify(writing, str(source))
        finally:
            writing.close()
            reading.close()
        _sync(draft)
        draft.replace(target)
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror}.", "Name another file.") from None
    except sqlite3.Error as error:
        raise DatabaseUnusable(f"{source} could not be copied: {error}.", "Nothing changed.") from None
    finally:
        draft.unlink(missing_ok=True)


def verify(connection: sqlite3.Connection, name: str) -> None:
    """Refuse a database whose pages or keys are not whole.

    Raises:
        DatabaseUnusable: SQLite's own checks find something.
    """
    result = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if result != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise DatabaseUnusable(f"{name} is damaged: {result}.", "Nothing changed.", code="damaged")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
