"""bowout report."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.export import opened
from bowout.cli.output import Printer
from bowout.domain.choices import choose
from bowout.domain.errors import NotDelivered, UsageError


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
    private: Annotated[
        bool, typer.Option("--private", help="With your true reasons, notes and concerns: for you alone.")
    ] = False,
    open_: Annotated[
        bool,
        typer.Option(
            "--open", help="Open the page in the browser; without -o, one that is replaced each time."
        ),
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that exists.")] = False,
) -> None:
    """Write the search as a page to look at: how it went, why you left, how long it took, what was written.

    One file, from which no request goes anywhere, with the numbers of `bowout stats`. With --private
    it also holds what no letter may say. With --proof it is a list for an office instead: which
    applications, when, and what came of each.

    Examples:
      bowout report --open
      bowout report --since "3 months ago" --private -o search.html
      bowout report --proof --since 2026-10-01 -o proof.html
    """
    desk = Desk()
    if not proof:
        if format_ is not None and choose(format_, dict.fromkeys(("html", "csv"), ()), "format") == "csv":
            raise UsageError("The page is HTML.", "The list for an office has --format csv: add --proof.")
        _write_page(desk, output, since, private=private, overwrite=overwrite, show=open_)
        return
    if open_ or private:
        option = "--open" if open_ else "--private"
        raise UsageError(f"{option} is for the page.", f"Leave {option} out, or --proof.")
    from bowout.exchange.proof import write_csv, write_html
    from bowout.services.proof import proof_of_search

    ending = "csv" if output is not None and output.suffix.lower() == ".csv" else "html"
    chosen = choose(format_, dict.fromkeys(("html", "csv"), ()), "format") if format_ else ending
    with desk.reading() as reader:
        found = proof_of_search(reader, desk.when(since, past=True), desk.now)
    with opened(output, overwrite=overwrite) as out:
        (write_csv if chosen == "csv" else write_html)(found, out)
    if output is not None:
        count = len(found.rows)
        Printer().say(f"Written to {output}: {count} application{'' if count == 1 else 's'}.")


def _write_page(
    desk: Desk, output: Path | None, since: str | None, *, private: bool, overwrite: bool, show: bool
) -> None:
    from bowout import config, settings
    from bowout.report.page import write_page
    from bowout.services.report import read_report

    moment = desk.happened(since)
    if output is None and show:
        folder = config.data_folder()
        config.make_folder(folder)
        output, overwrite = folder / "report.html", True
    elif output is None and sys.stdout.isatty():
        raise UsageError(
            "A page is not for a terminal.", "Name a file: -o search.html. Or look at it: --open."
        )
    with desk.reading() as reader:
        days, day = settings.load().ghosted_days, moment.day if moment else None
        found = read_report(reader, desk.now, days, day, private=private)
    with opened(output, overwrite=overwrite) as out:
        write_page(found, out)
    if output is None:
        return
    count = len(found.lines) + found.lines_left
    kept = "with what is private" if private else "without what is private (--private adds it)"
    Printer().say(f"Written to {output}: {count} application{'' if count == 1 else 's'}, {kept}.")
    if not show:
        return
    import webbrowser

    if not webbrowser.open(output.absolute().as_uri()):
        raise NotDelivered("No browser could be opened.", f"Open the file yourself: {output}.")
