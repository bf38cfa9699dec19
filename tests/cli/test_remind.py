"""bowout remind."""

from collections.abc import Callable

import pytest

from tests.support import Clock, Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def acme(bowout: Runner) -> Runner:
    """One application, and nothing to do."""
    assert bowout("add", "Acme", "Engineer").code == 0
    return bowout


def test_a_reminder_for_a_day(acme: Runner) -> None:
    assert acme("remind", "acme", "next friday", " ask Dana ", "--json").json == {
        "id": 1,
        "due_on": "2026-11-27",
        "text": "ask Dana",
        "done_at": None,
    }
    assert acme("remind", "acme", "today", "-q").out == "1\n"
    assert acme("show", "acme", "--json").json["reminders"] == [
        {"id": 2, "due_on": "2026-11-23", "text": None, "done_at": None},
        {"id": 1, "due_on": "2026-11-27", "text": "ask Dana", "done_at": None},
    ]


def test_what_people_read(acme: Runner) -> None:
    assert acme("remind", "acme", "tomorrow", "ask Dana").out == (
        "Acme, Engineer (1): reminder for 2026-11-24: ask Dana\n"
        "`bowout agenda` lists it. When it is done: bowout remind 1 --done\n"
    )
    assert acme("remind", "acme", "tomorrow 14:00").out.startswith(
        "Acme, Engineer (1): reminder for 2026-11-24\nA reminder is for a day: the time is not kept.\n"
    )
    assert (
        acme("remind", "acme", "--done").out
        == "Acme, Engineer (1): 1 reminder done\n  2026-11-24  ask Dana\n"
    )


def test_done_are_those_that_are_due_or_else_the_next(acme: Runner, clock: Clock) -> None:
    for day in ("2026-11-30", "2026-11-24", "2026-11-25", "2026-12-24"):
        acme("remind", "acme", day, f"on {day}")
    first = acme("remind", "acme", "--done", "--json").json
    assert first == [
        {"id": 2, "due_on": "2026-11-24", "text": "on 2026-11-24", "done_at": "2026-11-23T10:00:00Z"}
    ], "none is due: the next one"
    clock.set("2026-11-29T23:30:00Z")
    due = acme("remind", "acme", "--done", "--json").json
    assert [reminder["due_on"] for reminder in due] == ["2026-11-25", "2026-11-30"], (
        "in Berlin it is the 30th"
    )
    assert acme("remind", "acme", "--done").out.startswith(
        "Acme, Engineer (1): 1 reminder done\n  2026-12-24"
    )
    none = acme("remind", "acme", "--done")
    assert (none.code, none.out) == (1, "")
    assert (
        none.err
        == "bowout: Acme, Engineer (1) has no reminder to be done.\nSet one: bowout remind 1 tomorrow.\n"
    )


def test_each_is_one_step_of_undo(acme: Runner, rows: Rows) -> None:
    acme("remind", "acme", "today", "one")
    acme("remind", "acme", "today", "two")
    before = rows()
    assert len(acme("remind", "acme", "--done", "--json").json) == 2
    assert acme("undo", "--json").json["summary"] == "reminder done on Acme, Engineer (1)"
    assert rows() == before
    acme("undo")
    acme("undo")
    assert rows()["reminder"] == []


def test_one_that_was_left_may_be_remembered(acme: Runner) -> None:
    acme("move", "acme", "withdrawn")
    assert acme("remind", "acme", "in 6 months", "--json").json["due_on"] == "2027-05-23"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("1",), 2, "The day is missing."),
        (("1", "yesterday"), 2, "“yesterday” is over."),
        (("1", "2026-11-22"), 2, "is over"),
        (("1", "ask Dana"), 2, "not a date"),
        (("1", "tomorrow", "--done"), 2, "--done takes no WHEN"),
        (("1", "tomorrow", "ask", "Dana"), 2, "Dana"),
        (("zebra", "tomorrow"), 1, "No application matches"),
        (("1", "--done"), 1, "no reminder to be done"),
    ],
)
def test_what_is_refused_changes_nothing(
    acme: Runner, rows: Rows, arguments: tuple[str, ...], code: int, words: str
) -> None:
    before = rows()
    result = acme("remind", *arguments)
    assert (result.code, result.out) == (code, "")
    assert words in result.err
    assert len(result.err.splitlines()) == 2
    assert rows() == before
