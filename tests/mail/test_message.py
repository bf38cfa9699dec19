"""Whole mails, looked at as bytes first, since readers decode and so hide what is wrong."""

import copy
import email
import email.policy
import getpass
import os
import re
import socket
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.errors import Refused
from bowout.domain.people import Person
from bowout.mail.message import new_message_id, to_bytes, to_message
from tests.mail.reading import LONG_ID, MAIL, POLICIES, lines, recipients, sound


def test_a_whole_mail() -> None:
    assert to_bytes(MAIL) == (
        b"From: Ida Lund <ida@home.example>\r\n"
        b"To: Dana Fox <dana@acme.example>\r\n"
        b"Subject: Withdrawing my application\r\n"
        b"Date: Mon, 23 Nov 2026 14:51:05 +0000\r\n"
        b"Message-ID: <0123456789abcdef0123456789abcdef@home.example>\r\n"
        b'Content-Type: text/plain; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n"
        b"MIME-Version: 1.0\r\n"
        b"\r\n"
        b"Dear Dana,\r\n\r\nThank you.\r\n\r\nIda Lund\r\n"
    )


def test_a_draft_is_marked_and_may_lack_recipients() -> None:
    data = to_bytes(replace(MAIL, to=(), draft=True))
    sound(data)
    assert data.startswith(b"X-Unsent: 1\r\nFrom:")
    assert not lines(data, "To")
    assert b"X-Unsent" not in to_bytes(MAIL)
    hr = Person(None, "hr@acme.example")
    named = to_bytes(replace(MAIL, to=(Person("Dana Fox"),), cc=(hr,), draft=True))
    assert not lines(named, "To")
    assert lines(named, "Cc") == [b"Cc: hr@acme.example"]


@pytest.mark.parametrize("to", [(), (Person("Dana Fox"),)])
def test_a_mail_that_is_sent_needs_recipients(to: tuple[Person, ...]) -> None:
    with pytest.raises(Refused):
        to_bytes(replace(MAIL, to=to))


def test_it_needs_somebody_to_write_it() -> None:
    with pytest.raises(Refused, match="no address to write from") as refused:
        to_bytes(replace(MAIL, sender=Person("Ida Lund")))
    assert "--email" in refused.value.hint
    with pytest.raises(ValueError, match="time zone"):
        to_bytes(replace(MAIL, date=datetime(2026, 11, 23)))
    with pytest.raises(Refused):
        to_bytes(replace(MAIL, message_id=""))


# Threads


def test_an_id_of_84_characters_is_not_broken() -> None:
    assert len(LONG_ID) == 86
    data = to_bytes(replace(MAIL, in_reply_to=LONG_ID, references=(LONG_ID, "<b@c>")))
    sound(data)
    assert lines(data, "In-Reply-To") == [b"In-Reply-To: " + LONG_ID.encode()]
    assert lines(data, "References") == [b"References: <b@c>", b" " + LONG_ID.encode()]
    for policy in POLICIES:
        read = email.message_from_bytes(data, policy=policy)
        assert read["In-Reply-To"] == LONG_ID
        assert read["References"].split() == ["<b@c>", LONG_ID]


def test_references_end_with_the_answered_once_and_are_cut_in_the_middle() -> None:
    thread = [f"<{number}@x.example>" for number in range(40)]
    data = to_bytes(replace(MAIL, references=(*thread, thread[3]), in_reply_to=thread[39]))
    found = b" ".join(lines(data, "References")).decode().split()[1:]
    assert found == [thread[0], *thread[20:]]
    data = to_bytes(replace(MAIL, references=tuple(thread[:20]), in_reply_to="<new@x>"))
    assert len(b"".join(lines(data, "References")).split()) == 22


def test_what_is_no_id_is_left_out() -> None:
    odd = ("no brackets", "<a b@c>", "<ü@c>", "<" + "x" * 2000 + ">", "<>", "<a><b>", "<good@x>")
    data = to_bytes(replace(MAIL, references=odd, in_reply_to="also none"))
    assert lines(data, "References") == [b"References: <good@x>"]
    assert not lines(data, "In-Reply-To")


def test_a_new_id_says_nothing_but_the_domain() -> None:
    found = {new_message_id("Ida.Lund@Home.example") for _ in range(100)}
    assert len(found) == 100
    assert all(re.fullmatch(r"<[0-9a-f]{32}@Home\.example>", one) for one in found)
    assert new_message_id("ida@bücher.example").endswith("@xn--bcher-kva.example>")
    assert new_message_id("ïda@home.example").endswith("@home.example>")
    for address in ("ida", "", "i@", "i@home", "i@a>\r\n.example", "i@straße.example", "i@-a.example"):
        with pytest.raises(Refused):
            new_message_id(address)


# Bodies


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n\n\nx\n\n\n",
        "From here on\n.\n..dots\n",
        "trailing blanks   \nand tabs\t\n",
        "x" * 5000,
        "ü" * 5000,
        "=" * 200,
        "line\u2028sep\u2029\x85\x0b\x0c\x1c\x00 end",
    ],
)
def test_bodies_come_back(body: str) -> None:
    data = to_bytes(replace(MAIL, body=body))
    sound(data)
    assert _body(data).rstrip("\n") == body.rstrip("\n")


def _body(data: bytes) -> str:
    """Decoded by hand, since get_content() may take other characters for line ends."""
    raw = email.message_from_bytes(data).get_payload(decode=True)
    assert isinstance(raw, bytes)
    return raw.decode().replace("\r\n", "\n")


def test_line_ends_of_all_kinds_become_one() -> None:
    assert _body(to_bytes(replace(MAIL, body="a\r\nb\rc\nd"))) == "a\nb\nc\nd\n"


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Refused, match="no text"):
        to_bytes(replace(MAIL, body="a\udc80"))


# Nothing else


def test_nothing_leaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getfqdn", lambda *_: "leaky-host.example")
    monkeypatch.setattr(socket, "gethostname", lambda: "leaky-host")
    for name in ("USER", "LOGNAME", "EMAIL"):
        monkeypatch.setenv(name, "leaky-user")
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    try:
        data = to_bytes(replace(MAIL, draft=True, message_id=new_message_id("ida@home.example")))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert lines(data, "Date") == [b"Date: Mon, 23 Nov 2026 14:51:05 +0000"]
    for word in ("leaky", getpass.getuser(), str(Path.home()), str(Path.cwd()), str(os.getpid())):
        assert word.encode() not in data.replace(lines(data, "Message-ID")[0], b"")
    assert not re.search(rb"(?i)user-agent|x-mailer|bcc|python|bowout", data)


def test_other_policies_and_a_copy_write_the_same_headers() -> None:
    mail = replace(
        MAIL, to=(Person("Fox, Dana " * 10, "dana@acme.example"),), in_reply_to=LONG_ID, subject="Ü" * 80
    )
    message = to_message(mail)
    for policy in (*POLICIES, email.policy.SMTP.clone(max_line_length=0), email.policy.SMTPUTF8):
        assert message.as_bytes(policy=policy.clone(linesep="\r\n")) == to_bytes(mail)
    assert copy.deepcopy(message).as_bytes() == to_bytes(mail)
    message.make_mixed(boundary="ours")
    message.add_attachment(b"x", "application", "ics")
    assert lines(message.as_bytes(), "In-Reply-To") == [b"In-Reply-To: " + LONG_ID.encode()]


@given(st.text(), st.text(), st.text(), st.lists(st.text()), st.text())
def test_any_text_is_written_soundly_or_refused(
    name: str, address: str, subject: str, ids: list[str], body: str
) -> None:
    mail = replace(
        MAIL,
        to=(Person(name, f"{address}@acme.example"),),
        subject=subject,
        in_reply_to=ids[0] if ids else None,
        references=tuple(ids),
        body=body,
    )
    try:
        data = to_bytes(mail)
    except Refused:
        return
    sound(data)
    for read in recipients(data, "To"):
        assert [found for _, found in read] == [f"{address}@acme.example"]
