"""Replies to invitations, as they are delivered; reads alone, since `letters show` does no more."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bowout.domain.people import Person, fold_address
from bowout.storage import letter_queries, queries
from bowout.storage.codec import decode_people
from bowout.storage.reading import Reader


class Reply(NamedTuple):
    """A reply that is not yet sent; the mail of it is `posting.mail_of`'s."""

    id: int
    sender: Person
    organizer: Person
    subject: str
    calendar: bytes
    state: str


def replies_of(reader: Reader, applications: Sequence[int]) -> tuple[Reply, ...]:
    """The replies of some applications that are not yet sent, the oldest first."""
    rows = reader.rows(queries.with_ids(letter_queries.UNSENT_REPLIES, applications)) if applications else ()
    return tuple(
        Reply(
            id=row["id"],
            sender=decode_people(row["sender"])[0],
            organizer=decode_people(row["recipients"])[0],
            subject=row["subject"],
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
    if len(replies) != 1 or fold_address(replies[0].sender) != fold_address(sender):
        return None
    return replies[0] if fold_address(replies[0].organizer) in map(fold_address, recipients) else None


def left_by(reader: Reader, letter: int) -> list[int]:
    """The applications that a letter is about."""
    return [row["application_id"] for row in reader.rows(letter_queries.LEFT_BY, {"id": letter})]
