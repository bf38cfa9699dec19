"""Turns a record into what a letter may know, and into what its checks must look for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bowout.domain.dates import parse_stored
from bowout.domain.people import Person
from bowout.domain.reasons import Reason, statement_for
from bowout.domain.results import ProfileView, StageView
from bowout.domain.situations import Situation
from bowout.domain.stages import CALLS, INTERVIEWS, StageKind
from bowout.domain.statuses import Status
from bowout.letters.facts import EMAIL, NEUTRAL, LetterFacts, Meeting, PrivateWords, Sender
from bowout.letters.languages import is_foreign
from bowout.letters.meetings import booked
from bowout.services.circumstances import circumstances_of
from bowout.services.recipients import agency_written_to, recipients_of, refuse_no_reply
from bowout.services.standing import Record, local_time
from bowout.services.threading import writers
from bowout.storage import letter_queries, queries, views
from bowout.storage.reading import Reader

SILENT_DAYS = 14


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person wants of the letter; None: as the rules say. `noted_in`: the language of their notes."""

    language: str
    noted_in: str | None = None
    tone: str = NEUTRAL
    form: str = EMAIL
    said: str | None = None
    highlight: str | None = None
    keep_in_touch: bool | None = None
    no_reason: bool = False
    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()
    silent_days: int = SILENT_DAYS


def letter_facts(
    reader: Reader,
    record: Record,
    reason: Reason,
    wishes: Wishes,
    profile: ProfileView,
    leaving: Collection[int] = (),
) -> LetterFacts:
    """Collect what the letter is made from; the profile has a name and an address.

    `leaving` are the applications that are left in the same step.

    Raises:
        Refused: it would go to an address that nobody reads.
    """
    situation, view = record.situation, record.view
    if situation is None:
        raise ValueError("there is nothing to leave")
    refuse_no_reply((*wishes.to, *wishes.cc))
    keep = reason.keep_in_touch if wishes.keep_in_touch is None else wishes.keep_in_touch
    accepted = any(status == Status.ACCEPTED for _, status in _elsewhere(reader, view.id))
    statement = statement_for(reason, accepted_elsewhere=accepted, spoke=record.spoke())
    ahead = tuple(
        meeting_of(stage, record, held=False)
        for stage in record.ahead()
        if stage.kind in (*CALLS, *INTERVIEWS)
    )
    contacts = views.contacts_of(reader, view.id)
    recipients = wishes.to or recipients_of(
        view, contacts, booked=bool(booked(ahead)), wrote=writers(reader, view.id)
    )
    return LetterFacts(
        situation=situation,
        language=wishes.language,
        sender=Sender(
            profile.name or "", profile.email or "", profile.phone, profile.linkedin, profile.address
        ),
        company=view.company,
        position=view.position,
        today=record.now.date(),
        applied=record.standing.applied,
        recipients=recipients,
        held=_held(record),
        ahead=ahead,
        offered_on=_offered_on(record),
        statement=None if wishes.no_reason or wishes.said else statement,
        said=wishes.said,
        highlight=wishes.highlight or (None if _is_foreign(wishes) else noted_highlight(reader, record)),
        keep_in_touch=keep and situation is not Situation.RESCIND_ACCEPTANCE,
        tone=wishes.tone,
        form=wishes.form,
        circumstances=circumstances_of(
            reader,
            record,
            recipients,
            agency=agency_written_to(view, contacts, recipients),
            administrative=reason.slug == "administrative",
            booked=booked(ahead),
            silent_days=wishes.silent_days,
            leaving=leaving,
        ),
    )


def noted_highlight(reader: Reader, record: Record) -> str | None:
    """The newest good thing that was noted."""
    noted: str | None = reader.rows(queries.HIGHLIGHT, {"id": record.view.id})[0]["highlight"]
    return noted


def leaves_out_highlight(reader: Reader, record: Record, wishes: Wishes) -> bool:
    """Tell whether something was noted that the letter cannot say, being in another language."""
    return not wishes.highlight and _is_foreign(wishes) and noted_highlight(reader, record) is not None


def _is_foreign(wishes: Wishes) -> bool:
    return is_foreign(wishes.noted_in, wishes.language)


def private_words(reader: Reader, record: Record, note: str | None = None) -> PrivateWords:
    """Collect what no letter of this application may hold."""
    own = {"id": record.view.id}
    texts = [
        note,
        record.view.salary,
        *(row["text"] for row in reader.rows(queries.NOTES, own)),
        *(row["text"] for row in reader.rows(queries.CONCERNS, own)),
        *(row["note"] for row in reader.rows(letter_queries.LEFT_NOTES, own)),
        # After the step's name and the reason's.
        *((row["text"] or "").partition(": ")[2] for row in reader.rows(queries.STEPS_DECLINED, own)),
    ]
    employers = (name for name, _ in _elsewhere(reader, record.view.id))
    return PrivateWords(tuple(text for text in texts if text), tuple(dict.fromkeys(employers)))


def _held(record: Record) -> tuple[Meeting, ...]:
    """The meetings held; a status that was set without a stage is one without a time."""
    meetings = [
        meeting_of(stage, record, held=True) for stage in record.held() if stage.kind in (*CALLS, *INTERVIEWS)
    ]
    for kind, kinds, status in (
        (StageKind.INTERVIEW, INTERVIEWS, Status.INTERVIEWING),
        (StageKind.SCREENING, CALLS, Status.SCREENING),
    ):
        if record.standing.held(kinds, status) and not any(meeting.kind in kinds for meeting in meetings):
            meetings.append(Meeting(kind))
    return tuple(meetings)


def meeting_of(stage: StageView, record: Record, *, held: bool) -> Meeting:
    """A step as a letter may tell of it; a time on the wrong side of now is not one to tell."""
    names = tuple(person.name for person in stage.people if person.name)
    now = record.now
    at = local_time(stage, now)
    day = date.fromisoformat(stage.at) if stage.at and at is None else None
    to_come = at > now if at else day is not None and day > now.date()
    if held == to_come:
        # Held before its time had come: at another one, which nobody noted. Or left before it, and told after.
        at, day = None, None
    return Meeting(StageKind(stage.kind), at, names, day)


def _offered_on(record: Record) -> date | None:
    """The day of the offer, where the record really knows it: a day of logging it is not one."""
    dated = [stage.at for stage, step in record.stages if step.kind is StageKind.OFFER and stage.at]
    moved = (event.at for event in record.events if event.to == Status.OFFER and event.kind != "added")
    known = dated or [at for at in moved if at and len(at) == len("2026-11-28")]
    if not known:
        return None
    parsed = parse_stored(known[-1])
    return parsed.astimezone(record.now.tzinfo).date() if isinstance(parsed, datetime) else parsed


def _elsewhere(reader: Reader, number: int) -> list[tuple[str, str]]:
    """The other companies at which an application of mine is accepted or has an offer, with that status."""
    return [(row["name"], row["status"]) for row in reader.rows(queries.ELSEWHERE, {"id": number})]
