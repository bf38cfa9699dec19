"""Reads from a record what the advice beside a letter has to know besides the letter's facts."""

from collections.abc import Collection, Iterable
from datetime import datetime

from bowout.domain.dates import parse_stored
from bowout.domain.names import fold
from bowout.domain.people import Person
from bowout.domain.results import ContactView
from bowout.domain.stages import StageKind
from bowout.letters.advice import OtherApplication, Surroundings
from bowout.letters.facts import LetterFacts, Meeting
from bowout.services.recipients import recipients_of
from bowout.services.standing import Record
from bowout.storage import queries, views
from bowout.storage.reading import Reader


def surroundings_of(
    reader: Reader,
    record: Record,
    facts: LetterFacts,
    copies: tuple[Person, ...] = (),
    leaving: Collection[int] = (),
) -> Surroundings:
    """Collect by when they want an answer, who else is to hear of it, and what stays open.

    `copies` are those in Cc, `leaving` the applications that are left in the same step.
    """
    due = record.answer_by()
    untold = _not_among(views.contacts_of(reader, record.view.id), (*facts.recipients, *copies))
    return Surroundings(
        answer_by=_meeting(due, record.now) if due else None,
        late=views.has_passed(due, record.now),
        agency=record.view.agency if facts.circumstances.agency is None else None,
        referrers=_named(untold, "referrer"),
        coordinators=_named(untold, "coordinator") if record.booked() else (),
        referees=any(stage.kind == StageKind.REFERENCES for stage in record.ahead()),
        others=_others(reader, record, leaving, (*facts.recipients, *copies)),
    )


def _meeting(due: str, now: datetime) -> Meeting:
    when = parse_stored(due)
    if isinstance(when, datetime):
        return Meeting(StageKind.OFFER, at=when.astimezone(now.tzinfo))
    return Meeting(StageKind.OFFER, day=when)


def _not_among(contacts: Iterable[ContactView], people: tuple[Person, ...]) -> list[ContactView]:
    told = {fold(word) for person in people for word in (person.name, person.email) if word}
    return [known for known in contacts if not told & {fold(known.name or ""), fold(known.email or "")}]


def _named(contacts: Iterable[ContactView], role: str) -> tuple[str, ...]:
    return tuple(known.name or known.email or "" for known in contacts if known.role == role)


def _others(
    reader: Reader, record: Record, leaving: Collection[int], written_to: tuple[Person, ...]
) -> tuple[OtherApplication, ...]:
    """Other applications of mine at the company that are open, those for this very position too."""
    own = record.view
    return tuple(
        OtherApplication(
            row["id"],
            row["position"],
            same=fold(row["position"]) == fold(own.position),
            later=(row["applied_on"] or "", row["id"]) > (own.applied_on or "", own.id),
            elsewhere=_goes_elsewhere(reader, row["id"], record.now, written_to),
        )
        for row in reader.rows(queries.OPEN_AT_COMPANY, {"id": own.id})
        if row["id"] not in leaving
    )


def _goes_elsewhere(reader: Reader, number: int, now: datetime, written_to: tuple[Person, ...]) -> bool:
    """Tell whether an application is run by people who have an address, and none of whom is written to."""
    view, contacts = views.application(reader, number, now), views.contacts_of(reader, number)
    theirs = {fold(person.email) for person in recipients_of(view, contacts, booked=False) if person.email}
    return bool(theirs) and not theirs & {fold(person.email) for person in written_to if person.email}
