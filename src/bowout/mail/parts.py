"""The parts of a mail as bytes, whatever program wrote or damaged it.

The library's parser fails on what real mails hold: it recurses once per nesting (1,000 are its end),
needs minutes for many recipients, and reads a header in several ways. Here nesting is a loop with an
end, each scan goes over the bytes once, and nothing raises.
"""

import codecs
import re
from binascii import Error, a2b_base64, a2b_qp
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from bowout.domain.texts import decode_text

_DEEPEST = 40
_MOST = 1000  # parts of one mail; real ones have less than fifty
_MOST_LINES = 200_000  # of headers
_LONGEST = 8192  # of a structured header; more is no parameter that anybody wrote

_BLANK = re.compile(rb"\A\r?\n|\n\r?\n|\r\n\r\n|\r\r(?!\n)")
_LINE = re.compile(rb"[^\r\n]*(?:\r?\n|\r|\Z)")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:(.*)", re.DOTALL)
_UNSEEN = re.compile(rb"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f]")
_GUESS = re.compile(rb"(?:\A|\n)--(\S[^\r\n]{0,200})\r?\n")
_CALENDAR = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*BEGIN:V", re.IGNORECASE)
_CALENDAR_TYPES = frozenset({"text/calendar", "application/ics", "text/x-vcalendar"})
# What runs code, is no charset of text, or takes the square of its length to decode.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicodeescape", "rawunicodeescape", "undefined", "utf7"})


class Part(NamedTuple):
    """A mail or one part of it; `forwarded` if it lies in a mail that this one carries."""

    headers: tuple[tuple[str, str], ...]
    head: bytes
    body: bytes
    forwarded: bool = False

    def all(self, name: str) -> tuple[str, ...]:
        """Give the values of each header called `name`, unfolded, nothing decoded."""
        return tuple(value for found, value in self.headers if found == name)

    def get(self, name: str) -> str:
        """Give the first value that says something."""
        return next(filter(None, self.all(name)), "")

    @property
    def kind(self) -> str:
        """The media type."""
        found = re.match(r"\s*([\w.+-]+/[\w.+-]+)", self.get("content-type"))
        return found[1].lower() if found else "text/plain"

    @property
    def attached(self) -> bool:
        """Whether it is meant as a file rather than to be read in place."""
        return self.get("content-disposition").lstrip().lower().startswith("attachment")

    @property
    def file_name(self) -> str:
        """The name of the file that it is, or nothing."""
        return self.parameter("filename", "content-disposition") or self.parameter("name") or ""

    @property
    def charset(self) -> str | None:
        """The charset that it names, where that is one of text."""
        named = self.parameter("charset")
        return named.lower() if named and is_charset(named) else None

    @property
    def is_calendar(self) -> bool:
        """Whether it is a calendar by its type, its file's name, or what it says."""
        if self.kind in _CALENDAR_TYPES or self.file_name.lower().endswith((".ics", ".vcs")):
            return True
        return self.kind == "text/plain" and bool(_CALENDAR.match(self.calendar()[:200]))

    def parameter(self, key: str, header: str = "content-type") -> str | None:
        """Read a parameter of a header, also one in the pieces or the charset of RFC 2231."""
        # Here: a text without parts needs none of the library.
        from email.message import Message
        from email.utils import collapse_rfc2231_value

        message = Message()
        message["Content-Type"] = self.get(header)[:_LONGEST]
        try:
            found = message.get_param(key)
            value = collapse_rfc2231_value(found) if found else ""
        except (AssertionError, AttributeError, IndexError, LookupError, TypeError, ValueError):
            return None
        return value.strip().strip("\"';").strip() or None

    def content(self) -> bytes:
        """Undo the transfer encoding, as far as it is one."""
        encoding = self.get("content-transfer-encoding").strip().strip("\"';").lower()
        if encoding == "quoted-printable":
            return a2b_qp(self.body)
        # A colon is in no base64: some say so of a calendar and write it plainly.
        if encoding == "base64" and not _CALENDAR.match(self.body[:200]):
            return from_base64(self.body)
        return self.body

    def calendar(self) -> bytes:
        """Give the calendar; some mails have it where the part's headers belong."""
        content = self.content()
        start, end = self.head.find(b"BEGIN:VCALENDAR"), self.head.rfind(b"END:VCALENDAR")
        if 0 <= start < end and not content.strip():
            return self.head[start : end + 13] + b"\r\n"
        return content


def is_charset(name: str) -> bool:
    """Tell whether text may come in the charset `name`; one that nobody knows may, and is read as best it can."""
    with suppress(LookupError, ValueError):  # ValueError: a NUL in the name
        name = codecs.lookup(name).name  # an alias is the same
    return re.sub(r"[^a-z0-9]", "", name.lower()) not in _NO_CHARSETS


def open_part(data: bytes, *, forwarded: bool = False) -> Part:
    """Part the headers from the body."""
    found = _BLANK.search(data)
    head, body = (data[: found.start() + 1], data[found.end() :]) if found else (data, b"")
    if found and not found.start():
        head = b"" if data[:1] in b"\r\n" else head
    headers, end = _headers(head)
    rest = head[end:].lstrip(b"\r\n")
    return Part(headers, head, rest + b"\n" + body if rest else body, forwarded)


def leaves(root: Part) -> Iterator[Part]:
    """Go through the parts that hold something, in their order, those of carried mails too."""
    stack, seen = [(root, 0)], 0
    while stack and seen < _MOST:
        part, depth = stack.pop()
        seen += 1
        inner = _inner(part) if depth < _DEEPEST else ()
        if inner:
            stack += [(each, depth + 1) for each in reversed(inner)]
        elif not part.kind.startswith("multipart/") or _CALENDAR.match(part.body[:200]):
            yield part
        elif depth < _DEEPEST and part.body.strip():
            yield part._replace(headers=())


def carried(root: Part) -> Part | None:
    """Find the first mail that a mail carries whole."""
    stack, seen = [(root, 0)], 0
    while stack and seen < _MOST:
        part, depth = stack.pop()
        seen += 1
        inner = _inner(part) if depth < _DEEPEST else ()
        if inner and inner[0].forwarded:
            return inner[0]
        stack += [(each, depth + 1) for each in reversed(inner)]
    return None


def _inner(part: Part) -> tuple[Part, ...]:
    if part.kind.startswith("multipart/"):
        boundary = (part.parameter("boundary") or "").encode("utf-8", "replace")
        sections = _sections(part.body, boundary) if boundary else []
        if not sections and (guess := _GUESS.search(part.body)):
            sections = _sections(part.body, guess[1].rstrip())
        return tuple(open_part(section, forwarded=part.forwarded) for section in sections)
    if part.kind in {"message/rfc822", "message/global"} or part.file_name.lower().endswith(".eml"):
        return (open_part(part.content().lstrip(), forwarded=True),)
    return ()


def _sections(body: bytes, boundary: bytes) -> list[bytes]:
    """Cut at the lines of `boundary`; the last section may lack its end."""
    line = re.compile(b"--" + re.escape(boundary) + rb"(--)?[ \t]*(?=[\r\n]|\Z)")
    marks = (each for each in line.finditer(body) if body[max(each.start() - 1, 0) : each.start()] in b"\r\n")
    found = list(islice(marks, _MOST))
    ends = [each.start() for each in found[1:]] + [len(body)]
    # What follows a closing line is no part; more may follow where an inner part has the same boundary.
    return [
        re.sub(rb"\r?\n\Z", b"", re.sub(rb"\A(?:\r?\n|\r)", b"", body[mark.end() : end]))
        for mark, end in zip(found, ends, strict=False)
        if not mark[1]
    ]


def _headers(head: bytes) -> tuple[tuple[tuple[str, str], ...], int]:
    """Read headers and where the last one ends; a line that is none is passed over if others follow it."""
    fields: list[list[bytes]] = []
    end = 0
    for line in islice(_LINE.finditer(head), _MOST_LINES):
        if line[0][:1] in {b" ", b"\t"} and fields and end == line.start():
            fields[-1].append(line[0])
        elif _FIELD.match(line[0]):
            fields.append([line[0]])
        else:
            continue
        end = line.end()
    return tuple(_field(b"".join(lines)) for lines in fields), end


def _field(raw: bytes) -> tuple[str, str]:
    name, _, value = raw.partition(b":")
    value = (
        re.sub(rb"[\r\n]+[ \t]*", b" ", _UNSEEN.sub(b"", value)) if b"\n" in raw else _UNSEEN.sub(b"", value)
    )
    return name.strip().decode("ascii", "replace").lower(), (decode_text(value) or "").strip()


def from_base64(body: bytes) -> bytes:
    """Decode as much as is base64."""
    # Lists add their footer below: what follows the padding is none of it.
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body.partition(b"=")[0])
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    try:
        return a2b_base64(letters + b"=" * (-len(letters) % 4))
    except Error:
        return body
