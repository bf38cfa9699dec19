"""bowout import."""

import csv
import io
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from bowout.cli import prompts
from bowout.cli.context import Desk
from bowout.cli.import_output import print_report
from bowout.cli.output import Printer, aside
from bowout.cli.params import Json
from bowout.cli.progress import Progress
from bowout.domain.choices import choose
from bowout.domain.errors import UsageError

if TYPE_CHECKING:
    from bowout.domain.imports import ImportReport
    from bowout.exchange.records import Reading, SkippedRow
    from bowout.exchange.whole import WholeFile

_LONG = 999  # rows


def import_(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Tables of applications: CSV, TSV, JSON, JSONL, XLSX, Markdown; - is standard input.",
            show_default=False,
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would come in and what is in doubt; change nothing.")
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help="What a column is, by its heading or its number; repeatable.",
        ),
    ] = None,
    day_first: Annotated[
        bool | None,
        typer.Option(
            "--day-first/--month-first", help="How 3/4/2026 is meant, where the file does not show."
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", help="csv, tsv, json, jsonl, xlsx or md; as the file shows, otherwise."),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", metavar="FILE", help="Write the rows that are skipped to a CSV file."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a rejects file that exists.")
    ] = False,
    as_json: Json = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print how many came in, and nothing else.")
    ] = False,
) -> None:
    """Bring in applications from the table that you kept before; the same file again adds nothing.

    What its columns, words and dates mean is found out from the file; what is doubtful is listed,
    and nothing is guessed. One undo takes an import back.

    Examples:
      bowout import applications.xlsx --dry-run
      bowout import applications.csv --map "Firma"=company --day-first
      bowout import huntr.csv teal.csv --rejects skipped.csv
    """
    from bowout.exchange.reading import FORMATS

    desk = Desk()
    chosen = choose(format_, dict.fromkeys(FORMATS, ()), "format") if format_ else None
    if rejects is not None:
        from bowout.files import check_target

        check_target(rejects, overwrite)
    printer = Printer(json=as_json, quiet=quiet)
    with ExitStack() as opened:
        readings = [
            _read(desk, _source(file, opened), chosen, _columns(column or ()), day_first) for file in files
        ]
        kept = opened.enter_context(tempfile.TemporaryFile())
        report = _import(desk, readings, Rejects(kept, readings) if rejects else None, dry=dry_run)
        if rejects is not None and report.skipped:
            _write(kept, rejects, overwrite=overwrite)
    print_report(printer, report, dry=dry_run, rejects=rejects if report.skipped else None)


class Rejects:
    """Keeps the rows that are skipped, as they stand in the file, each with its line and why."""

    def __init__(self, file: BinaryIO, readings: Sequence["Reading | WholeFile"]) -> None:
        from bowout.exchange.cells import guard

        self._guard = guard
        self._out = io.TextIOWrapper(file, "utf-8", newline="", errors="replace", write_through=True)
        self._writer = csv.writer(self._out, lineterminator="\r\n")
        self._writer.writerow(
            ["line", "why", *map(guard, getattr(readings[0], "headings", ("record",)) if readings else ())]
        )

    def keep(self, row: "SkippedRow") -> None:
        """Keep a row."""
        self._writer.writerow([row.line, row.why, *map(self._guard, row.cells)])

    def close(self) -> None:
        """Let the file go; it stays open."""
        self._out.detach()


def _import(
    desk: Desk, readings: Sequence["Reading | WholeFile"], rejects: Rejects | None, *, dry: bool
) -> "ImportReport":
    from bowout.services.importing import Hooks, import_tables
    from bowout.storage.backup import has_records, keep_before

    path = desk.target.path
    made: list[Path] = []

    def back_up() -> None:
        if path is not None and not dry and has_records(path):
            made.append(keep_before(path, "import"))

    try:
        with Progress("Importing", _LONG) as progress, desk.changing("import") as work:
            work.dry = dry
            hooks = Hooks(progress.at, rejects.keep if rejects else lambda _row: None, back_up)
            report = import_tables(work, readings, hooks)
            work.operation.summary = f"import {_counted(report)}"
    except BaseException:
        # Nothing came of it that could be taken back.
        for file in made:
            file.unlink(missing_ok=True)
        raise
    finally:
        if rejects:
            rejects.close()
    return report


def _counted(report: "ImportReport") -> str:
    new = f"{report.imported:,} application{'' if report.imported == 1 else 's'}"
    return f"{new}, {len(report.updated):,} updated" if report.updated else new


def _read(
    desk: Desk, source: Path | BinaryIO, format_: str | None, columns: dict[str, str], day_first: bool | None
) -> "Reading | WholeFile":
    from bowout.exchange.orders import DayOrMonth
    from bowout.exchange.reading import read_table
    from bowout.exchange.records import ReadingOptions
    from bowout.exchange.whole import open_whole

    options = ReadingOptions(format_, columns, day_first, desk.zone)
    if format_ in (None, "json", "jsonl") and (whole := open_whole(source)):
        return whole
    try:
        return read_table(source, options, desk.now.date())
    except DayOrMonth as undecided:
        if not prompts.can_ask() or not isinstance(source, Path):
            raise
        aside(undecided.message)
        first = prompts.choose("What comes first?", ("the day", "the month")) == 0
        return read_table(source, ReadingOptions(format_, columns, first, desk.zone), desk.now.date())


def _source(file: str, opened: ExitStack) -> Path | BinaryIO:
    """A file, or standard input as one that can be read again: not more than any file may have."""
    if file != "-":
        return Path(file)
    from bowout.exchange.tables.bounds import MAX_BYTES

    kept = opened.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - it is entered here
    left = MAX_BYTES + 1
    while left and (data := sys.stdin.buffer.read(min(left, 1 << 20))):
        kept.write(data)
        left -= len(data)
    kept.seek(0)
    return kept


def _columns(given: Sequence[str]) -> dict[str, str]:
    """Read COLUMN=FIELD; the field has no equals sign, a heading may."""
    columns = {}
    for word in given:
        name, equals, field = word.rpartition("=")
        if not equals or not name.strip() or not field.strip():
            raise UsageError(
                f"“{word}” does not say what a column is.",
                'Write --map "Heading"=company, or --map 2=company.',
            )
        columns[name.strip()] = field.strip()
    return columns


def _write(kept: BinaryIO, target: Path, *, overwrite: bool) -> None:
    from bowout.files import open_private

    kept.seek(0)
    with open_private(target, overwrite=overwrite) as out:
        shutil.copyfileobj(kept, out)
