"""bowout remind."""

from typing import Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import AppArgument, Json, Quiet
from bowout.domain.dates import Moment
from bowout.domain.errors import UsageError


def remind(
    app: AppArgument,
    when: Annotated[
        str | None,
        typer.Argument(metavar="WHEN", help="The day, as in “next friday”.", show_default=False),
    ] = None,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="What to do, in quotes.", show_default=False)
    ] = None,
    done: Annotated[
        bool, typer.Option("--done", help="Done: those that are due, or else the next one.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Set a reminder for a day; `bowout agenda` lists it until it is done.

    Examples:
      bowout remind acme "in 3 days" "ask Dana about the second round"
      bowout remind acme --done
    """
    desk = Desk()
    printer = Printer(json=as_json, quiet=quiet)
    on = desk.ahead(when)
    if done and on is not None:
        raise UsageError("--done takes no WHEN.", f"To set another: bowout remind {app} WHEN.")
    if done:
        _finish(desk, app, printer)
    elif on is None:
        raise UsageError(
            "The day is missing.", f'Name it, as in: bowout remind {app} tomorrow "write to them".'
        )
    else:
        _set(desk, app, on, text, printer)


def _set(desk: Desk, app: str, on: Moment, text: str | None, printer: Printer) -> None:
    from bowout.services.events import load_application
    from bowout.services.reminders import add_reminder
    from bowout.storage import views

    number = desk.find(app)
    with desk.changing("remind") as work:
        reminder = add_reminder(work, load_application(work, number), on.day, text)
        view = views.application(work.reader, number, desk.now)
    if printer.json:
        printer.data(reminder)
    elif printer.quiet:
        printer.number(number)
    what = f": {reminder.text}" if reminder.text else ""
    printer.about(view, f"reminder for {reminder.due_on}{what}")
    if on.at is not None:
        printer.say("A reminder is for a day: the time is not kept.")
    printer.hint(f"`bowout agenda` lists it. When it is done: bowout remind {number} --done")


def _finish(desk: Desk, app: str, printer: Printer) -> None:
    from bowout.services.events import load_application
    from bowout.services.reminders import finish_reminders
    from bowout.storage import views

    number = desk.find(app)
    with desk.changing("remind") as work:
        finished = finish_reminders(work, load_application(work, number))
        view = views.application(work.reader, number, desk.now)
    if printer.json:
        printer.data(finished)
    elif printer.quiet:
        printer.number(number)
    printer.about(view, "1 reminder done" if len(finished) == 1 else f"{len(finished)} reminders done")
    for reminder in finished:
        printer.item(f"  {reminder.due_on}", reminder.text or "look at it", 14)
