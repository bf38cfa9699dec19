"""Where things are kept, what time it is, and the few settings of the config file.

A leaf: it knows nothing of the program but its errors.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bowout.domain.errors import BowoutError, UsageError

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_POSTGRESQL = ("postgresql", "postgresql+psycopg", "postgres")


@dataclass(frozen=True, slots=True)
class Target:
    """The database to open: a local SQLite file, or the URL of another engine; one of the two is set.

    `str()` of it is fit for messages: a URL without its user, password and options.
    """

    path: Path | None = None
    url: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        """Name the target without anything secret."""
        return str(self.path) if self.url is None else re.sub(r"://.*@", "://", self.url).partition("?")[0]


def database_url_or_path(option: str | None) -> Target:
    """Tell which database is meant: the option, else BOWOUT_DB, else the file in the data folder.

    Takes a path (with `~`), `sqlite:///path` or a PostgreSQL URL, which is
    brought into the form `postgresql+psycopg://…`. Nothing is made here.

    Raises:
        UsageError: in memory, another kind of database, or not readable as either.
    """
    named = option if option is not None else os.environ.get("BOWOUT_DB") or None
    if named is None:
        return Target(path=data_folder() / "bowout.db")
    if not named.strip() or any(char < " " for char in named):
        raise UsageError("That is not the name of a database.", "Give --db a path or a URL.")
    scheme = _SCHEME.match(named)
    if scheme is None:
        return Target(path=_sqlite_path(named))
    kind, rest = scheme[1].lower(), named[scheme.end() :]
    if kind in ("sqlite", "sqlite+pysqlite"):
        return Target(path=_sqlite_path(rest[1:] if rest.startswith("/") else ""))
    if kind in _POSTGRESQL:
        return Target(url=f"postgresql+psycopg://{rest}")
    raise UsageError(
        f"“{kind}” is not a kind of database that bowout can use.",
        "Give --db a path, sqlite:///PATH or postgresql://HOST/NAME.",
    )


def _sqlite_path(name: str) -> Path:
    if name in ("", ":memory:") or name.startswith("file:"):
        raise UsageError(
            "The database must be a file: each command is a program of its own.",
            "Give --db a path, such as jobs.db or sqlite:///jobs.db.",
        )
    if "?" in name:
        raise UsageError("A SQLite database takes no options after “?”.", "Give --db the path alone.")
    return _expanded(name)


def _expanded(name: str) -> Path:
    try:
        return Path(name).expanduser().absolute()
    except RuntimeError:
        user = name.partition("/")[0]
        raise UsageError(f"“{user}” is nobody's home here.", "Write the path in full.") from None


def data_folder() -> Path:
    """Tell the platform's folder for the program's data; it may not exist yet."""
    import platformdirs  # late: not needed where BOWOUT_DB is set

    return Path(platformdirs.user_data_dir("bowout", appauthor=False))


def config_path() -> Path:
    """Tell the config file: BOWOUT_CONFIG, else the platform's place for it; it may not exist yet."""
    named = os.environ.get("BOWOUT_CONFIG")
    if named:
        return _expanded(named)
    import platformdirs  # late, as above

    return Path(platformdirs.user_config_dir("bowout", appauthor=False)) / "config.toml"


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter; one that exists is left as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def now() -> datetime:
    """Tell the time, aware, in UTC: BOWOUT_NOW (ISO; without a zone UTC), else the clock.

    Raises:
        UsageError: BOWOUT_NOW is not a time from 1970 to 2100.
    """
    fixed = os.environ.get("BOWOUT_NOW")
    if not fixed:
        return datetime.now(UTC)
    try:
        time = datetime.fromisoformat(fixed)
        if 1970 <= time.year <= 2100:
            return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except ValueError:
        pass
    raise UsageError("BOWOUT_NOW is not a time that can be used.", "Set it as in 2026-11-28T14:00:00Z.")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a key: one line of help, and its choices."""

    help: str
    choices: tuple[str, ...]

    @property
    def allowed(self) -> str:
        """Say what the value may be, as the end of a sentence."""
        return f"one of: {', '.join(self.choices)}"


def _key(what: str, *choices: str) -> Mapping[str, Setting]:
    return {"setting": Setting(what, choices)}


@dataclass(frozen=True, slots=True)
class Settings:
    """The table of keys: a line each, and nothing else to do for a new one."""

    delivery: str = field(default="printed", metadata=_key("how a letter leaves", "printed", "copy", "eml"))


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
        if value not in SETTINGS[key].choices:
            before = re.split(rf"^[ \t]*[\"']?{key}\b", text, maxsplit=1, flags=re.MULTILINE)[0]
            raise _broken(path, before.count("\n") + 1, f"{key} must be {SETTINGS[key].allowed}.")
    return Settings(**found)


def get(key: str) -> str:
    """Read one setting by its name; UsageError where there is none such."""
    _setting(key)
    value: str = getattr(load(), key)
    return value


def set_value(key: str, value: str) -> None:
    """Write one setting into the config file, which keeps its other keys, its comments and their order.

    Raises:
        UsageError: no such key, or not a value for it.
        BowoutError: the file cannot be read, changed or written.
    """
    setting = _setting(key)
    if value not in setting.choices:
        raise UsageError(f"“{value}” is not a value for {key}.", f"It must be {setting.allowed}.")
    path = config_path()
    old = _read(path)
    wanted = _parse(path, old) | {key: value}
    new = _with_line(old, key, f'"{value}"')
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
    """Write beside the file and rename: whoever reads meanwhile sees the old one or the new one."""
    import tempfile  # late: only when something is set

    try:
        make_folder(path.parent)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".config-")  # 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink()
            raise
    except OSError as error:
        raise BowoutError(f"{path} cannot be written: {error.strerror}.", code="config") from None
