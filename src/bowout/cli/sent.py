"""bowout sent."""

from typing import Annotated

import typer

from bowout.cli.completion import complete_application
from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json, On, Quiet
from bowout.domain.statuses import CLOSED


def sent(
    apps: Annotated[
        list[str],
        typer.Argument(
            metavar="APP|ID...",
            help="Applications (the newest unsent letter of each), or letters' numbers.",
            autocompletion=complete_application,
            show_default=False,
        ),
    ],
    on: On = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Note that you sent a letter yourself, or several, all or none; and so told them.

    Examples:
      bowout sent acme
      bowout sent acme globex --on yesterday
    """
    from bowout.services.correspondence import load_letter, mark_sent_by_hand
    from bowout.storage import details, views

    desk = Desk()
    when = desk.happened(on)
    named = list(dict.fromkeys(meant(desk, app) for app in apps))
    with desk.changing("sent") as work:
        letters = [load_letter(work, number=letter, application=owner) for letter, owner in named]
        for message in dict.fromkeys(letters):
            mark_sent_by_hand(work, message, when)
        if len(letters) > 1:
            work.operation.summary = f"sent {len(letters)} letters"
        results = [details.letter_summary(work.reader, message.id) for message in dict.fromkeys(letters)]
        found = [views.application(work.reader, letter.application_id, desk.now) for letter in results]
    printer = Printer(json=as_json, quiet=quiet)
    if as_json:
        printer.data(results if len(apps) > 1 else results[0])
    for view, result in zip(found, results, strict=True):
        if quiet:
            printer.number(view.id)
        printer.about(view, f"letter {result.id} sent")


def meant(desk: Desk, word: str) -> tuple[int | None, int | None]:
    """The letter that is meant, or the application whose newest unsent one is."""
    from bowout.services.correspondence import find_unsent

    with desk.reading() as reader:
        letter = find_unsent(reader, word) if word.isdecimal() else None
    return (letter, None) if letter else (None, desk.find(word, prefer=CLOSED))
