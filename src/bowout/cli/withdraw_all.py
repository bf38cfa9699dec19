"""bowout withdraw --all."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import typer

from bowout.cli import leaving_prompts
from bowout.cli.context import Desk
from bowout.cli.deliver_all import Deliveries, finish_all
from bowout.cli.leave_all import Asked, kept, leave, order_of
from bowout.cli.output import Printer
from bowout.cli.ways import Ways
from bowout.domain.errors import CheckFailed
from bowout.domain.reasons import REASONS, UNSPECIFIED, reason_named

if TYPE_CHECKING:
    from bowout.domain.leavings import LeftAll
    from bowout.services.leave_plan import LeavingAll


def withdraw_all(
    printer: Printer,
    reason: str | None,
    asked: Asked,
    but: Sequence[str] | None,
    ways: Ways,
    *,
    dry: bool,
) -> None:
    """Leave every open process but those of `but`."""
    chosen = reason_named(reason) if reason else REASONS[UNSPECIFIED] if asked.no_reason else None
    desk = Desk()
    deliveries = Deliveries.wanted(desk, ways, dry=dry)
    staying = kept(desk, but, "--except")
    why = chosen or leaving_prompts.reason(desk, None)
    order = order_of(desk, why, asked, staying)
    done = leave(partial(_attempt, desk, deliveries), order, ask=not ways.yes, dry=dry)
    finish_all(desk, printer, done, deliveries, command="withdraw", dry=dry)
    if done.failed and not (done.left or done.ghosted):
        raise typer.Exit(CheckFailed.exit_code)


def _attempt(desk: Desk, ways: Deliveries, order: "LeavingAll", dry: bool) -> "LeftAll":
    from bowout.services.leave_all import leave_all

    with desk.changing("withdraw") as work:
        work.dry = dry
        return ways.check(work, leave_all(work, order, desk.profile))
