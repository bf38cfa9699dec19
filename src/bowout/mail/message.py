"""A letter as a mail: plain text that says nothing of the machine it was written on."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bowout.domain.errors import Refused
from bowout.domain.people import Person
from bowout.mail import headers

if TYPE_CHECKING:
    from email.message import EmailMessage

_REFERENCES = 20  # of the newest, beside the root


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail to be: `date` is aware; `references` are those of the mail that is answered.

    A draft opens in a mail program's composer, and may lack recipients.
    """

    sender: Person
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    subject: str
    body: str
    message_id: str
    date: datetime
    in_reply_to: str | None
    references: tuple[str, ...]
    draft: bool


def new_message_id(sender_address: str) -> str:
    """Make an id of random digits and the sender's domain, so that it names neither host, time nor process.

    Raises:
        Refused: the address has no domain that mail could be sent from.
    """
    return f"<{os.urandom(16).hex()}@{headers.wire_domain(sender_address.rpartition('@')[2])}>"


def to_bytes(outgoing: Outgoing) -> bytes:
    """Write the mail as it is sent or saved: ASCII, lines end in CRLF (RFC 5322, 2045).

    Raises:
        Refused: no sender; nobody to send to; an address or header that cannot be written.
    """
    return to_message(outgoing).as_bytes()


def to_message(outgoing: Outgoing) -> "EmailMessage":
    """Make the mail's headers and its plain text, to which parts may be added; raises as `to_bytes`."""
    # Here, since a letter is mostly logged without being written as a mail.
    from email.message import EmailMessage
    from email.policy import SMTP

    # The library breaks quoted-printable lines at the policy's length; RFC 2045 allows 76.
    message = EmailMessage(policy=SMTP.clone(max_line_length=76))
    for header in _headers(outgoing):
        if header:
            message[header.name] = header
    body = re.sub(r"\r\n?", "\n", outgoing.body)
    try:
        message.set_content(body, charset="utf-8", cte="quoted-printable")
    except UnicodeEncodeError:
        raise Refused("The letter has characters that are no text.", "Write it anew with --edit.") from None
    return message


def _headers(outgoing: Outgoing) -> list[headers.Header]:
    from email.utils import format_datetime

    if outgoing.date.tzinfo is None:
        raise ValueError("a mail's date needs a time zone")
    if not headers.is_message_id(outgoing.message_id):
        raise Refused("The mail has no id of its own.", "Write the letter anew.", code="unfit_header")
    answered = outgoing.in_reply_to or ""
    return [
        headers.text("X-Unsent", "1" if outgoing.draft else ""),
        headers.addresses("From", [_sender(outgoing)]),
        *_recipients(outgoing),
        headers.text("Subject", outgoing.subject),
        headers.text("Date", format_datetime(outgoing.date.astimezone(UTC))),
        headers.ids("Message-ID", [outgoing.message_id]),
        headers.ids("In-Reply-To", [answered]),
        headers.ids("References", _thread(outgoing.references, answered)),
    ]


def _sender(outgoing: Outgoing) -> Person:
    if not outgoing.sender.email:
        hint = "Set one: bowout profile --email you@home.example"
        raise Refused("There is no address to write from.", hint)
    return outgoing.sender


def _recipients(outgoing: Outgoing) -> list[headers.Header]:
    """To and Cc; in a draft whoever has no address is left for the user to add."""
    if not (outgoing.draft or outgoing.to or outgoing.cc):
        raise Refused("There is nobody to send the mail to.", 'Add --to "Dana Fox <dana@acme.example>".')
    return [
        headers.addresses(name, [person for person in people if person.email or not outgoing.draft])
        for name, people in (("To", outgoing.to), ("Cc", outgoing.cc))
    ]


def _thread(references: tuple[str, ...], answered: str) -> tuple[str, ...]:
    """The ids of a thread, the one answered last; of a long one the root and the newest (RFC 5322 3.6.4)."""
    earlier = [reference for reference in dict.fromkeys(references) if reference != answered]
    root, *newer = (*earlier, answered)
    return (root, *newer[-_REFERENCES:])
