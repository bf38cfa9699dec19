"""bowout import: what comes in, what meets what is there, and what one undo takes back."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bowout.storage.codec import encode_row
from tests.support import Clock, Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]
TABLE = """Company,Position,Status,Date Applied,Rejected On,Notes,Contact
Acme,Backend Engineer,Interview,2026-03-01,,they were kind,Dana Fox <dana@acme.example>
Globex,Developer,Rejected,2026-02-14,2026-03-20,,
Hooli,Analyst,Withdrawn,2026-01-20,,,
Initech,Tester,Saved,,,,
Acme,Backend Engineer,Applied,2026-04-01,,,
total,,,,,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A folder with a space, and a table in it."""
    (tmp_path / "my jobs").mkdir()
    file = tmp_path / "my jobs" / "jobs.csv"
    file.write_text(TABLE)
    return file


def test_each_row_is_imported_merged_or_skipped(bowout: Runner, table: Path) -> None:
    result = bowout("import", table, "--json")
    assert result.code == 0, result.err
    report = result.json
    assert (report["read"], report["imported"], report["merged"], report["skipped"]) == (6, 5, 0, 1)
    assert report["rows_skipped"] == [{"line": 7, "why": "it is a row of totals"}]
    listed = {each["id"]: each for each in bowout("list", "--json").json}
    assert [listed[number]["status"] for number in sorted(listed)] == [
        "interviewing",
        "rejected",
        "withdrawn",
        "saved",
        "applied",
    ]
    assert listed[3]["withdrawal"]["reason"] == "unspecified"


def test_what_is_known_is_told_as_events(bowout: Runner, table: Path) -> None:
    bowout("import", table)
    events = bowout("history", "globex", "--json").json
    assert [(each["at"], each["kind"], each["from"], each["to"]) for each in events] == [
        ("2026-02-14", "added", None, "applied"),
        ("2026-03-20", "moved", "applied", "rejected"),
    ]


def test_the_same_file_again_adds_nothing_and_is_no_step(bowout: Runner, table: Path, rows: Rows) -> None:
    bowout("import", table)
    before, steps = rows(), bowout("log", "--json").json
    report = bowout("import", table, "--json").json
    assert (report["imported"], report["merged"], report["unchanged"]) == (0, 5, 5)
    assert rows() == before
    assert bowout("log", "--json").json == steps


def test_a_changed_row_updates_its_record_and_keeps_what_was_changed_here(
    bowout: Runner, table: Path
) -> None:
    bowout("import", table)
    bowout("edit", "globex", "--location", "Leeds")
    table.write_text(TABLE.replace("Acme,Backend Engineer,Interview", "Acme,Backend Engineer,Offer"))
    report = bowout("import", table, "--json").json
    assert [(each["application_id"], each["changed"]) for each in report["updated"]] == [(1, ["status"])]
    assert bowout("show", "1", "--json").json["status"] == "offer"
    assert bowout("show", "globex", "--json").json["location"] == "Leeds"


def test_a_row_without_link_meets_what_was_entered_by_hand(bowout: Runner, table: Path) -> None:
    bowout("add", "ACME", "Backend engineer", "--applied", "2026-03-01")
    report = bowout("import", table, "--json").json
    assert (report["imported"], report["merged"]) == (4, 1)
    assert report["updated"][0]["application_id"] == 1
    again = bowout("import", table, "--json").json
    assert (again["imported"], again["unchanged"]) == (0, 5)


def test_undo_and_redo_are_exact_table_by_table(
    bowout: Runner, table: Path, rows: Rows, search: None
) -> None:
    before = rows()
    bowout("import", table)
    after = rows()
    assert bowout("undo").code == 0
    assert rows() == before
    assert bowout("redo").code == 0
    assert rows() == after


def test_a_large_step_is_undone_and_redone_exactly(
    bowout: Runner, tmp_path: Path, rows: Rows, search: None
) -> None:
    file = tmp_path / "many.csv"
    lines = [f"Company {number % 70},Role {number},Rejected,a note" for number in range(1500)]
    file.write_text("\n".join(["Company,Position,Status,Notes", *lines]))
    before = rows()
    assert bowout("import", file, "-q").out == "1500\n"
    after = rows()
    assert bowout("undo").code == 0
    assert rows() == before
    assert bowout("search", "role 77", "--json").json == []
    assert bowout("redo").code == 0
    assert rows() == after
    assert [each["position"] for each in bowout("search", "role 1377", "--json").json] == ["Role 1377"]


def test_history_has_what_the_listener_would_have_written(bowout: Runner, table: Path) -> None:
    """The rows are written past the session's objects: their changes are those rows, each once."""
    import sqlite3

    from bowout import config
    from bowout.storage.models import UNRECORDED, Base

    bowout("import", table)
    connection = sqlite3.connect(config.database_url_or_path(None).path or "")
    connection.row_factory = sqlite3.Row
    expected = {}
    for name, one in Base.metadata.tables.items():
        if name in {model.__tablename__ for model in UNRECORDED}:
            continue
        for row in connection.execute(f'SELECT * FROM "{name}"'):
            values = {
                column.name: bool(row[column.name])
                if str(column.type) == "BOOLEAN" and row[column.name] is not None
                else row[column.name]
                for column in one.columns
            }
            expected[name, row["id"]] = encode_row(values)
    written = {
        (row["table_name"], row["row_id"]): row["after"]
        for row in connection.execute("SELECT * FROM change WHERE before IS NULL")
    }
    assert written == expected
    assert connection.execute("SELECT count(*) FROM change").fetchone()[0] == len(expected)
    connection.close()


def test_a_dry_run_changes_nothing(bowout: Runner, table: Path, rows: Rows, search: None) -> None:
    before, steps = rows(), bowout("log", "--json").json
    result = bowout("import", table, "--dry-run")
    assert result.code == 0
    assert "6 rows read: 4 would be imported, 1 would be merged, 1 skipped." in result.out
    assert "line 7: it is a row of totals" in result.out
    assert rows() == before
    assert bowout("log", "--json").json == steps


def test_rejects_keeps_the_rows_as_they_stand(bowout: Runner, table: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.csv"
    bowout("import", table, "--rejects", kept)
    lines = list(csv.reader(kept.read_text().splitlines()))
    assert lines[0][:3] == ["line", "why", "Company"]
    assert lines[1][:3] == ["7", "it is a row of totals", "total"]


def test_an_undecided_day_asks_or_ends_with_2(bowout: Runner, tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text("Company,Position,Date Applied\nAcme,Engineer,3/4/2026\n")
    refused = bowout("import", file, "--json")
    assert (refused.code, refused.error["code"]) == (2, "day_or_month")
    assert bowout("import", file, terminal=True, stdin="2\n").code == 0
    assert bowout("show", "acme", "--json").json["applied_on"] == "2026-03-04"


def test_standard_input_and_map_by_number(bowout: Runner) -> None:
    result = bowout(
        "import", "-", "--map", "1=company", "--map", "2=position", "--json", stdin="a1,b1\na2,b2\n"
    )
    assert result.code == 0, result.err
    assert result.json["read"] == result.json["imported"] + result.json["merged"] + result.json["skipped"]
    assert bowout("import", "-", "--map", "company", stdin="x").code == 2


def test_a_hostile_file_changes_nothing(bowout: Runner, tmp_path: Path, rows: Rows, search: None) -> None:
    before = rows()
    for name, data in {"a.csv": b"\0" * 1000, "b.json": b"[" * 100_000, "c.xlsx": b"PK\x03\x04junk"}.items():
        file = tmp_path / name
        file.write_bytes(data)
        result = bowout("import", file)
        assert result.code == 1, (name, result.out)
        assert "Traceback" not in result.err
    assert rows() == before


def test_the_database_is_kept_before_an_import_and_ten_such_copies_stay(
    bowout: Runner, clock: Clock, tmp_path: Path, table: Path, search: None
) -> None:
    from bowout import config
    from bowout.storage.backup import keep_before

    path = config.database_url_or_path(None).path
    assert path is not None
    assert bowout("import", table).code == 0
    assert len(list(path.parent.glob("*-before-import-*"))) == 1
    for number in range(12):
        path.with_name(f"{path.stem}-before-import-202001{number + 1:02}T000000Z{path.suffix}").touch()
    keep_before(path, "import")
    assert len(list(path.parent.glob("*-before-import-*"))) == 10


@pytest.mark.postgresql
def test_it_works_on_a_server(bowout: Runner, table: Path, postgresql_url: str) -> None:
    assert bowout("--db", postgresql_url, "import", table, "-q").out == "5\n"
    assert bowout("--db", postgresql_url, "import", table, "--json").json["unchanged"] == 5
    assert bowout("--db", postgresql_url, "undo").code == 0
    assert json.loads(bowout("--db", postgresql_url, "list", "--json").out) == []


def test_what_was_over_before_is_nothing_to_tell_and_no_time_of_telling(
    bowout: Runner, tmp_path: Path
) -> None:
    file = tmp_path / "old.csv"
    file.write_text("Company,Position,Status\nAcme,Dev,Withdrew 2026-10-20\nGlobex,Dev,Withdrawn\n")
    assert bowout("add", "Globex", "Dev").code == 0
    assert bowout("import", file).code == 0
    assert bowout("agenda", "--json").json == []
    [median] = [
        each for each in bowout("stats", "--json").json["numbers"] if each["key"] == "telling_days.median"
    ]
    assert (median["value"], median["n"]) == (None, 0)
    used = {each["slug"]: each for each in bowout("reasons", "--used", "--json").json}
    assert used["unspecified"]["count"] == 2
    assert used["unspecified"]["days_to_tell"] == {"median": None, "n": 0, "untold": 0}
