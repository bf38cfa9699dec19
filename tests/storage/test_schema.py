"""The schema makes and upgrades itself, refuses what it does not know, and leaves nothing half done."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bowout.config import Target, database_url_or_path
from bowout.domain.errors import DatabaseUnusable
from bowout.resources import resource_dir
from bowout.storage import schema
from bowout.storage.models import Base
from bowout.storage.reading import reading
from tests.support import Runner

FILLED = """
INSERT INTO company (name, "key") VALUES ('Acme', 'acme');
INSERT INTO application (company_id, position, search_key, status, internal, tags, created_at, updated_at)
VALUES (1, 'Engineer', 'acme engineer', 'applied', 0, '[]', '2026-11-23T10:00:00Z', '2026-11-23T10:00:00.000000Z');
INSERT INTO event (application_id, kind, to_state) VALUES (1, 'added', 'applied');
"""
AFTER = f"{int(schema.HEAD) + 1:04}"  # the revision that comes after this program's
NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{revision}", "{down_revision}", None, None

def upgrade():
    with op.batch_alter_table("application") as batch:
        batch.add_column(sa.Column("colour", sa.Text()))
        batch.alter_column("location", new_column_name="place")
    {then}
"""


def make(path: Path, script: str = FILLED) -> Path:
    schema.open_sqlite(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.fixture
def next_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A program one revision newer, whose migration does what the test says."""

    def install(then: str = "pass") -> None:
        folder = tmp_path / "with space" / "migrations"
        (folder / "versions").mkdir(parents=True)
        ours = resource_dir("migrations")
        (folder / "env.py").write_text((ours / "env.py").read_text())
        for version in ours.glob("versions/*.py"):
            (folder / "versions" / version.name).write_text(version.read_text())
        script = NEXT.format(revision=AFTER, down_revision=schema.HEAD, then=then)
        (folder / "versions" / f"{AFTER}_next.py").write_text(script)
        monkeypatch.setattr(schema, "resource_dir", lambda _name: folder)
        monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, AFTER))
        monkeypatch.setattr(schema, "HEAD", AFTER)

    return install


def test_the_revisions_are_those_of_the_migrations() -> None:
    files = sorted(resource_dir("migrations").glob("versions/*.py"))
    assert tuple(file.name[:4] for file in files) == schema.REVISIONS


def test_a_fresh_database_is_what_the_migrations_make() -> None:
    tool = Path(__file__).parents[2] / "tools" / "schema_sql.py"
    subprocess.run([sys.executable, str(tool), "--check"], check=True)


def test_models_and_schema_have_the_same_tables(database_url: str) -> None:
    target = database_url_or_path(database_url)
    schema.prepare(target)
    with reading(target) as reader:
        for name, table in Base.metadata.tables.items():
            assert not reader.rows(f'SELECT * FROM "{name}"'), table
            assert [column.name for column in table.columns]


def test_a_new_database_and_its_folder_are_private(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "jobs.db"
    schema.open_sqlite(path).close()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    schema.open_sqlite(tmp_path / "empty.db").close()
    assert any("CREATE TABLE application" in line for line in dump(tmp_path / "empty.db"))


@pytest.mark.parametrize("name", ["with space.db", "per%cent?#.db", "ünï-例.db", "-dash.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    make(tmp_path / name)
    with reading(Target(path=tmp_path / name)) as reader:
        assert len(reader.rows("SELECT id FROM application")) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (
            b"this is not a database, but a text that is long enough to be read as one" * 20,
            "notadb",
            "not one of bowout's",
        ),
        (None, "not_bowout", "another program"),
    ],
)
def test_what_is_no_database_of_ours_is_refused_untouched(
    tmp_path: Path, content: bytes | None, code: str, words: str
) -> None:
    path = tmp_path / "x.db"
    if content is None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE recipes (id INTEGER)")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(DatabaseUnusable, match=words) as refusal:
        schema.open_sqlite(path)
    assert (refusal.value.code, refusal.value.exit_code) == (code, 4)
    assert path.read_bytes() == before


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable):
        schema.open_sqlite(tmp_path)


def test_a_newer_database_is_refused_untouched(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db", "UPDATE alembic_version SET version_num = '0999'")
    before = dump(path)
    with pytest.raises(DatabaseUnusable, match="newer than this program") as refusal:
        schema.open_sqlite(path)
    assert refusal.value.code == "newer"
    assert dump(path) == before


def test_an_older_filled_database_is_upgraded_after_a_backup(
    tmp_path: Path, next_revision: Callable[..., None]
) -> None:
    path = make(tmp_path / "x.db")
    before = dump(path)
    next_revision()
    schema.open_sqlite(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (AFTER,)
        assert connection.execute("SELECT position, place, colour FROM application").fetchall() == [
            ("Engineer", None, None)
        ]
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (1,)
    backups = [entry for entry in tmp_path.iterdir() if "before-upgrade" in entry.name]
    assert len(backups) == 1
    assert dump(backups[0]) == before
    assert backups[0].stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("op.execute('SELECT nonsense')", "nonsense"),
        ("op.execute('DELETE FROM company')", "without its parent"),
    ],
)
def test_a_migration_that_fails_leaves_the_old_schema(
    tmp_path: Path,
    next_revision: Callable[..., None],
    then: str,
    words: str,
) -> None:
    path = make(tmp_path / "x.db")
    before = dump(path)
    next_revision(then)
    with pytest.raises(DatabaseUnusable, match=words):
        schema.open_sqlite(path)
    assert dump(path) == before


def test_sixteen_first_starts_at_once_make_one_schema(tmp_path: Path) -> None:
    environment = {**os.environ, "BOWOUT_DB": str(tmp_path / "new" / "jobs.db")}
    command = [sys.executable, "-m", "bowout", "add", "Acme", "Engineer", "--duplicate", "--quiet"]
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(16)
    ]
    results = [(*process.communicate(timeout=120), process.returncode) for process in running]
    assert [(err, code) for _, err, code in results if code] == []
    assert sorted(int(out) for out, _, _ in results) == list(range(1, 17))


def test_the_oldest_filled_schema_becomes_the_newest(tmp_path: Path, bowout: Runner) -> None:
    """A search of revision 0001: an acceptance, a joint letter that was sent, one to another, an answer's draft."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(Path(__file__).with_name("filled_0001.sql").read_text())
    assert bowout("--db", str(path), "list", "--json").code == 0
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (schema.HEAD,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        links = "SELECT message_id, application_id, named_only FROM message_application ORDER BY 1, 2"
        assert connection.execute(links).fetchall() == [(1, 2, 0), (1, 3, 0), (2, 4, 0), (3, 2, 0)]
        stated = [row[0] for row in connection.execute("SELECT stated FROM message ORDER BY id")]
        assert stated == [stated[0]] * 3 and "accepted another position" in stated[0]

    def letters(number: int) -> list[int]:
        return [each["id"] for each in bowout("--db", str(path), "letters", "list", number, "--json").json]

    assert (letters(2), letters(3), letters(4)) == ([1, 3], [1], [2])
    asked = bowout("--db", str(path), "explain", 3, "--say", "I prefer smaller teams.")
    assert (asked.code, "They were told" in asked.err) == (1, True)
    undone = bowout("--db", str(path), "undo")
    assert (undone.code, "older version" in undone.err) == (1, True)
