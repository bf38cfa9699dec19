"""bowout backup and restore."""

import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bowout.storage import backup as backup_module
from bowout.storage import restore as restoring
from bowout.storage.database import connect_sqlite
from bowout.storage.schema import HEAD
from tests.support import Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]

pytestmark = pytest.mark.usefixtures("search")


@pytest.fixture
def path(bowout: Runner) -> Path:
    return Path(bowout("database", "status", "--json").json["database"])


@pytest.fixture
def backup(bowout: Runner, tmp_path: Path) -> Path:
    file = tmp_path / "backup.db"
    assert bowout("backup", file).code == 0
    return file


def companies(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [name for (name,) in connection.execute("SELECT name FROM company ORDER BY id")]


def names(folder: Path) -> list[str]:
    """The files of a folder but SQLite's own beside them."""
    return sorted(file.name for file in folder.iterdir() if not file.name.endswith(("-wal", "-shm")))


# --- backup


def test_it_is_whole_private_and_one_file(bowout: Runner, tmp_path: Path, path: Path) -> None:
    file = tmp_path / "copy.db"
    result = bowout("backup", file, "--json")
    assert (result.code, result.err) == (0, "")
    assert result.json == {"database": str(path), "file": str(file), "size": file.stat().st_size}
    assert companies(file) == companies(path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert names(tmp_path) == ["copy.db"]


def test_without_a_name_it_lies_beside_the_database_with_the_date(bowout: Runner, path: Path) -> None:
    first = path.with_name("bowout-20261125T100000Z.db")
    assert bowout("backup").out.startswith(f"Copied and checked: {first} (")
    second = path.with_name("bowout-20261125T100000Z-2.db")
    assert f"bowout restore {second}" in bowout("backup").out
    assert first.exists()
    assert second.exists()


def test_into_a_folder(bowout: Runner, tmp_path: Path) -> None:
    assert bowout("backup", tmp_path).code == 0
    assert names(tmp_path) == ["bowout-20261125T100000Z.db"]


def test_also_while_it_is_in_use(bowout: Runner, tmp_path: Path, path: Path) -> None:
    with closing(connect_sqlite(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE company SET name = 'Half done' WHERE id = 1")
        assert bowout("backup", tmp_path / "copy.db").code == 0
    assert companies(tmp_path / "copy.db")[0] == "Acme"


def test_a_file_that_is_there_stays(bowout: Runner, tmp_path: Path, path: Path) -> None:
    file = tmp_path / "copy.db"
    file.write_text("mine")
    assert bowout("backup", file).code == 1
    assert file.read_text() == "mine"
    assert bowout("backup", file, "--overwrite").code == 0
    result = bowout("backup", path, "--overwrite")
    assert (result.code, "is the database itself" in result.err) == (1, True)
    (tmp_path / "link.db").symlink_to(tmp_path / "elsewhere.db")
    assert bowout("backup", tmp_path / "link.db", "--overwrite").code == 1
    assert names(tmp_path) == ["copy.db", "link.db"]


def test_nothing_to_copy(bowout: Runner, tmp_path: Path) -> None:
    result = bowout("backup", "--db", tmp_path / "none.db")
    assert (result.code, result.out) == (1, "")
    assert f"There is no database {tmp_path / 'none.db'} yet." in result.err
    assert names(tmp_path) == []


def test_a_damaged_database_makes_no_backup(bowout: Runner, tmp_path: Path, path: Path) -> None:
    damage(path)
    result = bowout("backup", tmp_path / "copy.db")
    assert (result.code, result.out, names(tmp_path)) == (4, "", [])


# --- restore


def test_it_comes_back_and_what_it_replaced_is_kept(
    bowout: Runner, backup: Path, path: Path, rows: Rows
) -> None:
    before = rows()
    bowout("add", "Umbrella", "Engineer")
    path.chmod(0o644)
    result = bowout("restore", backup, "--yes", "--json")
    kept = path.with_name("bowout-before-restore-20261125T100000Z.db")
    assert (result.code, result.err) == (0, "")
    assert result.json == {"database": str(path), "file": str(backup), "kept": str(kept)}
    assert rows() == before
    assert "Umbrella" in companies(kept)
    for file in (path, kept):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with closing(connect_sqlite(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert bowout("restore", kept, "--yes").out == (
        f"Restored {path} from {kept}.\n"
        f"What was there before is kept: {path.with_name('bowout-before-restore-20261125T100000Z-2.db')}\n"
    )
    assert "Umbrella" in companies(path)
    assert bowout("undo").code == 0


def test_it_asks(bowout: Runner, backup: Path, path: Path) -> None:
    bowout("add", "Umbrella", "Engineer")
    assert bowout("restore", backup).code == 1
    assert bowout("restore", backup, stdin="n\n", terminal=True).code == 1
    assert "Umbrella" in companies(path)
    assert bowout("restore", backup, stdin="y\n", terminal=True).code == 0
    assert "Umbrella" not in companies(path)


def test_where_there_was_none(bowout: Runner, backup: Path, tmp_path: Path) -> None:
    new = tmp_path / "new" / "jobs.db"
    result = bowout("restore", backup, "--db", new)
    assert (result.code, result.out) == (0, f"Restored {new} from {backup}.\n")
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert stat.S_IMODE(new.parent.stat().st_mode) == 0o700
    assert companies(new) == companies(backup)


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 30] = b"\xff" * 4096 * 27
    path.write_bytes(content)


@pytest.mark.parametrize("content", ["damaged", "not a database", ""])
def test_in_the_place_of_what_cannot_be_used(bowout: Runner, backup: Path, path: Path, content: str) -> None:
    damage(path) if content == "damaged" else path.write_text(content * 1000)
    as_it_was = path.read_bytes()
    result = bowout("restore", backup, "--yes", "--json")
    assert result.code == 0, result.err
    assert companies(path) == companies(backup)
    assert (result.json["kept"] is None) == (content == "")
    if content:
        assert Path(result.json["kept"]).read_bytes()[4096:] == as_it_was[4096:]


def make_foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE other (id)")


def make_newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def make_orphans(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM company")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (damage, "malformed"),
        (lambda file: file.write_bytes(file.read_bytes()[:50_000]), "malformed"),
        (lambda file: file.write_text("not a database" * 100), "file is not a database"),
        (lambda file: file.write_bytes(b""), "is empty"),
        (lambda file: file.unlink(), "There is no file"),
        (make_foreign, "is a database of another program"),
        (make_newer, "is newer than this program"),
        (make_orphans, "lacks its parent"),
    ],
)
def test_what_is_no_backup_is_refused(
    bowout: Runner, backup: Path, path: Path, spoil: Callable[[Path], object], says: str
) -> None:
    spoil(backup)
    before = names(path.parent)
    result = bowout("restore", backup, "--yes")
    assert (result.code, result.out) == (1, "")
    assert says in result.err
    assert len(result.err.splitlines()) == 2
    assert names(path.parent) == before
    assert "Acme" in companies(path)


def test_an_older_backup_is_brought_up_and_stays_as_it_is(bowout: Runner, path: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    script = Path(__file__).parents[1] / "storage" / "filled_0001.sql"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(script.read_text())
    before, folder = old.read_bytes(), names(path.parent)
    assert bowout("restore", old, "--yes").code == 0
    assert bowout("database", "status", "--json").json["revision"] == HEAD
    assert old.read_bytes() == before
    assert len(names(path.parent)) == len(folder) + 1, "what was replaced is kept, and nothing besides"


def test_an_older_backup_that_cannot_be_brought_up_changes_nothing(
    bowout: Runner, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old.db"
    script = Path(__file__).parents[1] / "storage" / "filled_0001.sql"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(script.read_text())

    def fails(_connection: object) -> None:
        raise sqlite3.OperationalError("no such thing")

    monkeypatch.setattr("bowout.storage.schema.run_migrations", fails)
    before, folder = path.read_bytes(), names(path.parent)
    assert bowout("restore", old, "--yes").code == 4
    assert (path.read_bytes(), names(path.parent)) == (before, folder)


def test_of_what_was_kept_before_the_last_ten_stay(bowout: Runner, backup: Path, path: Path) -> None:
    other = path.with_name("bowout-work-before-restore-20261101T000000Z.db")
    other.touch()
    for _ in range(12):
        last = bowout("restore", backup, "--yes", "--json").json["kept"]
    kept = [name for name in names(path.parent) if name.startswith("bowout-before-restore-")]
    assert len(kept) == 10
    assert Path(last).name in kept
    assert other.exists()


def test_another_programs_database_is_not_replaced(bowout: Runner, backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.touch()
    make_foreign(other)
    result = bowout("restore", backup, "--yes", "--db", other)
    assert result.code == 4
    assert "is a database of another program" in result.err
    assert bowout("restore", backup, "--yes", "--db", backup).code == 1


def test_a_backup_with_pages_of_another_size(bowout: Runner, backup: Path, path: Path) -> None:
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("PRAGMA page_size=8192")
        connection.execute("VACUUM")
    assert bowout("restore", backup, "--yes").code == 0
    assert companies(path) == companies(backup)


def test_who_has_it_open_goes_on_with_what_was_restored(bowout: Runner, backup: Path, path: Path) -> None:
    bowout("add", "Umbrella", "Engineer")
    with closing(connect_sqlite(path)) as other:
        assert other.execute("SELECT count(*) FROM company").fetchone() == (5,)
        assert bowout("restore", backup, "--yes").code == 0
        assert other.execute("SELECT count(*) FROM company").fetchone() == (4,)
        other.execute("INSERT INTO company (name, key) VALUES ('Late', 'late')")
    assert "Late" in companies(path)


def test_a_writer_is_waited_for(bowout: Runner, backup: Path, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO company (name, key) VALUES ('Late', 'late')")
    timer = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    timer.start()
    result = bowout("restore", backup, "--yes", "--json")
    timer.join()
    other.close()
    assert result.code == 0, result.err
    assert "Late" in companies(Path(result.json["kept"]))
    assert "Late" not in companies(path)


def test_what_is_written_while_the_former_one_is_copied_is_kept_too(
    bowout: Runner, backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, writes = backup_module.copy_database, iter(["one", "two"])

    def copy_then_write(source: Path, target: Path, *, verified: bool) -> None:
        copy(source, target, verified=verified)
        name = next(writes, None)
        if name is not None:
            with closing(connect_sqlite(path)) as other:
                other.execute("INSERT INTO company (name, key) VALUES (:name, :name)", {"name": name})

    monkeypatch.setattr(restoring, "copy_database", copy_then_write)
    result = bowout("restore", backup, "--yes", "--json")
    assert result.code == 0
    assert companies(Path(result.json["kept"]))[-2:] == ["one", "two"]
    assert companies(path) == companies(backup)


def test_a_database_that_stays_locked(
    bowout: Runner, backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bowout.storage.database.BUSY_SECONDS", 0.1)
    with closing(connect_sqlite(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = bowout("restore", backup, "--yes")
    assert (result.code, result.out) == (4, "")
    assert "is in use by another program" in result.err
    assert companies(path) == companies(backup)
