"""A received mail is read as it was meant, whatever wrote or damaged it."""

import base64
import email.policy
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.errors import Refused
from bowout.domain.people import Person
from bowout.mail.incoming import Incoming, read_incoming, thread_of
from bowout.mail.message import to_bytes
from bowout.mail.parts import is_charset
from bowout.mail.plain import from_html
from tests.mail.reading import LONG_ID, MAIL

SAMPLES = next(
    (
        found
        for folder in Path(__file__).resolve().parents
        if (found := folder / "shared" / "samples" / "eml").is_dir()
    ),
    None,
)
ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
UNPADDED = base64.b64encode(ICS).rstrip(b"=") + b"\n"
PEOPLE = b",\n ".join(b'"Fox, D" <d%d@acme.example>' % number for number in range(100_000))
INVITATION = (
    b"""\
From: "Fox, Dana" <dana@acme.example>
To: Ida Lund <ida@home.example>
Cc: =?utf-8?q?T=C3=B6m?= <tom@acme.example>
Reply-To: <hiring@acme.example>
Subject: =?utf-8?q?Interview_f=C3=BCr?=
 =?utf-8?q?_dich?=
Date: Sat, 28 Nov 2026 14:00:00 +0100
Message-ID: <3@acme.example>
In-Reply-To: <2@home.example>
References: <1@acme.example>
 <2@home.example> <1@acme.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="o"

--o
Content-Type: multipart/alternative; boundary=i

--i
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Gr=FC=DFe

--i
Content-Type: text/html

<p>x

--i
Content-Type: text/calendar; charset="utf-8"; method=REQUEST;;
Content-Transfer-Encoding: base64

"""
    + base64.encodebytes(ICS)
    + b"""
--i--

--o
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"

"""
    + ICS
    + b"--o--\n"
)


def one(**headers: str) -> Incoming:
    lines = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return read_incoming((lines + "\nx\n").encode())


def who(value: str) -> tuple[tuple[str | None, str | None], ...]:
    return tuple((each.name, each.email) for each in one(From="x@y.example", To=value).recipients)


def test_an_invitation() -> None:
    mail = read_incoming(INVITATION)
    assert mail.key == mail.message_id == "<3@acme.example>"
    assert mail.sender == Person("Dana Fox", "dana@acme.example")
    assert mail.recipients == (Person("Ida Lund", "ida@home.example"),)
    assert mail.cc == (Person("Töm", "tom@acme.example"),)
    assert (mail.subject, mail.at) == ("Interview für dich", "2026-11-28T13:00:00Z")
    assert mail.text == "Grüße\n"
    assert [(each.data, each.charset, each.method) for each in mail.calendars] == [(ICS, "utf-8", "REQUEST")]
    assert mail.raw == INVITATION
    assert mail.reply_to == (Person(None, "hiring@acme.example"),)
    assert thread_of(mail) == ("<1@acme.example>", "<2@home.example>", "<3@acme.example>")


def damaged(change: Callable[[bytes], bytes]) -> tuple[object, ...]:
    mail = read_incoming(change(INVITATION))
    return (
        mail.sender,
        mail.recipients,
        mail.cc,
        mail.subject,
        mail.at,
        mail.text,
        [each.method for each in mail.calendars],
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: b"\n\r\n" + data,
        lambda data: b"From dana@acme.example Sat Nov 28 14:00:00 2026\n" + data,
        lambda data: data.replace(b"\n", b"\r\n").replace(b"\r\r\n", b"\r\n"),
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.removesuffix(b"--o--\n").replace(b"\n--i--\n", b"\n"),
        lambda data: data.replace(b"boundary=i", b"boundary=o").replace(b"--i", b"--o"),
        lambda data: data.replace(b'; boundary="o"', b""),
        lambda data: data.replace(b"Subject:", b"no header at all\n>From x\nSubject:"),
        lambda data: data.replace(b"Ida Lund", b"I\0da Lund"),
        lambda data: data.replace(b"=?utf-8?q?T=C3=B6m?=", b"T\xf6m"),
        lambda data: data.replace(b"=?utf-8?q?T=C3=B6m?=", "Töm".encode()),
        lambda data: data.replace(b"=?utf-8?q?T=C3=B6m?=", b'"=?iso-8859-1?b?VPZt?="'),
        lambda data: data.replace(b"iso-8859-1", b"no-such"),
        lambda data: data.replace(b"iso-8859-1", b"us-ascii"),
        lambda data: data.replace(b'"Fox, Dana"', b"Fox, Dana"),
        lambda data: data.replace(b"REQUEST;;", b'"REQUEST"'),
        lambda data: data.replace(b"application/ics", b"APPLICATION/octet-stream"),
        lambda data: data.replace(b"=?utf-8?q?_dich?=", b"=?utf-8*de?q?_dich?="),
        lambda data: data.replace(b"MIME-Version: 1.0", b"X-Long: " + b"x" * 2_000_000 + b"\n " * 9_999 + b" x"),
    ],
)  # fmt: skip
def test_damage_that_changes_nothing(change: Callable[[bytes], bytes]) -> None:
    assert damaged(change) == damaged(bytes)


def test_a_forwarded_invitation_counts() -> None:
    for kind in (b"message/rfc822", b'application/octet-stream; name="invite.eml"'):
        head = b"From: Ida <ida@home.example>\nContent-Type: multipart/mixed; boundary=f\n\n"
        head += b"--f\n\nlook\n--f\nContent-Type: "
        mail = read_incoming(head + kind + b"\n\n" + INVITATION + b"\n--f--\n")
        assert (mail.text, mail.sender) == ("look", Person("Ida", "ida@home.example"))
        assert [each.data for each in mail.calendars] == [ICS]
        assert read_incoming(head.replace(b"look", b"") + kind + b"\n\n" + INVITATION).text == "Grüße\n"


@pytest.mark.parametrize(
    "part",
    [
        b'Content-Type: text/plain; name="invite.ics"\n\n' + ICS,
        b"Content-Type: application/octet-stream; name*=utf-8''Einladung%20f%C3%BCr.ICS\n\n" + ICS,
        b"Content-Type: TeXt/CaLeNdAr\nContent-Transfer-Encoding: base64\n\n" + ICS,
        b"Content-Type: text/calendar\nContent-Transfer-Encoding: base64\n\n" + UNPADDED,
        b"Content-Type: text/calendar\n\n\xef\xbb\xbf" + ICS,
        b"\n" + ICS,
        ICS + b"Content-Type: text/calendar\n\n",
    ],
)  # fmt: skip
def test_a_calendar_however_it_is_named(part: bytes) -> None:
    mail = read_incoming(
        b"From: d@acme.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + part + b"--b--\n"
    )
    (calendar,) = mail.calendars
    assert calendar.data.removeprefix(b"\xef\xbb\xbf").strip() == ICS.strip()
    assert (calendar.charset, calendar.method, mail.text) == (None, None, "")


def test_two_different_calendars_are_two() -> None:
    mail = read_incoming(INVITATION.replace(b"UID:1", b"UID:2"))
    assert [b"UID:2" in each.data for each in mail.calendars] == [False, True]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("dana@acme.example", (None, "dana@acme.example")),
        ("dana@acme.example (Dana Fox)", ("Dana Fox", "dana@acme.example")),
        ("'Dana Fox' <dana@acme.example>", ("Dana Fox", "dana@acme.example")),
        ('"dana@acme.example" <dana@acme.example>', (None, "dana@acme.example")),
        ('"Dana (dana@acme.example)" <dana@acme.example>', ("Dana", "dana@acme.example")),
        ("boss@other.example <dana@acme.example>", (None, "dana@acme.example")),
        ('"=?utf-8?q?b=40other=2Eexample=3E=2C?= x" <d@acme.example>', (None, "d@acme.example")),
        ('"Dana \\"Red\\" Fox" <mailto:dana@acme.example>', ('Dana "Red" Fox', "dana@acme.example")),
        ("Dana Fox (Acme) <dana@acme.example>", ("Dana Fox (Acme)", "dana@acme.example")),
        ("Dana\u202e Fox\u2028 <dana@acme.example>", ("Dana Fox", "dana@acme.example")),
        ("=?utf-8?b?5aSn5Q==?= =?utf-8?b?jJc=?= <d@acme.example>", ("大北", "d@acme.example")),
        ("<@relay.example:dana@acme.example>", (None, "dana@acme.example")),
        ('"dana"@acme.example', (None, "dana@acme.example")),
        ('Dana "Fox <dana@acme.example>', ('Dana "Fox', "dana@acme.example")),
        ("Dana <dana@acme.example> aka the fox", ("Dana", "dana@acme.example")),
        ("<dana@acme.example> Dana", ("Dana", "dana@acme.example")),
        ("Dana <HR> <dana@acme.example>", ("Dana", "dana@acme.example")),
        ("Team: Dana <dana@acme.example>;", ("Dana", "dana@acme.example")),
    ],
)
def test_names_as_they_were_meant(value: str, expected: tuple[str | None, str]) -> None:
    assert who(value) == (expected,)


@pytest.mark.parametrize(
    ("name", "address", "said"),
    [
        ("Fox, Dana", "d@acme.example", "Dana Fox"),
        ("Fox, Dana (HR)", "d@acme.example", "Dana Fox (HR)"),
        ("van der Berg, Jan Willem", "j@acme.example", "Jan Willem van der Berg"),
        ("García Márquez, Ana", "ana.márquez@acme.example", "Ana García Márquez"),
        ("Fox, Jr.", "d@acme.example", "Fox, Jr."),
        ("Acme, Inc.", "d@acme.example", "Acme, Inc."),
        ("Dana Fox, Acme", "d@acme.example", "Dana Fox, Acme"),
        ("Dana Fox, PhD", "dana.fox@acme.example", "Dana Fox, PhD"),
        ("Dana, Acme", "d@acme.example", "Dana, Acme"),
        ("Careers, Talent Team", "d@acme.example", "Careers, Talent Team"),
        ("Fox, Dana, PhD", "d@acme.example", "Fox, Dana, PhD"),
    ],
)
def test_a_surname_before_a_comma(name: str, address: str, said: str) -> None:
    assert who(f'"{name}" <{address}>') == ((said, address),)


def test_lists_of_people() -> None:
    assert who("undisclosed-recipients:;") == ()
    assert who("a@x.example, , nobody, B <b@x.example>; c@x.example") == (
        (None, "a@x.example"),
        ("B nobody", "b@x.example"),
        (None, "c@x.example"),
    )
    # As CPython 3.11 folds two people: the comma between them is an encoded word.
    assert who("Dana <d@acme.example>\n =?utf-8?q?=2C?= Tom <t@acme.example>") == (
        ("Dana", "d@acme.example"),
        ("Tom", "t@acme.example"),
    )
    assert one(From="nobody", Sender="Dana <d@acme.example>").sender == Person("Dana", "d@acme.example")
    assert one(From="Dana <d@acme.example>").reply_to == ()


def test_message_ids() -> None:
    assert one(Message_ID=LONG_ID, From="x").message_id == LONG_ID
    assert one(Message_ID="a@b.example", From="x").message_id == "<a@b.example>"
    assert one(Message_ID="<a\n b@c.example>", From="x").message_id == "<ab@c.example>"
    assert one(Message_ID="=?utf-8?q?=3Ca=40b=2Eexample=3E?=", From="x").message_id == "<a@b.example>"
    assert thread_of(one(From="x", Message_ID="<2@x>", In_Reply_To="Your mail <1@x> of Monday")) == (
        "<1@x>",
        "<2@x>",
    )
    assert thread_of(one(From="x", References="<a b@c> <1@x>", In_Reply_To="<a b@c>")) == ("<1@x>",)
    for bad in ("", "<>", "<ä@x>", "none", "<a b@c>", "=?utf-8?q?=3Ca_b=40c=3E?="):
        mail = one(From="x", Message_ID=bad)
        assert (mail.message_id, mail.key[:7], len(mail.key)) == (None, "sha256:", 71)
        assert mail.key == one(From="x", Message_ID=bad).key != one(From="y", Message_ID=bad).key


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("Sat, 28 Nov 2026 14:00:00 +0100 (CET)", "2026-11-28T13:00:00Z"),
        ("28 Nov 2026 13:00 -0000", "2026-11-28T13:00:00Z"),
        ("Sat, 28 Nov 2026 13:00:00 GMT", "2026-11-28T13:00:00Z"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None),
        ("Sat, 28 Nov 2026 14:00:00 +9999999999", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_dates(date: str, at: str | None) -> None:
    assert one(From="x", Date=date).at == at


def test_html_is_read_as_text() -> None:
    source = """<html><head><title>t</title><style>p {x}</style></head><body><!-- no --><p>Dear&nbsp;Ida,<p>
    <b>we</b> are\n glad &amp; <a href="https://meet.example/x?a=1&amp;b=2">join here</a>.<br>Bye<script>1<2</script>
    <ul><li>one<li>two</ul><a href='https://a.example'>https://a.example</a><p title="a>b">a < b</p></body>"""
    assert from_html(source) == (
        "Dear Ida,\n\nwe are glad & join here <https://meet.example/x?a=1&b=2>.\nBye\n\n"
        "- one\n- two\n\nhttps://a.example\n\na < b"
    )
    mail = read_incoming(
        b"From: d@acme.example\nContent-Type: text/html; charset=utf-8\n\n<p>Gr\xc3\xbc\xc3\x9fe</p>"
    )
    assert mail.text == "Grüße"


def test_a_text_with_nul_is_read_without() -> None:
    assert read_incoming(b"From: d@acme.example\n\na\0b\n").text == "ab\n"


@pytest.mark.skipif(SAMPLES is None, reason="the shared samples are not beside this checkout")
def test_every_sample_gives_its_people_and_calendars() -> None:
    assert SAMPLES
    for path in SAMPLES.glob("*.eml"):
        mail = read_incoming(path.read_bytes())
        assert len(mail.calendars) == 1, path.name
        assert b"END:VCALENDAR" in mail.calendars[0].data and mail.calendars[0].method, path.name
        # One of them has no header but its type.
        assert (mail.sender is None) == (b"\nFrom:" not in b"\n" + mail.raw), path.name
        assert bool(mail.recipients) == bool(mail.sender), path.name


@pytest.mark.parametrize("data", [b"", b"Dear Ida,\n", b"\0" * 100, b"x: y\n\nz", b"\xff\xfe"])
def test_what_is_no_mail_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read_incoming(data)
    assert caught.value.code == "unreadable"


WORDS = st.text(
    st.characters(blacklist_categories=["C", "Z"], blacklist_characters="\u061c@,'()[]<>\"="),
    min_size=1,
    max_size=12,
)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
ADDRESSES = st.from_regex(r"[a-z][a-z0-9+_-]{0,10}(\.[a-z0-9]{1,5})?@[a-z]{1,8}\.example", fullmatch=True)


@given(
    st.lists(st.tuples(NAMES, ADDRESSES), min_size=1, max_size=5), st.lists(WORDS, max_size=6).map(" ".join)
)
def test_names_and_addresses_that_the_library_wrote(people: list[tuple[str, str]], subject: str) -> None:
    mail = EmailMessage()
    mail["From"] = Address(people[0][0], addr_spec=people[0][1])
    mail["To"] = [Address(name, addr_spec=address) for name, address in people]
    mail["Subject"] = subject
    mail.set_content("Grüße\n")
    # Where it folds, it loses blanks between encoded words: then it wrote other names.
    read = read_incoming(mail.as_bytes(policy=email.policy.SMTP.clone(max_line_length=10_000)))
    assert read.recipients == tuple(Person(name, address) for name, address in people)
    assert read.sender == read.recipients[0]
    assert (read.subject, read.text) == (subject, "Grüße\n")


@given(NAMES, ADDRESSES)
def test_our_own_mails_are_read_as_they_were_written(name: str, address: str) -> None:
    references = ("<1@x.example>", LONG_ID)
    written = replace(MAIL, to=(Person(name, address),), references=references, in_reply_to=LONG_ID)
    mail = read_incoming(to_bytes(written))
    assert (mail.recipients, mail.sender) == (written.to, MAIL.sender)
    assert (mail.text, mail.subject, mail.at) == (MAIL.body, MAIL.subject, "2026-11-23T14:51:05Z")
    assert thread_of(mail) == ("<1@x.example>", LONG_ID, MAIL.message_id)


def holds(mail: Incoming, data: bytes) -> None:
    assert mail.raw == data and mail.key
    everybody = (*filter(None, [mail.sender]), *mail.reply_to, *mail.recipients, *mail.cc)
    assert all(each.email and (each.name is None or each.name.isprintable()) for each in everybody)
    str(everybody).encode()
    (mail.subject + mail.text).encode()


@given(st.binary(max_size=200), st.booleans())
def test_arbitrary_bytes_are_read_or_refused(data: bytes, headed: bool) -> None:
    data = b"From: " + data if headed else data
    with suppress(Refused):
        holds(read_incoming(data), data)


@given(st.data())
def test_a_damaged_mail_is_read_or_refused(data: st.DataObject) -> None:
    mail = bytearray(INVITATION)
    bits = [
        b"=?utf-8?q?",
        b"?=",
        b"<",
        b'"',
        b";",
        b":",
        b"(",
        b"\\",
        b"\0",
        b"\xff",
        b"\n ",
        b"\n\n",
        b"--o",
        b"*0*=",
    ]
    for at in data.draw(st.lists(st.integers(0, len(mail) - 1), min_size=1, max_size=8)):
        mail[at : at + data.draw(st.integers(0, 9))] = data.draw(st.sampled_from(bits))
    with suppress(Refused):
        holds(read_incoming(bytes(mail)), bytes(mail))


def nested() -> bytes:
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(10_000)
    )
    return b"From: d@acme.example\n" + parts + b"\nx\n"


HEAD = b"From: d@acme.example\n"
PARTS = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"
HTML = HEAD + b"Content-Type: text/html\n\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(nested, id="10,000 nested multiparts"),
        pytest.param(lambda: HEAD + b"To: " + PEOPLE, id="100,000 recipients"),
        pytest.param(lambda: HEAD + b"\n" + b"x" * 50_000_000, id="a line of 50 MB"),
        pytest.param(lambda: b"x" * 50_000_000 + b"\n" + HEAD, id="50 MB before the headers"),
        pytest.param(lambda: HEAD + b"Subject: " + b"=?utf-8?q?a?= " * 1_000_000, id="a million encoded words"),
        pytest.param(lambda: HEAD + b"Subject: " + b"=?a?q?" * 1_000_000, id="a million open words"),
        pytest.param(lambda: HEAD + b"To: " + b'\\"' * 1_000_000, id="a million quotes"),
        pytest.param(lambda: HEAD + b"To: " + b"(<" * 500_000, id="500,000 brackets"),
        pytest.param(lambda: HEAD + b"To: " + b"a " * 1_000_000 + b"@, " * 1000, id="a name of a million words"),
        pytest.param(lambda: HEAD + b"To: " + b"a, " * 500_000, id="500,000 names without an address"),
        pytest.param(lambda: HEAD + b"References: " + b"<" * 2_000_000, id="two million brackets"),
        pytest.param(lambda: HEAD + b"Content-Type: text/plain" + b';a="' * 1_000_000 + b"\n\nx", id="parameters"),
        pytest.param(lambda: PARTS + b"--b\n" * 5_000_000, id="five million parts"),
        pytest.param(lambda: PARTS + b"--b\nBEGIN:VCALENDAR\n\n" * 1_000_000, id="a million calendars"),
        pytest.param(lambda: HEAD + b"X: y\n" * 2_000_000 + b"\nx", id="two million headers"),
        *(pytest.param(lambda bit=bit: HTML + bit * (4_000_000 // len(bit)), id=f"html {bit!r}")
          for bit in (b"<a ", b"<a b='", b"<!--", b"<", b"</", b"<script>", b"<a href=https://x>", b"&",
                      b"<a '\"", b"\n ")),
    ],
)  # fmt: skip
def test_what_is_meant_to_hang_a_reader_takes_seconds(data: Callable[[], bytes]) -> None:
    mail = data()
    began = time.process_time()
    with suppress(Refused):
        read_incoming(mail)
    assert time.process_time() - began < 8


@pytest.mark.parametrize("alias", ["utf-7", "UTF_7", "u7", "unicode-1-1-utf-7", "idna", "raw_unicode_escape"])
def test_a_charset_that_is_none_for_mails_is_none_by_any_name(alias: str) -> None:
    assert not is_charset(alias)
    assert is_charset("latin-1") and is_charset("nobody-knows") and is_charset("a\0b")
