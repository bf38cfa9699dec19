"""Mails, looked at as bytes first, since readers decode and so hide what is wrong."""

import base64
import copy
import email
import email.policy
import getpass
import os
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.errors import BowoutError, Refused
from bowout.domain.people import Person
from bowout.mail.message import Outgoing, new_message_id, to_bytes, to_message

POLICIES = (email.policy.default, email.policy.SMTP, email.policy.SMTPUTF8, email.policy.strict)
LONG_ID = "<" + "A" * 62 + "@mail.exchange.example" + ">"  # 86 with its brackets: 84 between them
MAIL = Outgoing(
    sender=Person("Ida Lund", "ida@home.example"),
    to=(Person("Dana Fox", "dana@acme.example"),),
    cc=(),
    subject="Withdrawing my application",
    body="Dear Dana,\n\nThank you.\n\nIda Lund\n",
    message_id="<0123456789abcdef0123456789abcdef@home.example>",
    date=datetime(2026, 11, 23, 20, 21, 5, 999, timezone(timedelta(hours=5, minutes=30))),
    in_reply_to=None,
    references=(),
    draft=False,
)


def _head(data: bytes) -> bytes:
    return data.partition(b"\r\n\r\n")[0] + b"\r\n"


def _lines(data: bytes, name: str) -> list[bytes]:
    """The raw lines of one header, the folded ones with their blank."""
    found = re.findall(rb"(?m)^" + name.encode() + rb":.*\r\n(?:[ \t].*\r\n)*", _head(data))
    assert len(found) <= 1
    return found[0].splitlines() if found else []


def _sound(data: bytes) -> None:
    """What holds for every mail that we write, seen on its bytes."""
    data.decode("ascii")
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", data)
    names = [line.partition(b":")[0] for line in _head(data).splitlines() if not line.startswith(b" ")]
    assert len(names) == len(set(names))
    allowed = b"X-Unsent From To Cc Subject Date Message-ID In-Reply-To References MIME-Version"
    assert set(names) <= {*allowed.split(), b"Content-Type", b"Content-Transfer-Encoding"}
    for line in data.splitlines():
        assert len(line) <= 998
        assert line != b" "
        assert b"=?" not in line or len(line) <= 76 or b"=?utf-8?" not in line
    for word in re.findall(rb"=\?utf-8\?[qb]\?[^?]*\?=", _head(data)):
        assert len(word) <= 75
    body = data.partition(b"\r\n\r\n")[2]
    assert all(len(line) <= 76 for line in body.splitlines())


def _recipients(data: bytes, name: str) -> Iterator[list[tuple[str, str]]]:
    """Names and addresses as each reader understands them."""
    for policy in POLICIES:
        header = email.message_from_bytes(data, policy=policy)[name]
        yield [(each.display_name, each.addr_spec) for each in (header.addresses if header else ())]
    loose = email.message_from_bytes(data, policy=email.policy.compat32)
    decoded = [
        (str(email.header.make_header(email.header.decode_header(found))), address)
        for found, address in getaddresses(loose.get_all(name, []))
    ]
    yield decoded


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
    _sound(data)
    assert data.startswith(b"X-Unsent: 1\r\nFrom:")
    assert not _lines(data, "To")
    assert b"X-Unsent" not in to_bytes(MAIL)
    named = to_bytes(replace(MAIL, to=(Person("Dana Fox"),), cc=(Person(None, "hr@acme.example"),), draft=True))
    assert not _lines(named, "To")
    assert _lines(named, "Cc") == [b"Cc: hr@acme.example"]


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
    _sound(data)
    assert _lines(data, "In-Reply-To") == [b"In-Reply-To: " + LONG_ID.encode()]
    assert _lines(data, "References") == [b"References: <b@c>", b" " + LONG_ID.encode()]
    for policy in POLICIES:
        read = email.message_from_bytes(data, policy=policy)
        assert read["In-Reply-To"] == LONG_ID
        assert read["References"].split() == ["<b@c>", LONG_ID]


def test_references_end_with_the_answered_once_and_are_cut_in_the_middle() -> None:
    thread = [f"<{number}@x.example>" for number in range(40)]
    data = to_bytes(replace(MAIL, references=(*thread, thread[3]), in_reply_to=thread[39]))
    found = b" ".join(_lines(data, "References")).decode().split()[1:]
    assert found == [thread[0], *thread[20:]]
    data = to_bytes(replace(MAIL, references=tuple(thread[:20]), in_reply_to="<new@x>"))
    assert len(b"".join(_lines(data, "References")).split()) == 22


def test_what_is_no_id_is_left_out() -> None:
    odd = ("no brackets", "<a b@c>", "<ü@c>", "<" + "x" * 2000 + ">", "<>", "<a><b>", "<good@x>")
    data = to_bytes(replace(MAIL, references=odd, in_reply_to="also none"))
    assert _lines(data, "References") == [b"References: <good@x>"]
    assert not _lines(data, "In-Reply-To")


def test_a_new_id_says_nothing_but_the_domain() -> None:
    found = {new_message_id("Ida.Lund@Home.example") for _ in range(100)}
    assert len(found) == 100
    assert all(re.fullmatch(r"<[0-9a-f]{32}@Home\.example>", one) for one in found)
    assert new_message_id("ida@bücher.example").endswith("@xn--bcher-kva.example>")
    assert new_message_id("ïda@home.example").endswith("@home.example>")
    for address in ("ida", "", "ida@", "ida@home", "ida@a>\r\n.example", "ida@straße.example", "ida@-a.example"):
        with pytest.raises(Refused):
            new_message_id(address)


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
    _sound(data)
    shown = " ".join(name.split())
    for header in ("To", "Cc"):
        for read in _recipients(data, header):
            assert [address for _, address in read] == ["dana@acme.example", "b@x.example", "c@x.example"]
            assert [_squeezed(each) for each, _ in read] == [_squeezed(shown), "Plain", _squeezed(shown)]
    for read in _recipients(data, "From"):
        assert [address for _, address in read] == ["ida@home.example"]


def _squeezed(name: str) -> str:
    # CPython before 3.13 shows a blank between the encoded words of a long name.
    return name.replace(" ", "")


def test_a_short_name_is_read_exactly() -> None:
    for name in HOSTILE:
        if len(name.encode()) <= 17:
            data = to_bytes(replace(MAIL, to=(Person(name, "dana@acme.example"),)))
            for read in _recipients(data, "To"):
                assert read == [(" ".join(name.split()), "dana@acme.example")]


def test_a_name_with_a_comma_on_the_wire() -> None:
    data = to_bytes(replace(MAIL, to=(Person("Fox, Dana", "dana@acme.example"),)))
    assert _lines(data, "To") == [b"To: =?utf-8?q?Fox=2C_Dana?= <dana@acme.example>"]


def test_many_recipients_are_folded_between_them() -> None:
    people = tuple(Person(f"Person Number {number}", f"person.{number}@acme.example") for number in range(60))
    data = to_bytes(replace(MAIL, to=people))
    _sound(data)
    assert all(len(line) <= 76 for line in _lines(data, "To"))
    for read in _recipients(data, "To"):
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
    assert _lines(data, "To") == [b"To: " + written]


# Characters that no header may have

UNFIT = [chr(code) for code in (0, 1, 9, 10, 11, 12, 13, 0x1B, 0x1C, 0x7F, 0x85, 0x9F)] + [
    chr(code) for code in (0x2028, 0x2029, 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xD800)
]


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
    "100% (a, b; c) <d@e> \"f\" \\ g",
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_subjects_come_back(subject: str) -> None:
    data = to_bytes(replace(MAIL, subject=subject))
    _sound(data)
    for policy in POLICIES:
        assert email.message_from_bytes(data, policy=policy)["Subject"] == subject


def test_no_subject_is_no_header() -> None:
    assert not _lines(to_bytes(replace(MAIL, subject="")), "Subject")


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
    _sound(data)
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
    assert _lines(data, "Date") == [b"Date: Mon, 23 Nov 2026 14:51:05 +0000"]
    for word in ("leaky", getpass.getuser(), str(Path.home()), str(Path.cwd()), str(os.getpid())):
        assert word.encode() not in data.replace(_lines(data, "Message-ID")[0], b"")
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
    assert _lines(message.as_bytes(), "In-Reply-To") == [b"In-Reply-To: " + LONG_ID.encode()]


# Any text at all

FIT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=120).filter(
    lambda text: not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
)
TRICKY = st.text('=?utf8qb_,;:<>@"\\()[]. \u00e4\U0001f98a', max_size=60)
WORDS = st.lists(st.sampled_from(["=?utf-8?q?a=2C?=", "=?utf-8?b?YSw=?=", "a,", "<b@c.example>", '"', "ä", " "]))
NAMES = FIT | TRICKY | WORDS.map(" ".join) | WORDS.map("".join)


@given(NAMES, NAMES)
def test_any_name_is_one_recipient(name: str, other: str) -> None:
    people = (Person(name, "dana@acme.example"), Person(other, "b@x.example"))
    data = to_bytes(replace(MAIL, to=people))
    _sound(data)
    for read in _recipients(data, "To"):
        assert [address for _, address in read] == ["dana@acme.example", "b@x.example"]


@given(NAMES)
def test_any_subject_comes_back(subject: str) -> None:
    data = to_bytes(replace(MAIL, subject=subject))
    _sound(data)
    for policy in POLICIES:
        assert (email.message_from_bytes(data, policy=policy)["Subject"] or "") == subject


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
    _sound(data)
    for read in _recipients(data, "To"):
        assert [found for _, found in read] == [f"{address}@acme.example"]


def _decoded(word: re.Match[bytes]) -> str:
    """Decode an encoded word as RFC 2047 says, without the library under test."""
    if word["kind"] == b"b":
        return base64.b64decode(word["text"], validate=True).decode()
    raw = re.sub(rb"=([0-9A-F]{2})", lambda octet: bytes([int(octet[1], 16)]), word["text"].replace(b"_", b" "))
    return raw.decode()


@given(NAMES.filter(lambda name: not name.isascii()))
def test_each_encoded_word_holds_whole_characters(subject: str) -> None:
    raw = b" ".join(line.strip() for line in _lines(to_bytes(replace(MAIL, subject=subject)), "Subject"))
    words = list(re.finditer(rb"=\?utf-8\?(?P<kind>[qb])\?(?P<text>[!->@-~]*)\?=", raw))
    assert b" ".join(word[0] for word in words) == raw.removeprefix(b"Subject: ")
    assert "".join(map(_decoded, words)) == subject


def test_addresses_are_those_of_the_standard_library() -> None:
    message = to_message(MAIL)
    assert isinstance(message, EmailMessage)
    read = email.message_from_bytes(to_bytes(MAIL), policy=email.policy.default)
    assert read["To"].addresses == (Address("Dana Fox", "dana", "acme.example"),)
