import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bowout import config
from bowout.config import Target, database_url_or_path
from bowout.domain.errors import UsageError


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give each test a home of its own, and none of the variables that matter here."""
    for name in ("BOWOUT_DB", "BOWOUT_CONFIG", "BOWOUT_NOW", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def file(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = home / "conf" / "own.toml"
    path.parent.mkdir()
    monkeypatch.setenv("BOWOUT_CONFIG", str(path))
    return path


# --- which database


def test_the_default_lies_in_the_data_folder_and_nothing_is_made(home: Path) -> None:
    target = database_url_or_path(None)
    assert target.path == config.data_folder() / "bowout.db"
    assert target.path.is_relative_to(home)
    assert config.config_path().is_relative_to(home)
    assert list(home.iterdir()) == []


def test_the_option_beats_the_variable(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOWOUT_DB", "from-variable.db")
    assert database_url_or_path(None).path == home / "from-variable.db"
    assert database_url_or_path("from-option.db").path == home / "from-option.db"
    monkeypatch.setenv("BOWOUT_DB", "")
    assert database_url_or_path(None).path == config.data_folder() / "bowout.db"


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("jobs.db", "jobs.db"),
        ("~/jobs.db", "jobs.db"),
        ("sqlite:///jobs.db", "jobs.db"),
        ("sqlite:///~/jobs.db", "jobs.db"),
        ("SQLite+pysqlite:///a b/jöbs.db", "a b/jöbs.db"),
    ],
)
def test_local_files(home: Path, named: str, path: str) -> None:
    assert database_url_or_path(named) == Target(path=home / path)


def test_an_absolute_sqlite_url() -> None:
    assert database_url_or_path("sqlite:////srv/jobs.db").path == Path("/srv/jobs.db")


@pytest.mark.parametrize(
    "named", [":memory:", "sqlite://", "sqlite:///", "sqlite:///:memory:", "file:x?mode=memory"]
)
def test_a_database_in_memory_is_refused(named: str) -> None:
    with pytest.raises(UsageError, match="must be a file"):
        database_url_or_path(named)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "PostgreSQL"])
def test_postgresql_urls_come_into_one_form(scheme: str) -> None:
    target = database_url_or_path(f"{scheme}://me:s%40cret@db.example/jobs?sslmode=require")
    assert target == Target(url="postgresql+psycopg://me:s%40cret@db.example/jobs?sslmode=require")
    assert str(target) == "postgresql+psycopg://db.example/jobs"


@pytest.mark.parametrize(
    "named", ["mysql://me:s3cret@h/d", "postgresql+asyncpg://me:s3cret@h/d", "http://s3cret"]
)
def test_other_engines_are_refused_without_their_secrets(named: str) -> None:
    with pytest.raises(UsageError, match="not a kind of database") as caught:
        database_url_or_path(named)
    assert "s3cret" not in f"{caught.value.message}{caught.value.hint}"


@pytest.mark.parametrize(
    "url", ["postgresql://me:s3c/r@et@h/d", "postgresql://h/d?password=s3cret", "postgres://s3:s3?s3@h"]
)
def test_a_target_never_shows_its_secrets(url: str) -> None:
    target = database_url_or_path(url)
    assert "s3" not in f"{target}{target!r}"


@pytest.mark.parametrize(
    "named", ["", "  ", "a\0b", "sqlite:///jobs.db?mode=ro", "~nobody-of-this-name/jobs.db"]
)
def test_what_is_no_name_of_a_database(named: str) -> None:
    with pytest.raises(UsageError):
        database_url_or_path(named)


def test_a_folder_is_made_for_its_owner_alone(home: Path) -> None:
    config.make_folder(home / "a" / "b")
    config.make_folder(home / "a" / "b")
    assert stat.S_IMODE((home / "a" / "b").stat().st_mode) == 0o700


# --- the time


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-11-28T14:00:00Z", 14),
        ("2026-11-28T14:00", 14),
        ("2026-11-28T14:00+01:00", 13),
        ("2026-11-28", 0),
    ],
)
def test_the_clock_can_be_set(monkeypatch: pytest.MonkeyPatch, text: str, hour: int) -> None:
    monkeypatch.setenv("BOWOUT_NOW", text)
    assert config.now() == datetime(2026, 11, 28, hour, tzinfo=UTC)
    assert config.now().tzinfo is UTC


@pytest.mark.parametrize("text", ["tomorrow", "2026-02-30", "1969-12-31", "9999-12-31T23:59-14:00", " "])
def test_a_clock_set_wrongly_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("BOWOUT_NOW", text)
    with pytest.raises(UsageError, match="BOWOUT_NOW"):
        config.now()


def test_else_it_is_the_machines() -> None:
    before = datetime.now(UTC)
    assert before <= config.now() <= datetime.now(UTC)


# --- settings
