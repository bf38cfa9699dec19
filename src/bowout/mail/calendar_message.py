"""A declined invitation as a mail: by itself, or together with the letter."""

import os
from typing import TYPE_CHECKING

from bowout.mail.headers import Header
from bowout.mail.message import Outgoing, to_message

if TYPE_CHECKING:
    from email.message import EmailMessage

FILE = "invite.ics"  # as calendar programs name it


def reply_to_bytes(outgoing: Outgoing, calendar: bytes) -> bytes:
    """Write the mail that is a calendar reply and nothing else, the one shape that survives as a draft.

    Calendar programs know it by its Content-Type, and take a part that is marked as an attachment for a
    plain file. Raises as `to_bytes`.
    """
    message = to_message(outgoing)
    _fill(message, calendar)
    return message.as_bytes()


def letter_with_reply_to_bytes(outgoing: Outgoing, calendar: bytes) -> bytes:
    """Write a letter that carries the calendar reply, to be sent: mail programs take such a draft apart.

    Raises as `to_bytes`.
    """
    message = to_message(outgoing)
    message.make_alternative(_boundary())
    message.add_alternative("")
    _fill(_last(message), calendar)
    message.make_mixed(_boundary())
    message.add_attachment(calendar, maintype="application", subtype="ics", filename=FILE)
    for part in message.walk():
        if part is not message:
            # The library gives it to each part; it is the mail's alone (RFC 2045 4).
            del part["MIME-Version"]
    return message.as_bytes()


def _fill(part: "EmailMessage", calendar: bytes) -> None:
    """Make a part the calendar reply, its bytes as they are."""
    part.set_content(calendar.decode(), subtype="calendar", charset="utf-8", cte="quoted-printable")
    # Written by ourselves: the library puts each parameter in quotes, which not every receiver knows.
    del part["Content-Type"]
    part["Content-Type"] = Header.of("Content-Type", ("text/calendar;", "charset=utf-8;", "method=REPLY"))


def _last(message: "EmailMessage") -> "EmailMessage":
    *_, part = message.iter_parts()
    return part  # type: ignore[return-value]  # whose parts are of its own class


def _boundary() -> str:
    """Random digits alone: the library's own would tell nothing either, but is no promise of it."""
    return os.urandom(16).hex()
