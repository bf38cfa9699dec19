"""Applications with all rows that belong to them: what comes back from an export as it was."""

from collections.abc import Iterable, Iterator
from itertools import islice

from bowout.domain.results import ApplicationView
from bowout.exchange.records import Whole
from bowout.storage.reading import Reader
from bowout.storage.whole import rows_of

_BATCH = 500


def with_rows(reader: Reader, views: Iterable[ApplicationView]) -> Iterator[Whole]:
    """Read what belongs to each, some at a time."""
    waiting = iter(views)
    while batch := list(islice(waiting, _BATCH)):
        rows = rows_of(reader, [view.id for view in batch])
        for view in batch:
            yield Whole(view, rows[view.id])
