"""Applications one by one with how each went: what all numbers and pictures are counted from.

Five questions are read side by side, in the order of the applications; of a
search of any size a few rows at a time are in memory.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from math import inf
from typing import NamedTuple

from bowout.domain.courses import Change, Course, course_of
from bowout.domain.dates import utc_text
from bowout.domain.spells import Spells, spells_of
from bowout.services.numbers.days import Days
from bowout.storage import stat_queries
from bowout.storage.reading import Cells, Reader

# What follows the last row: no application's number is as high.
_END: Cells = (inf,)
_NO_STEPS: Cells = (0, 0, 0)
# Besides the changes, all that a course follows from: see course_of.
_Key = tuple[str, int, str | None, bool, bool, bool]


class _Path(NamedTuple):
    """Changes of status, when they happened, and the courses that they were part of."""

    changes: Sequence[Change]
    spells: Spells
    courses: dict[_Key, Course]


class Period(NamedTuple):
    """The applications that began on the day `since` or later, and before `until`, in a zone."""

    since: date | None = None
    until: date | None = None
    zone: tzinfo | None = None

    def condition(self) -> tuple[str, dict[str, object]]:
        """What a question asks besides, and with which parameters."""
        text, parameters = "", dict[str, object]()
        if self.since is not None:
            text += stat_queries.FROM_ON
            parameters |= {"since": str(self.since), "since_at": self._midnight(self.since)}
        if self.until is not None:
            text += stat_queries.BEFORE
            parameters |= {"until": str(self.until), "until_at": self._midnight(self.until)}
        return text, parameters

    def _midnight(self, day: date) -> str:
        return utc_text(datetime.combine(day, time.min, self.zone or UTC))


class Process(NamedTuple):
    """An application: days by their number; `day` is when it began, or else when it was entered.

    `applied` and `replied` are None where the day is not known, or there is none. `spells` are the
    statuses that it has left, each with its days if they are known.
    """

    number: int
    group: str | None
    day: int
    applied: int | None
    replied: int | None
    course: Course
    spells: tuple[tuple[str, int | None], ...]


class _Beside:
    """The answer to another question, in the order of the applications; `number` is that of the next row."""

    __slots__ = ("_head", "_rows", "number")

    def __init__(self, rows: Iterator[Cells]) -> None:
        self._rows = rows
        self._head: Cells = next(rows, _END)
        self.number: float = self._head[0]

    def skip_to(self, number: int) -> bool:
        """Pass by the applications before this one; tells whether there are rows of it."""
        while self.number < number:
            self._head = next(self._rows, _END)
            self.number = self._head[0]
        return self.number == number

    def take(self) -> Cells:
        """The next row."""
        head, self._head = self._head, next(self._rows, _END)
        self.number = self._head[0]
        return head

    def take_all(self) -> list[Cells]:
        """All rows of the application whose row is the next."""
        number, rows, head = self.number, self._rows, self._head
        found = []
        while head[0] == number:
            found.append(head)
            head = next(rows, _END)
        self._head, self.number = head, head[0]
        return found


def read_processes(
    reader: Reader, now: datetime, ghosted_days: int, period: Period | None = None, by: str = ""
) -> Iterator[Process]:
    """Read the applications of a period but those that are only saved; `by` says what `group` holds."""
    condition, parameters = (period or Period()).condition()
    group, join = stat_queries.GROUPS[by]
    query = stat_queries.COURSES.format(group=group, join=join, period=condition)
    days, paths = Days(now), _Paths()
    cells = {"cells": days.cells}
    changes = _Beside(reader.stream(stat_queries.CHANGES, cells))
    steps = _Beside(reader.stream(stat_queries.STEPS))
    leavings = _Beside(reader.stream(stat_queries.LEAVINGS))
    mails = _Beside(reader.stream(stat_queries.MAILS))
    silent = _Beside(reader.stream(stat_queries.SILENT_IDS, silent_before(now, ghosted_days)))
    for number, status, applied_on, created_at, closed_at, group in reader.stream(query, parameters | cells):
        # The numbers are compared here first: most have no row, and a call takes as long as all the rest.
        told = changes.take_all() if changes.number <= number and changes.skip_to(number) else ()
        step = steps.take() if steps.number <= number and steps.skip_to(number) else _NO_STEPS
        left = leavings.take()[1] if leavings.number <= number and leavings.skip_to(number) else None
        mail = mails.take()[1] if mails.number <= number and mails.skip_to(number) else None
        if mail and left and closed_at and mail >= closed_at:
            mail = None  # what comes after I left answers that, and not the application
        quiet = silent.number <= number and silent.skip_to(number)
        path = paths[tuple([row[1] for row in told])]
        course = _course(path, (status, step[1], left, applied_on is not None, mail is not None, quiet))
        applied = days[applied_on]
        dates = [applied, *[days[row[2]] for row in told]]
        replied = None
        if applied is not None and course.replied:
            replied = _first_reply(path.spells, dates, days[mail and mail[: days.cells]], step[2])
        begun = days[created_at] if applied is None else applied
        yield Process(number, group, begun or 0, applied, replied, course, _spells(path.spells, dates))


def silent_before(now: datetime, ghosted_days: int) -> dict[str, object]:
    """Before when nothing may have happened, for what has been silent for so many days."""
    first = now.date() - timedelta(ghosted_days - 1)
    return {"day": str(first), "instant": utc_text(datetime.combine(first, time.min, now.tzinfo or UTC))}


class _Paths(dict[tuple[str, ...], _Path]):
    """The ways in which statuses changed, each read once."""

    def __missing__(self, told: tuple[str, ...]) -> _Path:
        changes = [Change(*each.split(" ")) for each in told]
        path = self[told] = _Path(changes, spells_of(changes), {})
        return path


def _course(path: _Path, key: _Key) -> Course:
    course = path.courses.get(key)
    if course is None:
        status, kinds, situation, applied, mailed, silent = key
        course = path.courses[key] = course_of(
            status, path.changes, kinds, situation, applied=applied, mailed=mailed, silent=silent
        )
    return course


def _first_reply(spells: Spells, dates: list[int | None], wrote: int | None, undated: bool) -> int | None:
    """The day of their first reply; None where it may have been an earlier one whose day is not known."""
    if spells.unknown or (undated and spells.final):
        return None
    if not spells.replies:
        return wrote
    if dates[spells.replies[0]] is None:
        return None
    return min(day for day in (wrote, *[dates[place] for place in spells.replies]) if day is not None)


def _spells(spells: Spells, dates: list[int | None]) -> tuple[tuple[str, int | None], ...]:
    found: list[tuple[str, int | None]] = []
    for status, pairs in spells.left:
        sum_: int | None = None
        for first, last in pairs:
            begun, ended = dates[first], dates[last]
            if begun is None or ended is None:
                sum_ = None
                break
            sum_ = (sum_ or 0) + (ended - begun if ended > begun else 0)
        found.append((status, sum_))
    return tuple(found)
