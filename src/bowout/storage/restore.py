"""Puts a backup in the place of a database that others may have open, and keeps what it replaces."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bowout.domain.errors import DatabaseUnusable, Refused
from bowout.storage.backup import (
    copy_database,
    copy_pages,
    forget_old,
    free_name,
    open_copy,
    private_draft,
    verify,
)
from bowout.storage.database import connect_sqlite
from bowout.storage.failures import driver_errors_told
from bowout.storage.schema import HEAD, REVISIONS, open_sqlite, sqlite_revision, upgrade_sqlite

_BEYOND_READING = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class _ChangedMeanwhileError(Exception):
    """Another program wrote between the copy that is kept and the lock."""


def restore_database(path: Path, backup: Path) -> Path | None:
    """Put a backup in the place of the database at `path`; returns where the former one is kept.

    None: there was no database before. An older backup is brought up first. The content changes in one transaction
    of SQLite's own: who has the database open goes on with the new content,
    and a crash leaves the old or the new.

    Raises:
        Refused: the backup is not bowout's, not whole, or newer than the program; nothing changed.
        DatabaseUnusable: the database stays locked, or belongs to another program; nothing changed.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with private_draft(path) as draft, driver_errors_told(str(path)):
        if _read_backup(backup, draft) != HEAD:
            upgrade_sqlite(draft, keep=False)
        kept = free_name(path, "before-restore-")
        with closing(sqlite3.connect(draft)) as source:
            replaced = path.exists() and path.stat().st_size > 0
            if replaced and _is_beyond_reading(path):
                _move_aside(path, kept)
            elif replaced:
                _keep_and_replace(path, source, kept)
                forget_old(path, "restore")
                return kept
            open_sqlite(path).close()
            with closing(connect_sqlite(path)) as target:
                _replace(target, source)
            return kept if replaced else None


def check_backup(backup: Path) -> None:
    """Look whether a file is a backup that can be restored.

    Raises:
        Refused: see restore_database.
    """
    if not backup.is_file():
        raise Refused(f"There is no file {backup}.", "Name a backup of `bowout backup`.", code="not_found")
    try:
        with closing(open_copy(backup)) as connection:
            _check(connection, backup)
    except sqlite3.Error as error:
        raise _unreadable(backup, error) from error


def _read_backup(backup: Path, draft: Path) -> str:
    """Copy the backup first and check the copy: what is checked is what is restored. Returns its revision."""
    try:
        with closing(open_copy(backup)) as source, closing(sqlite3.connect(draft)) as target:
            copy_pages(source, target)
            target.execute("PRAGMA journal_mode=DELETE")
            return _check(target, backup)
    except sqlite3.Error as error:
        raise _unreadable(backup, error) from error


def _check(connection: sqlite3.Connection, backup: Path) -> str:
    try:
        revision = sqlite_revision(connection, backup)
        verify(connection, str(backup))
    except DatabaseUnusable as error:
        raise Refused(error.message, "Nothing changed; name another backup.", code=error.code) from None
    if revision is None:
        raise Refused(f"{backup} is empty.", "Nothing changed; name another backup.", code="not_bowout")
    if revision not in REVISIONS:
        raise Refused(
            f"{backup} is newer than this program (revision {revision}).",
            "Install the newest bowout; nothing changed.",
            code="newer",
        )
    return revision


def _unreadable(backup: Path, error: sqlite3.Error) -> Refused:
    return Refused(
        f"{backup} cannot be read: {error}.", "Nothing changed; name another backup.", code="not_bowout"
    )


def _is_beyond_reading(path: Path) -> bool:
    """Whether SQLite itself makes nothing of a file; of another program's database nothing is touched."""
    try:
        with closing(connect_sqlite(path)) as connection:
            sqlite_revision(connection, path)
    except sqlite3.Error as error:
        # The lower byte is the error, the upper ones its finer kind.
        if error.sqlite_errorcode & 0xFF in _BEYOND_READING:
            return True
        raise
    return False


def _move_aside(path: Path, kept: Path) -> None:
    """Keep what nobody can have open, for SQLite cannot open it."""
    for beside in ("", "-wal", "-shm"):
        file = Path(f"{path}{beside}")
        if file.exists():
            file.rename(f"{kept}{beside}")


def _keep_and_replace(path: Path, source: sqlite3.Connection, kept: Path) -> None:
    while True:
        with closing(connect_sqlite(path)) as watching, closing(connect_sqlite(path)) as target:
            before = _version(watching)
            copy_database(path, kept, verified=False)

            def check(watching: sqlite3.Connection = watching, before: int = before) -> None:
                if _version(watching) != before:
                    raise _ChangedMeanwhileError

            try:
                _replace(target, source, check)
            except _ChangedMeanwhileError:
                continue
            path.chmod(0o600)
            return


def _replace(
    target: sqlite3.Connection, source: sqlite3.Connection, check: Callable[[], None] | None = None
) -> None:
    size = int(target.execute("PRAGMA page_size").fetchone()[0])
    if source.execute("PRAGMA page_size").fetchone()[0] != size:
        # A log of pages, as the target has, cannot hold pages of another size.
        source.execute(f"PRAGMA page_size={size}")
        source.execute("VACUUM")
    copy_pages(source, target, check)
    target.execute("PRAGMA journal_mode=WAL")


def _version(connection: sqlite3.Connection) -> int:
    """A number that changes when another connection has changed the database."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
