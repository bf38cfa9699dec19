"""bowout list."""

import sys
from typing import Annotated

import typer

from bowout.cli.completion import complete_status
from bowout.cli.context import Desk
from bowout.cli.output import Printer, status_style
from bowout.cli.params import Json, ReasonOption
from bowout.cli.stage_output import stage_name
from bowout.cli.times import short
from bowout.domain.errors import UsageError
from bowout.domain.results import ApplicationView
from bowout.domain.statuses import status_named

_ON_A_TERMINAL = 50
_ROOM_FOR_SOURCE = 100
_STATUS, _APPLIED, _AHEAD = 3, 4, 5


def list_applications(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...", help="Words of company, position, notes or contacts.", show_default=False
        ),
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status", help="Only those that stand so; repeatable.", autocompletion=complete_status
        ),
    ] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only open ones.")] = False,
    only_closed: Annotated[bool, typer.Option("--closed", help="Only ended ones.")] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="WHEN", help="Applied for, else logged, on that day or later."),
    ] = None,
    reason: ReasonOption = None,
    tag: Annotated[
        list[str] | None, typer.Option("--tag", help="Only those with this tag; repeatable.")
    ] = None,
    sort: Annotated[str, typer.Option("--sort", help="updated, applied, company, status or id.")] = "updated",
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, max=10_000_000, help="At most so many; 50 on a terminal.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="No limit.")] = False,
    as_json: Json = False,
) -> None:
    """List applications, open and ended, newest change first; those you left show why.

    Examples:
      bowout list --open --sort applied
      bowout list engineer --tag remote
      bowout list --closed --reason culture --since 2026-01-01
    """
    if only_open and only_closed:
        raise UsageError("--open and --closed exclude each other.", "Leave both out to see all.")
    from bowout.domain.reasons import reason_named
    from bowout.services.listing import COUNTED, Filters, sort_named
    from bowout.services.listing import list_applications as list_them

    desk = Desk()
    to_people = sys.stdout.isatty() and not as_json
    filters = Filters(
        words=tuple(words or ()),
        statuses=tuple(status_named(word) for word in status or ()),
        open=True if only_open else False if only_closed else None,
        since=desk.when(since, past=True),
        reason=reason_named(reason).slug if reason else None,
        tags=tuple(tag or ()),
        sort=sort_named(sort),
        limit=None if everything else limit or (_ON_A_TERMINAL if to_people else None),
    )
    with desk.reading() as reader:
        listed = list_them(reader, filters, desk.now)
    printer = Printer(json=as_json)
    if as_json:
        printer.data(listed.found)
    elif listed.found:
        print_applications(desk, printer, listed.found, by_day=filters.sort == "applied")
        if listed.more and to_people:
            count = f"{listed.more:,}" if listed.more <= COUNTED else f"over {COUNTED:,}"
            printer.hint(f"… and {count} more: --all")
    elif filters == Filters(sort=filters.sort, limit=filters.limit):
        printer.empty('No applications yet. Add the first: bowout add "Acme" "Backend Engineer"')
    else:
        printer.empty("No application matches. `bowout list` shows them all.")


def print_applications(
    desk: Desk, printer: Printer, views: list[ApplicationView], *, by_day: bool = False
) -> None:
    """Print applications as a table.

    Where there is room with the source; where there is little without the day
    of applying, unless they stand in its order (`by_day`).
    """
    in_full = printer.width is None
    wide = printer.width is None or printer.width >= _ROOM_FOR_SOURCE
    rows = [
        [
            str(view.id),
            view.company,
            view.position,
            view.status,
            short(view.applied_on, desk.now, in_full=in_full) if view.applied_on else "",
            _ahead(desk, view, in_full=in_full),
            *([view.source or ""] if wide else []),
        ]
        for view in views
    ]
    headings = [
        "no",
        "company",
        "position",
        "status",
        "applied",
        "next, or why left",
        *(["source"] if wide else []),
    ]
    printer.rows(
        headings,
        rows,
        lambda column, text: status_style(text) if column == _STATUS else None,
        whole=(_AHEAD,),
        spare=() if by_day else (_APPLIED,),
    )


def _ahead(desk: Desk, view: ApplicationView, *, in_full: bool) -> str:
    """What comes next, its time first; of one that I left, the reason."""
    if view.withdrawal is not None:
        return view.withdrawal.reason
    stage = view.next_stage
    if stage is None:
        return ""
    when = stage.at or stage.due
    if when is None:
        return f"{stage_name(stage)}, no date yet"
    name = stage_name(stage) if stage.at else f"{stage_name(stage)} due"
    return f"{short(when, desk.now, in_full=in_full)} {name}"
