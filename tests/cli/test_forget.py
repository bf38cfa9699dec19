"""What is forgotten is nowhere in the file any more, and nothing else is harmed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bowout import config
from bowout.storage.backup import backups_of
from tests.support import Clock, Runner

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


def test_copies_that_hold_it_are_named_and_others_are_not(
    bowout: Runner, database: Path, clock: Clock
) -> None:
    folder = database.parent
    old = folder / "bowout-20261001T000000Z.db"
    bowout("backup", folder / "bowout-old.db")
    (folder / "bowout-old.db").rename(old)
    bowout("delete", "2", "--yes")
    bowout("backup")  # what is deleted is in its history
    other = folder / "bowout-other.db"
    clock.advance(days=1)
    bowout("add", "Acme Secret", "Cook", "--db", other)
    bowout("add", "Acme Secret", "Spy", "--db", other)
    (folder / "bowout-broken.db").write_bytes(b"x" * 5000)
    (folder / "bowout-text.db").write_text("")
    cut_off = folder / ".bowout-0123456789abcdef.part"
    cut_off.write_bytes(old.read_bytes())
    bowout("undo")
    result = bowout("delete", "2", "--forget", "--yes", "--json")
    assert result.code == 0
    named = {line.rpartition("/")[2] for line in result.err.splitlines() if "Still in the backup" in line}
    # Of what cannot be read nobody knows.
    assert named == {old.name, "bowout-20261123T100000Z.db", cut_off.name, "bowout-broken.db"}
    assert "--with-backups" in result.err


def test_with_its_backups_it_is_nowhere_in_the_folder(bowout: Runner, database: Path) -> None:
    assert bowout("import", _table(database)).code == 0
    assert bowout("backup").code == 0
    assert held(database) == list(SECRETS)
    result = bowout("delete", "2", "--forget", "--with-backups", "--yes")
    assert result.code == 0
    raw = b"".join(file.read_bytes() for file in database.parent.iterdir() if file.is_file())
    assert [secret for secret in SECRETS if secret in raw] == []
    [copy] = backups_of(database)
    assert f"Backup of what is left: {copy}" in result.err
    assert bowout("restore", copy, "--yes").code == 0
    assert "Globex" in bowout("list").out
    assert bowout("delete", "1", "--with-backups", "--yes").code == 2


def _table(database: Path) -> Path:
    file = database.with_name("table.csv")
    file.write_text("Company,Position\nUmbrella,Engineer\n", encoding="utf-8")
    return file


def test_a_reader_in_the_way_is_told_and_cleared_later(
    bowout: Runner, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bowout.storage.database.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM note").fetchone()
        result = bowout("delete", "2", "--forget", "--yes", "--json")
        assert (result.code, result.error["code"]) == (3, "not_cleared")
        assert "bowout database compact" in result.error["hint"]
    assert bowout("list", "acme", "--json").json == []
    assert bowout("database", "compact", "--json").json["database"] == str(database)
    assert held(database) == []


def test_killed_before_the_file_is_cleared_the_record_itself_is_gone(
    bowout: Runner, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nothing rewrites afterwards is overwritten where it stood."""
    bowout("database", "compact")

    def killed(_target: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bowout.storage.forget.compact", killed)
    assert bowout("delete", "2", "--forget", "--yes").code == 130
    monkeypatch.undo()
    with closing(sqlite3.connect(database)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert SECRETS[1] not in database.read_bytes()
    assert SECRETS[3] not in database.read_bytes()


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
