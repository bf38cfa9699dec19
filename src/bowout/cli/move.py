"""bowout move, applied, rejected, ghosted."""

from typing import Annotated

import typer

from bowout.cli.completion import complete_application_or_status
from bowout.cli.context import Desk
from bowout.cli.output import Printer, aside
from bowout.cli.params import AppsArgument, Json, On, Quiet
from bowout.domain.errors import UsageError
from bowout.domain.statuses import Status, can_move, status_named

MoveNote = Annotated[str | None, typer.Option("--note", help="A private word why; reopening needs one.")]
Correct = Annotated[bool, typer.Option("--correct", help="Mend a mistake: any status, kept as a correction.")]


def move(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="APP... STATUS",
            help="Applications by number or words, then the status they move to.",
            autocompletion=complete_application_or_status,
            show_default=False,
        ),
    ],
    on: On = None,
    note: MoveNote = None,
    correct: Correct = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Change the status of one application or of several: all or none, one undo.

    STATUS is one of: saved, applied, screening, interviewing, offer, accepted,
    rejected, withdrawn, ghosted.

    Examples:
      bowout move acme interviewing
      bowout move acme globex screening --on yesterday
      bowout move 7 interviewing --note "they called back"
    """
    if len(words) < 2:
        raise UsageError("A status is missing.", f"Name one of: {', '.join(Status)}.")
    _move(words[:-1], status_named(words[-1]), on, note, correct=correct, as_json=as_json, quiet=quiet)


def applied(
    apps: AppsArgument, on: On = None, note: MoveNote = None, as_json: Json = False, quiet: Quiet = False
) -> None:
    """Note that you applied.

    Examples:
      bowout applied acme
      bowout applied acme globex --on "last monday"
    """
    _move(apps, Status.APPLIED, on, note, as_json=as_json, quiet=quiet)


def rejected(
    apps: AppsArgument, on: On = None, note: MoveNote = None, as_json: Json = False, quiet: Quiet = False
) -> None:
    """Note that they turned you down.

    Examples:
      bowout rejected acme
      bowout rejected acme globex --on "2 days ago"
    """
    _move(apps, Status.REJECTED, on, note, as_json=as_json, quiet=quiet)


def ghosted(
    apps: AppsArgument, on: On = None, note: MoveNote = None, as_json: Json = False, quiet: Quiet = False
) -> None:
    """Note that nobody answers any more; a late answer reopens it.

    Examples:
      bowout ghosted acme globex
    """
    _move(apps, Status.GHOSTED, on, note, as_json=as_json, quiet=quiet)


def _move(
    words: list[str],
    status: Status,
    on: str | None,
    note: str | None,
    *,
    correct: bool = False,
    as_json: bool,
    quiet: bool,
) -> None:
    from bowout.services.events import load_application
    from bowout.services.moves import move as move_applications
    from bowout.storage import views

    def fits(present: str) -> bool:
        return can_move(Status(present), status, note=bool(note), correct=correct)

    desk = Desk()
    numbers = list(dict.fromkeys(desk.find(word, fits=fits) for word in words))
    when = desk.happened(on)
    with desk.changing("move") as work:
        applications = [load_application(work, number) for number in numbers]
        before = {application.id: application.status for application in applications}
        reopened = Status.WITHDRAWN in before.values()
        closed = move_applications(
            work,
            applications,
            status,
            on=when,
            note=note,
            correct=correct,
            noted_in=_noted_in(desk) if reopened else None,
        )
        found = [views.application(work.reader, number, desk.now) for number in numbers]
    printer = Printer(json=as_json, quiet=quiet)
    if as_json:
        printer.data(found)
    for view in found:
        if quiet:
            printer.number(view.id)
        printer.about(view, f"{before[view.id]} → {view.status}")
        for line in closed[view.id]:
            # What becomes of a letter is said in any case.
            printer.say(line) if not (as_json or quiet) else aside(line)
    if status is Status.WITHDRAWN:
        printer.hint("No reason is recorded, and no letter written: `bowout withdraw` does both.")
    if status is Status.ACCEPTED:
        printer.hint(f"Well done. To leave the others: bowout accept {found[0].id} --withdraw-others.")


def _noted_in(desk: Desk) -> str:
    """The language of the person's notes, for a letter that has to be written anew."""
    from bowout.cli import leaving_prompts

    return leaving_prompts.language(None, desk.profile)
