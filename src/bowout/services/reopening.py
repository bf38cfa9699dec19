"""What becomes of the letters of an application that goes on after all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from bowout.domain.errors import BowoutError
from bowout.domain.follow_ups import FollowUp
from bowout.domain.messages import AT_HOME
from bowout.domain.statuses import OPEN
from bowout.letters.facts import EMAIL, NEUTRAL
from bowout.letters.languages import DEFAULT
from bowout.services.departures import departure_of
from bowout.services.events import load_application
from bowout.services.joint_letters import by_reader, depth
from bowout.services.joint_writing import Part, write_joint
from bowout.services.letter_facts import Wishes, letter_facts, private_words
from bowout.services.letter_log import log_letter
from bowout.services.letters_before import has_left_by_letter
from bowout.services.standing import read_record
from bowout.storage import views
from bowout.storage.models import Application, Message, MessageApplication, Withdrawal
from bowout.storage.work import Work


def revoke_all(
    work: Work, reopened: Sequence[Application], noted_in: str | None
) -> dict[int, tuple[str, ...]]:
    """Take back that these were left, all of them before any letter is written anew; says so, for people.

    `noted_in` is the language of the person's notes.
    """
    discarded = {application.id: revoke(work, application) for application in reopened}
    told = {number: write_anew(work, letters, noted_in) for number, letters in discarded.items()}
    for application in reopened:
        if application.status in OPEN and has_left_by_letter(work.reader, application.id):
            told[application.id] += (
                f"They have had your letter: bowout retract {application.id} takes it back.",
            )
    return told


def revoke(work: Work, application: Application) -> tuple[Message, ...]:
    """Mark the withdrawal as taken back, and what was written and not sent as not to be sent; returns that.

    With it go the unsent notes of others that say I left this one, and the replies that decline its invitations.
    """
    own = Withdrawal.application_id == application.id
    for withdrawal in work.session.scalars(select(Withdrawal).where(own, Withdrawal.revoked_at.is_(None))):
        withdrawal.revoked_at = work.at
    # One for several applications too: it would say of this one that it is left.
    concerned = select(MessageApplication.message_id).where(
        MessageApplication.application_id == application.id
    )
    about = concerned.where(MessageApplication.named_only.is_(False))
    unsent = select(Message).where(
        Message.id.in_(about)
        | Message.id.in_(concerned) & Message.situation.in_(tuple(FollowUp))
        | (Message.application_id == application.id) & (Message.direction == "reply"),
        Message.state.in_(AT_HOME),
    )
    found = tuple(work.session.scalars(unsent.order_by(Message.id)))
    for message in found:
        message.state = "discarded"
    return found


def write_anew(work: Work, discarded: Sequence[Message], noted_in: str | None) -> tuple[str, ...]:
    """Write what discarded letters told of others, who stay left, once more; says so, for people.

    `noted_in` is the language of the person's notes. One that cannot be written is named, and so is
    each that is discarded.
    """
    told = []
    for message in discarded:
        still = select(Withdrawal).where(Withdrawal.message_id == message.id, Withdrawal.revoked_at.is_(None))
        staying = {each.application_id: each for each in work.session.scalars(still)}
        if staying:
            told += _write(work, message, staying, noted_in)
        elif message.direction == "reply":
            told.append(f"The reply “{message.subject}”, which was not sent, is discarded.")
        else:
            told.append(f"Letter {message.id}, which was not sent, is discarded.")
    return tuple(told)


def _write(
    work: Work, message: Message, staying: Mapping[int, Withdrawal], noted_in: str | None
) -> list[str]:
    told = []
    try:
        read = [_read(work, message, each, frozenset(staying), noted_in) for each in staying.values()]
    except BowoutError as failure:
        return [_failed(message, list(staying), failure)]
    for items, readers in by_reader((part, part.facts) for part in read):
        told_to = (
            part._replace(facts=replace(part.facts, recipients=readers or part.facts.recipients))
            for part in items
        )
        group = sorted(told_to, key=lambda part: (-depth(part.facts), part.record.view.id))
        numbers = [part.record.view.id for part in group]
        try:
            letter = write_joint(work, group, leaving=frozenset(staying))
        except BowoutError as failure:
            told.append(_failed(message, numbers, failure))
            continue
        anew = log_letter(work, [load_application(work, number) for number in numbers], letter)
        for number in numbers:
            staying[number].message_id, staying[number].stated = anew.id, letter.stated
        told.append(
            f"Letter {message.id} is discarded; letter {anew.id} is written anew for {_list(numbers)}."
        )
        if message.template_version is None:
            told.append(
                f"What you had changed by hand is in letter {message.id}: bowout letters show {message.id}."
            )
        told += [f"Letter {anew.id}: {found.message}" for found in letter.checks]
    return told


def _read(
    work: Work, message: Message, withdrawal: Withdrawal, leaving: frozenset[int], noted_in: str | None
) -> Part:
    reader, number = work.reader, withdrawal.application_id
    departure = departure_of(reader, read_record(reader, number, work.now), message.id)
    if departure is None:
        raise AssertionError("a letter tells of a withdrawal that is not there")
    wishes = Wishes(
        message.language or DEFAULT,
        noted_in,
        message.tone or NEUTRAL,
        message.form or EMAIL,
        keep_in_touch=message.keep_in_touch,
        # What was left unsaid stays unsaid.
        no_reason=withdrawal.stated is None,
    )
    facts = letter_facts(reader, departure.record, departure.reason, wishes, views.profile(reader), leaving)
    return Part(departure.record, facts, private_words(reader, departure.record))


def _failed(message: Message, numbers: Sequence[int], failure: BowoutError) -> str:
    return (
        f"Letter {message.id} is discarded, and none could be written anew for {_list(numbers)}: "
        f"{failure.message}"
    )


def _list(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
