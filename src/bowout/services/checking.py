"""Read a letter by the checks: one that was written here, or any text, beside the record if there is one."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bowout.domain.dates import parse_stored
from bowout.domain.errors import NotFound
from bowout.domain.follow_ups import FollowUp
from bowout.domain.leavings import CheckedView, CheckView
from bowout.domain.names import fold
from bowout.domain.people import Person
from bowout.domain.reasons import REASONS, UNSPECIFIED
from bowout.domain.results import ProfileView
from bowout.domain.situations import Situation
from bowout.domain.statuses import Status
from bowout.letters.checks import RECORDED, check
from bowout.letters.facts import NEUTRAL, Draft, LetterFacts, PrivateWords, Sender
from bowout.letters.names import clean
from bowout.letters.text import Written
from bowout.services.departures import departure_of
from bowout.services.follow_up_shape import as_follow_up, declined_steps
from bowout.services.joint_letters import joint_facts, joint_private
from bowout.services.letter_facts import Wishes, letter_facts, private_words
from bowout.services.recipients import greeted
from bowout.services.said import as_stated
from bowout.services.standing import Record, read_record
from bowout.services.threading import thread_subject
from bowout.storage import letter_queries, queries, views
from bowout.storage.codec import decode_people
from bowout.storage.reading import Reader, Row

# The newest so many are looked through for the one that a text names: enough for any search of one person.
_SCANNED = 20_000
_ANY_REASON = ("untrue_reason",)
_NO_SUBJECT = ("subject_length",)


def check_letter(reader: Reader, number: int, profile: ProfileView, now: datetime) -> CheckedView:
    """Check a letter that was written here, against the record as it was then.

    Raises:
        NotFound: there is none of that number.
    """
    row = letter_row(reader, number)
    if row is None:
        raise NotFound(f"There is no letter {number}.", "`bowout letters list` shows what there is.")
    written = parse_stored(row["created_at"])
    then = written.astimezone(now.tzinfo) if isinstance(written, datetime) else now
    record = read_record(reader, row["application_id"], then)
    contacts = views.contacts_of(reader, record.view.id)
    recipients = tuple(greeted(person, contacts) for person in decode_people(row["recipients"]))
    noted = (stage.highlight for stage, _ in record.stages if stage.highlight)
    highlight = next((told for told in noted if told.casefold() in row["body"].casefold()), None)
    wishes = Wishes(row["language"], tone=row["tone"] or NEUTRAL, to=recipients, highlight=highlight)
    kind = FollowUp(row["situation"]) if row["situation"] in set(FollowUp) else None
    # A follow-up tells of no leaving itself, but comes after the present one, if there is one.
    facts, private, skip = _read(
        reader, record, wishes, _writer(row, profile), letter=None if kind else number
    )
    if row["situation"] in set(Situation):
        facts = replace(facts, situation=Situation(row["situation"]))
    if kind is not None:
        ahead = tuple(declined_steps(record)) if kind is FollowUp.DECLINE_STAGE else ()
        facts = as_follow_up(facts, kind, ahead)
    thread = thread_subject(reader, record.view.id, row["subject"])
    facts = replace(facts, thread=thread)
    others = [
        _read(reader, read_record(reader, each["application_id"], then), wishes, profile, letter=number)[:2]
        for each in reader.rows(letter_queries.LEFT_BY, {"id": number})
        if each["application_id"] != record.view.id
    ]
    if others:
        private = joint_private([(facts, private), *others])
        facts = joint_facts([facts, *(each for each, _ in others)])
    found = _found(Draft(row["subject"], row["body"]), facts, private, recipients, skip)
    return CheckedView(record.view.id, number, found)


def check_text(
    reader: Reader, written: Written, number: int | None, profile: ProfileView, language: str, now: datetime
) -> CheckedView:
    """Check any text: against an application's record, or (None) for what a text shows by itself."""
    skip = _NO_SUBJECT if written.subject is None else ()
    if number is None:
        facts = LetterFacts(
            situation=Situation.WITHDRAW_APPLICATION,
            language=language,
            sender=_sender(profile),
            company="",
            position="",
            today=now.date(),
        )
        return CheckedView(None, None, _found(written.draft, facts, PrivateWords(), None, (*RECORDED, *skip)))
    record = read_record(reader, number, now)
    contacts = views.contacts_of(reader, number)
    wishes = Wishes(language=language, to=written.recipients or ())
    facts, private, reasons = _read(reader, record, wishes, profile)
    facts = replace(facts, thread=thread_subject(reader, number, written.draft.subject))
    # Whom it goes to is not said: any of theirs may be meant.
    known = tuple(Person(contact.name, contact.email, contact.greet) for contact in contacts)
    recipients = (
        known if written.recipients is None else tuple(greeted(p, contacts) for p in written.recipients)
    )
    return CheckedView(number, None, _found(written.draft, facts, private, recipients, (*reasons, *skip)))


def letter_row(reader: Reader, number: int) -> Row | None:
    """The row of a letter, or None where there is none of that number."""
    return next(iter(reader.rows(letter_queries.LETTER, {"id": number})), None)


def named_in(reader: Reader, text: str) -> int | None:
    """Find the one application whose company and position a text names; an open one goes before closed ones."""
    said = f" {' '.join(_words(text))} "
    found = [
        row
        for row in reader.rows(queries.POSITIONS, {"most": _SCANNED})
        if all(f" {' '.join(_words(row[part]))} " in said for part in ("company", "position"))
    ]
    # Who names a Senior Engineer at Acme Labs names no Engineer at Acme.
    meant = [row for row in found if not any(_is_within(row, other) for other in found)]
    meant = [row for row in meant if row["closed_at"] is None] or meant
    return int(meant[0]["id"]) if len(meant) == 1 else None


def _is_within(row: Row, other: Row) -> bool:
    pairs = [(fold(row[part]), fold(other[part])) for part in ("company", "position")]
    return all(short in long for short, long in pairs) and any(short != long for short, long in pairs)


def _words(text: str) -> list[str]:
    words = (word.strip(".,;:!?()\"'“”‘’") for word in fold(clean(text)).split())
    return [word.removesuffix("'s").removesuffix("’s") for word in words]


def _read(
    reader: Reader, record: Record, wishes: Wishes, profile: ProfileView, letter: int | None = None
) -> tuple[LetterFacts, PrivateWords, tuple[str, ...]]:
    """The facts and the private words beside which a letter is read, and the checks that do not apply.

    Of an application that was left, those of then; while it is open, any reason may be given.
    """
    departure = departure_of(reader, record, letter)
    if departure is not None:
        record = departure.record
    if record.situation is None:
        # Only saved: nothing was sent, and a text may still be read as if it had been.
        record = record._replace(standing=record.standing._replace(status=Status.APPLIED))
    reason = REASONS[UNSPECIFIED] if departure is None else departure.reason
    facts = letter_facts(reader, record, reason, wishes, profile)
    private = private_words(reader, record)
    if departure is None:
        return facts, private, _ANY_REASON
    return as_stated(facts, departure.stated), private, ()


def _found(
    draft: Draft,
    facts: LetterFacts,
    private: PrivateWords,
    recipients: tuple[Person, ...] | None,
    skip: Collection[str],
) -> tuple[CheckView, ...]:
    findings = check(draft, facts, private, recipients, skip=skip)
    return tuple(CheckView(found.code, found.level, found.message) for found in findings)


def _writer(row: Row, profile: ProfileView) -> ProfileView:
    """Who wrote: the profile, with the name and the address of then."""
    then = next(iter(decode_people(row["sender"] or "[]")), Person())
    return profile._replace(name=then.name or profile.name, email=then.email or profile.email)


def _sender(profile: ProfileView) -> Sender:
    return Sender(profile.name or "", profile.email or "", profile.phone, profile.linkedin, profile.address)
