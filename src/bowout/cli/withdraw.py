"""bowout withdraw, also called decline: the main job."""

from collections.abc import Sequence
from typing import Annotated

import typer

from bowout.cli.leave_all import Asked
from bowout.cli.letter_params import (
    As,
    Cc,
    Copy,
    DryRun,
    Edit,
    Eml,
    Force,
    Format,
    Language,
    Mailto,
    NoDeclineInvite,
    Overwrite,
    Send,
    To,
    ToDrafts,
    Tone,
)  # fmt: skip
from bowout.cli.output import Printer
from bowout.cli.params import Json, On, OptionalApp, Quiet, ReasonOption, Shipped
from bowout.cli.ways import Ways
from bowout.cli.withdraw_one import Options, check_options, decline_stage, withdraw_one
from bowout.domain.errors import UsageError


def withdraw(
    context: typer.Context,
    app: OptionalApp = None,
    reason: ReasonOption = None,
    note: Annotated[str | None, typer.Option("--note", help="The private truth; never in a letter.")] = None,
    say: Annotated[
        str | None, typer.Option("--say", help="Your own public sentence in place of the reason's.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Leave every open process, after a look at the list.")
    ] = False,
    but: Annotated[
        list[str] | None,
        typer.Option("--except", metavar="APP", help="With --all: keep this one open; repeatable."),
    ] = None,
    no_reason: Annotated[bool, typer.Option("--no-reason", help="The letter gives no reason.")] = False,
    no_letter: Annotated[
        bool, typer.Option("--no-letter", help="Record it alone: told by phone, done in the portal.")
    ] = False,
    told: Annotated[str | None, typer.Option("--told", metavar="WHEN", help="When you told them.")] = None,
    highlight: Annotated[
        str | None,
        typer.Option("--highlight", help="What you liked, as a noun phrase; else the newest one noted."),
    ] = None,
    keep_in_touch: Annotated[
        bool | None,
        typer.Option("--keep-in-touch/--no-keep-in-touch", help="Keep the door open; by reason otherwise."),
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option("--keep", metavar="STAGE", help="Decline this one stage, by kind or number, and stay."),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE|-", help="Take this mail of theirs in first, as inbox does."),
    ] = None,
    me: As = None,
    no_decline_invite: NoDeclineInvite = False,
    reconnect: Annotated[
        str | None, typer.Option("--reconnect", metavar="WHEN", help="A reminder to get back in touch.")
    ] = None,
    language: Language = None,
    tone: Tone = None,
    format_: Format = None,
    to: To = None,
    cc: Cc = None,
    on: On = None,
    edit: Edit = False,
    dry_run: DryRun = False,
    eml: Eml = None,
    overwrite: Overwrite = False,
    copy: Copy = False,
    mailto: Mailto = False,
    to_drafts: ToDrafts = False,
    send: Send = False,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes",
            "-y",
            help="Do not ask before --send or taking back an acceptance, nor stop at a list.",
        ),
    ] = False,
    force: Force = False,
    shipped: Shipped = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Leave a process: record the reason, close what lies ahead, and write the letter that fits.

    Examples:
      bowout withdraw acme --reason career_direction
      bowout withdraw --all --except acme -r other_offer
      bowout withdraw --from invitation.eml -r career_direction
    """
    from bowout.letters.sources import own_templates

    if every or but:
        from bowout.cli.withdraw_all import withdraw_all

        own = {
            "APP": app, "--say": say, "--no-letter": no_letter, "--told": told, "--highlight": highlight,
            "--reconnect": reconnect, "--to": to, "--cc": cc, "--on": on, "--edit": edit,
            "--force": force, "--keep": keep, "--from": from_, "--as": me, "--all": not every,
        }  # fmt: skip
        _check_all([name for name, given in own.items() if given])
        context.with_resource(own_templates(not shipped))
        asked = Asked(language, tone, format_, keep_in_touch, no_reason, note, no_decline_invite)
        printer = Printer(json=as_json, quiet=quiet)
        ways = Ways(eml, overwrite, copy, mailto, to_drafts, send, yes)
        withdraw_all(printer, reason, asked, but, ways, dry=dry_run)
        return
    if app is None and from_ is None:
        raise UsageError("Which one do you leave?", "Name an application, or use --all, or --from FILE.")
    options = Options(
        reason=reason, note=note, say=say, no_reason=no_reason, no_letter=no_letter, told=told,
        highlight=highlight, keep_in_touch=keep_in_touch, reconnect=reconnect, language=language, tone=tone,
        form=format_, to=to, cc=cc, on=on, edit=edit, dry_run=dry_run,
        ways=Ways(eml, overwrite, copy, mailto, to_drafts, send, yes),
        force=force, shipped=shipped, as_json=as_json, quiet=quiet,
        decline_invitations=not no_decline_invite, from_=from_, as_=me,
    )  # fmt: skip
    check_options(options, keep=keep is not None)
    context.with_resource(own_templates(not shipped))
    if keep is None:
        withdraw_one(app, options)
    else:
        decline_stage(app, keep, options)


def _check_all(given: Sequence[str]) -> None:
    """Refuse what is about one application beside --all; UsageError."""
    if "--all" in given:
        raise UsageError("--except says which stays open of all.", "Add --all, or leave it out.")
    if given:
        raise UsageError(
            f"{given[0]} is about one application, and --all about every open one.", "Leave one of them out."
        )
