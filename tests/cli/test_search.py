"""bowout search: what is found, in which order, in which form; whatever wrote it, and whatever is typed."""

import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bowout import config
from bowout.storage import search_index
from bowout.storage.database import engine_for
from bowout.storage.reading import reading
from bowout.storage.search_triggers import in_bulk
from tests.support import Runner

MAIL = """From: Dana Fox <dana@acme.example>
To: robin@example.org
Subject: Your visit to the Zeppelin hall
Message-ID: <1@acme.example>
Date: Mon, 23 Nov 2026 09:00:00 +0000
Content-Type: text/plain; charset=utf-8

Dear Robin, please bring your marmalade recipe. Kind regards, Dana
"""


def found(bowout: Runner, *words: str | int) -> list[int]:
    result = bowout("search", *words, "--json")
    assert (result.code, result.err) == (0, ""), result
    return [each["id"] for each in result.json]


@pytest.fixture
def filled(bowout: Runner, writer: None, tmp_path: Path) -> Path:
    """Acme (1) with everything that is searched, Müller in München (2), and 李明 (3)."""
    bowout(
        *("add", "Acme", "Backend Engineer", "--tag", "remote", "--agency", "Hays Talent"),
        *("--contact", "Dana Fox <dana@acme.example>", "--note", "asks about visas"),
    )
    bowout("add", "Müller & Söhne", "Leiter Straßenbau", "--note", "Büro in München; QA only")
    bowout("add", "李明科技", "工程师", "--note", "acme is a customer of theirs")
    bowout(
        "stage",
        "add",
        1,
        "interview",
        "--at",
        "2026-12-03T14:00",
        "--where",
        "Orchard Lane 5",
        "--with",
        "Lee Wong",
    )
    (tmp_path / "a mail.eml").write_text(MAIL, encoding="utf-8")
    assert bowout("inbox", tmp_path / "a mail.eml", "--app", 1).code == 0
    bowout("withdraw", 1, "-r", "culture", "--note", "the founder shouted")
    path = config.database_url_or_path(None).path
    assert path is not None
    return path


@pytest.mark.parametrize(
    ("words", "kind", "number"),
    [
        ("acme backend", "company", 1),
        ("ENGIN", "position", 1),
        ("hays", "agency", 1),
        ("remote", "tag", 1),
        ("dana@acme", "contact", 1),
        ("wong", "contact", 1),
        ("visas", "note", 1),
        ("orchard", "place", 1),
        ("zeppelin", "mail", 1),
        ("marmalade", "mail", 1),
        ("withdraw my application", "letter", 1),
        ("shouted", "withdrawal", 1),
        ("munchen", "note", 2),
        ("STRASSEN", "position", 2),
        ("qa", "note", 2),
        ("muller & sohne", "company", 2),
        ("李明", "company", 3),
        ("工程", "position", 3),
        ("明", "company", 3),
    ],
)
@pytest.mark.usefixtures("filled")
def test_everything_is_searched(bowout: Runner, words: str, kind: str, number: int) -> None:
    result = bowout("search", *words.split(), "--json").json
    assert result[0]["id"] == number
    assert kind in [hit["in"] for hit in result[0]["hits"]]


@pytest.mark.usefixtures("filled")
def test_json_is_that_of_a_list_with_the_hits(bowout: Runner) -> None:
    listed = {each["id"]: each for each in bowout("list", "--json").json}
    (each,) = bowout("search", "marmalade", "--json").json
    hits = each.pop("hits")
    assert each == listed[1]
    assert hits == [
        {"in": "mail", "text": "Dear Robin, please bring your marmalade recipe. Kind regards, Dana"}
    ]
    assert bowout("search", "nowhere", "--json").json == []


@pytest.mark.usefixtures("filled")
def test_names_come_first_and_all_words_count(bowout: Runner) -> None:
    assert found(bowout, "acme") == [1, 3]
    assert found(bowout, "customer", "acme") == [3]
    assert found(bowout, "customer acme") == [3]
    assert found(bowout, "customer", "visas") == []
    assert found(bowout, "acme", "--open") == [3]
    assert found(bowout, "acme", "--closed") == [1]
    assert found(bowout, "acme", "--limit", 1) == [1]
    bowout("undo")
    assert found(bowout, "acme", "--open") == [1, 3], "open again, it is found as such"


@pytest.mark.usefixtures("filled")
def test_piped_it_is_rows_and_on_a_terminal_the_words_are_marked(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bowout("search", "shout").out == (
        "no\tcompany\tposition\tstatus\tin\ttext\n"
        "1\tAcme\tBackend Engineer\twithdrawn\twithdrawal\tthe founder shouted\n"
    )
    seen = bowout("search", "shout", terminal=True).out
    assert "the founder \x1b[33mshout\x1b[0med" in seen
    monkeypatch.setenv("NO_COLOR", "1")
    assert bowout("search", "shout", terminal=True).out == (
        "Acme, Backend Engineer (1): withdrawn\n  withdrawal  the founder shouted\n"
    )
    nothing = bowout("search", "nowhere")
    assert (nothing.code, nothing.out) == (0, "")
    assert "Nothing is found" in nothing.err


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_what_a_terminal_would_obey_is_made_visible(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    bowout("add", "Acme", "Engineer", "--note", "red \x1b[31malert\x07 and \u202eback")
    monkeypatch.setenv("COLUMNS", str(columns))
    for terminal in (False, True):
        out = bowout("search", "alert", terminal=terminal).out
        assert "\\x1b" in out and "\x07" not in out and "\x1b[31m" not in out and "\u202e" not in out


def test_limits_are_those_of_list(bowout: Runner) -> None:
    for number in range(60):
        bowout("add", f"Acme {number}", "Engineer", "--quiet")
    assert len(found(bowout, "acme")) == 60
    assert bowout("search", "acme", terminal=True).out.count("applied") == 50
    assert "… and 10 more: --all" in bowout("search", "acme", terminal=True).out
    assert bowout("search", "acme", "--all", terminal=True).out.count("applied") == 60
    assert found(bowout, "acme", "--limit", 2) == [60, 59]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 2, "WORDS"),
        (("",), 2, "no word to look for"),
        (("  \u00ad ",), 2, "no word to look for"),
        (("x" * 2001,), 2, "too long"),
        (("ab",) * 101, 0, ""),
        (tuple(f"a{number}" for number in range(101)), 2, "101 words"),
        (("a", "--open", "--closed"), 2, "exclude"),
        (("a", "--limit", "0"), 2, "0"),
    ],
)
def test_what_cannot_be_looked_for(bowout: Runner, words: tuple[str, ...], code: int, says: str) -> None:
    result = bowout("search", *words)
    assert result.code == code
    assert says in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    "word",
    ['"', "'", "*", "acme*", "NOT", "AND", "acme AND", "OR", "NEAR(a b)", "^acme", "words:acme", "(", ")", "a-b",
     "+", "%", "_", "!", "\\", "-", "{words}:x", "acme\x00", ":id", "':id'", "🙂", "\ue001ab", "\ue002op"],
)  # fmt: skip
def test_nothing_is_an_operator(bowout: Runner, word: str) -> None:
    bowout("add", "Plain", "Engineer")
    result = bowout("search", "--json", "--", word)
    assert result.code in (0, 2), result.err
    if result.code == 0:
        assert result.json == []
        bowout("add", f"Xa {word}".replace("\x00", ""), "Cook")
        assert [each["position"] for each in bowout("search", "--json", "--", word).json] == ["Cook"]


@pytest.mark.usefixtures("filled")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=4))
def test_whatever_is_typed_the_index_finds_what_reading_finds(bowout: Runner, words: list[str]) -> None:
    line = ("search", "--json", "--", *words)
    with_index = bowout(*line)
    assert with_index.code in (0, 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "in_step", lambda _: False)
        patch.setattr(search_index, "catch_up", lambda *_: False)
        assert bowout(*line) == with_index


def test_whoever_writes_is_found(bowout: Runner, filled: Path) -> None:
    """Another program, undo, redo, edit, rename, delete: the index follows."""
    with closing(sqlite3.connect(filled)) as other:
        other.execute("INSERT INTO note (application_id, at, text) VALUES (2, '2026-11-23', 'gooseberry')")
        other.execute("UPDATE contact SET name = 'Zora Fox' WHERE name = 'Dana Fox'")
        other.commit()
    assert found(bowout, "gooseberry") == [2]
    assert found(bowout, "zora") == [1]
    bowout("edit", 2, "--company", "Quittenhof")
    assert found(bowout, "quittenhof") == [2]
    assert found(bowout, "sohne") == []
    bowout("undo")
    assert (found(bowout, "quittenhof"), found(bowout, "sohne")) == ([], [2])
    bowout("note", 3, "pomegranate")
    assert found(bowout, "pomegranate") == [3]
    bowout("undo")
    assert found(bowout, "pomegranate") == []
    bowout("redo")
    assert found(bowout, "pomegranate") == [3]
    bowout("delete", 3, "--yes")
    assert found(bowout, "pomegranate") == []
    bowout("undo")
    assert found(bowout, "pomegranate") == [3]
    with closing(sqlite3.connect(filled)) as other:
        assert other.execute("SELECT count(*) FROM search_due").fetchone() == (0,)


def test_a_backup_brings_its_index_along(bowout: Runner, filled: Path, tmp_path: Path) -> None:
    bowout("backup", tmp_path / "kept.db")
    bowout("note", 2, "afterwards")
    assert found(bowout, "afterwards") == [2]
    assert bowout("restore", tmp_path / "kept.db", "--yes").code == 0
    assert (found(bowout, "afterwards"), found(bowout, "visas")) == ([], [1])


def test_what_is_forgotten_is_in_no_part_of_the_index(bowout: Runner, filled: Path) -> None:
    bowout("note", 2, "xylophone quartz")
    bowout("note", 1, "stays")
    bowout("edit", 2, "--company", "Wyvern Jazz")
    assert found(bowout, "xylophone", "wyvern") == [2]
    assert bowout("delete", 2, "--forget", "--yes").code == 0
    raw = b"".join(file.read_bytes() for file in filled.parent.glob(f"{filled.name}*")).lower()
    for secret in ("xylophone", "quartz", "wyvern", "münchen", "munchen", "muller", "strassenbau"):
        assert secret.encode() not in raw, secret
    with closing(sqlite3.connect(filled)) as opened:
        opened.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'search_index', 'row')")
        terms = {row[0] for row in opened.execute("SELECT term FROM terms")}
        assert "sta" in terms
        assert not terms & {"xyl", "ylo", "uar", "wyv", "yve", "\ue001xy", "\ue001wy", "\ue001qu"}
        assert opened.execute("SELECT id FROM search_index_docsize ORDER BY id").fetchall() == [(1,), (3,)]
        for (block,) in opened.execute("SELECT block FROM search_index_data"):
            assert b"xyl" not in block and b"wyv" not in block
    assert found(bowout, "stays") == [1]


def test_an_old_filled_database_is_searched(bowout: Runner, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    script = Path(__file__).parents[1] / "storage" / "filled_0001.sql"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script.read_text())
    numbers = [
        each["id"] for each in bowout("--db", path, "search", "accepted another position", "--json").json
    ]
    assert sorted(numbers) == [2, 3, 4]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM search_index").fetchone() == (4,)


def test_without_fts5_everything_is_read(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(search_index, "_MADE", "CREATE VIRTUAL TABLE search_index USING no_such_fts(words)")
    monkeypatch.setenv("BOWOUT_DB", str(tmp_path / "x.db"))
    bowout("add", "Acme", "Engineer", "--note", "visas")
    bowout("add", "李明", "Cook")
    bowout("move", 1, "rejected")
    with closing(sqlite3.connect(tmp_path / "x.db")) as opened:
        assert opened.execute("SELECT name FROM sqlite_master WHERE name = 'search_index'").fetchall() == []
    assert (found(bowout, "visa"), found(bowout, "李明"), found(bowout, "acme", "--open")) == ([1], [2], [])
    assert found(bowout, "n", "--closed") == []
    assert bowout("delete", 1, "--forget", "--yes").code == 0
    monkeypatch.undo()
    monkeypatch.setenv("BOWOUT_DB", str(tmp_path / "x.db"))
    assert found(bowout, "cook") == [2], "with another SQLite the index is made"
    with closing(sqlite3.connect(tmp_path / "x.db")) as opened:
        assert opened.execute("SELECT rowid FROM search_index").fetchall() == [(2,)]


def test_an_index_of_another_sqlite_is_left_alone(bowout: Runner, filled: Path, tmp_path: Path) -> None:
    """As where the database comes from a machine whose SQLite has FTS5 to one whose has not."""
    with closing(sqlite3.connect(filled)) as other:
        other.execute("PRAGMA writable_schema = ON")
        other.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'fts5', 'fts_missing') WHERE name = 'search_index'"
        )
        other.commit()
    assert found(bowout, "visas") == [1]
    bowout("note", 2, "gooseberry")
    assert found(bowout, "gooseberry") == [2]
    assert bowout("backup", tmp_path / "kept.db").code == 0
    assert bowout("delete", 3, "--forget", "--yes").code == 0
    raw = b"".join(file.read_bytes() for file in filled.parent.glob(f"{filled.name}*"))
    assert "李明".encode() not in raw, "what cannot be changed is taken away"
    assert (found(bowout, "gooseberry"), found(bowout, "李明")) == ([2], [])
    with closing(sqlite3.connect(filled)) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert other.execute("SELECT rowid FROM search_index ORDER BY rowid").fetchall() == [(1,), (2,)]


def test_masses_wait_for_the_search(bowout: Runner, filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as other:
        other.executemany(
            "INSERT INTO application (company_id, position, search_key, status, internal, tags, created_at, updated_at)"
            " VALUES (1, ?, '', 'applied', 0, '[]', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000000Z')",
            [(f"Post {number}",) for number in range(1100)],
        )
        other.commit()
        bowout("note", 2, "later")
        assert other.execute("SELECT count(*) FROM search_due").fetchone() == (1101,)
        assert found(bowout, "later") == [2]
        assert other.execute("SELECT count(*) FROM search_due").fetchone() == (0,)
    assert len(found(bowout, "post")) == 1100
    assert found(bowout, "post", "1077") == [1081]
    seen = bowout("search", "post", "--limit", 5, terminal=True).out
    assert "over 496" in seen


@pytest.mark.parametrize("fails", [False, True])
def test_what_is_written_in_bulk_is_found_as_well(bowout: Runner, filled: Path, fails: bool) -> None:
    engine = engine_for(config.Target(path=filled))
    with suppress(KeyError), engine.begin() as connection, in_bulk(connection) as changed:
        triggers = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        assert connection.exec_driver_sql(triggers).scalar() == 0
        connection.exec_driver_sql(
            "INSERT INTO application (company_id, position, search_key, status, internal, tags, created_at, updated_at)"
            " VALUES (1, 'Gooseberry', '', 'applied', 0, '[]', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000000Z')"
        )
        connection.exec_driver_sql("UPDATE note SET text = 'gooseberry' WHERE application_id = 2")
        changed.add(2)
        if fails:
            raise KeyError
    assert found(bowout, "gooseberry") == ([] if fails else [4, 2])
    bowout("note", 3, "elderberry")
    assert found(bowout, "elderberry") == [3], "the triggers are back"


def test_a_database_in_use_is_searched_all_the_same(
    bowout: Runner, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bowout.storage import database

    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(filled)) as other:
        other.execute("INSERT INTO note (application_id, at, text) VALUES (2, '2026-11-23', 'gooseberry')")
        other.commit()
        other.execute("BEGIN IMMEDIATE")
        assert found(bowout, "gooseberry") == [2]
        other.rollback()


@pytest.mark.usefixtures("filled")
def test_it_loads_no_sqlalchemy() -> None:
    code = (
        "import sys; from bowout.cli.app import main; code = main(['search', 'acme']);"
        "print(code, *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = done.stderr.split()
    assert modules[0] == "0"
    assert not {"sqlalchemy", "alembic", "rich", "rapidfuzz", "dateparser"} & set(modules)


@pytest.mark.postgresql
def test_postgresql_finds_the_same(
    bowout: Runner, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOWOUT_DB", postgresql_url)
    bowout(
        "add",
        "Acme",
        "Backend Engineer",
        "--note",
        "visas, 100% remote",
        "--contact",
        "Dana Fox <d@acme.example>",
    )
    bowout("add", "Müller", "QA", "--note", "Büro in München; acme")
    bowout("add", "李明科技", "工程师")
    bowout("move", 1, "rejected")
    assert found(bowout, "acme") == [1, 2]
    assert found(bowout, "munchen", "acme") == [2]
    assert (found(bowout, "qa"), found(bowout, "李明"), found(bowout, "程")) == ([2], [3], [3])
    assert (found(bowout, "acme", "--open"), found(bowout, "acme", "--closed")) == ([2], [1])
    assert (found(bowout, "100%"), found(bowout, "'"), found(bowout, "dana")) == ([1], [], [1])
    assert found(bowout, "engineer", "gineback") == []
    bowout("edit", 2, "--company", "Quittenhof")
    assert (found(bowout, "quitten"), found(bowout, "muller")) == ([2], [])
    bowout("undo")
    assert (found(bowout, "quitten"), found(bowout, "muller")) == ([], [2])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "AT_ONCE", 0)
        assert bowout("delete", 2, "--forget", "--yes").code == 0
    with reading(config.Target(url=postgresql_url)) as reader:
        assert [row["id"] for row in reader.rows("SELECT id FROM search_index ORDER BY id")] == [1, 3]
    assert found(bowout, "munchen") == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "in_step", lambda _: False)
        patch.setattr(search_index, "catch_up", lambda *_: False)
        assert found(bowout, "visa") == [1]
