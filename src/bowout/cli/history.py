"""bowout history."""

from typing import Annotated

import typer

from bowout.cli.completion import complete_application
from bowout.cli.context import Desk
from bowout.cli.event_words import in_words, when_in_words
from bowout.cli.output import Printer, status_style
from bowout.cli.params import Json, ReasonOption
from bowout.domain.statuses import Status


def history(
    app: Annotated[
        str | None,
        typer.Argument(
            metavar="[APP]",
            help="One application; without it, all of them.",
            autocompletion=complete_application,
            show_default=False,
        ),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="WHEN", help="Only from then on.")] = None,
    reason: ReasonOption = None,
    as_json: Json = False,
) -> None:
    """Tell what happened, of one application or of all, the oldest first.

    With --reason: of the applications that you left for it.

    Examples:
      bowout history acme
      bowout history --since "last monday"
      bowout history --reason career_direction
    """
    from bowout.domain.reasons import reason_named
    from bowout.services.timeline import Span, read_history
    from bowout.storage import views

    desk = Desk()
    when = desk.when(since, past=True)
    slug = reason_named(reason).slug if reason else None
    number = desk.find(app, prefer=tuple(Status)) if app is not None else None
    with desk.reading() as reader:
        found = read_history(reader, Span(number, when, slug), desk.now)
        view = views.application(reader, number, desk.now) if number is not None else None
    printer = Printer(json=as_json)
    if as_json:
        printer.data(found.events)
        return
    if view is not None:
        printer.about(view)
    elif found.events:
        printer.say("What happened, the oldest first:", "bold")
    for event in found.events:
        company = (
            f"{found.companies[event.application_id]} ({event.application_id}): " if view is None else ""
        )
        line = f"{company}{in_words(event, desk.zone)}"
        printer.item(when_in_words(event, desk.zone), line, 18, status_style(event.to or ""))
    if not found.events:
        printer.empty("Nothing happened then." if when or slug else "Nothing happened yet.")
