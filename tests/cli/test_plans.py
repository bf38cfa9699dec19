"""How SQLite finds what a page shows: by an index, in its order, and with as many questions for one row as for many."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

import pytest

from bowout import config
from bowout.storage.reading import Parameters, Row, SqliteReader
from tests.support import Runner

COPIES = 40
# What tells one row from another, and would clash in a copy.
NAMES = ("key", "message_id", "fingerprint", "calendar_uid")
PAGES = (
    "list --limit 20", "list --open --limit 20", "list --status applied --limit 20", "list --closed --limit 20",
    "list --sort id --limit 20", "show 1", "show 2", "history 1", "letters list 1", "letters show 1",
    "letters check 1", "stage list 1", "contact list 1", "profile",
)  # fmt: skip
# Few by their nature, whatever the number of applications: one profile; what the next search has yet to read.
FEW = ("profile", "search_due")
# An address may have been typed in any case: who else is there under it is asked of all contacts, by what writes.
ADDRESSED = "lower(p.email)"
# In its order until the page is full.
ORDERED = ("ix_application_newest", "ix_application_open")
SOURCE = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)(?:\s+AS)?\s+(\w+)")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Parameters]]:
    """What the commands of a test ask."""
    questions: list[tuple[str, Parameters]] = []
    rows, stream = SqliteReader.rows, SqliteReader.stream

    def noted_rows(self: SqliteReader, query: str, parameters: Parameters | None = None) -> Sequence[Row]:
        questions.append((query, parameters or {}))
        return rows(self, query, parameters)

    def noted_stream(
        self: SqliteReader, query: str, parameters: Parameters | None = None
    ) -> Iterator[Sequence[object]]:
        questions.append((query, parameters or {}))
        return stream(self, query, parameters)

    monkeypatch.setattr(SqliteReader, "rows", noted_rows)
    monkeypatch.setattr(SqliteReader, "stream", noted_stream)
    return questions


@pytest.fixture
def large(search: None) -> Iterator[sqlite3.Connection]:
    """The search of the other tests, forty times over, as SQLite's own driver sees it."""
    path = config.database_url_or_path(None).path
    assert path is not None
    with closing(sqlite3.connect(path)) as connection:
        connection.create_function("lower", 1, lambda text: text and text.lower(), deterministic=True)
        multiply(connection)
        yield connection


def multiply(connection: sqlite3.Connection) -> None:
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not name.startswith(("sqlite_", "search_", "alembic_")) and name != "profile"
    ]
    step = 1 + max(connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0 for table in tables)
    for table in tables:
        keys = {row[3] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        for number in range(1, COPIES):
            values = [
                f"{column} + {number * step}"
                if column in {"id", "row_id", *keys}
                else f"{column} || '-{number}'"
                if column in NAMES
                else column
                for column in columns
            ]
            connection.execute(
                f"INSERT INTO {table} SELECT {', '.join(values)} FROM {table} WHERE id < {step}"
            )
    connection.commit()
    assert not connection.execute("PRAGMA foreign_key_check").fetchall()


def plan(connection: sqlite3.Connection, query: str, given: Mapping[str, object]) -> list[str]:
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", dict(given))]


def reads_all(query: str, step: str) -> bool:
    """Tell whether a step goes through a whole table, other than in the order of the page."""
    if not step.startswith("SCAN ") or any(f"USING INDEX {index}" in step for index in ORDERED):
        return False
    # What stands in brackets, and LIMIT in it, is no table.
    table = {alias: name for name, alias in SOURCE.findall(query)}.get(step.split()[1])
    return table is not None and table not in FEW


@pytest.mark.parametrize("command", PAGES)
def test_a_page_reads_no_table_as_a_whole(
    bowout: Runner, large: sqlite3.Connection, asked: list[tuple[str, Parameters]], command: str
) -> None:
    assert bowout(*command.split()).code == 0
    assert asked
    for query, given in asked:
        steps = plan(large, query, given)
        bounded = "LIMIT" in query and any(
            f"USING INDEX {index}" in step for index in ORDERED for step in steps
        )
        by_number = "SCAN a" in steps and query.rstrip().endswith("ORDER BY a.id LIMIT :limit")
        counted = query.startswith("SELECT count(*) AS count FROM (") and "LIMIT :most" in query
        if counted or by_number or ADDRESSED in query:
            continue  # until there are enough of them
        assert not [step for step in steps if reads_all(query, step)], (query, steps)
        if bounded:
            assert not [step for step in steps if "TEMP B-TREE" in step], (query, steps)


def test_what_a_page_asks_does_not_grow_with_its_rows(
    bowout: Runner, large: sqlite3.Connection, asked: list[tuple[str, Parameters]]
) -> None:
    def questions(*command: str) -> int:
        asked.clear()
        assert bowout(*command).code == 0
        return len(asked)

    assert questions("list", "--sort", "id", "--limit", "8") == questions(
        "list", "--sort", "id", "--limit", "150"
    )
    assert questions("search", "engineer", "--limit", "60") == questions(
        "search", "engineer", "--limit", "150"
    )
