"""bowout stage cancel."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from bowout.cli.context import Desk
from bowout.cli.letter_params import Copy, Eml, Mailto, Overwrite, Send, ToDrafts, Yes
from bowout.cli.output import Printer, aside
from bowout.cli.params import AppArgument, Json, Quiet
from bowout.cli.stage_output import print_stage
from bowout.cli.stage_params import By, Number, is_mine
from bowout.domain.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bowout.cli.ways import Delivery
    from bowout.services.declining import Declined


class _Cancelled(NamedTuple):
    """What was done: what prints it, the replies, and the operation that a delivery continues."""

    show: "Callable[[Printer], None]"
    replies: "Declined"
    numbers: tuple[int, ...]
    operation: int | None


def cancel(
    context: typer.Context,
    app: AppArgument,
    number: Number = None,
    by: By = "them",
    decline_invite: Annotated[
        bool, typer.Option("--decline-invite", help="By me, and the calendar invitation is declined.")
    ] = False,
    eml: Eml = None,
    overwrite: Overwrite = False,
    mailto: Mailto = False,
    copy: Copy = False,
    to_drafts: ToDrafts = False,
    send: Send = False,
    yes: Yes = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Call a stage off: by them it is cancelled, by me declined.

    A declined invitation is a calendar reply: it leaves as a file, a draft or a
    mail; --mailto and --copy write the file as well.

    Examples:
      bowout stage cancel acme
      bowout stage cancel acme 2 --by me
      bowout stage cancel acme --decline-invite --eml no.eml
    """
    from bowout.cli.ways import Delivery, Ways

    mine = is_mine(by)
    source = context.get_parameter_source("by")
    if decline_invite and not mine and source is not None and source.name == "COMMANDLINE":
        raise UsageError(
            "What they called off needs no answer from me.", "Leave out --decline-invite, or --by them."
        )
    ways = Ways(eml, overwrite, copy, mailto, to_drafts, send, yes)
    ways.check()
    if ways.chosen and not decline_invite:
        raise UsageError(f"--{ways.chosen[0]} is for the reply to an invitation.", "Add --decline-invite.")
    desk = Desk()
    owner = desk.find(app)
    delivery = Delivery.wanted(desk, ways, f"decline-{owner}") if decline_invite else Delivery()
    done = _cancel(desk, owner, number, by_me=mine or decline_invite, answer=decline_invite)
    printer = Printer(json=as_json, quiet=quiet)
    done.show(printer)
    _tell(printer, done.replies)
    _deliver(desk, printer, owner, done, delivery)


def _deliver(desk: Desk, printer: Printer, owner: int, done: _Cancelled, delivery: "Delivery") -> None:
    """Hand the replies over as a part of the same step."""
    from bowout.cli.deliver import hand_over
    from bowout.cli.outcomes import REPLY, Step

    for place, message in enumerate(done.numbers, 1):
        if delivery.way is None:
            printer.hint(f"The reply is drafted: bowout send {message} hands it over, or sends it.")
            continue
        way = delivery.of_reply()
        way = way.beside(place) if place > 1 else way
        outcome = hand_over(desk, message, way, Step("stage cancel", owner, done.operation, subject=REPLY))
        if outcome.failure is not None:
            raise outcome.failure
        if outcome.told:
            printer.say(outcome.told)


def _cancel(desk: Desk, owner: int, number: int | None, *, by_me: bool, answer: bool) -> _Cancelled:
    """Call it off, and draft the reply if one is wanted."""
    from bowout.services.declining import Declined, decline_invitation
    from bowout.services.events import load_application
    from bowout.services.stage_changes import cancel_stage
    from bowout.services.stages import find_stage

    with desk.changing("stage cancel") as work:
        application = load_application(work, owner)
        stage = find_stage(work, application, number)
        cancel_stage(work, application, stage, by_me=by_me)
        replies = decline_invitation(work, application, stage, desk.profile) if answer else Declined()
        shown = print_stage(desk, work.reader, owner, stage.number, str(stage.state))
        numbers = replies.numbers(work)
    return _Cancelled(shown, replies, numbers, work.operation.id)


def _tell(printer: Printer, replies: "Declined") -> None:
    for line in replies.told:
        printer.say(line)
    if printer.json or printer.quiet:
        # The stage has no place for them.
        for check in replies.checks:
            aside(f"{check.level}: {check.message}")
    printer.checks(replies.checks)
