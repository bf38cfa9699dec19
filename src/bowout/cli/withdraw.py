"""bowout withdraw, also called decline: the main job."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bowout import settings
from bowout.cli import leaving_prompts
from bowout.cli.context import Desk
from bowout.cli.deliver import Delivery, deliver
from bowout.cli.leave_all import Asked
from bowout.cli.output import Printer, aside
from bowout.cli.params import Json, On, OptionalApp, Quiet, ReasonOption, Shipped
from bowout.domain.details import Left
from bowout.domain.errors import UsageError
from bowout.domain.people import Person, parse_person
from bowout.domain.reasons import REASONS, UNSPECIFIED, reason_named
from bowout.domain.situations import Situation

if TYPE_CHECKING:
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
    reconnect: Annotated[
        str | None, typer.Option("--reconnect", metavar="WHEN", help="A reminder to get back in touch.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="en-GB or en-US; the profile's otherwise.")
    ] = None,
    tone: Annotated[
        str | None, typer.Option("--tone", help="warm, neutral or brief; the profile's otherwise.")
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="email, or letter: with the date and the addresses.")
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="PERSON", help="To whom; repeatable.")
    ] = None,
    cc: Annotated[
        list[str] | None, typer.Option("--cc", metavar="PERSON", help="A copy to; repeatable.")
    ] = None,
    on: On = None,
    edit: Annotated[
        bool, typer.Option("--edit", help="Open the letter in your editor first; it is checked again.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show everything, change nothing.")] = False,
    eml: Annotated[
        Path | None, typer.Option("--eml", metavar="FILE", help="Write the letter as a mail draft.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that exists.")] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Copy the letter to the clipboard.")] = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", help="Do not ask before taking back an acceptance, nor stop at a list."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write the letter although a check failed.")] = False,
    shipped: Shipped = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Leave a process: record the reason, close what lies ahead, and write the letter that fits.

    Examples:
      bowout withdraw acme --reason career_direction
      bowout withdraw acme -r culture --note "the truth" --edit
      bowout withdraw --all --except acme -r other_offer
    """
    if every or but:
        own = {
            "APP": app, "--say": say, "--no-letter": no_letter, "--told": told, "--highlight": highlight,
            "--reconnect": reconnect, "--to": to, "--cc": cc, "--on": on, "--edit": edit, "--eml": eml,
            "--copy": copy, "--force": force, "--all": not every,
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
    from bowout.letters.sources import own_templates
    from bowout.services.leaving import Leaving
    from bowout.services.letter_facts import Wishes

    context.with_resource(own_templates(not shipped))
    desk = Desk()
    chosen = reason_named(reason) if reason else REASONS[UNSPECIFIED] if no_reason else None
    leaving_prompts.highlight(highlight, desk.profile, in_language=language, in_tone=tone)
    people = _people(to), _people(cc, reachable=True)
    moments = desk.happened(on), desk.happened(told), desk.ahead(reconnect)
    number = desk.find(app)
    delivery = Delivery() if no_letter else Delivery.wanted(number, eml=eml, copy=copy, overwrite=overwrite)
    steps = leaving_prompts.check(desk, number, yes=yes, dry=dry_run)
    why = chosen or leaving_prompts.reason(desk, number)
    wishes = None
    if not no_letter:
        profile = leaving_prompts.writer(desk)
        wishes = Wishes(
            language=leaving_prompts.language(language, profile),
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
    order = Leaving(
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
    leave = partial(_leave, desk, number)
    if edit:
        from bowout.cli.letter_editor import leave_edited

        left, operation = leave_edited(leave, order, dry=dry_run)
    else:
        left, operation = leave(order, dry=dry_run)
    if keep_in_touch and left.withdrawal.situation == Situation.RESCIND_ACCEPTANCE:
        aside("A letter that takes an acceptance back opens no door: --keep-in-touch is left out.")
    printer = Printer(json=as_json, quiet=quiet, piped_text=not no_letter)
    if dry_run or left.letter is None or operation is None:
        print_left(printer, left, dry=dry_run)
        return
    done = deliver(desk, left, delivery, operation)
    print_left(printer, done.left, done=done.told)
    if done.failure is not None:
        raise done.failure


def _leave(desk: Desk, number: int, order: "Leaving", dry: bool) -> tuple[Left, int | None]:
    from bowout.services.events import load_application
    from bowout.services.withdraw import withdraw as leave

    with desk.changing("withdraw") as work:
        work.dry = dry
        left = leave(work, load_application(work, number), order, desk.profile)
    return left, work.operation.id


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
    if eml == Path("-"):
        raise UsageError("--eml writes a file.", "`bowout letters show ID --eml` prints the mail.")
    if eml and copy:
        raise UsageError("--eml and --copy are two ways to hand it over.", "Choose one of them.")
    if say is not None and no_reason:
        raise UsageError("--say gives a reason and --no-reason none.", "Leave one of them out.")
    if say is not None and not say.strip():
        raise UsageError("--say is empty.", "Write a sentence, or use --no-reason.")


def _people(texts: list[str] | None, *, reachable: bool = False) -> tuple[Person, ...]:
    people = tuple(parse_person(text) for text in texts or ())
    for person in people:
        if reachable and not person.email:
            raise UsageError(f"{person} has no address.", 'Write "Dana Fox <dana@acme.example>".')
    return people


def print_left(printer: Printer, left: Left, *, dry: bool = False, done: str | None = None) -> None:
    """Print what leaving did: whom it concerns, the letter, the checks, what was recorded, what comes next."""
    view, letter = left.application, left.letter
    if printer.json:
        printer.data(left)
    elif printer.quiet:
        printer.number(view.id)
    printer.about(view, "would be withdrawn" if dry else "withdrawn")
    if letter is not None and not (printer.json or printer.quiet):
        printer.say()
        printer.letter(letter)
        printer.say()
    printer.checks(left.checks)
    withdrawal = left.withdrawal
    label = REASONS[withdrawal.reason].label.lower()
    slug = "" if label == withdrawal.reason else f" ({withdrawal.reason})"
    printer.say(f"Reason: {label}{slug}, left at: {withdrawal.stage}, on {withdrawal.on}")
    for line in left.closed:
        printer.say(line)
    if letter is not None:
        printer.advice(letter.advice)
    if dry:
        printer.hint("Nothing was changed: this was a dry run.")
        return
    if done:
        printer.say(done)
    follow = f"bowout sent {view.id} when it is sent; " if letter is not None else ""
    printer.hint(f"Next: {follow}bowout undo takes it all back.")
