"""Replies to invitations, as they are delivered; reads alone, since `letters show` does no more."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from bowout.domain.people import Person
from bowout.storage import letter_queries, queries
from bowout.storage.codec import decode_people, decode_words
from bowout.storage.reading import Reader

if TYPE_CHECKING:
    from bowout.mail.message import Outgoing


class Reply(NamedTuple):
    """A drafted reply, as it is delivered; `references` are those of the mail that it answers."""

    id: int
    application_id: int
    sender: Person
    organizer: Person
    subject: str
    body: str
    message_id: str
    in_reply_to: str | None
    references: tuple[str, ...]
    calendar: bytes
    state: str

    def as_mail(self, date: datetime, *, draft: bool) -> "Outgoing":
        """Make the mail of it, for `mail.calendar_message.reply_to_bytes`; `draft`: it is to open in a composer."""
        from bowout.mail.message import Outgoing

        return Outgoing(
            sender=self.sender,
            to=(self.organizer,),
            cc=(),
            subject=self.subject,
            body=self.body,
            message_id=self.message_id,
            date=date,
            in_reply_to=self.in_reply_to,
            references=self.references,
            draft=draft,
        )


def replies_of(reader: Reader, applications: Sequence[int]) -> tuple[Reply, ...]:
    """The replies of some applications that are not yet sent, the oldest first."""
    rows = reader.rows(queries.with_ids(letter_queries.UNSENT_REPLIES, applications)) if applications else ()
    return tuple(
        Reply(
            id=row["id"],
            application_id=row["application_id"],
            sender=decode_people(row["sender"])[0],
            organizer=decode_people(row["recipients"])[0],
            subject=row["subject"],
            body=row["body"],
            message_id=row["message_id"],
            in_reply_to=row["in_reply_to"],
            references=decode_words(row["thread"]) if row["thread"] else (),
            calendar=bytes(row["raw"]),
            state=row["state"],
        )
        for row in rows
    )


def unsent(reader: Reader, numbers: Sequence[int]) -> tuple[Reply, ...]:
    """Those of some replies that are not yet sent."""
    rows = reader.rows(queries.with_ids(letter_queries.OWNERS, numbers))
    found = replies_of(reader, sorted({row["application_id"] for row in rows}))
    return tuple(reply for reply in found if reply.id in numbers)


def carried_by(sender: Person, recipients: Iterable[Person], replies: Sequence[Reply]) -> Reply | None:
    """The reply that a letter which is sent may carry: the only one, from the same address, to one of its readers."""
    if len(replies) != 1 or _folded(replies[0].sender) != _folded(sender):
        return None
    return replies[0] if _folded(replies[0].organizer) in map(_folded, recipients) else None


def left_by(reader: Reader, letter: int) -> list[int]:
    """The applications that a letter is about."""
    return [row["application_id"] for row in reader.rows(letter_queries.LEFT_BY, {"id": letter})]


def _folded(person: Person) -> str:
    return (person.email or "").casefold()
