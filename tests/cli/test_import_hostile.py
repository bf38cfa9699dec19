"""What is meant to break an import, through the command: a sentence, nothing by halves, nothing left behind."""

import io
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from bowout.storage.bulk import Bulk
from tests.support import Runner

HEAD = "Company,Position,Status,Applied\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    lines = [f"Company {number},Engineer,Rejected,2026-03-01" for number in range(5000)]
    path.write_text(HEAD + "\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.usefixtures("search")
def test_stopped_in_the_middle_nothing_has_come_in(
    bowout: Runner, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, batches = Bulk.write, 0

    def interrupted(self: Bulk) -> None:
        nonlocal batches
        batches += 1
        write(self)
        if batches == 2:
            raise KeyboardInterrupt

    files = everything(tmp_path.parent)
    monkeypatch.setattr(Bulk, "write", interrupted)
    stopped = bowout("import", table)
    monkeypatch.undo()
    assert (stopped.code, batches) == (130, 2)
    assert "Interrupted" in stopped.err
    assert everything(tmp_path.parent) == files


def everything(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if not path.name.endswith(("-wal", "-shm"))}


@pytest.mark.parametrize("moment", [0.0, 0.012, 0.02, 0.2, 0.6])
def test_ctrl_c_ends_it_at_once(tmp_path: Path, moment: float) -> None:
    """Also while the database is made: the commit of that was done before one is told."""
    database, table = tmp_path / "jobs.db", tmp_path / "table.csv"
    table.write_text(HEAD + "A,B,Rejected,2026-03-01\n" * 200_000, encoding="utf-8")
    command = [sys.executable, "-m", "bowout", "--db", str(database)]
    process = subprocess.Popen(
        [*command, "import", str(table)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while not database.exists() and process.poll() is None:
        time.sleep(0.001)
    time.sleep(moment)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in said) == (130, False), said
    listed = subprocess.run([*command, "list", "--json"], capture_output=True, text=True, check=True)
    assert listed.stdout.strip() == "[]"


def test_a_gigabyte_is_refused_by_its_size(bowout: Runner, tmp_path: Path) -> None:
    for name in ("huge.csv", "huge.json", "huge.xlsx"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.write(b'[{"company": "A", "rows": {}}' if name.endswith("json") else HEAD.encode())
            file.truncate(1 << 30)
        refused = bowout("import", path, "--json")
        assert refused.code == 1
        assert refused.error["code"] in ("too_large", "not_read")
    assert bowout("list", "--json").json == []


def test_a_workbook_that_would_fill_the_memory_is_refused(bowout: Runner, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, "<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(600):
                sheet.write(b"<row/>" * 150_000)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(out.getvalue())
    assert path.stat().st_size < 3_000_000
    refused = bowout("import", path, "--json")
    assert (refused.code, refused.error["code"]) == (1, "too_large")
