"""bowout note."""

from typing import Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import AppArgument, ConcernOption, Json, Quiet, read_concern, read_highlight
from bowout.domain.errors import UsageError


def note(
    app: AppArgument,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="The note, in quotes.", show_default=False)
    ] = None,
    concern: ConcernOption = None,
    highlight: Annotated[
        str | None,
        typer.Option("--highlight", help="A good thing that a letter may mention, as a noun phrase."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Keep a private note; it never reaches a letter.

    A concern is private as well, and offered first when you are asked for a
    reason. A highlight may be mentioned in a letter.

    Examples:
      bowout note acme "the on-call rota is one in three"
      bowout note acme --concern "work_arrangement:weekends on call"
      bowout note acme --highlight "the open code review"
    """
    concerns = [read_concern(given) for given in concern or ()]
    if not (text or concerns or highlight):
        raise UsageError("There is nothing to note.", 'Write it in quotes: bowout note acme "they called".')
    from bowout.services.events import load_application
    from bowout.services.highlights import set_highlight
    from bowout.services.notes import add_concern, add_note
    from bowout.storage import views

    desk = Desk()
    sentence = read_highlight(desk, highlight)
    number = desk.find(app)
    with desk.changing("note") as work:
        application = load_application(work, number)
        if highlight:
            set_highlight(work, application, highlight)
        for reason, why in concerns:
            add_concern(work, application, reason, why)
        if text:
            add_note(work, application, text)
        view = views.application(work.reader, number, desk.now)
    printer = Printer(json=as_json, quiet=quiet)
    printer.result(view, "noted")
    if sentence:
        printer.say(f"A letter would say: {sentence}")
