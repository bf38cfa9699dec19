"""What is searched of applications, text by text."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from bowout.storage import search_queries
from bowout.storage.codec import decode_words
from bowout.storage.queries import with_ids
from bowout.storage.reading import Row

# No letter is as long; the rest of a text is not searched.
LONGEST = 50_000


class Answering(Protocol):
    """Answers SELECT texts, within a transaction or outside."""

    def rows(self, query: str, parameters: Mapping[str, object] | None = None) -> Sequence[Row]:
        """All rows of the answer."""
        ...


class Text(NamedTuple):
    """A text that is searched: where it stands (`company`, `note`, `letter`, …), and what it says."""

    kind: str
    text: str


def texts_of(reader: Answering, ids: Sequence[int]) -> dict[int, list[Text]]:
    """All that is searched of some applications, in the order in which hits are shown."""
    if not ids:
        return {}
    rows = reader.rows(f"{with_ids(search_queries.TEXTS, ids)} ORDER BY application_id, place, number")
    return {
        number: list(_texts(of_one))
        for number, of_one in groupby(rows, key=lambda row: row["application_id"])
    }


def _texts(rows: Iterator[Row]) -> Iterator[Text]:
    for row in rows:
        texts = decode_words(row["text"]) if row["kind"] == "tag" else (row["text"],)
        for text in texts:
            if text and text.strip():
                yield Text(row["kind"], text[:LONGEST].strip())
