"""bowout agenda."""

from typing import Any

import pytest

from tests.support import Clock, Runner

LETTER = "Withdrawal of application – Engineer – Robin Ames"


def run(bowout: Runner, *argv: str) -> None:
    result = bowout(*argv)
    assert result.code == 0, result.err


@pytest.fixture
def day(bowout: Runner, clock: Clock) -> None:
    """A morning with something of each kind to do; it is 30 November, 11:00 in Berlin."""
    run(bowout, "profile", "--name", "Robin Ames", "--email", "robin@example.org")
    for company in ("Acme", "Globex", "Initech", "Umbrella", "Northwind", "Lakeside", "Hooli"):
        run(bowout, "add", company, "Engineer", "--applied", "2026-11-10")
    run(bowout, "add", "Zéphyr", "Engineer", "--status", "saved")
    clock.set("2026-11-24T10:00:00Z")
    run(bowout, "stage", "add", "1", "interview", "--at", "2026-11-27T09:00", "--with", "Lee Wong")
    run(
        bowout,
        "stage",
        "add",
        "1",
        "final",
        "--at",
        "2026-12-03T14:00",
        "--minutes",
        "60",
        "--where",
        "Leeds",
    )
    run(bowout, "stage", "add", "2", "assessment", "--due", "2026-12-01")
    run(bowout, "stage", "add", "3", "offer", "--due", "2026-11-27")
    run(bowout, "stage", "add", "4", "screening")
    run(bowout, "remind", "8", "2026-11-28", "read the posting")
    run(bowout, "remind", "2", "2026-12-24")
    run(bowout, "withdraw", "6", "--reason", "location", "--reconnect", "2027-06-01")
    run(bowout, "rejected", "7")
    clock.set("2026-11-30T10:00:00Z")


ALL: list[dict[str, Any]] = [
    {"on": "2026-11-27", "kind": "deadline", "application_id": 3, "text": "offer overdue"},
    {"on": "2026-12-01", "kind": "deadline", "application_id": 2, "text": "assessment due"},
    {
        "on": "2026-11-27T08:00:00Z",
        "kind": "stage",
        "application_id": 1,
        "text": "interview 1, with Lee Wong: was it held? bowout stage done 1 1, or bowout stage cancel 1 1",
    },
    {
        "on": "2026-12-03T13:00:00Z",
        "kind": "stage",
        "application_id": 1,
        "text": "final interview, 60 minutes, Leeds",
    },
    {"on": None, "kind": "stage", "application_id": 4, "text": "screening call, no date yet"},
    {"on": "2026-11-28", "kind": "reminder", "application_id": 8, "text": "read the posting"},
    {"on": "2026-12-24", "kind": "reminder", "application_id": 2, "text": "look at it"},
    {
        "on": "2026-11-24T10:00:00Z",
        "kind": "letter",
        "application_id": 6,
        "text": f"letter drafted: {LETTER}; when it is sent: bowout sent 6",
    },
    {"on": "2027-06-01", "kind": "reconnect", "application_id": 6, "text": "get back in touch"},
    {"on": "2026-11-10", "kind": "silent", "application_id": 5, "text": "applied, silent for 20 days"},
]


@pytest.mark.usefixtures("day")
def test_the_json_form(bowout: Runner) -> None:
    result = bowout("agenda", "--json")
    assert (result.code, result.err) == (0, "")
    assert result.json == ALL


@pytest.mark.usefixtures("day")
def test_within_some_days(bowout: Runner) -> None:
    week = bowout("agenda", "--days", "7", "--json").json
    # Silent for seven days is no other; overdue and without a date stays.
    assert week == [item for item in ALL if item["on"] not in ("2026-12-24", "2027-06-01")]
    assert bowout("agenda", "--days", "20", "--json").json == week
    later = [item for item in bowout("agenda", "--days", "21", "--json").json if item["kind"] == "silent"]
    assert later == []


@pytest.mark.usefixtures("day")
def test_on_a_terminal(bowout: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    result = bowout("agenda", terminal=True)
    assert result.err == ""
    assert result.out == (
        "Deadlines\n"
        "  3 days ago        Initech (3): offer overdue\n"
        "  tomorrow          Globex (2): assessment due\n"
        "\n"
        "Calls and interviews\n"
        "  3 days ago        Acme (1): interview 1, with Lee Wong: was it held? bowout stage done 1 1, or\n"
        "                    bowout stage cancel 1 1\n"
        "  Thu 3 Dec 14:00   Acme (1): final interview, 60 minutes, Leeds\n"
        "  no date           Umbrella (4): screening call, no date yet\n"
        "\n"
        "Reminders\n"
        "  2 days ago        Zéphyr (8): read the posting\n"
        "  Thu 24 Dec        Globex (2): look at it\n"
        "\n"
        "Letters not yet sent\n"
        "  6 days ago        Lakeside (6): letter drafted: Withdrawal of application – Engineer – Robin Ames;\n"
        "                    when it is sent: bowout sent 6\n"
        "\n"
        "To get back in touch\n"
        "  2027-06-01        Lakeside (6): get back in touch\n"
        "\n"
        "Silent\n"
        "  since 10 Nov      Northwind (5): applied, silent for 20 days\n"
        "\n"
        "When it is done: bowout remind 8 --done. If nobody answers any more: bowout ghosted 5.\n"
    )


@pytest.mark.usefixtures("day")
def test_piped_fields_are_apart_by_tabs(bowout: Runner) -> None:
    lines = bowout("agenda").out.splitlines()
    assert lines[0] == "on\tkind\tno\tcompany\twhat"
    assert lines[2] == "2026-12-01\tdeadline\t2\tGlobex\tassessment due"
    assert lines[4] == "2026-12-03 14:00\tstage\t1\tAcme\tfinal interview, 60 minutes, Leeds"
    assert lines[5].startswith("\tstage\t4\tUmbrella\t")
    assert len(lines) == 1 + len(ALL)


@pytest.mark.usefixtures("day")
def test_what_is_done_is_gone(bowout: Runner) -> None:
    run(bowout, "stage", "done", "1", "1")
    run(bowout, "stage", "cancel", "1", "2")
    run(bowout, "rejected", "2", "3", "4")
    for number in ("8", "6"):  # that of 2 was stopped as it was turned down
        run(bowout, "remind", number, "--done")
    run(bowout, "sent", "6")
    run(bowout, "ghosted", "5")
    assert bowout("agenda", "--json").json == []


def silent(bowout: Runner, *options: str) -> list[int]:
    return [
        item["application_id"]
        for item in bowout("agenda", *options, "--json").json
        if item["kind"] == "silent"
    ]


def test_from_which_day_on_it_is_silent(bowout: Runner, clock: Clock) -> None:
    run(bowout, "add", "Acme", "Engineer")  # on the 23rd
    clock.set("2026-12-06T22:59:00Z")  # 23:59 on the 6th in Berlin: the 13th day
    assert silent(bowout) == []
    clock.advance(minutes=1)
    assert silent(bowout) == [1]
    run(bowout, "config", "set", "silent_days", "15")
    assert silent(bowout) == []
    assert silent(bowout, "--days", "14") == [1]
    assert silent(bowout, "--days", "15") == []


def test_what_breaks_the_silence_and_what_does_not(bowout: Runner, clock: Clock) -> None:
    run(bowout, "profile", "--name", "Robin Ames", "--email", "robin@example.org")
    for company in ("Acme", "Globex", "Initech", "Umbrella", "Hooli"):
        run(bowout, "add", company, "Engineer")
    clock.advance(days=10)
    run(bowout, "note", "acme", "they have a new office")
    run(bowout, "edit", "acme", "--applied", "2026-11-20")
    run(bowout, "remind", "acme", "in 2 months")
    run(bowout, "move", "globex", "screening")
    run(bowout, "stage", "add", "initech", "interview")
    run(bowout, "move", "umbrella", "interviewing", "--on", "2026-11-24")
    clock.advance(days=10)
    assert silent(bowout) == [1, 5, 4], "the longest silent first"
    run(bowout, "stage", "cancel", "initech")
    clock.advance(days=14)
    assert silent(bowout) == [1, 5, 4, 2, 3]


@pytest.mark.usefixtures("clock")
def test_nothing_to_do(bowout: Runner) -> None:
    assert bowout("agenda", "--json").out == "[]\n"
    for terminal in (False, True):
        result = bowout("agenda", terminal=terminal)
        assert (result.code, result.out) == (0, "")
        assert result.err.startswith("Nothing lies ahead.")
    run(bowout, "add", "Acme", "Engineer")
    run(bowout, "remind", "acme", "in 5 days")
    assert (
        bowout("agenda", "--days", "4").err
        == "Nothing within 4 days. `bowout agenda` lists what comes later.\n"
    )


def test_of_many_silent_ones_a_terminal_shows_some(bowout: Runner, clock: Clock) -> None:
    for number in range(17):
        run(bowout, "add", "Acme", f"Role {number}")
    clock.advance(days=30)
    assert "… and 2 more: bowout agenda | less" in bowout("agenda", terminal=True).out
    assert len(bowout("agenda").out.splitlines()) == 1 + 17


@pytest.mark.parametrize("days", ["0", "-1", "x", "99999999999999999999"])
def test_days_that_are_none(bowout: Runner, days: str) -> None:
    result = bowout("agenda", "--days", days)
    assert (result.code, result.out) == (2, "")
    assert "--days" in result.err


def test_on_both_engines(
    bowout: Runner, clock: Clock, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOWOUT_DB", database_url)
    run(bowout, "add", "Acme", "Engineer")
    run(bowout, "add", "Globex", "Engineer")
    run(bowout, "stage", "add", "globex", "interview", "--at", "2026-12-24T10:00", "--with", "Lee Wong")
    run(bowout, "remind", "acme", "tomorrow", "write to them")
    clock.advance(days=20)
    assert bowout("agenda", "--json").json == [
        {
            "on": "2026-12-24T09:00:00Z",
            "kind": "stage",
            "application_id": 2,
            "text": "interview 1, with Lee Wong",
        },
        {"on": "2026-11-24", "kind": "reminder", "application_id": 1, "text": "write to them"},
        {
            "on": "2026-11-23T10:00:00Z",
            "kind": "silent",
            "application_id": 1,
            "text": "applied, silent for 20 days",
        },
    ]
    run(bowout, "remind", "acme", "--done")
    assert [item["kind"] for item in bowout("agenda", "--days", "2", "--json").json] == ["silent"]
