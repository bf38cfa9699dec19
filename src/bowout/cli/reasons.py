"""bowout reasons."""

from typing import Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json
from bowout.domain.reason_details import ReasonView, Telling, UsedReasonView

_INDENT = 19


def reasons(
    used: Annotated[
        bool, typer.Option("--used", help="How often each was yours, and where you left.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List the categories of reason: what a letter says of each, and what stays private.

    Examples:
      bowout reasons
      bowout reasons --used
    """
    from bowout.cli.leaving_prompts import language
    from bowout.services.review import left, list_reasons, reasons_used, telling

    desk = Desk()
    printer = Printer(json=as_json)
    views = list_reasons(language(None, desk.profile))
    if not used:
        if as_json:
            printer.data(views)
        else:
            _print(printer, views)
        return
    with desk.reading() as reader:
        counted = reasons_used(reader, views)
        days = telling(left(reader))
    if as_json:
        printer.data(counted)
    else:
        _print_used(printer, counted, days)


def _print(printer: Printer, views: list[ReasonView]) -> None:
    if printer.width is None:
        rows = [[view.slug, view.label, view.definition, view.says, view.private] for view in views]
        printer.rows(["reason", "label", "definition", "a letter says", "private"], rows)
        return
    for view in views:
        printer.item(view.slug, view.definition, _INDENT, "bold")
        printer.item("", f"a letter: {view.says}", _INDENT)
        printer.item("", f"private: {view.private}", _INDENT, "dim")
    printer.hint("Any of them may be shortened, as in: bowout withdraw acme --reason career")


def _print_used(printer: Printer, views: list[UsedReasonView], days: Telling) -> None:
    mine = [view for view in views if view.count]
    if not mine:
        printer.empty("You have left no process yet.")
        return
    rows = [
        [view.slug, str(view.count), ", ".join(f"{stage} {count}" for stage, count in view.stages.items())]
        for view in mine
    ]
    printer.rows(["reason", "times", "left at"], rows)
    total = sum(view.count for view in mine)
    printer.hint(f"n = {total}: the processes that you left, without those reopened since.")
    _print_given(printer, mine)
    printer.say()
    printer.say(f"From deciding to telling: {_days(days)}")
    printer.hint(
        f"n = {days.n}: those that know, by a letter that was sent or by bowout told. Not told yet: {days.untold}."
    )


def _print_given(printer: Printer, views: list[UsedReasonView]) -> None:
    from bowout.services.review import all_given

    rows = [[stage, str(sum(given)), *map(str, given)] for stage, given in all_given(views).items()]
    printer.say()
    printer.rows(["left at", "n", "said", "softened", "own words", "nothing"], rows)
    printer.hint(
        "What the letter gave of the true reason: its own sentence, a softened one, one of yours (--say), "
        "or nothing, also where there was no letter."
    )


def _days(days: Telling) -> str:
    if days.median is None:
        return "nobody was told yet"
    return f"a median of {days.median:g} {'day' if days.median == 1 else 'days'}"
