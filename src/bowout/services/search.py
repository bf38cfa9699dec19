"""Finds applications by words of all that is known of them, the best first, with the words in context."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from bowout.domain.errors import UsageError
from bowout.domain.found import FoundView, HitView
from bowout.domain.names import fold
from bowout.domain.searching import (
    GRAM,
    IS_CLOSED,
    IS_OPEN,
    LONGEST,
    MOST_WORDS,
    composed,
    find,
    folded,
    grams,
    mark,
    spans,
    words_in,
)
from bowout.storage import search_queries
from bowout.storage.codec import decode_words
from bowout.storage.queries import ID_IN, like, with_ids
from bowout.storage.reading import Reader, Row
from bowout.storage.search_texts import Text, texts_of
from bowout.storage.views import Page, applications

# Where more than these hold the words, the newest of them are put in order, however many there are.
RANKED = 500
MOST_HITS = 10
_BATCH = 500
_BEFORE, _AFTER = 32, 64
# A company's name says more than a position, and that more than a word in a letter.
_FIELDS = (("company", 100), ("agency", 60), ("position", 30), ("tags", 10))
_WHOLE_NAME, _WHOLE_WORD, _BEGINNING, _PART = 8, 4, 3, 2


class Search(NamedTuple):
    """What is looked for: folded words, which all have to be there; as it was typed; and of which applications."""

    words: tuple[str, ...]
    typed: str
    open: bool | None = None
    limit: int | None = None


class SearchResult(NamedTuple):
    """What was found, and how many more there are; `over`: at least so many."""

    found: list[FoundView]
    more: int
    over: bool


def search_for(texts: Sequence[str], *, open_: bool | None = None, limit: int | None = None) -> Search:
    """Read what somebody looks for.

    Raises:
        UsageError: no word that could be found, or more than anybody means.
    """
    typed = " ".join(texts)
    if any(len(word) > LONGEST for word in typed.split()):
        raise UsageError("That is too long a word to look for.", f"Use at most {LONGEST} characters.")
    words = words_in(texts)
    if not words:
        raise UsageError("There is no word to look for.", 'Give one or several: bowout search "Acme".')
    if len(words) > MOST_WORDS:
        raise UsageError(f"{len(words)} words are too many to look for.", f"Give at most {MOST_WORDS}.")
    return Search(words, typed, open_, limit)


def search(reader: Reader, wanted: Search, now: datetime, *, indexed: bool) -> SearchResult:
    """Find the applications that hold every word somewhere; not `indexed`: by reading all of them."""
    most = None if wanted.limit is None else max(RANKED, wanted.limit) + 1
    numbers = _in_index(reader, wanted, most) if indexed else _in_records(reader, wanted, most)
    ranked = _ranked(reader, numbers, wanted)
    shown = ranked[: wanted.limit]
    found = [
        found
        for begin in range(0, len(shown), _BATCH)
        for found in _views(reader, shown[begin : begin + _BATCH], wanted.words, now)
    ]
    return SearchResult(found, len(ranked) - len(shown), over=most is not None and len(numbers) >= most)


def _in_index(reader: Reader, wanted: Search, most: int | None) -> list[int]:
    """The newest that hold the words, and those whose company is called so."""
    from bowout.storage.reading import SqliteReader

    if isinstance(reader, SqliteReader):
        query, parameters = search_queries.FOUND, _match(wanted)
    else:
        query, parameters = _on_server(wanted)
    limit = search_queries.LIMIT if most is not None else ""
    bound = {"most": most} if most is not None else {}
    numbers = [row["id"] for row in reader.rows(query + limit, parameters | bound)]
    if most is None or len(numbers) < most:
        return numbers
    called = search_queries.AT_COMPANY.replace("{state}", search_queries.STATES[wanted.open])
    key = {"key": fold(wanted.typed), "most": most}
    at_company = [row["id"] for row in reader.rows(called + search_queries.NEWEST + limit, key)]
    return list(dict.fromkeys(at_company + numbers))


def _match(wanted: Search) -> dict[str, object]:
    """What FTS5 is asked: every word a text in quotes, so that nothing in it means anything."""
    words = [word if len(word) >= GRAM else mark(word) for word in wanted.words]
    quoted = ['"{}"'.format(word.replace('"', '""')) for word in (*words, *_state(wanted))]
    return {"match": " AND ".join(quoted)}


def _on_server(wanted: Search) -> tuple[str, dict[str, object]]:
    """What PostgreSQL is asked: by runs of three, and then whether they make up the words."""
    long = [word for word in wanted.words if len(word) > GRAM]
    runs = {run for word in wanted.words for run in (grams(word) or {mark(word)})} | set(_state(wanted))
    conditions = [search_queries.WORD.replace("{n}", str(place)) for place, _ in enumerate(long)]
    query = " AND ".join((search_queries.FOUND_ON_SERVER, *conditions))
    parameters: dict[str, object] = {f"word{place}": like(word) for place, word in enumerate(long)}
    return query + search_queries.NEWEST_ON_SERVER, {**parameters, "grams": sorted(runs)}


def _state(wanted: Search) -> tuple[str, ...]:
    return () if wanted.open is None else (IS_OPEN if wanted.open else IS_CLOSED,)


def _in_records(reader: Reader, wanted: Search, most: int | None) -> list[int]:
    """The newest that hold the words, found by reading everything: where there is no index."""
    return list(islice(_read_all(reader, wanted), most))


def _read_all(reader: Reader, wanted: Search) -> Iterator[int]:
    query = search_queries.AFTER.replace("{state}", search_queries.STATES[wanted.open])
    before = 2**62
    while rows := reader.rows(query, {"before": before, "most": _BATCH}):
        numbers = [row["id"] for row in rows]
        texts = texts_of(reader, numbers)
        for number in numbers:
            held = "\n".join(folded(each.text) for each in texts.get(number, ()))
            if all(find(word, held) >= 0 for word in wanted.words):
                yield number
        before = numbers[-1]


def _ranked(reader: Reader, numbers: Sequence[int], wanted: Search) -> list[int]:
    """Put applications in order: the words in their names first, and then the newest change."""
    rows: list[Row] = []
    for begin in range(0, len(numbers), _BATCH):
        rows += reader.rows(with_ids(search_queries.RANKED, numbers[begin : begin + _BATCH]))
    rows.sort(key=lambda row: (_score(row, wanted.words), row["updated_at"], row["id"]), reverse=True)
    return [row["id"] for row in rows]


def _score(row: Row, words: Sequence[str]) -> int:
    score = 0
    for field, weight in _FIELDS:
        text = row[field]
        if not text or text == "[]":
            continue
        text = folded(" ".join(decode_words(text)) if field == "tags" else text)
        for word in words:
            if word in text:
                score += weight * _fit(word, text, words)
    return score


def _fit(word: str, text: str, words: Sequence[str]) -> int:
    """How well a word fits a name: as one of all its words, as a whole word, as the beginning of one, as a part."""
    if find(word, text) < 0:
        return 0
    if text == " ".join(words):
        return _WHOLE_NAME
    if f" {word} " in f" {text} ":
        return _WHOLE_WORD
    return _BEGINNING if f" {word}" in f" {text}" else _PART


def _views(
    reader: Reader, numbers: Sequence[int], words: Sequence[str], now: datetime
) -> Iterator[FoundView]:
    page = Page((with_ids(ID_IN, numbers),))
    views = {view.id: view for view in applications(reader, page, now)}
    texts = texts_of(reader, numbers)
    for number in numbers:
        yield FoundView(views[number], tuple(islice(_hits(texts.get(number, ()), words), MOST_HITS)))


def _hits(texts: Sequence[Text], words: Sequence[str]) -> Iterator[HitView]:
    """The words in context: of each text as many pieces as it takes to show every word of it once."""
    for kind, text in texts:
        line = composed(" ".join(text.split()))
        flat = folded(line)
        left = [word for word in words if find(word, flat) >= 0]
        while left:
            begin, end = spans(left[:1], line)[0]
            piece = _around(line, begin, end)
            yield HitView(kind, piece)
            left = [word for word in left[1:] if find(word, folded(piece)) < 0]


def _around(line: str, begin: int, end: int) -> str:
    """Cut a piece out of a line, in whole words where they are not long."""
    first, last = max(0, begin - _BEFORE), min(len(line), end + _AFTER)
    if first:
        first = next((at + 1 for at in range(first, begin) if line[at] == " "), first)
    if last < len(line):
        last = next((at for at in range(last, end, -1) if line[at] == " "), last)
    return f"{'… ' if first else ''}{line[first:last]}{' …' if last < len(line) else ''}"
