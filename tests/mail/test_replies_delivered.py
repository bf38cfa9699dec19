"""A declined invitation really leaves: with the letter as one message, alone, and as two drafts, once each."""

import email
import email.policy
import sqlite3
from email.message import EmailMessage
from pathlib import Path
from typing import cast

import icalendar
import pytest

from bowout import config
from tests.cli.test_inbox import ATTENDING, mail
from tests.mail.calendars import calendar
from tests.mail.servers import RECIPIENT, MailServers
from tests.support import Runner

pytestmark = [pytest.mark.mail_servers, pytest.mark.usefixtures("clock")]
LEAVE = ("withdraw", "acme", "-r", "career", "--json")


@pytest.fixture
def invited(servers: MailServers, bowout: Runner, tmp_path: Path) -> MailServers:
    """The servers, and an invitation that was taken in."""
    path = tmp_path / "invitation.eml"
    path.write_bytes(mail(subject="Interview: Engineer", ics=calendar(ATTENDING)))
    assert bowout("inbox", path, "--app", 1).code == 0
    return servers


def parsed(data: bytes) -> EmailMessage:
    start = data.index(b"From: Robin") if b"From: Robin" in data else 0
    return email.message_from_bytes(data[start:], policy=email.policy.default)


def declined(part: EmailMessage) -> None:
    """It is a reply that declines: one event, one attendee, read back by a library."""
    assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "REPLY")
    read = icalendar.Calendar.from_ical(part.get_content())
    [event] = read.walk("VEVENT")
    assert read["METHOD"] == "REPLY"
    attendee = event["ATTENDEE"]
    assert not isinstance(attendee, list)
    assert attendee.params["PARTSTAT"] == "DECLINED"
    assert str(attendee).casefold() == "mailto:robin@example.org"


def attempts() -> list[tuple[object, ...]]:
    path = config.database_url_or_path(None).path
    assert path is not None
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT channel, result FROM delivery ORDER BY id").fetchall()
    finally:
        connection.close()


def test_letter_and_reply_are_one_message(invited: MailServers, bowout: Runner) -> None:
    done = bowout(*LEAVE, "--send", "--yes")
    assert (done.code, done.json["letter"]["state"]) == (0, "sent"), done.err
    (arrived,) = invited.delivered()
    message = parsed(arrived)
    assert message.get_content_type() == "multipart/mixed"
    both, attached = cast("list[EmailMessage]", list(message.iter_parts()))
    assert both.get_content_type() == "multipart/alternative"
    letter, reply = cast("list[EmailMessage]", list(both.iter_parts()))
    assert (letter.get_content_type(), letter.get_content_charset()) == ("text/plain", "utf-8")
    assert letter["Content-Transfer-Encoding"] == "quoted-printable"
    assert letter.get_content().rstrip() == done.json["letter"]["body"].rstrip()
    declined(reply)
    assert attached.get_content_type() == "application/ics"
    assert attached.get_content_disposition() == "attachment"
    assert (message["In-Reply-To"], b"X-Unsent" in arrived) == ("<m1@acme.example>", False)
    assert set(attempts()) == {("smtp", "sent")}
    again = bowout("send", "acme", "--send", "--yes")
    assert again.code == 1 and len(invited.delivered()) == 1


def test_without_a_letter_to_write_the_reply_goes_alone(invited: MailServers, bowout: Runner) -> None:
    done = bowout("stage", "cancel", "acme", "--by", "me", "--decline-invite", "--send", "--yes")
    assert done.code == 0, done.err
    (arrived,) = invited.delivered()
    declined(parsed(arrived))
    assert RECIPIENT in str(parsed(arrived)["To"])
    assert attempts() == [("smtp", "sent")]


def test_as_drafts_they_are_two_and_each_is_there_once(invited: MailServers, bowout: Runner) -> None:
    done = bowout(*LEAVE, "--to-drafts")
    assert (done.code, done.json["letter"]["state"]) == (0, "handed_over"), done.err
    assert bowout("send", "acme", "--to-drafts").code == 0
    drafts = [parsed(path.read_bytes()) for path in invited.drafts()]
    kinds = sorted(draft.get_content_type() for draft in drafts)
    assert kinds == ["text/calendar", "text/plain"]
    declined(next(draft for draft in drafts if draft.get_content_type() == "text/calendar"))
    assert set(attempts()) == {("drafts", "handed_over")}


def test_what_the_server_refuses_is_not_sent_and_can_be_tried_again(
    invited: MailServers, bowout: Runner
) -> None:
    bowout("config", "set", "mail.smtp", f"localhost:{invited.wrong_name}")
    done = bowout(*LEAVE, "--send", "--yes")
    assert done.code == 3 and not invited.delivered()
    assert {result for _, result in attempts()} == {"failed"}
    bowout("config", "set", "mail.smtp", f"localhost:{invited.smtps}")
    again = bowout("send", "acme", "--send", "--yes")
    assert again.code == 0, again.err
    (arrived,) = invited.delivered()
    assert b"method=REPLY" in arrived.replace(b'"', b""), "with what was declined"
