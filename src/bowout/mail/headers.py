"""Mail headers, written by ourselves to the last byte.

Left to the standard library (CPython 3.10-3.14) a message id over 77 characters becomes an
encoded word, a long quoted name loses its quotes and becomes two recipients, and a name that
looks like an encoded word can become an address. A value that has a `name` is kept and
folded by its own method under every `EmailPolicy`; that much of the library is documented.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Self

from bowout.domain.errors import Refused
from bowout.domain.people import Person

if TYPE_CHECKING:
    from email.policy import Policy

_LINE = 76  # RFC 2047 section 2, for lines with encoded words; RFC 5322 would allow 78
_PAYLOAD = 52  # of an encoded word, so that one fits beside any of our headers' names

# C0 and C1 controls, line separators, the characters with Bidi_Control, lone surrogates.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_LABEL = r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_DOMAIN = re.compile(rf"{_LABEL}(\.{_LABEL})+")
_PLAIN_WORD = re.compile(rf"(?=.{{1,60}}$){_ATOM}", re.DOTALL)
_IN_PHRASE = re.compile(r"[A-Za-z0-9!*+/-]")  # RFC 2047 section 5 (3)
_ID = re.compile(r"<[!-;=?-~]{1,900}>")


class Header(str):
    """A header's value as it goes out: ASCII, folded only between its parts."""

    __slots__ = ("name", "parts")

    name: str
    parts: tuple[str, ...]

    @classmethod
    def of(cls, name: str, parts: Iterable[str]) -> Self:
        """Make the header `name` of parts that have no blanks to fold at."""
        parts = tuple(parts)
        header = cls(" ".join(parts))
        header.name, header.parts = name, parts
        return header

    def fold(self, *, policy: "Policy") -> str:
        """Write the whole header with its line ends, as `email.policy` asks for it."""
        lines = [f"{self.name}:"]
        for number, part in enumerate(self.parts):
            if number and len(lines[-1]) + 1 + len(part) > _LINE:
                lines.append("")
            lines[-1] += f" {part}"
        return policy.linesep.join(lines) + policy.linesep


def text(name: str, value: str) -> Header:
    """Make a header of free text, such as a subject.

    Raises:
        Refused: a control, line-separator or bidi character is in it.
    """
    check_fit(value, name.lower())
    words = value.split(" ")
    if value.isascii() and "=?" not in value and all(0 < len(word) <= 60 for word in words):
        return Header.of(name, words)
    return Header.of(name, _encoded_words(value))


def addresses(name: str, people: Iterable[Person]) -> Header:
    """Make a header of people, each of whom has an address, and is one recipient after parsing.

    Raises:
        Refused: an address that cannot be written, or an unfit character in a name.
    """
    mailboxes = [_mailbox(person) for person in people]
    for mailbox in mailboxes[:-1]:
        mailbox[-1] += ","
    return Header.of(name, (part for mailbox in mailboxes for part in mailbox))


def ids(name: str, values: Iterable[str]) -> Header:
    """Make a header of message ids, none of them broken; what is no id is left out.

    The ids come from others' mails: a bad one costs the thread, not the letter.

    Raises:
        Refused: a control, line-separator or bidi character is in one.
    """
    values = tuple(values)
    for value in values:
        check_fit(value, name)
    return Header.of(name, filter(is_message_id, values))


def without_unfit(value: str) -> str:
    """Put a blank for each character that no header of ours may hold; for what comes from others."""
    return _UNFIT.sub(" ", value)


def is_message_id(value: str) -> bool:
    """Tell whether `value` is `<…>` in printable ASCII without blanks, short enough for a line."""
    return bool(_ID.fullmatch(value))


def wire_address(address: str) -> str:
    """Write an address as it stands in mail, a domain beyond ASCII as `xn--…` (IDNA 2003).

    Raises:
        Refused: no plain address, or one that only some servers could take (SMTPUTF8).
    """
    local, _, domain = address.rpartition("@")
    if not _LOCAL.fullmatch(local) or "=?" in local or len(address) > 254:
        raise _bad_address(address)
    return f"{local}@{wire_domain(domain)}"


def wire_domain(domain: str) -> str:
    """Write a domain in ASCII; Refused where it is none, or where IDNA 2003 would change it (ß)."""
    written = domain
    if not domain.isascii():
        try:
            written = domain.encode("idna").decode("ascii")
            unchanged = written.encode("ascii").decode("idna") == domain.lower()
        except UnicodeError:
            unchanged = False
        if not unchanged:
            raise _bad_address(domain)
    if not _DOMAIN.fullmatch(written) or len(written) > 253:
        raise _bad_address(domain)
    return written


def check_fit(value: str, what: str) -> None:
    """Refuse what could break out of a header or turn its reading round."""
    found = _UNFIT.search(value)
    if found:
        raise Refused(
            f"The {what} of the mail has a character that no header may have: U+{ord(found[0]):04X}.",
            "Write it anew without that character; it may be invisible.",
            code="unfit_header",
        )


def _mailbox(person: Person) -> list[str]:
    address = wire_address(person.email or "")
    check_fit(person.name or "", "name of a person")
    name = " ".join((person.name or "").split())
    if not name:
        return [address]
    words = name.split(" ")
    if "=?" in name or not all(map(_PLAIN_WORD.fullmatch, words)):
        # Rather than in quotes, which readers lose when they fold it again.
        words = _encoded_words(name)
    return [*words, f"<{address}>"]


def _encoded_words(value: str) -> list[str]:
    """Write text as encoded words of RFC 2047, each of whole characters.

    In base64 only what is mostly beyond ASCII: filters distrust it, and people cannot read it.
    """
    if sum(len(_quoted(char)) for char in value) <= 2 * len(value.encode()):
        chunks = _chunks(value, lambda char: len(_quoted(char)), _PAYLOAD)
        return [f"=?utf-8?q?{''.join(map(_quoted, chunk))}?=" for chunk in chunks]
    chunks = _chunks(value, lambda char: len(char.encode()), _PAYLOAD // 4 * 3)
    return [f"=?utf-8?b?{b64encode(chunk.encode()).decode()}?=" for chunk in chunks]


def _quoted(char: str) -> str:
    if _IN_PHRASE.fullmatch(char):
        return char
    return "_" if char == " " else "".join(f"={octet:02X}" for octet in char.encode())


def _chunks(value: str, cost: Callable[[str], int], limit: int) -> Iterator[str]:
    chunk, used = "", 0
    for char in value:
        price = cost(char)
        if used + price > limit:
            yield chunk
            chunk, used = "", 0
        chunk, used = chunk + char, used + price
    if chunk:
        yield chunk


def _bad_address(address: str) -> Refused:
    shown = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", address)
    return Refused(
        f"A mail cannot be addressed to “{shown}”." if shown else "Somebody in this mail has no address.",
        "Write the address as in dana@acme.example; a domain with other letters in its xn-- form.",
        code="bad_address",
    )
