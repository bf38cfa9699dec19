"""What letters said outlives the record of it: after undo, reopening, another answer, and forgetting."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bowout import config
from tests.support import Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]

pytestmark = pytest.mark.usefixtures("clock", "writer")
DANA = "Dana Fox <dana@agency.example>"
ACCEPT = ("accept", 1, "--withdraw-others", "--yes", "-q")


def run(bowout: Runner, *argv: str | int) -> str:
    result = bowout(*argv)
    assert result.code == 0, result.err
    return result.out + result.err


@pytest.fixture
def four(bowout: Runner) -> None:
    """An offer (1), two at Acme that Dana runs (2, 3), another one (4)."""
    run(bowout, "add", "Globex", "Dev", "--contact", "Gil Ott <gil@globex.example>")
    run(bowout, "move", 1, "offer")
    run(bowout, "add", "Acme", "Backend", "--contact", DANA)
    run(bowout, "add", "Acme", "Platform", "--contact", DANA)
    run(bowout, "add", "Initech", "Tester", "--contact", "Ian Roe <ian@initech.example>")


def last_step(bowout: Runner) -> int:
    return int(bowout("log", "--json").json[0]["id"])


def states(bowout: Runner, *app: int) -> list[tuple[int, str]]:
    return [(letter["id"], letter["state"]) for letter in bowout("letters", "list", *app, "--json").json]


def said(bowout: Runner, *argv: str | int) -> list[tuple[str, str]]:
    checks = bowout(*argv, "--json").json["checks"]
    return [(check["code"], check["level"]) for check in checks if check["code"] == "said_otherwise"]


def held(*words: str) -> list[str]:
    path = config.database_url_or_path(None).path
    assert path is not None
    raw = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    return [word for word in words if word.encode() in raw]


# Undo.


@pytest.mark.usefixtures("four")
def test_a_reopening_whose_new_letter_was_sent_is_not_undone(bowout: Runner, rows: Rows) -> None:
    run(bowout, *ACCEPT)
    run(bowout, "move", 2, "interviewing", "--note", "they called")
    step = last_step(bowout)
    run(bowout, "sent", 3)
    stands = rows()
    refused = bowout("undo", step, "--record-only")
    assert (refused.code, "was written anew in this step, and has been sent" in refused.err) == (1, True)
    assert rows() == stands


@pytest.mark.usefixtures("four")
def test_a_record_is_not_taken_back_over_what_was_told_since(bowout: Runner, rows: Rows) -> None:
    run(bowout, *ACCEPT)
    step = last_step(bowout)
    run(bowout, "sent", 2)
    run(bowout, "told", 4)
    stands = rows()
    refused = bowout("undo", step, "--record-only")
    assert (refused.code, f"bowout undo {last_step(bowout)}" in refused.err) == (1, True)
    assert rows() == stands
    run(bowout, "undo")
    run(bowout, "undo", step, "--record-only")


@pytest.mark.usefixtures("four")
def test_a_step_that_sent_other_letters_too_still_stands(bowout: Runner) -> None:
    run(bowout, "withdraw", 2, "-r", "compensation")
    step = last_step(bowout)
    run(bowout, "withdraw", 4, "-r", "compensation")
    run(bowout, "sent", 2, 4)
    sent = last_step(bowout)
    run(bowout, "undo", step, "--record-only")
    assert not next(item for item in bowout("log", "--json").json if item["id"] == sent)["undone"]


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(("sends", "follows"), [((), "explain"), ((), "reaffirm"), (("sent",), "insist")])
def test_an_unsent_letter_that_follows_is_undone_first(
    bowout: Runner, sends: tuple[str, ...], follows: str
) -> None:
    run(bowout, "withdraw", 2, "-r", "career")
    step = last_step(bowout)
    for command in sends:
        run(bowout, command, 2)
    run(bowout, follows, 3 if follows == "reaffirm" else 2)
    refused = bowout("undo", step, *(("--record-only",) if sends else ()))
    assert refused.code == 1
    assert f"Undo that first: bowout undo {last_step(bowout)}." in refused.err
    run(bowout, "undo")
    run(bowout, "undo", step, *(("--record-only",) if sends else ()))


@pytest.mark.usefixtures("four")
def test_only_what_can_be_taken_back_is_offered_so(bowout: Runner) -> None:
    run(bowout, "withdraw", 4, "--no-reason")
    run(bowout, "sent", 4)
    run(bowout, "explain", 4, "--say", "I want to work closer to research.")
    step = last_step(bowout)
    run(bowout, "sent", 4)
    assert "retract" not in bowout("undo", step).err
    assert "retract" not in run(bowout, "undo", step, "--record-only")


@pytest.mark.usefixtures("four")
def test_a_joint_letter_stays_with_each_after_its_record_is_gone(bowout: Runner) -> None:
    run(bowout, *ACCEPT)
    step = last_step(bowout)
    run(bowout, "sent", 2)
    run(bowout, "undo", step, "--record-only")
    assert states(bowout, 2) == states(bowout, 3) == [(1, "sent")]
    run(bowout, "answered", 3)
    run(bowout, "retract", 3)


# What was said.


@pytest.mark.usefixtures("four")
def test_what_was_sent_binds_although_its_record_was_taken_back(bowout: Runner) -> None:
    run(bowout, "withdraw", 4, "--no-reason")
    run(bowout, "sent", 4)
    run(bowout, "explain", 4, "--say", "I want to work closer to research.")
    step = last_step(bowout)
    run(bowout, "sent", 4)
    run(bowout, "undo", step, "--record-only")
    refused = bowout("explain", 4, "--say", "I prefer smaller teams.")
    assert (refused.code, "closer to research" in refused.err) == (1, True)


@pytest.mark.usefixtures("four")
def test_the_answer_that_was_sent_counts_and_not_the_one_it_replaced(bowout: Runner) -> None:
    run(bowout, "withdraw", 4, "--no-reason")
    run(bowout, "sent", 4)
    run(bowout, "explain", 4, "--say", "I want to work closer to research.")
    run(bowout, "explain", 4, "--say", "I prefer smaller teams.")
    run(bowout, "sent", 4)
    assert "I prefer smaller teams" in run(bowout, "explain", 4)


@pytest.mark.usefixtures("four")
def test_another_answer_that_was_forced_is_what_the_company_knows(bowout: Runner) -> None:
    run(bowout, "withdraw", 2, "-r", "career")
    run(bowout, "sent", 2)
    run(bowout, "explain", 2, "--say", "I prefer smaller teams.", "--force")
    run(bowout, "sent", 2)
    assert "I prefer smaller teams" in run(bowout, "explain", 2, "--to", "zoe@acme.example")
    run(bowout, "undo")
    assert said(bowout, "withdraw", 3, "-r", "career", "--dry-run") == [("said_otherwise", "warning")]


@pytest.mark.usefixtures("four")
def test_a_reason_that_an_answer_gave_is_given_again_when_the_other_one_goes_on(bowout: Runner) -> None:
    run(bowout, "withdraw", 2, "--no-reason", "-r", "career")
    run(bowout, "sent", 2)
    run(bowout, "withdraw", 3, "-r", "career")
    run(bowout, "sent", 3)
    assert "career goals have changed" in run(bowout, "explain", 2)
    run(bowout, "sent", 2)
    run(bowout, "move", 3, "interviewing", "--note", "they called")
    assert "career goals have changed" in run(bowout, "explain", 2)


@pytest.mark.usefixtures("four")
def test_a_reason_that_was_written_by_hand_counts(bowout: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    run(bowout, "withdraw", 4, "--no-reason")
    run(bowout, "sent", 4)
    typed = "tell you that I have accepted another position"
    monkeypatch.setenv("EDITOR", f"sed -i 's/keep the reasons to myself/{typed}/'")
    assert typed in run(bowout, "explain", 4, "--edit", "--force")
    run(bowout, "sent", 4)
    refused = bowout("explain", 4, "--say", "I prefer smaller teams.")
    assert (refused.code, "accepted another position" in refused.err) == (1, True)


@pytest.mark.usefixtures("four")
def test_what_a_letter_said_of_a_leaving_that_was_taken_back_is_warned_of(bowout: Runner) -> None:
    run(bowout, *ACCEPT)
    step = last_step(bowout)
    run(bowout, "sent", 2)
    run(bowout, "undo", step, "--record-only")
    again = "withdraw", 2, "-r", "compensation", "--dry-run"
    refused = bowout(*again)
    assert refused.code == 1 and "which says that you leave, and none that took it back" in refused.err
    assert said(bowout, *again, "--force") == [("said_otherwise", "warning")]
    run(bowout, "retract", 2)
    run(bowout, "sent", 2)
    run(bowout, "retract", 3)
    run(bowout, "sent", 3)
    assert said(bowout, "withdraw", 2, "-r", "compensation", "--dry-run") == []


@pytest.mark.usefixtures("four")
def test_nobody_gets_a_second_letter_of_leaving_unless_it_was_taken_back(bowout: Runner, rows: Rows) -> None:
    run(bowout, "withdraw", 4, "-r", "compensation")
    step = last_step(bowout)
    run(bowout, "sent", 4)
    run(bowout, "undo", step, "--record-only")
    stands = rows()
    for command in (("withdraw", 4, "-r", "career"), ("withdraw", 4, "-r", "compensation", "--to", DANA)):
        refused = bowout(*command)
        assert refused.code == 1 and "bowout withdraw 4 --no-letter" in refused.err
    kept = bowout("withdraw", "--all", "-r", "career", "--yes", "--dry-run", "--json").json["open"]
    assert [each["application"]["id"] for each in kept if each["why"] == "check_failed"] == [4]
    assert rows() == stands
    run(bowout, "retract", 4)
    run(bowout, "sent", 4)
    run(bowout, "withdraw", 4, "-r", "career")


@pytest.mark.usefixtures("four")
def test_of_one_that_went_on_since_a_second_letter_is_warned_of(bowout: Runner) -> None:
    run(bowout, "withdraw", 4, "-r", "compensation")
    run(bowout, "sent", 4)
    run(bowout, "move", 4, "interviewing", "--note", "they called")
    checks = bowout("withdraw", 4, "-r", "compensation", "--json").json["checks"]
    assert ("second_letter", "warning") in [(check["code"], check["level"]) for check in checks]


@pytest.mark.usefixtures("four")
def test_what_a_forgotten_letter_said_of_another_binds(bowout: Runner) -> None:
    run(bowout, "withdraw", "--all", "--except", 1, "--except", 4, "-r", "compensation", "--yes", "-q")
    run(bowout, "sent", 2)
    run(bowout, "delete", 2, "--forget", "--yes")
    refused = bowout("explain", 3, "--say", "My career goals have changed.")
    assert refused.code == 1 and "They were told" in refused.err
    run(bowout, "explain", 3)


# Drafts whose reason to be is gone.


@pytest.mark.usefixtures("four")
def test_a_note_that_says_another_was_left_goes_when_that_one_goes_on(bowout: Runner) -> None:
    run(bowout, "withdraw", 2, "-r", "career")
    run(bowout, "sent", 2)
    run(bowout, "reaffirm", 3)
    told = run(bowout, "move", 2, "interviewing", "--note", "they called", "-q")
    assert "Letter 2, which was not sent, is discarded." in told
    assert states(bowout, 3) == [(2, "discarded")]


@pytest.mark.usefixtures("four")
def test_a_note_that_takes_a_letter_back_goes_when_it_is_left_again(bowout: Runner) -> None:
    run(bowout, "withdraw", 2, "-r", "career")
    run(bowout, "sent", 2)
    run(bowout, "move", 2, "interviewing", "--note", "they called")
    run(bowout, "retract", 2)
    assert "Letter 2, which was not sent, is discarded" in run(bowout, "withdraw", 2, "-r", "career")


@pytest.mark.usefixtures("four")
def test_an_unsent_letter_that_says_this_one_stands_is_pointed_out(bowout: Runner) -> None:
    run(bowout, "withdraw", 2, "-r", "compensation")
    assert "Platform position still stands" in run(bowout, "letters", "show", 1)
    checks = bowout("withdraw", 3, "-r", "compensation", "--json").json["checks"]
    assert [check["code"] for check in checks] == ["outdated"]
    assert "bowout letters show 1" in checks[0]["message"]


@pytest.mark.usefixtures("four")
def test_a_letter_that_is_written_anew_is_as_the_first_was_wanted(bowout: Runner) -> None:
    run(bowout, "withdraw", "--all", "-r", "career", "--format", "letter", "--no-keep-in-touch", "--yes")
    run(bowout, "move", 2, "interviewing", "--note", "they called")
    anew = bowout("letters", "show", states(bowout, 3)[-1][0]).out
    assert "Dear Dana" in anew and not anew.partition("\n\n")[2].startswith("Dear")
    assert "in touch" not in anew


# Forgetting.


@pytest.fixture
def zyx(bowout: Runner, four: None) -> None:
    """The third is at another company of Dana's."""
    run(bowout, "edit", 3, "--company", "Zyxcorp", "--position", "Quuxist")


def forget(bowout: Runner, number: int) -> str:
    return " ".join(run(bowout, "delete", number, "--forget", "--yes", "-q").split())


@pytest.mark.usefixtures("zyx")
def test_a_sent_letter_whose_record_was_taken_back_is_forgotten_too(bowout: Runner) -> None:
    run(bowout, *ACCEPT)
    step = last_step(bowout)
    run(bowout, "sent", 2)
    run(bowout, "undo", step, "--record-only")
    assert "Letter 1 names it, and goes with it; it also tells of 2." in forget(bowout, 3)
    assert held("Zyxcorp", "Quuxist") == []


@pytest.mark.usefixtures("zyx")
def test_a_discarded_letter_to_another_is_forgotten_too(bowout: Runner) -> None:
    run(bowout, *ACCEPT)
    run(bowout, "move", 3, "interviewing", "--note", "they called")
    forget(bowout, 3)
    assert held("Zyxcorp", "Quuxist") == []


@pytest.mark.usefixtures("four")
def test_a_letter_that_only_names_it_is_forgotten_too(bowout: Runner) -> None:
    run(bowout, "edit", 2, "--position", "Quuxist")
    run(bowout, "withdraw", 2, "-r", "career")
    run(bowout, "sent", 2)
    run(bowout, "reaffirm", 3)
    assert "Letter 2 names it, and goes with it; it also tells of 3." in forget(bowout, 2)
    assert held("Quuxist") == []


@pytest.mark.usefixtures("four")
def test_what_can_no_longer_be_undone_is_told(bowout: Runner) -> None:
    run(bowout, *ACCEPT)
    step = last_step(bowout)
    told = bowout("delete", 4, "--forget", "--yes", "--json").err
    assert f"Step {step} (accept Globex, Dev (1); leave 3 others) cannot be undone any more." in told


@pytest.mark.usefixtures("four")
def test_a_letter_to_others_can_be_taken_back_after_one_was_forgotten(bowout: Runner, tmp_path: Path) -> None:
    run(bowout, *ACCEPT)
    step = last_step(bowout)
    run(bowout, "sent", 2)
    run(bowout, "undo", step, "--record-only")
    forget(bowout, 4)
    told = run(bowout, "retract", 3)
    assert held("Initech") == [] and "Initech" not in told
    kept = [(letter["situation"], letter["state"]) for letter in bowout("letters", "list", 3, "--json").json]
    assert kept == [("withdraw_application", "sent"), ("take_back", "drafted")]


@pytest.mark.usefixtures("four")
def test_a_joint_letter_is_handed_over_although_its_record_is_gone(bowout: Runner, rows: Rows) -> None:
    run(bowout, *ACCEPT)
    step = last_step(bowout)
    run(bowout, "sent", 2)
    run(bowout, "undo", step, "--record-only")
    before = rows()
    run(bowout, "delete", 2, "--yes")
    assert states(bowout, 3) == [(1, "sent")]
    run(bowout, "undo")
    assert rows() == before


@pytest.mark.usefixtures("four")
def test_a_subject_that_names_it_is_not_kept_in_what_happened_to_others(bowout: Runner) -> None:
    run(bowout, "edit", 2, "--position", "Quuxist")
    run(bowout, "move", 2, 3, "offer")
    run(bowout, "withdraw", "--all", "-r", "career", "--yes")
    assert "Quuxist" in run(bowout, "show", 3)
    forget(bowout, 2)
    assert held("Quuxist") == []
    assert "letter written\n" in run(bowout, "show", 3)


@pytest.mark.usefixtures("four")
def test_what_a_letter_that_was_undone_named_is_forgotten_and_what_that_costs_told(bowout: Runner) -> None:
    run(bowout, "edit", 3, "--position", "Quuxist")
    run(bowout, "withdraw", 2, "-r", "career")
    run(bowout, "undo")
    run(bowout, "withdraw", 2, "-r", "compensation")
    run(bowout, "delete", 2, "--yes")
    told = forget(bowout, 3)
    assert "(delete Acme, Backend (2)) cannot be undone any more." in told
    assert held("Quuxist") == []


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("before", "follows", "after"),
    [
        ("move 4 rejected", "reconnect 4", "move 4 interviewing --note x"),
        ("move 4 ghosted", "reconnect 4", "move 4 interviewing"),
        ("move 4 ghosted", "reconnect 4", "stage add 4 interview --at 2026-12-03T10:00"),
        ("withdraw 4 -r career; sent 4; move 4 interviewing --note x", "retract 4", "move 4 rejected"),
    ],
)
def test_a_letter_that_no_longer_fits_the_status_is_discarded(
    bowout: Runner, before: str, follows: str, after: str
) -> None:
    for command in before.split("; "):
        run(bowout, *command.split())
    run(bowout, *follows.split())
    number = states(bowout, 4)[-1][0]
    assert f"Letter {number}, which was not sent, is discarded." in run(bowout, *after.split())
    run(bowout, "undo")
    log = bowout("log", "--json").json
    changed = next(step["id"] for step in log if step["command"] == "move" and not step["undone"])
    assert f"Letter {number}, not sent, follows from this step." in bowout("undo", changed).err


@pytest.mark.usefixtures("four")
def test_a_step_that_sent_two_is_settled_once_both_records_are_taken_back(bowout: Runner, rows: Rows) -> None:
    run(bowout, "withdraw", 2, "-r", "compensation")
    run(bowout, "withdraw", 4, "-r", "compensation")
    run(bowout, "sent", 2, 4)
    sent = last_step(bowout)
    whole = rows()
    run(bowout, "undo", sent - 2, "--record-only")
    run(bowout, "undo", sent - 1, "--record-only")
    assert next(item for item in bowout("log", "--json").json if item["id"] == sent)["undone"]
    run(bowout, "redo")
    run(bowout, "redo")
    assert rows() == whole


@pytest.mark.usefixtures("four")
def test_who_goes_on_after_a_letter_is_told_that_they_have_it(bowout: Runner) -> None:
    run(bowout, "withdraw", 2, "-r", "career")
    run(bowout, "sent", 2)
    told = run(bowout, "move", 2, "interviewing", "--note", "they called")
    assert "They have had your letter: bowout retract 2 takes it back." in told
