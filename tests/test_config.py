import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bowout import config
from bowout.config import Target, database_url_or_path
from bowout.domain.errors import BowoutError, UsageError


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


def test_without_a_file_the_defaults_hold(home: Path) -> None:
    assert config.load() == config.Settings(delivery="printed")
    assert config.get("delivery") == "printed"
    assert list(home.iterdir()) == []


def test_every_key_has_help_and_a_default_that_it_accepts() -> None:
    for key, setting in config.SETTINGS.items():
        assert setting.help
        assert config.get(key) in setting.choices


def test_what_is_set_is_read_back_and_private() -> None:
    config.set_value("delivery", "copy")
    path = config.config_path()
    assert path.read_text() == 'delivery = "copy"\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [beside.name for beside in path.parent.iterdir()] == ["config.toml"]
    assert config.load() == config.Settings(delivery="copy")


def test_other_keys_comments_and_order_stay(file: Path) -> None:
    file.write_text(
        "# mine\ndelivery = 'printed'   # paste it\n\nfrom_a_later_version = [1,\n  2]\n"
        "\n[table]\ndelivery = 99\n"
    )
    config.set_value("delivery", "copy")
    assert file.read_text() == (
        '# mine\ndelivery = "copy"   # paste it\n\nfrom_a_later_version = [1,\n  2]\n'
        "\n[table]\ndelivery = 99\n"
    )
    assert config.load() == config.Settings(delivery="copy")


def test_a_new_key_stands_above_the_first_table(file: Path) -> None:
    file.write_text("# mine\nfrom_a_later_version = 1\n\n[table]\ndelivery = 99\n")
    config.set_value("delivery", "copy")
    assert file.read_text() == (
        '# mine\nfrom_a_later_version = 1\ndelivery = "copy"\n\n[table]\ndelivery = 99\n'
    )


@pytest.mark.parametrize(
    "before", ["delivery = 'printed'", 'delivery="printed"#x', "delivery = 3", "", "\n\n", "x = 1"]
)
def test_a_line_is_changed_where_it_stands(file: Path, before: str) -> None:
    file.write_text(before)
    config.set_value("delivery", "copy")
    assert config.load().delivery == "copy"
    assert file.read_text().count("delivery") == 1


@pytest.mark.parametrize("before", ['"delivery" = "copy"', 'text = """\ndelivery = 1\n"""', "a = [\n[1]]"])
def test_a_file_that_cannot_be_changed_safely_is_left_alone(file: Path, before: str) -> None:
    file.write_text(before)
    with pytest.raises(BowoutError, match="cannot change"):
        config.set_value("delivery", "printed")
    assert file.read_text() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_link_stays_a_link(home: Path, file: Path) -> None:
    kept = home / "dotfiles.toml"
    kept.write_text("delivery = 'printed'\n")
    file.symlink_to(kept)
    config.set_value("delivery", "copy")
    assert file.is_symlink()
    assert kept.read_text() == 'delivery = "copy"\n'


@pytest.mark.parametrize("value", ["send", "", "Copy", "9" * 5000])
def test_values_that_may_not_stand_are_refused(file: Path, value: str) -> None:
    with pytest.raises(UsageError, match="is not a value") as caught:
        config.set_value("delivery", value)
    assert caught.value.hint == "It must be one of: printed, copy."
    assert not file.exists()


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="“deliver” is not a setting") as caught:
        config.get("deliver")
    assert caught.value.hint == "Did you mean delivery?"
    with pytest.raises(UsageError) as caught:
        config.set_value("x", "1")
    assert caught.value.hint == "There are: delivery."


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("delivery = 'copy'\nother =\n", 2, "not TOML"),
        ("\n\ndelivery = 3\n", 3, "delivery must be"),
        ("delivery = true", 1, "delivery must be"),
        ("other = 1\ndelivery = 'send'", 2, "delivery must be one of: printed, copy"),
        ("delivery = ['copy']", 1, "delivery must be"),
        ("a = '''\n\n", 3, "not TOML"),
    ],
)
def test_a_broken_file_is_named_with_its_line(file: Path, text: str, line: int, why: str) -> None:
    file.write_text(text)
    with pytest.raises(BowoutError, match=why) as caught:
        config.load()
    assert caught.value.message.startswith(f"{file}, line {line}: ")
    assert caught.value.exit_code == 1
    assert caught.value.code == "config"


def test_a_file_that_cannot_be_read_or_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(BowoutError, match="not UTF-8"):
        config.load()
    monkeypatch.setenv("BOWOUT_CONFIG", str(file.parent))
    with pytest.raises(BowoutError, match="cannot be read"):
        config.load()
    monkeypatch.setenv("BOWOUT_CONFIG", str(file.parent / "new.toml"))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BowoutError, match=r"new.toml cannot be written: No space left"):
        config.set_value("delivery", "copy")
    assert list(file.parent.iterdir()) == [file]
