"""What every way for a letter to leave shares: the step that it belongs to, and what became of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bowout.cli import prompts
from bowout.cli.context import Desk
from bowout.domain.errors import BowoutError, DatabaseUnusable, NotDelivered, NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from bowout.mail.account import Account
    from bowout.mail.secrets import Secret
    from bowout.storage.models import Message
    from bowout.storage.work import Work


REPLY = "reply to the invitation"


@dataclass(slots=True)
class Step:
    """The command that a delivery belongs to, whose letter it is, and its step in the log, once it has one.

    `known` is the attempt to send that somebody was asked about: beside it, another may be made.
    """

    command: str
    application: int
    operation: int | None = None
    known: int | None = None
    subject: str = "letter"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery: a line for people, and a failure to report; `seen`: they were shown the letter."""

    told: str | None = None
    failure: BowoutError | None = None
    seen: bool = False


def not_handed_over(
    number: int, error: BowoutError, step: Step, *, what: str = "handed over"
) -> NotDelivered:
    """A failure that leaves the letter as it was recorded."""
    begins = f"Recorded, but the {step.subject}"
    if step.command == "send" and step.subject == "letter":
        begins = f"Letter {number}"
    again = step.application if step.subject == "letter" else number
    hint = (
        f"bowout send {again} tries again;"
        f" bowout letters show {number} --eml > letter.eml makes a draft of it."
    )
    return NotDelivered(
        f"{begins} was not {what}: {error.message}",
        f"{error.hint} {hint}".strip(),
        code=error.code if what == "sent" else None,
    )


def secret_for(desk: Desk, account: "Account") -> "Secret":
    """The secret of an account; asked for, once, where somebody is there to ask, and it is not kept."""
    from bowout.mail.secrets import secret_of

    if account not in desk.secrets:
        desk.secrets[account] = secret_of(account, prompts.ask_secret if prompts.can_ask() else None)
    return desk.secrets[account]


def note(
    desk: Desk, number: int, step: Step, what: "Callable[[Work, Message], None]", told: str
) -> NotDelivered | None:
    """Note what became of a letter, as part of a step; what comes back says that it could not be noted.

    `told` is what happened: undone or locked by another terminal meanwhile, what left the house has left it.
    """
    from bowout.services.correspondence import load_letter

    try:
        with desk.changing(step.command, continues=step.operation) as work:
            what(work, load_letter(work, number=number, application=None))
        step.operation = work.operation.id or step.operation
    except (NotFound, Refused, DatabaseUnusable) as error:
        return NotDelivered(f"{told} That was not noted: {error.message}", error.hint)
    return None
