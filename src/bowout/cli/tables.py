"""Lists and timelines as lines of text: for a terminal, or for what a pipe leads to.

Our own instead of Rich, which takes 0.9 s for 1,000 rows (performance.md).
"""

import os
import re
from collections.abc import Callable, Container, Iterable, Sequence
from typing import TextIO
from unicodedata import category, east_asian_width

GAP = "  "
# A column of up to _SHORT cells, such as dates and statuses, stays whole; a wider one keeps at least _LEAST.
_SHORT, _LEAST = 16, 14
_STYLES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "blue": 34, "cyan": 36}

# C0 and C1 controls, line and paragraph separators, bidi embeddings, overrides and isolates,
# and halves of surrogate pairs, which cannot be written at all. The plain marks LRM, RLM and
# ALM and the joiners stay: Hebrew, Arabic, Persian and Indic text needs them.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u206f\ud800-\udfff]")
_BREAKS = re.compile(r"[ \t]*(?:\r\n|\n|\t)[ \t\r\n]*")


def clean(text: str) -> str:
    r"""Make one line that a terminal can only show: what it would obey stands there as `\x1b`, `\u202e`.

    Line breaks and tabs become a blank; ordinary text of any script stays as it is.
    """
    if text.isprintable():
        return text
    return _UNSAFE.sub(_escape, _BREAKS.sub(" ", text))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


class _Cells(dict[str, int]):
    """How many cells a character takes, found once for each."""

    def __missing__(self, char: str) -> int:
        if char == "\ufe0f":
            cells = 1  # asks for the emoji's wide form: ❤ takes one cell, ❤️ two
        elif (category(char) in ("Mn", "Me", "Cf") and char != "\u00ad") or "\u1160" <= char <= "\u11ff":
            cells = 0  # combining, joining, or the later part of a Korean syllable
        else:
            cells = 2 if east_asian_width(char) in "WF" else 1
        self[char] = cells
        return cells


_CELLS = _Cells()


def width(text: str) -> int:
    """Count the cells that clean text takes on a terminal; emoji that are joined count in full."""
    return len(text) if text.isascii() else sum(map(_CELLS.__getitem__, text))


def cut(text: str, cells: int) -> str:
    """Shorten clean text to fit, with an ellipsis where something is gone."""
    if width(text) <= cells:
        return text
    if text.isascii():
        return text[: cells - 1].rstrip() + "…" if cells > 0 else ""
    return _front(text, cells - 1).rstrip(" \u200d") + "…" if cells > 0 else ""


def _front(text: str, cells: int) -> str:
    """Give the longest beginning that fits; marks stay with the character that they belong to."""
    for index, char in enumerate(text):
        cells -= _CELLS[char]
        if cells < 0:
            return text[:index]
    return text


def colour_wanted(stream: TextIO) -> bool:
    """Tell whether to colour: on a terminal that can, and where NO_COLOR (no-color.org) is not set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def style(text: str, name: str, enabled: bool) -> str:
    """Give clean text a style: bold, dim, red, green, yellow, blue or cyan."""
    return f"\x1b[{_STYLES[name]}m{text}\x1b[0m" if enabled else text


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    terminal_width: int | None,
    colour: bool = False,
    paint: Callable[[int, str], str | None] | None = None,
    whole: Container[int] = (),
    spare: Sequence[int] = (),
) -> str:
    """Set out rows under headings, without a line break at the end; all text is cleaned here.

    On a terminal: columns in line, the widest shortened until they fit, but not
    those of `whole`. Where too little would be left of them, those of `spare` are
    left out; and where that does not help, the fields of a row follow one
    another in lines that fit. Without a terminal (`terminal_width` None):
    nothing is shortened or coloured, and a tab stands between fields, so that
    `cut`, awk and a spreadsheet read each whole, with its blanks; in columns of
    blanks, an empty field would be lost.

    `paint` names the style of a cell, by its column and clean text; asked only with `colour`.
    """
    cleaned = [[clean(cell) for cell in row] for row in (headings, *rows)]
    if terminal_width is None:
        return "\n".join("\t".join(row) for row in cleaned)
    measured = [[width(cell) for cell in row] for row in cleaned]
    widest = [max(column) for column in zip(*measured, strict=True)]
    columns = _fit(widest, terminal_width, whole, spare)
    if columns is None:
        return "\n".join(_flow(cleaned, terminal_width, colour))
    lines = []
    for number, (cells, sizes) in enumerate(zip(cleaned, measured, strict=True)):
        line = _line(cells, sizes, columns, paint if colour and number else None)
        lines.append(style(line, "bold", colour) if number == 0 else line)
    rule = GAP.join("─" * cells for cells in columns.values())
    return "\n".join((lines[0], style(rule, "dim", colour), *lines[1:]))


def _fit(
    widest: Sequence[int], terminal_width: int, whole: Container[int], spare: Sequence[int]
) -> dict[int, int] | None:
    """The cells of each column that is shown, by its place; None where too little would be left of them."""

    def over(cells: dict[int, int]) -> int:
        return sum(cells.values()) + len(GAP) * (len(cells) - 1) - terminal_width

    least = {
        place: cells if place in whole or cells <= _SHORT else _LEAST for place, cells in enumerate(widest)
    }
    for place in spare:
        if over(least) > 0:
            del least[place]
    if over(least) > 0:
        return None
    columns = {place: max(cells, min(widest[place], terminal_width)) for place, cells in least.items()}
    for _ in range(over(columns)):
        wide = (place for place in columns if columns[place] > least[place])
        columns[max(wide, key=columns.__getitem__)] -= 1
    return columns


def _flow(rows: Sequence[Sequence[str]], terminal_width: int, colour: bool) -> list[str]:
    """Rows as running text, what is empty left out; a row's later lines are indented."""
    lines = []
    for number, row in enumerate(rows):
        first, *later = _fill(_fields(row, terminal_width), max(2, terminal_width - len(GAP)))
        shown = [first, *(f"{GAP}{line}" for line in later)]
        lines += [style(line, "bold", colour) for line in shown] if number == 0 else shown
        if number == 0:
            lines.append(style("─" * terminal_width, "dim", colour))
    return lines


def _fields(row: Sequence[str], terminal_width: int) -> list[str]:
    """The fields of a row as words to fill lines with, each field one if it fits; a dot stands between them."""
    words: list[str] = []
    for cell in filter(None, row):
        if words:
            words[-1] += " ·"
        words += [cell] if width(cell) < terminal_width // 2 else cell.split(" ")
    return words


def _line(
    cells: Sequence[str],
    sizes: Sequence[int],
    columns: dict[int, int],
    paint: Callable[[int, str], str | None] | None,
) -> str:
    parts = []
    last = max(columns)
    for index, column in columns.items():
        text, size = cells[index], sizes[index]
        if size > column:
            text = cut(text, column)
            size = width(text)
        name = paint(index, cells[index]) if paint else None
        parts.append(style(text, name, True) if name else text)
        if index < last:
            parts.append(" " * (column - size) + GAP)
    return "".join(parts).rstrip(" ")


def wrap(text: str, cells: int) -> list[str]:
    """Break text into lines that fit, cleaned, its own line breaks kept; `cells` is at least 2.

    Lines break at blanks; text without any, as in Chinese, and words too long between characters.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _fill(clean(paragraph).split(" "), cells)
    return lines


def _fill(words: Iterable[str], cells: int) -> list[str]:
    lines, line = [], ""
    for word in filter(None, words):
        joined = f"{line} {word}" if line else word
        if width(joined) <= cells:
            line = joined
            continue
        if width(word) <= cells and width(word) <= len(word):
            lines.append(line)
            line = word
            continue
        while (front := _front(joined, cells) or joined[0]) != joined:
            lines.append(front.rstrip(" "))
            joined = joined[len(front) :].lstrip(" ")
        line = joined
    return [*lines, line]
