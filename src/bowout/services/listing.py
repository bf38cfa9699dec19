"""Which applications a list shows."""

from collections.abc import Iterator
from datetime import datetime, time, tzinfo
from typing import NamedTuple

from bowout.domain.choices import choose
from bowout.domain.dates import Moment, utc_text
from bowout.domain.errors import UsageError
from bowout.domain.names import fold
from bowout.domain.results import ApplicationView
from bowout.domain.statuses import Status
from bowout.storage import queries
from bowout.storage.codec import encode_words
from bowout.storage.reading import Reader
from bowout.storage.views import Page, applications

# How many of those that a limit leaves out are counted; beyond, there are "over 1,000".
COUNTED = 1000
MOST_WORDS, LONGEST = 100, 2000
_BATCH = 1000


class Filters(NamedTuple):
    """What a list was told: all of it holds; of several statuses one does, of several tags each."""

    words: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    open: bool | None = None
    since: Moment | None = None
    reason: str | None = None
    tags: tuple[str, ...] = ()
    sort: str = "updated"
    limit: int | None = None


class Listed(NamedTuple):
    """The applications of a list, and how many more there are (at most COUNTED + 1)."""

    found: list[ApplicationView]
    more: int


def sort_named(word: str) -> str:
    """Read an order as a person shortens it; UsageError lists them all."""
    return choose(word, dict.fromkeys(queries.ORDERS, ()), "sort order")


def list_applications(reader: Reader, filters: Filters, now: datetime) -> Listed:
    """List the applications that all of the filters let through."""
    page = page_of(filters, now.tzinfo)
    found = applications(reader, page, now)
    if filters.limit is None or len(found) < filters.limit:
        return Listed(found, 0)
    query = queries.COUNT_UP_TO.format(where=queries.where(page.conditions))
    most = filters.limit + COUNTED + 1
    count = int(reader.rows(query, {**dict(page.parameters), "most": most})[0]["count"])
    return Listed(found, count - len(found))


def page_of(filters: Filters, zone: tzinfo | None) -> Page:
    """Say in fragments of queries.py what the filters mean.

    Raises:
        UsageError: more words than a query can hold.
    """
    conditions: list[str] = []
    parameters: dict[str, object] = {}
    if filters.open is not None:
        conditions.append(queries.IS_OPEN if filters.open else queries.IS_CLOSED)
    if filters.statuses:
        names = {f"status{place}": status.value for place, status in enumerate(filters.statuses)}
        some = queries.STATUS_IN.format(names=", ".join(f":{name}" for name in names))
        conditions.append(queries.STATUS_IS if len(names) == 1 else some)
        parameters |= names
    if filters.since is not None:
        conditions.append(queries.SINCE)
        day = filters.since.day
        parameters["since"] = day.isoformat()
        # What was recorded is a time; the day begins at midnight where the user is.
        parameters["since_at"] = utc_text(filters.since.at or datetime.combine(day, time.min, zone))
    if filters.reason is not None:
        conditions.append(queries.LEFT_BECAUSE)
        parameters["reason"] = filters.reason
    for place, tag in enumerate(filters.tags):
        # Tags are a JSON list: with its quotes, a tag is a whole one.
        conditions.append(queries.HAS_TAG.format(n=place))
        parameters[f"tag{place}"] = queries.like(encode_words([tag.strip().lower()])[1:-1])
    words = " ".join(filters.words).split()
    if any(len(word) > LONGEST for word in words):
        raise UsageError("That is too long a word to look for.", f"Use at most {LONGEST} characters.")
    if len(words) > MOST_WORDS:
        raise UsageError(f"{len(words)} words are too many to look for.", f"Give at most {MOST_WORDS}.")
    for place, word in enumerate(words):
        conditions.append(queries.WORD_ANYWHERE.format(n=place))
        parameters |= {f"word{place}": queries.like(fold(word)), f"text{place}": queries.like(word.lower())}
    return Page(tuple(conditions), tuple(parameters.items()), queries.ORDERS[filters.sort], filters.limit)


def every_application(
    reader: Reader, now: datetime, filters: Filters | None = None
) -> Iterator[ApplicationView]:
    """All applications that the filters let through, by their numbers; memory does not grow with them."""
    last = 0
    wanted = page_of(filters or Filters(), now.tzinfo)
    while True:
        conditions = ("a.id > :after", *wanted.conditions)
        parameters = (("after", last), *wanted.parameters)
        batch = applications(reader, Page(conditions, parameters, queries.ORDERS["id"], _BATCH), now)
        yield from batch
        if len(batch) < _BATCH:
            return
        last = batch[-1].id
