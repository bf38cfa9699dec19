"""CSV in its dialects: which delimiter, quotes that are not closed, rows of any length."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple, TextIO

from bowout.exchange.tables.bounds import MAX_CELL, MAX_LINE, check_width, too_large
from bowout.exchange.tables.decoding import let_go, open_text
from bowout.exchange.tables.spool import RawRow
from bowout.exchange.words import fold_heading, headings

_DELIMITERS = (",", ";", "\t", "|")
_SAID = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)
_SAMPLE_LINES = 60


class Dialect(NamedTuple):
    """How a file is written; `says_so` where its first line is `sep=;` and no row."""

    delimiter: str
    says_so: bool


def find_dialect(text: TextIO, wanted: str | None = None) -> Dialect:
    """Find the delimiter: what the file says, else the one that makes headings and even rows of it."""
    sample = [line[:20_000] for line in islice(bounded_lines(text), _SAMPLE_LINES)]
    if sample and (said := _SAID.fullmatch(sample[0])):
        return Dialect(said[1], says_so=True)
    if wanted:
        return Dialect(wanted, says_so=False)
    best = max(_DELIMITERS, key=lambda delimiter: _fits(sample, delimiter))
    return Dialect(best, says_so=False)


def read_delimited(file: BinaryIO, encoding: str, wanted: str | None = None) -> Iterator[RawRow]:
    """Read rows, blank ones left out; a row that a quote swallowed others into comes with its problem.

    Raises:
        Refused: a cell or a row is too large.
    """
    with_text = open_text(file, encoding)
    try:
        dialect = find_dialect(with_text, wanted)
        with_text.seek(0)
        yield from _rows(with_text, dialect)
    finally:
        let_go(with_text)


def _rows(text: TextIO, dialect: Dialect) -> Iterator[RawRow]:
    lines = bounded_lines(text)
    before = 0
    if dialect.says_so:
        next(lines, None)
        before = 1
    # A cell may be this long, and no longer: the reader stops there, rather than at the end of memory.
    old = csv.field_size_limit(MAX_CELL)
    try:
        reader = csv.reader(lines, delimiter=dialect.delimiter, skipinitialspace=True)
        line, widths = before + 1, Counter[int]()
        for cells in reader:
            end = before + reader.line_num
            if any(cell and not cell.isspace() for cell in cells):
                check_width(line, len(cells))
                usual = widths.most_common(1)[0][0] if widths else len(cells)
                problem = _swallowed(cells, usual, dialect.delimiter, line, end) if end > line else None
                if sum(widths.values()) < 200:
                    widths[len(cells)] += 1
                yield RawRow(line, tuple(cells), problem)
            line = end + 1
    except csv.Error as error:
        raise too_large(
            f"The row that begins in line {line} cannot be read: {error}.",
            "Look for a quotation mark that is not closed there.",
        ) from None
    finally:
        csv.field_size_limit(old)


def bounded_lines(text: TextIO) -> Iterator[str]:
    """Read line by line; Refused at one that is no line of a text."""
    number = 0
    while line := text.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE:
            raise too_large(f"Line {number} is longer than {MAX_LINE:,} characters: it is no row of a table.")
        yield line


def _swallowed(cells: list[str], usual: int, delimiter: str, line: int, end: int) -> str | None:
    """Tell whether a cell of several lines holds whole rows: a quotation mark was not closed."""
    if len(cells) == usual:
        return None
    least = max(1, usual - 2)
    for cell in cells:
        inner = cell.splitlines()[1:]
        if inner and sum(text.count(delimiter) >= least for text in inner) >= max(1, len(inner) // 2):
            return f"a quotation mark is not closed: lines {line} to {end} are read as one row"
    return None


def _fits(sample: list[str], delimiter: str) -> tuple[int, float, int]:
    """How well a delimiter fits: headings that are known, then even rows, then the number of columns."""
    try:
        rows = [row for row in csv.reader(sample, delimiter=delimiter, skipinitialspace=True) if any(row)]
    except csv.Error:
        return 0, 0.0, 0
    if not rows:
        return 0, 0.0, 0
    known = headings()
    most = max(
        (sum(fold_heading(cell) in known for cell in row) for row in rows[:10] if len(row) < 500), default=0
    )
    width, count = Counter(map(len, rows)).most_common(1)[0]
    return (most if width > 1 else min(most, 1)), count / len(rows) if width > 1 else 0.0, width
