"""bowout stats."""

from typing import Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json


def stats(
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="WHEN", help="Only applications that began then or later."),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", help="The main numbers also by source, company, tag or month.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Count the search: how many answer, how far it goes, how long it takes, and how and why you leave.

    Each number says what it means and of how many it is (n); of fewer than 10 it says little.
    With --since, each stands beside that of as many days before. Silent means what
    `bowout config set ghosted_days` says. In --json every number has a key that stays.

    Examples:
      bowout stats
      bowout stats --since "3 months ago"
      bowout stats --by source
    """
    from bowout import settings
    from bowout.cli.stats_output import print_groups, print_numbers, print_table
    from bowout.domain.choices import choose
    from bowout.services.numbers.reading import BY, read_numbers

    desk = Desk()
    chosen = choose(by, dict.fromkeys(BY, ()), "group") if by is not None else None
    moment = desk.happened(since)
    with desk.reading() as reader:
        days = settings.load().ghosted_days
        found = read_numbers(reader, desk.now, days, moment.day if moment else None, chosen)
    printer = Printer(json=as_json)
    if as_json:
        printer.data(found)
    elif not found["applications"].n and not found["saved"].n:
        printer.empty("No applications then." if since else "No applications yet.")
    elif chosen:
        print_groups(printer, found)
    elif printer.width is None:
        print_table(printer, found)
    else:
        print_numbers(printer, found)
