"""Copies of a SQLite database, made while it is in use and verified before they count."""

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path

from bowout import config
from bowout.domain.errors import DatabaseUnusable, Refused
from bowout.storage.database import connect_sqlite

KEPT = 10
DRAFT = ".bowout-{}.part"
# The name of an upgrade's once told of the revisions.
_ANY = r"(?:(?:\d{4}-)?before-[a-z0-9]+-)?"


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


def open_copy(file: Path) -> sqlite3.Connection:
    """Open a file without writing to it, also on a medium where nothing can be written."""
    address = file.absolute().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        return sqlite3.connect(f"{address}?immutable=1", uri=True)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def private_draft(target: Path) -> Iterator[Path]:
    """Lend an empty file (0600) beside `target`, under another name; it is gone afterwards, unless renamed."""
    draft = target.with_name(DRAFT.format(os.urandom(8).hex()))
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


def free_name(path: Path, what: str = "", folder: Path | None = None) -> Path:
    """A dated name for a copy of a database, beside it or in a folder, that nothing has yet."""
    stem = f"{path.stem}-{what}{config.now():%Y%m%dT%H%M%SZ}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    return next(
        free for name in names if not (free := (folder or path.parent) / f"{name}{path.suffix}").exists()
    )


def backups_of(path: Path, what: str = _ANY) -> list[Path]:
    """The dated copies beside a database, the newest last: made by hand, or before something that changes much."""
    name = re.compile(rf"{re.escape(path.stem)}-{what}\d{{8}}T\d{{6}}Z(?:-\d+)?{re.escape(path.suffix)}")
    if not path.parent.is_dir():
        return []
    found = (file for file in path.parent.iterdir() if name.fullmatch(file.name) and file.is_file())
    return sorted(found, key=lambda file: (file.stat().st_mtime_ns, file.name))


def has_records(path: Path) -> bool:
    """Tell whether there is anything in a database yet that could be lost."""
    with closing(connect_sqlite(path)) as reading:
        return reading.execute("SELECT id FROM application LIMIT 1").fetchone() is not None


def keep_before(path: Path, what: str, *, verified: bool = True) -> Path:
    """Copy a database before something changes much of it; of each such thing the last copies are kept."""
    target = free_name(path, f"before-{what}-")
    copy_database(path, target, verified=verified)
    forget_old(path, what)
    return target


def forget_old(path: Path, what: str) -> None:
    """Take away all but the last of the copies that were made before a thing of this kind."""
    for old in backups_of(path, f"before-{what}-")[:-KEPT]:
        remove(old)


def remove(copy: Path) -> None:
    """Take a copy away, with what SQLite may have left beside it."""
    for beside in ("", "-wal", "-shm"):
        Path(f"{copy}{beside}").unlink(missing_ok=True)
