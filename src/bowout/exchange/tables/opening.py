"""What kind of file it is: what the person says, else its first bytes, its name and its first lines."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from bowout.domain.errors import Refused
from bowout.exchange.tables.bounds import MAX_BYTES, not_a_table, too_large
from bowout.exchange.tables.decoding import find_encoding, open_text
from bowout.exchange.tables.delimited import read_delimited
from bowout.exchange.tables.json_lists import read_json, read_json_lines
from bowout.exchange.tables.markdown import looks_like_markdown, read_markdown
from bowout.exchange.tables.spool import Spool
from bowout.exchange.tables.workbook import read_workbook

FORMATS = ("csv", "tsv", "json", "jsonl", "xlsx", "md")
_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_SUFFIXES |= {".xlsx": "xlsx", ".xlsm": "xlsx", ".md": "md", ".markdown": "md"}
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old workbook (XLS), or one with a password",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
    b"SQLite f": "a database",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


class Table(NamedTuple):
    """A table as rows of text; `columns` are the names of JSON, in their order, and None for other formats."""

    rows: Spool
    format: str
    columns: tuple[str, ...] | None
    encoding: str | None
    other_sheets: tuple[str, ...]


def open_table(source: Path | BinaryIO, wanted: str | None) -> Table:
    """Read a whole file into rows.

    Raises:
        Refused: it cannot be read, is too large, or is no table.
    """
    name = source.name if isinstance(source, Path) else ""
    with _opened(source) as file:
        return _read(file, name, wanted)


def _read(file: BinaryIO, name: str, wanted: str | None) -> Table:
    head = file.read(8)
    if head.startswith(b"PK\x03\x04") or wanted == "xlsx":
        others: list[str] = []
        return Table(Spool(read_workbook(file, others)), "xlsx", None, None, tuple(others))
    for start, what in _OTHERS.items():
        if head.startswith(start):
            raise not_a_table(f"This is {what}, no table that can be read.", "Save it as CSV or XLSX.")
    if not head.strip():
        file.seek(0)
        if not file.read(64 * 1024).strip(b"\xef\xbb\xbf \t\r\n"):
            raise not_a_table("This file is empty.", "Name another file.")
    encoding = find_encoding(file)
    kind = wanted or _kind(file, encoding, name)
    columns: dict[str, int] = {}
    if kind == "json":
        rows = Spool(read_json(file, encoding, columns))
    elif kind == "jsonl":
        rows = Spool(read_json_lines(file, encoding, columns))
    elif kind == "md":
        return Table(Spool(read_markdown(file, encoding)), kind, None, encoding, ())
    else:
        rows = Spool(read_delimited(file, encoding, "\t" if kind == "tsv" and wanted else None))
        return Table(rows, kind, None, encoding, ())
    return Table(rows, kind, tuple(columns), encoding, ())


def _kind(file: BinaryIO, encoding: str, name: str) -> str:
    """Tell the format by what stands in the file; its name decides only where that leaves it open."""
    text = open_text(file, encoding)
    try:
        sample = text.read(64 * 1024).lstrip("\ufeff")
    finally:
        text.detach()
    by_name = _SUFFIXES.get(Path(name).suffix.casefold())
    start = sample.lstrip()[:1]
    if start == "{":
        return "jsonl" if by_name == "jsonl" or _is_record(sample.lstrip().splitlines()[0]) else "json"
    if start == "[" and (by_name == "json" or by_name is None):
        return "json"
    if by_name in {"json", "jsonl"}:
        return by_name
    if by_name not in {"csv", "tsv"} and looks_like_markdown(sample.splitlines()):
        return "md"
    return by_name if by_name in {"md", "tsv"} else "csv"


def _is_record(line: str) -> bool:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    # One whole record in the first line is JSON Lines, unless it is an object that holds a list of them.
    if not isinstance(found, dict) or all(isinstance(value, dict) for value in found.values()):
        return False
    return not any(
        isinstance(value, list) and value and isinstance(value[0], dict) and len(found) <= 3
        for value in found.values()
    )


@contextmanager
def _opened(source: Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(source, Path):
        try:
            with source.open("rb") as file:
                _check_size(file)
                yield file
        except OSError as error:
            raise Refused(f"{source} cannot be read: {error.strerror or error}.", code="not_read") from None
        except ValueError as error:
            if "null" not in str(error):
                raise
            raise Refused(f"{str(source)!r} cannot be the name of a file.", code="not_read") from None
        return
    if isinstance(source, BytesIO):
        yield source
        return
    # Standard input is read once; what is read twice lies in a file without a name.
    with tempfile.TemporaryFile() as spooled:
        copied = 0
        while chunk := source.read(1024 * 1024):
            copied += len(chunk)
            if copied > MAX_BYTES:
                raise _too_large_file()
            spooled.write(chunk)
        spooled.seek(0)
        yield spooled


def _check_size(file: BinaryIO) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    if size > MAX_BYTES:
        raise _too_large_file()


def _too_large_file() -> Refused:
    return too_large(f"This file is larger than {MAX_BYTES // 1024**2:,} MB: it is no list of applications.")
