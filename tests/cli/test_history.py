"""bowout history and log."""

import pytest

from tests.support import Clock, Runner


def event(
    at: str, kind: str, from_: str | None, to: str, text: str | None, owner: int = 1
) -> dict[str, object]:
    return {"at": at, "kind": kind, "from": from_, "to": to, "text": text, "application_id": owner}


ACME = [
    event("2026-11-23T10:00:00Z", "added", None, "applied", None),
    event("2026-11-24T10:00:00Z", "stage_scheduled", None, "scheduled", "interview 1, 2026-11-26 15:00"),
    event("2026-11-24T10:00:00Z", "moved", "applied", "interviewing", None),
    event("2026-11-25T10:00:00Z", "stage_declined", "scheduled", "declined", "interview 1"),
    event("2026-11-25T10:00:00Z", "withdrawn", "interviewing", "withdrawn", "career_direction"),
    event(
        "2026-11-25T10:00:00Z",
        "letter_drafted",
        None,
        "drafted",
        "Declining the interview on 26 November – Robin Ames",
    ),
]


@pytest.mark.usefixtures("search")
def test_the_json_form(bowout: Runner) -> None:
    result = bowout("history", "acme", "--json")
    assert (result.code, result.err) == (0, "")
    assert result.json == ACME


@pytest.mark.usefixtures("search")
def test_all_of_them_in_the_order_it_happened(bowout: Runner) -> None:
    assert bowout("history").out == (
        "What happened, the oldest first:\n"
        "2026-11-01        Initech (4): applied\n"
        "2026-11-23 11:00  Acme (1): applied\n"
        "2026-11-23 11:00  Globex (2): applied\n"
        "2026-11-23 11:00  日本商事 (3): saved it\n"
        "2026-11-24 11:00  Acme (1): interview 1 booked for 2026-11-26 15:00\n"
        "2026-11-24 11:00  Acme (1): applied → interviewing\n"
        "2026-11-24 11:00  Globex (2): screening call booked for 2026-12-01 09:00\n"
        "2026-11-24 11:00  Globex (2): applied → screening\n"
        "2026-11-24 11:00  Initech (4): applied → rejected\n"
        "2026-11-25 11:00  Acme (1): declined interview 1\n"
        "2026-11-25 11:00  Acme (1): withdrew (career direction)\n"
        "2026-11-25 11:00  Acme (1): letter written: Declining the interview on 26 November – Robin Ames\n"
    )
    assert [found["application_id"] for found in bowout("history", "--json").json] == [
        4, 1, 2, 3, 1, 1, 2, 2, 4, 1, 1, 1
    ]  # fmt: skip


@pytest.mark.usefixtures("search")
@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--since", "yesterday"), 8),
        (("--since", "2026-11-25"), 3),
        (("--since", "2026-11-24T11:00"), 8),
        (("--since", "2026-11-24T11:01"), 3),
        (("--since", "tomorrow"), 0),
        (("--reason", "career"), 6),
        (("--reason", "pay"), 0),
        (("--reason", "career", "--since", "2026-11-25"), 3),
        (("globex",), 3),
        (("globex", "--reason", "career"), 0),
    ],
)
def test_a_part_of_it(bowout: Runner, options: tuple[str, ...], count: int) -> None:
    result = bowout("history", *options, "--json")
    assert result.code == 0, result.err
    assert len(result.json) == count


def test_a_day_counts_as_it_is_here(bowout: Runner, clock: Clock) -> None:
    clock.set("2026-11-23T23:30:00Z")  # the 24th in Berlin
    bowout("add", "Acme", "Engineer")
    assert len(bowout("history", "--since", "2026-11-24", "--json").json) == 1
    assert bowout("history", "--since", "2026-11-25", "--json").json == []


def test_every_kind_as_a_person_tells_it(bowout: Runner, clock: Clock) -> None:
    steps = (
        "profile --name Robin --email robin@example.org",
        "add Acme Engineer --status saved",
        "applied acme",
        "stage add acme screening",
        "reschedule acme 2026-11-30T10:00",
        "reschedule acme 2026-12-01T10:00 --by me",
        "stage cancel acme",
        "stage add acme assessment --due 2026-12-03",
        "stage done acme",
        "stage edit acme 2 --at 2026-11-20",
        "move acme applied",
        "rejected acme --note closed",
        "move acme applied --note hired-nobody",
        "withdraw acme --reason pay --to dana@acme.example",
        "sent acme",
    )
    for step in steps:
        result = bowout(*step.split())
        assert result.code == 0, result.err
        clock.advance(minutes=1)
    told = [line[18:] for line in bowout("history", "acme").out.splitlines()[1:]]
    subject = "Withdrawal of application – Engineer – Robin"
    assert told == [
        "saved it",
        "saved → applied",
        "invited to screening call",
        "applied → screening",
        "screening call booked for 2026-11-30 10:00",
        "screening call moved from 2026-11-30 10:00 to 2026-12-01 10:00",
        "screening call cancelled",
        "invited to assessment, due 2026-12-03",
        "assessment done",
        "corrected: assessment was on 2026-11-20",
        "corrected: screening → applied",
        "applied → rejected (closed)",
        "reopened: rejected → applied (hired-nobody)",
        "withdrew (compensation)",
        f"letter written: {subject}",
        f"letter sent: {subject}",
    ]


def test_a_recruiter_who_wrote_first(bowout: Runner) -> None:
    bowout("add", "Acme", "--approached")
    assert "they wrote first\n" in bowout("history", "acme").out


def test_a_day_without_a_time_comes_before_that_days_times(bowout: Runner, clock: Clock) -> None:
    clock.set("2026-11-23T08:00:00Z")
    bowout("add", "Acme", "Engineer")
    clock.advance(days=1)
    bowout("move", "acme", "screening", "--on", "2026-11-24T08:00")
    bowout("rejected", "acme", "--on", "2026-11-24")
    assert [found["to"] for found in bowout("history", "--json").json] == ["applied", "rejected", "screening"]


def test_nothing_yet(bowout: Runner) -> None:
    assert bowout("history", "--json").out == "[]\n"
    result = bowout("history")
    assert (result.code, result.out, result.err) == (0, "", "Nothing happened yet.\n")


def test_log_lists_each_step_the_newest_first(bowout: Runner, clock: Clock) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("note", "acme", "hello")
    clock.advance(minutes=5)
    bowout("undo")
    result = bowout("log", "--json")
    assert (result.code, result.err) == (0, "")
    step = {"at": "2026-11-23T10:00:00Z", "undone": False}
    assert result.json == [
        step
        | {"id": 3, "at": "2026-11-23T10:05:00Z", "command": "undo", "summary": "note on Acme, Engineer (1)"},
        step | {"id": 2, "command": "note", "summary": "note on Acme, Engineer (1)", "undone": True},
        step | {"id": 1, "command": "add", "summary": "add Acme, Engineer (1)"},
    ]
    assert bowout("log").out == (
        "step\twhen\twhat\n"
        "3\t2026-11-23 11:05\tundo: note on Acme, Engineer (1)\n"
        "2\t2026-11-23 11:00\tnote on Acme, Engineer (1) (undone)\n"
        "1\t2026-11-23 11:00\tadd Acme, Engineer (1)\n"
    )
    bowout("redo")
    assert [found["undone"] for found in bowout("log", "--json").json] == [False, True, False, False]


def test_how_many_steps_are_shown(bowout: Runner) -> None:
    for number in range(22):
        bowout("add", f"Company {number}", "Engineer")
    assert len(bowout("log").out.splitlines()) == 1 + 22
    assert len(bowout("log", "--json", terminal=True).json) == 22
    assert [found["id"] for found in bowout("log", "--limit", "2", "--json").json] == [22, 21]
    on_terminal = bowout("log", terminal=True).out.splitlines()
    assert len(on_terminal) == 20 + 1
    assert "… and more before: --limit 200" in on_terminal[-1]


def test_nothing_recorded_yet(bowout: Runner) -> None:
    assert bowout("log", "--json").out == "[]\n"
    result = bowout("log")
    assert (result.code, result.out, result.err) == (0, "", "Nothing was recorded yet.\n")


def test_another_day_of_applying_is_told(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("edit", "acme", "--applied", "2026-11-02")
    assert "corrected: applied on 2026-11-02 (not on 2026-11-23)" in bowout("history", "acme").out
