"""The loop closed: told, answered, what the agenda makes of it, reminders that are stopped, several sent."""

from collections.abc import Callable

import pytest

from tests.support import Clock, Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]

pytestmark = pytest.mark.usefixtures("clock", "writer")


def run(bowout: Runner, *argv: str | int) -> None:
    result = bowout(*argv)
    assert result.code == 0, result.err


def agenda(bowout: Runner, *kinds: str) -> list[tuple[int, str]]:
    """What the agenda has of some kinds."""
    return [
        (item["application_id"], item["text"])
        for item in bowout("agenda", "--json").json
        if item["kind"] in kinds
    ]


@pytest.fixture
def left(bowout: Runner, writer: None) -> None:
    """Left on the 23rd, recorded alone."""
    run(bowout, "add", "Acme", "Engineer", "--contact", "Dana Fox <dana@acme.example>")
    run(bowout, "withdraw", 1, "-r", "pay", "--no-letter")


@pytest.mark.usefixtures("left")
def test_told_by_phone(bowout: Runner, clock: Clock, rows: Rows) -> None:
    before = rows()
    clock.advance(days=2)
    result = bowout("told", "acme")
    assert result.out == "Acme, Engineer (1): told\n"
    assert rows()["withdrawal"][0] != before["withdrawal"][0]
    assert "told them" in bowout("history", 1).out
    again = bowout("told", "acme")
    assert (again.code, again.out) == (1, "")
    assert "2026-11-25" in again.err
    run(bowout, "undo")
    assert rows() == before
    assert bowout("told", 1, "--on", "2026-11-24", "--json").json["status"] == "withdrawn"
    used = bowout("reasons", "--used", "--json").json[0]
    assert used["days_to_tell"] == {"median": 1, "n": 1, "untold": 0}


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize(
    ("argv", "code"),
    [(("told", 1, "--on", "2026-11-22"), 2), (("told", 1, "--on", "tomorrow"), 2), (("told", 2), 1)],
)
def test_what_cannot_have_been_told(
    bowout: Runner, rows: Rows, argv: tuple[str | int, ...], code: int
) -> None:
    run(bowout, "add", "Globex", "Engineer")
    before = rows()
    assert bowout(*argv).code == code
    assert rows() == before


@pytest.mark.usefixtures("left")
def test_an_answer_is_noted_and_stays_private(bowout: Runner, clock: Clock) -> None:
    nothing = bowout("answered", "acme", "they wish me well")
    assert nothing.code == 1
    assert "bowout sent 1" in nothing.err
    run(bowout, "explain", 1)
    run(bowout, "sent", 1)
    clock.advance(days=1)
    shown = bowout("answered", "acme", "Mortimer offered 83,500")
    assert "bowout insist 1" in shown.out
    event = bowout("history", 1, "--json").json[-1]
    assert (event["kind"], event["text"]) == ("answered", "Mortimer offered 83,500")
    assert "they answered (Mortimer offered 83,500)" in bowout("history", 1).out
    assert bowout("answered", 1, "--on", "2026-11-20").code == 2
    refused = bowout("explain", 1, "--say", "Mortimer knows why.", "--force", "--json").json
    assert "private_words" in {check["code"] for check in refused["checks"]}
    run(bowout, "undo")
    run(bowout, "undo")
    assert bowout("history", 1, "--json").json[-1]["kind"] == "letter_sent"


@pytest.mark.usefixtures("left")
def test_those_who_were_never_told_are_on_the_agenda_for_a_while(bowout: Runner, clock: Clock) -> None:
    never = [(1, "they were never told that you left")]
    assert agenda(bowout, "untold") == never
    clock.advance(days=60)
    assert agenda(bowout, "untold") == never
    clock.advance(days=1)
    assert agenda(bowout, "untold") == []
    clock.advance(days=-30)
    run(bowout, "add", "Globex", "Engineer")
    run(bowout, "withdraw", 2, "-r", "pay")
    assert agenda(bowout, "untold") == never, "the letter will tell them"
    run(bowout, "sent", 2)
    run(bowout, "told", 1)
    assert agenda(bowout, "untold") == []


def asked(bowout: Runner) -> None:
    """A question that was sent on the 23rd: declined one step, and how to go on?"""
    run(bowout, "add", "Acme", "Engineer", "--contact", "Dana Fox <dana@acme.example>")
    run(bowout, "stage", "add", 1, "interview")
    run(bowout, "withdraw", 1, "--keep", "interview")
    run(bowout, "sent", 1)


def test_a_question_without_an_answer_is_on_the_agenda_while_it_is_worth_it(
    bowout: Runner, clock: Clock
) -> None:
    asked(bowout)
    subject = "About the next step – Engineer – Robin Ames"
    clock.advance(days=13)
    assert agenda(bowout, "unanswered") == []
    assert [letter["id"] for letter in bowout("letters", "list", "--unanswered", "--json").json] == [1]
    clock.advance(days=1)
    assert agenda(bowout, "unanswered") == [(1, f"no answer for 14 days: {subject}")]
    assert "bowout answered 1" in bowout("agenda", terminal=True).out
    clock.advance(days=46)
    assert [number for number, _ in agenda(bowout, "unanswered")] == [1]
    clock.advance(days=1)
    assert agenda(bowout, "unanswered") == []
    assert [letter["id"] for letter in bowout("letters", "list", 1, "--unanswered", "--json").json] == [1]


@pytest.mark.parametrize(
    "heard",
    [
        ("answered", "1"),
        ("answered", "1", "--on", "2026-11-23"),
        ("stage", "add", "1", "interview"),
        ("rejected", "1"),
        ("withdraw", "1", "-r", "pay"),
    ],
    ids=" ".join,
)
def test_what_was_heard_since_ends_the_waiting(bowout: Runner, clock: Clock, heard: tuple[str, ...]) -> None:
    asked(bowout)
    clock.advance(days=14)
    run(bowout, *heard)
    assert agenda(bowout, "unanswered") == []
    empty = bowout("letters", "list", "--unanswered")
    assert (empty.out, empty.err) == ("", "No letter waits for an answer.\n")


def test_a_letter_that_asks_nothing_waits_for_none(bowout: Runner, clock: Clock) -> None:
    for number, moves in enumerate(((), ("interviewing",), ("offer",), ("offer", "accepted")), 1):
        run(bowout, "add", f"Company {number}", "Engineer", "--applied", "2026-11-01")
        for status in moves:
            run(bowout, "move", number, status)
        run(bowout, "withdraw", number, "-r", "family", "--yes")
        run(bowout, "sent", number)
    for argv in (("explain", 1), ("insist", 1)):
        run(bowout, *argv)
        run(bowout, "sent", 1)
    clock.advance(days=20)
    assert [number for number, _ in agenda(bowout, "unanswered")] == [3, 4], "an offer and an acceptance"


@pytest.mark.parametrize(
    "closing",
    [
        ("withdraw", "1", "-r", "pay"),
        ("withdraw", "1", "-r", "pay", "--no-letter"),
        ("move", "1", "withdrawn"),
        ("rejected", "1"),
        ("ghosted", "1"),
        ("move", "1", "accepted", "--correct"),
    ],
    ids=" ".join,
)
def test_what_was_to_be_done_stops_when_it_is_closed(
    bowout: Runner, rows: Rows, closing: tuple[str, ...]
) -> None:
    run(bowout, "add", "Acme", "Engineer")
    run(bowout, "withdraw", 1, "-r", "pay", "--no-letter", "--reconnect", "2027-05-01")
    run(bowout, "move", 1, "interviewing", "--note", "again")
    run(bowout, "remind", 1, "2026-12-01", "write to them")
    before = rows()
    shown = bowout(*closing)
    assert "the reminder for 2026-12-01" in shown.out + shown.err
    assert agenda(bowout, "reminder") == []
    assert [number for number, _ in agenda(bowout, "reconnect")] == [1]
    run(bowout, "undo")
    assert rows() == before
    run(bowout, *closing)
    run(bowout, "remind", 1, "2026-12-05", "after all")
    assert agenda(bowout, "reminder") == [(1, "after all")]


def test_several_are_sent_all_or_none(bowout: Runner, rows: Rows) -> None:
    for company in ("Acme", "Globex", "Initech"):
        run(bowout, "add", company, "Engineer")
    for number in (1, 2):
        run(bowout, "withdraw", number, "-r", "pay")
    before = rows()
    none = bowout("sent", "acme", "globex", "initech")
    assert (none.code, none.out) == (1, "")
    assert rows() == before
    assert bowout("sent", "acme", "globex", "--on", "today").out == (
        "Acme, Engineer (1): letter 1 sent\nGlobex, Engineer (2): letter 2 sent\n"
    )
    assert bowout("log", "--json").json[0]["summary"] == "sent 2 letters"
    run(bowout, "undo")
    assert rows() == before
    assert [letter["id"] for letter in bowout("sent", "1", "2", "1", "--json").json] == [1, 2]
    run(bowout, "undo")
    assert bowout("sent", "acme", "--json").json["id"] == 1


@pytest.mark.postgresql
def test_on_postgresql(
    bowout: Runner, clock: Clock, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOWOUT_DB", postgresql_url)
    run(bowout, "profile", "--name", "Robin Ames", "--email", "robin@example.org")
    asked(bowout)
    run(bowout, "add", "Acme", "Platform Engineer")
    run(bowout, "withdraw", 2, "-r", "pay", "--no-letter")
    run(bowout, "explain", 2)
    run(bowout, "reaffirm", 1)
    clock.advance(days=14)
    assert [number for number, _ in agenda(bowout, "unanswered", "untold")] == [2, 1]
    run(bowout, "answered", 1)
    assert [number for number, _ in agenda(bowout, "unanswered", "untold")] == [2]
    assert bowout("reasons", "--used", "--json").json[0]["days_to_tell"]["untold"] == 1
