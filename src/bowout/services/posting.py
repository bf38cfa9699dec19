"""A letter of the record as the mail that leaves; reads alone, since `letters show` does no more."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from bowout.domain.errors import NotFound
from bowout.domain.people import Person
from bowout.services.replies import Reply, carried_by, left_by, replies_of
from bowout.storage import letter_queries
from bowout.storage.codec import decode_people, decode_words
from bowout.storage.reading import Reader, Row

if TYPE_CHECKING:
    from bowout.mail.message import Outgoing


class Mail(NamedTuple):
    """A letter with all that its ways out need; `data` are the bytes of the mail."""

    number: int
    state: str
    sender: Person
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    subject: str
    body: str
    message_id: str
    in_reply_to: str | None
    data: bytes

    @property
    def addresses(self) -> tuple[str, ...]:
        """Whom it is for: the envelope, whatever the headers become."""
        return tuple(person.email for person in (*self.to, *self.cc) if person.email)


class Attempt(NamedTuple):
    """A delivery as it was noted; `result` is sending, unknown, sent, failed or handed_over."""

    id: int
    channel: str
    at: str
    result: str
    detail: str | None

    @property
    def is_open(self) -> bool:
        """It is not known what became of it."""
        return self.result in ("sending", "unknown")


def mail_of(reader: Reader, number: int, now: datetime, *, draft: bool, alone: bool = False) -> Mail:
    """Write a letter as a mail from whom it was written as; what was sent stays as it was sent.

    A `draft` opens in a mail program's composer, and may lack recipients. `alone`, it carries no reply to an
    invitation: that shape does not survive being opened again.

    Raises:
        NotFound: there is no letter of that number.
        Refused: an address or header that no mail can have; no draft, and nobody to send it to.
    """
    from bowout.mail.message import Outgoing

    rows = reader.rows(letter_queries.MAIL, {"id": number})
    if not rows:
        raise NotFound(f"There is no letter {number}.", "`bowout letters list` shows what there is.")
    row = rows[0]
    sender = next(iter(decode_people(row["sender"] or "[]")), Person())
    outgoing = Outgoing(
        sender=sender,
        to=decode_people(row["recipients"]),
        cc=decode_people(row["cc"]),
        subject=row["subject"],
        body=row["body"],
        message_id=row["message_id"] or "",
        date=now,
        in_reply_to=row["in_reply_to"],
        references=decode_words(row["thread"] or "[]"),
        draft=draft,
    )
    data = _bytes(reader, row, outgoing, alone=alone or draft)
    return Mail(
        number=number,
        state=row["state"],
        sender=sender,
        to=outgoing.to,
        cc=outgoing.cc,
        subject=outgoing.subject,
        body=outgoing.body,
        message_id=outgoing.message_id,
        in_reply_to=outgoing.in_reply_to,
        data=data,
    )


def _bytes(reader: Reader, row: Row, outgoing: "Outgoing", *, alone: bool) -> bytes:
    """The bytes of a letter, of one that carries the reply to its reader's invitation, or of that reply alone."""
    from bowout.mail.message import to_bytes

    if row["direction"] == "reply":
        from bowout.mail.calendar_message import reply_to_bytes

        return reply_to_bytes(outgoing, bytes(row["raw"]))
    if alone:
        return to_bytes(outgoing)
    if row["raw"]:
        return bytes(row["raw"])
    carried = carried_with(reader, row["id"], outgoing.sender, (*outgoing.to, *outgoing.cc))
    if carried is None:
        return to_bytes(outgoing)
    from bowout.mail.calendar_message import letter_with_reply_to_bytes

    return letter_with_reply_to_bytes(outgoing, carried.calendar)


def carried_with(reader: Reader, letter: int, sender: Person, to: tuple[Person, ...]) -> Reply | None:
    """The reply to an invitation that goes in a letter's own mail when it is sent."""
    return carried_by(sender, to, replies_of(reader, left_by(reader, letter)))


def has_left(reader: Reader, number: int) -> bool:
    """Tell whether a letter was given to a server to be sent, so that its bytes stand as they were."""
    rows = reader.rows(letter_queries.MAIL, {"id": number})
    return bool(rows and rows[0]["raw"])


def attempts(reader: Reader, number: int) -> list[Attempt]:
    """Every attempt to deliver a letter, the oldest first."""
    return [Attempt(**row) for row in reader.rows(letter_queries.ATTEMPTS, {"id": number})]


def open_attempt(reader: Reader, number: int) -> Attempt | None:
    """The newest attempt to send a letter of which nobody knows what became."""
    return next((attempt for attempt in reversed(attempts(reader, number)) if attempt.is_open), None)
