"""What came in, opened: a mail, a bare calendar file, or pasted text, with what it invites to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from bowout.domain.errors import Refused
from bowout.domain.texts import decode_text
from bowout.mail.calendar_reply import decline
from bowout.mail.calendar_text import decode_calendar, keep_method
from bowout.mail.incoming import Incoming, read_incoming
from bowout.mail.invitation import Invitation, NoReply, read_invitations
from bowout.mail.sources import Piece


class CalendarText(NamedTuple):
    """A calendar object as it came, with what it says; `refused` is why no reply to it can be made."""

    text: str
    invitations: tuple[Invitation, ...]
    refused: NoReply | None


@dataclass(frozen=True, slots=True)
class Received:
    """One thing that came; `file` names it for people, `key` tells whether it came before."""

    file: str
    key: str
    mail: Incoming | None
    calendars: tuple[CalendarText, ...]
    text: str = ""

    @property
    def invitations(self) -> tuple[Invitation, ...]:
        """What it invites to, of all its calendar objects."""
        return tuple(each for calendar in self.calendars for each in calendar.invitations)


def open_piece(piece: Piece, me: Sequence[str], now: datetime) -> Received:
    """Read what came; `me` are the addresses under which I may be invited.

    Raises:
        Refused: it cannot be read, or is a calendar file that invites to nothing.
    """
    if piece.kind == "calendar":
        calendar = _calendar(piece.data, None, None, me, now)
        if all(invitation.is_answer for invitation in calendar.invitations):
            raise calendar.refused or Refused(f"{piece.name} invites to nothing.", code="no_event")
        return Received(piece.name, "", None, (calendar,))
    if piece.kind == "text":
        text = (decode_text(piece.data) or "").strip()
        return Received(piece.name, f"sha256:{sha256(piece.data).hexdigest()}", None, (), text)
    mail = read_incoming(piece.data)
    calendars = tuple(_calendars(mail, me, now))
    return Received(piece.name, mail.key, mail, calendars)


def _calendars(mail: Incoming, me: Sequence[str], now: datetime) -> Iterator[CalendarText]:
    for part in mail.calendars:
        yield _calendar(part.data, part.charset, part.method, me, now)


def _calendar(
    data: bytes, charset: str | None, method: str | None, me: Sequence[str], now: datetime
) -> CalendarText:
    text = keep_method(decode_calendar(data, charset), method)
    try:
        invitations = read_invitations(text)
    except NoReply as refusal:
        return CalendarText(text, (), refusal)
    try:
        decline(text, me, now)
    except NoReply as refusal:
        return CalendarText(text, invitations, refusal)
    return CalendarText(text, invitations, None)
