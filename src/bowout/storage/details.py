"""Rows into what one application, letter or step shows in full."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from bowout.domain.dates import sort_key
from bowout.domain.details import (
    ApplicationDetail,
    DatedEventView,
    EventView,
    LetterSummary,
    LetterView,
    NoteView,
    OperationView,
    ReminderView,
)
from bowout.domain.errors import NotFound
from bowout.domain.people import Person
from bowout.domain.results import ConcernView
from bowout.storage import letter_queries, queries
from bowout.storage.codec import decode_people, decode_words
from bowout.storage.reading import Parameters, Reader, Row
from bowout.storage.views import application, by_ids, contacts_of, stages_of

E = TypeVar("E", EventView, DatedEventView)


def detail(reader: Reader, number: int, now: datetime) -> ApplicationDetail:
    """One application with all that hangs on it."""
    view = application(reader, number, now)
    own: Parameters = {"id": number}
    mail = reader.rows(f"{letter_queries.LETTERS} WHERE {letter_queries.LETTER_OF} ORDER BY m.id", own)
    return ApplicationDetail(
        **view._asdict(),
        messages=tuple(summary(row) for row in mail if row["direction"] == "in"),
        stages=tuple(stages_of(reader, [number])[number]),
        contacts=contacts_of(reader, number),
        notes=tuple(NoteView(row["at"], row["text"]) for row in reader.rows(queries.NOTES, own)),
        letters=tuple(summary(row) for row in mail if row["direction"] == "out"),
        events=tuple(in_time(events_of(reader, number), now)),
        reminders=tuple(ReminderView(**row) for row in reader.rows(queries.REMINDERS, own)),
        concerns=tuple(
            ConcernView(row["reason"], row["text"])
            for row in reader.rows(queries.CONCERNS, own)
            if row["stage_id"] is None
        ),
        highlight=reader.rows(queries.HIGHLIGHT, own)[0]["highlight"],
    )


def letters(reader: Reader, number: int | None, *, unanswered: bool = False) -> list[LetterSummary]:
    """The letters that were written, oldest first: of one application or of all; or those never answered.

    A reply to an invitation is among them while it waits by itself.
    """
    wanted = letter_queries.UNANSWERED if unanswered else letter_queries.WRITTEN
    conditions = [wanted] + ([] if number is None else [letter_queries.LETTER_OF])
    query = f"{letter_queries.LETTERS}{queries.where(conditions)} ORDER BY m.id"
    return [summary(row) for row in reader.rows(query, {} if number is None else {"id": number})]


def companies(reader: Reader, ids: Iterable[int]) -> dict[int, str]:
    """The companies of some applications."""
    return {row["id"]: row["company"] for row in by_ids(reader, queries.COMPANIES, sorted(set(ids)))}


def letter_summary(reader: Reader, number: int) -> LetterSummary:
    """One letter in a line; it is there."""
    return summary(reader.rows(f"{letter_queries.LETTERS} WHERE m.id = :id", {"id": number})[0])


def letter(reader: Reader, number: int) -> tuple[int, LetterView]:
    """A letter or a reply to an invitation, whole, after the number of its application.

    Raises:
        NotFound: there is none of that number.
    """
    rows = reader.rows(letter_queries.MAIL, {"id": number})
    if not rows:
        raise NotFound(f"There is no letter {number}.", "`bowout letters list` shows what there is.")
    row = rows[0]
    return row["application_id"], LetterView(
        id=row["id"],
        situation=row["situation"],
        language=row["language"] or "",
        tone=row["tone"] or "",
        to=_written(decode_people(row["recipients"])),
        cc=_written(decode_people(row["cc"])),
        subject=row["subject"],
        body=row["body"],
        message_id=row["message_id"],
        in_reply_to=row["in_reply_to"],
        state=row["state"],
        advice=decode_words(row["advice"]),
    )


def summary(row: Row) -> LetterSummary:
    """One line of a list of letters, or of mails; what they wrote counts from when they wrote it."""
    received = row["sent_at"] if row["direction"] == "in" else None
    return LetterSummary(
        id=row["id"],
        application_id=row["application_id"],
        situation=row["situation"] or "",
        to=_written(decode_people(row["recipients"])),
        subject=row["subject"],
        state=row["state"],
        at=received or row["created_at"],
    )


def operations(reader: Reader, limit: int | None) -> list[OperationView]:
    """What was recorded, the newest first; an undo and a redo are steps too."""
    query = f"{queries.LOG} ORDER BY o.id DESC"
    rows = reader.rows(query) if limit is None else reader.rows(f"{query} LIMIT :limit", {"limit": limit})
    return [
        OperationView(row["id"], row["at"], row["command"], row["summary"], row["undone_by"] is not None)
        for row in rows
    ]


def events_of(reader: Reader, number: int) -> list[EventView]:
    """The events of an application, in the order in which they were recorded."""
    return [
        EventView(row["at"], row["kind"], row["from_state"], row["to_state"], row["text"])
        for row in reader.rows(queries.EVENTS, {"id": number})
    ]


def in_time(events: Iterable[E], now: datetime) -> list[E]:
    """Order events as they happened, in the zone of `now`; those of an unknown day come first."""
    zone = now.tzinfo or UTC
    return sorted(events, key=lambda event: sort_key(event.at, zone) if event.at else ("", ""))


def _written(people: Sequence[Person]) -> tuple[str, ...]:
    return tuple(str(person) for person in people)


def language_of_leaving(reader: Reader, application: int) -> str | None:
    """The language of the letter by which an application was left last; None where there is none."""
    rows = reader.rows(letter_queries.LEAVING_LANGUAGE, {"id": application})
    return str(rows[0]["language"]) if rows and rows[0]["language"] else None
