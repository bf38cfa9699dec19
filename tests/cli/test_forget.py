"""What is forgotten is nowhere in the file any more, and nothing else is harmed."""

from pathlib import Path

import pytest

from bowout import config
from tests.support import Runner

SECRETS = (b"Acme Secret", b"hush-hush", b"dana@acme.example", b"the walk through your vault")


@pytest.fixture
def database(bowout: Runner, writer: None) -> Path:
    bowout("add", "Globex", "Engineer", "--note", "stays")
    bowout("add", "Acme Secret", "Spy", "--note", "hush-hush", "--contact", "Dana Fox <dana@acme.example>")
    bowout("note", "2", "--highlight", "the walk through your vault")
    bowout("withdraw", "2", "-r", "culture", "--note", "hush-hush")
    bowout("undo")
    bowout("redo")
    bowout("move", "1", "screening")
    path = config.database_url_or_path(None).path
    assert path is not None
    return path


def held(path: Path) -> list[bytes]:
    raw = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    return [secret for secret in SECRETS if secret in raw]


def test_it_needs_a_yes(bowout: Runner, database: Path) -> None:
    assert bowout("delete", "2", "--forget").code == 1
    assert held(database) == list(SECRETS)


def test_deleting_alone_keeps_it_for_undo(bowout: Runner, database: Path) -> None:
    bowout("delete", "2", "--yes")
    assert held(database) == list(SECRETS)
    assert bowout("undo").code == 0


def test_forgotten_it_is_nowhere_and_the_rest_stands(bowout: Runner, database: Path) -> None:
    backup = database.with_name(f"{database.stem}-kept{database.suffix}")
    bowout("backup", backup)
    result = bowout("delete", "2", "--forget", "--yes")
    assert result.code == 0
    assert f"Still in the backup {backup}" in result.err
    backup.unlink()
    assert held(database) == []
    assert [item["company"] for item in bowout("list", "--json").json] == ["Globex"]
    assert [item["command"] for item in bowout("log", "--json").json] == ["move", "add", "profile"]
    assert bowout("undo", "--json").json["command"] == "move"
    assert bowout("redo").code == 0
    assert bowout("show", "globex", "--json").json["notes"][0]["text"] == "stays"
