"""The thread that a letter answers in: the newest mail of those whom it goes to."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from bowout.domain.people import Person, takes_no_replies
from bowout.letters.facts import LetterFacts
from bowout.mail.headers import is_message_id, without_unfit
from bowout.mail.incoming import answered_to
from bowout.storage import mail_queries
from bowout.storage.codec import decode_people, decode_words
from bowout.storage.reading import Reader, Row

_REPLY = re.compile(r"(re)\s*:\s*", re.IGNORECASE)


class Answered(NamedTuple):
    """A received mail as its answer needs it: the answer's subject, its id, and what came before it.

    `message_id` is None where it has none that a mail program would know.
    """

    subject: str
    message_id: str | None
    references: tuple[str, ...]


def answered_mail(reader: Reader, application: int, recipients: Iterable[Person]) -> Answered | None:
    """Find the newest mail of an application that one of the recipients wrote or got; None: there is none."""
    wanted = {person.email.casefold() for person in recipients if person.email}
    for row in reader.rows(mail_queries.RECEIVED, {"id": application}) if wanted else ():
        if wanted & {*_addresses(row), *_answered_to(reader, row)}:
            return _answered(row)
    return None


def writers(reader: Reader, application: int) -> Iterator[tuple[str, str]]:
    """Who wrote of an application, the newest first, each with the address to answer to; both folded."""
    for row in reader.rows(mail_queries.RECEIVED, {"id": application}):
        answers = _answered_to(reader, row)
        for person in decode_people(row["sender"]):
            if person.email:
                own = person.email.casefold()
                yield own, next(iter(answers), own)
        # Of a service, which wrote for somebody.
        yield from ((address, address) for address in answers)


def _answered_to(reader: Reader, row: Row) -> list[str]:
    """The addresses that a received mail wants to be answered to, where they are not its sender's."""
    raw = reader.rows(mail_queries.RAW, {"id": row["id"]})[0]["raw"]
    found = answered_to(bytes(raw)) if raw else ()
    return [
        person.email.casefold() for person in found if person.email and not takes_no_replies(person.email)
    ]


def in_thread(reader: Reader, application: int, facts: LetterFacts) -> LetterFacts:
    """Give a letter the subject of the thread that it answers in, so that mail programs keep it there.

    Not one about several positions, which the subject names; nor where a step is so near
    that its time belongs there.
    """
    if facts.beside or facts.circumstances.imminent:
        return facts
    answered = answered_mail(reader, application, facts.recipients)
    return replace(facts, thread=answered.subject or None) if answered else facts


def thread_subject(reader: Reader, application: int, subject: str) -> str | None:
    """The subject of a letter that was written, if it is that of a thread; None: it is the letter's own."""
    rows = reader.rows(mail_queries.RECEIVED, {"id": application})
    return subject if any(_reply_to(row["subject"]) == subject for row in rows) else None


def _addresses(row: Row) -> Iterator[str]:
    for column in ("sender", "recipients", "cc"):
        yield from (person.email.casefold() for person in decode_people(row[column]) if person.email)


def _answered(row: Row) -> Answered:
    own = row["message_id"] or ""
    # A mail may name but the one that it answers (RFC 5322 3.6.4).
    before = decode_words(row["thread"] or "[]") or ((row["in_reply_to"],) if row["in_reply_to"] else ())
    return Answered(
        _reply_to(row["subject"]), own if is_message_id(own) else None, tuple(filter(is_message_id, before))
    )


def _reply_to(subject: str) -> str:
    """Put "Re:" before a subject, once: theirs stays as they write it, and AW: or SV: inside."""
    rest = " ".join(without_unfit(subject).split())
    word = "Re"
    if found := _REPLY.match(rest):
        word = found[1]
    while found := _REPLY.match(rest):
        rest = rest[found.end() :]
    return f"{word}: {rest}" if rest else ""
