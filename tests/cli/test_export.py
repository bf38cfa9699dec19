"""bowout export."""

import csv
import io
import json
import stat
import subprocess
from pathlib import Path

import pytest

from tests.support import CONSOLE_SCRIPT, Runner

pytestmark = pytest.mark.usefixtures("search")


def test_json_is_what_list_prints_without_what_is_private(bowout: Runner) -> None:
    exported = bowout("export", "--format", "json")
    assert (exported.code, exported.err) == (0, "")
    listed = bowout("list", "--sort", "id", "--json").json
    private = bowout("export", "--format", "json", "--private").json
    assert all(each.pop("rows") for each in private)
    assert private == listed
    assert listed[0]["withdrawal"]["note"] == "the private truth"
    listed[0]["withdrawal"] |= {"reason": None, "note": None}
    assert exported.json == listed


def test_csv_is_the_default(bowout: Runner) -> None:
    exported = bowout("export")
    rows = list(csv.DictReader(io.StringIO(exported.out, newline="")))
    assert [row["company"] for row in rows] == ["Acme", "Globex", "日本商事", "Initech"]
    assert rows[0]["withdrawal_reason"] == ""
    assert rows[0]["withdrawal_on"] == "2026-11-25"
    assert rows[1]["next_stage_at"] == "2026-12-01T08:00:00Z"
    assert "\r\n" in exported.out
    assert "career_direction" in bowout("export", "--private").out


def test_the_ending_names_the_format(bowout: Runner, tmp_path: Path) -> None:
    file = tmp_path / "out.JSON"
    result = bowout("export", "-o", file)
    assert result.out == f"Written to {file}: 4 applications, without what is private (--private adds it).\n"
    assert len(json.loads(file.read_text(encoding="utf-8"))) == 4
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert bowout("export", "-o", tmp_path / "out", "--format", "csv", "--private").out == (
        f"Written to {tmp_path / 'out'}: 4 applications.\n"
    )


def test_a_file_that_is_there_stays(bowout: Runner, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("mine")
    result = bowout("export", "-o", file)
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        f"bowout: {file} exists already.\nName another file, or replace it with --overwrite.\n"
    )
    assert file.read_text() == "mine"
    assert bowout("export", "-o", file, "--overwrite").code == 0
    assert file.read_text(encoding="utf-8").startswith("id,company,")


def test_links_are_not_followed(bowout: Runner, tmp_path: Path) -> None:
    (tmp_path / "out.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert bowout("export", "-o", tmp_path / "out.csv", "--overwrite").code == 1
    assert not (tmp_path / "elsewhere.csv").exists()


def test_formats_that_are_not_there(bowout: Runner, tmp_path: Path) -> None:
    for options in (("-o", tmp_path / "out.ods"), ("-o", tmp_path / "out"), ("--format", "ods")):
        result = bowout("export", *map(str, options))
        assert (result.code, result.out) == (2, "")
        assert "csv, json" in result.err
    assert list(tmp_path.glob("out*")) == []


def test_nothing_yet(bowout: Runner, tmp_path: Path) -> None:
    elsewhere = tmp_path / "empty.db"
    assert bowout("export", "--format", "json", "--db", elsewhere).out == "[]\n"
    assert len(bowout("export", "--db", elsewhere).out.splitlines()) == 1


def test_a_reader_who_has_enough_ends_it_quietly(bowout: Runner) -> None:
    for number in range(80):  # more than a pipe holds
        assert bowout("add", f"Company {number} {'x' * 950}", "Engineer").code == 0
    pipe = subprocess.PIPE
    for command in ("export", "list", "list --json"):
        with subprocess.Popen([CONSOLE_SCRIPT, *command.split()], stdout=pipe, stderr=pipe) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 0


def test_jsonl_has_the_same_lines_as_json(bowout: Runner) -> None:
    lines = bowout("export", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == bowout("export", "--format", "json").json


def test_the_filters_of_list_hold(bowout: Runner) -> None:
    for words in (["--open"], ["--closed"], ["--status", "saved"], ["engineer"], ["--tag", "remote"],
                  ["--since", "2026-11-20"], ["--reason", "career"]):  # fmt: skip
        listed = {each["id"] for each in bowout("list", *words, "--json").json}
        exported = {each["id"] for each in bowout("export", *words, "--format", "json").json}
        assert exported == listed, words
    assert bowout("export", "--open", "--closed").code == 2
    assert bowout("export", "--open", "--format", "ics").code == 2


def test_a_workbook_and_a_markdown_table_have_the_rows_of_csv(bowout: Runner, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    bowout("add", "=HYPERLINK(1)", "a|b\\c", "--note", "secret")
    table = list(csv.reader(io.StringIO(bowout("export").out, newline="")))
    bowout("export", "-o", tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)] == table
    assert book.active["B6"].value == "'=HYPERLINK(1)"
    assert book.active["B6"].data_type == "s"
    lines = bowout("export", "--format", "md").out.splitlines()
    assert len(lines) == len(table) + 1
    assert "a\\|b\\\\c" in lines[-1]


@pytest.mark.parametrize("format_", ["csv", "json", "jsonl", "md", "xlsx"])
def test_redacted_it_has_nothing_that_was_typed(bowout: Runner, tmp_path: Path, format_: str) -> None:
    import zipfile

    file = tmp_path / f"out.{format_}"
    assert bowout("export", "--redact", "--private", "-o", file).code == 0
    texts = [file.read_bytes()]
    if format_ == "xlsx":
        with zipfile.ZipFile(file) as book:
            texts = [book.read(name) for name in book.namelist()]
    text = b"\n".join(texts).decode()
    for word in ("Acme", "Globex", "日本商事", "Initech", "Engineer", "Dana", "Lee Wong", "LinkedIn", "Leeds",
                 "60k", "remote", "private truth", "Straße"):  # fmt: skip
        assert word not in text, word
    assert "Company 1" in text


@pytest.mark.parametrize("format_", ["csv", "jsonl", "xlsx", "md"])
def test_our_own_tables_come_back_in(bowout: Runner, tmp_path: Path, format_: str) -> None:
    file = tmp_path / f"out.{format_}"
    bowout("add", "=Evil", "Tester", "--location", "Oslo", "--applied", "2026-10-01")
    bowout("export", "-o", file)
    here = bowout("import", file, "--json").json
    assert (here["imported"], here["updated"]) == (0, [])
    assert bowout("--db", tmp_path / "new.db", "import", file, "-q").out == "5\n"
    keys = ("company", "position", "status", "applied_on", "source", "location", "salary", "tags")

    def told(*argv: str | Path) -> list[list[object]]:
        return [[each[key] for key in keys] for each in bowout(*argv, "list", "--sort", "id", "--json").json]

    assert told("--db", tmp_path / "new.db") == told()


def test_flows_as_text_that_sankeymatic_draws(bowout: Runner, tmp_path: Path) -> None:
    told = bowout("export", "--format", "sankey")
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "// How the applications went. Ghosted: also open ones that were silent for 30 days.\n"
        "// Not in it: 1 only saved.\n"
        "Applied [1] Screening\n"
        "Applied [1] Interview\n"
        "Applied [1] Rejected\n"
        "Screening [1] Ongoing\n"
        "Interview [1] Withdrew\n"
    )
    file = tmp_path / "flows.txt"
    assert bowout("export", "--format", "sankeymatic", "-o", file).out == f"Written to {file}: 5 flows.\n"
    assert file.read_text(encoding="utf-8") == told.out
