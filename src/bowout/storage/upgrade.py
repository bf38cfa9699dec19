"""Brings a database of any kind up to this program, and tells what was done."""

from dataclasses import dataclass

from bowout.config import Target
from bowout.storage.failures import driver_errors_told
from bowout.storage.schema import HEAD, prepare, upgrade_sqlite
from bowout.storage.status import database_status


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did; `backup` is where the database stands as it was."""

    database: str
    before: str | None
    after: str
    backup: str | None = None


def upgrade_database(target: Target) -> Upgraded:
    """Run the migrations that are due; of a server's database, its owner keeps the backups.

    Raises:
        DatabaseUnusable: out of reach, damaged, of another program, or newer than this one.
    """
    status = database_status(target)
    backup = None
    if target.path is not None and status.revision is not None and status.upgrade_due:
        with driver_errors_told(str(target)):
            backup = upgrade_sqlite(target.path)
    prepare(target)
    return Upgraded(str(target), status.revision, HEAD, str(backup) if backup else None)
