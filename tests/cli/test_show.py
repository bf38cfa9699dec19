"""bowout show."""

from collections.abc import Sequence

import pytest

from bowout.storage.reading import Parameters, Row, SqliteReader
from tests.support import Clock, Runner

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
    "outlook": None,
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
    bowout("rejected", "acme")
    shown = bowout("show", "acme").out
    assert "Speaks for" not in shown
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


OUTLOOK = """\

Speaks for staying
  the open code review (interview 1)
  the small team

Speaks for leaving (private)
  culture or company: everyone looked tired (interview 1)
  compensation (interview 1)
  culture or company: nobody could say who decides what gets built, and two of
  them rolled their eyes

Alternatives
  Globex, Platform Engineer (2): offer, answer by 2026-12-01 17:00
  Initech, Engineer (4): interviewing, interview 1 on 2026-12-02 09:00
  Hooli, Engineer (5): interviewing, interview 1 without a date yet
  Umbrella, Engineer (6): screening, assessment due 2026-12-02
  Wonka, Engineer (8): applied
  and 1 more: bowout list --open

If you leave now
  letter    declines the offer, to Dana Fox <dana@acme.example>
  call      before you write, as they made you an offer
  portal    decline there as well, if you applied through one
  deadline  they expect your answer by 2026-11-27
  missing   your name (bowout profile --name NAME)
            your address (bowout profile --email ADDRESS)
  command   bowout withdraw 1 --reason culture_company

"""


def test_several_people_are_listed_with_commas(bowout: Runner) -> None:
    people = [f"{name} <{name.lower()}@acme.example>" for name in ("Ada", "Bo", "Cy")]
    bowout("add", "Acme", "Engineer", *(word for person in people for word in ("--contact", person)))
    shown = bowout("show", "acme").out
    assert f"withdraws the application, to {people[0]}, {people[1]} and {people[2]}\n" in shown


@pytest.fixture
def crossroads(bowout: Runner, clock: Clock) -> None:
    """An offer with things noted for and against it, and seven more, of which one is only saved."""
    for argv in (
        ("add", "Acme", "Backend Engineer", "--contact", "Dana Fox <dana@acme.example>"),
        ("stage", "add", "acme", "interview", "--at", "2026-11-20T10:00"),
        (
            *("stage", "done", "acme", "--highlight", "the open code review"),
            *("--concern", "culture:everyone looked tired", "--concern", "pay"),
        ),
        ("note", "acme", "--highlight", "the small team"),
        (
            "note",
            "acme",
            "--concern",
            "culture:nobody could say who decides what gets built, and two of them rolled their eyes",
        ),
        ("stage", "add", "acme", "offer", "--due", "2026-11-27"),
        ("add", "Globex", "Platform Engineer"),
        ("add", "Saved", "Engineer", "--status", "saved"),
        *(("add", name, "Engineer") for name in ("Initech", "Hooli", "Umbrella", "Stark", "Wonka")),
        ("stage", "add", "globex", "offer", "--due", "2026-12-01T17:00"),
        ("stage", "add", "hooli", "interview", "--invited"),
        ("stage", "add", "initech", "interview", "--at", "2026-12-02T09:00"),
        ("stage", "add", "umbrella", "assessment", "--due", "2026-12-02"),
    ):
        clock.advance(minutes=1)
        assert bowout(*argv).code == 0, argv


@pytest.mark.usefixtures("crossroads")
def test_what_speaks_for_staying_and_for_leaving_at_80_columns(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    shown = bowout("show", "acme", terminal=True).out
    assert OUTLOOK in shown
    # What is weighed there is not said a second time.
    assert shown.count("everyone looked tired") == shown.count("the open code review") == 1
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.usefixtures("crossroads")
def test_the_json_form_of_what_speaks_for_what(bowout: Runner) -> None:
    outlook = bowout("show", "acme", "--json").json["outlook"]
    listed = {view["id"]: view for view in bowout("list", "--json").json}
    assert outlook == {
        "for": [{"text": "the open code review", "stage": 1}, {"text": "the small team", "stage": None}],
        "against": [
            {"reason": "culture_company", "text": "everyone looked tired", "stage": 1},
            {"reason": "compensation", "text": None, "stage": 1},
            {
                "reason": "culture_company",
                "text": "nobody could say who decides what gets built, and two of them rolled their eyes",
                "stage": None,
            },
        ],
        "alternatives": [listed[number] for number in (2, 4, 5, 6, 8)],
        "more": 1,
        "leaving": {
            "situation": "decline_offer",
            "to": ["Dana Fox <dana@acme.example>"],
            "call": "offer",
            "portal": "too",
            "answer_by": "2026-11-27",
            "missing": ["name", "email"],
            "command": "bowout withdraw 1 --reason culture_company",
        },
    }


@pytest.mark.usefixtures("crossroads")
def test_what_else_is_open_takes_the_same_few_questions_however_much_it_is(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    rows = SqliteReader.rows

    def counted(self: SqliteReader, query: str, parameters: Parameters | None = None) -> Sequence[Row]:
        asked.append(query)
        return rows(self, query, parameters)

    monkeypatch.setattr(SqliteReader, "rows", counted)
    bowout("show", "acme")
    few = len(asked)
    for number in range(9, 21):
        bowout("add", f"More {number}", "Engineer")
        bowout("stage", "add", number, "offer", "--with", "Dana Fox")
    asked.clear()
    assert bowout("show", "acme", "--json").json["outlook"]["more"] == 13
    assert len(asked) == few < 30


@pytest.mark.usefixtures("writer")
def test_an_acceptance_is_taken_back_by_telephone_and_is_an_alternative_to_others(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--contact", "Dana Fox <dana@acme.example>", "--status", "accepted")
    bowout("add", "Globex", "Engineer", "--status", "offer")
    leaving = bowout("show", "acme", "--json").json["outlook"]["leaving"]
    assert (leaving["situation"], leaving["call"], leaving["portal"]) == (
        "rescind_acceptance",
        "acceptance",
        None,
    )
    assert leaving["missing"] == ["reason"]
    assert "  call      before you write, as you accepted\n" in bowout("show", "acme").out
    shown = bowout("show", "globex").out
    assert "\n  Acme, Engineer (1): accepted\n" in shown
    assert "  letter    declines the offer, to paste where you applied\n" in shown
    assert "  missing   the reason (bowout reasons lists them)\n" in shown
    assert "            an address of theirs (bowout contact add 2 PERSON)\n" in shown
    assert "  command   bowout withdraw 2 --reason REASON\n" in shown


@pytest.mark.parametrize(("at", "call"), [("2026-11-24T11:00", "soon"), ("2026-11-24T11:01", None)])
def test_an_interview_within_a_day_wants_a_call(bowout: Runner, at: str, call: str | None) -> None:
    bowout("add", "Acme", "Engineer", "--agency", "Search & Co", "--contact", "Ann Lee <ann@search.example>")
    bowout("stage", "add", "acme", "interview", "--at", at)
    leaving = bowout("show", "acme", "--json").json["outlook"]["leaving"]
    assert (leaving["call"], leaving["portal"], leaving["to"]) == (
        call,
        None,
        ["Ann Lee <ann@search.example>"],
    )
    assert ("call      now, as they expect you within a day" in bowout("show", "acme").out) == bool(call)


def test_a_deadline_that_is_over(bowout: Runner, clock: Clock) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "offer", "--due", "2026-11-24T10:00")
    clock.advance(days=1)
    assert "  deadline  they wanted your answer by 2026-11-24 10:00\n" in bowout("show", "acme").out
    bowout("stage", "cancel", "acme")
    assert "deadline" not in bowout("show", "acme").out


def test_only_what_can_be_left_has_two_sides(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--status", "saved")
    bowout("note", "acme", "--concern", "pay", "--highlight", "the small team")
    shown = bowout("show", "acme").out
    assert "If you leave" not in shown
    assert "liked      the small team\n" in shown
    assert "\nConcerns (private)\n  compensation\n" in shown
    bowout("add", "Globex", "Engineer", "--approached")
    shown = bowout("show", "globex").out
    assert "  letter    says no to their message, to paste where they wrote to you\n" in shown
    for number, ending in enumerate(("rejected", "ghosted", "withdrawn"), 3):
        bowout("add", f"Company {number}", "Engineer")
        bowout("move", number, ending)
        assert bowout("show", number, "--json").json["outlook"] is None


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
