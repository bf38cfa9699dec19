"""A smoke test of the promises: killed at random moments, and several at once, nothing is lost or half done."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bowout.storage.schema import open_sqlite
from tests.support import COUNTS

KILLS = 50
TABLES = ("application", "stage", "event", "withdrawal", "message", "note", "operation", "change")
COMMANDS = (
    ("add", "Globex", "Engineer", "--duplicate", "--contact", "Dana Fox <dana@globex.example>"),
    ("note", "1", "they called"),
    ("stage", "add", "1", "interview", "--at", "2026-12-01T10:00"),
    ("withdraw", "2", "--reason", "culture", "--note", "why"),
    ("undo",),
    ("redo",),
)


def bowout(database: Path, *arguments: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "BOWOUT_DB": str(database)}
    command = [sys.executable, "-m", "bowout", *arguments]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def run(database: Path, *arguments: str) -> str:
    process = bowout(database, *arguments)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


def rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows, from a connection that finds the file as a crash left it, and checks it."""
    connection = sqlite3.connect(database)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in TABLES
        }
    finally:
        connection.close()


@pytest.fixture
def search(tmp_path: Path) -> Path:
    database = tmp_path / "jobs.db"
    open_sqlite(database).close()
    run(database, "profile", "--name", "Robin Ames", "--email", "robin@example.org")
    for company in ("Acme", "Initech"):
        run(database, "add", company, "Engineer")
    return database


@pytest.mark.slow
def test_killed_at_a_random_moment_a_command_is_done_whole_or_not_at_all(
    search: Path, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(7)
    started = time.monotonic()
    run(search, "note", "1", "how long does a command take")
    usual = time.monotonic() - started
    killed = acknowledged = unchanged = 0
    for round_ in range(KILLS):
        before = rows(search)
        process = bowout(search, *COMMANDS[round_ % len(COMMANDS)])
        time.sleep(chance.uniform(0.8, 1.2) * usual)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        after = rows(search)
        # Later after one that was killed, sooner after one that was done: so the moments gather where it writes.
        usual *= 1.05 if process.returncode == -signal.SIGKILL else 0.85
        killed += process.returncode == -signal.SIGKILL
        unchanged += after == before
        if process.returncode == 0:
            acknowledged += 1
            assert after != before, "it said that it was done"
        if after != before:
            assert len(after["operation"]) == len(before["operation"]) + 1
            whole(before, after)
    record_property(
        COUNTS,
        f"{KILLS} commands: {killed} killed, {acknowledged} acknowledged, {unchanged} left no trace, 0 by halves",
    )
    assert killed >= KILLS // 4


def whole(before: dict[str, list[tuple[object, ...]]], after: dict[str, list[tuple[object, ...]]]) -> None:
    """A withdrawal has its letter and its events, or there is none of them."""
    new = {table: len(after[table]) - len(before[table]) for table in TABLES}
    assert new["withdrawal"] == new["message"]
    if new["withdrawal"] > 0:
        assert new["event"] >= 2


@pytest.mark.slow
def test_four_processes_at_once_all_succeed(search: Path) -> None:
    script = (
        "import sys; from bowout.cli.app import main\n"
        "for turn in range(12):\n"
        "    code = main(['add', sys.argv[1], f'Engineer {turn}', '--json'])\n"
        "    code = code or main(['list', '--limit', '5', '--json']) or main(['note', '1', 'from ' + sys.argv[1]])\n"
        "    if code: sys.exit(code)\n"
    )
    environment = {**os.environ, "BOWOUT_DB": str(search)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, company],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for company in ("One", "Two", "Three", "Four")
    ]
    results = [(process.communicate(timeout=300)[1], process.returncode) for process in running]
    assert [result for result in results if result[1]] == []
    found = json.loads(run(search, "list", "--json"))
    assert len({item["id"] for item in found}) == len(found) == 2 + 4 * 12
    assert len(rows(search)["note"]) == 4 * 12
