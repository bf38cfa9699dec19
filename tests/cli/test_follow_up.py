"""The letters that are not the leaving itself: explain, insist, retract, reaffirm, reconnect, withdraw --keep."""

import email
import email.policy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support import Clock, Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]

pytestmark = pytest.mark.usefixtures("clock", "writer")
DANA = "Dana Fox <dana@acme.example>"
TOM = "Tom Reed <tom@acme.example>"
LIKED = "the walk through your on-call practice"
DIRECTION = "as my career goals have changed"
KEPT = "keep the reasons to myself"


def run(bowout: Runner, *argv: str | int | Path) -> None:
    result = bowout(*argv)
    assert result.code == 0, result.err


def body(bowout: Runner, *argv: str | int) -> str:
    """What a command writes, its body as one line."""
    result = bowout(*argv, "--json")
    assert result.code == 0, result.err
    letter = result.json.get("letter") or result.json
    return " ".join(letter["body"].split())


@pytest.fixture
def met(bowout: Runner, writer: None) -> None:
    """An interview held, with something liked; nothing ahead."""
    run(bowout, "add", "Acme", "Backend Engineer", "--contact", DANA)
    run(bowout, "stage", "add", 1, "interview", "--at", "2026-11-20T10:00", "--with", "Lee Wong")
    run(bowout, "stage", "done", 1, "--highlight", LIKED)


@pytest.fixture
def left(bowout: Runner, met: None) -> None:
    """Left because of career goals; the letter is sent."""
    run(bowout, "withdraw", 1, "-r", "career", "--note", "they pay 75k; Globex asked me")
    run(bowout, "sent", 1)


@pytest.mark.usefixtures("left")
def test_asked_why_they_hear_what_they_heard_before(bowout: Runner) -> None:
    found = bowout("explain", "acme", "--json")
    assert (found.code, found.err) == (0, "")
    assert list(found.json) == [
        *(
            "application_id",
            "id",
            "situation",
            "language",
            "tone",
            "to",
            "cc",
            "subject",
            "body",
            "message_id",
        ),
        *("in_reply_to", "state", "advice", "checks"),
    ]
    assert (found.json["situation"], found.json["state"], found.json["to"]) == ("explain", "drafted", [DANA])
    assert found.json["checks"] == []
    assert DIRECTION in found.json["body"]
    shown = bowout("letters", "show", 2, "--json").json
    assert {key: found.json[key] for key in shown} == shown
    assert bowout("letters", "list", "acme", "--json").json[1]["situation"] == "explain"
    assert bowout("show", 1, "--json").json["status"] == "withdrawn"


@pytest.mark.usefixtures("met")
@pytest.mark.parametrize("options", [("--no-reason",), ("-r", "process"), ("-r", "pay", "--no-letter")])
def test_where_nothing_was_said_it_is_kept(bowout: Runner, options: tuple[str, ...]) -> None:
    run(bowout, "withdraw", 1, *options)
    assert KEPT in body(bowout, "explain", 1)


@pytest.mark.usefixtures("met")
def test_own_words_are_said_again_and_bind_where_nothing_was_said(bowout: Runner) -> None:
    run(bowout, "withdraw", 1, "-r", "career", "--no-reason")
    own = "I want to be closer to research."
    assert own in body(bowout, "explain", 1, "--say", own)
    assert own in body(bowout, "explain", 1)
    # What only a draft says may still be changed.
    study = "I will be going on to study."
    drafted = bowout("explain", 1, "--say", study, "--json").json
    assert [(check["code"], check["level"]) for check in drafted["checks"]] == [("said_otherwise", "warning")]
    assert study in body(bowout, "explain", 1)
    run(bowout, "undo")
    run(bowout, "undo")
    run(bowout, "sent", 1)
    refused = bowout("explain", 1, "--say", study)
    assert refused.code == 1
    assert own in refused.err
    assert "two people" in refused.err


@pytest.mark.usefixtures("left")
def test_another_reason_is_refused_unless_forced_and_does_not_last(bowout: Runner, rows: Rows) -> None:
    before = rows()
    refused = bowout("explain", 1, "--say", "I go on to teach.")
    assert (refused.code, refused.out) == (1, "")
    assert rows() == before
    forced = bowout("explain", 1, "--say", "I go on to teach.", "--force", "--json").json
    assert [(check["code"], check["level"]) for check in forced["checks"]] == [("said_otherwise", "error")]
    assert DIRECTION in body(bowout, "explain", 1)
    assert bowout("explain", 1, "--say", " ").code == 2


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize(
    ("command", "option", "value"),
    [
        ("explain", "--say", "The range of 90,000 euros is low."),
        ("reconnect", "--highlight", "the talk about 90,000 euros"),
    ],
)
def test_what_is_told_to_do_about_a_letter_can_be_done_with_its_command(
    bowout: Runner, command: str, option: str, value: str
) -> None:
    refused = bowout(command, "acme", option, value)
    assert refused.code == 1
    hint = " ".join(refused.err.split()).split("Nothing changed. ")[1]
    options = re.findall(r"--[a-z]+", hint)
    assert {option, "--edit", "--force"} <= set(options)
    usage = bowout(command, "--help").out
    assert all(f"{name} " in usage for name in options)


@pytest.mark.usefixtures("left")
def test_a_letter_that_they_have_had_is_said_anew_by_what_every_command_has(bowout: Runner) -> None:
    run(bowout, "reconnect", "acme")
    run(bowout, "sent", "acme")
    again = bowout("reconnect", "acme", "--json").json
    [told] = [check["message"] for check in again["checks"] if check["code"] == "same_letter"]
    assert "--say" not in told
    assert "edit it" in told


@pytest.mark.usefixtures("left")
def test_two_people_of_one_company_never_hear_two_reasons(bowout: Runner) -> None:
    run(bowout, "add", "Acme", "Platform Engineer", "--contact", TOM)
    other = bowout("withdraw", 2, "-r", "location", "--dry-run", "--json").json
    assert [check["code"] for check in other["checks"]] == ["said_otherwise"]
    assert other["checks"][0]["level"] == "warning"
    assert "application 1" in other["checks"][0]["message"]
    assert bowout("withdraw", 2, "-r", "career", "--dry-run", "--json").json["checks"] == []
    run(bowout, "withdraw", 2, "-r", "career", "--no-reason")
    # It is true of this one too, and known there.
    assert DIRECTION in body(bowout, "explain", 2)
    run(bowout, "undo")
    run(bowout, "undo")
    run(bowout, "withdraw", 2, "-r", "location", "--no-reason")
    assert KEPT in body(bowout, "explain", 2)
    assert bowout("explain", 2, "--say", "The commute would be too long.").code == 1


@pytest.mark.usefixtures("left")
def test_a_second_draft_to_the_same_people_takes_the_place_of_the_first(bowout: Runner) -> None:
    def states() -> list[str]:
        return [letter["state"] for letter in bowout("letters", "list", 1, "--json").json]

    run(bowout, "explain", 1)
    run(bowout, "explain", 1, "--to", TOM)
    run(bowout, "insist", 1)
    assert states() == ["sent", "drafted", "drafted", "drafted"]
    again = bowout("explain", 1, "--tone", "brief")
    assert "Replaced: letter 2, which was not sent" in again.err
    assert states() == ["sent", "discarded", "drafted", "drafted", "drafted"]
    run(bowout, "undo")
    assert states() == ["sent", "drafted", "drafted", "drafted"]


@pytest.mark.usefixtures("left")
def test_a_letter_that_was_handed_over_may_have_been_sent_and_is_not_replaced(
    bowout: Runner, tmp_path: Path
) -> None:
    run(bowout, "explain", 1, "--eml", str(tmp_path / "why.eml"))
    again = bowout("explain", 1, "--tone", "brief")
    assert "Beside it: letter 2, handed over; if you sent it: bowout sent 2" in " ".join(again.err.split())
    states = [letter["state"] for letter in bowout("letters", "list", 1, "--json").json]
    assert states == ["sent", "handed_over", "drafted"]


@pytest.mark.usefixtures("left")
def test_that_two_were_told_two_reasons_is_said_to_each(bowout: Runner) -> None:
    run(bowout, "add", "Acme", "Platform Engineer", "--contact", TOM)
    run(bowout, "withdraw", 2, "-r", "location")
    for number, other in ((1, "location"), (2, "career goals")):
        checks = bowout("explain", number, "--json").json["checks"]
        assert [(check["code"], check["level"]) for check in checks] == [("said_otherwise", "warning")]
        assert f"(application {3 - number})" in checks[0]["message"] and other in checks[0]["message"]


@pytest.mark.usefixtures("met")
def test_what_is_known_since_is_not_told_to_the_next_one(bowout: Runner) -> None:
    run(bowout, "withdraw", 1, "-r", "other_offer")
    run(bowout, "add", "Acme", "Platform Engineer", "--contact", TOM)
    run(bowout, "withdraw", 2, "-r", "other_offer", "--no-reason")
    run(bowout, "add", "Globex", "Engineer")
    run(bowout, "move", 3, "offer")
    run(bowout, "move", 3, "accepted")
    letter = body(bowout, "explain", 2)
    assert "I have chosen another position" in letter
    assert "accepted" not in letter


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("as I found one nearer to home", 1),
        ("as my goals have changed", 0),
        ("as the location does not suit me", 1),
    ],
)
def test_what_was_said_stays_in_what_is_edited(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, change: str, code: int
) -> None:
    script = tmp_path / "edit"
    said = DIRECTION.replace(" ", "[ ~]")
    sed = f"tr '\\n' '~' <\"$1\" | sed 's/{said}/{change}/' | tr '~' '\\n' >\"$1.new\""
    script.write_text(f'#!/bin/sh\n{sed}\nmv "$1.new" "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    result = bowout("explain", 1, "--edit")
    assert result.code == code, result.err
    assert ("They were told" in result.err) == bool(code)


@pytest.mark.usefixtures("met")
def test_an_own_sentence_is_not_told_in_another_language_without_a_word(bowout: Runner) -> None:
    own = "I want to be closer to research."
    run(bowout, "withdraw", 1, "-r", "career", "--say", own)
    assert bowout("explain", 1, "--language", "en-US", "--json").json["checks"] == []
    again = bowout("explain", 1, "--language", "de", "--json").json
    assert [(check["code"], check["level"]) for check in again["checks"]] == [
        ("said_untranslated", "warning")
    ]
    mine = "Ich möchte näher an der Forschung arbeiten."
    told = bowout("explain", 1, "--language", "de", "--say", mine, "--json").json
    assert mine in " ".join(told["body"].split())
    assert [(check["code"], check["level"]) for check in told["checks"]] == [("said_otherwise", "warning")]
    assert bowout("explain", 1, "--say", mine).code == 1


def test_a_recruiter_who_was_answered_hears_the_same_again(bowout: Runner) -> None:
    run(bowout, "add", "Acme", "Engineer", "--approached", "--contact", DANA)
    run(bowout, "withdraw", 1, "-r", "career")
    said = body(bowout, "explain", 1)
    assert "not to pursue the Engineer position" in said
    assert "not the direction I am heading in" in said
    assert bowout("explain", 1, "--say", "I go on to study.").code == 1
    run(bowout, "add", "Globex", "Engineer", "--approached")
    run(bowout, "withdraw", 2, "-r", "career", "--no-reason")
    assert KEPT in body(bowout, "explain", 2)


@pytest.mark.usefixtures("left")
def test_it_is_kept_in_whatever_language_and_tone(bowout: Runner) -> None:
    for options in (("--language", "en-US"), ("--tone", "warm"), ("--tone", "brief")):
        assert DIRECTION in body(bowout, "explain", 1, *options)


@pytest.mark.usefixtures("met")
@pytest.mark.parametrize("command", ["explain", "insist", "reconnect"])
def test_of_an_open_one_there_is_nothing_to_say_afterwards(bowout: Runner, rows: Rows, command: str) -> None:
    before = rows()
    result = bowout(command, "acme")
    assert (result.code, result.out) == (1, "")
    assert "interviewing" in result.err
    assert rows() == before


@pytest.mark.usefixtures("left")
def test_pushback_and_a_new_offer(bowout: Runner) -> None:
    stands = body(bowout, "insist", 1)
    assert "My decision to withdraw my application for the Backend Engineer position at Acme stands" in stands
    assert DIRECTION not in stands
    offer = bowout("insist", 1, "--counter-offer", "--json").json
    assert offer["situation"] == "decline_counter_offer"
    assert "new offer" in offer["body"]
    assert offer["checks"] == []
    for text in (stands, offer["body"]):
        assert not any(sign in text for sign in ("75", "Globex", "goals", "unless"))


@pytest.mark.usefixtures("met")
def test_a_letter_is_taken_back_after_undo(bowout: Runner, clock: Clock) -> None:
    run(bowout, "stage", "add", 1, "interview", "--at", "2026-12-03T14:00")
    assert bowout("retract", 1).code == 1
    run(bowout, "withdraw", 1, "-r", "career")
    run(bowout, "sent", 1)
    clock.advance(days=1)
    refused = bowout("undo", 6)
    assert "--record-only; then bowout retract 1 writes to them" in refused.err
    undone = bowout("undo", 6, "--record-only")
    assert "They still have the letter. To take it back: bowout retract 1." in undone.out
    note = body(bowout, "retract", 1)
    assert "Please disregard my letter of 23 November" in note
    assert "keep the slot on Thursday, 3 December at 14:00 CET" in note
    run(bowout, "sent", 1)
    assert "not taken back" in bowout("retract", 1).err


@pytest.mark.usefixtures("left")
def test_a_letter_is_taken_back_after_reopening(bowout: Runner) -> None:
    assert "first it has to go on" in bowout("retract", 1).err
    run(bowout, "move", 1, "interviewing", "--note", "they called back")
    assert "go on with my application" in body(bowout, "retract", 1)


@pytest.fixture
def joint(bowout: Runner, large_search: None) -> int:
    """Three joint letters are sent, that to Acme about an offer (16) and an application (31); the step of them."""
    run(bowout, "accept", "globex", "--withdraw-others", "-q")
    run(bowout, "sent", 16, 27, 25)
    step: int = bowout("log", "--json").json[1]["id"]
    return step


@pytest.mark.usefixtures("joint")
def test_what_a_joint_letter_left_is_taken_back_as_what_it_was(bowout: Runner) -> None:
    for number, status in ((16, "offer"), (31, "applied")):
        run(bowout, "move", number, status, "--note", "x")
    assert "come back to your offer" in body(bowout, "retract", 16)
    assert "go on with my application" in body(bowout, "retract", 31)


def test_each_application_of_a_joint_letter_is_told_after_undo(bowout: Runner, joint: int) -> None:
    every = "bowout retract 16 (and 31, 27, 28, 25, 6, 26, one by one)"
    refused = bowout("undo", joint)
    assert "Letters 1, 7, 11 of this step have been sent; undo cannot call them back." in refused.err
    assert every in refused.err
    assert every in bowout("undo", joint, "--record-only").out
    for number, wish in ((16, "come back to your offer"), (31, "go on with my application")):
        assert wish in body(bowout, "retract", number)
    # The letter to the agency does not name the company of 6.
    for number, position in ((28, "Network"), (26, "Cloud"), (6, "Release")):
        assert f"the {position} Engineer position" in body(bowout, "retract", number)
    run(bowout, "sent", 31)
    assert "not taken back" in bowout("retract", 31).err
    # Its letter was not sent, and went with the record.
    assert "no letter of leaving" in bowout("retract", 17).err


def test_the_answer_to_why_says_of_one_position_what_was_said_of_several(bowout: Runner) -> None:
    for position in ("Backend Engineer", "Data Engineer"):
        run(bowout, "add", "Acme", position, "--contact", DANA)
    run(bowout, "withdraw", "--all", "-r", "culture_company", "--yes")
    stated = bowout("letters", "show", 1).out
    assert "positions" in stated
    assert "positions" not in body(bowout, "explain", 2)


@pytest.mark.usefixtures("left")
def test_what_stays_open_at_the_company_is_reaffirmed(bowout: Runner) -> None:
    nothing = bowout("reaffirm", 1)
    assert nothing.code == 1
    run(bowout, "add", "Acme", "Platform Engineer", "--contact", TOM)
    run(bowout, "add", "Globex", "Platform Engineer")
    assert "no other position at Globex" in bowout("reaffirm", "globex").err
    note = bowout("reaffirm", "acme", "--json").json
    assert (note["application_id"], note["to"]) == (2, [TOM])
    assert note["situation"] == "still_interested_elsewhere"
    assert note["checks"] == []
    text = " ".join(note["body"].split())
    assert "I withdrew from the process for the Backend Engineer position" in text
    assert "My application for the Platform Engineer position at Acme stands." in text


@pytest.mark.usefixtures("met")
def test_leaving_advises_to_reaffirm_where_others_run_it(bowout: Runner) -> None:
    def advice() -> str:
        left = bowout("withdraw", 1, "-r", "career", "--dry-run", "--json").json
        return " ".join(left["letter"]["advice"])

    run(bowout, "add", "Acme", "Data Engineer", "--contact", DANA)
    assert "bowout reaffirm" not in advice()
    run(bowout, "add", "Acme", "Platform Engineer", "--contact", TOM)
    assert "To tell whoever runs it that it stands: bowout reaffirm 3." in advice()


@pytest.mark.usefixtures("left")
def test_the_contact_is_taken_up_again_months_later(bowout: Runner, clock: Clock) -> None:
    run(bowout, "remind", 1, "2027-03-01", "look at their openings")
    run(bowout, "undo")
    run(bowout, "move", 1, "interviewing", "--note", "a mistake")
    run(bowout, "withdraw", 1, "-r", "career", "--reconnect", "2027-05-03")
    clock.set("2027-05-03T10:00:00Z")
    run(bowout, "remind", 1, "2027-06-01", "look at their openings")
    result = bowout("reconnect", "acme")
    assert "Done: the reminder for 2027-05-03" in result.err
    letter = " ".join(result.out.split())
    for part in ("In November 2026", "Lee Wong", "then I decided not to go on", LIKED, "any openings now"):
        assert part in letter
    assert [item["kind"] for item in bowout("agenda", "--json").json].count("reconnect") == 0
    reminders = bowout("show", 1, "--json").json["reminders"]
    assert [bool(reminder["done_at"]) for reminder in reminders] == [True, False]
    assert "the Staff Engineer position" in body(
        bowout, "reconnect", 1, "--position", "the Staff Engineer role!"
    )
    assert bowout("reconnect", 1, "--position", "the role").code == 2


@pytest.mark.usefixtures("met")
def test_after_a_rejection_and_after_silence_no_decision_of_mine_is_told(bowout: Runner) -> None:
    for command in ("rejected", "ghosted"):
        run(bowout, command, 1)
        letter = body(bowout, "reconnect", 1)
        assert "it did not work out then" in letter
        assert "I decided" not in letter
        run(bowout, "move", 1, "interviewing", "--note", "again")


@pytest.mark.usefixtures("met")
def test_after_an_acceptance_was_taken_back_it_has_to_be_forced(bowout: Runner) -> None:
    run(bowout, "move", 1, "offer")
    run(bowout, "move", 1, "accepted")
    assert "accepted" in bowout("reconnect", 1).err
    run(bowout, "withdraw", 1, "-r", "family", "--yes")
    refused = bowout("reconnect", 1)
    assert refused.code == 1
    assert "--force" in refused.err
    forced = bowout("reconnect", 1, "--force", "--json").json
    assert "I am still sorry" in forced["body"]
    assert [check["code"] for check in forced["checks"]] == ["untold"]
    run(bowout, "sent", 1)
    run(bowout, "sent", 1)
    codes = [check["code"] for check in bowout("reconnect", 1, "--force", "--json").json["checks"]]
    assert "untold" not in codes


# One step declined.


@pytest.fixture
def task(bowout: Runner, met: None) -> None:
    """An assessment with a time lies ahead, and another interview without one."""
    run(bowout, "stage", "add", 1, "assessment", "--at", "2026-12-03T14:00")
    run(bowout, "stage", "add", 1, "interview")


@pytest.mark.usefixtures("task")
@pytest.mark.parametrize("step", ["assessment", "assess", "2"])
def test_one_step_is_declined_and_the_process_goes_on(bowout: Runner, step: str) -> None:
    found = bowout("withdraw", "acme", "--keep", step, "--json")
    assert (found.code, found.err) == (0, "")
    assert found.json["withdrawal"] is None
    assert found.json["application"]["withdrawal"] is None
    assert found.json["application"]["status"] == "interviewing"
    letter = found.json["letter"]
    assert letter["situation"] == "decline_stage"
    assert "The assessment set for Thursday, 3 December at 14:00 CET is not needed." in letter["body"]
    stages = bowout("stage", "list", 1, "--json").json
    assert [stage["state"] for stage in stages] == ["done", "declined", "invited"]
    # The next letter, that of leaving, is none the wiser.
    run(bowout, "withdraw", 1, "-r", "career")
    assert bowout("letters", "check", 1).code == 0


@pytest.mark.usefixtures("task")
@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("location", "as the location does not work for me"),
        ("work_arrangement", "as the arrangement does not work for me"),
        ("health", "because of personal circumstances"),
        ("administrative", "for practical reasons"),
        ("culture", ""),
        ("pay", ""),
        ("role", ""),
        ("process", ""),
    ],
)
def test_a_reason_is_said_where_it_does_not_speak_against_the_position(
    bowout: Runner, reason: str, said: str
) -> None:
    letter = body(bowout, "withdraw", 1, "--keep", "3", "-r", reason, "--note", "Nora wept")
    assert (
        f"I would rather not take part in it{',' if said.startswith('as') else ''} {said}".strip() in letter
    )
    if not said:
        assert "take part in it." in letter
    assert "Nora" not in letter
    events = bowout("history", 1, "--json").json
    declined = next(event for event in events if event["kind"] == "stage_declined")
    assert declined["text"].startswith("interview 2, ")
    assert declined["text"].endswith(": Nora wept")
    assert "declined interview 2 (" in bowout("history", 1).out
    checked = bowout("withdraw", 1, "-r", "career", "--say", "Nora and I have other plans.", "--dry-run")
    assert "private notes" in checked.err


@pytest.mark.usefixtures("task")
@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--keep", "screening"), 1, "no such step"),
        (("--keep", "9"), 1, "no such step"),
        (("--keep", "1"), 1, "is done"),
        (("--keep", "zebra"), 2, "kind of stage"),
        (("--keep", "2", "--told", "today"), 2, "--keep"),
        (("--keep", "2", "--reconnect", "in 2 months"), 2, "--keep"),
        (("--keep", "2", "--highlight", LIKED), 2, "--keep"),
    ],
)
def test_what_cannot_be_declined_alone(
    bowout: Runner, rows: Rows, options: tuple[str, ...], code: int, words: str
) -> None:
    before = rows()
    result = bowout("withdraw", 1, *options)
    assert (result.code, result.out) == (code, "")
    assert words in result.err
    assert rows() == before


@pytest.mark.usefixtures("task")
def test_several_of_a_kind_are_named_and_an_offer_is_the_whole(bowout: Runner) -> None:
    run(bowout, "stage", "add", 1, "interview")
    several = bowout("withdraw", 1, "--keep", "interview")
    assert several.code == 1
    assert "3 interview 2" in several.err
    assert "4 interview 3" in several.err
    run(bowout, "stage", "add", 1, "offer")
    assert "bowout withdraw 1" in bowout("withdraw", 1, "--keep", "offer").err


@pytest.mark.usefixtures("task")
def test_without_a_letter_it_is_only_recorded(bowout: Runner) -> None:
    result = bowout("withdraw", 1, "--keep", "2", "--no-letter", "--json").json
    assert (result["letter"], result["withdrawal"]) == (None, None)


# What they all share.


COMMANDS = [
    ("explain", "1"),
    ("insist", "1"),
    ("insist", "1", "--counter-offer"),
    ("reconnect", "1"),
    ("reaffirm", "2"),
    ("retract", "3"),
    ("withdraw", "4", "--keep", "interview"),
]


@pytest.fixture
def every(bowout: Runner, left: None) -> None:
    """An application for each of the commands, with private notes, and money about."""
    run(bowout, "add", "Acme", "Platform Engineer", "--contact", TOM, "--salary", "83,500")
    run(bowout, "add", "Initech", "Developer", "--contact", "Ana Ruiz <ana@initech.example>")
    run(bowout, "withdraw", 3, "-r", "culture")
    run(bowout, "sent", 3)
    run(bowout, "move", 3, "interviewing", "--note", "they called back")
    run(bowout, "add", "Umbrella", "Engineer", "--contact", "Kim Park <kim@umbrella.example>")
    run(bowout, "stage", "add", 4, "interview", "--at", "2026-12-03T14:00")
    for number in (1, 2, 3, 4):
        note = "Mortimer shouted at Nora; burnout; 83,500 against 75k"
        run(bowout, "note", number, note, "--concern", "culture:everybody looked drained")


def written(bowout: Runner, command: tuple[str, ...], *options: str) -> Any:
    """The letter of a command, and its checks."""
    result = bowout(*command, *options, "--json")
    assert result.code == 0, result.err
    found = result.json
    return (found["letter"] | {"checks": found["checks"]}) if "letter" in found else found


@pytest.mark.usefixtures("every")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_it_is_one_step_and_says_nothing_private(
    bowout: Runner, rows: Rows, command: tuple[str, ...]
) -> None:
    before = rows()
    letter = written(bowout, command)
    after = rows()
    assert len(after["message"]) == len(before["message"]) + 1
    assert letter["checks"] == []
    text = (letter["subject"] + letter["body"]).casefold()
    for secret in ("mortimer", "nora", "burnout", "83", "75", "drained", "globex"):
        assert secret not in text
    checked = bowout("letters", "check", letter["id"], "--json")
    assert checked.json["checks"] == []
    assert bowout("undo").code == 0
    assert rows() == before
    assert bowout("redo").code == 0
    assert rows() == after


@pytest.mark.usefixtures("every")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_it_takes_the_options_of_a_letter(
    bowout: Runner, rows: Rows, command: tuple[str, ...], tmp_path: Path
) -> None:
    before = rows()
    dry = written(bowout, command, "--dry-run", "--tone", "brief", "--language", "en-US")
    assert (dry["id"], dry["tone"], dry["language"]) == (None, "brief", "en-US")
    paper = written(bowout, command, "--format", "letter", "--dry-run")
    assert "23 November 2026" in paper["body"]
    assert rows() == before
    file = tmp_path / "letter.eml"
    to = ("--to", "Kim <kim@other.example>", "--cc", "Lee <lee@other.example>")
    letter = written(bowout, command, "--eml", str(file), *to)
    assert letter["state"] == "handed_over"
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert (str(mail["To"]), str(mail["Cc"])) == ("Kim <kim@other.example>", "Lee <lee@other.example>")
    assert str(mail["Subject"]) == letter["subject"]
    assert bowout(*command, "--eml", str(file)).code == 1
    assert bowout(*command, "--eml", str(file), "--copy").code == 2
    assert bowout(*command, "--tone", "shrill").code == 2
    assert bowout(*command, "--cc", "Lee").code == 2


@pytest.mark.usefixtures("every")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_comes_back_from_the_editor_is_checked(
    bowout: Runner, rows: Rows, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "edit"
    script.write_text("#!/bin/sh\nsed -i 's/^Kind regards/They offered 83,500.\\n\\n&/' \"$1\"\n")
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    before = rows()
    refused = bowout(*command, "--edit")
    assert refused.code == 1
    assert "83,500" in refused.err
    assert rows() == before
    forced = written(bowout, command, "--edit", "--force")
    assert {"private_words", "money"} <= {check["code"] for check in forced["checks"]}


@pytest.mark.parametrize("command", ["explain", "insist", "reconnect", "reaffirm", "retract"])
def test_what_is_not_there(bowout: Runner, command: str) -> None:
    assert bowout(command, "zebra").code == 1
    assert bowout(command).code == 2


def test_without_a_profile_it_says_what_to_set(bowout: Runner) -> None:
    bowout("profile", "--name", "", "--email", "")
    run(bowout, "add", "Acme", "Engineer")
    run(bowout, "withdraw", 1, "-r", "pay", "--no-letter")
    result = bowout("explain", 1)
    assert result.code == 2
    assert "bowout profile --name" in result.err
    assert "--no-letter" not in result.err


@pytest.mark.usefixtures("met")
def test_what_was_liked_is_not_left_out_without_a_word(bowout: Runner) -> None:
    run(bowout, "note", 1, "--highlight", "the way the team works")
    run(bowout, "withdraw", 1, "-r", "career")
    assert "the way the team works" in body(bowout, "reconnect", 1)
    told = bowout("reconnect", 1, "--language", "de", "--json").json
    assert "highlight_left_out" in [check["code"] for check in told["checks"]]
    mine = bowout("reconnect", 1, "--language", "de", "--highlight", "die Arbeit im Team", "--json").json
    assert "die Arbeit im Team" in " ".join(mine["body"].split())
    assert "highlight_left_out" not in [check["code"] for check in mine["checks"]]
