"""bowout sent."""

from typing import Annotated

import typer

from bowout.cli.completion import complete_application
from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json, On, Quiet
from bowout.domain.statuses import CLOSED


def sent(
    app: Annotated[
        str,
        typer.Argument(
            metavar="APP|ID",
            help="The application (its newest unsent letter), or a letter's number.",
            autocompletion=complete_application,
        ),
    ],
    on: On = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Note that you sent a letter yourself, and so told them.

    Examples:
      bowout sent acme
      bowout sent acme --on yesterday
    """
    from bowout.services.correspondence import find_unsent, load_letter, mark_sent
    from bowout.storage import details, views

    desk = Desk()
    when = desk.happened(on)
    with desk.reading() as reader:
        number = find_unsent(reader, app) if app.isdecimal() else None
    owner = None if number else desk.find(app, prefer=CLOSED)
    with desk.changing("sent") as work:
        message = load_letter(work, number=number, application=owner)
        mark_sent(work, message, when)
        result = details.letter_summary(work.reader, message.id)
        view = views.application(work.reader, message.application_id, desk.now)
    printer = Printer(json=as_json, quiet=quiet)
    if as_json:
        printer.data(result)
    elif quiet:
        printer.number(view.id)
    printer.about(view, f"letter {result.id} sent")
