"""How a letter leaves once it is recorded: by a file, the clipboard, the mail program, the drafts, or by itself."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bowout.cli.context import Desk
from bowout.cli.outcomes import REPLY, Outcome, Step, not_handed_over, note, secret_for
from bowout.cli.output import aside
from bowout.cli.ways import Delivery, Way, account_for
from bowout.domain.errors import BowoutError, DatabaseUnusable, Interrupted, NotFound
from bowout.domain.leavings import Left

if TYPE_CHECKING:
    from bowout.services.posting import Mail
    from bowout.storage.models import Message
    from bowout.storage.work import Work


def deliver(
    desk: Desk, left: Left, delivery: Delivery, operation: int, *, command: str = "withdraw"
) -> tuple[Left, Outcome]:
    """Hand a recorded letter over, and note each attempt as part of the same step; gives the letter as it is then.

    A failure is noted, and reported with exit code 3: the letter is recorded all the same.
    """
    letter = left.letter
    if letter is None or letter.id is None or delivery.way is None:
        return left, Outcome()
    step = Step(command, left.application.id, operation)
    if delivery.needs_address and not letter.to:
        outcome = Outcome(f"Not handed over by {delivery.way}: it has no address.")
    else:
        outcome = hand_over(desk, letter.id, delivery, step)
    if outcome.failure is None:
        outcome = hand_over_replies(desk, left.replies, delivery, step, outcome)
    return _as_it_stands(desk, left, letter.id), outcome


def hand_over_replies(
    desk: Desk, numbers: Sequence[int], delivery: Delivery, step: Step, letter: Outcome
) -> Outcome:
    """Hand the replies to invitations over that belong to a letter, and did not go in its own mail."""
    from bowout.services.replies import unsent

    with desk.reading() as reader:
        waiting = unsent(reader, numbers) if numbers else ()
    told = [letter.told] if letter.told else []
    for place, reply in enumerate(waiting, 1):
        own = replace(step, subject=REPLY, known=None)
        outcome = hand_over(desk, reply.id, delivery.beside(place), own)
        step.operation = own.operation
        if outcome.failure is not None:
            return replace(outcome, told="\n".join(told) or None, seen=letter.seen)
        told.append(f"The declined invitation, to {reply.organizer}: {outcome.told}")
    return replace(letter, told="\n".join(told) or None)


def hand_over(desk: Desk, number: int, delivery: Delivery, step: Step) -> Outcome:
    """Hand a letter over by a way, and note it."""
    if delivery.way is Way.SEND:
        from bowout.cli.posting import post

        return post(desk, number, delivery, step)
    told, channel = None, str(delivery.way).removeprefix("to-")
    failure: BowoutError | None = None
    try:
        told, channel = _handed_over(desk, number, delivery)
    except BowoutError as error:
        failure = not_handed_over(number, error, step)
    except KeyboardInterrupt:
        stopped = not_handed_over(number, Interrupted("you stopped it."), step)
        failure = Interrupted(stopped.message, stopped.hint)
    tried = partial(_tried, channel=channel, failed=failure.message if failure else None)
    return Outcome(told, note(desk, number, step, tried, told or "Not handed over.") or failure)


def _handed_over(desk: Desk, number: int, delivery: Delivery) -> tuple[str, str]:
    """Do it; returns what to say of it, and the channel that it took."""
    from bowout.services.posting import mail_of

    with desk.reading() as reader:
        mail = mail_of(reader, number, desk.now, draft=delivery.way is not Way.DRAFTS, alone=True)
    if delivery.way is Way.COPY:
        from bowout.mail.clipboard import copy

        return f"Copied to the clipboard with {copy(mail.body)}.", "copy"
    if delivery.way is Way.MAILTO:
        return _open(mail, delivery)
    if delivery.way is Way.DRAFTS:
        from bowout.mail import drafts

        account = account_for(desk, mail.sender, Way.DRAFTS)
        folder = drafts.save(account, secret_for(desk, account), mail.data, mail.message_id)
        return f"It is in your folder “{folder}”, ready to send.", "drafts"
    return _write(mail, delivery), "eml"


def _open(mail: "Mail", delivery: Delivery) -> tuple[str, str]:
    from bowout.mail import mailto

    link = mailto.url(
        [person.email for person in mail.to if person.email],
        [person.email for person in mail.cc if person.email],
        mail.subject,
        mail.body,
        mail.in_reply_to,
    )
    if len(link) > mailto.MAX:
        written = _write(mail, replace(delivery, eml=None))
        return f"As a link it has {len(link):,} characters, more than mail programs take. {written}", "eml"
    mailto.open_url(link)
    return "Opened in your mail program, ready to send.", "mailto"


def _write(mail: "Mail", delivery: Delivery) -> str:
    from bowout.files import write_private

    path = delivery.target()
    write_private(path, mail.data, overwrite=delivery.overwrite)
    then = "ready to send" if mail.to else "without an address: add one there"
    return f"Written to {path}; opening it shows it in your mail program, {then}."


def _tried(work: "Work", message: "Message", *, channel: str, failed: str | None) -> None:
    from bowout.services.correspondence import record_delivery
    from bowout.services.events import load_application, title

    record_delivery(work, message, channel, failed=failed)
    owner = load_application(work, message.application_id)
    work.operation.summary = f"hand over letter {message.id} to {title(work, owner)}"


def _as_it_stands(desk: Desk, left: Left, number: int) -> Left:
    from bowout.storage import details, views

    try:
        with desk.reading() as reader:
            owner, letter = details.letter(reader, number)
            view = views.application(reader, owner, desk.now)
    except (NotFound, DatabaseUnusable) as error:
        aside(error.message)
        return left
    state = left.letter._replace(state=letter.state) if left.letter else None
    return replace(left, application=view, letter=state)
