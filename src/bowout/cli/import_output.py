"""How an import is told to people."""

from pathlib import Path
from typing import TYPE_CHECKING

from bowout.cli.output import Printer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bowout.domain.imports import ColumnView, DoubtView, ImportReport

_SHOWN = 10


def print_report(printer: Printer, report: "ImportReport", *, dry: bool, rejects: Path | None) -> None:
    """Print what became of the rows."""
    if printer.json:
        printer.data(report)
        return
    if printer.quiet:
        printer.number(report.imported)
        return
    if dry:
        _mapping(printer, report.mapping, report.recognised)
    would = "would be " if dry else ""
    printer.say(
        f"{report.read:,} rows read: {report.imported:,} {would}imported, "
        f"{report.merged:,} {would}merged, {report.skipped:,} skipped.",
        "bold",
    )
    if report.statuses:
        counts = (f"{count:,} {status}" for status, count in report.statuses.items())
        printer.item("", f"New: {', '.join(counts)}", 2)
    if report.unchanged:
        printer.item("", f"{report.unchanged:,} of the merged were here already as they are.", 2)
    changed = [
        f"{each.company}, {each.position or 'position not named'} ({each.application_id}), "
        f"line {each.line}: {', '.join(each.changed)}"
        for each in report.updated
    ]
    _some(printer, "Updated", changed, everything=dry)
    _some(
        printer, "Skipped", [f"line {each.line}: {each.why}" for each in report.rows_skipped], everything=dry
    )
    _some(printer, "In doubt", [_doubt(each) for each in report.doubts], everything=dry)
    if rejects:
        printer.say(f"The skipped rows are in {rejects}.")
    if dry:
        printer.hint("Nothing was changed: without --dry-run it comes in.")
    elif report.imported or report.updated:
        printer.hint("`bowout undo` takes all of it back.")
    elif not report.skipped:
        printer.hint("All of it is here already: nothing to do.")


def _mapping(printer: Printer, mapping: "Sequence[ColumnView]", recognised: str | None) -> None:
    if recognised:
        printer.say(f"It looks like an export of: {recognised}")
    rows = [
        [str(use.number), use.column, use.field or "a note", use.how if use.field else ""] for use in mapping
    ]
    printer.rows(["no", "column", "is read as", "by"], rows)


def _some(printer: Printer, what: str, lines: list[str], *, everything: bool) -> None:
    """Say some of many; a dry run shows all."""
    if not lines:
        return
    printer.say(f"{what}:")
    shown = lines if everything else lines[:_SHOWN]
    for line in shown:
        printer.item("", line, 2)
    if len(lines) > len(shown):
        printer.hint(f"  … and {len(lines) - len(shown):,} more: --json lists all, --dry-run shows them.")


def _doubt(doubt: "DoubtView") -> str:
    where = [f"line {doubt.line}"] if doubt.line is not None else []
    where += [f"column “{doubt.column}”"] if doubt.column else []
    value = [f"“{doubt.value}”"] if doubt.value else []
    return ": ".join([*([", ".join(where)] if where else []), *value, doubt.why])
