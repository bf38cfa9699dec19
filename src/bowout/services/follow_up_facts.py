"""What a letter that is not the leaving itself is made from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bowout.domain.dates import parse_stored
from bowout.domain.errors import Refused, UsageError
from bowout.domain.follow_ups import FollowUp
from bowout.domain.names import fold, title_of
from bowout.domain.people import Person
from bowout.domain.reasons import REASONS, UNSPECIFIED
from bowout.domain.results import ApplicationView, ProfileView
from bowout.domain.situations import Situation, standing_status
from bowout.domain.statuses import OPEN, Status, ended_by
from bowout.letters.facts import LetterFacts
from bowout.letters.languages import read_language
from bowout.letters.names import bare_title
from bowout.services.departures import Departure, departure_of
from bowout.services.follow_up_shape import as_follow_up
from bowout.services.letter_facts import Wishes, letter_facts
from bowout.services.letters_before import leaving_sent, situation_left
from bowout.services.recipients import greeted
from bowout.services.said import Stated, general
from bowout.services.standing import Record
from bowout.storage import letter_queries, views
from bowout.storage.codec import decode_people
from bowout.storage.reading import Reader

_OVER = (Status.WITHDRAWN, Status.REJECTED, Status.GHOSTED)


@dataclass(frozen=True, slots=True)
class Sources:
    """What the facts are taken from: the record as it stands, who writes, and what is wanted."""

    reader: Reader
    record: Record
    profile: ProfileView
    wishes: Wishes

    @property
    def view(self) -> ApplicationView:
        """The application."""
        return self.record.view

    @property
    def title(self) -> str:
        """The application as people name it."""
        return title_of(self.view.company, self.view.position, self.view.id)


def explaining(sources: Sources, before: Sequence[Stated]) -> LetterFacts:
    """The facts of the answer to why: what was said `before`, to them or to their company, and nothing else.

    Raises:
        Refused: I did not leave.
    """
    facts = as_follow_up(_after_leaving(sources), FollowUp.EXPLAIN)
    if facts.said:
        return facts
    own = next((s for s in reversed(before) if s.application == sources.view.id and s.present), None)
    if own is not None:
        return replace(facts, statement=own.statement, said=None if own.statement else own.words)
    # Nothing was said of this one: a reason is given only if it is true, and known to their company.
    if not any(said.is_given_by(facts) for said in before):
        return replace(facts, statement=None)
    exactly = any(said.statement is facts.statement for said in before)
    return facts if exactly else replace(facts, statement=general(facts.statement))


def standing_by(sources: Sources, kind: FollowUp) -> LetterFacts:
    """The facts of the answer to pushback, or to a new offer: no reason is given.

    Raises:
        Refused: I did not leave.
    """
    return replace(as_follow_up(_after_leaving(sources), kind), statement=None, said=None)


def taking_back(sources: Sources) -> LetterFacts:
    """The facts of the note that takes a sent letter back: of an application that goes on.

    Raises:
        Refused: it does not go on; or no letter of leaving was sent, or it was taken back already.
    """
    status, number = sources.view.status, sources.view.id
    if status not in (*OPEN, Status.ACCEPTED):
        raise Refused(
            f"{sources.title} is {status}: first it has to go on.",
            f'bowout undo --record-only, or bowout move {number} interviewing --note "why"; then this again.',
            code="not_open",
        )
    about = leaving_sent(sources.reader, number)
    if not about or about[-1]["situation"] == FollowUp.TAKE_BACK:
        raise Refused(
            f"There is nothing to take back: {sources.title} has no letter of leaving that was sent"
            f"{' and not taken back' if about else ''}.",
            f"`bowout letters list {number}` shows what there is.",
            code="nothing_sent",
        )
    letter = about[-1]
    facts = _facts(sources, sources.record, to=decode_people(letter["recipients"]))
    left = situation_left(sources.reader, sources.record, letter)
    facts = replace(facts, situation=left or facts.situation)
    return replace(
        as_follow_up(facts, FollowUp.TAKE_BACK), ended_on=_day(letter["sent_at"], sources), ended_by="me"
    )


def reconnecting(sources: Sources, position: str | None, *, force: bool) -> LetterFacts:
    """The facts of the letter that takes up the contact again; `position` is one to ask about.

    Raises:
        Refused: it is not over; or an acceptance was taken back, and it was not to be written all the same.
    """
    status = Status(sources.view.status)
    if status not in _OVER:
        raise Refused(
            f"{sources.title} is {status}: there is no contact to take up again.",
            "`bowout list --closed` shows where there is.",
            code="not_closed",
        )
    facts = (
        _after_leaving(sources) if status is Status.WITHDRAWN else _facts(sources, _as_it_was(sources.record))
    )
    if facts.situation is Situation.RESCIND_ACCEPTANCE and not force:
        raise Refused(
            f"You took back your acceptance at {sources.view.company}: they may not want to hear from you.",
            "Write it all the same with --force.",
            code="after_acceptance",
        )
    ended = next((event.at for event in reversed(sources.record.events) if event.to == status), None)
    return replace(
        as_follow_up(replace(facts, statement=None, said=None), FollowUp.RECONNECT),
        ended_on=_day(ended, sources) or facts.ended_on,
        ended_by=ended_by(status),
        other_position=None if position is None else _title(position, sources),
    )


def reaffirming(sources: Sources) -> LetterFacts:
    """The facts of the note that says which application stands: another at the company was withdrawn.

    Raises:
        Refused: this one is not open, or no other one there was withdrawn.
    """
    own = sources.view
    if own.status not in OPEN or sources.record.situation is None:
        raise Refused(
            f"{sources.title} is {own.status}: there is nothing of it that stands.",
            "Name the application that goes on.",
            code="not_open",
        )
    left = [
        row
        for row in sources.reader.rows(letter_queries.LEFT_AT_COMPANY, {"id": own.id})
        if fold(row["position"]) != fold(own.position)
    ]
    if not left:
        raise Refused(
            f"You have withdrawn from no other position at {own.company}.",
            f"`bowout list {own.company}` shows them.",
            code="nothing_withdrawn",
        )
    facts = replace(_facts(sources, sources.record), statement=None, said=None)
    return replace(
        as_follow_up(facts, FollowUp.STILL_INTERESTED),
        ended_on=_day(left[0]["decided_on"], sources),
        ended_by="me",
        other_position=left[0]["position"],
    )


def _after_leaving(sources: Sources) -> LetterFacts:
    """The facts of the leaving; it goes to those whom the letter told of it."""
    departure = _departure(sources)
    told = sources.reader.rows(letter_queries.WITHDRAWAL_LETTER, {"id": sources.view.id})
    to = decode_people(told[0]["recipients"]) if told else ()
    facts = letter_facts(
        sources.reader, departure.record, departure.reason, _addressed(sources, to), sources.profile
    )
    on = sources.view.withdrawal.on if sources.view.withdrawal else None
    return replace(facts, ended_on=_day(on, sources), ended_by="me")


def _departure(sources: Sources) -> Departure:
    departure = departure_of(sources.reader, sources.record)
    if departure is None or departure.record.situation is None:
        raise Refused(
            f"{sources.title} is {sources.view.status}: you have not withdrawn from it.",
            "`bowout list --status withdrawn` shows from which you have.",
            code="not_withdrawn",
        )
    return departure


def _facts(sources: Sources, record: Record, to: tuple[Person, ...] = ()) -> LetterFacts:
    """The facts of a record as it stands, without a reason."""
    if record.situation is None:
        raise Refused(f"{sources.title} is only saved: there is nobody to write to.", code="only_saved")
    wishes = _addressed(sources, to)
    return letter_facts(sources.reader, record, REASONS[UNSPECIFIED], wishes, sources.profile)


def _addressed(sources: Sources, to: tuple[Person, ...]) -> Wishes:
    """What is wanted; unless somebody is named, the letter goes to those who had the one before."""
    contacts = views.contacts_of(sources.reader, sources.view.id)
    return replace(sources.wishes, to=sources.wishes.to or tuple(greeted(person, contacts) for person in to))


def _as_it_was(record: Record) -> Record:
    """The record of before they ended it, or fell silent: the deepest that it ever was, short of an acceptance."""
    passed = tuple(Status(event.to) for event in record.events if event.to in set(Status) - {Status.ACCEPTED})
    status = standing_status(Status.GHOSTED, passed)
    return record._replace(standing=record.standing._replace(status=status))


def _title(position: str, sources: Sources) -> str:
    """A position that is asked about, as it stands in the letter; UsageError where it names none."""
    title = bare_title(position, read_language(sources.wishes.language).words)
    if not title:
        raise UsageError("--position names no position.", "Write its title, such as “Staff Engineer”.")
    return title


def _day(stored: str | None, sources: Sources) -> date | None:
    if stored is None:
        return None
    parsed = parse_stored(stored)
    return parsed.astimezone(sources.record.now.tzinfo).date() if isinstance(parsed, datetime) else parsed
