"""From what they sent to having left, in one step: taken in, recorded, answered, and taken back as one."""

import email
import email.policy
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_inbox import ATTENDING, DANA, Rows, mail, run
from tests.mail.calendars import calendar, changed, samples
from tests.mail.test_calendar_reply import CODES
from tests.support import Result, Runner

pytestmark = pytest.mark.usefixtures("clock", "writer")
REASON = ("-r", "career_direction")
INVITATION = mail(subject="Interview: Backend Engineer", ics=calendar(ATTENDING))


@pytest.fixture
def leave(bowout: Runner, tmp_path: Path) -> Callable[..., Result]:
    """Leave with what was sent, as a file in a folder with a space."""

    def withdraw(thing: bytes | str, *options: str | Path) -> Result:
        folder = tmp_path / "with space"
        folder.mkdir(exist_ok=True)
        file = folder / "invitation.eml"
        file.write_bytes(thing.encode() if isinstance(thing, str) else thing)
        return bowout("withdraw", "--from", file, *REASON, *options)

    return withdraw


@pytest.fixture
def applied(bowout: Runner) -> None:
    run(bowout, "add", "Acme", "Backend Engineer", "--contact", DANA)


@pytest.mark.usefixtures("applied")
def test_it_is_one_step_with_one_undo(bowout: Runner, leave: Callable[..., Result], rows: Rows) -> None:
    before, steps = rows(), len(bowout("log", "--json").json)
    done = leave(INVITATION, "--json")
    assert (done.code, done.json["application"]["status"]) == (0, "withdrawn"), done.err
    assert done.json["letter"]["in_reply_to"] == "<m1@acme.example>"
    assert len(bowout("log", "--json").json) == steps + 1
    [stage] = bowout("show", "1", "--json").json["stages"]
    assert (stage["kind"], stage["state"]) == ("interview", "declined")
    after = rows()
    run(bowout, "undo")
    assert rows() == before
    run(bowout, "redo")
    assert rows() == after


@pytest.mark.usefixtures("applied")
def test_both_answers_are_files_in_their_thread_and_calendar(
    leave: Callable[..., Result], tmp_path: Path
) -> None:
    out = tmp_path / "with space" / "no.eml"
    assert leave(INVITATION, "--eml", out).code == 0
    letter, reply = (
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in (out, out.with_name("no-decline.eml"))
    )
    assert (letter["In-Reply-To"], letter["Subject"]) == (
        "<m1@acme.example>",
        "Re: Interview: Backend Engineer",
    )
    assert reply.get_content_type() == "text/calendar"
    assert reply.get_param("method") == "REPLY"
    text = reply.get_content()
    assert text.count("BEGIN:VEVENT") == text.count("ATTENDEE") == 1
    assert "PARTSTAT=DECLINED" in text


@pytest.mark.usefixtures("applied")
def test_it_comes_through_a_pipe_too(bowout: Runner) -> None:
    done = bowout("withdraw", "--from", "-", *REASON, "--json", stdin=INVITATION.decode())
    assert (done.code, done.json["letter"]["in_reply_to"]) == (0, "<m1@acme.example>")


def test_what_was_never_logged_is_logged_and_left(bowout: Runner, leave: Callable[..., Result]) -> None:
    done = leave(INVITATION, "--json")
    [application] = bowout("list", "--json").json
    assert (done.code, application["status"], application["company"]) == (0, "withdrawn", "Acme")


@pytest.mark.usefixtures("applied")
@pytest.mark.parametrize("thing", [b"", b"\x00\x01\x02", b"PK\x03\x04 no mail", "BEGIN:VCALENDAR\r\n"])
def test_what_cannot_be_read_changes_nothing(
    leave: Callable[..., Result], rows: Rows, thing: bytes | str
) -> None:
    before = rows()
    done = leave(thing, "--json")
    assert (done.code, done.out) == (1, "")
    assert done.error["message"] and rows() == before


@pytest.mark.usefixtures("applied")
def test_a_refused_withdrawal_leaves_the_mail_untaken(
    bowout: Runner, leave: Callable[..., Result], rows: Rows
) -> None:
    before = rows()
    done = bowout("withdraw", "--from", Path("nowhere.eml"), *REASON, "--json")
    assert done.code in (1, 2) and rows() == before
    bad = leave(INVITATION, "--say", "You pay badly and I am ill.", "--json")
    assert bad.code == 1 and rows() == before
    dry = leave(INVITATION, "--dry-run", "--json")
    assert dry.code == 0 and rows() == before


@pytest.mark.usefixtures("applied")
def test_what_was_left_already_is_not_left_again(
    bowout: Runner, leave: Callable[..., Result], rows: Rows
) -> None:
    run(bowout, "withdraw", "1", *REASON)
    before = rows()
    done = leave(INVITATION, "--json")
    assert (done.code, rows()) == (1, before)


@pytest.mark.usefixtures("applied")
def test_the_application_may_be_named(bowout: Runner, leave: Callable[..., Result]) -> None:
    run(bowout, "add", "Globex", "Tester")
    file_options = ("globex", "--json")
    done = leave(INVITATION, *file_options)
    assert (done.code, done.json["application"]["company"]) == (0, "Globex")
    assert bowout("show", "1", "--json").json["status"] == "applied"


# Where no reply can be made.

PAST = changed(ATTENDING, dtstart="DTSTART:20261102T100000Z", dtend="DTEND:20261102T110000Z")


@pytest.mark.usefixtures("applied")
@pytest.mark.parametrize(
    ("ics", "method", "code"),
    [
        (calendar(ATTENDING, method="PUBLISH"), "PUBLISH", "not_a_request"),
        (calendar(ATTENDING, method="REFRESH"), "REFRESH", "not_a_request"),
        (calendar(), "REQUEST", "no_event"),
        (calendar(ATTENDING, method="CANCEL"), "CANCEL", "cancelled"),
        (calendar(PAST), "REQUEST", "over"),
        (calendar(changed(ATTENDING, uid=None)), "REQUEST", "no_uid"),
        (
            calendar(changed(ATTENDING, attendee="ATTENDEE:mailto:tom@acme.example")),
            "REQUEST",
            "not_attendee",
        ),
        ("nothing", "REQUEST", "no_event"),
    ],
)
def test_why_there_is_no_reply_is_a_warning_and_the_letter_is_written(
    leave: Callable[..., Result], ics: str, method: str, code: str
) -> None:
    done = leave(mail(ics=ics, method=method), "--json")
    assert done.code == 0, done.err
    [named] = [check for check in done.json["checks"] if check["code"] == code]
    assert (named["level"], named["message"].startswith("No reply to the invitation")) == ("warning", True)
    assert done.json["letter"]["body"]


@pytest.mark.usefixtures("applied")
def test_what_they_have_called_off_since_is_named_too(
    bowout: Runner, leave: Callable[..., Result], tmp_path: Path
) -> None:
    off = tmp_path / "off.eml"
    later = changed(ATTENDING, sequence="SEQUENCE:7")
    off.write_bytes(
        mail(ics=calendar(later, method="CANCEL"), method="CANCEL", Message_ID="<m2@acme.example>")
    )
    run(bowout, "inbox", off)
    done = leave(INVITATION, "--json")
    assert [check["code"] for check in done.json["checks"]] == ["cancelled"]


@pytest.mark.usefixtures("applied")
def test_no_refusal_is_named_where_nothing_is_to_be_declined(leave: Callable[..., Result]) -> None:
    done = leave(mail(ics=calendar(PAST)), "--no-decline-invite", "--json")
    assert "over" not in [check["code"] for check in done.json["checks"]]
    assert leave(mail(Message_ID="<m3@acme.example>"), "--json").code == 1, "left already"


@pytest.mark.parametrize("file", sorted(path for path in (samples() or Path()).glob("*/*.[ei]*")) or [None])
def test_every_sample_gives_a_reply_or_a_named_refusal(bowout: Runner, file: Path | None) -> None:
    if file is None:
        pytest.skip("there are no samples beside the repository")
    run(bowout, "add", "Acme", "Engineer")
    done = bowout("withdraw", "acme", "--from", file, *REASON, "--dry-run", "--json")
    if done.code == 1:
        assert done.error["code"] in CODES, done.err
        return
    assert done.code == 0, done.err
    named = [check["code"] for check in done.json["checks"] if check["code"] in CODES]
    assert bool(named) != ("Declined invitation" in done.err), (done.err, named)
