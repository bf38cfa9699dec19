"""What the headings of a table mean: as a whole, by a word within, or nearly; and in which row they stand."""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from bowout.exchange.tables.spool import RawRow
from bowout.exchange.words import fold_heading, has_stem, heading_rules, headings, is_east_asian, says_nothing

_NEAR = 90
_LONGEST = 80
_LOOKED_AT = 10


class Meaning(NamedTuple):
    """What a heading is read as, and how it was found: `table`, `words`, or `near` to the heading `near_to`."""

    field: str
    how: str
    weak: bool = False
    near_to: str | None = None


def meaning_of(heading: str) -> Meaning | None:
    """Read a heading; None where nothing is known of it."""
    folded = fold_heading(heading)
    if not folded or len(folded) > _LONGEST:
        return None
    whole = _whole(folded)
    if whole is None and (bare := fold_heading(_outside_brackets(heading))) != folded:
        whole = _whole(bare)
    if whole:
        return whole
    by_words = _by_words(folded)
    # A word that says only that it is no more than a date or a number may be a slip of something better.
    return _nearly(folded) or by_words if by_words is None or by_words.field == "note" else by_words


def _whole(folded: str) -> Meaning | None:
    known = headings().get(folded)
    return Meaning(known.name, "table", known.weak) if known else None


def _outside_brackets(heading: str) -> str:
    """`Salary (EUR)` is a salary."""
    for left, right in ("()", "[]", "（）", "【】"):
        start, end = heading.find(left), heading.rfind(right)
        if 0 < start < end:
            heading = heading[:start] + heading[end + 1 :]
    return heading


def _by_words(folded: str) -> Meaning | None:
    tokens = frozenset(folded.split())
    for name, sets in heading_rules():
        for words in sets:
            if all(word in folded if is_east_asian(word) else _has(word, folded, tokens) for word in words):
                return Meaning(name, "words")
    return None


def _has(word: str, folded: str, tokens: frozenset[str]) -> bool:
    return word in tokens if " " not in word else has_stem(folded, word)


def _nearly(folded: str) -> Meaning | None:
    if len(folded) < 5 or is_east_asian(folded):
        return None
    from rapidfuzz import fuzz, process  # late: for headings that no table has

    found = process.extractOne(folded, list(headings()), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if found is None:
        return None
    near = headings()[found[0]]
    return Meaning(near.name, "near", near.weak, found[0])


class HeadingRow(NamedTuple):
    """Which row has the headings: how many rows to pass over to read what comes behind it, and its cells."""

    passed: int
    cells: tuple[str, ...]
    line: int


def find_headings(rows: Sequence[RawRow], mapped: Sequence[str]) -> HeadingRow | None:
    """Find the row of headings among the first ten; None where none is like one.

    A row that has every heading that the person names is taken first.
    """
    wanted = {fold_heading(name) for name in mapped if not name.isdigit()}
    best, most = None, (False, 0)
    for number, row in enumerate(islice(rows, _LOOKED_AT)):
        if row.problem:
            continue
        texts = [fold_heading(cell) for cell in row.cells]
        if wanted and wanted <= set(texts):
            return HeadingRow(number + 1, row.cells, row.line)
        score = _score(row.cells)
        # A row further down has to be much more like headings: data may hold a word or two of them.
        if score[1] and (
            score[0] > most[0] or (score[0] == most[0] and score[1] > most[1] + (20 if best else 0))
        ):
            best, most = HeadingRow(number + 1, row.cells, row.line), score
    return best


def _score(cells: Sequence[str]) -> tuple[bool, int]:
    """How much a row is like headings: whether it has a plain one for what matters, and how many others.

    None where a day, an address or a number stands among them.
    """
    filled = [cell for cell in cells if not says_nothing(cell.strip())]
    if not filled or any(_like_data(cell) for cell in filled):
        return False, 0
    found = [meaning for cell in filled if (meaning := meaning_of(cell))]
    names = {meaning.field for meaning in found}
    if "company" not in names and "position" not in names:
        return False, 0
    # A row of data may hold a word or two that is a heading elsewhere: `Applied`, `Offer`.
    enough = len(found) * 2 >= len(filled) or len(names) >= 3
    exact = [meaning.field for meaning in found if meaning.how == "table"]
    plain = "company" in exact or "position" in exact
    return plain, len(names) * 10 + len(exact) if enough else 0


def _like_data(cell: str) -> bool:
    text = cell.strip()
    if "://" in text or "@" in text or len(text) > _LONGEST:
        return True
    digits = sum(map(str.isdigit, text))
    return digits > 3 and digits * 2 >= len(text)
