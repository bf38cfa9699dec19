"""bowout withdraw --all."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import typer

from bowout.cli import leaving_prompts
from bowout.cli.context import Desk
from bowout.cli.leave_all import Asked, kept, leave, order_of
from bowout.cli.left_all import print_all
from bowout.cli.output import Printer
from bowout.domain.errors import CheckFailed
from bowout.domain.reasons import REASONS, UNSPECIFIED, reason_named

if TYPE_CHECKING:
    from bowout.domain.leavings import LeftAll
    from bowout.services.leave_plan import LeavingAll


def withdraw_all(
    printer: Printer, reason: str | None, asked: Asked, but: Sequence[str] | None, *, ask: bool, dry: bool
) -> None:
    """Leave every open process but those of `but`."""
    chosen = reason_named(reason) if reason else REASONS[UNSPECIFIED] if asked.no_reason else None
    desk = Desk()
    staying = kept(desk, but, "--except")
    why = chosen or leaving_prompts.reason(desk, None)
    order = order_of(desk, why, asked, staying)
    done = leave(partial(_attempt, desk), order, ask=ask, dry=dry)
    print_all(printer, done, dry=dry)
    if done.failed and not (done.left or done.ghosted):
        raise typer.Exit(CheckFailed.exit_code)


def _attempt(desk: Desk, order: "LeavingAll", dry: bool) -> "LeftAll":
    from bowout.services.leave_all import leave_all

    with desk.changing("withdraw") as work:
        work.dry = dry
        return leave_all(work, order, desk.profile)
