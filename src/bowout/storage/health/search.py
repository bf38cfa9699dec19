"""Whether the index of search says of each application what its texts do."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from bowout.domain.findings import Finding
from bowout.storage.database import connect_sqlite
from bowout.storage.health.patient import Patient, ServerPatient, SqlitePatient, is_text
from bowout.storage.queries import with_ids
from bowout.storage.search_index import ServerIndex, SqliteIndex, bring_up, documents, has_index, index_of

_PAGE = 500
_NEXT = "SELECT a.id FROM application a WHERE a.id > :after ORDER BY a.id LIMIT :most"
_WORDS = {False: "SELECT rowid AS id, words FROM search_index WHERE rowid IN ({ids})",
          True: "SELECT id, words FROM search_index WHERE id IN ({ids})"}  # fmt: skip
_DUE = "SELECT application_id AS id FROM search_due WHERE application_id IN ({ids})"
_STRAY = """
SELECT count(*) AS count FROM search_index WHERE {id} NOT IN (SELECT id FROM application)
    AND {id} NOT IN (SELECT application_id FROM search_due)
"""


def check(patient: Patient, path: Path | None, counted: dict[str, int]) -> Iterator[Finding]:
    """Compare the index with what it is made of; where there is none yet, a search makes it."""
    if isinstance(patient, SqlitePatient) and not has_index(patient.connection):
        return
    try:
        wrong = sum(_wrong(patient, page) for page in _pages(patient, counted))
        stray = _STRAY.format(id="id" if patient.on_server else "rowid")
        wrong += int(patient.rows(stray)[0]["count"])
        damaged = path is not None and not _is_whole(path)
    except sqlite3.DatabaseError as error:
        if "malformed" not in str(error) and "corrupt" not in str(error):
            raise
        wrong, damaged = 0, True
    if damaged:
        yield _finding("The index of search is damaged.")
    elif wrong:
        what = "1 application" if wrong == 1 else f"{wrong:,} applications"
        yield _finding(f"The index of search is not in step with {what}.")


def _finding(message: str) -> Finding:
    return Finding("search_index", "error", message, "bowout doctor --repair", repairable=True)


def _pages(patient: Patient, counted: dict[str, int]) -> Iterator[list[int]]:
    after = 0
    while page := [int(row["id"]) for row in patient.rows(_NEXT, {"after": after, "most": _PAGE})]:
        counted["indexed"] = counted.get("indexed", 0) + len(page)
        yield page
        after = page[-1]


def _wrong(patient: Patient, page: list[int]) -> int:
    """How many of these have other words in the index than in the record; what is still to be read does not count."""
    has = {row["id"]: row["words"] for row in patient.rows(with_ids(_WORDS[patient.on_server], page))}
    due = {row["id"] for row in patient.rows(with_ids(_DUE, page))}
    return sum(
        number not in due and is_text(words) and has.get(number) != words
        for number, words in documents(patient, page)
    )


def _is_whole(path: Path) -> bool:
    """Ask FTS5 itself; it takes the question as a change, which this is not, and which is not kept."""
    with closing(connect_sqlite(path)) as opened, suppress(sqlite3.OperationalError):  # in use, or read-only
        opened.execute("BEGIN IMMEDIATE")
        try:
            opened.execute("INSERT INTO search_index (search_index) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            return isinstance(error, sqlite3.OperationalError)
        finally:
            opened.execute("ROLLBACK")
    return True


def mend(patient: SqlitePatient | ServerPatient) -> list[str]:
    """Make the index anew from the records, if all of those can be read."""
    if not all(is_text(words) for page in _pages(patient, {}) for _, words in documents(patient, page)):
        return []
    index: SqliteIndex | ServerIndex
    index = (
        index_of(patient.connection)
        if isinstance(patient, ServerPatient)
        else SqliteIndex(patient.connection)
    )
    index.clear()
    bring_up(index)
    return ["made the index of search anew"]
