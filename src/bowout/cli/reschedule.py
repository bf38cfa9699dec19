"""bowout reschedule."""

from typing import Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import LARGEST, AppArgument, Json, Quiet
from bowout.cli.stage import change_stage
from bowout.cli.stage_params import By


def reschedule(
    app: AppArgument,
    when: Annotated[str, typer.Argument(metavar="WHEN", help="The new time.")],
    number: Annotated[
        int | None, typer.Option("--stage", metavar="N", min=1, max=LARGEST, help="Another than the next.")
    ] = None,
    by: By = "them",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Give the next stage another time.

    Examples:
      bowout reschedule acme "thursday 15:00" --by me
      bowout reschedule acme 2026-12-03T14:00 --stage 2
    """
    from bowout.services.stage_changes import StageEdit

    desk = Desk()
    change = StageEdit(at=desk.ahead(when))
    change_stage(desk, "reschedule", app, number, change, by, Printer(json=as_json, quiet=quiet))
