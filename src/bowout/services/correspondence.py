"""What became of a letter: handed over by a way of delivery, or sent by the user."""

from sqlalchemy import select

from bowout.domain.dates import Moment
from bowout.domain.errors import Ambiguous, NotFound, Refused, UsageError
from bowout.domain.messages import UNSENT
from bowout.domain.people import Person
from bowout.services.events import load_application, record_event, title
from bowout.services.posting import carried_with
from bowout.services.replies import replies_of
from bowout.storage import details, letter_queries, views
from bowout.storage.codec import decode_people
from bowout.storage.models import Application, Delivery, Message, Withdrawal
from bowout.storage.reading import Reader
from bowout.storage.work import Work

_MAY_HAVE_LEFT = ("sending", "sent")


def mark_sent(work: Work, message: Message, on: Moment | None = None) -> None:
    """Note that the user sent a letter, and told them by it.

    Raises:
        Refused: it is sent already.
        UsageError: on a day before I left.
    """
    if message.state not in UNSENT:
        raise Refused(
            f"Letter {message.id} is {message.state} already.", "Nothing to do.", code="already_sent"
        )
    at = on.text if on else work.at
    for reply in _carried(work, message):
        reply.state, reply.sent_at = "sent", at
    before, message.state, message.sent_at = message.state, "sent", at
    for application in told_by(work, message):
        record_event(work, application, "letter_sent", at=at, from_=before, to="sent", text=message.subject)
    untold = select(Withdrawal).where(Withdrawal.message_id == message.id, Withdrawal.told_on.is_(None))
    for withdrawal in work.session.scalars(untold):
        # What has left has left, also where the clock went back since.
        today = max(str(work.now.date()), withdrawal.decided_on)
        tell_of(withdrawal, str(on.day) if on else today)
    work.operation.summary = (
        f"sent letter {message.id} to {title(work, load_application(work, message.application_id))}"
    )


def mark_sent_by_hand(work: Work, message: Message, on: Moment | None = None) -> None:
    """Note that the user sent a letter, and the replies that were handed over beside it; raises as `mark_sent`."""
    mark_sent(work, message, on)
    if message.direction == "out":
        numbers = [application.id for application in told_by(work, message)]
        for reply in replies_of(work.reader, numbers):
            if reply.state == "handed_over":
                mark_sent(work, work.session.get_one(Message, reply.id), on)


def _carried(work: Work, message: Message) -> list[Message]:
    """The reply that went in the mail of a letter, if one did."""
    if message.direction != "out" or b"method=REPLY" not in (message.raw or b""):
        return []
    to = (*decode_people(message.recipients), *decode_people(message.cc))
    sender = next(iter(decode_people(message.sender or "[]")), Person())
    reply = carried_with(work.reader, message.id, sender, to)
    return [work.session.get_one(Message, reply.id)] if reply else []


def tell_of(withdrawal: Withdrawal, day: str) -> None:
    """Note on which day they were told of a leaving.

    Raises:
        UsageError: it is before I left.
    """
    if day < withdrawal.decided_on:
        raise UsageError(f"You left on {withdrawal.decided_on}, after {day}.", "Give a later --on.")
    withdrawal.told_on = day


def record_delivery(work: Work, message: Message, channel: str, *, failed: str | None = None) -> None:
    """Note one attempt to hand a letter over; `failed` says why it did not work.

    One that may have left already is no less likely to have done so.
    """
    work.session.add(
        Delivery(
            message_id=message.id,
            channel=channel,
            at=work.at,
            result="failed" if failed else "handed_over",
            detail=failed,
        )
    )
    before = message.state
    if before in _MAY_HAVE_LEFT or (failed and before == "handed_over"):
        return
    message.state = "failed" if failed else "handed_over"
    for application in told_by(work, message):
        record_event(
            work,
            application,
            f"letter_{message.state}",
            at=work.at,
            from_=before,
            to=message.state,
            text=f"{message.subject} ({channel})",
        )


def told_by(work: Work, message: Message) -> list[Application]:
    """The applications that a letter tells of: the one that it was written for, and others that it leaves."""
    left = (row["application_id"] for row in work.reader.rows(letter_queries.LEFT_BY, {"id": message.id}))
    numbers = dict.fromkeys((message.application_id, *left))
    return [load_application(work, number) for number in numbers]


def find_unsent(reader: Reader, digits: str) -> int | None:
    """Find the unsent letter that a bare number means: its application's newest, or the letter of that number.

    None: it is an application's number, and that one has none.

    Raises:
        Ambiguous: it is an application's number, and that of another's letter.
    """
    number = int(digits) if len(digits) < 19 else 0
    of_application = [letter.id for letter in details.letters(reader, number) if letter.state in UNSENT]
    rows = reader.rows(letter_queries.MAIL, {"id": number})
    own = [row for row in rows if row["state"] in UNSENT]
    if own and not of_application and views.exists(reader, number):
        raise Ambiguous(
            f"{digits} is the number of an application without an unsent letter, and of a letter to another.",
            tuple(
                f"letter {row['id']} of application {row['application_id']}: {row['subject']}" for row in own
            ),
            "Name the application by its words.",
        )
    return of_application[-1] if of_application else own[0]["id"] if own else None


def load_letter(work: Work, *, number: int | None, application: int | None) -> Message:
    """Load a letter of ours by its number, or the newest unsent one of an application.

    Raises:
        NotFound: there is none.
    """
    if number is not None:
        message = work.session.get(Message, number)
        if message is not None and message.direction != "in":
            return message
        raise NotFound(f"There is no letter {number}.", "`bowout letters list` shows what there is.")
    owner = load_application(work, application or 0)
    unsent = [letter.id for letter in details.letters(work.reader, owner.id) if letter.state in UNSENT]
    if not unsent:
        raise NotFound(
            f"{title(work, owner)} has no unsent letter.", f"`bowout letters list {owner.id}` shows them."
        )
    return work.session.get_one(Message, unsent[-1])
