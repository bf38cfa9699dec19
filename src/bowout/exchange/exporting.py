"""Applications as files for other programs, written one by one as they come.

Without `private`, what never leaves by accident stays empty: the note and true reason of a
withdrawal, and a stage's concerns and highlight. The keys and columns stay the same.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, TextIO

from bowout.domain.people import Person
from bowout.domain.plain import JsonValue, plain
from bowout.domain.results import ApplicationView, StageView, WithdrawalView
from bowout.domain.whole import BYTES, Cell
from bowout.exchange.cells import guard
from bowout.exchange.records import Whole

Record = dict[str, JsonValue]

# Named by the contract, so that a fuller view (an ApplicationDetail) exports no more than this.
_KEYS = ApplicationView._fields
_NESTED = {
    "next_stage": StageView._fields,
    "withdrawal": WithdrawalView._fields,
}
_HIDDEN: dict[str, Record] = {
    "next_stage": {"highlight": None, "concerns": []},
    "withdrawal": {"reason": None, "note": None},
}
_LONGEST_CELL = 32_767
_FLAT_KEYS = tuple(key for key in _KEYS if key not in _NESTED)
COLUMNS = (*_FLAT_KEYS, *(f"{outer}_{key}" for outer, keys in _NESTED.items() for key in keys))


def write_json(
    applications: Iterable[ApplicationView | Whole], out: TextIO, *, private: bool = False
) -> None:
    """Write a JSON list, an application on each line, its keys in the contract's order; then the `rows` of a whole one.

    `out` takes UTF-8: nothing is escaped that need not be.
    """
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=False).encode
    before = "[\n"
    for record in _records(applications, private):
        out.write(before + encode(record))
        before = ",\n"
    out.write("[]\n" if before == "[\n" else "\n]\n")


def write_csv(applications: Iterable[ApplicationView], out: TextIO, *, private: bool = False) -> None:
    r"""Write a table with a heading and an application on each row (RFC 4180, rows end in CRLF).

    `out` is opened with `newline=""`. Several things in a cell are joined by `; `; nothing is an
    empty cell; cells that look like formulas are guarded (`bowout.exchange.cells`).
    """
    import csv

    # Only with CRLF do all Pythons quote a lone CR within a cell.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(record) for record in _records(applications, private))


def write_jsonl(
    applications: Iterable[ApplicationView | Whole], out: TextIO, *, private: bool = False
) -> None:
    """Write an application on each line, as JSON."""
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=False).encode
    out.writelines(f"{encode(record)}\n" for record in _records(applications, private))


def write_md(applications: Iterable[ApplicationView], out: TextIO, *, private: bool = False) -> None:
    """Write a Markdown table with the columns of CSV; a line break within a cell is `<br>`."""
    out.write(_md_line(COLUMNS))
    out.write(f"|{' --- |' * len(COLUMNS)}\n")
    out.writelines(_md_line(_row(record)) for record in _records(applications, private))


def write_xlsx(applications: Iterable[ApplicationView], out: BinaryIO, *, private: bool = False) -> None:
    """Write a workbook with the columns of CSV, row by row; every cell is text, and guarded as there."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("applications")
    sheet.append(COLUMNS)
    for record in _records(applications, private):
        cells = []
        for text in _row(record):
            # What a workbook cannot hold, or a sheet would cut without a word.
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_CELL] or None)
            if text:
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(out)


def _md_line(cells: Sequence[str]) -> str:
    escaped = (cell.replace("\\", "\\\\").replace("|", "\\|") for cell in cells)
    return f"| {' | '.join('<br>'.join(cell.splitlines()) for cell in escaped)} |\n"


def _records(applications: Iterable[ApplicationView | Whole], private: bool) -> Iterator[Record]:
    for each in applications:
        view = each.view if isinstance(each, Whole) else each
        # In one go where nothing is left out.
        whole = plain(view) if type(view) is ApplicationView else None
        record = whole if isinstance(whole, dict) else {key: plain(getattr(view, key)) for key in _KEYS}
        if not private:
            for key, hidden in _HIDDEN.items():
                inner = record[key]
                if isinstance(inner, dict):
                    inner.update(hidden)
        if isinstance(each, Whole):
            record["rows"] = {table: [_coded(row) for row in rows] for table, rows in each.rows.items()}
        yield record


def _coded(row: Mapping[str, Cell]) -> JsonValue:
    """A row for JSON; bytes are `{"bytes": base64}`, as the history writes them."""
    return {
        name: {BYTES: b64encode(value).decode("ascii")} if isinstance(value, bytes) else value
        for name, value in row.items()
    }


def _row(record: Record) -> list[str]:
    row = _cells(record, _FLAT_KEYS)
    for outer, keys in _NESTED.items():
        inner = record[outer]
        row += _cells(inner, keys) if isinstance(inner, dict) else [""] * len(keys)
    return row


def _cells(record: Record, keys: Iterable[str]) -> list[str]:
    # Most cells of a large search are empty or text.
    return [
        "" if value is None else guard(value if type(value) is str else _text(value))
        for value in [record[key] for key in keys]
    ]


def _text(value: JsonValue) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return _nested_text(value) if isinstance(value, dict) else str(value)


def _nested_text(value: Record) -> str:
    """Name a person as they are typed, or a concern as `reason: text`."""
    if "reason" in value:
        return ": ".join(_text(part) for part in (value["reason"], value["text"]) if part)
    return str(Person(_text(value["name"]), _text(value["email"]))) or _text(value["phone"])
