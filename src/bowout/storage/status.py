"""How a database stands, without making or upgrading it."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bowout.config import Target
from bowout.storage.backup import backups_of
from bowout.storage.database import connect_sqlite, engine_for
from bowout.storage.failures import driver_errors_told
from bowout.storage.queries import COUNTS
from bowout.storage.schema import HEAD, REVISIONS, sqlite_revision

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class DatabaseStatus:
    """How a database stands; `revision` is None where there is none yet."""

    database: str
    engine: str
    revision: str | None
    program_revision: str
    size: int
    counts: dict[str, int]
    newest_backup: str | None

    @property
    def upgrade_due(self) -> bool:
        """Whether migrations of this program are still to be run on it."""
        return self.revision in REVISIONS and self.revision != HEAD

    @property
    def newer(self) -> bool:
        """Whether it was made by a newer program than this one."""
        return self.revision is not None and self.revision not in REVISIONS


def database_status(target: Target) -> DatabaseStatus:
    """Look at a database and change nothing, whatever its age.

    Raises:
        DatabaseUnusable: out of reach, damaged, or of another program.
    """
    with driver_errors_told(str(target)):
        return _of_server(target) if target.path is None else _of_file(target.path)


def _of_file(path: Path) -> DatabaseStatus:
    revision, counts, size = None, dict.fromkeys(COUNTS, 0), 0
    if path.exists():
        with closing(connect_sqlite(path)) as connection:
            revision = sqlite_revision(connection, path)
            if revision is not None:
                counts = _counts(lambda query: int(connection.execute(query).fetchone()[0]))
        size = sum(file.stat().st_size for file in (path, Path(f"{path}-wal")) if file.exists())
    newest = next(reversed(backups_of(path)), None)
    return DatabaseStatus(str(path), "sqlite", revision, HEAD, size, counts, str(newest) if newest else None)


def _of_server(target: Target) -> DatabaseStatus:
    from sqlalchemy import inspect, text

    with engine_for(target).connect() as connection:
        revision, counts = None, dict.fromkeys(COUNTS, 0)
        if inspect(connection).has_table("alembic_version"):
            revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            counts = _counts(_asking(connection))
        size = _asking(connection)("SELECT pg_database_size(current_database())")
    return DatabaseStatus(str(target), "postgresql", revision, HEAD, size, counts, None)


def _asking(connection: "Connection") -> Callable[[str], int]:
    from sqlalchemy import text

    return lambda query: int(connection.execute(text(query)).scalar() or 0)


def _counts(ask: Callable[[str], int]) -> dict[str, int]:
    return {what: ask(query) for what, query in COUNTS.items()}
