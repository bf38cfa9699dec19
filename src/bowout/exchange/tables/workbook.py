"""Workbooks (XLSX): the sheet that looks most like applications, bounded before anything is unpacked."""

import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any, BinaryIO

from bowout.domain.errors import Refused
from bowout.exchange.tables.bounds import check_cell, check_width, not_a_table, too_large
from bowout.exchange.tables.spool import RawRow
from bowout.exchange.words import fold_heading, headings

_MAX_PART = 400 * 1024 * 1024
# The shared texts are held in memory, all of them.
_MAX_TEXTS = 64 * 1024 * 1024
_MAX_PARTS = 5_000
_MAX_ROWS = 1_048_576
_SAVE = "Open it in a spreadsheet program, and save it as XLSX or CSV."


def read_workbook(file: BinaryIO, others: list[str]) -> Iterator[RawRow]:
    """Read the rows of one sheet; the names of other sheets that are not empty are put into `others`.

    Raises:
        Refused: no workbook, damaged, or too large when unpacked.
    """
    _check_size(file)
    file.seek(0)
    with _quiet():
        book = _open(file)
        try:
            sheet = _choose(book, others)
            yield from _rows(sheet)
        except Refused:
            raise
        except Exception as error:  # noqa: BLE001 # a damaged workbook fails in any way that XML and ZIP can
            raise not_a_table(f"This workbook is damaged ({type(error).__name__}).", _SAVE) from None
        finally:
            book.close()


def _check_size(file: BinaryIO) -> None:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise not_a_table("This is no workbook, or it is damaged.", _SAVE) from None
    texts = sum(part.file_size for part in parts if not part.filename.startswith("xl/worksheets/"))
    if (
        len(parts) > _MAX_PARTS
        or texts > _MAX_TEXTS * 2
        or any(part.file_size > _MAX_PART for part in parts)
        or any(part.file_size > _MAX_TEXTS for part in parts if "sharedStrings" in part.filename)
    ):
        raise too_large("This workbook is too large when unpacked.", "Save the sheet of applications as CSV.")
    if any(part.flag_bits & 1 for part in parts):
        raise not_a_table("This workbook is encrypted.", "Save it without a password.")


def _open(file: BinaryIO) -> Any:  # openpyxl ships no types
    from openpyxl import load_workbook  # late: slow, and for workbooks alone

    try:
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # noqa: BLE001 # as above
        raise not_a_table(f"This is no workbook, or it is damaged ({type(error).__name__}).", _SAVE) from None


def _choose(book: Any, others: list[str]) -> Any:
    known = headings()
    best, most, named = None, -1, []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its size is not believed
        score = -1
        for row in _first_rows(sheet):
            texts = {fold_heading(cell) for cell in row if cell}
            score = max(score, len(texts & known.keys()))
        if score >= 0:
            named.append(sheet)
        if score > most:
            best, most = sheet, score
    if best is None:
        raise not_a_table("There is nothing in this workbook.", "Name another file.")
    others += [sheet.title for sheet in named if sheet is not best]
    return best


def _first_rows(sheet: Any) -> Iterator[tuple[str, ...]]:
    for row, _ in zip(_rows(sheet), range(10), strict=False):
        yield row.cells


def _rows(sheet: Any) -> Iterator[RawRow]:
    for line, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if line > _MAX_ROWS:
            raise too_large(f"The sheet “{sheet.title}” has more than {_MAX_ROWS:,} rows.")
        cells = _cells(row, line)
        if cells:
            yield RawRow(line, cells)


def _cells(row: Iterable[object], line: int) -> tuple[str, ...]:
    cells = [_text(value) for value in row]
    while cells and not cells[-1]:
        cells.pop()
    check_width(line, len(cells))
    if cells:
        check_cell(line, max(map(len, cells)))
    return tuple(cells)


def _text(value: object) -> str:
    if isinstance(value, str):
        return "" if value.isspace() else value
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@contextmanager
def _quiet() -> Iterator[None]:
    """Extensions that openpyxl does not know are no affair of the person's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
