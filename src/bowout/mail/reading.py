"""What a mail says: its people, its subject, its plain text."""

import re
from typing import NamedTuple

from bowout.domain.errors import Refused
from bowout.domain.people import Person
from bowout.domain.texts import decode_text
from bowout.mail.mailboxes import line, people
from bowout.mail.parts import leaves, open_part
from bowout.mail.plain import plain_part

_HEADER = re.compile(rb"([!-9;-~]+):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|$)")
_OF_MAIL = {b"from", b"date", b"message-id", b"mime-version", b"content-type", b"received", b"x-unsent"}


class Mail(NamedTuple):
    """A mail that was read; `recipients` are those of To and Cc."""

    subject: str
    recipients: tuple[Person, ...]
    text: str


def is_mail(data: bytes) -> bool:
    """Tell whether bytes are a mail rather than a text: they begin with headers as mail programs write them."""
    at, names = 0, set()
    while found := _HEADER.match(data, at):
        names.add(found[1].lower())
        at = found.end()
    ended = data[at : at + 2].startswith((b"\n", b"\r\n")) or at == len(data)
    return ended and bool(names & _OF_MAIL)


def read_mail(data: bytes) -> Mail:
    """Read a mail.

    Raises:
        Refused: it has no plain text, or cannot be read at all.
    """
    root = open_part(data)
    part = plain_part(part for part in leaves(root) if not part.forwarded)
    text = decode_text(part.content(), part.charset) if part else None
    if text is None:
        raise Refused(
            "The mail has no plain text that can be read.",
            "Save its text as a file, and give that.",
            code="no_text",
        )
    return Mail(line(root.get("subject")), people((*root.all("to"), *root.all("cc"))), text)
