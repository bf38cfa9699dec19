"""bowout withdraw, also called decline: the main job."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bowout import settings
from bowout.cli import leaving_prompts
from bowout.cli.context import Desk
from bowout.cli.deliver import Delivery, check_ways, deliver
from bowout.cli.leave_all import Asked
from bowout.cli.leaving import print_left, read_people, write_or_edit
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
from bowout.cli.output import Printer, aside
from bowout.cli.params import Json, On, OptionalApp, Quiet, ReasonOption, Shipped
from bowout.domain.details import Left
from bowout.domain.errors import UsageError
from bowout.domain.reasons import REASONS, UNSPECIFIED, reason_named
from bowout.domain.situations import Situation

if TYPE_CHECKING:
    from bowout.services.keeping import Keeping
    from bowout.services.leaving import Leaving


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
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", help="Do not ask before taking back an acceptance, nor stop at a list."),
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
      bowout withdraw acme --keep assessment
    """
    if every or but:
        own = {
            "APP": app, "--say": say, "--no-letter": no_letter, "--told": told, "--highlight": highlight,
            "--reconnect": reconnect, "--to": to, "--cc": cc, "--on": on, "--edit": edit, "--eml": eml,
            "--copy": copy, "--force": force, "--keep": keep, "--all": not every,
        }  # fmt: skip
        _check_all([name for name, given in own.items() if given])
        from bowout.cli.withdraw_all import withdraw_all
        from bowout.letters.sources import own_templates

        context.with_resource(own_templates(not shipped))
        asked = Asked(language, tone, format_, keep_in_touch, no_reason, note)
        printer = Printer(json=as_json, quiet=quiet)
        withdraw_all(printer, reason, asked, but, ask=not yes, dry=dry_run)
        return
    if app is None:
        raise UsageError("Which one do you leave?", "Name an application, or use --all.")
    letter_options = (
        say,
        highlight,
        keep_in_touch,
        language,
        tone,
        format_,
        to,
        cc,
        eml,
        copy or None,
        force or None,
        shipped or None,
        edit or None,
    )
    _check_options(letter_options if no_letter else (), say=say, no_reason=no_reason, eml=eml, copy=copy)
    if keep is not None:
        _check_keeping(highlight, keep_in_touch, told, reconnect)
    from bowout.letters.sources import own_templates
    from bowout.services.keeping import Keeping
    from bowout.services.leaving import Leaving
    from bowout.services.letter_facts import Wishes

    context.with_resource(own_templates(not shipped))
    desk = Desk()
    chosen = reason_named(reason) if reason else REASONS[UNSPECIFIED] if no_reason else None
    leaving_prompts.highlight(highlight, desk.profile, in_language=language, in_tone=tone)
    people = read_people(to), read_people(cc, reachable=True)
    moments = desk.happened(on), desk.happened(told), desk.ahead(reconnect)
    number = desk.find(app)
    delivery = Delivery() if no_letter else Delivery.wanted(number, eml=eml, copy=copy, overwrite=overwrite)
    if keep is None:
        steps = leaving_prompts.check(desk, number, yes=yes, dry=dry_run)
        why = chosen or leaving_prompts.reason(desk, number)
    wishes = None
    if not no_letter:
        profile = leaving_prompts.writer(desk, "; or use --no-letter.")
        wishes = Wishes(
            language=leaving_prompts.language(language, profile),
            noted_in=leaving_prompts.language(None, profile),
            tone=leaving_prompts.tone(tone, profile),
            form=leaving_prompts.form(format_),
            said=say,
            highlight=highlight,
            keep_in_touch=keep_in_touch,
            no_reason=no_reason,
            silent_days=settings.load().silent_days,
            to=people[0],
            cc=people[1],
        )
    left, operation = write_or_edit(
        partial(_leave, desk, number),
        Leaving(
            reason=why,
            wishes=wishes,
            note=note,
            on=moments[0],
            told=moments[1],
            reconnect=moments[2],
            force=force,
            held=steps.held,
            missed=steps.missed,
        )
        if keep is None
        else Keeping(keep, wishes, chosen, note, on=moments[0], force=force),
        edit=edit,
        dry=dry_run,
    )
    if keep_in_touch and left.withdrawal and left.withdrawal.situation == Situation.RESCIND_ACCEPTANCE:
        aside("A letter that takes an acceptance back opens no door: --keep-in-touch is left out.")
    what = None if keep is None else "one stage declined, the process goes on"
    printer = Printer(json=as_json, quiet=quiet, piped_text=not no_letter)
    if dry_run or left.letter is None or operation is None:
        print_left(printer, left, dry=dry_run, what=what)
        return
    done = deliver(desk, left, delivery, operation)
    print_left(printer, done.left, done=done.told, what=what)
    if done.failure is not None:
        raise done.failure


def _leave(desk: Desk, number: int, order: "Leaving | Keeping", dry: bool) -> tuple[Left, int | None]:
    from bowout.services.events import load_application
    from bowout.services.keeping import Keeping, decline_step
    from bowout.services.withdraw import withdraw as leave

    with desk.changing("withdraw") as work:
        work.dry = dry
        application = load_application(work, number)
        if isinstance(order, Keeping):
            left = decline_step(work, application, order, desk.profile)
        else:
            left = leave(work, application, order, desk.profile)
    return left, work.operation.id


def _check_keeping(*told: object) -> None:
    if any(value is not None for value in told):
        raise UsageError(
            "--keep declines one stage and leaves nothing, so the process is not told of as over.",
            "Leave out --highlight, --keep-in-touch, --told and --reconnect, or --keep.",
        )


def _check_all(given: Sequence[str]) -> None:
    """Refuse what is about one application beside --all; UsageError."""
    if "--all" in given:
        raise UsageError("--except says which stays open of all.", "Add --all, or leave it out.")
    if given:
        raise UsageError(
            f"{given[0]} is about one application, and --all about every open one.", "Leave one of them out."
        )


def _check_options(
    without_letter: Sequence[object], *, say: str | None, no_reason: bool, eml: Path | None, copy: bool
) -> None:
    if any(value is not None for value in without_letter):
        raise UsageError(
            "--no-letter writes none, so nothing can be said of it.", "Leave out --no-letter, or the rest."
        )
    check_ways(eml=eml, copy=copy)
    if say is not None and no_reason:
        raise UsageError("--say gives a reason and --no-reason none.", "Leave one of them out.")
    if say is not None and not say.strip():
        raise UsageError("--say is empty.", "Write a sentence, or use --no-reason.")
