"""Values of JSON as cells: a nested record gives a column for each of its values, a list is one cell."""

from collections.abc import Iterator, Mapping

from bowout.exchange.tables.bounds import MAX_DEPTH, check_cell, check_width, not_a_table
from bowout.exchange.tables.spool import RawRow

Value = object


def record_cells(record: Mapping[str, Value], columns: dict[str, int], line: int) -> tuple[str, ...]:
    """Lay a record out in columns, new ones added behind the others as they come."""
    cells = [""] * len(columns)
    for heading, text in _flat(record, "", 0):
        index = columns.setdefault(heading, len(columns))
        check_width(line, index)
        check_cell(line, len(text))
        cells += [""] * (index + 1 - len(cells))
        cells[index] = f"{cells[index]}; {text}" if cells[index] else text
    return tuple(cells)


def record_row(value: Value, columns: dict[str, int], line: int) -> RawRow:
    """Make a row of what should be a record; one with a problem where it is none."""
    if isinstance(value, Mapping):
        return RawRow(line, record_cells(value, columns, line))
    return RawRow(line, (_text(value, 0)[:1000],), "it is no record with names and values")


def _flat(record: Mapping[str, Value], outer: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > MAX_DEPTH:
        raise not_a_table(f"This JSON is nested more than {MAX_DEPTH} deep: it is no list of applications.")
    for key, value in record.items():
        name = f"{outer}.{key}" if outer else str(key)
        if isinstance(value, Mapping):
            yield from _flat(value, name, depth + 1)
        else:
            yield name, _text(value, depth)


def _text(value: Value, depth: int) -> str:
    if depth > MAX_DEPTH:
        raise not_a_table(f"This JSON is nested more than {MAX_DEPTH} deep: it is no list of applications.")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, Mapping):
        return " ".join(filter(None, (_text(inner, depth + 1) for inner in value.values())))
    if isinstance(value, list):
        return "; ".join(filter(None, (_text(inner, depth + 1) for inner in value)))
    return str(value)
