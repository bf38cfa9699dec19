"""The schema's revision: made at first use, upgraded when older, refused when newer.

Alembic is imported only when there is something to upgrade.
"""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from bowout.config import Target
from bowout.domain.errors import DatabaseUnusable
from bowout.resources import resource_dir
from bowout.storage.database import BUSY_SECONDS, connect_sqlite, engine_for, make_private_file, wait_for_turn
from bowout.storage.failures import driver_errors_told

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Oldest first. A test holds them equal to migrations/versions.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
HEAD = REVISIONS[-1]
DDL = Path(__file__).with_name("schema.sql")
_VERSION = "SELECT version_num FROM alembic_version"


def open_sqlite(path: Path) -> sqlite3.Connection:
    """Open a SQLite database whose schema is that of this program, making or upgrading it if need be.

    Raises:
        DatabaseUnusable: not a database of bowout's, damaged, or newer than the program.
    """
    if not path.exists():
        make_private_file(path)
    with driver_errors_told(str(path)):
        connection = connect_sqlite(path)
        try:
            revision = sqlite_revision(connection, path)
            if revision is None:
                _create(connection)
            elif is_older(revision, str(path)):
                upgrade_sqlite(path)
        except BaseException:
            connection.close()
            raise
    return connection


def sqlite_revision(connection: sqlite3.Connection, path: Path) -> str | None:
    """Read the schema's revision; None: the file is empty."""
    try:
        row = connection.execute(_VERSION).fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise _foreign(str(path)) from None
        return None
    if row is None:
        raise _foreign(str(path))
    return str(row[0])


def _foreign(name: str) -> DatabaseUnusable:
    return DatabaseUnusable(
        f"{name} is a database of another program.", "Name another file with --db.", code="not_bowout"
    )


def is_older(revision: str, name: str) -> bool:
    """Tell whether migrations of this program are still to be run.

    Raises:
        DatabaseUnusable: it is newer than the program.
    """
    if revision not in REVISIONS:
        raise DatabaseUnusable(
            f"The database {name} is newer than this program (revision {revision}, known {HEAD}).",
            "Install the newest bowout.",
            code="newer",
        )
    return revision != HEAD


def _create(connection: sqlite3.Connection) -> None:
    """Make all tables in one transaction; of several processes at once, one does."""
    _switch_to_wal(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            for statement in DDL.read_text(encoding="utf-8").split(";\n"):
                connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # Ctrl-C during the commit is told when that is done
            connection.execute("ROLLBACK")
        raise


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    # SQLite does not wait here, whatever the busy time-out.
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.001 + os.getpid() % 16 / 1000)  # each process waits a little differently
        else:
            return


def upgrade_sqlite(path: Path, *, keep: bool = True) -> Path | None:
    """Bring an older SQLite database up: a backup beside it, then all steps in one transaction.

    Returns the backup's path, None if another process was first or none is to be kept.
    Foreign keys are off meanwhile (rebuilding a table would delete what hangs on it) and
    checked before the commit.
    """
    from bowout.storage.backup import keep_before

    backup = None
    with engine_for(Target(path=path)).connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            # Of several processes that found it old, the first does it, and keeps what was there.
            if connection.exec_driver_sql(_VERSION).scalar() == HEAD:
                return None
            backup = keep_before(path, "upgrade") if keep else None
            run_migrations(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise DatabaseUnusable(
                    f"The upgrade of {path} found a row of {broken[0]} without its parent.",
                    "Nothing changed; please report it.",
                )
        cursor.execute("PRAGMA optimize")
    return backup


def run_migrations(connection: "Connection") -> None:
    """Run all migrations that are due inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resource_dir("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def prepare_server(target: Target) -> None:
    """Make or upgrade the schema of a PostgreSQL database; one process at a time does.

    Raises:
        DatabaseUnusable: newer than the program.
    """
    from sqlalchemy import inspect, text

    def is_due(connection: "Connection") -> bool:
        if not inspect(connection).has_table("alembic_version"):
            return True
        return is_older(str(connection.execute(text(_VERSION)).scalar()), str(target))

    with driver_errors_told(str(target)), engine_for(target).begin() as connection:
        if is_due(connection):
            wait_for_turn(connection)
            if is_due(connection):
                run_migrations(connection)


def prepare(target: Target) -> None:
    """Make the schema of any database ready for this program."""
    if target.path is None:
        prepare_server(target)
        return
    with closing(open_sqlite(target.path)) as opened, driver_errors_told(str(target)):
        # A copy that was put in place by hand may have lost it.
        if opened.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            _switch_to_wal(opened)
