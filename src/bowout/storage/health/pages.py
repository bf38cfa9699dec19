"""Whether SQLite's pages are whole, and no row lacks the one that it belongs to."""

import sqlite3
from collections.abc import Iterator

from bowout.domain.findings import Finding
from bowout.storage.health.patient import SqlitePatient

_MOST = 20
_INDEX = (" from index ", "in index ", "entry in index", "entries in index")


def damage(patient: SqlitePatient) -> list[str]:
    """What SQLite's own check finds; empty where all is whole."""
    try:
        found = [str(row[0]) for row in patient.stream(f"PRAGMA integrity_check({_MOST})")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    lines = [line for text in found for line in text.splitlines() if not line.startswith("*** in database")]
    return [] if lines == ["ok"] else lines


def is_of_indexes(damaged: list[str]) -> bool:
    """Tell whether no record is damaged, only what finds them: that is made anew from them."""
    return all(any(words in line for words in _INDEX) for line in damaged)


def describe(damaged: list[str], mend: str) -> Iterator[Finding]:
    """Say what is damaged, and how it is mended."""
    indexes = is_of_indexes(damaged)
    for line in damaged[:3]:
        if indexes:
            yield Finding(
                "index_damaged", "error", f"An index is damaged: {line}.", "bowout doctor --repair", True
            )
        else:
            yield Finding("damaged", "error", f"The file is damaged: {line.removesuffix('.')}.", mend)
    if more := len(damaged) - 3 if len(damaged) > 3 else 0:
        yield Finding("damaged", "error", f"And {more} more such places.", mend, indexes)


def orphans(patient: SqlitePatient) -> list[tuple[str, int, str]]:
    """The rows that lack the one that they belong to: the table, the row, and the table that lacks one."""
    return [(row[0], row[1], row[2]) for row in patient.stream("PRAGMA foreign_key_check")]
