"""The few settings of the config file (TOML).

A leaf: it knows nothing of the program but its errors, and where things are kept.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from bowout.config import config_path, make_folder
from bowout.domain.errors import BowoutError, UsageError
from bowout.files import write_private
from bowout.toml_lines import line_of, with_line


@dataclass(frozen=True, slots=True)
class Text:
    """A value of free form: what it may be in words, and what it is held to; empty it always may be."""

    allowed: str
    fits: Callable[[str], object]

    def __contains__(self, value: str) -> bool:
        """Tell whether a text may stand."""
        return not value or (len(value) <= 1000 and value.isprintable() and bool(self.fits(value)))


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a key: one line of help, and its values: some words, whole numbers, or a text."""

    help: str
    values: tuple[str, ...] | range | Text

    @property
    def allowed(self) -> str:
        """Say what the value may be, as the end of a sentence."""
        if isinstance(self.values, range):
            return f"a whole number from {self.values[0]} to {self.values[-1]}"
        return (
            self.values.allowed
            if isinstance(self.values, Text)
            else f"one of: {', '.join(filter(None, self.values))}"
        )

    def accepts(self, value: object) -> bool:
        """Tell whether a value may stand; in TOML `true` and `14.0` are no whole numbers."""
        if isinstance(self.values, range):
            return type(value) is int and value in self.values
        return isinstance(value, str) and value in self.values

    def read(self, text: str) -> str | int:
        """Read a value as typed; what is none comes back as it is."""
        digits = isinstance(self.values, range) and text.isascii() and text.isdecimal() and len(text) < 10
        return int(text) if digits else text


def _is_server(text: str) -> bool:
    found = re.fullmatch(
        r"(?:\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::([0-9]{1,5}))?", text
    )
    return found is not None and 1 <= int(found[1] or 1) <= 65535


def _is_command(text: str) -> bool:
    import shlex  # late: for these settings alone

    try:
        return bool(shlex.split(text, posix=os.name != "nt"))
    except ValueError:
        return False


_SERVER = Text("the name of a server: HOST or HOST:PORT", _is_server)
_COMMAND = Text("a program and its arguments; no shell sees them", _is_command)


def _key(what: str, values: tuple[str, ...] | range | Text) -> Mapping[str, Setting]:
    return {"setting": Setting(what, values)}


@dataclass(frozen=True, slots=True)
class Mail:
    """The table of the keys that begin with `mail.`; empty is not set. Nothing secret is among them."""

    provider: str = field(
        default="", metadata=_key("who carries your mail", ("gmail", "outlook", "other", ""))
    )
    user: str = field(
        default="",
        metadata=_key(
            "whom to log in as, if not your address", Text("a name or an address", lambda text: text.strip())
        ),
    )
    smtp: str = field(default="", metadata=_key("the server that sends (port 465 unless named)", _SERVER))
    imap: str = field(
        default="", metadata=_key("the server of your folders (port 993 unless named)", _SERVER)
    )
    password_command: str = field(default="", metadata=_key("what prints the password", _COMMAND))
    token_command: str = field(default="", metadata=_key("what prints an access token (XOAUTH2)", _COMMAND))


@dataclass(frozen=True, slots=True)
class Settings:
    """The table of keys: a line each, and nothing else to do for a new one; a table in it has keys of its own."""

    delivery: str = field(
        default="printed",
        metadata=_key("how a letter leaves", ("printed", "copy", "mailto", "eml", "to-drafts")),
    )
    silent_days: int = field(
        default=14, metadata=_key("after how many quiet days agenda asks about it", range(1, 366))
    )
    ghosted_days: int = field(
        default=30,
        metadata=_key("after how many quiet days leaving all closes it as ghosted", range(1, 3651)),
    )
    mail: Mail = Mail()


SETTINGS: dict[str, Setting] = {
    **{known.name: known.metadata["setting"] for known in fields(Settings) if known.metadata},
    **{f"mail.{known.name}": known.metadata["setting"] for known in fields(Mail)},
}


def load() -> Settings:
    """Read the config file; what it lacks has its default, and keys of other versions are passed over.

    Raises:
        BowoutError: unreadable, not TOML, or a value that may not stand; with file and line.
    """
    path = config_path()
    text = _read(path)
    found = _parse(path, text)
    mail = found.get("mail", {})
    if not isinstance(mail, dict):
        raise _broken(path, line_of(text, "mail"), "mail must be a table of settings.")
    given = found | {f"mail.{key}": value for key, value in mail.items()}
    for key, setting in SETTINGS.items():
        if key in given and not setting.accepts(given[key]):
            raise _broken(path, line_of(text, key), f"{key} must be {setting.allowed}.")
    own = Mail(**{key: value for key, value in mail.items() if f"mail.{key}" in SETTINGS})
    return Settings(**{key: value for key, value in found.items() if key in SETTINGS}, mail=own)


def unknown_keys() -> list[tuple[int, str]]:
    """The keys of the config file that mean nothing to this version, each with its line; fails as `load`."""
    text = _read(path := config_path())
    found = _parse(path, text)
    keys = (*found, *(f"mail.{key}" for key in found.pop("mail", {})))
    return [(line_of(text, key), key) for key in keys if key not in SETTINGS and key != "mail"]


def value_of(found: Settings, key: str) -> str | int:
    """Look a setting up by its name in what was loaded."""
    table, _, name = key.rpartition(".")
    value: str | int = getattr(getattr(found, table) if table else found, name)
    return value


def get(key: str) -> str | int:
    """Read one setting by its name; UsageError where there is none such."""
    _setting(key)
    return value_of(load(), key)


def set_value(key: str, text: str) -> None:
    """Write one setting into the config file, which keeps its other keys, its comments and their order.

    Raises:
        UsageError: no such key, or not a value for it.
        BowoutError: the file cannot be read, changed or written.
    """
    setting = _setting(key)
    value = setting.read(text)
    if not setting.accepts(value):
        raise UsageError(f"“{text}” is not a value for {key}.", f"It must be {setting.allowed}.")
    path = config_path()
    old = _read(path)
    wanted = _parse(path, old)
    table, _, name = key.rpartition(".")
    inner = wanted.setdefault(table, {}) if table else wanted
    if isinstance(inner, dict):
        inner[name] = value
    new = with_line(old, key, value)
    try:
        changed = _parse(path, new) == wanted
    except BowoutError:
        changed = False
    if not changed:
        hint = f"Write {key} into it by hand."
        raise BowoutError(f"{path} is written in a way that bowout cannot change.", hint, code="config")
    _write(path.resolve(), new)  # a link, as keepers of dotfiles have it, stays one


def _setting(key: str) -> Setting:
    if key in SETTINGS:
        return SETTINGS[key]
    import difflib  # late: only for a refusal

    near = difflib.get_close_matches(key[:60], SETTINGS, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(SETTINGS)}."
    raise UsageError(f"“{key}” is not a setting.", hint)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise BowoutError(f"{path} cannot be read: {why}.", "Mend it or move it.", code="config") from None


def _parse(path: Path, text: str) -> dict[str, Any]:
    import tomllib  # late: most people have no config file

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        raise _broken(path, int(place[1]) if place else text.count("\n") + 1, "it is not TOML.") from None


def _broken(path: Path, line: int, why: str) -> BowoutError:
    return BowoutError(f"{path}, line {line}: {why}", "Mend that line or take it out.", code="config")


def _write(path: Path, text: str) -> None:
    try:
        make_folder(path.parent)
    except OSError as error:
        raise BowoutError(f"{path} cannot be written: {error.strerror}.", code="config") from None
    write_private(path, text.encode(), overwrite=True)
