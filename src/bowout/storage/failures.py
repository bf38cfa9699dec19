"""Turns what a database's driver says into one sentence with a way out."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from bowout.domain.errors import DatabaseUnusable


@contextmanager
def driver_errors_told(name: str) -> Iterator[None]:
    """Raise what a driver reports, SQLite's or one behind SQLAlchemy, as a DatabaseUnusable about `name`."""
    try:
        yield
    except sqlite3.Error as error:
        raise unusable(name, error) from error
    except Exception as error:
        # By its module's name: whoever reads through the standard library's driver never loads SQLAlchemy.
        original = getattr(error, "orig", None)
        if type(error).__module__ == "sqlalchemy.exc" and isinstance(original, Exception):
            raise unusable(name, original) from error
        raise


def unusable(name: str, error: Exception) -> DatabaseUnusable:
    """Turn an error of a database's driver into one sentence with a way out."""
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    if any(word in text for word in ("locked", "busy", "lock timeout")):
        return DatabaseUnusable(
            f"The database {name} is in use by another program.", "Try again when it is done.", code="locked"
        )
    if "://" in name:
        return DatabaseUnusable(
            f"The database {name} cannot be used: {text}.", "Is the server there, and is it yours?"
        )
    # SQLITE_CANTOPEN_ISDIR, SQLITE_READONLY_DIRECTORY, …: the first part says it.
    kind = getattr(error, "sqlite_errorname", "SQLITE_ERROR").split("_")[1]
    says, hint = _KINDS.get(kind, ("cannot be used", "Try again, or name another file with --db."))
    return DatabaseUnusable(f"The database {name} {says}: {text}.", hint, code=kind.lower())


_PERMISSIONS = "Mend its permissions and those of its folder, or name another file with --db."
_RESTORE = "`bowout restore FILE` brings back a backup; `bowout --db FILE list` looks into one."
_KINDS = {
    "CANTOPEN": ("cannot be opened", _PERMISSIONS),
    "PERM": ("cannot be opened", _PERMISSIONS),
    "READONLY": ("cannot be written", _PERMISSIONS),
    "FULL": ("could not be written", "Nothing changed; make room and try again."),
    "IOERR": ("could not be read or written", "Nothing changed; look at the disk, and try again."),
    "NOTADB": ("is not one of bowout's", f"Name another file with --db. {_RESTORE}"),
    "CORRUPT": ("is damaged", _RESTORE),
}
