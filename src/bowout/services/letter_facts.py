"""Turns a record into what a letter may know, and into what its checks must look for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from bowout.domain.dates import parse_stored
from bowout.domain.errors import Refused
from bowout.domain.people import Person, takes_no_replies
from bowout.domain.reasons import Reason, statement_for
from bowout.domain.results import ProfileView
from bowout.domain.situations import Situation
from bowout.domain.stages import CALLS, INTERVIEWS, StageKind
from bowout.domain.statuses import Status
from bowout.letters.facts import LetterFacts, Meeting, PrivateWords, Sender
from bowout.services.contacts import contacts_of
from bowout.services.events import company_name
from bowout.services.standing import Record, local_time
from bowout.storage.models import (
    Application,
    Company,
    Concern,
    Contact,
    Event,
    Note,
    Stage,
    StagePerson,
    Withdrawal,
)
from bowout.storage.work import Work

# Who runs the process, first who is preferred; an interviewer is thanked, not written to.
_RUNS_IT = (("agency",), ("recruiter",), ("hiring_manager", "other", None))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person wants of the letter; None: as the rules say."""

    language: str
    said: str | None = None
    highlight: str | None = None
    keep_in_touch: bool | None = None
    no_reason: bool = False
    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()


def letter_facts(
    work: Work, application: Application, record: Record, reason: Reason, wishes: Wishes, profile: ProfileView
) -> LetterFacts:
    """Collect what the letter is made from; the profile has a name and an address."""
    situation = record.situation
    if situation is None:
        raise ValueError("there is nothing to leave")
    _refuse_no_reply(wishes)
    keep = reason.keep_in_touch if wishes.keep_in_touch is None else wishes.keep_in_touch
    accepted = bool(_elsewhere(work, application, Status.ACCEPTED))
    statement = statement_for(reason, accepted_elsewhere=accepted, spoke=record.spoke())
    return LetterFacts(
        situation=situation,
        language=wishes.language,
        sender=Sender(profile.name or "", profile.email or "", profile.phone, profile.linkedin),
        company=company_name(work, application),
        position=application.position,
        today=work.now.date(),
        applied=record.standing.applied,
        recipients=wishes.to or _recipients(contacts_of(work, application)),
        held=_held(work, record),
        ahead=tuple(
            _meeting(work, stage, held=False)
            for stage in record.ahead()
            if stage.kind in (*CALLS, *INTERVIEWS)
        ),
        offered_on=_offered_on(work, application, record),
        statement=None if wishes.no_reason or wishes.said else statement,
        said=wishes.said,
        highlight=wishes.highlight or application.highlight,
        keep_in_touch=keep and situation is not Situation.RESCIND_ACCEPTANCE,
    )


def private_words(work: Work, application: Application, note: str | None) -> PrivateWords:
    """Collect what no letter of this application may hold."""
    own = application.id
    texts = [
        note,
        application.salary,
        *work.session.scalars(select(Note.text).where(Note.application_id == own)),
        *work.session.scalars(select(Concern.text).where(Concern.application_id == own)),
        *work.session.scalars(select(Withdrawal.note).where(Withdrawal.application_id == own)),
    ]
    employers = _elsewhere(work, application, Status.ACCEPTED) + _elsewhere(work, application, Status.OFFER)
    return PrivateWords(tuple(text for text in texts if text), tuple(dict.fromkeys(employers)))


def _refuse_no_reply(wishes: Wishes) -> None:
    for person in (*wishes.to, *wishes.cc):
        if person.email and takes_no_replies(person.email):
            raise Refused(
                f"Nobody reads what is sent to {person.email}.",
                "Withdraw in their portal; without --to the letter is written for it.",
                code="no_reply",
            )


def _recipients(contacts: Sequence[Contact]) -> tuple[Person, ...]:
    for roles in _RUNS_IT:
        people = [Person(known.name, known.email, known.greet) for known in contacts if known.role in roles]
        reachable = [person for person in people if person.email and not takes_no_replies(person.email)]
        if reachable:
            return tuple(reachable)
    named = [known for known in contacts if known.role != "interviewer" and known.name and not known.email]
    return tuple(Person(known.name, None, known.greet) for known in named)


def _held(work: Work, record: Record) -> tuple[Meeting, ...]:
    """The meetings held; a status that was set without a stage is one without a time."""
    meetings = [
        _meeting(work, stage, held=True) for stage in record.held() if stage.kind in (*CALLS, *INTERVIEWS)
    ]
    standing = record.standing
    for kind, kinds, status in (
        (StageKind.INTERVIEW, INTERVIEWS, Status.INTERVIEWING),
        (StageKind.SCREENING, CALLS, Status.SCREENING),
    ):
        if standing.held(kinds, status) and not any(meeting.kind in kinds for meeting in meetings):
            meetings.append(Meeting(kind))
    return tuple(meetings)


def _meeting(work: Work, stage: Stage, *, held: bool) -> Meeting:
    """A step as a letter may tell of it; a time on the wrong side of now is not one to tell."""
    people = work.session.scalars(
        select(Contact)
        .join(StagePerson, StagePerson.contact_id == Contact.id)
        .where(StagePerson.stage_id == stage.id)
        .order_by(StagePerson.id)
    )
    names = tuple(person.name for person in people if person.name)
    at = local_time(stage, work.now)
    day = date.fromisoformat(stage.at) if stage.at and at is None else None
    to_come = at > work.now if at else day is not None and day > work.now.date()
    if held == to_come:
        # Held before its time had come: at another one, which nobody noted. Or left before it, and told after.
        at, day = None, None
    return Meeting(StageKind(stage.kind), at, names, day)


def _offered_on(work: Work, application: Application, record: Record) -> date | None:
    """The day of the offer, where the record really knows it: a day of logging it is not one."""
    dated = [stage.at for stage, step in record.stages if step.kind is StageKind.OFFER and stage.at]
    moved = work.session.scalars(
        select(Event.at).where(
            Event.application_id == application.id, Event.to_state == Status.OFFER, Event.kind != "added"
        )
    )
    known = dated or [at for at in moved if at and len(at) == len("2026-11-28")]
    if not known:
        return None
    parsed = parse_stored(known[-1])
    return parsed.astimezone(work.now.tzinfo).date() if isinstance(parsed, datetime) else parsed


def _elsewhere(work: Work, application: Application, status: Status) -> list[str]:
    """The other companies at which an application of mine stands so."""
    return list(
        work.session.scalars(
            select(Company.name)
            .join(Application, Application.company_id == Company.id)
            .where(Application.status == status, Application.company_id != application.company_id)
        )
    )
