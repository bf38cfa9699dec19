"""bowout accept, and withdraw --all: every open process left in one step."""

import os
import pty
import select
import shlex
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bowout.services.leave_plan import plan_leaving
from tests.support import CONSOLE_SCRIPT, Clock, Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]
ALL = ("accept", "globex", "--withdraw-others")
DANA = "Dana Fox <dana@acme.example>"


def numbers(entries: list[dict[str, Any]]) -> list[int]:
    """The applications of a list in the answer."""
    return [entry.get("application", entry)["id"] for entry in entries]


@pytest.mark.usefixtures("large_search")
def test_an_offer_is_accepted_and_forty_processes_are_closed_in_one_step(bowout: Runner, rows: Rows) -> None:
    before = rows()
    open_before = {view["id"] for view in bowout("list", "--open", "--json").json}
    assert len(open_before) == 40
    done = bowout(*ALL, "--json").json
    assert done["application"]["status"] == "accepted"
    left, ghosted, still = numbers(done["left"]), numbers(done["ghosted"]), numbers(done["open"])
    assert sorted([done["application"]["id"], *left, *ghosted, *still]) == sorted(open_before)
    assert {entry["why"] for entry in done["open"]} == {"saved"}
    assert {entry["withdrawal"]["reason"] for entry in done["left"]} == {"other_offer"}
    letters = {entry["letter"]["id"]: entry["letter"] for entry in done["left"]}
    readers = Counter(person for letter in letters.values() for person in letter["to"])
    assert set(readers.values()) == {1}
    assert all("accepted another position" in letter["body"] for letter in letters.values())
    assert len(bowout("letters", "list", "--json").json) == len(letters)
    assert {view["id"] for view in bowout("list", "--open", "--json").json} == set(still)
    after = rows()
    assert bowout("undo").code == 0
    assert rows() == before
    assert bowout("redo").code == 0
    assert rows() == after
    assert bowout("undo").code == 0
    assert "nothing to undo" not in bowout("undo").err


@pytest.mark.usefixtures("large_search")
def test_a_dry_run_shows_every_letter_and_changes_nothing(bowout: Runner, rows: Rows) -> None:
    before = rows()
    result = bowout(*ALL, "--dry-run")
    assert (result.code, result.err) == (0, "")
    assert rows() == before
    assert result.out.count("\nSubject: ") == 22
    assert "Globex, Platform Engineer (15): would be accepted\n" in result.out
    assert "27\tHalden, Security Engineer\tinterview\tletter to Mara Lind, also about 28\n" in result.out
    assert bowout(*ALL, "--dry-run", "--json").json["left"][0]["letter"]["id"] is None


@pytest.mark.usefixtures("large_search")
def test_one_letter_tells_of_several_positions(bowout: Runner) -> None:
    bowout(*ALL, "--keep", "kestrel")
    [listed] = bowout("letters", "list", "halden network", "--json").json
    shown = bowout("letters", "show", listed["id"]).out
    assert "the Security Engineer and Network Engineer positions at Halden" in shown
    assert "slot on Friday, 27 November at 15:00 GMT" in shown
    assert bowout("letters", "check", listed["id"]).code == 0
    # A silent one whose recruiter is written to anyway is told of; one that is kept is not.
    agency = next(
        letter for letter in bowout("letters", "list", "--json").json if "Ines Roth" in str(letter["to"])
    )
    body = bowout("letters", "show", agency["id"], "--json").json["body"]
    assert "Release Engineer" in body and "Cloud Engineer" not in body
    assert bowout("show", "kestrel", "--json").json["status"] == "applied"


@pytest.mark.usefixtures("large_search")
def test_what_is_sent_is_told_to_each_of_them(bowout: Runner) -> None:
    bowout(*ALL)
    assert bowout("sent", "halden network").code == 0
    for name in ("halden security", "halden network"):
        view = bowout("show", name, "--json").json
        assert [letter["state"] for letter in view["letters"]] == ["sent"]
        assert [event["kind"] for event in view["events"]][-2:] == ["letter_drafted", "letter_sent"]
    again = bowout("sent", "halden security")
    assert (again.code, again.err.partition(".")[0]) == (
        1,
        "bowout: Halden, Security Engineer (27) has no unsent letter",
    )
    assert bowout("undo", "--record-only").code == 0


@pytest.mark.usefixtures("large_search")
def test_a_joint_letter_outlives_the_application_that_it_was_written_for(bowout: Runner, rows: Rows) -> None:
    bowout(*ALL)
    before = rows()
    bowout("delete", "halden security", "--yes")
    [letter] = bowout("letters", "list", "halden network", "--json").json
    assert bowout("letters", "show", letter["id"]).code == 0
    bowout("undo")
    assert rows() == before
    lost = "Letter 7 names it, and goes with it; it also tells of 28."
    asked = bowout("delete", "halden security", "--forget", stdin="n\n", terminal=True)
    assert lost in " ".join(asked.err.split())
    gone = bowout("delete", "halden security", "--forget", "--yes")
    assert gone.code == 0
    assert lost in " ".join((gone.out + gone.err).split())
    assert bowout("letters", "list", "halden network", "--json").json == []
    assert not [row for row in rows()["message"] if "Security Engineer" in str(row)]


@pytest.mark.usefixtures("large_search")
def test_reopening_one_lets_no_letter_go_out_that_says_it_is_left(bowout: Runner, rows: Rows) -> None:
    bowout(*ALL)
    before = rows()
    told = bowout("move", "halden network", "applied", "--note", "they called").out
    old, new = sorted(bowout("letters", "list", 27, "--json").json, key=lambda letter: letter["id"])
    assert (old["state"], new["state"]) == ("discarded", "drafted")
    assert f"Letter {old['id']} is discarded; letter {new['id']} is written anew for 27.\n" in told
    body = bowout("letters", "show", new["id"]).out
    assert "Security Engineer" in body and "accepted another position" in body
    # The other one is not left: nothing says so, and what is said of it is that it stands.
    assert "Security Engineer and Network Engineer" not in body
    assert bowout("letters", "check", new["id"]).code == 0
    assert bowout("sent", "27").code == 0
    bowout("undo", "--record-only")
    bowout("undo")
    assert rows() == before
    assert "anew" not in bowout("move", "27", "28", "applied", "--note", "both").out


@pytest.mark.usefixtures("large_search")
def test_undo_of_the_record_alone_keeps_the_letters_that_were_sent_and_no_draft(
    bowout: Runner, rows: Rows
) -> None:
    before = rows()
    bowout(*ALL)
    step = bowout("log", "--json").json[0]["id"]
    bowout("sent", 16)
    bowout("undo")
    bowout("sent", 16)
    after, log = rows(), bowout("log", "--json").json
    assert bowout("undo", step, "--record-only").code == 0
    taken = rows()
    [letter] = [row for row in taken["message"] if row not in before["message"]]
    assert letter == next(row for row in after["message"] if row[0] == letter[0]), "it stays as it was sent"
    # Of sending it, the event stays, and with it the time of the last change.
    moved = {name: before[name] for name in ("message", "message_application", "event", "application")}
    assert taken | moved == before
    assert [row[1:3] for row in taken["message_application"]] == [(letter[0], 16), (letter[0], 31)]
    assert {row[6] for row in taken["event"] if row not in before["event"]} == {"sent"}
    # How 16 and 31 were told, by which letter and when, returns with the record, and so do the drafts.
    assert bowout("redo").code == 0
    assert rows() == after
    undone = {item["id"]: item["undone"] for item in bowout("log", "--json").json}
    assert all(undone[item["id"]] == item["undone"] for item in log)
    bowout("undo", step, "--record-only")
    assert rows() == taken
    # Leaving once more writes one letter to each, and the agenda has none of before.
    bowout(*ALL)
    drafts = [item for item in bowout("letters", "list", "--json").json if item["state"] == "drafted"]
    recipients = [str(item["to"]) for item in drafts if item["to"]]
    assert len(recipients) == len(set(recipients))


@pytest.mark.usefixtures("large_search")
def test_what_a_discarded_letter_stated_was_told_to_nobody(bowout: Runner, writer: None) -> None:
    bowout("add", "Vandelay", "Clerk", "--contact", "Ana <ana@vandelay.example>")
    bowout("add", "Vandelay", "Porter", "--contact", "Ana <ana@vandelay.example>")
    bowout("withdraw", "vandelay clerk", "-r", "study")
    bowout("move", "vandelay clerk", "applied", "--note", "back")
    assert "They were told" not in bowout("withdraw", "vandelay porter", "-r", "location").out


def test_a_letter_that_fails_leaves_its_application_open_and_untouched(
    bowout: Runner, writer: None, rows: Rows
) -> None:
    bowout("add", "Globex", "Lead", "--contact", "Ana <ana@globex.example>")
    bowout("add", "Acme", "Engineer", "--contact", DANA)
    bowout("add", "Initech", "Developer")
    bowout("note", "acme", "--highlight", "how your team works with Globex")
    bowout("move", "globex", "offer")
    before = rows()
    result = bowout(*ALL, "--json")
    assert result.code == 0
    assert numbers(result.json["left"]) == [3]
    [entry] = result.json["open"]
    assert (entry["application"]["id"], entry["why"]) == (2, "check_failed")
    assert "“Globex” is another employer of your search" in entry["message"]
    after = rows()
    for table in ("application", "event", "withdrawal", "message", "stage"):
        theirs = [row for row in before[table] if 2 in row[:2]]
        assert [row for row in after[table] if 2 in row[:2] and row in theirs] == theirs
    assert bowout("show", 2, "--json").json["status"] == "applied"
    assert bowout("undo").code == 0
    told = bowout(*ALL).out
    assert "2\tAcme, Engineer\t\tstays open: The letter did not pass its checks: “Globex” is" in told
    assert "Not left: 2. The letter did not pass its checks: “Globex” is" in told
    assert "To write it yourself: bowout withdraw 2 --edit.\n" in told
    bowout("undo")
    quiet = bowout(*ALL, "-q")
    assert quiet.out == "1\n"
    assert "Not left: 2. The letter did not pass" in quiet.err


def test_where_no_letter_can_be_written_nothing_is_changed(bowout: Runner, writer: None, rows: Rows) -> None:
    bowout("add", "Acme", "Engineer", "--contact", DANA)
    bowout("note", "acme", "--highlight", "the talk about a salary of 60,000 euros")
    before = rows()
    for quiet in ((), ("-q",)):
        result = bowout("withdraw", "--all", "-r", "pay", "--yes", *quiet)
        assert result.code == 1
        assert "Not left: 1. " in result.out + result.err
        assert "undo" not in result.out
    assert rows() == before


def test_two_people_of_a_company_who_would_hear_different_reasons_are_named(
    bowout: Runner, writer: None
) -> None:
    bowout("add", "Acme", "Engineer", "--contact", DANA)
    bowout("add", "Acme", "Analyst", "--contact", "Bo Reed <bo@acme.example>")
    bowout("add", "Globex", "Clerk", "--contact", "Cy <cy@globex.example>")
    result = bowout("withdraw", "--all", "-r", "study", stdin="3 reason pay\n2 reason pay\n\n", terminal=True)
    assert result.code == 0
    told = " ".join(result.err.split())
    assert told.count("two people of one company should hear the same reason") == 1
    assert "2: warning: They were told “" in told


def test_no_letter_is_sent_before_its_leaving(bowout: Runner, writer: None, rows: Rows) -> None:
    bowout("add", "Acme", "Engineer", "--contact", DANA)
    bowout("withdraw", "acme", "-r", "study", "-q")
    before = rows()
    result = bowout("sent", "acme", "--on", "2020-01-05")
    assert result.code == 2
    assert "after 2020-01-05. Give a later --on." in " ".join(result.err.split())
    assert rows() == before


def test_whoever_leaves_another_position_at_the_new_employer_is_warned(bowout: Runner, writer: None) -> None:
    bowout("add", "Globex", "Lead", "--contact", "Ana <ana@globex.example>", "--status", "offer")
    bowout("add", "Globex", "Clerk", "--contact", "Cy <cy@globex.example>")
    bowout("add", "Acme", "Clerk", "--contact", DANA)
    done = bowout("accept", 1, "--withdraw-others", "--json").json
    warned = {
        each["application"]["id"]: "accepted_here" in [check["code"] for check in each["checks"]]
        for each in done["left"]
    }
    assert warned == {2: True, 3: False}


def test_a_joint_letter_is_held_to_what_was_said_of_each_of_its_positions(
    bowout: Runner, writer: None
) -> None:
    bowout("add", "Acme", "Clerk", "--contact", "Bo Reed <bo@acme.example>")
    bowout("withdraw", "acme", "-r", "study", "-q")
    bowout("add", "Globex", "Engineer", "--contact", DANA, "--status", "offer")
    bowout("add", "Acme", "Engineer", "--contact", DANA)
    told = bowout("withdraw", "--all", "-r", "location", "--yes").out
    assert "also about 3" in told
    assert "two people of one company should hear the same reason" in told


def test_others_that_were_accepted_are_named_and_not_taken_back(bowout: Runner, writer: None) -> None:
    for company in ("Acme", "Globex"):
        bowout("add", company, "Engineer")
        bowout("move", company, "offer")
    bowout("move", "acme", "accepted")
    done = bowout(*ALL, "--json").json
    assert (done["left"], numbers(done["open"])) == ([], [1])
    assert done["open"][0]["message"] == "you accepted it before: bowout withdraw 1"
    assert bowout("show", 1, "--json").json["status"] == "accepted"


def test_without_the_option_nothing_becomes_of_the_others(bowout: Runner, writer: None) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("add", "Globex", "Engineer")
    bowout("move", "globex", "offer")
    result = bowout("accept", "globex", "--on", "yesterday")
    assert result.out.startswith(
        "Globex, Engineer (2): accepted\nWell done. To leave the others: bowout accept 2"
    )
    assert bowout("show", 1, "--json").json["status"] == "applied"
    again = bowout("accept", "globex")
    assert (again.code, again.err.partition("\n")[0]) == (
        1,
        "bowout: Globex, Engineer (2) is accepted already.",
    )
    assert numbers(bowout(*ALL, "--json").json["left"]) == [1], "the others may be left later"


def test_the_others_are_offered_to_be_left_only_where_there_are_some(bowout: Runner, writer: None) -> None:
    bowout("add", "Globex", "Engineer", "--status", "offer")
    bowout("add", "Acme", "Engineer", "--status", "saved")
    alone = bowout("accept", "globex").out
    assert alone.endswith("Well done. There is nothing else to leave; bowout undo takes it back.\n")
    for _ in range(2):
        again = bowout(*ALL).out
        assert "To leave the others" not in again
        assert again.endswith("Nothing was changed: they all stay open.\n")
    bowout("undo")
    assert bowout(*ALL).out.endswith("Well done. The others stay open; bowout undo takes it back.\n")
    bowout("delete", "acme", "--yes")
    assert bowout(*ALL).out.endswith("Nothing was changed: there is nothing else to leave.\n")
    bowout("undo")
    bowout("undo")
    bowout("delete", "acme", "--yes")
    assert bowout(*ALL).out.endswith(
        "Well done. There is nothing else to leave; bowout undo takes it back.\n"
    )


@pytest.mark.parametrize("over", [("rejected", "acme"), ("withdraw", "acme", "-r", "pay")])
def test_what_the_hint_of_accepting_what_is_over_names_can_be_done(
    bowout: Runner, writer: None, over: tuple[str, ...]
) -> None:
    bowout("add", "Acme", "Engineer")
    bowout(*over)
    refused = bowout("accept", "acme")
    assert refused.code == 1
    hint = " ".join(refused.err.split()).split("an offer: bowout ")[1].removesuffix(", then accept it.")
    assert bowout(*shlex.split(hint)).code == 0
    assert bowout("accept", "acme").code == 0


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (("accept", "acme"), 1, "When they have made an offer: bowout move 1 offer"),
        (("accept", "globex", "--keep", "acme"), 2, "Add --withdraw-others"),
        (("accept", "globex", "--language", "de"), 2, "Add --withdraw-others"),
        ((*ALL, "--keep", "globex"), 2, "2 is the one that you accept."),
        ((*ALL, "--keep", "initech"), 1, "Initech, Engineer (3) is rejected: it is not open."),
        ((*ALL, "--keep", "nobody"), 1, "No application matches “nobody”."),
        (("withdraw", "--all"), 2, "A reason is missing."),
        (("withdraw", "--all", "acme", "-r", "pay"), 2, "APP is about one application"),
        (("withdraw", "--all", "-r", "pay", "--edit"), 2, "--edit is about one application"),
        (("withdraw", "acme", "-r", "pay", "--except", "globex"), 2, "--except says which stays open of all."),
        (("withdraw", "-r", "pay"), 2, "Which one do you leave?"),
        (("withdraw", "--all", "-r", "pay", "--except", "engineer"), 1, "could be 2 applications"),
        (("withdraw", "--all", "-r", "pay", "--except", "acme", "--except", "globex"), 1, "No process is open"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(
    bowout: Runner, writer: None, rows: Rows, argv: tuple[str, ...], code: int, words: str
) -> None:
    for company in ("Acme", "Globex", "Initech"):
        bowout("add", company, "Engineer")
    bowout("move", "globex", "offer")
    bowout("rejected", "initech")
    before = rows()
    result = bowout(*argv)
    assert (result.code, result.out) == (code, "")
    assert words in " ".join(result.err.split())
    assert rows() == before


def test_all_are_left_for_a_reason_of_ones_own(bowout: Runner, writer: None) -> None:
    bowout("add", "Acme", "Engineer", "--contact", DANA)
    bowout("add", "Globex", "Engineer")
    done = bowout("decline", "--all", "-r", "study", "--note", "the truth", "--tone", "brief", "--json").json
    assert done["application"] is None
    assert [entry["withdrawal"]["note"] for entry in done["left"]] == ["the truth"] * 2
    assert all("further study" in entry["letter"]["body"] for entry in done["left"])
    assert {entry["letter"]["tone"] for entry in done["left"]} == {"brief"}
    assert bowout("log", "--json").json[0]["summary"] == "leave 2 applications"


def test_after_how_long_it_is_closed_as_ghosted_is_a_setting(
    bowout: Runner, writer: None, clock: Clock
) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("add", "Lakeside", "--approached", "--contact", DANA)
    clock.advance(days=20)
    bowout("add", "Globex", "Engineer")
    order = ("withdraw", "--all", "-r", "other", "--dry-run", "--json")
    assert numbers(bowout(*order).json["ghosted"]) == []
    bowout("config", "set", "ghosted_days", "19")
    done = bowout(*order).json
    # Whoever wrote first waits for my answer.
    assert (numbers(done["ghosted"]), numbers(done["left"])) == ([1], [3, 2])


def test_a_recruiter_of_two_companies_is_written_to_alone(bowout: Runner, writer: None) -> None:
    bowout("add", "Acme", "Engineer", "--agency", "Hays", "--contact", "Ines <ines@hays.example>")
    bowout(
        "add",
        "Globex",
        "Developer",
        "--contact",
        "Ines <ines@hays.example>",
        "--contact",
        "Bo <bo@globex.example>",
    )
    done = bowout("withdraw", "--all", "-r", "other", "--json").json
    letters = {entry["letter"]["id"]: entry["letter"]["to"] for entry in done["left"]}
    assert list(letters.values()) == [["Ines <ines@hays.example>"]]


@pytest.mark.usefixtures("large_search")
def test_the_list_is_looked_at_and_changed_on_a_terminal(bowout: Runner) -> None:
    typed = "?\n27\n-28 -31\n+31\n6 ghost\n1 letter\n40 reason culture\n18 ghost\n39\n99\nwhat\n\n"
    result = bowout(*ALL, stdin=typed, terminal=True)
    assert result.code == 0
    told = result.err
    for part in (
        "12 reason pay     leave this one for another reason",
        "12 edit off       take the letter as bowout writes it again",
        "Halden, Security Engineer (27): letter to Mara Lind, also about 28\n\nTo: Mara Lind",
        "28  Halden, Network Engineer: stays open: as you wish\n",
        "27  Halden, Security Engineer: letter to Mara Lind\n",
        "16  Acme, Staff Engineer: letter to Dana Fox, also about 31; call first\n",
        "6  Northbridge, Release Engineer: closed as ghosted, no letter\n",
        "1  Wexford, Backend Engineer: text for the portal\n",
        "40 is left for another reason: culture or company\n",
        "18 waits for your answer: it is not they who are silent.",
        "39 stays open: only saved.",
        "There is no 99 in the list.",
        "“what” is not understood. ? lists what can be typed.",
    ):
        assert part in told, part
    assert bowout("show", 28, "--json").json["status"] == "applied"
    assert bowout("show", 6, "--json").json["status"] == "ghosted"
    assert bowout("show", 1, "--json").json["status"] == "withdrawn"
    assert bowout("show", 40, "--json").json["withdrawal"]["reason"] == "culture_company"
    [letter] = bowout("letters", "list", 40, "--json").json
    assert "another position" not in bowout("letters", "show", letter["id"]).out


@pytest.mark.parametrize(("typed", "code"), [("-27\nq\n", 1), ("-27\n", 130)])
@pytest.mark.usefixtures("large_search")
def test_whoever_stops_has_changed_nothing(bowout: Runner, rows: Rows, typed: str, code: int) -> None:
    before = rows()
    assert bowout(*ALL, stdin=typed, terminal=True).code == code
    assert rows() == before


@pytest.mark.usefixtures("large_search")
def test_a_letter_of_the_list_is_edited_and_checked(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i.bak "s/^Dear Mara Lind,/Hello Mara Lind,/" "$1"; rm -f "$1.bak"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    result = bowout(*ALL, stdin="28 edit\n28\n-27\n28\n+27\n\n", terminal=True)
    assert result.code == 0
    assert "The letter that you changed is about 27, 28; it is set aside" in " ".join(result.err.split())
    assert [line for line in result.err.splitlines() if line.endswith("Mara Lind,")] == [
        "Hello Mara Lind,",
        "Dear Mara Lind,",
    ]
    [letter] = bowout("letters", "list", 27, "--json").json
    assert "Hello Mara Lind," in bowout("letters", "show", letter["id"]).out


@pytest.fixture
def dana_and_ian(bowout: Runner, writer: None) -> None:
    """An offer, and three to be left: two that one person reads of, and one."""
    for company, position, person in (
        ("Globex", "Dev", "Gil Ott <gil@globex.example>"),
        ("Acme", "Backend", DANA),
        ("Acme", "Platform", DANA),
        ("Initech", "QA", "Ian Roe <ian@initech.example>"),
    ):
        bowout("add", company, position, "--contact", person)
    bowout("move", 1, "offer")


@pytest.fixture
def splendid(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An editor that changes the wish, and nothing of the reason."""
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i.bak "s/every success/a splendid spring/" "$1"; rm -f "$1.bak"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))


@pytest.mark.usefixtures("dana_and_ian", "splendid")
@pytest.mark.parametrize(("number", "other"), [(4, 4), (2, 3)])
def test_a_letter_that_another_reason_made_wrong_is_edited_again_or_let_go_of(
    bowout: Runner, number: int, other: int
) -> None:
    before = f"{number} edit\n{other} reason comp\n"
    told = bowout(*ALL, stdin=f"{before}q\n", terminal=True).err
    assert "take it out, or leave for that reason." in told
    assert "--" not in told
    ways = f"`{number} edit` opens your letter again; `{number} edit off` takes it as bowout writes it."
    assert told.count(ways) == 1
    for typed, kept in ((f"{other} reason other", True), (f"{number} edit off", False)):
        assert bowout(*ALL, stdin=f"{before}{typed}\n\n", terminal=True).code == 0
        [letter] = bowout("letters", "list", number, "--json").json
        assert ("splendid" in bowout("letters", "show", letter["id"]).out) is kept
        bowout("undo")
    told = bowout(*ALL, stdin=f"{before}{number} edit off\n{number} edit off\nq\n", terminal=True).err
    assert f"{number}: the letter is as bowout writes it again." in told
    assert f"The letter about {number} is not changed; `{number} edit` opens it." in told


@pytest.mark.usefixtures("dana_and_ian", "splendid")
def test_a_letter_is_opened_after_one_look_at_all_of_them(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[object] = []

    def counted(*given: Any) -> Any:
        looks.append(given)
        return plan_leaving(*given)

    monkeypatch.setattr("bowout.services.leave_all.plan_leaving", counted)
    bowout(*ALL, stdin="4 edit\nq\n", terminal=True)
    # The list, the letter as it is opened, the letter as it came back, and the list with it.
    assert len(looks) == 4


@pytest.mark.usefixtures("dana_and_ian")
def test_a_letter_that_bowout_cannot_write_is_opened_from_the_list(bowout: Runner) -> None:
    bowout("note", 4, "--highlight", "the talk about a salary of 60,000 euros")
    told = bowout(*ALL, stdin="4\nq\n", terminal=True).err
    assert "`4 edit` opens the letter, to be mended." in told


@pytest.mark.usefixtures("dana_and_ian", "splendid")
def test_what_a_letter_gives_as_a_reason_is_told_where_that_has_changed(bowout: Runner) -> None:
    accepted = "now gives as a reason: “I have accepted another position.”"
    none = "2, 3: the letter to Dana Fox now gives no reason: 2 and 3 are left for different ones."

    def told(*typed: str) -> str:
        return " ".join(bowout(*ALL, stdin="\n".join((*typed, "q", "")), terminal=True).err.split())

    assert told("2 reason comp").count(none) == 1
    assert f"2, 3: the letter to Dana Fox {accepted}" in told("2 reason comp", "2 reason other")
    assert f"3: the letter to Dana Fox {accepted}" in told("2 reason comp", "-2")
    assert told("2 edit", "3 reason comp", "2 edit off").count(none) == 1
    assert "4: the letter to Ian Roe now gives no reason." in told("4 reason process")
    # The same is said of one's health and of one's family; what a letter in other words says is not known.
    assert told("4 reason health", "4 reason family").count("now gives") == 1
    assert "now gives" not in told("-4", "+4", "4 edit", "4 edit off")


def test_what_came_in_while_one_looked_stays_open(
    bowout: Runner, writer: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    bowout("add", "Acme", "Engineer")
    typed = iter(["", ""])

    def answer() -> str:
        bowout("add", "Globex", "Engineer")
        return next(typed)

    monkeypatch.setattr("builtins.input", answer)
    result = bowout("withdraw", "--all", "-r", "other", "--json", terminal=True)
    assert numbers(result.json["left"]) == [1]
    assert [(entry["application"]["id"], entry["why"]) for entry in result.json["open"]] == [(2, "new")]


def test_the_question_of_the_list_is_folded(
    bowout: Runner, writer: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    bowout("add", "Acme", "Engineer")
    monkeypatch.setenv("COLUMNS", "40")
    told = bowout("withdraw", "--all", "-r", "pay", stdin="q\n", terminal=True).err
    asked = told[told.index("Enter goes on") : told.index("bowout: Nothing")]
    assert asked.endswith("? tells more: ")
    assert max(map(len, asked.splitlines())) < 40


@pytest.mark.usefixtures("large_search")
def test_ctrl_c_at_the_list_ends_with_130_and_changes_nothing(rows: Rows) -> None:
    before = rows()
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [CONSOLE_SCRIPT, *ALL], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    shown = _read_until(ours, b"tells more: ")
    assert b"20  Dunmore, Backend Developer" in shown
    os.write(ours, b"-27\n")
    shown = _read_until(ours, b"tells more: ")
    assert b"27  Halden, Security Engineer: stays open" in shown
    assert _interrupt(process) == 130
    _read_until(ours, b"Interrupted.")
    os.close(ours)
    assert rows() == before


def _interrupt(process: "subprocess.Popen[bytes]") -> int:
    """Press Ctrl-C until it is heard: between the prompt and the reading Python only notes it."""
    for _ in range(30):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(timeout=1)
    raise AssertionError("it goes on")


def _read_until(terminal: int, wanted: bytes) -> bytes:
    shown = b""
    deadline = time.monotonic() + 30
    while wanted not in shown and time.monotonic() < deadline:
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 65536)
    assert wanted in shown
    return shown


def test_quiet_prints_numbers_alone(bowout: Runner, writer: None) -> None:
    for company in ("Acme", "Globex", "Initech"):
        bowout("add", company, "Engineer")
    bowout("move", "globex", "offer")
    assert bowout("accept", "globex", "-q").out == "2\n"
    assert bowout("withdraw", "--all", "-r", "other", "-q").out == "1\n3\n"


def test_all_that_is_looked_at_may_be_kept(bowout: Runner, writer: None) -> None:
    for company in ("Acme", "Globex"):
        bowout("add", company, "Engineer")
    before = bowout("log", "--json").json
    result = bowout("withdraw", "--all", "-r", "pay", stdin="-1\n-2\n\n", terminal=True)
    assert result.code == 0
    assert "they all stay open" in result.out + result.err
    assert [view["status"] for view in bowout("list", "--json").json] == ["applied", "applied"]
    assert bowout("log", "--json").json == before


def test_a_note_that_takes_a_joint_letter_back_is_about_its_own_application(
    bowout: Runner, writer: None
) -> None:
    dana = ("--contact", "Dana Fox <dana@acme.example>")
    bowout("add", "Acme", "Staff Engineer", *dana)
    bowout("add", "Acme", "Backend Engineer", *dana)
    bowout("move", 1, "offer")
    bowout("withdraw", "--all", "-r", "career", "--language", "de")
    bowout("sent", 1)
    bowout("move", 2, "applied", "--note", "they called")
    note = bowout("retract", 2, "--language", "en-GB", "--json").json
    assert "offer" not in note["body"]
    assert bowout("letters", "check", note["id"]).code == 0
    # A follow-up in another language binds no later one.
    assert bowout("explain", 1, "--language", "fr", "--json").json["language"] == "fr"
    assert bowout("insist", 1, "--json").json["language"] == "de"


@pytest.mark.usefixtures("large_search")
def test_undo_of_the_record_alone_is_refused_where_a_later_step_changed_a_draft_of_it(
    bowout: Runner, rows: Rows
) -> None:
    bowout(*ALL)
    step = bowout("log", "--json").json[0]["id"]
    bowout("sent", 16)
    bowout("move", "kestrel", "applied", "--note", "they called")
    later = bowout("log", "--json").json[0]
    stands = rows()
    refused = bowout("undo", step, "--record-only")
    said = f"bowout: Step {later['id']} ({later['summary']}) changed what step {step} made."
    assert (refused.code, refused.err.splitlines()) == (
        1,
        [said, f"Undo that first: bowout undo {later['id']}."],
    )
    assert rows() == stands
    assert bowout("undo", later["id"]).code == 0
    assert bowout("undo", step, "--record-only").code == 0
