"""Everything that can be wrong with a database, in the order in which one thing hides another."""

import sqlite3
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from bowout.config import Target
from bowout.domain.errors import DatabaseUnusable
from bowout.domain.findings import Finding
from bowout.storage.failures import driver_errors_told
from bowout.storage.health import files, history, pages, projections, schema, search, steps
from bowout.storage.health.differing import Difference, describe, put_right
from bowout.storage.health.patient import (
    Patient,
    ServerPatient,
    SqlitePatient,
    file_read,
    mending,
    server_read,
)
from bowout.storage.schema import HEAD, is_older, sqlite_revision
from bowout.storage.status import database_status

# What is mended in the database itself, past the log of steps.
INSIDE = frozenset(
    {"index_damaged", "schema", "row_changed", "row_lost", "row_undecodable", "orphan", "search_index"}
)
_BEYOND_READING = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def check(target: Target, now: datetime, counted: dict[str, int]) -> Iterator[Finding]:
    """Look at a database and the files around it.

    Raises:
        DatabaseUnusable: in use, out of reach, of another program, or newer than this one.
    """
    path = target.path
    if path is None:
        yield from _server(target, now, counted)
        return
    if not path.exists() or not path.stat().st_size:
        return
    with driver_errors_told(str(path)):
        yield from files.check(path, counted)
        yield from _file(path, now, counted)


def _server(target: Target, now: datetime, counted: dict[str, int]) -> Iterator[Finding]:
    revision = database_status(target).revision
    if revision is None:
        return
    if due := list(_revision(revision, str(target))):
        yield from due
        return
    with driver_errors_told(str(target)), server_read(target) as patient:
        yield from _records(patient, None, now, counted)


def _file(path: Path, now: datetime, counted: dict[str, int]) -> Iterator[Finding]:
    try:
        with file_read(path) as patient:
            revision = sqlite_revision(patient.connection, path)
            if damaged := pages.damage(patient):
                yield from pages.describe(damaged, _bring_back(path))
                return
            if revision is None:
                return
            if due := list(_revision(revision, str(path))):
                yield from due
                return
            yield from _records(patient, path, now, counted)
    except UnicodeDecodeError as error:
        # The driver's own texts: a name of a column, or what it says of a statement.
        yield from pages.describe([str(error)], _bring_back(path))
    except sqlite3.DatabaseError as error:
        # The lower byte is the error, the upper ones its finer kind.
        if error.sqlite_errorcode & 0xFF not in _BEYOND_READING:
            raise
        yield from pages.describe([str(error)], _bring_back(path))


def _bring_back(path: Path) -> str:
    """How the newest whole backup comes back."""
    whole = files.newest_whole(path)
    return f"bowout restore {whole}" if whole else "bring a backup back: bowout restore FILE"


def _revision(revision: str, name: str) -> Iterator[Finding]:
    if is_older(revision, name):
        message = f"The database is of an older version (revision {revision}, now {HEAD})."
        yield Finding("upgrade", "warning", message, "bowout database upgrade", repairable=True)


def _records(
    patient: Patient, path: Path | None, now: datetime, counted: dict[str, int]
) -> Iterator[Finding]:
    parts = schema.differences(patient)
    yield from schema.describe(parts)
    if parts.lacks_records:
        return
    differing = _differences(patient, counted)
    yield from map(describe, differing)
    if isinstance(patient, SqlitePatient):
        lost = {each.table for each in differing if each.kind == "lost" and each.is_mendable}
        for table, row, parent in pages.orphans(patient):
            mend = "bowout doctor --repair" if parent in lost else "bring a backup back: bowout restore FILE"
            yield Finding(
                "orphan", "error", f"{table.capitalize()} {row} lacks its {parent}.", mend, parent in lost
            )
    if not parts.lacks_due:
        yield from search.check(patient, path, counted)
    yield from steps.check(patient, now)


def _differences(patient: Patient, counted: dict[str, int]) -> list[Difference]:
    """The rows that differ from their history, and those that differ from what they follow from, each row once."""
    found = {(each.table, each.row): each for each in history.differences(patient, counted)}
    for each in projections.differences(patient, counted):
        known = found.setdefault((each.table, each.row), each)
        if known.kind == each.kind and known is not each:
            fields = tuple(dict.fromkeys((*known.fields, *each.fields)))
            found[each.table, each.row] = known._replace(fields=fields, values=known.values | each.values)
    return list(found.values())


def mend(target: Target, codes: Collection[str]) -> list[str]:
    """Mend what can be in one transaction; returns what was done.

    Raises:
        DatabaseUnusable: in use, or something cannot be written; nothing changed.
    """
    with mending(target) as patient:
        done = _mend_pages(patient) if "index_damaged" in codes else []
        done += schema.mend(patient)
        before = _orphans(patient)
        done += put_right(patient, history.differences(patient, {}))
        done += put_right(patient, projections.differences(patient, {}))
        if "search_index" in codes or any(search.check(patient, None, {})):
            done += search.mend(patient)
        if _orphans(patient) - before:
            raise DatabaseUnusable(
                f"{target} could not be mended: a row would lack the one that it belongs to.",
                "Nothing changed; bring a backup back: bowout restore FILE.",
                code="not_mended",
            )
    return done


def _mend_pages(patient: Patient) -> list[str]:
    patient.change("REINDEX")
    return ["made all indexes anew"]


def _orphans(patient: SqlitePatient | ServerPatient) -> set[tuple[str, int, str]]:
    return set(pages.orphans(patient)) if isinstance(patient, SqlitePatient) else set()
