"""Hostile names, addresses and subjects: refused, or read back by everybody as they were meant."""

import base64
import email
import email.policy
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.errors import BowoutError, Refused
from bowout.domain.people import Person
from bowout.mail.message import to_bytes
from tests.mail.reading import MAIL, POLICIES, lines, recipients, sound

# People

HOSTILE = [
    "Fox, Dana",
    "Fox, Dana, of the very long and widely known company with a name, that does not end, Limited, Berlin",
    'Dana "Foxy" Fox',
    'Dana" <evil@x.example>, "',
    "evil@x.example",
    "Dana <evil@x.example>",
    "Dana; evil@x.example:",
    "undisclosed recipients:;",
    "=?utf-8?q?evil=40x.example=2C?=",
    "=?utf-8?b?ZXZpbEB4LmV4YW1wbGUsIA==?=",
    "=?utf-8?q?a?= =?utf-8?q?b?=",
    "=?utf-8?q?=0D=0ABcc:=20evil=40x.example?=",
    "=?x",
    "?=",
    "Dr. Dana Fox (HR)",
    "Dana \\ Fox",
    "(evil@x.example)",
    "Zoë Müller-Lüdenscheidt, geb. von und zu Gräfenberg-Weißensee-Überlingen am schönen Bodensee",
    "李雷",
    "李雷" * 60,
    "👩‍👩‍👧‍👦 Dana 🦊",
    "🦊" * 40,
    "דנה פוקס",
    "دانا فوكس، الموارد البشرية",
    "e\u0301" * 50,
    "x" * 300,
    "a b " * 60 + "c",
    "O'Neil-Smith & Sons",
    ",",
    "@",
    '"',
    "<",
    "\\",
    ":",
    "_",
    "=",
    "?",
    "J.",
    "\u00a0Dana",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_one_recipient(name: str) -> None:
    people = (Person(name, "dana@acme.example"), Person("Plain", "b@x.example"), Person(name, "c@x.example"))
    data = to_bytes(replace(MAIL, sender=Person(name, "ida@home.example"), to=people, cc=people))
    sound(data)
    shown = " ".join(name.split())
    for header in ("To", "Cc"):
        for read in recipients(data, header):
            assert [address for _, address in read] == ["dana@acme.example", "b@x.example", "c@x.example"]
            assert [_squeezed(each) for each, _ in read] == [_squeezed(shown), "Plain", _squeezed(shown)]
    for read in recipients(data, "From"):
        assert [address for _, address in read] == ["ida@home.example"]


def _squeezed(name: str) -> str:
    # CPython before 3.13 shows a blank between the encoded words of a long name.
    return name.replace(" ", "")


def test_a_short_name_is_read_exactly() -> None:
    for name in HOSTILE:
        if len(name.encode()) <= 17:
            data = to_bytes(replace(MAIL, to=(Person(name, "dana@acme.example"),)))
            for read in recipients(data, "To"):
                assert read == [(" ".join(name.split()), "dana@acme.example")]


def test_a_name_with_a_comma_on_the_wire() -> None:
    data = to_bytes(replace(MAIL, to=(Person("Fox, Dana", "dana@acme.example"),)))
    assert lines(data, "To") == [b"To: =?utf-8?q?Fox=2C_Dana?= <dana@acme.example>"]


def test_many_recipients_are_folded_between_them() -> None:
    people = tuple(Person(f"Person Number {number}", f"person.{number}@acme.example") for number in range(60))
    data = to_bytes(replace(MAIL, to=people))
    sound(data)
    assert all(len(line) <= 76 for line in lines(data, "To"))
    for read in recipients(data, "To"):
        assert read == [(person.name, person.email) for person in people]


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example>\r\nRCPT TO:<evil@x.example",
        "a@b.example, evil@x.example",
        "a@b.example evil@x.example",
        "ü@b.example",
        "=?utf-8?q?evil=40x.example?=@b.example",
        "a@b@c.example",
        "a..b@c.example",
        ".a@c.example",
        '"a"@c.example',
        "a@localhost",
        "a@[127.0.0.1]",
        "a@b..example",
        "a@-b.example",
        "a@straße.example",
        "a@\u202eb.example",
        "a@" + "b." * 130 + "example",
        "a@" + "ü" * 300 + ".example",
        "a\n@b.example",
        "a@b.example\n",
        "@b.example",
        "a@",
    ],
)
def test_an_address_that_cannot_be_written_is_refused(address: str) -> None:
    for mail in (
        replace(MAIL, to=(Person("Dana", address),)),
        replace(MAIL, cc=(Person("Dana", address),)),
        replace(MAIL, sender=Person("Dana", address)),
    ):
        with pytest.raises(Refused) as refused:
            to_bytes(mail)
        assert refused.value.message.isprintable()


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("dana@bücher.example", b"dana@xn--bcher-kva.example"),
        ("dana@例え.example", b"dana@xn--r8jz45g.example"),
        ("o'neil+x=y/z@sub_domain.acme.example", b"o'neil+x=y/z@sub_domain.acme.example"),
    ],
)
def test_addresses_on_the_wire(address: str, written: bytes) -> None:
    data = to_bytes(replace(MAIL, to=(Person(None, address),)))
    assert lines(data, "To") == [b"To: " + written]


# Characters that no header may have

CONTROLS = "\0\x01\t\n\v\f\r\x1b\x1c\x7f\x85\x9f"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNFIT = [*CONTROLS, *BIDI, "\u2028", "\u2029", "\ud800"]


@pytest.mark.parametrize("char", UNFIT, ids=lambda char: f"U+{ord(char):04X}")
def test_unfit_characters_are_refused_in_every_header(char: str) -> None:
    bad = f"a{char}Bcc: evil@x.example"
    for mail in (
        replace(MAIL, subject=bad),
        replace(MAIL, to=(Person(bad, "dana@acme.example"),)),
        replace(MAIL, cc=(Person(bad, "dana@acme.example"),)),
        replace(MAIL, sender=Person(bad, "ida@home.example")),
        replace(MAIL, message_id=f"<{bad}>"),
        replace(MAIL, in_reply_to=f"<{bad}>"),
        replace(MAIL, references=(f"<{bad}>",)),
    ):
        with pytest.raises(BowoutError) as refused:
            to_bytes(mail)
        assert refused.value.code == "unfit_header"
        assert refused.value.message.isprintable()


def test_joiners_are_fit() -> None:
    data = to_bytes(replace(MAIL, subject="می‌خواهم 👩‍💻"))
    assert email.message_from_bytes(data, policy=email.policy.default)["Subject"] == "می‌خواهم 👩‍💻"


# Subjects

SUBJECTS = [
    "Re: Interview on Monday",
    "Rücknahme meiner Bewerbung als Softwareentwicklerin bei der Gräfenberg-Weißensee Überlandwerke GmbH",
    "=?utf-8?q?looks_encoded?=",
    "two  blanks",
    " at the ends ",
    "x" * 500,
    "word " * 100 + "end",
    "応募辞退のご連絡" * 10,
    "🦊" * 50,
    '100% (a, b; c) <d@e> "f" \\ g',
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_subjects_come_back(subject: str) -> None:
    data = to_bytes(replace(MAIL, subject=subject))
    sound(data)
    for policy in POLICIES:
        assert email.message_from_bytes(data, policy=policy)["Subject"] == subject


def test_no_subject_is_no_header() -> None:
    assert not lines(to_bytes(replace(MAIL, subject="")), "Subject")


# Any text at all

FIT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=120).filter(
    lambda text: not set(BIDI) & set(text)
)
TRICKY = st.text('=?utf8qb_,;:<>@"\\()[]. \u00e4\U0001f98a', max_size=60)
PARTS = ["=?utf-8?q?a=2C?=", "=?utf-8?b?YSw=?=", "a,", "<b@c.example>", '"', "ä", " "]
WORDS = st.lists(st.sampled_from(PARTS))
NAMES = FIT | TRICKY | WORDS.map(" ".join) | WORDS.map("".join)


@given(NAMES, NAMES)
def test_any_name_is_one_recipient(name: str, other: str) -> None:
    people = (Person(name, "dana@acme.example"), Person(other, "b@x.example"))
    data = to_bytes(replace(MAIL, to=people))
    sound(data)
    for read in recipients(data, "To"):
        assert [address for _, address in read] == ["dana@acme.example", "b@x.example"]


@given(NAMES)
def test_any_subject_comes_back(subject: str) -> None:
    data = to_bytes(replace(MAIL, subject=subject))
    sound(data)
    for policy in POLICIES:
        assert (email.message_from_bytes(data, policy=policy)["Subject"] or "") == subject


def _decoded(word: re.Match[bytes]) -> str:
    """Decode an encoded word as RFC 2047 says, without the library under test."""
    if word["kind"] == b"b":
        return base64.b64decode(word["text"], validate=True).decode()
    blanks = word["text"].replace(b"_", b" ")
    return re.sub(rb"=([0-9A-F]{2})", lambda octet: bytes.fromhex(octet[1].decode()), blanks).decode()


@given(NAMES.filter(lambda name: not name.isascii()))
def test_each_encoded_word_holds_whole_characters(subject: str) -> None:
    raw = b" ".join(line.strip() for line in lines(to_bytes(replace(MAIL, subject=subject)), "Subject"))
    words = list(re.finditer(rb"=\?utf-8\?(?P<kind>[qb])\?(?P<text>[!->@-~]*)\?=", raw))
    assert b" ".join(word[0] for word in words) == raw.removeprefix(b"Subject: ")
    assert "".join(map(_decoded, words)) == subject
