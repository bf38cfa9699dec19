"""Tables in Markdown: the ones whose headings are alike, links taken apart."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from bowout.exchange.tables.bounds import check_cell, check_width
from bowout.exchange.tables.decoding import let_go, open_text
from bowout.exchange.tables.delimited import bounded_lines
from bowout.exchange.tables.spool import RawRow
from bowout.exchange.words import fold, fold_heading, headings

RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]\\]|\\.){0,500})\]\(\s*<?([^\s()<>]{1,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,500})?)>?(?:\s+\"[^\"]*\")?\s*\)"
)
_MARKS = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")
_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")
_SAYS_LINK = frozenset(
    [
        "link",
        "url",
        "here",
        "job",
        "posting",
        "apply",
        "ad",
        "listing",
        "view",
        "open",
        "site",
        "web",
        "jd",
        "post",
        "lien",
        "enlace",
        "hier",
        "链接",
    ]
)
LINKS = "Link"
# Longer cells are taken as they stand: marks are not looked for in them.
_LONGEST = 5_000


def read_markdown(file: BinaryIO, encoding: str) -> Iterator[RawRow]:
    """Read the rows of the first table and of those with the same headings; rows of others have a problem.

    A link of a cell that says something else goes into a column of its own, the last.
    """
    text = open_text(file, encoding)
    first: tuple[str, ...] | None = None
    current: tuple[str, ...] | None = None
    addresses: frozenset[int] = frozenset()
    before, line = "", 0
    try:
        for line, written in enumerate(bounded_lines(text), start=1):
            row = written.strip()
            if "|" in before and is_rule(row):
                current = tuple(_cells(before, line - 1, frozenset())[0])
                addresses = _addresses(current)
                if first is None:
                    first = current
                    yield RawRow(line - 1, (*first, LINKS))
            elif "|" not in row:
                current = None
            elif current is not None and not is_rule(row):
                cells, link = _cells(row, line, addresses)
                if any(cells):
                    problem = None if current == first else "it stands in a table with other headings"
                    yield RawRow(line, _beside(cells, len(current), link), problem)
            before = row
    finally:
        let_go(text)


def looks_like_markdown(lines: list[str]) -> bool:
    """Tell whether a rule of dashes stands under a row with pipes."""
    return any("|" in upper and is_rule(lower) for upper, lower in pairwise(lines))


def is_rule(row: str) -> bool:
    """Tell whether a line is the rule between headings and rows."""
    return "|" in row and "-" in row and set(row) <= set("|:- \t") and RULE.fullmatch(row[:5_000]) is not None


def _beside(cells: list[str], width: int, link: str) -> tuple[str, ...]:
    padded = [*cells, *[""] * (width - len(cells))]
    return (*padded[:width], link, *padded[width:])


def _addresses(names: tuple[str, ...]) -> frozenset[int]:
    """The columns for links: of a link there, it is the address that counts."""
    known = headings()
    found = (known.get(fold_heading(name)) for name in names)
    return frozenset(number for number, field in enumerate(found) if field and field.name == "url")


def _cells(row: str, line: int, addresses: frozenset[int]) -> tuple[list[str], str]:
    row = row.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    parts = [part.strip() for part in _PIPE.split(row)]
    check_width(line, len(parts))
    links: list[str] = []
    cells = [_plain(part, links, line, number in addresses) for number, part in enumerate(parts)]
    return cells, next((link for link in links if "://" in link and link not in cells), "")


def _plain(cell: str, links: list[str], line: int, address: bool) -> str:
    check_cell(line, len(cell))
    if len(cell) > _LONGEST:
        return cell
    whole = _LINK.fullmatch(cell)
    if whole and (address or fold(whole[1]) in _SAYS_LINK or not fold(whole[1])):
        return whole[2]
    links += [found[2] for found in _LINK.finditer(cell)]
    cell = _LINK.sub(lambda found: found[1] if "://" in found[2] else f"{found[1]} ({found[2]})", cell)
    cell = _MARKS.sub(r"\2", _BREAK.sub("\n", cell))
    if len(cell) > 1 and cell[0] == cell[-1] == "`":
        cell = cell.strip("`").strip()
    return _ESCAPED.sub(r"\1", cell).strip()
