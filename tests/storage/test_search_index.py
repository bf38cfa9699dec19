"""What search asks of SQLite uses an index, at any size; and the index is in step after any history."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bowout.services.search import _match, search_for
from bowout.storage import search_queries as asked
from bowout.storage.queries import with_ids
from bowout.storage.schema import open_sqlite
from bowout.storage.search_index import SqliteIndex, bring_up, has_index
from bowout.storage.search_triggers import _CONCERNS


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A new database with an index, open."""
    with closing(open_sqlite(tmp_path / "jobs.db")) as opened:
        bring_up(SqliteIndex(opened))
        assert has_index(opened)
        yield opened


def test_no_question_reads_a_whole_table(database: sqlite3.Connection) -> None:
    ids = (1, 2, 3)
    questions = [
        asked.FOUND + asked.LIMIT,
        with_ids(asked.TEXTS, ids),
        with_ids(asked.RANKED, ids),
        with_ids(asked.STATUS, ids),
        asked.DUE,
        *(
            query.replace("{state}", state)
            for query in (asked.AT_COMPANY + asked.NEWEST + asked.LIMIT, asked.AFTER)
            for state in asked.STATES.values()
        ),
    ]
    given = {**_match(search_for(["acme qa"], open_=True)), "most": 5, "key": "acme", "before": 9}
    for question in questions:
        for *_, step in database.execute(f"EXPLAIN QUERY PLAN {question}", given):
            whole = step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step
            assert not whole or step.split()[1] in ("q", "d") or "CONSTANT ROW" in step, (question, step)


def test_every_table_that_is_searched_has_its_triggers(database: sqlite3.Connection) -> None:
    found = database.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'")
    assert {row[0] for row in found} == set(_CONCERNS)
    for table in _CONCERNS:
        assert f" {table} " in asked.TEXTS or table == "company"
