"""Rows of a table as records: each an application, or skipped with its reason."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bowout.domain.people import Person
from bowout.domain.statuses import Status
from bowout.exchange.columns import Column
from bowout.exchange.drafts import Draft
from bowout.exchange.endings import settle_dates, settle_reason, stand
from bowout.exchange.fields import MANY
from bowout.exchange.journeys import Transition, Way, join, walk
from bowout.exchange.placing import Bearings, Place, handler
from bowout.exchange.records import ImportedRow, SkippedRow
from bowout.exchange.tables.spool import RawRow

NO_COMPANY = "Unknown"
_TOTALS = frozenset(
    [
        "total",
        "totals",
        "sum",
        "summe",
        "gesamt",
        "gesamtsumme",
        "somme",
        "suma",
        "toplam",
        "итого",
        "всего",
        "合计",
        "合計",
        "总计",
    ]
)


class Plan(NamedTuple):
    """How the rows of a table are read; `status` is that of every row, where the export says so."""

    columns: Sequence[Column]
    headings: tuple[str, ...]
    bearings: Bearings
    status: Status | None

    def ordered(self) -> list[Column]:
        """The columns in the order in which they are asked: what is clear before what is weak, notes last."""
        return sorted(self.columns, key=lambda column: (column.weak, column.field in MANY, column.place))


def read_rows(rows: Iterable[RawRow], plan: Plan) -> Iterator[ImportedRow | SkippedRow]:
    """Make a record of each row."""
    placed = [
        (column.place, column, handler(column)) for column in plan.ordered() if column.field != "ignore"
    ]
    for row in rows:
        why = row.problem or _no_application(row.cells, plan.headings)
        if why:
            yield SkippedRow(row.line, why, row.cells)
            continue
        draft = _drafted(row, placed, plan)
        if draft.company is None and draft.position is None and draft.url is None:
            yield SkippedRow(row.line, "it names neither a company nor a position", row.cells)
        else:
            yield _record(draft, row.cells, plan, 1)


def read_flows(rows: Iterable[RawRow], plan: Plan) -> Iterator[ImportedRow | SkippedRow]:
    """Make a record of the rows of each application: one row is one transition."""
    index = {column.field: column.place for column in plan.columns}
    transitions: list[Transition] = []
    for row in rows:
        cells = [_cell(row.cells, index[name]) for name in ("company", "flow_from", "flow_to")]
        if row.problem or not all(cells):
            yield SkippedRow(
                row.line, row.problem or "a transition needs a company, a source and a target", row.cells
            )
        else:
            transitions.append(Transition(row.line, cells[0], cells[1], cells[2], row.cells))
    others = [column for column in plan.columns if column.field not in {"company", "flow_from", "flow_to"}]
    for way in sorted(join(iter(transitions)), key=lambda way: way.rows[0].line):
        yield _of_way(way, others, plan)


def _of_way(way: Way, others: Sequence[Column], plan: Plan) -> ImportedRow:
    first = way.rows[0]
    draft = Draft(first.line, company=first.company, more=True)
    for row in way.rows:
        for column in others:
            if cell := _cell(row.cells, column.place):
                handler(column)(draft, column, cell, plan.bearings)
    walk(draft, way, plan.bearings.zone, plan.bearings.today)
    return _record(draft, tuple(cell for row in way.rows for cell in row.cells), plan, len(way.rows))


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index].strip() if index < len(cells) else ""


def _no_application(cells: tuple[str, ...], again: tuple[str, ...]) -> str | None:
    """Tell why a row is none, by its looks alone."""
    first = next((cell for cell in cells if cell.strip()), "")
    if first.strip(" :").casefold() in _TOTALS and all(
        _number(cell) for cell in cells if cell.strip() and cell != first
    ):
        return "it is a row of totals"
    if cells == again and first:
        return "it has the headings again"
    return None


def _number(cell: str) -> bool:
    return any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell))


def _drafted(row: RawRow, placed: Sequence[tuple[int, Column, Place]], plan: Plan) -> Draft:
    draft = Draft(row.line)
    cells = row.cells
    width, bearings = len(cells), plan.bearings
    for index, column, put in placed:
        if index < width and (cell := cells[index]) and (cell := cell.strip()):
            put(draft, column, cell, bearings)
    for index in range(len(plan.headings), len(cells)):
        if cell := cells[index].strip():
            draft.keep(f"Column {index + 1}", cell, "there is no heading above it")
    return draft


def _record(draft: Draft, cells: tuple[str, ...], plan: Plan, of_rows: int) -> ImportedRow:
    standing = stand(draft, plan.status)
    applied, ended = settle_dates(draft, standing)
    reason = settle_reason(draft, standing)
    company = draft.company
    if company is None:
        company = NO_COMPANY
        draft.doubt(None, None, f"it names no company: it comes in as “{NO_COMPANY}”")
    return ImportedRow(
        line=draft.line,
        company=company,
        position=draft.position,
        status=standing.status.value,
        applied_on=applied,
        ended_on=ended,
        reason=reason,
        source=draft.source,
        url=draft.url,
        location=draft.location,
        salary=draft.salary,
        external_id=draft.external_id,
        tags=tuple(draft.tags),
        contacts=_contacts(draft),
        notes=tuple(dict.fromkeys(draft.notes)),
        stages=tuple(draft.stages),
        cells=cells,
        doubts=tuple(draft.doubts),
        applied_approached=standing.said is not None and standing.said.approached,
        of_rows=of_rows,
    )


def _contacts(draft: Draft) -> tuple[Person, ...]:
    """One name and one address of different columns are one person."""
    people, emails = list(draft.people), list(dict.fromkeys(draft.emails))
    if len(people) == 1 and len(emails) == 1 and people[0].email is None:
        return (Person(name=people[0].name, email=emails[0]),)
    known = {person.email for person in people}
    return tuple(
        dict.fromkeys([*people, *(Person(email=address) for address in emails if address not in known)])
    )
