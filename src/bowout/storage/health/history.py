"""Whether each row is as the history of steps says, field by field.

History holds a whole row before and after each step that changed it, so that most values stand in it
several times. A row that differs from two such copies is put right; where one stands against one,
nobody can tell which of them is the damaged one.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from bowout.storage.codec import Value, decode_row
from bowout.storage.health.differing import Difference
from bowout.storage.health.patient import Patient, is_text
from bowout.storage.health.schema import Table, tables
from bowout.storage.reading import Cells
from bowout.storage.schema import HEAD

_Row = dict[str, Value]
# Moves with each step that has to do with the row, undone or not.
_MOVING = "updated_at"
_OWN = frozenset({"operation", "change"})
# An undo writes no changes, but that of a record alone: then the step stands, and the undo's changes on top of it.
_CHANGES = """
SELECT c.row_id, c.operation_id, c."before", c."after", o.schema_revision,
       CASE WHEN o.undone_by IS NULL OR u.command = 'undo --record-only' THEN 1 ELSE 0 END AS stands
FROM change c JOIN operation o ON o.id = c.operation_id LEFT JOIN operation u ON u.id = o.undone_by
WHERE c.table_name = :table ORDER BY c.row_id, c.id
"""
_LAST_ON_SERVER = "SELECT last_value AS last FROM operation_id_seq"
_LAST = "SELECT coalesce(max(seq), 0) AS last FROM sqlite_sequence WHERE name = 'operation'"
_NUMBERS = "SELECT id FROM operation ORDER BY id DESC"


class _Known(NamedTuple):
    """What history knows of a row: whether it is there (None: unknown), and its fields.

    A field may be as the last step that changed it left it, or as the last step that had to do with the
    row saw it; `certain` are those that two copies agree on.
    """

    there: bool | None
    fields: dict[str, Value]
    seen: dict[str, Value]
    certain: frozenset[str]


_GONE = _Known(False, {}, {}, frozenset())


def differences(patient: Patient, counted: dict[str, int]) -> Iterator[Difference]:
    """Compare every row that history knows of; counts the rows compared."""
    since = _purged(patient)
    for table in tables():
        if table.name not in _OWN:
            yield from _of_table(patient, table, since, counted)


def _purged(patient: Patient) -> int:
    """The last step that was forgotten: what it changed is not known, so only later ones count."""
    rows = patient.rows(_LAST_ON_SERVER if patient.on_server else _LAST)
    expected = int(rows[0]["last"])
    for (number,) in patient.stream(_NUMBERS):
        if number != expected:
            return expected
        expected -= 1
    return expected


def _of_table(patient: Patient, table: Table, since: int, counted: dict[str, int]) -> Iterator[Difference]:
    rows = _rows(patient, table)
    row = next(rows, None)
    for number, changes in groupby(
        patient.stream(_CHANGES, {"table": table.name}), lambda change: int(change[0])
    ):
        while row is not None and _number(row) < number:
            yield from _undecodable(table, row)
            row = next(rows, None)
        present = None
        if row is not None and _number(row) == number:
            present, row = row, next(rows, None)
        try:
            known = _known(list(changes), since, table)
        except (ValueError, AttributeError, TypeError):
            yield Difference(table.name, number, "unreadable", (), {})
            continue
        if known.there is not None:
            counted["rows"] = counted.get("rows", 0) + 1
            yield from _compare(table, number, present, known)
    while row is not None:
        yield from _undecodable(table, row)
        row = next(rows, None)


def _rows(patient: Patient, table: Table) -> Iterator[_Row]:
    names = ", ".join(f'"{column}"' for column in table.columns)
    for cells in patient.stream(f'SELECT {names} FROM "{table.name}" ORDER BY id'):  # noqa: S608 - the program's own
        values = (bytes(cell) if isinstance(cell, memoryview) else cell for cell in cells)
        yield dict(zip(table.columns, values, strict=True))


def _number(row: _Row) -> int:
    return int(str(row["id"]))


def _undecodable(table: Table, row: _Row) -> Iterator[Difference]:
    """A row with a text that is not UTF-8 any more."""
    if fields := tuple(name for name, value in row.items() if isinstance(value, str) and not is_text(value)):
        yield Difference(table.name, _number(row), "undecodable", fields, {})


def _known(changes: Sequence[Cells], since: int, table: Table) -> _Known:
    """Put together what became of a row."""
    newest: dict[str, tuple[int, Value]] = {}
    seen: list[_Row] = []
    for _, operation, *texts, revision, stands in changes:
        before, after = (_decoded(text) for text in texts)
        if not (before or stands) or not (after or not stands):
            # Made by a step that is undone, or deleted; and no number is used twice.
            return _GONE
        if stands and revision == HEAD and operation > since:
            if after.keys() != set(table.columns):
                raise ValueError("no row of this table")
            for name, value in after.items():
                if name not in before or before[name] != value:
                    newest[name] = (len(seen) + 1, value)
            seen += [before, after]
    fields = {name: value for name, (_, value) in newest.items()}
    last = seen[-1] if seen else {}
    certain = frozenset(
        name
        for name, (place, value) in newest.items()
        if last[name] == value and sum(row.get(name) == value for row in seen[place:]) > 1
    )
    return _Known(True if seen else None, fields, last, certain)


def _decoded(text: str | None) -> dict[str, Value]:
    if text is None:
        return {}
    if not is_text(text):
        raise ValueError("not UTF-8 any more")
    return decode_row(text)


def _compare(table: Table, number: int, present: _Row | None, known: _Known) -> Iterator[Difference]:
    if present is None and known.there:
        whole = known.fields if known.fields.keys() == set(table.columns) else {}
        yield Difference(table.name, number, "lost", (), whole)
    elif present is not None and not known.there:
        yield Difference(table.name, number, "extra", (), {})
    elif present is not None:
        fields = tuple(
            name
            for name, value in known.fields.items()
            if name != _MOVING and present[name] not in (value, known.seen[name])
        )
        if fields:
            values = {name: known.fields[name] for name in fields if name in known.certain}
            yield Difference(table.name, number, "changed", fields, values)
        else:
            yield from _undecodable(table, present)
