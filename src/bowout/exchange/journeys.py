"""Whole ways in one place: a history within a cell, or a table with a row for each transition."""

import re
from collections.abc import Iterator
from datetime import date, tzinfo
from typing import NamedTuple

from bowout.domain.statuses import CLOSED, Status
from bowout.exchange.days import find_date, read_day
from bowout.exchange.drafts import Draft
from bowout.exchange.said import Said, read_status
from bowout.exchange.words import fold

_STEPS = re.compile(r"\s*(?:→|➜|⇒|[-=]+>|>|;|；|\n|\|)\s*")
_BY_COMMA = re.compile(r"\s*[,，]\s*(?=[^\W\d_])")


def read_history(draft: Draft, heading: str, cell: str, zone: tzinfo, today: date) -> None:
    """Read `Applied (2025-01-02) → Interview (2025-01-15) → Rejected`; what is not understood stays in its note."""
    steps = [step for step in _STEPS.split(cell) if step]
    if len(steps) == 1:
        steps = _BY_COMMA.split(cell)
    if len(steps) > 100:
        draft.doubt(heading, cell, "too long for a history")
        return
    last: Said | None = None
    for step in steps:
        day, rest = _dated(step, zone, today)
        said = read_status(rest, zone, today) if fold(rest) else None
        if said is None or said.status is None:
            continue
        if said.status == Status.APPLIED and day and draft.applied is None:
            draft.applied, draft.applied_cell = day, (heading, cell)
        elif said.status in CLOSED and day and draft.ended is None:
            draft.ended, draft.ended_cell = day, (heading, cell)
        for kind in said.reached:
            draft.stage(kind, day, done=day is None or day <= today.isoformat())
        last = said
    if last is not None and not any(said.status for _, _, said in draft.said):
        draft.said.append((heading, cell, last._replace(own_words=False)))


def _dated(step: str, zone: tzinfo, today: date) -> tuple[str | None, str]:
    found = find_date(step)
    if found is None:
        return None, step.strip(" ()[]:,")
    read = read_day(found[0], zone, today)
    day = read.only.day.isoformat() if read and read.only else None
    rest = f"{step[: found.start()]} {step[found.end() :]}"
    rest = re.sub(r"T?\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?Z?", " ", rest)
    return day, rest.strip(" ()[]:,-–@")


class Transition(NamedTuple):
    """A row of a flow table."""

    line: int
    company: str
    source: str
    target: str
    cells: tuple[str, ...]


class Way(NamedTuple):
    """The transitions of one application, in the order in which they follow each other."""

    rows: tuple[Transition, ...]


def join(transitions: Iterator[Transition]) -> Iterator[Way]:
    """Join the rows of a company; one that begins anew, or is followed by none, is an application of its own."""
    by_company: dict[str, list[list[Transition]]] = {}
    for row in transitions:
        ways = by_company.setdefault(fold(row.company) or row.company, [])
        follows = next((way for way in ways if fold(way[-1].target) == fold(row.source)), None)
        if follows is None:
            ways.append([row])
        else:
            follows.append(row)
    for ways in by_company.values():
        yield from (Way(tuple(way)) for way in _with_earlier(ways))


def _with_earlier(ways: list[list[Transition]]) -> list[list[Transition]]:
    """Put ways together that stand in the file in another order than they happened."""
    joined: list[list[Transition]] = []
    for way in ways:
        after = next((other for other in joined if fold(other[0].source) == fold(way[-1].target)), None)
        if after is not None:
            after[:0] = way
        else:
            joined.append(way)
    return joined


def walk(draft: Draft, way: Way, zone: tzinfo, today: date) -> None:
    """Make what a way says of an application: how it began, each step, where it stands."""
    words = [way.rows[0].source, *(row.target for row in way.rows)]
    understood = [read_status(word, zone, today) for word in words]
    for number, (word, said) in enumerate(zip(words, understood, strict=True)):
        if said is None:
            continue
        if number == len(words) - 1 or said.approached:
            draft.said.append(("Target" if number else "Source", word, said))
            continue
        if said.status is None:
            draft.keep("Source", word, said.doubt or "no word for a status that is known")
        elif said.own_words:
            draft.note("Stage", word)
        for kind in said.reached:
            draft.stage(kind, None, done=True)
