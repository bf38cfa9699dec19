"""The few settings of the config file (TOML).

A leaf: it knows nothing of the program but its errors, and where things are kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from bowout.config import config_path, make_folder
from bowout.domain.errors import BowoutError, UsageError
from bowout.files import write_private


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a key: one line of help, and its values: some words, or a range of whole numbers."""

    help: str
    values: tuple[str, ...] | range

    @property
    def allowed(self) -> str:
        """Say what the value may be, as the end of a sentence."""
        if isinstance(self.values, range):
            return f"a whole number from {self.values[0]} to {self.values[-1]}"
        return f"one of: {', '.join(self.values)}"

    def accepts(self, value: object) -> bool:
        """Tell whether a value may stand; in TOML `true` and `14.0` are no whole numbers."""
        return type(value) is (int if isinstance(self.values, range) else str) and value in self.values

    def read(self, text: str) -> str | int:
        """Read a value as typed; what is none comes back as it is."""
        digits = isinstance(self.values, range) and text.isascii() and text.isdecimal() and len(text) < 10
        return int(text) if digits else text


def _key(what: str, values: tuple[str, ...] | range) -> Mapping[str, Setting]:
    return {"setting": Setting(what, values)}


@dataclass(frozen=True, slots=True)
class Settings:
    """The table of keys: a line each, and nothing else to do for a new one."""

    delivery: str = field(default="printed", metadata=_key("how a letter leaves", ("printed", "copy", "eml")))
    silent_days: int = field(
        default=14, metadata=_key("after how many quiet days agenda asks about it", range(1, 366))
    )
    ghosted_days: int = field(
        default=30,
        metadata=_key("after how many quiet days leaving all closes it as ghosted", range(1, 3651)),
    )


SETTINGS: dict[str, Setting] = {known.name: known.metadata["setting"] for known in fields(Settings)}


def load() -> Settings:
    """Read the config file; what it lacks has its default, and keys of other versions are passed over.

    Raises:
        BowoutError: unreadable, not TOML, or a value that may not stand; with file and line.
    """
    path = config_path()
    text = _read(path)
    found = {key: value for key, value in _parse(path, text).items() if key in SETTINGS}
    for key, value in found.items():
        if not SETTINGS[key].accepts(value):
            before = re.split(rf"^[ \t]*[\"']?{key}\b", text, maxsplit=1, flags=re.MULTILINE)[0]
            raise _broken(path, before.count("\n") + 1, f"{key} must be {SETTINGS[key].allowed}.")
    return Settings(**found)


def get(key: str) -> str | int:
    """Read one setting by its name; UsageError where there is none such."""
    _setting(key)
    value: str | int = getattr(load(), key)
    return value


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
    wanted = _parse(path, old) | {key: value}
    new = _with_line(old, key, f'"{value}"' if isinstance(value, str) else str(value))
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


def _with_line(text: str, key: str, value: str) -> str:
    """Put `key = value` above the first table; the caller checks what came of it."""
    table = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    head, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    line = rf"^([ \t]*{key}[ \t]*=[ \t]*)(?:\"[^\"\n]*\"|'[^'\n]*'|[^#\n]*?)([ \t]*(?:#.*)?)$"
    changed, count = re.subn(line, rf"\g<1>{value}\g<2>", head, count=1, flags=re.MULTILINE)
    if not count:
        changed = f"{head.rstrip()}\n{key} = {value}\n".lstrip() + ("\n" if rest else "")
    return changed + rest


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
