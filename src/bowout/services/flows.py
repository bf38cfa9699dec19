"""How many applications went from where to where: what a Sankey of the search is drawn from."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple, TextIO

from bowout import settings
from bowout.domain.courses import ENDS, STARTS, STEPS, Course
from bowout.exchange.sankeymatic import write_sankeymatic
from bowout.services.numbers.processes import Period, read_processes
from bowout.storage import stat_queries
from bowout.storage.reading import Reader

# From the beginnings over the steps to the ends: the order in which a picture shows them.
NODES = (*STARTS, *STEPS.values(), *ENDS)


class Flow(NamedTuple):
    """So many applications went from one node to the next."""

    source: str
    target: str
    applications: int


def flows(reader: Reader, now: datetime, ghosted_days: int, period: Period | None = None) -> tuple[Flow, ...]:
    """Read the flows of the search, or of a period, in the order of NODES.

    What is only saved is in none. As much leaves a step as comes to it, and the ends add
    up to the applications. An open one that was silent for `ghosted_days` ends in Ghosted.
    """
    processes = read_processes(reader, now, ghosted_days, period)
    return flows_of(Counter(process.course for process in processes))


def write_flows(reader: Reader, now: datetime, out: TextIO) -> int:
    """Write the flows of the whole search as SankeyMATIC text; returns how many there are."""
    days = settings.load().ghosted_days
    saved = reader.rows(stat_queries.ONLY_SAVED.format(period=""))[0]["count"]
    comment = f"How the applications went. Ghosted: also open ones that were silent for {days} days."
    if saved:
        comment += f"\nNot in it: {saved} only saved."
    return write_sankeymatic(flows(reader, now, days), out, comment=comment)


def flows_of(courses: Mapping[Course, int]) -> tuple[Flow, ...]:
    """The flows of courses that were counted before, as by a Tally."""
    counts: Counter[tuple[str, str]] = Counter()
    for course, count in courses.items():
        for pair in pairwise(course.path):
            counts[pair] += count
    place = NODES.index
    order = sorted(counts, key=lambda pair: (place(pair[0]), place(pair[1])))
    return tuple(Flow(*pair, counts[pair]) for pair in order)
