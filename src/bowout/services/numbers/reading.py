"""The numbers of a search, of a part of it, and of the time before that."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bowout.services.numbers.counts import (
    Counts,
    GivenAt,
    Place,
    counts_of,
    given_by_stage,
    patient_until,
    read_counts,
    reasons_by_stage,
)
from bowout.services.numbers.definitions import DEFINITIONS, Definition
from bowout.services.numbers.processes import Period, Process, read_processes
from bowout.services.numbers.tally import Tally, Week, applications_per_week, tallies_of
from bowout.storage.reading import Reader

# Of fewer than these, a share or a median says little.
SMALL = 10
BY = ("source", "company", "tag", "month")


@dataclass(frozen=True, slots=True)
class Before:
    """The same number in the period before."""

    value: float | None
    n: int
    small: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is shown: `n` is of how many it is, `small` says that these are few.

    `count` is how many of the n are meant, of a share; `note` what was left out.
    """

    key: str
    label: str
    definition: str
    value: float | None
    n: int
    unit: str
    small: bool
    count: int | None
    note: str | None
    before: Before | None


@dataclass(frozen=True, slots=True)
class Group:
    """The headline numbers of the applications that have something in common."""

    name: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers of the applications since a day, or of all; `before` is the first day of the period before."""

    since: str | None
    before: str | None
    by: str | None
    ghosted_days: int
    numbers: tuple[Number, ...]
    weeks: tuple[Week, ...]
    reasons_by_stage: tuple[Place, ...]
    given_by_stage: tuple[GivenAt, ...]
    groups: tuple[Group, ...]

    def __getitem__(self, key: str) -> Number:
        """The number of that key."""
        return next(number for number in self.numbers if number.key == key)


def read_numbers(
    reader: Reader, now: datetime, ghosted_days: int, since: date | None = None, by: str | None = None
) -> Numbers:
    """Read all numbers of the applications that began on a day or since; compared with as many days before it.

    `by` gives the headline numbers of each source, company, tag or month as well.
    """
    processes = processes_of(reader, now, ghosted_days, since, by)
    return numbers_of(processes, reader, now, ghosted_days, since, by)


def processes_of(
    reader: Reader, now: datetime, ghosted_days: int, since: date | None, by: str | None = None
) -> Iterator[Process]:
    """Read the applications that the numbers of a period are found in: its own, and those of as many days before."""
    first = _as_long_before(since, now) if since else None
    return read_processes(reader, now, ghosted_days, Period(first, None, now.tzinfo), by or "")


def numbers_of(
    processes: Iterable[Process],
    reader: Reader,
    now: datetime,
    ghosted_days: int,
    since: date | None = None,
    by: str | None = None,
) -> Numbers:
    """Find all numbers in the applications that `processes_of` reads."""
    first = _as_long_before(since, now) if since else None
    tallies = tallies_of(processes, patient_until(now, ghosted_days), since, by)
    counts = read_counts(reader, now, ghosted_days, Period(since, None, now.tzinfo), tallies.whole)
    earlier = None
    if since is not None:
        before = Period(first, since, now.tzinfo)
        earlier = read_counts(reader, now, ghosted_days, before, tallies.before)
    return Numbers(
        since=str(since) if since else None,
        before=str(first) if first else None,
        by=by,
        ghosted_days=ghosted_days,
        numbers=tuple(_number(definition, counts, earlier) for definition in DEFINITIONS),
        weeks=applications_per_week(counts.tally),
        reasons_by_stage=reasons_by_stage(counts.left),
        given_by_stage=given_by_stage(counts.left),
        groups=tuple(_groups(tallies.groups, ghosted_days, by)) if by else (),
    )


def _as_long_before(since: date, now: datetime) -> date:
    """The first day of a period that is as long as that from `since` to today, and ends before it."""
    length = (now.date() - since).days + 1
    return date.fromordinal(max(1, since.toordinal() - length))


def _groups(tallies: dict[str, Tally], ghosted_days: int, by: str) -> Iterator[Group]:
    """The largest first; months in their order."""
    order = sorted(tallies)
    if by != "month":
        order.sort(key=lambda name: -tallies[name].courses.total())
    headlines = [definition for definition in DEFINITIONS if definition.headline]
    for name in order:
        counts = counts_of(tallies[name], ghosted_days)
        yield Group(name, tuple(_number(definition, counts, None) for definition in headlines))


def _number(definition: Definition, counts: Counts, earlier: Counts | None) -> Number:
    found = definition.find(counts)
    before = definition.find(earlier) if earlier else None
    return Number(
        key=definition.key,
        label=definition.label,
        definition=definition.text.replace("{days}", str(counts.days)),
        value=found.value,
        n=found.n,
        unit=definition.unit,
        small=found.n < SMALL,
        count=found.count,
        note=found.note,
        before=Before(before.value, before.n, before.n < SMALL) if before else None,
    )
