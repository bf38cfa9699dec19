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
    assert bowout("export", "--format", "json", "--private").json == listed
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
    for options in (("-o", tmp_path / "out.xlsx"), ("-o", tmp_path / "out"), ("--format", "xlsx")):
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
