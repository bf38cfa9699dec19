"""What the tests of commands share: somebody who writes, and a look at all rows."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bowout import config
from bowout.cli.demo_large import build
from bowout.storage.models import UNRECORDED, Base
from tests.support import Clock, Runner

_HISTORY = {model.__tablename__ for model in UNRECORDED}


@pytest.fixture
def writer(bowout: Runner) -> None:
    """A profile with a name and an address to write from."""
    assert bowout("profile", "--name", "Robin Ames", "--email", "robin@example.org").code == 0


@pytest.fixture
def rows() -> Callable[[], dict[str, list[tuple[object, ...]]]]:
    """All rows of all tables but the history of operations, and of the profile."""

    def read() -> dict[str, list[tuple[object, ...]]]:
        path = config.database_url_or_path(None).path
        assert path is not None
        connection = sqlite3.connect(path)
        try:
            return {
                name: connection.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall()
                for name in Base.metadata.tables
                if name not in _HISTORY and name != "profile"
            }
        finally:
            connection.close()

    return read


@pytest.fixture
def search(bowout: Runner, clock: Clock, made_once: dict[str, bytes]) -> None:
    """Four applications: one left with a letter, one interviewing, one saved, one turned down; in Berlin.

    Made by the commands themselves, once; every other test starts from a copy.
    """
    path = config.database_url_or_path(None).path
    assert path is not None
    if "search" not in made_once:
        _make_search(bowout, clock)
        made_once["search"] = path.read_bytes()
    else:
        config.make_folder(path.parent)
        path.write_bytes(made_once["search"])
        path.chmod(0o600)
        clock.advance(days=2)


@pytest.fixture
def large_search(clock: Clock, made_once: dict[str, bytes], tmp_path: Path) -> None:
    """The search of `bowout demo --large`: 44 applications, 40 of them open; Globex and Acme have made an offer."""
    path = config.database_url_or_path(None).path
    assert path is not None
    if "large" not in made_once:
        build(tmp_path, clock.now)
        made_once["large"] = (tmp_path / "bowout.db").read_bytes()
    config.make_folder(path.parent)
    path.write_bytes(made_once["large"])


@pytest.fixture(scope="session")
def made_once() -> dict[str, bytes]:
    """Databases that tests share, by name."""
    return {}


def _make_search(bowout: Runner, clock: Clock) -> None:
    def run(*argv: str) -> None:
        result = bowout(*argv)
        assert result.code == 0, result.err

    run("profile", "--name", "Robin Ames", "--email", "robin@example.org")
    run(
        "add", "Acme", "Backend Engineer", "--source", "LinkedIn", "--contact", "Dana Fox <dana@acme.example>"
    )
    run("add", "Globex", "Platform Engineer", "--location", "Leeds", "--salary", "60k", "--tag", "remote")
    run("add", "日本商事", "Data Engineer", "--status", "saved")
    run("add", "Initech", "Developer", "--applied", "2026-11-01")
    clock.advance(days=1)
    run("stage", "add", "acme", "interview", "--at", "2026-11-26T15:00", "--with", "Lee Wong")
    run("stage", "add", "globex", "screening", "--at", "2026-12-01T09:00", "--minutes", "30")
    run("rejected", "initech")
    clock.advance(days=1)
    run("note", "acme", "Grüße aus der Straße", "--concern", "culture:everyone looked tired")
    run("withdraw", "acme", "--reason", "career", "--note", "the private truth")
