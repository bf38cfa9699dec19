"""What a mail says: its people, its subject, its plain text."""

import re
from typing import NamedTuple

from bowout.domain.errors import Refused
from bowout.domain.people import Person, is_address
from bowout.domain.texts import decode_text

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
    # Here: a letter is mostly read as plain text.
    import email.policy

    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        part = message.get_body(("plain",))
        payload = part.get_payload(decode=True) if part else None
        charset = part.get_content_charset() if part else None
        text = decode_text(payload, charset) if isinstance(payload, bytes) else None
        people = [
            Person(mailbox.display_name or None, mailbox.addr_spec)
            for name in ("To", "Cc")
            for header in message.get_all(name, [])
            for mailbox in header.addresses
            if is_address(mailbox.addr_spec)
        ]
        subject = " ".join(str(message["Subject"] or "").split())
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
        # The library fails in many ways on what is no good mail.
        raise _unread() from error
    if text is None:
        raise _unread()
    return Mail(subject, tuple(people), text)


def _unread() -> Refused:
    return Refused(
        "The mail has no plain text that can be read.",
        "Save its text as a file, and give that.",
        code="no_text",
    )
