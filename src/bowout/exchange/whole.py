"""Reads our own full export: applications with all their rows, each looked at before anything is written.

Whoever mended such a file by hand may have broken it: of a row that no command could have
written, the whole application is skipped, and it is said why.
"""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from bowout.domain.dates import parse_stored
from bowout.domain.whole import BYTES, LISTS, TABLES, TIMES, WORDS, Cell, Column, Rows
from bowout.exchange.records import SkippedRow
from bowout.exchange.tables.bounds import MAX_BYTES, MAX_LINE, not_a_table

_ROWS = "rows"


class WholeRow(NamedTuple):
    """An application of the file and its rows; `bare` is the record without them, as JSON."""

    line: int
    rows: Rows
    bare: str

    @property
    def application(self) -> Mapping[str, Cell]:
        """The application's own row."""
        return self.rows["application"][0]


class WholeFile(NamedTuple):
    """A file of whole applications, about `total` of them; `read` begins anew each time."""

    read: Callable[[], Iterator[WholeRow | SkippedRow]]
    total: int


def open_whole(source: Path | BinaryIO) -> WholeFile | None:
    """Open a file that is our full export, as JSON or JSON lines; None: it is something else.

    A stream has to be one that can be read again.
    """
    first = _first(source)
    if not isinstance(source, Path):
        source.seek(0)
    if not (isinstance(first, dict) and _ROWS in first and "company" in first):
        return None
    return WholeFile(lambda: _read(source), _count(source))


def _count(source: Path | BinaryIO) -> int:
    """About how many records there are: as exports are written, each begins a line."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            return _count(file)
    return sum(line.startswith(b"{") for line in source)


def _first(source: Path | BinaryIO) -> object:
    """The first record, if the file may be a list of whole ones."""
    try:
        if isinstance(source, Path) and source.stat().st_size > MAX_BYTES:
            return None
        head = _head(source)
        return (
            next(_records(source)) if head.lstrip().startswith((b"[", b"{")) and b'"rows"' in head else None
        )
    except (OSError, ValueError, StopIteration, RecursionError):
        return None


def _head(source: Path | BinaryIO) -> bytes:
    if isinstance(source, Path):
        with source.open("rb") as file:
            return file.read(MAX_LINE)
    source.seek(0)
    return source.read(MAX_LINE)


def _records(source: Path | BinaryIO) -> Iterator[object]:
    """Each record of a list, or of each line."""
    import ijson  # late: for JSON alone

    if isinstance(source, Path):
        with source.open("rb") as file:
            yield from _records(file)
        return
    source.seek(0)
    is_list = source.read(1000).lstrip().startswith(b"[")
    source.seek(0)
    if is_list:
        yield from ijson.items(source, "item", use_float=True)
        return
    for line in source:
        if line.strip():
            yield json.loads(line)


def _read(source: Path | BinaryIO) -> Iterator[WholeRow | SkippedRow]:
    import ijson

    try:
        for number, record in enumerate(_records(source), 1):
            yield _whole(number, record)
    except (ijson.JSONError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise not_a_table(f"This is no JSON: {error}.", "Look whether the file is whole.") from None


class _Broken(Exception):
    """Why an application is not written."""


def _whole(number: int, record: object) -> WholeRow | SkippedRow:
    if not isinstance(record, dict):
        return SkippedRow(number, "it is no record", (json.dumps(record, ensure_ascii=False),))
    bare = {key: value for key, value in record.items() if key != _ROWS}
    text = json.dumps(bare, ensure_ascii=False)
    try:
        rows = _rows(record.get(_ROWS))
        _check_keys(rows)
    except _Broken as broken:
        return SkippedRow(number, str(broken), (text,))
    return WholeRow(number, rows, text)


def _rows(value: object) -> Rows:
    if not isinstance(value, dict):
        raise _Broken("it has no rows")
    if unknown := sorted(set(value) - set(TABLES)):
        raise _Broken(f"there is no table “{unknown[0]}”")
    rows: Rows = {}
    for table in TABLES:
        if table in value:
            if not isinstance(value[table], list):
                raise _Broken(f"{table} is no list of rows")
            rows[table] = [_row(table, row) for row in value[table]]
    if len(rows.get("application", ())) != 1:
        raise _Broken("it does not have one row of its own")
    return rows


def _row(table: str, value: object) -> dict[str, Cell]:
    columns = TABLES[table]
    if not isinstance(value, dict) or set(value) != set(columns):
        missing = sorted(set(columns) ^ set(value)) if isinstance(value, dict) else []
        raise _Broken(f"a row of {table} has other columns{f': {missing[0]}' if missing else ''}")
    return {name: _cell(table, name, column, value[name]) for name, column in columns.items()}


def _cell(table: str, name: str, column: Column, value: object) -> Cell:
    if column.kind is bytes and isinstance(value, dict):
        try:
            return b64decode(str(value[BYTES]), validate=True)
        except (KeyError, ValueError):
            raise _Broken(f"{table}.{name} is not readable") from None
    if value is None and not column.required:
        return None
    # A truth value is a number to Python, and none here.
    if type(value) is not column.kind or not isinstance(value, str | int | bool):
        raise _Broken(f"{table}.{name} is no {'text' if column.kind is str else column.kind.__name__}")
    if isinstance(value, int) and not -(2**31) <= value < 2**31:
        raise _Broken(f"{table}.{name} is too large a number")
    if isinstance(value, str) and not _stands(table, name, value):
        raise _Broken(f"{table}.{name} cannot be “{value[:40]}”")
    return value


def _stands(table: str, name: str, text: str) -> bool:
    """Tell whether other commands can read a text: a known word, a time, a list, and no NUL."""
    if "\0" in text or ((table, name) in WORDS and text not in WORDS[table, name]):
        return False
    try:
        text.encode()
        stored = parse_stored(text) if name in TIMES else None
        listed = json.loads(text) if name in LISTS else []
    except (ValueError, RecursionError):
        return False
    return isinstance(listed, list) and not (isinstance(stored, datetime) and stored.tzinfo is None)


def _check_keys(rows: Rows) -> None:
    """Each row has a number of its own, and what it refers to is there; letters may be those of another application."""
    numbers = {table: [row["id"] for row in rows.get(table, ())] for table in TABLES}
    for table, found in numbers.items():
        if len(set(found)) < len(found):
            raise _Broken(f"two rows of {table} have the same number")
    for table, lines in rows.items():
        for name, column in TABLES[table].items():
            if column.table in (None, "message") and not (column.table and table == "delivery"):
                continue
            for row in lines:
                if row[name] is not None and row[name] not in numbers[str(column.table)]:
                    raise _Broken(f"{table}.{name} names a row that is not there")
