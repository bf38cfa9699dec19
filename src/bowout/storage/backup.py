"""Copies of a SQLite database, made while it is in use and verified before they count."""

import glob
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path

from bowout.domain.errors import DatabaseUnusable, Refused
from bowout.storage.database import connect_sqlite


def copy_database(source: Path, target: Path, *, verified: bool = True) -> None:
    """Copy with SQLite's online backup, verify, and only then give it its name.

    The copy is private (0600). A target that exists is replaced. Not `verified`:
    what is kept of a damaged database is kept as it is.

    Raises:
        DatabaseUnusable: the source cannot be read, or the copy is not whole.
        Refused: the target cannot be written.
    """
    try:
        with private_draft(target) as draft:
            try:
                with closing(connect_sqlite(source)) as reading, closing(sqlite3.connect(draft)) as writing:
                    copy_pages(reading, writing)
                    # A backup is one file: no log beside it that could be left behind.
                    with nullcontext() if verified else suppress(sqlite3.DatabaseError):
                        writing.execute("PRAGMA journal_mode=DELETE")
                    if verified:
                        verify(writing, str(source))
            except sqlite3.Error as error:
                raise DatabaseUnusable(
                    f"{source} could not be copied: {error}.", "Nothing changed."
                ) from error
            _sync(draft)
            draft.replace(target)
            _sync(target.parent)
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror}.", "Name another file.") from None


def copy_pages(
    source: sqlite3.Connection, target: sqlite3.Connection, check: Callable[[], None] | None = None
) -> None:
    """Put the whole content of one database in the place of another's, in one transaction of the target's.

    `check` is called once the target is locked, so that nobody else can change
    it any more: what it raises leaves the target as it was.
    """
    unchecked = check

    def watch(status: int, _remaining: int, _total: int) -> None:
        nonlocal unchecked
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            # The driver itself would try for ever; the busy time-out has passed by now.
            raise sqlite3.OperationalError("database is locked")
        if unchecked is not None:
            unchecked()
            unchecked = None

    source.backup(target, pages=-1 if check is None else 1, progress=watch)


def verify(connection: sqlite3.Connection, name: str) -> None:
    """Refuse a database whose pages or keys are not whole.

    Raises:
        DatabaseUnusable: SQLite's own checks find something.
    """
    result = connection.execute("PRAGMA integrity_check").fetchone()[0]
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if result != "ok" or broken is not None:
        found = result if broken is None else f"a row of {broken[0]} lacks its parent"
        raise DatabaseUnusable(f"{name} is damaged: {found}.", "Nothing changed.", code="damaged")


@contextmanager
def private_draft(target: Path) -> Iterator[Path]:
    """Lend an empty file (0600) beside `target`, under another name; it is gone afterwards, unless renamed."""
    draft = target.with_name(f".bowout-{os.urandom(8).hex()}.part")
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield draft
    finally:
        for beside in ("", "-journal", "-wal", "-shm"):
            Path(f"{draft}{beside}").unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep_before(path: Path, what: str, most: int = 10) -> Path | None:
    """Copy a database before something large changes it; the last `most` such copies are kept.

    Returns the copy's name; None: there is nothing in it yet that could be lost.
    """
    with closing(connect_sqlite(path)) as reading:
        if reading.execute("SELECT id FROM application LIMIT 1").fetchone() is None:
            return None
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    stem = f"{path.stem}-before-{what}-"
    target = path.with_name(f"{stem}{moment}{path.suffix}")
    copy_database(path, target, verified=False)
    kept = sorted(path.parent.glob(f"{glob.escape(stem)}*{glob.escape(path.suffix)}"))
    for old in kept[:-most]:
        old.unlink(missing_ok=True)
    return target
