"""A calendar reply as a mail, in the two shapes that calendar programs understand; on the bytes first."""

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.message import Message

import pytest
from icalendar import Calendar

from bowout.domain.errors import Refused
from bowout.domain.people import Person
from bowout.mail.calendar_message import letter_with_reply_to_bytes, reply_to_bytes
from bowout.mail.calendar_reply import decline
from tests.mail.calendars import BERLIN, EVENT, calendar
from tests.mail.reading import LONG_ID, MAIL, POLICIES, lines, sound

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
TITLE = "SUMMARY:Gespräch 😀, " + "zweite Runde, " * 9
TEXT = calendar(BERLIN.format(tzid="Europe/Berlin"), EVENT.replace("SUMMARY:Interview", TITLE))
REPLY = decline(TEXT, ["ida@home.example"], NOW).text


def leaves(data: bytes) -> list[Message]:
    """The parts that are no containers, as each reader sees the same of them."""
    for policy in POLICIES:
        read = email.message_from_bytes(data, policy=policy)
        assert not any(part.defects for part in read.walk())
    return [
        part
        for part in email.message_from_bytes(data, policy=email.policy.compat32).walk()
        if not part.is_multipart()
    ]


def test_alone_it_is_a_single_part_of_the_replys_own_bytes() -> None:
    data = reply_to_bytes(MAIL, REPLY)
    sound(data)
    assert lines(data, "Content-Type") == [b"Content-Type: text/calendar; charset=utf-8; method=REPLY"]
    assert b"Content-Disposition" not in data and b"boundary" not in data
    (part,) = leaves(data)
    assert part.get_payload(decode=True) == REPLY
    assert part.get_param("method") == "REPLY" and part.get_content_charset() == "utf-8"
    assert len(Calendar.from_ical(REPLY).walk("VEVENT")) == 1


def test_only_a_draft_is_marked_as_unsent() -> None:
    assert reply_to_bytes(replace(MAIL, draft=True), REPLY).startswith(b"X-Unsent: 1\r\n")
    assert b"X-Unsent" not in reply_to_bytes(MAIL, REPLY) + letter_with_reply_to_bytes(MAIL, REPLY)


def test_sent_with_a_letter_it_stands_beside_the_text_and_is_a_file_too() -> None:
    data = letter_with_reply_to_bytes(replace(MAIL, body="Grüße\n" + "lang " * 40), REPLY)
    sound(data)
    assert data.count(b"MIME-Version: 1.0\r\n") == 1
    whole = email.message_from_bytes(data, policy=email.policy.compat32)
    kinds = [part.get_content_type() for part in whole.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/ics",
    ]
    text, reply, file = leaves(data)
    assert text["Content-Transfer-Encoding"] == "quoted-printable"
    assert text.get_payload(decode=True).decode().replace("\r\n", "\n").startswith("Grüße\nlang lang")  # type: ignore[union-attr]
    assert reply["Content-Type"] == "text/calendar; charset=utf-8; method=REPLY"
    assert reply["Content-Disposition"] is None
    assert reply.get_payload(decode=True) == file.get_payload(decode=True) == REPLY
    assert file["Content-Disposition"] == 'attachment; filename="invite.ics"'


def test_boundaries_are_random_digits_of_our_own() -> None:
    found = [
        boundary
        for _ in range(20)
        for boundary in re.findall(rb'boundary="([^"]*)"', letter_with_reply_to_bytes(MAIL, REPLY))
    ]
    assert len(found) == len(set(found)) == 40
    assert all(re.fullmatch(rb"[0-9a-f]{32}", boundary) for boundary in found)


@pytest.mark.parametrize("write", [reply_to_bytes, letter_with_reply_to_bytes])
def test_it_stays_in_its_thread_and_is_addressed_as_every_mail(write) -> None:  # type: ignore[no-untyped-def]
    data = write(replace(MAIL, in_reply_to=LONG_ID, references=("<root@x>",)), REPLY)
    assert lines(data, "In-Reply-To") == [b"In-Reply-To: " + LONG_ID.encode()]
    assert lines(data, "References") == [b"References: <root@x>", b" " + LONG_ID.encode()]
    assert lines(data, "Message-ID") == [b"Message-ID: " + MAIL.message_id.encode()]
    with pytest.raises(Refused):
        write(replace(MAIL, to=(Person("Dana", "dana@a>\r\nRCPT TO:<x@y.example>"),)), REPLY)
