"""bowout export."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from bowout.cli.completion import complete_status
from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import ReasonOption
from bowout.domain.choices import choose
from bowout.domain.errors import UsageError
from bowout.domain.statuses import status_named

if TYPE_CHECKING:
    from bowout.domain.results import ApplicationView
    from bowout.services.listing import Filters
    from bowout.storage.reading import Reader

FORMATS = ("csv", "json", "jsonl", "xlsx", "md", "ics", "sankeymatic")
_COMES_BACK = ("json", "jsonl")  # with all that is on record, to be imported as it was
_WITHOUT = ("ics", "sankeymatic")  # these have nothing private, whatever is asked


def export(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...", help="Words of company, position, notes or contacts.", show_default=False
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write; stdout otherwise."),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", help="csv, json, jsonl, xlsx, md, ics or sankeymatic; by the file's ending, else csv."
        ),
    ] = None,
    private: Annotated[
        bool,
        typer.Option(
            "--private",
            help="With the true reasons, private notes on them, and concerns; never in a calendar.",
        ),
    ] = False,
    redact: Annotated[
        bool, typer.Option("--redact", help="With neutral names, and nothing that you typed; to be shown.")
    ] = False,
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
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that exists.")] = False,
) -> None:
    """Write applications as a table or as JSON, without what is private.

    ics is a calendar of all steps that have a time, and of deadlines. Imported again, or subscribed
    to, it moves what has moved, and what was called off disappears. sankeymatic is the text from
    which sankeymatic.com draws how the applications went.

    Examples:
      bowout export -o applications.csv
      bowout export --format json --private -o everything.json
      bowout export --open --redact -o to-show.xlsx
    """
    if only_open and only_closed:
        raise UsageError("--open and --closed exclude each other.", "Leave both out to have all.")
    from bowout.domain.reasons import reason_named
    from bowout.services.listing import Filters

    chosen = _format(format_, output)
    desk = Desk()
    filters = Filters(
        words=tuple(words or ()),
        statuses=tuple(status_named(word) for word in status or ()),
        open=True if only_open else False if only_closed else None,
        since=desk.when(since, past=True),
        reason=reason_named(reason).slug if reason else None,
        tags=tuple(tag or ()),
    )
    if chosen in _WITHOUT and (redact or filters != Filters()):
        raise UsageError(f"{chosen} has all applications, as they are.", "Leave filters and --redact out.")
    if chosen == "xlsx" and output is None and sys.stdout.isatty():
        raise UsageError("A workbook is not for a terminal.", "Name a file: -o applications.xlsx.")
    with desk.reading() as reader, opened(output, overwrite=overwrite) as out:
        count = _write(chosen, reader, out, desk.now, filters, private=private, redact=redact)
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


def _write(
    chosen: str,
    reader: "Reader",
    out: TextIO,
    now: datetime,
    filters: "Filters",
    *,
    private: bool,
    redact: bool,
) -> int:
    """Write in the format that was chosen; returns how many applications or events there are."""
    if chosen == "ics":
        from bowout.exchange.calendar import write_ics
        from bowout.services.calendar import calendar_entries

        return write_ics(calendar_entries(reader), out, now)
    if chosen == "sankeymatic":
        from bowout.services.flows import write_flows

        return write_flows(reader, now, out)
    from bowout.exchange import exporting
    from bowout.services.listing import every_application

    found = every_application(reader, now, filters)
    if redact:
        from bowout.services.redacting import redacted

        found = redacted(reader, found)
    counted = Counted(found)
    if private and not redact and chosen in _COMES_BACK:
        from bowout.services.whole_export import with_rows

        write_whole = {"json": exporting.write_json, "jsonl": exporting.write_jsonl}[chosen]
        write_whole(with_rows(reader, counted), out, private=True)
        return counted.count
    if chosen == "xlsx":
        exporting.write_xlsx(counted, out.buffer, private=private)
    else:
        write = {
            "csv": exporting.write_csv,
            "json": exporting.write_json,
            "jsonl": exporting.write_jsonl,
            "md": exporting.write_md,
        }[chosen]
        write(counted, out, private=private)
    return counted.count


class Counted:
    """Applications as they come, counted."""

    def __init__(self, found: "Iterator[ApplicationView]") -> None:
        self._found = found
        self.count = 0

    def __iter__(self) -> "Iterator[ApplicationView]":
        """One after the other, once."""
        for view in self._found:
            self.count += 1
            yield view


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
def opened(output: Path | None, *, overwrite: bool) -> Iterator[TextIO]:
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
