"""Finds the application that a person means: by its number, or by words of company and position."""

import difflib
from collections.abc import Callable, Sequence

from bowout.domain.errors import Ambiguous, NotFound, UsageError
from bowout.domain.names import fold, title_of, unaccented
from bowout.domain.statuses import OPEN
from bowout.storage import queries
from bowout.storage.reading import Reader, Row

_CANDIDATES = """
SELECT a.id, a.position, a.status, a.search_key, c.name AS company, c.key AS company_key
FROM application a JOIN company c ON c.id = a.company_id
"""
_NEWEST = " ORDER BY a.updated_at DESC, a.id DESC"
# The newest so many are looked through where the index cannot help: enough for any search of one person.
_SCANNED = 20_000
LONGEST, MOST_WORDS = 2000, 100


def find_application(
    reader: Reader,
    words: str,
    *,
    prefer: Sequence[str] = OPEN,
    fits: Callable[[str], bool] = lambda _status: True,
) -> int:
    """Find the number of the one application that `words` mean.

    A number is taken as one if there is such an application. Else a whole
    company's name beats whole words, those beat beginnings of words, those any
    part; within each come first those whose status `fits` what is to be done,
    and then the statuses of `prefer`.

    Raises:
        NotFound: nothing matches; the nearest are named.
        Ambiguous: several do; they are the error's candidates.
        UsageError: longer than any name.
    """
    wanted = fold(words)
    if len(wanted) > LONGEST or len(wanted.split()) > MOST_WORDS:
        raise UsageError("That is too long for the name of an application.", "A word or two of it will do.")
    if wanted.isdecimal() and wanted.isascii() and len(wanted) <= 18:
        rows = reader.rows(f"{_CANDIDATES} WHERE a.id = :id", {"id": int(wanted)})
        if rows:
            return int(rows[0]["id"])
    found = _narrow(_holding(reader, wanted), wanted) if wanted else []
    found = [row for row in found if fits(row["status"])] or found
    found = [row for row in found if row["status"] in prefer] or found
    if not found:
        raise _not_found(reader, words)
    if len(found) > 1:
        raise Ambiguous(
            f"“{words}” could be {len(found)} applications.",
            tuple(
                f"{title_of(row['company'], row['position'], row['id'])}: {row['status']}" for row in found
            ),
            "Name one by its number, or add words of its position.",
            tuple(row["id"] for row in found),
        )
    return int(found[0]["id"])


def _holding(reader: Reader, wanted: str) -> list[Row]:
    """All applications that hold each of the words somewhere, accents apart if there is no other."""
    words = wanted.split()
    conditions = [queries.WORD_IN_KEY.format(n=place) for place, _ in enumerate(words)]
    parameters = {f"word{place}": queries.like(word) for place, word in enumerate(words)}
    rows = list(
        reader.rows(f"{_CANDIDATES}{queries.where(conditions)}{_NEWEST} LIMIT {_SCANNED}", parameters)
    )
    if rows:
        return rows
    bare = [unaccented(word) for word in words]
    everything = reader.rows(f"{_CANDIDATES}{_NEWEST} LIMIT {_SCANNED}")
    return [row for row in everything if all(word in unaccented(row["search_key"]) for word in bare)]


def _narrow(rows: Sequence[Row], wanted: str) -> Sequence[Row]:
    words = wanted.split()
    tiers: tuple[Callable[[Row], bool], ...] = (
        lambda row: row["company_key"] == wanted or row["search_key"] == wanted,
        lambda row: set(words) <= set(row["search_key"].split()),
        lambda row: all(f" {word}" in f" {row['search_key']}" for word in words),
    )
    sifted = ([row for row in rows if tier(row)] for tier in tiers)
    return next((found for found in sifted if found), rows)


def _not_found(reader: Reader, words: str) -> NotFound:
    rows = reader.rows(f"{_CANDIDATES}{_NEWEST} LIMIT {_SCANNED}")
    if not rows:
        return NotFound(
            "There are no applications yet.", 'Add the first: bowout add "Acme" "Backend Engineer".'
        )
    companies = {row["company_key"]: row["company"] for row in rows}
    near = difflib.get_close_matches(fold(words)[:100], companies, 3, 0.6)
    hint = (
        f"Did you mean {' or '.join(companies[key] for key in near)}?"
        if near
        else "`bowout list` shows them all."
    )
    return NotFound(f"No application matches “{words}”.", hint)
