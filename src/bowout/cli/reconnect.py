"""bowout reconnect, reaffirm, retract: letters of somebody who means to go on."""

from typing import Annotated

import typer

from bowout.cli.follow_up import Options, write
from bowout.cli.letter_params import (
    Cc,
    Copy,
    DryRun,
    Edit,
    Eml,
    Force,
    Format,
    Language,
    Mailto,
    Overwrite,
    Send,
    To,
    ToDrafts,
    Tone,
    Yes,
)  # fmt: skip
from bowout.cli.params import AppArgument, Json, Quiet, Shipped
from bowout.cli.ways import Ways
from bowout.domain.follow_ups import FollowUp
from bowout.domain.statuses import OPEN, Status


def reconnect(
    context: typer.Context,
    app: AppArgument,
    position: Annotated[
        str | None, typer.Option("--position", metavar="TEXT", help="A position to ask about, by its title.")
    ] = None,
    highlight: Annotated[
        str | None,
        typer.Option("--highlight", metavar="TEXT", help="What you liked, in the letter's language."),
    ] = None,
    language: Language = None,
    tone: Tone = None,
    format_: Format = None,
    to: To = None,
    cc: Cc = None,
    edit: Edit = False,
    dry_run: DryRun = False,
    eml: Eml = None,
    overwrite: Overwrite = False,
    copy: Copy = False,
    mailto: Mailto = False,
    to_drafts: ToDrafts = False,
    send: Send = False,
    yes: Yes = False,
    force: Force = False,
    shipped: Shipped = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take up the contact again, months later, from what you noted: when, with whom, and what you liked.

    The reminder to get back in touch is done by it. After an acceptance that you
    took back it is refused unless you --force it.

    Examples:
      bowout reconnect acme
      bowout reconnect acme --position "Staff Engineer" --eml again.eml
    """
    options = Options(
        language=language, tone=tone, form=format_, to=to, cc=cc, edit=edit, dry_run=dry_run,
        ways=Ways(eml, overwrite, copy, mailto, to_drafts, send, yes),
        force=force, shipped=shipped, as_json=as_json, quiet=quiet,
    )  # fmt: skip
    over = (Status.WITHDRAWN, Status.REJECTED, Status.GHOSTED)
    write(
        context, FollowUp.RECONNECT, app, options,
        about="back in touch", fitting=over, position=position, highlight=highlight,
    )  # fmt: skip


def reaffirm(
    context: typer.Context,
    app: AppArgument,
    highlight: Annotated[
        str | None,
        typer.Option("--highlight", metavar="TEXT", help="What you liked, in the letter's language."),
    ] = None,
    language: Language = None,
    tone: Tone = None,
    format_: Format = None,
    to: To = None,
    cc: Cc = None,
    edit: Edit = False,
    dry_run: DryRun = False,
    eml: Eml = None,
    overwrite: Overwrite = False,
    copy: Copy = False,
    mailto: Mailto = False,
    to_drafts: ToDrafts = False,
    send: Send = False,
    yes: Yes = False,
    force: Force = False,
    shipped: Shipped = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say that this application stands, after you withdrew from another one at the company.

    The letter goes to whoever runs APP, and names both positions.

    Examples:
      bowout reaffirm "acme platform"
      bowout reaffirm 12 --tone warm
    """
    options = Options(
        language=language, tone=tone, form=format_, to=to, cc=cc, edit=edit, dry_run=dry_run,
        ways=Ways(eml, overwrite, copy, mailto, to_drafts, send, yes),
        force=force, shipped=shipped, as_json=as_json, quiet=quiet,
    )  # fmt: skip
    write(context, FollowUp.STILL_INTERESTED, app, options, about="it stands", highlight=highlight)


def retract(
    context: typer.Context,
    app: AppArgument,
    language: Language = None,
    tone: Tone = None,
    format_: Format = None,
    to: To = None,
    cc: Cc = None,
    edit: Edit = False,
    dry_run: DryRun = False,
    eml: Eml = None,
    overwrite: Overwrite = False,
    copy: Copy = False,
    mailto: Mailto = False,
    to_drafts: ToDrafts = False,
    send: Send = False,
    yes: Yes = False,
    force: Force = False,
    shipped: Shipped = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take a letter back that was sent, after undo or a reopening: please disregard it.

    Examples:
      bowout retract acme
      bowout retract acme --copy
    """
    options = Options(
        language=language, tone=tone, form=format_, to=to, cc=cc, edit=edit, dry_run=dry_run,
        ways=Ways(eml, overwrite, copy, mailto, to_drafts, send, yes),
        force=force, shipped=shipped, as_json=as_json, quiet=quiet,
    )  # fmt: skip
    goes_on = (*OPEN, Status.ACCEPTED)
    write(context, FollowUp.TAKE_BACK, app, options, about="the letter taken back", fitting=goes_on)
