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
    Overwrite,
    To,
    Tone,
)  # fmt: skip
from bowout.cli.params import AppArgument, Json, Quiet, Shipped
from bowout.domain.errors import UsageError
from bowout.domain.follow_ups import FollowUp
from bowout.domain.names import bare_position
from bowout.domain.statuses import OPEN, Status


def reconnect(
    context: typer.Context,
    app: AppArgument,
    position: Annotated[
        str | None, typer.Option("--position", metavar="TEXT", help="A position to ask about, by its title.")
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
        language, tone, format_, to, cc, edit, dry_run, eml, overwrite, copy, force, shipped, as_json, quiet
    )
    if position is not None and not (position := bare_position(position)):
        raise UsageError("--position names no position.", "Write its title, such as “Staff Engineer”.")
    over = (Status.WITHDRAWN, Status.REJECTED, Status.GHOSTED)
    write(context, FollowUp.RECONNECT, app, options, about="back in touch", fitting=over, position=position)


def reaffirm(
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
        language, tone, format_, to, cc, edit, dry_run, eml, overwrite, copy, force, shipped, as_json, quiet
    )
    write(context, FollowUp.STILL_INTERESTED, app, options, about="it stands")


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
        language, tone, format_, to, cc, edit, dry_run, eml, overwrite, copy, force, shipped, as_json, quiet
    )
    goes_on = (*OPEN, Status.ACCEPTED)
    write(context, FollowUp.TAKE_BACK, app, options, about="the letter taken back", fitting=goes_on)
