"""bowout doctor: each thing that can be wrong is found; what can be mended is, after a backup."""

import os
import random
import sqlite3
import stat
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table

from bowout import config
from bowout.config import Target
from bowout.services.correspondence import load_letter
from bowout.services.outbox import begin
from bowout.storage import search_index
from bowout.storage.backup import backups_of
from bowout.storage.models import Base
from bowout.storage.schema import HEAD
from bowout.storage.work import changing
from tests.support import COUNTS, Clock, Runner

FLIPS = 300
Rows = Callable[[], dict[str, list[tuple[object, ...]]]]

pytestmark = pytest.mark.usefixtures("search")


@pytest.fixture
def path(bowout: Runner, clock: Clock) -> Path:
    """The database, searched once, so that there is an index, and closed to others."""
    found = config.database_url_or_path(None).path
    assert found is not None
    assert bowout("search", "acme").code == 0
    return found


def sql(path: Path, *statements: str) -> None:
    """What another program does to a database."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def codes(bowout: Runner, *options: str) -> list[str]:
    """The codes of what is found and is to be mended."""
    result = bowout("doctor", "--json", *options)
    found = [each for each in result.json["findings"] if each["level"] != "info"]
    unusable = any(each["code"] in ("damaged", "index_damaged") for each in found)
    assert (result.code, result.err) == (4 if unusable else bool(found), "")
    return [each["code"] for each in found]


def test_all_is_well(bowout: Runner, path: Path) -> None:
    assert bowout("backup").code == 0
    before = path.read_bytes()
    result = bowout("doctor", "--json")
    assert (result.code, result.err) == (0, "")
    [backup] = result.json["findings"]
    assert (backup["code"], backup["level"]) == ("backup", "info")
    checked = result.json["checked"]
    assert (checked["applications"], checked["indexed"], checked["backups"]) == (4, 4, 1)
    assert checked["rows"] > 20
    assert path.read_bytes() == before
    lines = bowout("doctor").out.splitlines()
    assert lines[-2].startswith("Looked at 4 applications, ")
    assert lines[-1] == "Nothing is wrong."


def test_where_there_is_nothing_yet_nothing_is_made(bowout: Runner, tmp_path: Path) -> None:
    result = bowout("doctor", "--db", tmp_path / "none" / "jobs.db")
    assert (result.code, "There is nothing in " in result.out) == (0, True)
    assert bowout("doctor", "--repair", "--db", tmp_path / "none" / "jobs.db").code == 0
    assert list(tmp_path.iterdir()) == []


# --- what is mended


def _other_words(path: Path) -> None:
    sql(path, "UPDATE search_index SET words = 'other' WHERE rowid = 2")


def _stray_words(path: Path) -> None:
    sql(path, "INSERT INTO search_index (rowid, words) VALUES (77, 'gone')")


def _broken_words(path: Path) -> None:
    sql(path, "UPDATE search_index_data SET block = x'00ff00ff' WHERE id > 10")


def _trigger_gone_then_changed(path: Path) -> None:
    sql(path, "DROP TRIGGER search_due_company_update", "UPDATE company SET name = 'Other' WHERE id = 1")


def _moved(path: Path) -> None:
    sql(
        path,
        "UPDATE application SET status = 'saved', ended_by = 'me', closed_at = '2020-01-01' WHERE id = 4",
    )


def _cut_off(path: Path) -> None:
    draft = path.with_name(".bowout-0123456789abcdef.part")
    draft.write_bytes(path.read_bytes())
    draft.chmod(0o600)
    os.utime(draft, (time.time() - 7200,) * 2)


def _copy(path: Path) -> Path:
    copy = path.with_name(f"{path.stem}-20261101T000000Z{path.suffix}")
    copy.write_bytes(path.read_bytes())
    return copy


def _sending(path: Path) -> None:
    """What is on record when a program is killed while it sends."""
    with changing(
        Target(path=path), "send", datetime(2026, 11, 25, 10, tzinfo=UTC) - timedelta(hours=1)
    ) as work:
        begin(work, load_letter(work, number=1, application=None))


def damage_index(path: Path) -> None:
    """Let an index say something else than its table does, as a flipped byte would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_application_status_newest'"
        page = connection.execute(root).fetchone()
    content = bytearray(path.read_bytes())
    place = content.index(b"rejected", (page[0] - 1) * size)
    assert place < page[0] * size
    content[place : place + 8] = b"rejectee"
    path.write_bytes(content)


MENDED: dict[str, tuple[str | Callable[[Path], object], list[str]]] = {
    "an index is gone": ("DROP INDEX ix_event_at", ["schema"]),
    "an index is another": (
        "DROP INDEX ix_event_at; CREATE INDEX ix_event_at ON event (kind)",
        ["schema"],
    ),
    "a trigger is gone": ("DROP TRIGGER search_due_note_insert", ["schema"]),
    "what is to be read is gone": ("DROP TABLE search_due", ["schema"]),
    "the status is another": ("UPDATE application SET status = 'offer' WHERE id = 2", ["row_changed"]),
    "an end is another": (_moved, ["row_changed"]),
    "a stage is another": ("UPDATE stage SET state = 'done' WHERE id = 2", ["row_changed"]),
    "a name is not folded": ("UPDATE application SET search_key = 'x' WHERE id = 3", ["row_changed"]),
    "a known field is another": ("UPDATE application SET position = 'Cook' WHERE id = 1", ["row_changed"]),
    "a text is no text": (
        "UPDATE application SET source = CAST(x'ff80' AS TEXT) WHERE id = 1",
        ["row_changed"],
    ),
    "an event is gone": ("DELETE FROM event WHERE id = 1", ["row_lost"]),
    "a company is gone": (
        "DELETE FROM company WHERE id = 2",
        ["row_lost", "orphan", "search_index"],
    ),
    "words of the index are others": (_other_words, ["search_index"]),
    "words of nothing": (_stray_words, ["search_index"]),
    "the index of search is broken": (_broken_words, ["search_index"]),
    "a backup was cut off": (_cut_off, ["left_over"]),
    "the file is open": (lambda path: path.chmod(0o644), ["permissions"]),
    "the folder is open": (lambda path: path.parent.chmod(0o755), ["permissions"]),
    "a backup is open": (lambda path: _copy(path).chmod(0o640), ["permissions"]),
    "an index is damaged": (damage_index, ["index_damaged"]),
    "a sending was cut off": (_sending, ["sending"]),
}


@pytest.mark.parametrize("what", MENDED)
def test_what_can_be_mended_is_found_and_mended(bowout: Runner, path: Path, rows: Rows, what: str) -> None:
    spoil, expected = MENDED[what]
    before = rows()
    if isinstance(spoil, str):
        sql(path, *spoil.split("; "))
    else:
        spoil(path)
    spoilt = path.read_bytes()
    assert sorted(set(codes(bowout))) == sorted(set(expected))
    assert path.read_bytes() == spoilt, "looking changes nothing"
    result = bowout("doctor", "--repair", "--json")
    assert result.code == 0, result.json
    assert result.json["mended"]
    assert codes(bowout) == []
    assert codes(bowout, "--repair") == []
    inside = set(expected) - {"permissions", "left_over", "sending"}
    assert (result.json["backup"] is not None) == bool(inside)
    if inside:
        kept = Path(result.json["backup"])
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert kept in backups_of(path, "before-repair-")
    if what != "a sending was cut off":
        assert rows() == before
    assert bowout("undo").code == 0


def test_what_was_mended_can_be_undone_and_brought_back(bowout: Runner, path: Path, rows: Rows) -> None:
    """The step that was recorded is taken back, as if nothing had happened between."""
    sql(path, "UPDATE application SET status = 'offer' WHERE id = 1")
    assert "Something has changed" in bowout("undo").err
    assert bowout("doctor", "--repair").code == 0
    assert bowout("undo", "--json").json["command"] == "withdraw"
    assert codes(bowout) == []


def test_a_sending_that_was_cut_off_is_one_step_and_stays_to_be_asked_about(
    bowout: Runner, path: Path, clock: Clock
) -> None:
    _sending(path)
    [found] = [each for each in bowout("doctor", "--json").json["findings"] if each["level"] == "warning"]
    assert "bowout send 1" in found["mend"]
    steps = len(bowout("log", "--json").json)
    assert bowout("doctor", "--repair").code == 0
    log = bowout("log", "--json").json
    assert (len(log), log[0]["command"], "letter 1" in log[0]["summary"]) == (steps + 1, "doctor", True)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT result FROM delivery").fetchall() == [("unknown",)]
        assert connection.execute("SELECT state FROM message").fetchall() == [("sending",)]


def test_a_sending_of_a_moment_ago_is_left_alone(bowout: Runner, path: Path, clock: Clock) -> None:
    _sending(path)
    clock.set("2026-11-25T09:05:00Z")
    assert codes(bowout) == ["clock"]


def test_the_words_found_are_those_of_the_record_again(bowout: Runner, path: Path) -> None:
    _trigger_gone_then_changed(path)
    assert sorted(set(codes(bowout))) == ["row_changed", "schema", "search_index"]
    assert bowout("doctor", "--repair").code == 1
    # The name stands once in the history: nobody can tell which of the two is right.
    assert codes(bowout) == ["row_changed", "row_changed"]
    assert [each["id"] for each in bowout("search", "other", "--json").json] == [1]


# --- what is found and left


def _private(path: Path) -> Path:
    path.chmod(0o600)
    return path


def damage_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 30] = b"\xff" * 4096 * 27
    path.write_bytes(content)


LEFT: dict[str, tuple[str | Callable[[Path], object], list[str]]] = {
    "a table is gone": ("DROP TABLE imported", ["schema"]),
    "a column is gone": ("ALTER TABLE company DROP COLUMN website", ["schema"]),
    "a trigger of nobody's": (
        "CREATE TRIGGER x AFTER INSERT ON note BEGIN DELETE FROM note; END",
        ["schema_unknown"],
    ),
    "a field that history has once": ("UPDATE company SET website = 'x' WHERE id = 1", ["row_changed"]),
    "a row that is deleted": ("", ["row_extra"]),
    "a row without its parent": (
        "INSERT INTO note (application_id, at, text) VALUES (99, '2026', 'x')",
        ["orphan"],
    ),
    "history is no JSON": ("UPDATE change SET after = '{' WHERE id = 3", ["row_unreadable"]),
    "history is no text": ("UPDATE change SET after = CAST(x'ff' AS TEXT) WHERE id = 3", ["row_unreadable"]),
    "no event at all": ("DELETE FROM change; DELETE FROM event WHERE application_id = 3", ["row_eventless"]),
    "a text of no history": (
        "DELETE FROM change; UPDATE company SET website = CAST(x'ff' AS TEXT) WHERE id = 1",
        ["row_undecodable"],
    ),
    "pages are damaged": (damage_pages, ["damaged"]),
    "it is cut off": (lambda path: path.write_bytes(path.read_bytes()[:50_000]), ["damaged"]),
    "its head is damaged": (lambda path: path.write_bytes(b"x" + path.read_bytes()[1:]), ["damaged"]),
    "a backup is damaged": (lambda path: damage_pages(_private(_copy(path))), ["backup_damaged"]),
    "the clock is back": ("UPDATE operation SET at = '2027-01-01T00:00:00Z' WHERE id = 2", ["clock"]),
}


@pytest.mark.parametrize("what", LEFT)
def test_what_cannot_be_mended_is_named_and_left(bowout: Runner, path: Path, what: str) -> None:
    spoil, expected = LEFT[what]
    if what == "a row that is deleted":
        assert bowout("note", "1", "short-lived").code == 0
        assert bowout("undo").code == 0
        spoil = "INSERT INTO note (id, application_id, at, text) VALUES (2, 1, '2026', 'x')"
    if isinstance(spoil, str):
        sql(path, *spoil.split("; ", 1 if "TRIGGER" not in spoil else 0))
    else:
        spoil(path)
    spoilt = path.read_bytes()
    assert sorted(set(codes(bowout))) == sorted(set(expected))
    assert sorted(set(codes(bowout, "--repair"))) == sorted(set(expected))
    assert path.read_bytes() == spoilt
    for line in bowout("doctor").out.splitlines():
        assert " → " in line or not line.startswith(("error", "warning"))


def test_damage_names_the_backup_that_brings_it_back(bowout: Runner, path: Path, rows: Rows) -> None:
    before = rows()
    assert bowout("backup").code == 0
    damage_pages(path)
    result = bowout("doctor", "--json")
    assert result.code == 4
    mend = next(each["mend"] for each in result.json["findings"] if each["code"] == "damaged")
    assert bowout(*mend.split()[1:], "--yes").code == 0
    assert codes(bowout) == []
    assert rows() == before


def test_what_is_not_to_be_opened_is_an_error(bowout: Runner, path: Path, tmp_path: Path) -> None:
    sql(path, "UPDATE alembic_version SET version_num = '9999'")
    assert (bowout("doctor").code, "newer than this program" in bowout("doctor").err) == (4, True)
    sql(tmp_path / "other.db", "CREATE TABLE other (id)")
    for option in ((), ("--repair",)):
        result = bowout("doctor", "--db", tmp_path / "other.db", *option, "--json")
        assert (result.code, result.error["code"]) == (4, "not_bowout")


def test_a_database_in_use_is_not_mended(bowout: Runner, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sql(path, "DROP INDEX ix_event_at")
    monkeypatch.setattr("bowout.storage.database.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert codes(bowout) == ["schema"]
        result = bowout("doctor", "--repair", "--json")
    assert (result.code, result.error["code"]) == (4, "locked")
    assert codes(bowout) == ["schema"]


def test_an_older_database_is_named_and_brought_up(bowout: Runner, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    script = Path(__file__).parents[1] / "storage" / "filled_0001.sql"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(script.read_text())
    old.chmod(0o600)
    assert codes(bowout, "--db", str(old)) == ["upgrade"]
    result = bowout("doctor", "--repair", "--db", old, "--json")
    assert result.code == 0, result.json
    assert result.json["mended"] == [f"brought the database to revision {HEAD}"]
    assert Path(result.json["backup"]).exists()
    assert codes(bowout, "--db", str(old)) == []


def test_a_sqlite_without_an_index_has_nothing_to_compare(
    bowout: Runner, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql(path, "DROP TABLE search_index")
    assert codes(bowout) == []
    monkeypatch.setattr(search_index, "_MADE", "CREATE VIRTUAL TABLE search_index USING none(words)")
    sql(path, "UPDATE application SET status = 'offer' WHERE id = 2")
    assert bowout("doctor", "--repair").code == 0


# --- settings, templates


@pytest.mark.parametrize(
    ("text", "expected", "line"),
    [
        ("silent_days = 7\n", [], 0),
        ("silent_days = 0\n", ["config"], 1),
        ("delivery = \n", ["config"], 1),
        ("# mine\nsilent = 7\n[mail]\nuser = 'x'\nuzer = 'x'\n", ["config_unknown", "config_unknown"], 2),
    ],
)
def test_settings(bowout: Runner, path: Path, text: str, expected: list[str], line: int) -> None:
    file = config.config_path()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    assert codes(bowout) == expected
    if expected:
        assert f"line {line}:" in bowout("doctor").out
        assert codes(bowout, "--repair") == expected
        assert file.read_text() == text


def test_settings_that_cannot_be_read(bowout: Runner, path: Path) -> None:
    file = config.config_path()
    file.mkdir(parents=True)
    assert codes(bowout) == ["config"]


def test_a_template_that_does_not_compile(bowout: Runner, path: Path) -> None:
    own = config.config_path().parent / "templates" / "letters" / "en-GB" / "wishes.j2"
    own.parent.mkdir(parents=True)
    own.write_text("I wish you {{ nothing")
    assert codes(bowout) == ["template"]
    assert "bowout templates edit en-GB/wishes.j2" in bowout("doctor").out
    own.unlink()
    assert codes(bowout) == []


def test_a_disk_that_is_nearly_full(bowout: Runner, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from shutil import _ntuple_diskusage

    monkeypatch.setattr("shutil.disk_usage", lambda _path: _ntuple_diskusage(100, 99, 1_000_000))
    assert codes(bowout) == ["disk"]
    assert "There are 1 MB left" in bowout("doctor").out


def test_many_of_one_kind_are_not_all_listed(bowout: Runner, path: Path) -> None:
    for number in range(30):
        sql(path, f"INSERT INTO note (application_id, at, text) VALUES (99, '2026', '{number}')")
    result = bowout("doctor", "--json")
    found = [each for each in result.json["findings"] if each["code"] == "orphan"]
    assert (len(found), found[-1]["message"]) == (21, "And 10 more of this kind.")


def test_only_the_programs_own_folder_is_closed(bowout: Runner, tmp_path: Path, path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    assert bowout("add", "Acme", "Cook", "--db", shared / "jobs.db").code == 0
    assert codes(bowout, "--db", str(shared / "jobs.db")) == []


# --- a server


@pytest.mark.postgresql
def test_on_a_server(bowout: Runner, postgresql_url: str) -> None:
    import psycopg

    there = ("--db", postgresql_url)
    assert bowout("add", "Acme", "Engineer", "--tag", "remote", *there).code == 0
    assert bowout("note", "1", "they called", *there).code == 0
    assert bowout("search", "acme", *there).code == 0
    assert codes(bowout, *there) == []
    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("UPDATE application SET status = 'offer', position = 'Cook'")
        connection.execute("DELETE FROM note")
        connection.execute("DROP INDEX ix_event_at")
        connection.execute("DROP FUNCTION search_due_note() CASCADE")
    assert set(codes(bowout, *there)) == {"schema", "row_changed", "row_lost"}
    assert codes(bowout, "--repair", *there) == []
    [found] = bowout("list", "--json", *there).json
    assert (found["status"], found["position"]) == ("applied", "Engineer")
    assert bowout("search", "engineer", *there).code == 0
    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("UPDATE search_index SET words = 'x'")
    assert codes(bowout, *there) == ["search_index"]
    assert codes(bowout, "--repair", *there) == []
    assert codes(bowout, *there) == []


@pytest.mark.slow
def test_a_flipped_byte_anywhere_is_found_or_changes_nothing(
    bowout: Runner, path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Never a traceback; and where nothing is found, no record is another."""
    sql(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    whole, before = path.read_bytes(), dump(path)
    chance, outcomes = random.Random(7), Counter[str]()
    for _ in range(FLIPS):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        for beside in ("-wal", "-shm"):
            Path(f"{path}{beside}").unlink(missing_ok=True)
        path.write_bytes(content)
        result = bowout("doctor", "--json")
        assert result.code in (0, 1, 4)
        assert result.out or result.error["code"] != "internal", result.err
        if result.code:
            outcomes["found"] += 1
            mended = bowout("doctor", "--repair", "--json")
            assert mended.out or mended.error["code"] != "internal", mended.err
            if mended.code == 0:
                outcomes["mended"] += 1
                assert dump(path) == before, result.out
        else:
            outcomes["of no effect"] += 1
            assert dump(path) == before
    record_property(COUNTS, f"{FLIPS} flipped bytes: {dict(outcomes)}")
    assert outcomes["mended"]


def dump(path: Path) -> dict[str, list[tuple[object, ...]]] | str:
    """All that is on record, without the history of steps, and the place among the newest."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            return {
                name: connection.execute(f'SELECT {columns(table)} FROM "{name}" ORDER BY id').fetchall()
                for name, table in Base.metadata.tables.items()
                if name not in ("operation", "change")
            }
    except sqlite3.Error as error:
        return str(error)


def columns(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns if column.name != "updated_at")
