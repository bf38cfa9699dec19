"""The few settings of the config file."""

import os
import stat
from pathlib import Path

import pytest

from bowout import config, settings
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


def test_without_a_file_the_defaults_hold(home: Path) -> None:
    assert settings.load() == settings.Settings(delivery="printed", silent_days=14)
    assert settings.get("delivery") == "printed"
    assert list(home.iterdir()) == []


def test_every_key_has_help_and_a_default_that_it_accepts() -> None:
    for key, setting in settings.SETTINGS.items():
        assert setting.help
        assert setting.accepts(settings.get(key))


def test_what_is_set_is_read_back_and_private() -> None:
    settings.set_value("delivery", "copy")
    path = config.config_path()
    assert path.read_text() == 'delivery = "copy"\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [beside.name for beside in path.parent.iterdir()] == ["config.toml"]
    assert settings.load() == settings.Settings(delivery="copy")


def test_a_whole_number_is_one_in_the_file(file: Path) -> None:
    settings.set_value("silent_days", "021")
    assert file.read_text() == "silent_days = 21\n"
    assert settings.get("silent_days") == 21
    settings.set_value("silent_days", "365")
    assert file.read_text() == "silent_days = 365\n"


@pytest.mark.parametrize(
    "value", ["0", "366", "-1", "1.5", "14 ", "", "true", "two", "1_0", "١٤", "9" * 5000, "0x1"]
)
def test_what_is_no_whole_number_within_bounds_is_refused(file: Path, value: str) -> None:
    with pytest.raises(UsageError, match="is not a value for silent_days") as caught:
        settings.set_value("silent_days", value)
    assert caught.value.hint == "It must be a whole number from 1 to 365."
    assert not file.exists()


def test_other_keys_comments_and_order_stay(file: Path) -> None:
    file.write_text(
        "# mine\ndelivery = 'printed'   # paste it\n\nfrom_a_later_version = [1,\n  2]\n"
        "\n[table]\ndelivery = 99\n"
    )
    settings.set_value("delivery", "copy")
    assert file.read_text() == (
        '# mine\ndelivery = "copy"   # paste it\n\nfrom_a_later_version = [1,\n  2]\n'
        "\n[table]\ndelivery = 99\n"
    )
    assert settings.load() == settings.Settings(delivery="copy")


def test_a_new_key_stands_above_the_first_table(file: Path) -> None:
    file.write_text("# mine\nfrom_a_later_version = 1\n\n[table]\ndelivery = 99\n")
    settings.set_value("delivery", "copy")
    assert file.read_text() == (
        '# mine\nfrom_a_later_version = 1\ndelivery = "copy"\n\n[table]\ndelivery = 99\n'
    )


@pytest.mark.parametrize(
    "before", ["delivery = 'printed'", 'delivery="printed"#x', "delivery = 3", "", "\n\n", "x = 1"]
)
def test_a_line_is_changed_where_it_stands(file: Path, before: str) -> None:
    file.write_text(before)
    settings.set_value("delivery", "copy")
    assert settings.load().delivery == "copy"
    assert file.read_text().count("delivery") == 1


@pytest.mark.parametrize("before", ['"delivery" = "copy"', 'text = """\ndelivery = 1\n"""', "a = [\n[1]]"])
def test_a_file_that_cannot_be_changed_safely_is_left_alone(file: Path, before: str) -> None:
    file.write_text(before)
    with pytest.raises(BowoutError, match="cannot change"):
        settings.set_value("delivery", "printed")
    assert file.read_text() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_link_stays_a_link(home: Path, file: Path) -> None:
    kept = home / "dotfiles.toml"
    kept.write_text("delivery = 'printed'\n")
    file.symlink_to(kept)
    settings.set_value("delivery", "copy")
    assert file.is_symlink()
    assert kept.read_text() == 'delivery = "copy"\n'


@pytest.mark.parametrize("value", ["send", "", "Copy", "9" * 5000])
def test_values_that_may_not_stand_are_refused(file: Path, value: str) -> None:
    with pytest.raises(UsageError, match="is not a value") as caught:
        settings.set_value("delivery", value)
    assert caught.value.hint == "It must be one of: printed, copy, mailto, eml, to-drafts."
    assert not file.exists()


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="“deliver” is not a setting") as caught:
        settings.get("deliver")
    assert caught.value.hint == "Did you mean delivery?"
    with pytest.raises(UsageError) as caught:
        settings.set_value("x", "1")
    assert caught.value.hint == (
        "There are: delivery, silent_days, ghosted_days, mail.provider, mail.user, mail.smtp, mail.imap,"
        " mail.password_command, mail.token_command."
    )


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("delivery = 'copy'\nother =\n", 2, "not TOML"),
        ("\n\ndelivery = 3\n", 3, "delivery must be"),
        ("delivery = true", 1, "delivery must be"),
        ("other = 1\ndelivery = 'send'", 2, "delivery must be one of: printed, copy, mailto, eml, to-drafts"),
        ("delivery = ['copy']", 1, "delivery must be"),
        ("silent_days = 0", 1, "silent_days must be a whole number from 1 to 365"),
        ("silent_days = true", 1, "silent_days must be"),
        ("silent_days = 14.0", 1, "silent_days must be"),
        ("silent_days = '14'", 1, "silent_days must be"),
        ("a = '''\n\n", 3, "not TOML"),
        ("a = 1\nmail.provider = 'aol'", 2, "mail.provider must be one of: gmail, outlook, other."),
        ("a = 1\n\n[mail]\nx = 1\nprovider = 3", 5, "mail.provider must be one of"),
        ("mail = 3", 1, "mail must be a table"),
        ("[other]\nsmtp = 1\n[mail]\nsmtp = 'http://x'", 4, "mail.smtp must be the name of a server"),
        ("[mail]\ntoken_command = [1]", 2, "mail.token_command must be a program"),
    ],
)
def test_a_broken_file_is_named_with_its_line(file: Path, text: str, line: int, why: str) -> None:
    file.write_text(text)
    with pytest.raises(BowoutError, match=why) as caught:
        settings.load()
    assert caught.value.message.startswith(f"{file}, line {line}: ")
    assert caught.value.exit_code == 1
    assert caught.value.code == "config"


def test_a_file_that_cannot_be_read_or_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(BowoutError, match="not UTF-8"):
        settings.load()
    monkeypatch.setenv("BOWOUT_CONFIG", str(file.parent))
    with pytest.raises(BowoutError, match="cannot be read"):
        settings.load()
    monkeypatch.setenv("BOWOUT_CONFIG", str(file.parent / "new.toml"))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BowoutError, match=r"new.toml cannot be written: No space left"):
        settings.set_value("delivery", "copy")
    assert list(file.parent.iterdir()) == [file]


def test_a_dotted_key_stands_in_the_top_part_of_the_file(file: Path) -> None:
    settings.set_value("mail.provider", "gmail")
    assert file.read_text() == 'mail.provider = "gmail"\n'
    file.write_text("# mine\ndelivery = 'copy'\n\n[table]\nprovider = 1\n")
    settings.set_value("mail.provider", "outlook")
    settings.set_value("mail.user", "robin")
    settings.set_value("mail.provider", "gmail")
    assert file.read_text() == (
        '# mine\ndelivery = \'copy\'\nmail.provider = "gmail"\nmail.user = "robin"\n\n[table]\nprovider = 1\n'
    )
    assert settings.load() == settings.Settings(
        delivery="copy", mail=settings.Mail(provider="gmail", user="robin")
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[mail]\n", '[mail]\nsmtp = "h"\n'),
        ("[mail]", '[mail]\nsmtp = "h"\n'),
        ("x = 1\n[mail] # mine\nuser = 'a'\n", "x = 1\n[mail] # mine\nuser = 'a'\nsmtp = \"h\"\n"),
        ("[mail]\nsmtp = 'a' # b\n\n[z]\nsmtp = 1\n", '[mail]\nsmtp = "h" # b\n\n[z]\nsmtp = 1\n'),
        ("[mail]\nuser = 'a'\n\n[z]\nsmtp = 1\n", "[mail]\nuser = 'a'\nsmtp = \"h\"\n\n[z]\nsmtp = 1\n"),
        ("[a]\nsmtp = 1\n[mail]\n[z]\n", '[a]\nsmtp = 1\n[mail]\nsmtp = "h"\n\n[z]\n'),
        ('mail.smtp = "a\\"#b"\n', 'mail.smtp = "h"\n'),
    ],
)
def test_a_dotted_key_goes_into_its_table_if_there_is_one(file: Path, before: str, after: str) -> None:
    file.write_text(before)
    settings.set_value("mail.smtp", "h")
    assert file.read_text() == after
    assert settings.get("mail.smtp") == "h"


@pytest.mark.parametrize(
    "before", ["mail = { user = 'a' }", "mail = 3", "[[mail]]", "[mail.smtp]", "mail . smtp = 'a'"]
)
def test_mail_that_is_written_otherwise_is_left_alone(file: Path, before: str) -> None:
    file.write_text(before)
    with pytest.raises(BowoutError, match="cannot change"):
        settings.set_value("mail.smtp", "h")
    assert file.read_text() == before


@pytest.mark.parametrize(
    "value", ["pass show 'my mail'", r'a "b \\ c" \g<1> # d', "sh -c 'x | y'", "ü [mail]"]
)
def test_a_command_is_kept_as_it_was_typed(file: Path, value: str) -> None:
    for _ in range(2):
        settings.set_value("mail.password_command", value)
        assert settings.get("mail.password_command") == value
    assert len(file.read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("mail.smtp", "smtp.example.org"),
        ("mail.smtp", "localhost:65535"),
        ("mail.imap", "[::1]:993"),
        ("mail.imap", ""),
        ("mail.provider", ""),
        ("mail.user", "robin"),
    ],
)
def test_what_a_setting_of_mail_may_be(file: Path, key: str, value: str) -> None:
    settings.set_value(key, value)
    assert settings.get(key) == value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("mail.smtp", "smtps://example.org"),
        ("mail.smtp", "example.org:0"),
        ("mail.smtp", "example.org:65536"),
        ("mail.smtp", "example.org:x"),
        ("mail.smtp", "-x"),
        ("mail.smtp", "a b"),
        ("mail.imap", "::1"),
        ("mail.imap", "x" * 300),
        ("mail.provider", "Gmail"),
        ("mail.user", " "),
        ("mail.user", "a\nb"),
        ("mail.user", "a\x00"),
        ("mail.user", "x" * 1001),
        ("mail.password_command", "pass 'show"),
        ("mail.token_command", " "),
    ],
)
def test_what_it_may_not_be(file: Path, key: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"is not a value for {key}"):
        settings.set_value(key, value)
    assert not file.exists()
