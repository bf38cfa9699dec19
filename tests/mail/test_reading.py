"""A mail is read as its people, its subject and its plain text."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.errors import Refused
from bowout.domain.people import Person
from bowout.mail.message import to_bytes
from bowout.mail.reading import is_mail, read_mail
from tests.mail.reading import MAIL

TWO_PARTS = b"""\
From: Sam Taylor <sam@taylor.example>
To: "Fox, Dana" <dana@acme.example>, =?utf-8?q?T=C3=B6m?= <tom@acme.example>, undisclosed
Cc: ana@acme.example
Subject: =?utf-8?q?W=C3=A4thdrawal?= of
 application
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

gr=FC=DFe

--b
Content-Type: text/html; charset=utf-8

<p>x
--b--
"""


def test_our_own_mail() -> None:
    data = to_bytes(MAIL)
    assert is_mail(data)
    read = read_mail(data)
    assert (read.subject, read.recipients, read.text.replace("\r\n", "\n")) == (
        MAIL.subject,
        MAIL.to,
        MAIL.body,
    )


def test_one_of_several_parts() -> None:
    assert is_mail(TWO_PARTS)
    read = read_mail(TWO_PARTS)
    assert read.subject == "Wäthdrawal of application"
    assert read.recipients == (
        Person("Fox, Dana", "dana@acme.example"),
        Person("Töm", "tom@acme.example"),
        Person(None, "ana@acme.example"),
    )
    assert read.text == "grüße\n"


@pytest.mark.parametrize("charset", [b"no-such", b"rot13", b"utf-7", b"us-ascii"])
def test_a_charset_that_is_wrong_costs_a_letter_at_most(charset: bytes) -> None:
    assert read_mail(TWO_PARTS.replace(b"iso-8859-1", charset)).text.startswith("gr")


@pytest.mark.parametrize(
    "data",
    [
        b"Dear Dana,\n\nbye\n",
        b"Subject: x\nTo: Dana\n\nDear Dana,\n",
        b"From: x\nDear Dana,\n",
        b"From my desk: x\n\n",
        b"",
    ],
)
def test_a_text_is_no_mail(data: bytes) -> None:
    assert not is_mail(data)


def test_a_mail_without_plain_text_is_refused() -> None:
    with pytest.raises(Refused, match="no plain text"):
        read_mail(b"From: x\nContent-Type: text/html\n\n<p>x</p>\n")


@given(st.data())
def test_a_damaged_mail_is_read_or_refused(data: st.DataObject) -> None:
    mail = bytearray(TWO_PARTS)
    pieces = st.sampled_from(
        [b"=?utf-8?q?", b"?=", b"<", b'"', b";", b":", b"(", b"\\", b"\0", b"\xff", b"\n ", b"base64"]
    )
    for at in data.draw(st.lists(st.integers(0, len(mail) - 1), min_size=1, max_size=6)):
        mail[at : at + data.draw(st.integers(0, 9))] = data.draw(pieces)
    with suppress(Refused):
        read_mail(bytes(mail))
