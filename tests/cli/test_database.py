"""bowout database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bowout.storage import schema, status, upgrade
from bowout.storage.schema import HEAD
from tests.support import Runner


def test_before_the_first_command_nothing_is_made(bowout: Runner, tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    result = bowout("database", "status", "--db", path, "--json")
    assert (result.code, result.err) == (0, "")
    assert result.json == {
        "database": str(path),
        "engine": "sqlite",
        "revision": None,
        "program_revision": HEAD,
        "size": 0,
        "counts": {"applications": 0, "letters": 0, "steps": 0},
        "newest_backup": None,
    }
    assert "none yet: the first command makes it" in bowout("database", "status", "--db", path).out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("search")
def test_status(bowout: Runner) -> None:
    bowout("backup")
    found = bowout("database", "status", "--json").json
    assert found["counts"] == {"applications": 4, "letters": 1, "steps": 10}
    assert found["revision"] == HEAD
    assert found["size"] == Path(found["database"]).stat().st_size
    assert Path(found["newest_backup"]).name == "bowout-20261125T100000Z.db"
    lines = bowout("database", "status").out.splitlines()
    assert lines[:3] == [
        f"database     {found['database']}",
        "engine       sqlite",
        f"revision     {HEAD}, up to date",
    ]
    assert lines[4:] == [
        "applications 4",
        "letters      1",
        "steps        10",
        f"last backup  {found['newest_backup']}",
    ]


def test_upgrade_makes_what_is_not_there(bowout: Runner, tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    assert bowout("database", "upgrade", "--db", path).out == f"Made {path} (revision {HEAD}).\n"
    assert bowout("database", "upgrade", "--db", path).out == f"{path} is up to date (revision {HEAD}).\n"
    assert bowout("database", "upgrade", "--db", path, "--json").json == {
        "database": str(path),
        "before": HEAD,
        "after": HEAD,
        "backup": None,
    }


@pytest.fixture
def older(bowout: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of an older program; its upgrade is a step of one line."""
    path = tmp_path / "jobs.db"
    assert bowout("add", "Acme", "Engineer", "--db", path).code == 0
    for module in (schema, status):
        monkeypatch.setattr(module, "REVISIONS", (HEAD, "9999"))
        monkeypatch.setattr(module, "HEAD", "9999")
    monkeypatch.setattr(upgrade, "HEAD", "9999")

    def run_migrations(connection: object) -> None:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")  # type: ignore[attr-defined]

    monkeypatch.setattr(schema, "run_migrations", run_migrations)
    return path


def test_upgrade_says_what_it_did_and_where_the_backup_is(bowout: Runner, older: Path) -> None:
    assert f"{HEAD}; 9999 is due: bowout database upgrade" in bowout("database", "status", "--db", older).out
    result = bowout("database", "upgrade", "--db", older)
    backup = next(older.parent.glob("jobs-before-upgrade-*.db"))
    assert result.out == (f"Upgraded {older} from revision {HEAD} to 9999.\nAs it was before: {backup}\n")
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    assert bowout("database", "upgrade", "--db", older).out == f"{older} is up to date (revision 9999).\n"


def test_a_newer_database_is_named_and_left_alone(bowout: Runner, tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    bowout("add", "Acme", "Engineer", "--db", path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert f"9999, newer than this program ({HEAD})" in bowout("database", "status", "--db", path).out
    result = bowout("database", "upgrade", "--db", path)
    assert (result.code, result.out) == (4, "")
    assert "is newer than this program" in result.err


def test_what_is_no_database_of_ours(bowout: Runner, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE other (id)")
    connection.close()
    assert bowout("database", "status", "--db", path).code == 4
    path.write_bytes(b"not a database" * 100)
    result = bowout("database", "status", "--db", path)
    assert (result.code, len(result.err.splitlines())) == (4, 2)


@pytest.mark.postgresql
def test_on_postgresql(bowout: Runner, empty_postgresql_url: str) -> None:
    there = ("--db", empty_postgresql_url)
    assert bowout("database", "status", *there, "--json").json["revision"] is None
    assert bowout("database", "upgrade", *there, "--json").json["before"] is None
    bowout("add", "Acme", "Engineer", *there)
    found = bowout("database", "status", *there, "--json").json
    assert (found["engine"], found["revision"]) == ("postgresql", HEAD)
    assert found["counts"] == {"applications": 1, "letters": 0, "steps": 1}
    assert found["size"] > 1_000_000
    for command, tool in (("backup", "pg_dump"), ("restore", "pg_restore")):
        result = bowout(command, *(["x.db"] if command == "restore" else []), *there)
        assert result.code == 1
        assert tool in result.err


@pytest.mark.postgresql
def test_reading_on_postgresql(bowout: Runner, postgresql_url: str) -> None:
    def run(*argv: str) -> str:
        result = bowout(*argv, "--db", postgresql_url)
        assert result.code == 0, result.err
        return result.out

    run("profile", "--name", "Robin Ames", "--email", "robin@example.org")
    run("add", "Müller", "Engineer", "--tag", "Remote", "--contact", "Dana Fox <dana@mueller.example>")
    run("note", "müller", "GRÜSSE", "--concern", "pay:low")
    run("stage", "add", "müller", "interview", "--at", "2026-12-01T10:00")
    run("withdraw", "müller", "--reason", "career")
    for command in (
        "list MÜLLER dana grüsse --tag remote --closed --status withdrawn --reason career --since yesterday",
        "list --status applied --status withdrawn --limit 1 --sort status",
        "list --sort company",
        "history --reason career --since yesterday",
        "show 1",
        "log",
        "reasons --used",
        "letters list",
        "letters show 1",
        "export",
    ):
        assert len(run(*command.split()).splitlines()) >= 2, command
