"""The main job on PostgreSQL, through the same commands."""

from pathlib import Path

import pytest

from bowout.storage.bulk import Bulk
from tests.conftest import PostgreSQL
from tests.support import Runner

pytestmark = pytest.mark.postgresql


@pytest.fixture
def on_server(bowout: Runner, empty_postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Commands whose database is a server's, with nothing in it yet."""
    monkeypatch.setenv("BOWOUT_DB", empty_postgresql_url)
    return bowout


def test_a_search_from_the_first_application_to_undo(on_server: Runner) -> None:
    run = on_server
    assert run("list", "--json").json == [], "the schema makes itself"
    assert run("profile", "--name", "Robin Ames", "--email", "robin@example.org").code == 0
    added = run(
        *("add", "Ünïcode GmbH", "Engineer", "--internal", "--tag", "remote", "--note", "Überstunden"),
        *("--contact", "Dana Fox <dana@acme.example>", "--json"),
    ).json
    assert (added["id"], added["internal"], added["tags"]) == (1, True, ["remote"])
    assert (
        run("stage", "add", "ünïcode", "interview", "--at", "2026-12-03T14:00", "--with", "Lee Wong").code
        == 0
    )
    assert [
        item["id"] for item in run("list", "ÜBERSTUNDEN", "--tag", "remote", "--open", "--json").json
    ] == [1]
    left = run("withdraw", "1", "-r", "culture", "--json").json
    assert left["withdrawal"]["situation"] == "decline_interview"
    assert left["letter"]["to"] == ["Dana Fox <dana@acme.example>"]
    assert run("list", "--reason", "culture", "--json").json[0]["id"] == 1
    assert [item["count"] for item in run("reasons", "--used", "--json").json][:2] == [1, 0]
    checked = {"application_id": 1, "letter": 1, "checks": []}
    assert run("letters", "check", "1", "--json").json == checked
    piped = run("letters", "check", "-", "--app", "1", "--json", stdin=run("letters", "show", "1").out)
    assert piped.json == checked | {"letter": None}
    assert run("undo").code == 0
    assert run("show", "1", "--json").json["status"] == "interviewing"
    assert run("redo").code == 0
    assert run("show", "1", "--json").json["status"] == "withdrawn"
    assert run("sent", "1", "--json").json["state"] == "sent"
    assert [event["kind"] for event in run("history", "1", "--json").json][-2:] == [
        "letter_drafted",
        "letter_sent",
    ]
    assert run("delete", "1", "--yes").code == 0
    assert run("undo").code == 0
    assert run("export", "--format", "json", "--private").json[0]["withdrawal"]["reason"] == "culture_company"


def test_a_refused_move_changes_nothing(on_server: Runner) -> None:
    on_server("add", "Acme", "Engineer")
    assert on_server("move", "acme", "accepted").code == 1
    assert on_server("show", "acme", "--json").json["status"] == "applied"
    assert [item["command"] for item in on_server("log", "--json").json] == ["add"]


def test_a_server_that_is_not_there_is_exit_4(bowout: Runner) -> None:
    for command in (("list",), ("add", "Acme", "Engineer")):
        result = bowout("--db", "postgresql://secret:word@/nowhere?host=/nonexistent", *command)
        assert result.code == 4
        assert len(result.err.strip().splitlines()) <= 2
        assert "word" not in result.err


def test_a_server_that_was_away_is_met_again(
    on_server: Runner, postgresql: PostgreSQL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command has a connection of its own: it needs no other, and what one had begun is not there."""
    assert on_server("add", "Acme", "Engineer").code == 0
    postgresql.switch("stop")
    try:
        for command in (("list",), ("add", "Globex", "Engineer"), ("import", __file__)):
            away = on_server(*command)
            assert away.code in (4, 1) and "should not happen" not in away.err
        assert on_server("list").code == 4
    finally:
        postgresql.switch("start")
    assert [item["company"] for item in on_server("list", "--json").json] == ["Acme"]
    table = tmp_path / "table.csv"
    table.write_text("Company,Position,Status\n" + "B,C,Rejected\n" * 3000, encoding="utf-8")
    write = Bulk.write

    def restarted(self: Bulk) -> None:
        write(self)
        postgresql.switch("stop")
        postgresql.switch("start")

    monkeypatch.setattr(Bulk, "write", restarted)
    broken = on_server("import", table)
    monkeypatch.setattr(Bulk, "write", write)
    assert (broken.code, "Traceback" in broken.err) == (4, False)
    assert len(on_server("list", "--json").json) == 1
    assert on_server("import", table).code == 0
    assert len(on_server("list", "--json").json) == 3001
