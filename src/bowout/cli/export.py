"""bowout export."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.domain.choices import choose
from bowout.domain.errors import UsageError

if TYPE_CHECKING:
    from bowout.storage.reading import Reader

FORMATS = ("csv", "json", "ics", "sankeymatic")
_WITHOUT = ("ics", "sankeymatic")  # these have nothing private, whatever is asked


def export(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write; stdout otherwise."),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", help="csv, json, ics or sankeymatic; by the file's ending, else csv."),
    ] = None,
    private: Annotated[
        bool,
        typer.Option(
            "--private",
            help="With the true reasons, private notes on them, and concerns; never in a calendar.",
        ),
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that exists.")] = False,
) -> None:
    """Write all applications as CSV, for a spreadsheet, or as JSON, without what is private.

    ics is a calendar of all steps that have a time, and of deadlines. Imported again, or subscribed
    to, it moves what has moved, and what was called off disappears. sankeymatic is the text from
    which sankeymatic.com draws how the applications went.

    Examples:
      bowout export -o applications.csv
      bowout export --format json --private -o everything.json
      bowout export -o interviews.ics
    """
    chosen = _format(format_, output)
    desk = Desk()
    with desk.reading() as reader, _opened(output, overwrite=overwrite) as out:
        count = _write(chosen, reader, out, desk.now, private=private)
    if output is not None:
        what = {"ics": "event", "sankeymatic": "flow"}.get(chosen, "application")
        counted = f"{count} {what}{'' if count == 1 else 's'}"
        hint = "" if chosen in _WITHOUT else " (--private adds it)"
        left_out = (
            ""
            if (private and chosen not in _WITHOUT) or chosen == "sankeymatic"
            else f", without what is private{hint}"
        )
        Printer().say(f"Written to {output}: {counted}{left_out}.")


def _write(chosen: str, reader: "Reader", out: TextIO, now: datetime, *, private: bool) -> int:
    """Write in the format that was chosen; returns how many applications or events there are."""
    if chosen == "ics":
        from bowout.exchange.calendar import write_ics
        from bowout.services.calendar import calendar_entries

        return write_ics(calendar_entries(reader), out, now)
    if chosen == "sankeymatic":
        from bowout.services.flows import write_flows

        return write_flows(reader, now, out)
    from bowout.exchange.exporting import write_csv, write_json
    from bowout.services.listing import every_application
    from bowout.storage import views

    write = write_json if chosen == "json" else write_csv
    write(every_application(reader, now), out, private=private)
    return views.count(reader)


def _format(named: str | None, output: Path | None) -> str:
    """The format that is meant: the option's, the file's ending's, else csv.

    csv, since an export is for a spreadsheet; JSON on stdout is what `list --json` prints.
    """
    if named is not None:
        return choose(named, dict.fromkeys(FORMATS, ()), "format")
    ending = output.suffix.lower().removeprefix(".") if output is not None else "csv"
    if ending not in FORMATS:
        raise UsageError(
            f"{output} does not say by its ending which format it is.",
            f"Add --format with one of: {', '.join(FORMATS)}.",
        )
    return ending


@contextmanager
def _opened(output: Path | None, *, overwrite: bool) -> Iterator[TextIO]:
    """Where to write: the file, whole or not at all; else stdout, in UTF-8 whatever the terminal's encoding."""
    if output is None:
        out = io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="")
        try:
            yield out
        finally:
            out.detach()
        return
    from bowout.files import open_private

    with open_private(output, overwrite=overwrite) as file:
        out = io.TextIOWrapper(file, "utf-8", newline="")
        yield out
        out.detach()
