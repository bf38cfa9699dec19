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
    """Turn an error of the database's driver into one sentence with a way out."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return DatabaseUnusable(
            f"The database {name} is in use by another program.", "Try again when it is done.", code="locked"
        )
    if "readonly" in text or "read-only" in text:
        return DatabaseUnusable(
            f"The database {name} cannot be written: it is read-only.", "Mend its permissions."
        )
    if "disk is full" in text or "disk I/O" in text:
        return DatabaseUnusable(
            f"The database {name} could not be written: {text}.", "Nothing changed; make room and try again."
        )
    return DatabaseUnusable(
        f"The database {name} cannot be used: {text.splitlines()[0] if text else type(error).__name__}.",
        "If it is damaged, `bowout restore FILE` brings back a backup.",
    )
