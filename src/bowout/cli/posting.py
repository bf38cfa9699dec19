"""Sending a letter: asked first, noted before it goes, and claimed only by the server's word."""

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from bowout.cli import prompts
from bowout.cli.context import Desk
from bowout.cli.outcomes import Outcome, Step, not_handed_over, note, secret_for
from bowout.cli.output import aside
from bowout.cli.ways import Delivery, Way, account_for
from bowout.domain.dates import show
from bowout.domain.errors import BowoutError, Interrupted, NotDelivered, Refused

if TYPE_CHECKING:
    from bowout.mail.account import Account
    from bowout.mail.secrets import Secret
    from bowout.services.posting import Attempt, Mail
    from bowout.storage.reading import Reader

_NOT_SENT = "It was not sent."
_NOT_KNOWN = "It is not known whether it left."


def post(desk: Desk, number: int, delivery: Delivery, step: Step) -> Outcome:
    """Send a letter, and note what became of it."""
    from bowout.services import outbox
    from bowout.services.correspondence import load_letter
    from bowout.services.posting import mail_of

    seen = False
    try:
        with desk.reading() as reader:
            mail = mail_of(reader, number, desk.now, draft=False)
            beside = _beside(reader, mail)
        if not delivery.yes:
            seen = True
            _show(mail, beside)
            if not prompts.confirm("Send it?"):
                return Outcome(failure=_kept(number, step.application), seen=True)
        account = account_for(desk, mail.sender, Way.SEND)
        secret = _secret(desk, number, account, step)
        with desk.changing(step.command, continues=step.operation) as work:
            message = load_letter(work, number=number, application=None)
            attempt, mail = outbox.begin(work, message, known=step.known)
        step.operation = work.operation.id
    except BowoutError as error:
        # Another terminal is at it: nothing is known, so nothing is said of this one.
        known = error if error.code == "sending" else not_handed_over(number, error, step, what="sent")
        return Outcome(None, known, seen)
    except (typer.Abort, KeyboardInterrupt):
        kept = _kept(number, step.application)
        return Outcome(None, Interrupted(kept.message, kept.hint), seen)
    return replace(_attempt(desk, mail, account, secret, attempt, step), seen=seen)


def look_for(desk: Desk, number: int) -> bool:
    """Look for a letter among the sent mail, where that can be done, and note that it is there."""
    from bowout.mail import drafts
    from bowout.services import outbox
    from bowout.services.correspondence import load_letter
    from bowout.services.posting import mail_of

    try:
        with desk.reading() as reader:
            mail = mail_of(reader, number, desk.now, draft=True)
        account = account_for(desk, mail.sender, Way.DRAFTS)
        is_there = drafts.find_sent(account, secret_for(desk, account), mail.message_id)
    except BowoutError:
        return False  # no way to look: then somebody has to know
    if is_there:
        with desk.changing("send") as work:
            outbox.found(work, load_letter(work, number=number, application=None))
    return bool(is_there)


def may_try_again(desk: Desk, attempt: "Attempt", owner: int, number: int) -> bool:
    """Ask whether a letter that may have left is to go once more.

    Raises:
        Refused: nobody is there to ask.
    """
    at = show(attempt.at, desk.zone)
    told = f"Letter {number} was being sent on {at}, and it is not known whether it left."
    hint = (
        f"Look into your sent mail, or ask them. bowout sent {owner} notes that it reached them;"
        f" bowout send {owner} --again sends it once more."
    )
    if not prompts.can_ask():
        raise Refused(told, hint, code="unknown")
    aside(f"{told} {hint}")
    return prompts.confirm("Go on, although they may have it already?")


def _beside(reader: "Reader", mail: "Mail") -> list[str]:
    """What goes with a letter, or right after it: the replies to invitations."""
    from bowout.services.posting import carried_with
    from bowout.services.replies import left_by, replies_of

    carried = carried_with(reader, mail.number, mail.sender, (*mail.to, *mail.cc))
    return [
        f"With it goes the calendar reply “{reply.subject}”."
        if carried and reply.id == carried.id
        else f"After it goes the calendar reply “{reply.subject}”, to {reply.organizer}."
        for reply in replies_of(reader, left_by(reader, mail.number))
    ]


def _show(mail: "Mail", beside: list[str]) -> None:
    """Show what would leave, whole: nobody is to send what they have not seen."""
    lines = [f"From: {mail.sender}", f"To: {', '.join(map(str, mail.to))}"]
    lines += [f"Cc: {', '.join(map(str, mail.cc))}"] if mail.cc else []
    for line in (*lines, f"Subject: {mail.subject}", "", *mail.body.rstrip("\n").split("\n"), "", *beside):
        aside(line)
    if mail.state == "handed_over":
        aside("It was handed over before: send it only if you did not send it then.")


def _kept(number: int, owner: int) -> NotDelivered:
    return NotDelivered(
        f"Nothing was sent; letter {number} is kept.",
        f"To send it: bowout send {owner}",
        code="not_confirmed",
    )


def _secret(desk: Desk, number: int, account: "Account", step: Step) -> "Secret":
    """Get what logs in; an attempt that fails for want of it is noted as well."""
    from bowout.services import outbox
    from bowout.services.correspondence import record_delivery

    try:
        return secret_for(desk, account)
    except BowoutError as error:
        why = error.message
        note(
            desk,
            number,
            step,
            lambda work, message: record_delivery(work, message, outbox.SMTP, failed=why),
            _NOT_SENT,
        )
        raise


def _attempt(
    desk: Desk, mail: "Mail", account: "Account", secret: "Secret", attempt: int, step: Step
) -> Outcome:
    """Let it go, and note what the server said; from here on the letter is `sending` until that is known."""
    from bowout.mail import smtp
    from bowout.mail.errors import NotSent, Unknown
    from bowout.services import outbox

    number = mail.number
    try:
        smtp.send(account, secret, mail.sender.email or "", mail.addresses, mail.data)
    except NotSent as error:
        why = error.message
        unnoted = note(
            desk, number, step, lambda work, message: outbox.refused(work, message, attempt, why), _NOT_SENT
        )
        return Outcome(None, unnoted or not_handed_over(number, error, step, what="sent"))
    except Unknown as error:
        why = error.message
        unnoted = note(
            desk, number, step, lambda work, _message: outbox.unanswered(work, attempt, why), _NOT_KNOWN
        )
        return Outcome(None, unnoted or _unknown(number, step.application, why))
    except KeyboardInterrupt:
        told = f"Stopped while letter {number} was being sent: it is not known whether it left."
        return Outcome(None, Interrupted(told, f"bowout send {step.application} looks for it, and asks."))
    told = f"Sent to {', '.join(map(str, (*mail.to, *mail.cc)))}."
    return Outcome(
        told, note(desk, number, step, lambda work, message: outbox.taken(work, message, attempt), told)
    )


def _unknown(number: int, owner: int, why: str) -> NotDelivered:
    return NotDelivered(
        f"It is not known whether letter {number} left. {why}",
        f"bowout send {owner} looks for it among your sent mail, where it can, and asks before it sends it again;"
        f" bowout sent {owner} notes that it reached them.",
        code="unknown",
    )
