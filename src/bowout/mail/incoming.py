"""A mail that was received: who wrote, in which thread, what it says and to what it invites."""

import re
from typing import NamedTuple

from bowout.domain.errors import Refused
from bowout.domain.people import Person
from bowout.domain.texts import WIDE, decode_text
from bowout.mail.calendar_text import method_named
from bowout.mail.headers import is_message_id
from bowout.mail.mailboxes import called, line, people, words
from bowout.mail.parts import Part, carried, leaves, open_part
from bowout.mail.plain import readable

# One of these shows that something is a mail; a text may have a line that looks like another.
_OF_MAIL = frozenset(
    [
        "from",
        "to",
        "cc",
        "date",
        "subject",
        "message-id",
        "mime-version",
        "content-type",
        "received",
        "return-path",
        "delivered-to",
    ]
)
_DEEPEST = 5  # mails within mails that are looked for who wrote first
_FROM_LINE = re.compile(rb"\A>?From [^\r\n]*\r?\n")


class CalendarPart(NamedTuple):
    """A calendar that came with a mail; `method` is that of its Content-Type."""

    data: bytes
    charset: str | None
    method: str | None


class Incoming(NamedTuple):
    """A received mail; `key` tells one that was read before."""

    key: str
    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    sender: Person | None
    reply_to: tuple[Person, ...]
    recipients: tuple[Person, ...]
    cc: tuple[Person, ...]
    subject: str
    at: str | None
    text: str
    calendars: tuple[CalendarPart, ...]
    raw: bytes
    bounced: bool = False  # a mail server's report that something did not arrive (RFC 3462)
    automatic: bool = False  # nobody wrote it: a report, an absence notice (RFC 3834)
    original: "Incoming | None" = None  # the mail that it carries, as one that is forwarded as a file does


def read_incoming(data: bytes) -> Incoming:
    """Read a mail, however damaged.

    Raises:
        Refused: it has none of the headers of a mail.
    """
    root = open_part(_from_its_head(data))
    if not any(name in _OF_MAIL for name, _ in root.headers):
        raise Refused(
            "This is no mail that can be read.",
            "Save the mail itself as a file (.eml), or paste its text.",
            code="unreadable",
        )
    return _read(root, data, _DEEPEST)


def _read(root: Part, data: bytes, depth: int) -> Incoming:
    # Here: most commands read no mail.
    from hashlib import sha256

    parts = tuple(leaves(root))
    message_id = next(iter(_ids(root, "message-id")), None)
    senders = (*_called(root, "from"), *_called(root, "sender"))
    return Incoming(
        key=message_id or f"sha256:{sha256(data).hexdigest()}",
        message_id=message_id,
        in_reply_to=next(iter(_ids(root, "in-reply-to")), None),
        references=_ids(root, "references"),
        sender=senders[0] if senders else None,
        reply_to=_called(root, "reply-to"),
        recipients=_called(root, "to"),
        cc=_called(root, "cc"),
        subject=line(root.get("subject")),
        at=_moment(root.get("date")),
        text=readable(parts),
        calendars=_calendars(parts),
        raw=data,
        bounced=_bounced(root),
        automatic=_automatic(root),
        original=_original(root, depth) if depth and any(part.forwarded for part in parts) else None,
    )


def answered_to(raw: bytes) -> tuple[Person, ...]:
    """Read to whom a mail wants to be answered; none: to whoever wrote it (RFC 5322 3.6.2)."""
    return _called(open_part(_from_its_head(raw)), "reply-to")


def _original(root: Part, depth: int) -> Incoming | None:
    """Read the mail that a mail carries; a report of a server carries none that anybody forwards."""
    inner = None if _automatic(root) else carried(root._replace(forwarded=False))
    if inner is None or not inner.get("from"):
        return None
    return _read(inner._replace(forwarded=False), inner.head + b"\n" + inner.body, depth - 1)


def thread_of(mail: Incoming) -> tuple[str, ...]:
    """Give the ids of the mails before it and its own, the oldest first, each once."""
    before = mail.references or ((mail.in_reply_to,) if mail.in_reply_to else ())
    own = (mail.message_id,) if mail.message_id else ()
    return tuple(dict.fromkeys((*before, *own)))


def _bounced(root: Part) -> bool:
    if root.kind == "multipart/report":
        return (root.parameter("report-type") or "").lower() in ("delivery-status", "")
    daemon = any(
        (person.email or "").lower().startswith("mailer-daemon@") for person in _called(root, "from")
    )
    return daemon or bool(root.get("x-failed-recipients"))


def _automatic(root: Part) -> bool:
    said = (root.get("auto-submitted") or "no").partition(";")[0].strip().lower()
    precedence = root.get("precedence").strip().lower()
    own = said != "no" or precedence == "auto_reply" or any(map(root.get, ("x-autoreply", "x-autorespond")))
    return own or root.kind == "multipart/report" or _bounced(root)


def _from_its_head(data: bytes) -> bytes:
    """Leave out what programs put before the first header: a BOM, blank lines, a line of an mbox."""
    if data.startswith(WIDE):
        data = (decode_text(data) or "").encode("utf-8", "replace")
    return _FROM_LINE.sub(b"", data.removeprefix(b"\xef\xbb\xbf").lstrip())


def _called(root: Part, name: str) -> tuple[Person, ...]:
    return tuple(map(called, people(root.all(name))))


def _ids(root: Part, name: str) -> tuple[str, ...]:
    """Read message ids as they are; some programs leave their brackets out, or encode them as words."""
    value = " ".join(root.all(name))
    folded = _folded(root) if "<" in value else {}
    found = [folded.get(each, each) for each in re.findall(r"<[^<>]*>", words(value))]
    if not found:
        found = [f"<{word}>" for word in value.split() if re.fullmatch(r"[^\s<>@]+@[^\s<>@]+", word)]
    return tuple(dict.fromkeys(filter(is_message_id, found)))


def _folded(root: Part) -> dict[str, str]:
    """Give the ids that a program folded, by what comes of unfolding them; any other blank makes another id."""
    whole = (found[0] for found in re.finditer(rb"<[^<>]*>", root.head) if b"\n" in found[0])
    cut = (re.split(r"\r?\n[ \t]+", each.decode("ascii", "replace")) for each in whole)
    return {" ".join(pieces): "".join(pieces) for pieces in cut}


def _moment(value: str) -> str | None:
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    try:
        read = parsedate_to_datetime(words(value[:200]))
        moment = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ArithmeticError, AttributeError, IndexError, TypeError, ValueError):
        return None
    # Before mail and beyond lives: a clock that was never set.
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if 1990 <= moment.year < 2100 else None


def _calendars(parts: tuple[Part, ...]) -> tuple[CalendarPart, ...]:
    """Collect the calendars; the one that comes twice, in place and as a file, keeps what either says of it."""
    found: dict[str, CalendarPart] = {}
    for part in parts:
        if not part.is_calendar or not (data := part.calendar()).strip():
            continue
        new = CalendarPart(data, part.charset, method_named(part.parameter("method") or "") or None)
        text = decode_text(data, part.charset) or data.decode("latin-1")
        alike = re.sub(r"\n[ \t]", "", text).strip("\ufeff \n\t")
        known = found.setdefault(alike, new)
        if known is not new:
            charset, method = known.charset or new.charset, known.method or new.method
            found[alike] = known._replace(charset=charset, method=method)
    return tuple(found.values())
