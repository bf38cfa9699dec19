"""Write a letter that is not the leaving itself: an answer, a note that takes one back, a new beginning."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from bowout.domain.follow_ups import FollowUp
from bowout.domain.leavings import CheckView, Left
from bowout.domain.messages import UNSENT
from bowout.domain.people import Person
from bowout.domain.results import ProfileView
from bowout.letters.facts import LetterFacts
from bowout.services import follow_up_facts as made
from bowout.services.events import title
from bowout.services.follow_up_shape import PRAISING
from bowout.services.letter_facts import Wishes, private_words
from bowout.services.letter_log import letter_view, log_letter
from bowout.services.reminders import finish_reconnecting
from bowout.services.said import Stated, stated_at_company
from bowout.services.standing import read_record
from bowout.services.writing import Edited, Letter, finish_letter, tell_left_out
from bowout.storage import letter_queries, views
from bowout.storage.codec import decode_people
from bowout.storage.models import Application, Message, Withdrawal
from bowout.storage.work import Work

_SUMMARIES = {
    FollowUp.EXPLAIN: "explain to",
    FollowUp.RECONNECT: "get back in touch with",
    FollowUp.STILL_INTERESTED: "reaffirm interest in",
    FollowUp.TAKE_BACK: "take back the letter to",
    FollowUp.STAND_BY: "stand by leaving",
    FollowUp.DECLINE_COUNTER_OFFER: "decline the new offer of",
}


@dataclass(frozen=True, slots=True)
class Order:
    """Which letter is wanted, and how. `position` is one to ask about; `edited` takes the place of ours."""

    kind: FollowUp
    wishes: Wishes
    position: str | None = None
    force: bool = False
    edited: Edited | None = None


def follow_up(work: Work, application: Application, order: Order, profile: ProfileView) -> Left:
    """Write, check and log the letter; an application stays as it is.

    Raises:
        Refused: the record has nothing that such a letter could follow.
        CheckFailed: it has an error, and was not to be written all the same.
    """
    record = read_record(work.reader, application.id, work.now)
    sources = made.Sources(work.reader, record, profile, order.wishes)
    before = stated_at_company(work.reader, application.id) if order.kind is FollowUp.EXPLAIN else []
    facts = _facts(sources, order, before)
    private = private_words(work.reader, record)
    letter = finish_letter(
        work, record, facts, private, cc=order.wishes.cc, edited=order.edited, force=order.force
    )
    checks = letter.checks + _untold(work, application, order.kind)
    left_out = tell_left_out(work, record, order.wishes) if order.kind in PRAISING else ()
    closed = _replace_older(work, application, letter)
    message = log_letter(work, [application], letter)
    if order.kind is FollowUp.EXPLAIN and letter.stated:
        _keep_said(work, application, letter.stated)
    if order.kind is FollowUp.RECONNECT:
        done = finish_reconnecting(work, application)
        closed += tuple(f"Done: the reminder for {reminder.due_on}" for reminder in done)
    work.operation.summary = f"{_SUMMARIES[order.kind]} {title(work, application)}"
    return Left(
        application=views.application(work.reader, application.id, work.now),
        withdrawal=None,
        letter=letter_view(work, message),
        checks=checks + left_out,
        closed=closed,
    )


def _untold(work: Work, application: Application, kind: FollowUp) -> tuple[CheckView, ...]:
    """Warn of a new beginning with people who have not heard of the end; an answer shows that they have."""
    if kind is not FollowUp.RECONNECT:
        return ()
    rows = work.reader.rows(letter_queries.WITHDRAWAL_LETTER, {"id": application.id})
    return tuple(
        CheckView(
            "untold",
            "warning",
            f"Letter {row['id']}, which tells them that you leave, is not sent yet: "
            f"bowout send {row['id']}; or, if it is: bowout sent {row['id']}.",
        )
        for row in rows
        if row["state"] in UNSENT
    )


def _facts(sources: made.Sources, order: Order, before: list[Stated]) -> LetterFacts:
    match order.kind:
        case FollowUp.EXPLAIN:
            return made.explaining(sources, before)
        case FollowUp.RECONNECT:
            return made.reconnecting(sources, order.position, force=order.force)
        case FollowUp.STILL_INTERESTED:
            return made.reaffirming(sources)
        case FollowUp.TAKE_BACK:
            return made.taking_back(sources)
        case _:
            return made.standing_by(sources, order.kind)


def _replace_older(work: Work, application: Application, letter: Letter) -> tuple[str, ...]:
    """Discard what was written to the same people for the same end, and not sent; returns it, for people.

    What was handed over may have been sent: it stays.
    """
    older = select(Message).where(
        Message.application_id == application.id,
        Message.direction == "out",
        Message.situation == letter.facts.kind,
        Message.state.in_(UNSENT),
    )
    to = _emails(letter.facts.recipients)
    done = []
    for message in work.session.scalars(older):
        if _emails(decode_people(message.recipients)) != to:
            continue
        if message.state in ("handed_over", "sending"):
            done.append(
                f"Beside it: letter {message.id}, handed over; if you sent it: bowout sent {message.id}"
            )
        else:
            message.state = "discarded"
            done.append(f"Replaced: letter {message.id}, which was not sent")
    return tuple(done)


def _emails(people: Iterable[Person]) -> frozenset[str]:
    return frozenset(person.email.lower() for person in people if person.email)


def _keep_said(work: Work, application: Application, said: str) -> None:
    """Where the letter of leaving gave no reason, the answer is what was given of it."""
    present = (
        select(Withdrawal)
        .outerjoin(Message, Message.id == Withdrawal.message_id)
        .where(Withdrawal.application_id == application.id, Withdrawal.revoked_at.is_(None))
        .where(Message.stated.is_(None))
    )
    withdrawal = work.session.scalars(present).first()
    if withdrawal is not None:
        withdrawal.stated = said
