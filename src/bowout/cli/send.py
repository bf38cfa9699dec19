"""bowout send: a letter of the record leaves."""

from typing import TYPE_CHECKING, Annotated

import typer

from bowout.cli import prompts
from bowout.cli.completion import complete_application
from bowout.cli.context import Desk
from bowout.cli.deliver import hand_over, hand_over_replies
from bowout.cli.letter_params import Copy, Eml, Mailto, Overwrite, Send, ToDrafts
from bowout.cli.outcomes import REPLY, Outcome, Step
from bowout.cli.output import Printer
from bowout.cli.params import Json, Quiet
from bowout.cli.sent import meant
from bowout.cli.ways import WHAT, Delivery, Way, Ways, no_address
from bowout.domain.errors import NotDelivered, Refused, UsageError
from bowout.domain.messages import DECLINE_INVITATION, UNSENT

if TYPE_CHECKING:
    from bowout.domain.details import LetterSummary


def send(
    app: Annotated[
        str,
        typer.Argument(
            metavar="APP|ID",
            help="An application (its newest unsent letter), or a letter's number.",
            autocompletion=complete_application,
            show_default=False,
        ),
    ],
    eml: Eml = None,
    overwrite: Overwrite = False,
    mailto: Mailto = False,
    copy: Copy = False,
    to_drafts: ToDrafts = False,
    by_smtp: Send = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before --send.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Although it may have left: nobody knows of the last attempt.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Hand a letter over that was written before, or send it; by your setting where no way is named.

    A letter that may have left already is looked for among your sent mail, where
    that can be done, and is not sent again without your word.

    Examples:
      bowout send acme --to-drafts
      bowout send 3 --send
    """
    ways = Ways(eml, overwrite, copy, mailto, to_drafts, by_smtp, yes)
    ways.check()
    desk = Desk()
    number = _letter(desk, app)
    printer = Printer(json=as_json, quiet=quiet)
    outcome = _look(desk, number)
    if outcome is None:
        delivery = _by_a_way(desk, ways, number)
        letter = _summary(desk, number)
        owner, subject = letter.application_id, "letter"
        if letter.situation == DECLINE_INVITATION:
            delivery, subject = delivery.of_reply(), REPLY
        step = Step("send", owner, known=_known(desk, owner, number, again=again), subject=subject)
        outcome = hand_over(desk, number, delivery, step)
        if outcome.failure is None:
            outcome = hand_over_replies(desk, _replies(desk, number), delivery, step, outcome)
    _print(desk, printer, number, outcome)
    if outcome.failure is not None:
        raise outcome.failure


def _letter(desk: Desk, word: str) -> int:
    """The unsent letter that is meant."""
    from bowout.storage import details

    letter, owner = meant(desk, word)
    if letter is not None:
        return letter
    with desk.reading() as reader:
        unsent = [each.id for each in details.letters(reader, owner) if each.state in UNSENT]
    if not unsent:
        raise Refused(
            f"Application {owner} has no unsent letter.",
            f"`bowout letters list {owner}` shows them.",
            code="not_found",
        )
    return unsent[-1]


def _replies(desk: Desk, number: int) -> list[int]:
    """The replies to invitations that belong to a letter, and were not handed over yet."""
    from bowout.services.replies import left_by, replies_of

    with desk.reading() as reader:
        found = replies_of(reader, left_by(reader, number))
    return [reply.id for reply in found if reply.state in ("drafted", "failed")]


def _look(desk: Desk, number: int) -> Outcome | None:
    """Where it may have left, look for it among the sent mail; None: it is not there."""
    from bowout.cli.posting import look_for
    from bowout.services.posting import open_attempt

    with desk.reading() as reader:
        is_open = open_attempt(reader, number) is not None and _summary(desk, number).state == "sending"
    if is_open and look_for(desk, number):
        return Outcome("It is among your sent mail: noted as sent, and not sent again.")
    return None


def _known(desk: Desk, owner: int, number: int, *, again: bool) -> int | None:
    """The open attempt that somebody was asked about, and said to go on.

    Raises:
        Refused: they said no, or nobody is there to ask.
    """
    from bowout.cli.posting import may_try_again
    from bowout.services.posting import open_attempt

    with desk.reading() as reader:
        attempt = open_attempt(reader, number)
    if attempt is None or again or may_try_again(desk, attempt, owner, number):
        return attempt.id if attempt else None
    raise Refused(
        "Nothing was done.", f"bowout sent {owner} notes that it reached them.", code="not_confirmed"
    )


def _by_a_way(desk: Desk, ways: Ways, number: int) -> Delivery:
    delivery = Delivery.wanted(desk, ways, f"letter-{number}")
    if delivery.way is None:
        if not prompts.can_ask():
            raise UsageError(
                "By which way is it to leave?",
                "--eml FILE, --mailto, --copy, --to-drafts or --send; or set one: bowout config set delivery eml",
            )
        named = list(WHAT.values())
        way = list(Way)[prompts.choose("How is it to leave?", named)]
        delivery = Delivery(way, yes=ways.yes, stem=f"letter-{number}").checked(desk)
    if delivery.way and delivery.needs_address and not _summary(desk, number).to:
        raise no_address(delivery.way)
    return delivery


def _summary(desk: Desk, number: int) -> "LetterSummary":
    from bowout.storage import details

    with desk.reading() as reader:
        return details.letter_summary(reader, number)


def _print(desk: Desk, printer: Printer, number: int, outcome: Outcome) -> None:
    from bowout.storage import views

    letter = _summary(desk, number)
    with desk.reading() as reader:
        view = views.application(reader, letter.application_id, desk.now)
    if printer.json:
        printer.data(letter)
    elif printer.quiet:
        printer.number(view.id)
    what = "not sent" if isinstance(outcome.failure, NotDelivered) else letter.state.replace("_", " ")
    printer.about(view, f"letter {letter.id} {what}")
    if outcome.told:
        printer.say(outcome.told)
    if letter.state == "handed_over" and outcome.failure is None:
        printer.hint(f"When it is sent: bowout sent {view.id}")
