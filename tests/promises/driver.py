"""Runs commands that may be killed, and tells what a database holds."""

import json
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

State = dict[str, list[str]]
# An id that the program makes up anew each time.
_RANDOM = re.compile(r"[0-9a-f]{32}@")
# Made from the rest; `doctor` compares the two.
_DERIVED = ("search_", "sqlite_")


class Ended(NamedTuple):
    """How a command ended: its exit code, or the number of the signal, negative; what it said.

    In which time, and after how many calls of SQLite's driver.
    """

    code: int
    said: str
    seconds: float
    calls: int


class Zygote:
    """Lends commands that start at once, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("zygote.py")), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def run(
        self,
        database: Path,
        *argv: str,
        kill_after: float | None = None,
        kill_at: int | None = None,
        **environment: str,
    ) -> Ended:
        """Run a command to its end, or kill it after so many seconds or at a call of the database's driver."""
        output, counted = self._folder / "output.txt", self._folder / "output.txt.calls"
        order = {
            "argv": argv,
            "environment": {"BOWOUT_DB": str(database), **environment},
            "output": str(output),
            "kill_after": kill_after,
            "kill_at": kill_at,
        }
        assert self._process.stdin is not None
        started = time.monotonic()
        print(json.dumps(order), file=self._process.stdin, flush=True)
        code, seconds = self._answer(), time.monotonic() - started
        said = output.read_text(encoding="utf-8", errors="replace")
        return Ended(code, said, seconds, int(counted.read_text(encoding="ascii")) if code >= 0 else 0)

    def _answer(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


def state(database: Path) -> State:
    """All that a database holds, as whoever opens it next finds it; sound, or the test fails."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            name: sorted(_told(row) for row in connection.execute(f'SELECT * FROM "{name}"'))
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
            )
            if not name.startswith(_DERIVED)
        }


def _told(row: tuple[Any, ...]) -> str:
    return _RANDOM.sub("@", repr(row))
