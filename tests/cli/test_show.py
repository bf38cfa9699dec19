"""bowout show."""

import pytest

from tests.support import Runner

SHOWN = """\
Acme, Backend Engineer (1): withdrawn
applied    2026-11-23
source     LinkedIn

Why I left
  on 2026-11-25, at: interview
  reason (private): career direction (career_direction)
  note (private): the private truth

People
  Dana Fox <dana@acme.example>
  Lee Wong, interviewer

Stages
  1. interview 1, declined, 2026-11-26 15:00, with Lee Wong

Concerns (private)
  culture_company: everyone looked tired

Notes (private)
  2026-11-25 11:00  Grüße aus der Straße

Letters
  2026-11-25 11:00  Declining the interview on 26 November – Robin Ames
                    (drafted; bowout letters show 1)

Timeline
  2026-11-23 11:00  applied
  2026-11-24 11:00  interview 1 booked for 2026-11-26 15:00
  2026-11-24 11:00  applied → interviewing
  2026-11-25 11:00  declined interview 1
  2026-11-25 11:00  withdrew (career direction)
  2026-11-25 11:00  letter written: Declining the interview on 26 November –
                    Robin Ames
"""
STAGE = {
    "number": 1,
    "kind": "interview",
    "round": 1,
    "state": "declined",
    "at": "2026-11-26T14:00:00Z",
    "due": None,
    "time_zone": "Europe/Berlin",
    "minutes": None,
    "where": None,
    "people": [{"name": "Lee Wong", "email": None, "phone": None, "role": "interviewer", "greet": None}],
    "outcome": None,
    "highlight": None,
    "concerns": [],
}
DETAIL = {
    "id": 1,
    "company": "Acme",
    "position": "Backend Engineer",
    "status": "withdrawn",
    "applied_on": "2026-11-23",
    "source": "LinkedIn",
    "url": None,
    "location": None,
    "salary": None,
    "agency": None,
    "internal": False,
    "tags": [],
    "created_at": "2026-11-23T10:00:00Z",
    "updated_at": "2026-11-25T10:00:00Z",
    "next_stage": None,
    "withdrawal": {
        "reason": "career_direction",
        "note": "the private truth",
        "situation": "decline_interview",
        "stage": "interview",
        "on": "2026-11-25",
    },
    "messages": [],
    "stages": [STAGE],
    "contacts": [
        {"name": "Dana Fox", "email": "dana@acme.example", "phone": None, "role": None, "greet": None},
        {"name": "Lee Wong", "email": None, "phone": None, "role": "interviewer", "greet": None},
    ],
    "notes": [{"at": "2026-11-25T10:00:00Z", "text": "Grüße aus der Straße"}],
    "letters": [
        {
            "id": 1,
            "application_id": 1,
            "situation": "decline_interview",
            "to": ["Dana Fox <dana@acme.example>"],
            "subject": "Declining the interview on 26 November – Robin Ames",
            "state": "drafted",
            "at": "2026-11-25T10:00:00Z",
        }
    ],
    "reminders": [],
    "concerns": [{"reason": "culture_company", "text": "everyone looked tired"}],
    "highlight": None,
}


@pytest.mark.usefixtures("search")
def test_the_json_form(bowout: Runner) -> None:
    result = bowout("show", "acme", "--json")
    assert (result.code, result.err) == (0, "")
    shown = result.json
    assert shown.pop("events") == [
        {key: value for key, value in event.items() if key != "application_id"}
        for event in bowout("history", "acme", "--json").json
    ]
    assert shown == DETAIL


@pytest.mark.usefixtures("search")
def test_at_80_columns(bowout: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    shown = bowout("show", "acme", terminal=True).out
    assert shown == SHOWN
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.usefixtures("search")
def test_piped_nothing_is_broken_in_two(bowout: Runner) -> None:
    shown = bowout("show", "1").out
    assert shown.split() == SHOWN.split()
    assert (
        "  2026-11-25 11:00  letter written: Declining the interview on 26 November – Robin Ames\n" in shown
    )


def test_every_field_and_part(bowout: Runner) -> None:
    bowout(
        *("add", "Acme", "Engineer", "--agency", "Hunters", "--url", "https://acme.example/1", "--internal"),
        *("--salary", "60k", "--tag", "remote", "--tag", "second choice", "--location", "Leeds"),
    )
    bowout("contact", "add", "acme", "Dana Fox <dana@acme.example>", "--role", "hiring", "--greet", "Dana")
    bowout(
        "stage", "add", "acme", "interview", "--at", "2026-11-20T10:00", "--where", "Leeds", "--minutes", "45"
    )
    bowout("stage", "done", "acme", "--outcome", "passed", "--highlight", "the open code review")
    bowout("note", "acme", "--concern", "pay")
    shown = bowout("show", "acme").out
    for line in (
        "agency     Hunters",
        "link       https://acme.example/1",
        "internal   your present employer",
        "tags       remote, second choice",
        "liked      the open code review",
        "salary     60k",
        "  Dana Fox <dana@acme.example>, hiring manager, greeted as Dana",
        "  1. interview 1, done, 2026-11-20 10:00 for 45 minutes, Leeds",
        "     outcome: passed",
        "     liked: the open code review",
        "  compensation",
    ):
        assert line in shown.splitlines()


def test_what_a_terminal_would_obey_is_shown(bowout: Runner) -> None:
    bowout("add", "Ac\x1b[31mme", "Engineer", "--note", "two\nlines\x07")
    shown = bowout("show", "1").out
    assert r"Ac\x1b[31mme" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown
    # The note's own line break stays, and its second line stands below the first.
    assert "two\n" in shown


def test_one_that_is_not_there(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    result = bowout("show", "acne")
    assert (result.code, result.out) == (1, "")
    assert result.err == "bowout: No application matches “acne”.\nDid you mean Acme?\n"
