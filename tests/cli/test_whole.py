"""The full private export comes back as it was: byte for byte, also on another engine, and never by halves."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bowout.config import Target
from bowout.domain.whole import TABLES, WORDS
from bowout.exchange.exporting import write_json
from bowout.exchange.whole import open_whole
from bowout.services.applications import NewApplication
from bowout.services.importing import Hooks, import_tables
from bowout.services.listing import every_application
from bowout.services.whole_export import with_rows
from bowout.storage.models import UNRECORDED, Base
from bowout.storage.reading import reading
from bowout.storage.work import changing
from tests.services.test_numbers import BEGINNINGS, HISTORIES, START, live
from tests.support import Runner

Record = dict[str, Any]
READ_AGAIN = (
    "list", "show 1", "show 2", "history", "stats", "agenda", "search acme", "letters list", "reasons --used",
)  # fmt: skip


def test_the_tables_are_those_of_the_models() -> None:
    own = {
        table: model
        for table, model in Base.metadata.tables.items()
        if table not in ("change", "operation", "profile")
    }
    assert set(TABLES) == set(own)
    assert {each.__tablename__ for each in UNRECORDED} == {"change", "operation"}
    for table, columns in TABLES.items():
        assert list(columns) == [column.name for column in own[table].columns]
        for name, column in columns.items():
            model = own[table].columns[name]
            assert (column.kind, column.required) == (model.type.python_type, not model.nullable)
            keys = [key.target_fullname.partition(".")[0] for key in model.foreign_keys]
            assert keys == ([column.table] if column.table else [])
    assert all(name in TABLES[table] for table, name in WORDS)


def exported(target: Target) -> bytes:
    with reading(target) as reader:
        out = io.StringIO()
        write_json(with_rows(reader, every_application(reader, START)), out, private=True)
    return out.getvalue().encode()


def bring_in(target: Target, data: bytes) -> tuple[int, int, int]:
    """Import, and tell how many came in, were here, and were skipped."""
    with changing(target, "import", START) as work:
        whole = open_whole(io.BytesIO(data))
        assert whole is not None
        report = import_tables(work, [whole], Hooks())
        work.operation.summary = "import"
    assert report.read == report.imported + report.merged + report.skipped
    return report.imported, report.merged, report.skipped


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beginnings=BEGINNINGS, history=HISTORIES)
def test_any_history_comes_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory,
    beginnings: list[NewApplication],
    history: list[tuple[int, str, int]],
) -> None:
    folder = tmp_path_factory.mktemp("whole")
    here, there = Target(path=folder / "here.db"), Target(path=folder / "there.db")
    live(here, beginnings, history)
    data = exported(here)
    count = len(beginnings)
    assert bring_in(there, data) == (count, 0, 0)
    assert exported(there) == data
    assert bring_in(there, data) == (0, count, 0)
    assert exported(there) == data


@pytest.mark.usefixtures("large_search")
def test_it_crosses_to_the_other_engine_and_back(
    bowout: Runner, database_url: str, tmp_path: Path, clock: object
) -> None:
    """The larger search of the demo, an offer accepted and 37 others left by joint letters."""
    assert bowout("accept", "globex", "--withdraw-others", "--yes").code == 0
    first, second, third = (tmp_path / name for name in ("first.json", "second.json", "third.jsonl"))
    assert bowout("export", "--private", "-o", first).code == 0
    assert bowout("--db", database_url, "import", first).code == 0
    assert bowout("--db", database_url, "export", "--private", "-o", second).code == 0
    assert second.read_bytes() == first.read_bytes()
    again = bowout("--db", database_url, "import", first, "--json").json
    assert (again["imported"], again["updated"]) == (0, [])
    # What is logged from now on has numbers of its own.
    assert bowout("--db", database_url, "add", "Newer", "Engineer").code == 0
    assert bowout("--db", database_url, "undo").code == 0
    back = tmp_path / "back.db"
    assert bowout("--db", database_url, "export", "--private", "-o", third).code == 0
    assert bowout("--db", back, "import", third).code == 0
    assert bowout("--db", back, "export", "--private", "-o", first, "--overwrite").code == 0
    assert first.read_bytes() == second.read_bytes()
    assert bowout("--db", back, "doctor").code == 0
    assert bowout("--db", back, "undo").code == 0
    assert bowout("--db", back, "list", "--json").json == []


@pytest.mark.usefixtures("search")
def test_beside_others_it_gets_numbers_of_its_own(bowout: Runner, tmp_path: Path) -> None:
    path = tmp_path / "whole.json"
    assert bowout("export", "--private", "-o", path).code == 0
    records = json.loads(path.read_text(encoding="utf-8"))
    other = tmp_path / "other.db"
    for company in ("Acme", "Zebra"):
        assert (
            bowout("--db", other, "add", company, "Cook", "--contact", "Dana Fox <dana@acme.example>").code
            == 0
        )
    report = bowout("--db", other, "import", path, "--json").json
    assert (report["imported"], report["merged"], report["skipped"]) == (len(records), 0, 0)
    found = bowout("--db", other, "list", "--sort", "id", "--json").json
    assert [each["company"] for each in found[2:]] == [each["company"] for each in records]
    assert [each["id"] for each in found] == list(range(1, len(records) + 3))
    assert bowout("--db", other, "doctor").code == 0
    # The letter and its text came along, and say so in the history.
    left = next(each for each in found if each["withdrawal"] and each["id"] > 2)
    assert bowout("--db", other, "letters", "list", left["id"], "--json").json
    assert bowout("--db", other, "import", path, "--json").json["merged"] == len(records)
    assert bowout("--db", other, "undo").code == 0
    assert len(bowout("--db", other, "list", "--json").json) == 2


@pytest.mark.usefixtures("large_search")
def test_a_part_of_a_search_comes_in_without_what_it_names_elsewhere(bowout: Runner, tmp_path: Path) -> None:
    assert bowout("accept", "globex", "--withdraw-others", "--yes").code == 0
    path, part = tmp_path / "part.json", tmp_path / "part.db"
    assert bowout("export", "engineer", "--closed", "--private", "-o", path).code == 0
    report = bowout("--db", part, "import", path, "--json").json
    assert report["imported"] == report["read"] > 3
    assert bowout("--db", part, "doctor").code == 0


def spoil(change: Callable[[Record], object]) -> Callable[[Record], None]:
    def spoiled(record: Record) -> None:
        change(record["rows"])

    return spoiled


BROKEN: dict[str, tuple[Callable[[Record], object], str]] = {
    "no rows": (lambda record: record.update(rows=[]), "it has no rows"),
    "a table": (spoil(lambda rows: rows.update(nonsense=[])), "there is no table “nonsense”"),
    "a column": (
        spoil(lambda rows: rows["event"][0].update(more=1)),
        "a row of event has other columns: more",
    ),
    "a column gone": (
        spoil(lambda rows: rows["event"][0].pop("kind")),
        "a row of event has other columns: kind",
    ),
    "a number": (
        spoil(lambda rows: rows["event"][0].update(application_id="1")),
        "event.application_id is no int",
    ),
    "a truth": (
        spoil(lambda rows: rows["application"][0].update(internal=1)),
        "application.internal is no bool",
    ),
    "a large number": (
        spoil(lambda rows: rows["event"][0].update(id=2**40)),
        "event.id is too large a number",
    ),
    "a status": (
        spoil(lambda rows: rows["application"][0].update(status="?")),
        "application.status cannot be “?”",
    ),
    "a time": (spoil(lambda rows: rows["event"][0].update(at="soon")), "event.at cannot be “soon”"),
    "a list": (spoil(lambda rows: rows["application"][0].update(tags="x")), "application.tags cannot be “x”"),
    "a NUL": (spoil(lambda rows: rows["company"][0].update(name="A\0")), "company.name cannot be “A\0”"),
    "a key": (
        spoil(lambda rows: rows["event"][0].update(stage_id=99)),
        "event.stage_id names a row that is not there",
    ),
    "none": (
        spoil(lambda rows: rows["application"][0].update(position=None)),
        "application.position is no text",
    ),
    "twice": (
        spoil(lambda rows: rows["event"].append(rows["event"][0])),
        "two rows of event have the same number",
    ),
}


@pytest.mark.usefixtures("search")
@pytest.mark.parametrize("name", BROKEN)
def test_what_no_command_could_have_written_is_skipped_and_named(
    bowout: Runner, tmp_path: Path, name: str
) -> None:
    change, why = BROKEN[name]
    path, rejects = tmp_path / "whole.json", tmp_path / "rejects.csv"
    assert bowout("export", "--private", "-o", path).code == 0
    records = json.loads(path.read_text(encoding="utf-8"))
    change(records[1])
    path.write_text(json.dumps(records), encoding="utf-8")
    other = tmp_path / "other.db"
    report = bowout("--db", other, "import", path, "--json", "--rejects", rejects).json
    assert (report["imported"], report["skipped"]) == (len(records) - 1, 1)
    assert report["rows_skipped"] == [{"line": 2, "why": why}]
    assert records[1]["company"] in rejects.read_text(encoding="utf-8")
    assert bowout("--db", other, "doctor").code == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.usefixtures("search")
def test_whatever_is_changed_in_it_there_is_no_traceback_and_nothing_by_halves(
    bowout: Runner, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("spoiled")
    path, other = folder / "whole.json", folder / "other.db"
    assert bowout("export", "--private", "-o", path).code == 0
    records = json.loads(path.read_text(encoding="utf-8"))
    rows = data.draw(st.sampled_from(records))["rows"]
    row = data.draw(st.sampled_from(rows[data.draw(st.sampled_from(sorted(rows)))]))
    values = st.one_of(
        st.none(), st.booleans(), st.integers(-5, 10**12), st.text(max_size=9), st.just([]), st.just({})
    )
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(values)
    path.write_text(json.dumps(records), encoding="utf-8")
    result = bowout("--db", other, "import", path, "--json")
    assert result.code in (0, 1), result.err
    assert "should not happen" not in result.err
    for command in READ_AGAIN:
        said = bowout("--db", other, *command.split())
        assert "should not happen" not in said.err, (command, said.err)


@pytest.mark.usefixtures("search")
def test_from_a_pipe_and_dry(bowout: Runner, tmp_path: Path) -> None:
    data = bowout("export", "--format", "json", "--private").out
    other = tmp_path / "other.db"
    assert bowout("--db", other, "import", "-", "--dry-run", "--json", stdin=data).json["imported"] == 4
    assert bowout("--db", other, "list", "--json").json == []
    assert bowout("--db", other, "import", "-", stdin=data).code == 0
    assert bowout("--db", other, "export", "--format", "json", "--private").out == data


@pytest.mark.usefixtures("search")
def test_two_numbers_of_one_company_are_one_company(bowout: Runner, tmp_path: Path) -> None:
    path, other = tmp_path / "whole.json", tmp_path / "other.db"
    assert bowout("export", "--private", "-o", path).code == 0
    records = json.loads(path.read_text(encoding="utf-8"))
    first, second = records[0]["rows"], records[1]["rows"]
    second["company"][0] |= {name: first["company"][0][name] for name in ("name", "key")}
    path.write_text(json.dumps(records), encoding="utf-8")
    assert bowout("--db", other, "import", path, "--json").json["imported"] == len(records)
    found = bowout("--db", other, "list", "--sort", "id", "--json").json
    assert found[0]["company"] == found[1]["company"]


@pytest.mark.usefixtures("search")
def test_letters_that_had_left_before_do_not_keep_it_from_being_undone(
    bowout: Runner, tmp_path: Path
) -> None:
    assert bowout("sent", "1").code == 0
    assert (
        bowout("stage", "add", "globex", "interview", "--at", "2026-12-08T09:00", "--with", "Kim Lee").code
        == 0
    )
    path, other = tmp_path / "whole.json", tmp_path / "other.db"
    assert bowout("export", "--private", "-o", path).code == 0
    assert bowout("--db", other, "import", path).code == 0
    again = bowout("--db", other, "import", path, "--json").json
    assert (again["imported"], again["updated"], again["doubts"]) == (0, [], [])
    assert bowout("--db", other, "undo").code == 0
    assert bowout("--db", other, "list", "--json").json == []
    assert bowout("--db", other, "redo").code == 0
    assert bowout("--db", other, "letters", "list", "--json").json[0]["state"] == "sent"
