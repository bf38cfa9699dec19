"""Reads foreign tables: from a file to plain records, or to a sentence that says what is missing.

A file is read through twice: once for what its columns hold, once for its rows. Between the two lies a private
temporary file, so that memory stays bounded however long the table is.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from bowout.domain.errors import Refused
from bowout.domain.statuses import Status
from bowout.exchange.columns import Column, Known, observe, place, recognise, settle
from bowout.exchange.fields import FIELDS
from bowout.exchange.headings import HeadingRow, find_headings
from bowout.exchange.orders import Days
from bowout.exchange.placing import Bearings
from bowout.exchange.records import Doubt, ImportedRow, Reading, ReadingOptions, SkippedRow
from bowout.exchange.rows import Plan, read_flows, read_rows
from bowout.exchange.tables.opening import FORMATS, Table, open_table
from bowout.exchange.tables.spool import RawRow

__all__ = ["FORMATS", "read_table"]


def read_table(source: Path | BinaryIO, options: ReadingOptions, today: date) -> Reading:
    """Read a table; its rows come as they are asked for.

    Raises:
        Refused: it cannot be read, is too large, or has no column for a company.
        DayOrMonth: nothing in the file tells whether the day or the month of an applied date comes first.
        UsageError: a column or a field that the person names is not there.
    """
    table = open_table(source, options.format)
    found = _headings(table, options)
    headings = found.cells if found else _numbered(table)
    known = recognise(headings)
    columns = place(headings, options.columns, known)
    data = _Behind(table, found)
    facts = observe(data, columns, options.zone, today)
    columns = settle(columns, facts, headless=found is None)
    _check(table, columns, headings, headless=found is None)
    said = options.day_first
    if said is None and known is not None and known.month_first:
        said = False
    days = Days(columns, facts, said, options.zone, today)
    days.check_applied(columns, facts)
    bearings = Bearings(days, options.zone, today, {})
    plan = Plan(columns, headings, bearings, Status(known.status) if known and known.status else None)
    return Reading(
        rows=_rows(data, plan),
        headings=headings,
        mapping=tuple(column.use for column in columns),
        doubts=tuple(_doubts(table, columns, found)),
        recognised=_called(known),
        total=len(table.rows),
        format=table.format,
    )


def _rows(data: "_Behind", plan: Plan) -> Iterator[ImportedRow | SkippedRow]:
    fields = {column.field for column in plan.columns}
    return read_flows(data, plan) if {"flow_from", "flow_to"} <= fields else read_rows(data, plan)


def _headings(table: Table, options: ReadingOptions) -> HeadingRow | None:
    if table.columns is not None:
        return HeadingRow(0, table.columns, 0)
    return find_headings(list(islice(table.rows, 10)), tuple(options.columns))


def _numbered(table: Table) -> tuple[str, ...]:
    """Where no row has headings, columns have numbers only."""
    width = max((len(row.cells) for row in islice(table.rows, 10) if row.problem is None), default=0)
    return ("",) * width


class _Behind:
    """The rows behind the headings."""

    def __init__(self, table: Table, found: HeadingRow | None) -> None:
        self._table = table
        self._passed = found.passed if found else 0

    def __iter__(self) -> Iterator[RawRow]:
        return islice(iter(self._table.rows), self._passed, None)


def _check(table: Table, columns: Sequence[Column], headings: tuple[str, ...], *, headless: bool) -> None:
    """Refuse a table without a column for the company or the position, and say how to name one."""
    if {column.field for column in columns} & {"company", "position"}:
        return
    if not headings or not any(True for _ in table.rows):
        raise Refused("There is no row in this file.", "Name another file.", code="not_read")
    if headless:
        first = next((row.cells for row in table.rows if row.problem is None), ())
        seen = "; ".join(f"{number} “{_short(cell)}”" for number, cell in enumerate(first[:20], 1))
        raise Refused(
            f"No headings were found in this file. Its columns begin with: {seen}.",
            f"Say which is which by number: --map 1=company --map 2=position. {_fields()}",
            code="no_headings",
        )
    named = ", ".join(f"{number} “{_short(heading)}”" for number, heading in enumerate(headings[:40], 1))
    raise Refused(
        f"No column of this file is a company or a position. It has: {named}.",
        f"Say which is which: --map “{_short(headings[0])}”=company. {_fields()}".replace("“", '"').replace(
            "”", '"'
        ),
        code="no_company",
    )


def _fields() -> str:
    return f"The fields are: {', '.join(FIELDS)}."


def _short(text: str) -> str:
    cleaned = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return cleaned if len(cleaned) <= 40 else f"{cleaned[:39]}…"


def _called(known: Known | None) -> str | None:
    return known.called if known else None


def _doubts(table: Table, columns: Sequence[Column], found: HeadingRow | None) -> Iterator[Doubt]:
    """What is uncertain of the table as a whole."""
    for column in columns:
        if column.how == "near":
            yield Doubt(None, column.heading, None, f"taken for “{column.near_to}”, so for {column.field}")
    if table.encoding not in {None, "utf-8", "utf-8-sig", "utf-16", "utf-32"}:
        yield Doubt(None, None, table.encoding, "the file does not say its encoding; it looks like this one")
    for name in table.other_sheets:
        yield Doubt(None, None, name, "another sheet, which is not read")
    passed = found.passed - 1 if found else 0
    for row in islice(table.rows, max(0, passed)):
        text = " ".join(cell for cell in row.cells if cell.strip())
        yield Doubt(row.line, None, text[:200], "a row above the headings, which is not read")
