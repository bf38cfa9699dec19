"""What changes a letter's wording besides the situation, read from the record."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from bowout.domain.dates import utc_text
from bowout.domain.names import fold
from bowout.domain.people import Person
from bowout.domain.statuses import Status
from bowout.letters.facts import Circumstances, Meeting
from bowout.letters.meetings import CONVERSATIONS
from bowout.services.standing import Record, instant, is_imminent
from bowout.storage import letter_queries, queries
from bowout.storage.reading import Reader, Row

# As long as a letter is fresh in its reader's mind.
_RECENTLY = timedelta(days=14)
# What happened on their side; a note, a letter of mine or a correction breaks no silence.
_THEIRS = ("added", "moved", "stage_")


def circumstances_of(
    reader: Reader,
    record: Record,
    recipients: tuple[Person, ...],
    *,
    agency: str | None,
    administrative: bool,
    booked: Sequence[Meeting],
    silent_days: int,
    leaving: Collection[int] = (),
) -> Circumstances:
    """Read what the letter has to allow for; `administrative` tells that this is the recorded reason.

    `leaving` are the applications that are left in the same step: of those none stands.
    """
    own: dict[str, object] = {"id": record.view.id}
    ahead = {stage.number for stage in record.ahead() if stage.kind in CONVERSATIONS}
    moves = [row for row in reader.rows(queries.RESCHEDULED, own) if row["number"] in ahead]
    same = _other_applications(reader, record, leaving) if administrative else []
    return Circumstances(
        agency=agency,
        internal=record.view.internal,
        moved=any(row["by_me"] or row["by_them"] for row in moves),
        moved_by_me=any(row["by_me"] for row in moves),
        silent=is_silent(record, silent_days),
        imminent=next(
            (slot for slot in booked if (when := slot.at or slot.day) and is_imminent(when, record.now)), None
        ),
        submitted_twice=bool(same),
        through=record.view.agency if same else None,
        later=all(_made(row) < (record.view.applied_on or "", record.view.id) for row in same),
        others_stand=_others_with(reader, record, recipients, leaving),
        again=_written_lately(reader, record, recipients),
    )


def _other_applications(reader: Reader, record: Record, leaving: Collection[int]) -> list[Row]:
    """Other open applications for this very position."""
    rows = reader.rows(queries.OPEN_AT_COMPANY, {"id": record.view.id})
    same = fold(record.view.position)
    return [row for row in rows if fold(row["position"]) == same and row["id"] not in leaving]


def _made(row: Row) -> tuple[str, int]:
    return row["applied_on"] or "", row["id"]


def _others_with(
    reader: Reader, record: Record, recipients: tuple[Person, ...], leaving: Collection[int]
) -> tuple[str, ...]:
    """Other positions for which the same people have an open application of mine."""
    found: dict[str, str] = {}
    for person in recipients:
        if person.email:
            rows = reader.rows(queries.OPEN_WITH, {"id": record.view.id, "email": person.email.lower()})
            found |= {
                fold(row["position"]): row["position"]
                for row in rows
                if row["position"] and row["id"] not in leaving
            }
    found.pop(fold(record.view.position), None)
    return tuple(found.values())


def _written_lately(reader: Reader, record: Record, recipients: tuple[Person, ...]) -> bool:
    since = utc_text(record.now - _RECENTLY)
    return any(
        bool(
            reader.rows(
                letter_queries.LEFT_LATELY,
                {"id": record.view.id, "since": since, "email": queries.like(f'"{person.email.lower()}"')},
            )
        )
        for person in recipients
        if person.email
    )


def is_silent(record: Record, days: int) -> bool:
    """Tell whether nobody there has been heard of for so many days, and nothing is waited for."""
    if record.view.status == Status.GHOSTED:
        return True
    if record.ahead() or record.view.status in (Status.OFFER, Status.ACCEPTED):
        return False
    now = record.now
    theirs = [event.at for event in record.events if event.kind.startswith(_THEIRS)]
    heard = [moment for at in theirs if (moment := instant(at, now))]
    return bool(heard) and max(heard) < now - timedelta(days=days)
