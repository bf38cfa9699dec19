"""What the tests of commands share: somebody who writes, and a look at all rows."""

import sqlite3
from collections.abc import Callable

import pytest

from bowout import config
from bowout.storage.models import UNRECORDED, Base

from tests.support import Runner

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
