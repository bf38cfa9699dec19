"""bowout report."""

from pathlib import Path
from typing import Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.export import opened
from bowout.cli.output import Printer
from bowout.domain.choices import choose
from bowout.domain.errors import UsageError


def report(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write; stdout otherwise."),
    ] = None,
    proof: Annotated[
        bool, typer.Option("--proof", help="A list to be printed for an office, without a private word.")
    ] = False,
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help="Only what was applied for since that day.")
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="html or csv; by the file's ending, else html.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that exists.")] = False,
) -> None:
    """Write the proof of your search: which applications, when, and what came of each.

    Examples:
      bowout report --proof -o proof.html
      bowout report --proof --since 2026-10-01 -o proof.csv
    """
    if not proof:
        raise UsageError("Which report is meant?", "Add --proof.")
    from bowout.exchange.proof import write_csv, write_html
    from bowout.services.proof import proof_of_search

    desk = Desk()
    ending = "csv" if output is not None and output.suffix.lower() == ".csv" else "html"
    chosen = choose(format_, dict.fromkeys(("html", "csv"), ()), "format") if format_ else ending
    with desk.reading() as reader:
        found = proof_of_search(reader, desk.when(since, past=True), desk.now)
    with opened(output, overwrite=overwrite) as out:
        (write_csv if chosen == "csv" else write_html)(found, out)
    if output is not None:
        count = len(found.rows)
        Printer().say(f"Written to {output}: {count} application{'' if count == 1 else 's'}.")
