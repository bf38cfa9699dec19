"""Where things are kept, and what time it is.

A leaf: it knows nothing of the program but its errors.
"""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bowout.domain.errors import UsageError

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_POSTGRESQL = ("postgresql", "postgresql+psycopg", "postgres")


class Target(NamedTuple):
    """The database to open: a local SQLite file, or the URL of another engine; one of the two is set.

    `str()` of it is fit for messages: a URL without its user, password and options.
    """

    path: Path | None = None
    url: str | None = None

    def __repr__(self) -> str:
        """Show nothing secret in a debugger or a failing test."""
        return f"Target({self})"

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
