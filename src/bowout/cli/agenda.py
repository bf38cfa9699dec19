"""bowout agenda."""

from typing import Annotated

import typer

from bowout import settings
from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json
from bowout.cli.times import near, short
from bowout.domain.agenda import AgendaItem, Kind
from bowout.domain.dates import show, sort_key

_HEADINGS = {
    Kind.DEADLINE: "Deadlines",
    Kind.STAGE: "Calls and interviews",
    Kind.REMINDER: "Reminders",
    Kind.LETTER: "Letters not yet sent",
    Kind.UNTOLD: "Left, and not told",
    Kind.UNANSWERED: "Letters without an answer",
    Kind.RECONNECT: "To get back in touch",
    Kind.SILENT: "Silent",
}
_INDENT = 20
_SILENT_SHOWN = 15


def agenda(
    days: Annotated[
        int | None,
        typer.Option(
            "--days", metavar="N", min=1, max=3650, help="Only what comes within N days; silent for N days."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """List what lies ahead and what waits: deadlines, interviews, reminders, letters, silence.

    Silent is an open application of which nothing was heard for 14 days, or as
    many as `bowout config set silent_days` says, and with no step ahead. After as
    many days a letter that asks for an answer is without one, until 60 are over;
    so long it is told that they were never told that you left.

    Examples:
      bowout agenda
      bowout agenda --days 7
    """
    from bowout.services.agenda import read_agenda

    desk = Desk()
    silent_days = days or settings.load().silent_days
    with desk.reading() as reader:
        found = read_agenda(reader, desk.now, silent_days=silent_days, within=days)
    printer = Printer(json=as_json)
    if as_json:
        printer.data(found.items)
    elif not found.items:
        printer.empty(
            f"Nothing within {days} days. `bowout agenda` lists what comes later."
            if days
            else 'Nothing lies ahead. To be reminded: bowout remind acme "next friday" "write to them"'
        )
    elif printer.width is None:
        rows = [
            [
                show(item.on, desk.zone) if item.on else "",
                item.kind,
                str(item.application_id),
                found.companies[item.application_id],
                item.text,
            ]
            for item in found.items
        ]
        printer.rows(["on", "kind", "no", "company", "what"], rows)
    else:
        _print_sections(desk, printer, found.items, found.companies)
        printer.hint(_next(found.items))


def _print_sections(desk: Desk, printer: Printer, items: list[AgendaItem], companies: dict[int, str]) -> None:
    for kind, heading in _HEADINGS.items():
        section = [item for item in items if item.kind is kind]
        if not section:
            continue
        printer.say(heading, "bold")
        shown = section[:_SILENT_SHOWN] if kind is Kind.SILENT else section
        for item in shown:
            line = f"{companies[item.application_id]} ({item.application_id}): {item.text}"
            printer.item(f"  {_when(item, desk)}", line, _INDENT)
        if len(section) > len(shown):
            printer.item("", f"… and {len(section) - len(shown)} more: bowout agenda | less", _INDENT)
        printer.say()


def _when(item: AgendaItem, desk: Desk) -> str:
    if item.on is None:
        return "no date"
    if item.kind is Kind.SILENT:
        return f"since {short(sort_key(item.on, desk.zone)[0], desk.now)}"
    return near(item.on, desk.now)


def _next(items: list[AgendaItem]) -> str:
    """Say what ends a reminder or a silence; the other lines say it themselves."""
    reminded = [item for item in items if item.kind in (Kind.REMINDER, Kind.RECONNECT)]
    silent = [item for item in items if item.kind is Kind.SILENT]
    untold = [item for item in items if item.kind is Kind.UNTOLD]
    unanswered = [item for item in items if item.kind is Kind.UNANSWERED]
    hints = []
    if reminded:
        hints.append(f"When it is done: bowout remind {reminded[0].application_id} --done.")
    if untold:
        hints.append(f"When they know: bowout told {untold[0].application_id}.")
    if unanswered:
        hints.append(f"If they have answered: bowout answered {unanswered[0].application_id}.")
    if silent:
        hints.append(f"If nobody answers any more: bowout ghosted {silent[0].application_id}.")
    return " ".join(hints) or f"Everything about one: bowout show {items[0].application_id}."
