"""bowout accept."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.deliver_all import Deliveries, finish_all
from bowout.cli.leave_all import Asked, kept, leave, order_of
from bowout.cli.letter_params import EmlFolder, NoDeclineInvite, Overwrite, Send, ToDrafts
from bowout.cli.output import Printer
from bowout.cli.params import AppArgument, Json, On, Quiet, Shipped
from bowout.cli.ways import Ways
from bowout.domain.errors import UsageError
from bowout.domain.reasons import REASONS
from bowout.domain.statuses import Status

if TYPE_CHECKING:
    from bowout.domain.dates import Moment
    from bowout.domain.leavings import LeftAll
    from bowout.services.leave_plan import LeavingAll


def accept(
    context: typer.Context,
    app: AppArgument,
    withdraw_others: Annotated[
        bool,
        typer.Option("--withdraw-others", help="Leave every other open process, after a look at the list."),
    ] = False,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", metavar="APP", help="Keep this one open; repeatable.")
    ] = None,
    on: On = None,
    language: Annotated[
        str | None, typer.Option("--language", help="Of the letters; the profile's otherwise.")
    ] = None,
    no_decline_invite: NoDeclineInvite = False,
    tone: Annotated[
        str | None, typer.Option("--tone", help="warm, neutral or brief; the profile's otherwise.")
    ] = None,
    eml: EmlFolder = None,
    overwrite: Overwrite = False,
    to_drafts: ToDrafts = False,
    send: Send = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Do not stop at the list, nor ask before --send.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show everything, change nothing.")] = False,
    shipped: Shipped = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Accept an offer, and write a fitting letter to each of the others.

    With --withdraw-others, one list says what becomes of every open process: a
    letter, one for several positions with the same recruiter, a text for the
    portal, or closed as ghosted where nobody has answered for long. On a terminal
    each can be seen, changed or kept open before anything is recorded.

    Examples:
      bowout accept globex
      bowout accept globex --withdraw-others
      bowout accept globex --withdraw-others --keep acme --dry-run
    """
    if keep and not withdraw_others:
        raise UsageError(
            "--keep says which of the others stays open.", "Add --withdraw-others, or leave it out."
        )
    ways = Ways(eml, overwrite, to_drafts=to_drafts, send=send, yes=yes)
    if (language or tone or no_decline_invite or ways.chosen) and not withdraw_others:
        raise UsageError(
            "--language, --tone, --no-decline-invite and the ways of delivery are about the others.",
            "Add --withdraw-others, or leave them out.",
        )
    from bowout.letters.sources import own_templates

    context.with_resource(own_templates(not shipped))
    desk = Desk()
    number = desk.find(app, fits=lambda status: status == Status.OFFER)
    when = desk.happened(on)
    staying = kept(desk, keep, "--keep")
    if number in staying:
        raise UsageError(f"{number} is the one that you accept.", "Leave it out of --keep.")
    deliveries = Deliveries.wanted(desk, ways, dry=dry_run) if withdraw_others else None
    attempt = partial(_attempt, desk, number, when, deliveries)
    if withdraw_others:
        asked = Asked(language, tone, no_decline_invite=no_decline_invite)
        order = order_of(desk, REASONS["other_offer"], asked, staying)
        done = leave(attempt, order, ask=not yes, dry=dry_run)
    else:
        done = attempt(None, dry_run)
    waiting = not (withdraw_others or dry_run) and _others_are_open(desk)
    finish_all(
        desk,
        Printer(json=as_json, quiet=quiet),
        done,
        deliveries,
        command="accept",
        dry=dry_run,
        waiting=waiting,
    )


def _others_are_open(desk: Desk) -> bool:
    from bowout.storage import queries, views

    with desk.reading() as reader:
        found = views.applications(reader, views.Page((queries.IS_OPEN,)), desk.now)
    return any(view.status != Status.SAVED for view in found)


def _attempt(
    desk: Desk,
    number: int,
    when: "Moment | None",
    ways: Deliveries | None,
    order: "LeavingAll | None",
    dry: bool,
) -> "LeftAll":
    from bowout.services.events import load_application
    from bowout.services.leave_all import accept as accept_offer

    with desk.changing("accept") as work:
        work.dry = dry
        done = accept_offer(work, load_application(work, number), when, order, desk.profile)
        return ways.check(work, done) if ways else done
