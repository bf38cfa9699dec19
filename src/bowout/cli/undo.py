"""bowout undo and redo."""

from typing import Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import LARGEST, Json, Quiet


def undo(
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[ID]",
            min=1,
            max=LARGEST,
            help="A step as `bowout log` numbers it; the last one otherwise.",
        ),
    ] = None,
    record_only: Annotated[
        bool, typer.Option("--record-only", help="Take back the record although its letter was sent.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take back the last step, or the one named; refused if a later one touched the same rows.

    Examples:
      bowout undo
      bowout undo 12
    """
    from bowout.services.undoing import retracting
    from bowout.services.undoing import undo as take_back

    with Desk().changing("undo") as work:
        result, still_told = take_back(work, number, record_only=record_only)
    printer = Printer(json=as_json, quiet=quiet)
    if as_json:
        printer.data(result)
    elif quiet:
        printer.number(result.id)
    printer.say(f"Undone: {result.summary} (step {result.id})", "bold")
    if still_told:
        printer.say(f"They still have the letter. To take it back: {retracting(still_told)}.")
    printer.hint("`bowout redo` brings it back.")


def redo(as_json: Json = False, quiet: Quiet = False) -> None:
    """Bring back what the last undo took, unless something new was recorded since.

    Examples:
      bowout redo
    """
    from bowout.services.undoing import redo as bring_back

    with Desk().changing("redo") as work:
        result = bring_back(work)
    printer = Printer(json=as_json, quiet=quiet)
    if as_json:
        printer.data(result)
    elif quiet:
        printer.number(result.id)
    printer.say(f"Done again: {result.summary} (step {result.id})", "bold")
