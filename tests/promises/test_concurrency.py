"""Several commands at once: all of them are done, each once."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence

import pytest

from tests.support import COUNTS, Runner

WHOLE = os.environ.get("BOWOUT_TORTURE") == "yes"
PROCESSES = 8
COMMANDS = 1000 if WHOLE else 192  # or a few more, so that each process has as many
CONNECTIONS = 32 if WHOLE else 8
WORK = """
import sys
from bowout.cli.app import main

who, turns, first = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
for turn in range(turns):
    for command in (
        ["add", f"{who} {turn}", "Engineer", "--json"],
        ["withdraw", f"{who} {turn}", "--reason", "culture", "--json"] if turn % 2 else ["note", f"{who} {turn}", "so"],
        ["list", "--limit", "5", "--json"],
    ):
        if code := main(command):
            sys.exit(f"{who}: {command} ended with {code}")
"""


def at_once(commands: Sequence[Sequence[str]]) -> None:
    """Run Python scripts at once, each with its arguments; all of them have to succeed."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for command in commands
    ]
    try:
        ended = [(process.communicate(timeout=280)[1], process.returncode) for process in running]
    finally:
        for process in running:
            process.kill()
    assert [(said, code) for said, code in ended if code] == []


@pytest.mark.slow
@pytest.mark.usefixtures("clock")
def test_many_at_once_are_all_done(
    bowout: Runner,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.setenv("BOWOUT_DB", database_url)
    engine = "SQLite" if database_url.startswith("sqlite") else "PostgreSQL"
    processes = PROCESSES if engine == "SQLite" else CONNECTIONS
    turns = -(-COMMANDS // (processes * 3))
    assert bowout("profile", "--name", "Robin Ames", "--email", "robin@example.org").code == 0
    at_once([(WORK, f"Firm{number}", str(turns)) for number in range(processes)])
    found = bowout("list", "--json").json
    names = {f"Firm{number} {turn}": turn for number in range(processes) for turn in range(turns)}
    assert sorted(item["company"] for item in found) == sorted(names)
    assert len({item["id"] for item in found}) == len(found)
    assert all((item["status"] == "withdrawn") == bool(names[item["company"]] % 2) for item in found)
    steps = bowout("log", "--json").json
    assert len(steps) == 1 + processes * turns * 2
    assert len({step["id"] for step in steps}) == len(steps)
    record_property(
        COUNTS, f"{engine}, {processes} at once: {processes * turns * 3:,} commands, all done, each once"
    )
