"""Logging a search: add, edit, note, move, stage, contact, delete, profile."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import Clock, Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]

pytestmark = pytest.mark.usefixtures("clock")


def test_add_prints_the_application_whole(bowout: Runner) -> None:
    result = bowout(
        *("add", "Acme, Inc.", "Backend Engineer", "--source", "LinkedIn", "--url", "https://acme.example/1"),
        *("--location", "Leeds", "--salary", "60k", "--agency", "Hunters", "--internal", "--tag", "remote"),
        *(
            "--tag",
            "remote",
            "--tag",
            "second choice",
            "--note",
            "private",
            "--contact",
            "Dana Fox <dana@acme.example>",
        ),
        "--json",
    )
    assert result.code == 0
    assert result.json == {
        "id": 1,
        "company": "Acme, Inc.",
        "position": "Backend Engineer",
        "status": "applied",
        "applied_on": "2026-11-23",
        "source": "LinkedIn",
        "url": "https://acme.example/1",
        "location": "Leeds",
        "salary": "60k",
        "agency": "Hunters",
        "internal": True,
        "tags": ["remote", "second choice"],
        "created_at": "2026-11-23T10:00:00Z",
        "updated_at": "2026-11-23T10:00:00Z",
        "next_stage": None,
        "withdrawal": None,
    }
    assert result.err == ""


def test_the_first_line_names_company_position_and_number(bowout: Runner) -> None:
    assert bowout("add", "Acme", "Engineer").out.startswith("Acme, Engineer (1)")
    assert bowout("note", "acme", "hello").out.startswith("Acme, Engineer (1)")
    assert bowout("move", "acme", "screening").out.startswith("Acme, Engineer (1)")
    assert bowout("stage", "add", "acme", "interview").out.startswith("Acme, Engineer (1)")
    assert bowout("add", "Globex", "SRE", "-q").out == "2\n"


@pytest.mark.parametrize(
    "name",
    [
        "O'Neil & Sons",
        "Acme, Inc.",
        "list",
        "Ünïcode GmbH",
        "株式会社例",
        "شركة",
        '"Quoted" Ltd',
        "{{ x }}",
        "100% Pure_",
    ],
)
def test_names_as_people_have_them(bowout: Runner, name: str) -> None:
    added = bowout("add", name, "Ingénieur d'essai", "--json")
    assert added.json["company"] == name
    assert bowout("note", name, "found again", "-q").out == "1\n"
    assert bowout("note", name.casefold(), "in any case", "-q").out == "1\n"


def test_a_name_that_begins_with_a_dash_goes_behind_two(bowout: Runner) -> None:
    assert bowout("add", "--json", "--", "-Dash", "-Engineer").json["company"] == "-Dash"
    assert bowout("note", "-q", "--", "-dash", "-x").out == "1\n"


def test_approached_is_saved_with_an_outreach_and_no_applied_date(bowout: Runner) -> None:
    added = bowout("add", "Acme", "--approached", "--json").json
    assert (added["status"], added["applied_on"], added["position"]) == ("saved", None, "")
    stages = bowout("stage", "list", "acme", "--json").json
    assert [(stage["kind"], stage["state"]) for stage in stages] == [("outreach", "done")]


def test_earlier_processes_at_the_company_are_named(bowout: Runner, clock: Clock, writer: None) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("withdraw", "acme", "--reason", "career")
    again = bowout("add", "ACME", "Architect")
    assert again.out == (
        "Acme, Architect (2): applied\n"
        "Before at Acme: Engineer (1), withdrawn on 2026-11-23, career direction (career_direction); "
        "your letter says: “My career goals have changed.”\n"
        'Next: bowout stage add 2 interview --at "next friday 10:00", or bowout show 2.\n'
    ), "the company keeps the name it has"
    bowout("sent", "1")
    bowout("move", "2", "rejected", "--on", "2026-11-23")
    bowout("add", "acme", "--approached")
    bowout("add", "Globex", "Engineer")
    clock.advance(days=1)
    again = bowout("add", "acme", "Engineer", "--status", "saved")
    assert again.out.splitlines()[1:-1] == [
        (
            "Before at Acme: Engineer (1), withdrawn on 2026-11-23, career direction (career_direction); "
            "you said: “My career goals have changed.”"
        ),
        "Before at Acme: Architect (2), rejected on 2026-11-23",
        "Also open at Acme: position not named (3), saved",
    ]
    again = bowout("add", "globex", "Architect")
    assert again.out.splitlines()[1] == "Also open at Globex: Engineer (4), applied on 2026-11-23"
    assert bowout("add", "acme", "Tester", "-q").out == "7\n"


def test_a_company_in_another_legal_form_is_the_same_one(bowout: Runner, writer: None) -> None:
    bowout("add", "Hooli", "Engineer")
    bowout("add", "Acme Inc.", "Engineer")
    bowout("add", "Hooligan Ltd", "Engineer")
    bowout("withdraw", "1", "-r", "career", "--no-letter")
    told = bowout("add", "The Hooli Group, Ltd", "Architect").out.splitlines()
    assert told[:2] == [
        "The Hooli Group, Ltd, Architect (4): applied",
        "Before at Hooli: Engineer (1), withdrawn on 2026-11-23, career direction (career_direction)",
    ]
    assert told[2].startswith("Next:")
    for name in ("Acme", "acme inc", "Acme, GmbH"):
        again = bowout("add", name, "Engineer")
        assert (again.code, again.out) == (1, "")
        assert "Acme Inc., Engineer (2) is already open." in again.err
    told = bowout("add", "Acme", "Engineer", "--duplicate").out.splitlines()
    assert told[:2] == [
        "Acme, Engineer (5): applied",
        "Also open at Acme Inc.: Engineer (2), applied on 2026-11-23",
    ]


def test_the_same_open_application_twice_needs_a_word(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    again = bowout("add", "acme", "ENGINEER", "--json")
    assert again.code == 1
    assert again.error["code"] == "duplicate"
    assert bowout("add", "acme", "ENGINEER", "--duplicate").code == 0


@pytest.mark.parametrize(
    ("status", "applied", "expected"),
    [("saved", None, None), ("interviewing", None, "2026-11-23"), ("applied", "3 days ago", "2026-11-20")],
)
def test_applied_on(bowout: Runner, status: str, applied: str | None, expected: str | None) -> None:
    extra = ["--applied", applied] if applied else []
    assert (
        bowout("add", "Acme", "Engineer", "--status", status, *extra, "--json").json["applied_on"] == expected
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["add", "", "x"], 2, "company is empty"),
        (["add", "x", " "], 2, "position is empty"),
        (["add", "x", "y" * 2000], 2, "2000 characters"),
        (["add", "x"], 2, "position is empty"),
        (["add", "x", "y", "--status", "nope"], 2, "Choose one of: saved, applied"),
        (["add", "x", "y", "--applied", "someday"], 2, "not a date"),
        (["add", "x", "y", "--applied", "2026-02-30"], 2, "There is no “2026-02-30”"),
        (["add", "x", "y", "--contact", "Dana <dana>"], 2, "not a mail address"),
        (["add", "x", "y", "--nonsense"], 2, "--nonsense"),
        (["note", "1"], 2, "nothing to note"),
        (["note", "1", "x", "--concern", "zebra"], 2, "not a reason"),
        (["move", "1", "nope"], 2, "not a status"),
        (["move", "applied"], 2, "status is missing"),
        (["edit", "1"], 2, "Nothing to change"),
        (["stage", "add", "1", "party"], 2, "not a kind of stage"),
        (["stage", "add", "1", "interview", "--invited", "--at", "tomorrow"], 2, "--invited"),
        (["stage", "add", "1", "interview", "--minutes", "0"], 2, "--minutes"),
        (["stage", "cancel", "1", "--by", "nobody"], 2, "--by"),
        (["stage", "done", "1"], 1, "no stage ahead"),
        (["stage", "done", "1", "7"], 1, "no stage 7"),
        (["contact", "remove", "1", "Nobody"], 1, "not a contact"),
        (["contact", "add", "1", "Dana", "--role", "boss"], 2, "not a role"),
        (["move", "1", "accepted"], 1, "can become: screening"),
        (["move", "1", "applied"], 1, "already applied"),
        (["delete", "1"], 1, "--yes"),
        (["undo", "99999999999999999999"], 2, "99999999999999999999"),
        (["undo", "0"], 2, "0"),
        (["stage", "done", "1", "99999999999999999999"], 2, "99999999999999999999"),
        (["note", "1", "\udcff"], 2, "not UTF-8"),
        (["sent", "1"], 1, "no unsent letter"),
        (["note", "zebra", "x"], 1, "No application matches"),
        (["note", "99", "x"], 1, "No application matches"),
        (["ad", "x", "y"], 2, "There is no command “ad”.\nDid you mean add"),
        (["templates", "lst"], 2, "There is no command “lst”.\nDid you mean list?"),
        (["stage", "zebra"], 2, "There is no command “zebra”.\n`bowout stage --help` lists the commands."),
        (["profile", "--email", "nonsense"], 2, "not a mail address"),
        (["profile", "--time-zone", "Berlin"], 2, "Europe/Berlin"),
        (["profile", "--language", "tlh"], 2, "en-GB, en-US"),
    ],
)
def test_bad_input_is_one_clear_sentence_and_changes_nothing(
    bowout: Runner, rows: Rows, arguments: list[str], code: int, words: str
) -> None:
    bowout("add", "Acme", "Engineer")
    before = rows()
    result = bowout(*arguments)
    assert result.code == code, result.err
    assert words in result.err
    assert result.out == ""
    assert len(result.err.strip().splitlines()) <= 2
    assert "Traceback" not in result.err
    assert rows() == before
    as_json = bowout(*arguments, "--json")
    assert as_json.code == code
    assert set(as_json.error) == {"code", "message", "hint"}
    assert as_json.out == ""


def test_an_application_by_words(bowout: Runner) -> None:
    for company, position in (("Acme", "Backend"), ("Acme Robotics", "Backend"), ("Globex", "Frontend")):
        bowout("add", company, position)
    assert bowout("note", "acme", "x", "-q").out == "1\n", "an exact company beats a part of one"
    assert bowout("note", "robot", "x", "-q").out == "2\n"
    assert bowout("note", "globex front", "x", "-q").out == "3\n"
    several = bowout("note", "backend", "x")
    assert several.code == 1
    assert "Acme, Backend (1): applied" in several.err
    assert "Acme Robotics" in several.err
    assert "Did you mean Globex" in bowout("note", "glibex", "x").err


def test_open_ones_come_first_where_one_acts_on_them(bowout: Runner) -> None:
    bowout("add", "Acme", "One")
    bowout("rejected", "1")
    bowout("add", "Acme", "Two")
    assert bowout("note", "acme", "x", "-q").out == "2\n"


def test_accents_may_be_left_out(bowout: Runner) -> None:
    bowout("add", "Société Générale", "Analyst")
    assert bowout("note", "societe", "x", "-q").out == "1\n"


def test_edit_changes_and_clears(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--location", "Leeds", "--tag", "a")
    changed = bowout(
        *("edit", "acme", "--position", "Architect", "--location", "", "--salary", "70k", "--tag", "b"),
        *("--applied", "yesterday", "--agency", "Hunters", "--json"),
    ).json
    assert changed["position"] == "Architect"
    assert changed["location"] is None
    assert changed["salary"] == "70k"
    assert changed["tags"] == ["b"]
    assert changed["applied_on"] == "2026-11-22"
    assert bowout("note", "architect", "found by the new name", "-q").out == "1\n"
    assert bowout("edit", "acme", "--agency", "", "--json").json["agency"] is None


def test_move_takes_the_one_that_can_be_moved_so(bowout: Runner) -> None:
    bowout("add", "Acme", "One")
    bowout("move", "1", "withdrawn")
    bowout("add", "Acme", "Two", "--status", "saved")
    bowout("add", "Acme", "Three")
    assert bowout("applied", "acme", "-q").out == "2\n", "the one that is not applied for yet"
    assert bowout("move", "acme", "interviewing").code == 1, "two can: which one?"
    bowout("move", "2", "3", "interviewing")
    assert bowout("move", "acme", "interviewing").code == 1
    assert bowout("move", "acme", "interviewing", "--note", "they called back", "-q").out == "1\n", "reopened"


def test_the_same_one_named_twice_counts_once(bowout: Runner, rows: Rows) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("add", "Globex", "Engineer")
    before = rows()
    assert bowout("move", "1", "acme", "globex", "1", "screening", "-q").out == "1\n2\n"
    assert [event["kind"] for event in bowout("history", "1", "--json").json] == ["added", "moved"]
    bowout("undo")
    assert [item["id"] for item in bowout("delete", "acme", "globex", "1", "--yes", "--json").json] == [1, 2]
    bowout("undo")
    assert rows() == before


@pytest.mark.parametrize("wrong", ["zebra", "99", "e", ""])
def test_a_wrong_one_among_several_changes_nothing(bowout: Runner, rows: Rows, wrong: str) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("add", "Globex", "Engineer")
    before = rows()
    for command in (
        ("move", "1", wrong, "2", "screening"),
        ("rejected", wrong, "1"),
        ("delete", "1", wrong, "--yes"),
    ):
        assert bowout(*command).code == 1
    assert rows() == before


def test_move_several_all_or_none(bowout: Runner, rows: Rows) -> None:
    for company in ("Acme", "Globex", "Initech"):
        bowout("add", company, "Engineer")
    moved = bowout("move", "acme", "globex", "interviewing", "--on", "2026-11-20", "--json").json
    assert [(item["id"], item["status"]) for item in moved] == [(1, "interviewing"), (2, "interviewing")]
    before = rows()
    assert bowout("move", "initech", "acme", "interviewing").code == 1
    assert rows() == before
    bowout("rejected", "acme", "globex")
    assert bowout("undo", "--json").json["command"] == "move"
    assert {row[5] for row in rows()["application"]} == {"interviewing", "applied"}


def test_reopening_needs_a_note_and_takes_the_withdrawal_off(bowout: Runner, writer: None) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("withdraw", "acme", "-r", "pay")
    assert bowout("move", "1", "applied").code == 1
    reopened = bowout("move", "1", "interviewing", "--note", "they called back", "--json").json[0]
    assert reopened["withdrawal"] is None
    assert (
        bowout("withdraw", "acme", "-r", "career", "--json").json["withdrawal"]["reason"]
        == "career_direction"
    )


def test_stages_move_the_status_and_number_themselves(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    assert bowout("stage", "add", "acme", "screening", "-q").out == "1\n"
    stage = bowout(
        *("stage", "add", "acme", "interv", "--at", "tomorrow 14:00", "--minutes", "45", "--where", "Leeds"),
        *("--with", "Lee Wong <lee@acme.example>", "--json"),
    ).json
    assert stage == {
        "number": 2,
        "kind": "interview",
        "round": 1,
        "state": "scheduled",
        "at": "2026-11-24T13:00:00Z",
        "due": None,
        "time_zone": "Europe/Berlin",
        "minutes": 45,
        "where": "Leeds",
        "people": [
            {
                "name": "Lee Wong",
                "email": "lee@acme.example",
                "phone": None,
                "role": "interviewer",
                "greet": None,
            }
        ],
        "outcome": None,
        "highlight": None,
        "concerns": [],
    }
    assert bowout("stage", "add", "acme", "final", "--json").json["round"] == 2
    assert bowout("note", "acme", "x", "--json").json["status"] == "interviewing"
    assert bowout("note", "acme", "x", "--json").json["next_stage"]["number"] == 2


def test_stage_done_takes_the_earliest_whose_time_has_come(bowout: Runner, clock: Clock) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "interview", "--at", "2026-11-24T10:00")
    bowout("stage", "add", "acme", "interview", "--at", "2026-11-26T10:00")
    clock.set("2026-11-25T10:00:00Z")
    done = bowout(
        *(
            "stage",
            "done",
            "acme",
            "--outcome",
            "passed",
            "--highlight",
            "the walk through your on-call practice",
        ),
        *("--concern", "culture:everyone looked tired", "--note", "private", "--json"),
    ).json
    assert (done["number"], done["state"], done["outcome"]) == (1, "done", "passed")
    assert done["highlight"] == "the walk through your on-call practice"
    assert done["concerns"] == [{"reason": "culture_company", "text": "everyone looked tired"}]
    assert bowout("stage", "done", "acme", "--json").json["number"] == 2
    assert bowout("stage", "done", "acme").code == 1


def test_reschedule_and_cancel(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "interview", "--invited")
    assert bowout("reschedule", "acme", "2026-12-01T09:00", "--json").json["state"] == "scheduled"
    bowout("reschedule", "acme", "2026-12-02T09:00", "--by", "me")
    assert bowout("stage", "cancel", "acme", "--by", "me", "--json").json["state"] == "declined"
    assert bowout("stage", "cancel", "acme", "1").code == 1
    kinds = [event["kind"] for event in bowout("history", "acme", "--json").json]
    assert kinds == [
        "added",
        "stage_invited",
        "moved",
        "stage_scheduled",
        "stage_rescheduled",
        "stage_declined",
    ]


def test_a_late_reply_opens_a_ghosted_application_again(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("ghosted", "acme")
    bowout("stage", "add", "acme", "screening")
    assert bowout("show", "acme", "--json").json["status"] == "screening"
    bowout("rejected", "acme")
    assert bowout("stage", "add", "acme", "interview").code == 1


def test_contacts(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    added = bowout(
        *(
            "contact",
            "add",
            "acme",
            "Dana Fox <dana@acme.example>",
            "--role",
            "rec",
            "--greet",
            "Dana",
            "--json",
        )
    ).json
    assert added == {
        "name": "Dana Fox",
        "email": "dana@acme.example",
        "phone": None,
        "role": "recruiter",
        "greet": "Dana",
    }
    bowout("contact", "add", "acme", "dana@acme.example", "--phone", "+44 1")
    listed = bowout("contact", "list", "acme", "--json").json
    assert listed == [{**added, "phone": "+44 1"}], "the same address is the same person"
    assert bowout("contact", "remove", "acme", "dana fox", "--json").json["name"] == "Dana Fox"
    assert bowout("contact", "list", "acme", "--json").json == []


def test_delete_takes_all_and_undo_brings_it_back(bowout: Runner, rows: Rows) -> None:
    bowout("add", "Acme", "Engineer", "--note", "n", "--contact", "Dana Fox <dana@acme.example>")
    bowout("stage", "add", "acme", "interview", "--with", "Lee Wong")
    before = rows()
    bowout("delete", "acme", "--yes")
    assert not any(rows().values())
    bowout("undo")
    assert rows() == before


def test_profile(bowout: Runner) -> None:
    shown = bowout(
        "profile", "--name", "Robin Ames", "--email", "robin@example.org", "--language", "EN-us", "--json"
    ).json
    assert shown == {
        "name": "Robin Ames",
        "email": "robin@example.org",
        "phone": None,
        "linkedin": None,
        "address": None,
        "time_zone": None,
        "language": "en-US",
        "tone": None,
    }
    assert bowout("profile", "--json").json == shown


def test_the_database_may_be_named_before_or_after_the_command(bowout: Runner, tmp_path: Path) -> None:
    one, two = str(tmp_path / "one.db"), str(tmp_path / "two.db")
    bowout("--db", one, "add", "Acme", "Engineer")
    bowout("add", "Globex", "Engineer", "--db", two)
    bowout("stage", "add", "globex", "interview", "--db", two)
    assert [item["company"] for item in bowout("list", "--json", "--db", one).json] == ["Acme"]
    assert [item["company"] for item in bowout("--db", two, "list", "--json").json] == ["Globex"]
    assert bowout("--db", one, "note", "acme", "--", "--db").code == 0
