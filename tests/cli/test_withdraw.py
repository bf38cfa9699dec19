"""The main job, whole: recorded, closed, written, checked, logged, delivered, undone."""

import email
import email.policy
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import CONSOLE_SCRIPT, Clock, Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]

pytestmark = pytest.mark.usefixtures("clock", "writer")


@pytest.fixture
def classic(bowout: Runner) -> None:
    """A second interview booked, the first one held: the classic case."""
    bowout("add", "Acme", "Backend Engineer", "--contact", "Dana Fox <dana@acme.example>")
    bowout("stage", "add", "acme", "interview", "--at", "2026-11-20T10:00", "--with", "Lee Wong")
    bowout("stage", "done", "acme", "--highlight", "the walk through your on-call practice")
    bowout("stage", "add", "acme", "interview", "--at", "2026-12-03T14:00")


@pytest.mark.usefixtures("classic")
def test_a_second_interview_declined_because_of_career_goals(bowout: Runner) -> None:
    left = bowout("withdraw", "acme", "--reason", "career_direction", "--json").json
    assert list(left) == ["application", "withdrawal", "letter", "checks"]
    assert left["application"]["status"] == "withdrawn"
    assert left["application"]["next_stage"] is None
    assert (
        left["withdrawal"]
        == left["application"]["withdrawal"]
        == {
            "reason": "career_direction",
            "note": None,
            "situation": "decline_next_interview",
            "stage": "interview",
            "on": "2026-11-23",
        }
    )
    letter = left["letter"]
    assert list(letter) == [
        *("id", "situation", "language", "tone", "to", "cc", "subject", "body", "message_id", "in_reply_to"),
        *("state", "advice"),
    ]
    assert (letter["id"], letter["state"], letter["language"], letter["tone"]) == (
        1,
        "drafted",
        "en-GB",
        "neutral",
    )
    assert letter["to"] == ["Dana Fox <dana@acme.example>"]
    assert letter["cc"] == []
    assert letter["message_id"].endswith("@example.org>")
    assert "Robin Ames" in letter["subject"]
    assert 20 <= len(letter["subject"]) <= 60
    body = letter["body"]
    assert body.startswith("Dear Dana,\n\n")
    for part in (
        "Acme",
        "Backend Engineer",
        "second interview",
        "on-call practice",
        "Thursday, 3 December",
        "Robin Ames",
    ):
        assert part in body
    assert not [check for check in left["checks"] if check["level"] != "info"]
    stages = bowout("stage", "list", "acme", "--json").json
    assert [stage["state"] for stage in stages] == ["done", "declined"]


@pytest.mark.usefixtures("classic")
def test_withdraw_then_undo_then_redo_row_for_row(bowout: Runner, rows: Rows) -> None:
    before = rows()
    bowout("withdraw", "acme", "-r", "culture", "--note", "layoffs", "--reconnect", "in 6 months")
    after = rows()
    assert after != before
    assert bowout("undo").code == 0
    assert rows() == before
    assert bowout("redo").code == 0
    assert rows() == after


def test_leaving_twice_says_since_when_and_which_letter(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("withdraw", "acme", "-r", "pay")
    again = bowout("withdraw", "acme", "-r", "pay")
    assert again.code == 1
    assert "since 2026-11-23" in again.err
    assert "letter 1" in again.err


def test_what_they_ended_cannot_be_left(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("rejected", "acme")
    assert bowout("withdraw", "acme", "-r", "pay").code == 1


def test_only_saved_is_nothing_to_leave(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--status", "saved")
    result = bowout("withdraw", "acme", "-r", "pay")
    assert result.code == 1
    assert "bowout delete 1" in result.err


def test_without_a_reason_and_nobody_to_ask(bowout: Runner, rows: Rows) -> None:
    bowout("add", "Acme", "Engineer")
    before = rows()
    result = bowout("withdraw", "acme")
    assert result.code == 2
    assert "--reason" in result.err
    assert "career_direction" in result.err
    assert rows() == before
    assert bowout("withdraw", "acme", "--no-reason", "--json").json["withdrawal"]["reason"] == "unspecified"


def test_a_reason_may_be_recorded_and_not_given(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    left = bowout("withdraw", "acme", "-r", "career", "--no-reason", "--json").json
    assert left["withdrawal"]["reason"] == "career_direction"
    assert "career" not in left["letter"]["body"]


def test_an_own_sentence_takes_the_reasons_place(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    sentence = "I have decided to train as a teacher."
    left = bowout("withdraw", "acme", "-r", "career", "--say", sentence, "--json").json
    assert sentence in left["letter"]["body"]


@pytest.mark.parametrize(
    "private", ["burnout after my wife's illness", "everyone looked exhausted", "they pay 45k"]
)
def test_private_words_never_reach_the_letter(bowout: Runner, private: str) -> None:
    bowout("add", "Acme", "Engineer", "--note", private)
    bowout("note", "acme", "--concern", f"culture:{private}")
    left = bowout("withdraw", "acme", "-r", "culture", "--note", private, "--json").json
    assert left["withdrawal"]["note"] == private
    assert private not in left["letter"]["body"] + left["letter"]["subject"]


def test_a_letter_that_fails_a_check_is_refused_unless_forced(bowout: Runner, rows: Rows) -> None:
    bowout("add", "Acme", "Engineer")
    before = rows()
    refused = bowout(
        "withdraw", "acme", "-r", "culture", "--say", "Your managers are liars and the pay is 45k."
    )
    assert refused.code == 1
    assert rows() == before
    forced = bowout("withdraw", "acme", "-r", "culture", "--say", "The pay is 45k.", "--force", "--json")
    assert forced.code == 0
    assert "error" in {check["level"] for check in forced.json["checks"]}


def test_no_letter_needs_no_profile(bowout: Runner, tmp_path: Path) -> None:
    other = ("--db", str(tmp_path / "other.db"))
    bowout("add", "Acme", "Engineer", *other)
    refused = bowout("withdraw", "acme", "-r", "pay", *other)
    assert refused.code == 2
    assert "bowout profile --name" in refused.err
    left = bowout(
        "withdraw", "acme", "-r", "pay", "--no-letter", "--told", "yesterday", "--json", *other
    ).json
    assert left["letter"] is None
    assert left["withdrawal"]["reason"] == "compensation"


def test_without_an_address_it_is_for_the_portal(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    result = bowout("withdraw", "acme", "-r", "career", "--json")
    assert result.code == 0
    assert result.json["letter"]["to"] == []
    assert result.json["letter"]["body"].startswith("Dear ")


def test_a_dry_run_shows_everything_and_changes_nothing(bowout: Runner, rows: Rows) -> None:
    bowout("add", "Acme", "Engineer")
    before = rows()
    left = bowout("withdraw", "acme", "-r", "career", "--dry-run", "--json").json
    assert left["letter"]["id"] is None
    assert left["application"]["status"] == "withdrawn"
    assert rows() == before
    assert bowout("log", "--json").json[0]["command"] == "add"


def test_piped_the_letter_stands_alone_on_stdout(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--contact", "Dana Fox <dana@acme.example>")
    result = bowout("withdraw", "acme", "-r", "career")
    assert result.out.startswith("To: Dana Fox <dana@acme.example>\nSubject: ")
    assert result.out.rstrip().endswith("robin@example.org")
    assert "Acme, Engineer (1): withdrawn" in result.err
    assert bowout("letters", "show", "1").out == result.out


def test_reminders_are_closed_and_a_new_one_is_set(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("withdraw", "acme", "-r", "career", "--reconnect", "2027-05-03")
    shown = bowout("show", "1", "--json").json
    assert [(item["due_on"], item["done_at"]) for item in shown["reminders"]] == [("2027-05-03", None)]


def test_rescinding_an_acceptance_needs_a_yes(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("move", "acme", "offer")
    bowout("move", "acme", "accepted")
    refused = bowout("withdraw", "1", "-r", "staying")
    assert refused.code == 1
    assert "--yes" in refused.err
    plain = bowout("withdraw", "1", "-r", "staying", "--yes", "--dry-run", "--json")
    wished = bowout("withdraw", "1", "-r", "staying", "--yes", "--dry-run", "--json", "--keep-in-touch")
    assert wished.json["letter"]["body"] == plain.json["letter"]["body"]
    assert plain.err == ""
    assert (
        wished.err == "A letter that takes an acceptance back opens no door: --keep-in-touch is left out.\n"
    )
    left = bowout("withdraw", "1", "-r", "staying", "--yes", "--json").json
    assert left["withdrawal"]["situation"] == "rescind_acceptance"
    assert "sorry" in left["letter"]["body"]


def test_another_offer_is_said_to_be_accepted_only_where_it_is(bowout: Runner) -> None:
    for company in ("Acme", "Globex", "Initech"):
        bowout("add", company, "Engineer")
    assert "have accepted" not in bowout("withdraw", "acme", "-r", "other", "--json").json["letter"]["body"]
    bowout("move", "initech", "offer")
    bowout("move", "initech", "accepted")
    body = bowout("withdraw", "globex", "-r", "other", "--json").json["letter"]["body"]
    assert "have accepted" in body
    assert "Initech" not in body


def test_a_booked_stage_whose_time_has_passed_counts_as_held_with_a_warning(
    bowout: Runner, clock: Clock
) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "interview", "--at", "2026-11-24T10:00")
    clock.set("2026-11-26T10:00:00Z")
    left = bowout("withdraw", "acme", "-r", "career", "--json").json
    assert left["withdrawal"]["situation"] == "withdraw_after_interview"
    assert "assumed_held" in {check["code"] for check in left["checks"]}


def test_a_no_reply_address_is_never_written_to(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--contact", "Acme Jobs <no-reply@acme.example>")
    assert bowout("withdraw", "acme", "-r", "career", "--json", "--dry-run").json["letter"]["to"] == []
    refused = bowout("withdraw", "acme", "-r", "career", "--to", "no-reply@acme.example")
    assert refused.code == 1
    assert "portal" in refused.err


def test_the_recruiter_is_written_to_and_the_interviewer_thanked(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--contact", "Pat Hall <pat@acme.example>")
    bowout(
        "contact", "add", "acme", "Dana Fox <dana@acme.example>", "--role", "recruiter", "--greet", "Ms Fox"
    )
    bowout("stage", "add", "acme", "interview", "--at", "2026-11-20", "--with", "Lee Wong <lee@acme.example>")
    bowout("stage", "done", "acme")
    letter = bowout("withdraw", "acme", "-r", "career", "--cc", "Sam Roe <sam@acme.example>", "--json").json[
        "letter"
    ]
    assert letter["to"] == ["Dana Fox <dana@acme.example>"]
    assert letter["cc"] == ["Sam Roe <sam@acme.example>"]
    assert letter["body"].startswith("Dear Ms Fox,")
    assert "Lee" in letter["body"]


def test_the_eml_is_the_letter(bowout: Runner, tmp_path: Path) -> None:
    bowout("add", "Acme", "Engineer", "--contact", "Fox, Dana <dana@acme.example>")
    target = tmp_path / "a folder" / "letter.eml"
    refused = bowout("withdraw", "acme", "-r", "career", "--eml", str(target))
    assert refused.code == 1, "its folder is missing, and that is said before anything is recorded"
    target.parent.mkdir()
    left = bowout("withdraw", "acme", "-r", "career", "--eml", str(target), "--json").json
    assert left["letter"]["state"] == "handed_over"
    mail = email.message_from_bytes(target.read_bytes(), policy=email.policy.default)
    assert mail["To"].addresses[0].addr_spec == "dana@acme.example"
    assert mail["Subject"] == left["letter"]["subject"]
    assert mail["Message-ID"] == left["letter"]["message_id"]
    assert mail["X-Unsent"] == "1"
    assert mail.get_content().replace("\r\n", "\n") == left["letter"]["body"]
    assert target.stat().st_mode & 0o777 == 0o600
    bowout("undo")
    assert bowout("show", "acme", "--json").json["letters"] == []
    assert bowout("withdraw", "acme", "-r", "career", "--eml", str(target)).code == 1, (
        "nothing is overwritten"
    )
    assert bowout("withdraw", "acme", "-r", "career", "--eml", str(target), "--overwrite").code == 0


def test_a_clipboard_that_is_not_there_is_recorded_but_not_delivered(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    bowout("add", "Acme", "Engineer")
    result = bowout("withdraw", "acme", "-r", "career", "--copy", "--json")
    assert result.code == 3
    assert result.json["letter"]["state"] == "failed"
    assert result.json["application"]["status"] == "withdrawn"
    assert result.error["code"] == "not_delivered"
    assert bowout("sent", "acme", "--json").json["state"] == "sent"


def test_sent_and_what_undo_does_with_it(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("withdraw", "acme", "-r", "career")
    sent = bowout("sent", "acme", "--json").json
    assert (sent["id"], sent["state"]) == (1, "sent")
    assert bowout("sent", "acme").code == 1
    refused = bowout("undo", "2")
    assert refused.code == 1, "step 1 is the profile's"
    step = next(item["id"] for item in bowout("log", "--json").json if item["command"] == "withdraw")
    refused = bowout("undo", str(step))
    assert refused.code == 1
    assert "--record-only" in refused.err
    assert bowout("undo", str(step), "--record-only").code == 0
    shown = bowout("show", "acme", "--json").json
    assert shown["status"] == "applied"
    assert [letter["state"] for letter in shown["letters"]] == ["sent"]


def test_the_language_is_the_profiles_or_the_locales(bowout: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    bowout("add", "Acme", "Engineer")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    assert (
        bowout("withdraw", "acme", "-r", "pay", "--dry-run", "--json").json["letter"]["language"] == "en-US"
    )
    bowout("profile", "--language", "en-GB")
    assert (
        bowout("withdraw", "acme", "-r", "pay", "--dry-run", "--json").json["letter"]["language"] == "en-GB"
    )
    chosen = bowout("decline", "acme", "-r", "pay", "--language", "en-US", "--json").json
    assert chosen["letter"]["language"] == "en-US"


def test_back_dated(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--applied", "2026-11-02")
    left = bowout("withdraw", "acme", "-r", "pay", "--on", "2026-11-18", "--no-letter", "--json").json
    assert left["withdrawal"]["on"] == "2026-11-18"
    history = bowout("history", "acme", "--json").json
    assert [(event["kind"], event["at"]) for event in history] == [
        ("added", "2026-11-02"),
        ("withdrawn", "2026-11-18"),
    ]


def test_the_recruiter_who_also_takes_part_is_still_written_to(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--contact", "Dana Fox <dana@acme.example>")
    bowout("stage", "add", "acme", "interview", "--at", "2026-11-20", "--with", "Dana Fox")
    bowout("stage", "done", "acme")
    letter = bowout("withdraw", "acme", "-r", "career", "--json").json["letter"]
    assert letter["to"] == ["Dana Fox <dana@acme.example>"]


def test_the_setting_writes_a_file_with_a_name_of_its_own(
    bowout: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bowout("config", "set", "delivery", "eml")
    bowout("add", "Acme", "Engineer")
    (tmp_path / "withdrawal-1.eml").write_text("mine")
    left = bowout("withdraw", "acme", "-r", "pay", "--json").json
    assert left["letter"]["state"] == "handed_over"
    assert (tmp_path / "withdrawal-1.eml").read_text() == "mine"
    assert b"From: Robin Ames" in (tmp_path / "withdrawal-1-2.eml").read_bytes()


# What an independent review found, so that it cannot come back.


def test_undo_of_the_record_alone_leaves_undo_and_redo_working(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("withdraw", "acme", "-r", "career")
    step = bowout("log", "--json").json[0]["id"]
    bowout("sent", "acme")
    assert bowout("undo", step, "--record-only").code == 0
    assert bowout("show", "acme", "--json").json["status"] == "applied"
    assert bowout("redo").code == 0
    assert bowout("show", "acme", "--json").json["status"] == "withdrawn"
    assert bowout("undo", step, "--record-only").code == 0
    bowout("note", "acme", "later")
    assert bowout("undo").code == 0
    refused = bowout("undo")
    assert refused.code == 1, "the letter that was sent stays, and with it the application"


def test_record_only_is_a_plain_undo_where_nothing_was_sent(bowout: Runner, rows: Rows) -> None:
    bowout("add", "Acme", "Engineer")
    before = rows()
    bowout("withdraw", "acme", "-r", "career")
    assert bowout("undo", "--record-only").code == 0
    assert rows() == before


def test_a_note_can_be_undone_by_its_number_after_other_changes(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("note", "acme", "wrong")
    step = bowout("log", "--json").json[0]["id"]
    bowout("add", "Globex", "Engineer")
    bowout("edit", "acme", "--location", "Leeds")
    assert bowout("undo", step).code == 0
    shown = bowout("show", "acme", "--json").json
    assert shown["notes"] == []
    assert shown["location"] == "Leeds"
    assert [item["id"] for item in bowout("list", "--json").json] == [1, 2], (
        "the newest change is still that one"
    )


def test_leaving_before_an_interview_does_not_thank_for_it(bowout: Runner, clock: Clock) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "interview", "--at", "2026-12-10T10:00")
    clock.set("2026-12-12T10:00:00Z")
    left = bowout("withdraw", "acme", "-r", "career", "--on", "2026-12-05", "--json").json
    assert left["withdrawal"]["situation"] == "decline_interview"
    assert bowout("stage", "list", "1", "--json").json[0]["state"] == "declined"


def test_an_interview_held_before_its_time_is_not_dated_by_it(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "interview", "--at", "2027-01-10T10:00")
    bowout("stage", "done", "acme")
    body = bowout("withdraw", "acme", "-r", "career", "--json").json["letter"]["body"]
    assert "January" not in body


def test_every_way_of_having_left_has_its_withdrawal(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--status", "withdrawn")
    bowout("add", "Globex", "Engineer")
    bowout("move", "globex", "withdrawn")
    bowout("add", "Initech", "Engineer")
    bowout("rejected", "initech")
    bowout("move", "initech", "withdrawn", "--correct")
    found = bowout("list", "--json").json
    assert {item["status"] for item in found} == {"withdrawn"}
    assert [item["withdrawal"]["reason"] for item in found] == ["unspecified"] * 3
    assert next(item["count"] for item in bowout("reasons", "--used", "--json").json) == 3


def test_an_accepted_offer_is_not_taken_back_by_a_move(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("move", "acme", "offer")
    bowout("move", "acme", "accepted")
    refused = bowout("move", "acme", "withdrawn")
    assert refused.code == 1
    assert "bowout withdraw 1" in refused.err


def test_a_draft_of_an_earlier_leaving_is_not_that_of_the_next(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("withdraw", "acme", "-r", "career")
    bowout("move", "1", "applied", "--note", "they called back")
    bowout("withdraw", "acme", "-r", "pay", "--no-letter")
    assert bowout("sent", "acme").code == 1
    assert "no letter was written" in bowout("withdraw", "acme", "-r", "pay").err
    assert [letter["state"] for letter in bowout("letters", "list", "--json").json] == ["discarded"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "Globex", "Engineer", "--applied", "2099-01-01"),
        ("add", "Globex", "Engineer", "--approached", "--applied", "yesterday"),
        ("add", "Globex", "Engineer", "--approached", "--status", "interviewing"),
        ("add", "Globex", "Engineer", "--status", "saved", "--applied", "yesterday"),
        ("move", "acme", "rejected", "--on", "tomorrow"),
        ("withdraw", "acme", "-r", "pay", "--no-letter", "--to", "dana@acme.example"),
        ("withdraw", "acme", "-r", "pay", "--no-letter", "--force"),
        ("withdraw", "acme", "-r", "pay", "--eml", "x.eml", "--copy"),
        ("show", "word " * 200),
        ("list", "x" * 60_000),
    ],
)
def test_what_contradicts_itself_is_a_usage_error(
    bowout: Runner, rows: Rows, arguments: tuple[str, ...]
) -> None:
    bowout("add", "Acme", "Engineer")
    before = rows()
    assert bowout(*arguments).code == 2
    assert rows() == before


def test_a_result_that_cannot_be_printed_is_recorded_all_the_same(
    bowout: Runner, home: Path, clock: Clock
) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [CONSOLE_SCRIPT, "add", "Acme", "Engineer"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.startswith("bowout: Recorded, but the result could not be printed")
    closed = subprocess.run(
        ["/bin/sh", "-c", f'"{CONSOLE_SCRIPT}" add Globex Engineer >&-'],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert (closed.returncode, closed.stderr) == (0, "")
    ascii_only = subprocess.run(
        [CONSOLE_SCRIPT, "add", "Île", "株"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ascii_only.returncode == 0
    assert [item["company"] for item in bowout("list", "--json", "--sort", "id").json] == [
        "Acme",
        "Globex",
        "Île",
    ]


def test_an_undo_in_another_terminal_while_the_letter_is_handed_over(
    bowout: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bowout import files

    bowout("add", "Acme", "Engineer")
    real = files.write_private

    def undone_meanwhile(path: Path, data: bytes, *, overwrite: bool) -> None:
        real(path, data, overwrite=overwrite)
        assert bowout("undo").code == 0

    monkeypatch.setattr(files, "write_private", undone_meanwhile)
    result = bowout("withdraw", "acme", "-r", "career", "--eml", tmp_path / "x.eml")
    assert result.code == 3
    assert "x.eml" in result.err


def test_a_step_known_by_its_day_alone_is_named_by_it(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "interview", "--at", "2026-11-20")
    bowout("stage", "done", "acme")
    bowout("stage", "add", "acme", "interview", "--at", "2026-12-03")
    body = bowout("withdraw", "acme", "-r", "career", "--json").json["letter"]["body"]
    assert "conversation on 20 November" in body
    assert "release the slot on Thursday, 3 December." in body


# What a new user found.


def test_a_company_named_like_a_command_can_be_left(bowout: Runner) -> None:
    for number, name in enumerate(("withdraw", "Withdraw", "decline", "list"), 1):
        bowout("add", name, "Engineer", "--duplicate")
        assert bowout("withdraw", number, "-r", "career").code == 0, name


def test_an_offers_day_is_not_that_of_applying(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--status", "offer", "--applied", "2026-09-23")
    assert "September" not in bowout("withdraw", "acme", "-r", "pay", "--json").json["letter"]["body"]


def test_a_number_means_the_application_and_never_anothers_letter(bowout: Runner) -> None:
    for company in ("Acme", "Globex"):
        bowout("add", company, "Engineer")
    bowout("withdraw", "globex", "-r", "career")
    refused = bowout("sent", "1", "--json")
    assert refused.code == 1
    assert refused.error["code"] == "ambiguous"
    assert bowout("sent", "2", "--json").json["id"] == 1


def test_a_failed_delivery_can_be_made_good(
    bowout_process: Runner, writer: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    bowout_process("add", "Acme", "Engineer", "--contact", "Dana Fox <dana@acme.example>")
    monkeypatch.setenv("PATH", "")
    failed = bowout_process("withdraw", "acme", "-r", "career", "--copy")
    assert failed.code == 3
    assert "bowout letters show 1 --eml" in failed.err
    draft = bowout_process("letters", "show", "1", "--eml")
    assert "X-Unsent: 1" in draft.out
    assert "To: Dana Fox <dana@acme.example>" in draft.out


def test_what_was_told_and_what_is_to_be_done_is_shown(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    left = bowout(
        "withdraw", "acme", "-r", "pay", "--no-letter", "--told", "yesterday", "--reconnect", "in 6 months"
    )
    assert "Reminder: get back in touch on 2027-05-23" in left.out
    assert "told them" in bowout("history", "1").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("withdraw", "acme", "-r", "pay", "--cc", "Bob"),
        ("withdraw", "acme", "-r", "pay", "--reconnect", "3 months ago"),
        ("withdraw", "acme", "-r", "pay", "--eml", "-"),
        ("reschedule", "acme", "yesterday"),
    ],
)
def test_what_could_not_be_done_is_refused(bowout: Runner, rows: Rows, arguments: tuple[str, ...]) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "interview", "--at", "2026-12-03T10:00")
    before = rows()
    assert bowout(*arguments).code == 2
    assert rows() == before


# What a second look found.


def test_the_next_step_that_is_offered_works_in_any_order(bowout: Runner) -> None:
    for company in ("Acme", "Globex"):
        bowout("add", company, "Engineer")
    bowout("withdraw", "2", "-r", "pay")
    bowout("withdraw", "1", "-r", "pay")
    assert bowout("sent", "1", "--json").json["application_id"] == 1
    assert bowout("sent", "2", "--json").json["application_id"] == 2


def test_a_slot_that_is_over_is_not_released(bowout: Runner, clock: Clock) -> None:
    bowout("add", "Acme", "Engineer", "--applied", "2026-11-02")
    bowout("stage", "add", "acme", "interview", "--at", "2026-12-10T10:00")
    clock.set("2026-12-12T10:00:00Z")
    letter = bowout("withdraw", "acme", "-r", "career", "--on", "2026-12-05", "--json").json["letter"]
    assert "December" not in letter["subject"] + letter["body"]


@pytest.mark.parametrize(
    ("moves", "stage"), [((), "interview"), (("offer",), "offer"), (("offer", "accepted"), "offer")]
)
def test_the_stage_it_was_left_at_is_the_deepest(bowout: Runner, moves: tuple[str, ...], stage: str) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "interview")
    bowout("stage", "done", "acme")
    for status in moves:
        bowout("move", "1", status)
    left = bowout("withdraw", "1", "-r", "pay", "--yes", "--json").json
    assert left["withdrawal"]["stage"] == stage


def test_quiet_is_the_applications_number_but_for_a_new_stage(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    assert bowout("add", "Globex", "Engineer", "-q").out == "2\n"
    assert bowout("stage", "add", "2", "interview", "-q").out == "1\n"
    assert bowout("reschedule", "2", "2026-12-01", "-q").out == "2\n"
    assert bowout("stage", "edit", "2", "--minutes", "30", "-q").out == "2\n"
    assert bowout("stage", "done", "2", "-q").out == "2\n"


def test_nothing_of_a_closed_application_can_be_booked(bowout: Runner, rows: Rows) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "interview")
    bowout("rejected", "acme")
    before = rows()
    assert bowout("reschedule", "1", "2026-12-01T10:00").code == 1
    refused = bowout("withdraw", "1", "-r", "pay")
    assert refused.code == 1
    assert "Acme, Engineer (1) is rejected" in refused.err
    assert rows() == before


def test_days_that_contradict_each_other_are_refused(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--applied", "2026-10-01")
    assert bowout("withdraw", "acme", "-r", "pay", "--on", "2026-09-01").code == 2
    told_before = ("--no-letter", "--on", "2026-11-20", "--told", "2026-11-01")
    assert bowout("withdraw", "acme", "-r", "pay", *told_before).code == 2


def test_the_same_letter_twice_is_warned_of(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("withdraw", "acme", "-r", "pay")
    bowout("sent", "acme")
    bowout("move", "1", "applied", "--note", "they called back")
    again = bowout("withdraw", "acme", "-r", "pay", "--json").json
    assert "same_letter" in {check["code"] for check in again["checks"]}


def test_a_highlight_is_kept_and_echoed_in_the_language_and_the_tone_of_the_letter(bowout: Runner) -> None:
    from bowout.letters.highlight import highlight_sentence

    bowout("add", "Acme", "Engineer")
    phrase = "the walk through your on-call practice"
    for tone in ("neutral", "brief", "warm"):
        bowout("profile", "--tone", tone)
        said = bowout("note", "acme", "--highlight", phrase).out
        assert f"A letter would say: {highlight_sentence(phrase, 'en-GB', tone)}\n" in said
    bowout("withdraw", "acme", "-r", "career", "--highlight", "how open you are")
    assert bowout("show", "1", "--json").json["highlight"] == "how open you are"
    assert bowout("undo").code == 0
    assert bowout("show", "1", "--json").json["highlight"] == phrase


def test_what_was_said_as_a_reason_is_what_the_letter_says(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    bowout("add", "Acme", "Engineer")
    for editor, said in (("true", True), ("sed -i.bak s/,.as.my.career.*changed//", False)):
        monkeypatch.setenv("EDITOR", editor)
        bowout("withdraw", "acme", "-r", "career", "--edit")
        assert ("goals" in bowout("letters", "show", 1 if said else 2).out) is said
        added = bowout("add", "Acme", "Platform Engineer" if said else "Data Engineer").out
        assert ("My career goals have changed." in added) is said
        bowout("move", "1", "applied", "--note", "they called back")
