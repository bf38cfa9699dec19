"""bowout log."""

import sys
from typing import Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json
from bowout.cli.times import short
from bowout.domain.dates import show
from bowout.domain.details import OperationView

_ON_A_TERMINAL = 20


def log(
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, max=10_000_000, help="At most so many; 20 on a terminal.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List what was recorded and when, the newest first, by the numbers that undo takes.

    An undo and a redo are steps of their own.

    Examples:
      bowout log
      bowout log --limit 5
    """
    from bowout.storage import details

    desk = Desk()
    to_people = sys.stdout.isatty() and not as_json
    wanted = limit or (_ON_A_TERMINAL if to_people else None)
    with desk.reading() as reader:
        steps = details.operations(reader, None if wanted is None else wanted + 1)
    shown = steps[:wanted]
    printer = Printer(json=as_json)
    if as_json:
        printer.data(shown)
        return
    if not shown:
        printer.empty("Nothing was recorded yet.")
        return
    if printer.width is None:
        rows = [[str(step.id), show(step.at, desk.zone), _what(step)] for step in shown]
        printer.rows(["step", "when", "what"], rows)
        return
    labels = [f"{step.id:>{len(str(shown[0].id))}}  {short(step.at, desk.now)}" for step in shown]
    indent = max(map(len, labels)) + 2
    for label, step in zip(labels, shown, strict=True):
        printer.item(label, _what(step), indent, "dim" if step.undone else None)
    if len(steps) > len(shown):
        printer.hint(f"… and more before: --limit {10 * len(shown)}")


def _what(step: OperationView) -> str:
    # An undo bears the summary of what it took back: its command is what tells them apart.
    summary = step.summary or step.command
    what = f"{step.command}: {summary}" if step.command.startswith(("undo", "redo")) else summary
    return f"{what} (undone)" if step.undone else what
