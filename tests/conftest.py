"""What every test stands on: a home of its own, a fixed clock, and databases of both kinds."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from bowout.config import Target
from bowout.storage.schema import prepare
from tests.mail.running import all_mail_servers, mail_servers
from tests.support import COUNTS, LETTERS, Clock, Runner, postgresql_server, run_here, run_process

IN_CI = os.environ.get("CI") == "true"
NEEDING = ("browser", "postgresql", "mail_servers", "mail_programs")  # markers of what CI has installed
START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # a Monday; 11:00 in Berlin

__all__ = ["all_mail_servers", "mail_servers"]  # fixtures that are written elsewhere

# A run in the background is started with Ctrl-C ignored, and so would be every command that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Time limits flicker on a busy machine; in CI a failure must come back on the next run.
settings.register_profile("bowout", deadline=None, derandomize=IN_CI, print_blob=True)
settings.load_profile("bowout")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, what a test needs is there: a skip of a test marked as needing a server or a program is a failure."""
    report = yield
    needs = any(map(item.get_closest_marker, NEEDING))
    if IN_CI and report.skipped and not hasattr(report, "wasxfail") and needs:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {call.excinfo.value if call.excinfo else ''}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the figures that tests recorded; they come here also from other processes."""
    written: list[tuple[int, float]] = []
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == COUNTS:
                terminalreporter.write_line(str(value))
            elif name == LETTERS:
                written.append(value)
    if written:
        count, seconds = map(sum, zip(*written, strict=True))
        terminalreporter.write_line(
            f"{count:,} letters written and checked, {count / seconds:,.0f} per second"
        )


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and an environment that says nothing of the machine's."""
    folder = tmp_path_factory.mktemp("home")
    for name in os.environ:
        if name.startswith(("BOWOUT_", "XDG_", "LC_")) or name in {
            "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "LANGUAGE", "EDITOR", "VISUAL", "PAGER"
        }:  # fmt: skip
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    # Nor is the machine's keyring asked for anything.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    # A zone whose clocks change, and which is not UTC: what mixes the two up shows.
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    return folder


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still until it is moved."""
    return Clock(monkeypatch, START)


@pytest.fixture
def bowout(clock: Clock) -> Runner:
    """Run a command in this process: fast. It has neither a terminal nor anything on stdin, unless given."""
    return run_here


@pytest.fixture
def bowout_process(clock: Clock) -> Runner:
    """Run a command as people do, as a process of its own."""
    return run_process


class PostgreSQL:
    """A running server that makes a database in some milliseconds."""

    def __init__(self, url: str, switch: Callable[[str], None]) -> None:
        self._url, self.switch = url, switch
        self._numbers = count(1)
        self._template = self.create()
        prepare(Target(url=self._named(self._template)))

    def create(self, template: str = "template0") -> str:
        """Make a database and return its name."""
        name = f"test_{next(self._numbers)}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def _named(self, name: str) -> str:
        return self._url.replace("/postgres?", f"/{name}?")

    def _execute(self, statement: str) -> None:
        import psycopg  # late: only where there is a server

        with psycopg.connect(self._url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(statement.encode())

    def database(self, *, ready: bool) -> Iterator[str]:
        """Lend a database, with bowout's schema in it or empty, by its URL."""
        name = self.create(self._template if ready else "template0")
        yield self._named(name)
        self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """The run's server, started when a test first asks for it."""
    # Not in pytest's folder: that one is closed to others, and too long for a socket's path.
    folder = Path(tempfile.mkdtemp(prefix="bowout-"))
    try:
        with postgresql_server(folder) as (url, switch):
            yield PostgreSQL(url, switch)
    except OSError as error:
        pytest.skip(f"PostgreSQL cannot run here: {error}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL) -> Iterator[str]:
    """A fresh PostgreSQL database with the schema in it. Mark the test `postgresql`."""
    yield from postgresql.database(ready=True)


@pytest.fixture
def empty_postgresql_url(postgresql: PostgreSQL) -> Iterator[str]:
    """A PostgreSQL database with nothing in it, as at a first start. Mark the test `postgresql`."""
    yield from postgresql.database(ready=False)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database, once of each kind, as `--db` takes it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'jobs.db'}"
    url: str = request.getfixturevalue("postgresql_url")
    return url
