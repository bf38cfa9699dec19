"""All that the numbers of a period follow from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bowout.domain.reason_details import Given
from bowout.domain.reasons import REASONS
from bowout.services.numbers.processes import Period
from bowout.services.numbers.tally import Tally
from bowout.services.review import COURSE, how_given
from bowout.storage import stat_queries
from bowout.storage.reading import Reader, Row


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    count: int
    n: int


@dataclass(frozen=True, slots=True)
class Left:
    """The processes that I left: at which stage, for which reason, what was given of it, and how soon.

    `places` counts by reason and stage, `told` by what was given of the reason and stage. `minutes` are
    those of `known` steps that were held of `held`.
    """

    places: Counter[tuple[str, str]]
    told: Counter[tuple[str, str]]
    telling: Counter[int]
    untold: int
    minutes: int
    known: int
    held: int

    @property
    def count(self) -> int:
        """How many they are."""
        return self.places.total()

    @property
    def reasons(self) -> Counter[str]:
        """How often each reason was mine."""
        return _summed(self.places, 0)

    @property
    def given(self) -> Counter[str]:
        """How often each thing was given of the reason."""
        return _summed(self.told, 0)

    @property
    def stages(self) -> Counter[str]:
        """How often I left at each stage."""
        return _summed(self.places, 1)


class Place(NamedTuple):
    """How often I left for a reason at a stage."""

    reason: str
    stage: str
    times: int


class GivenAt(NamedTuple):
    """How often the letter gave so much of the reason, of what I left at a stage."""

    given: str
    stage: str
    times: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of a period; `days` are those after which silence means something."""

    tally: Tally
    left: Left
    letters: Part
    reconnections: Part
    saved: int
    days: int
    weeks: float

    @property
    def applications(self) -> int:
        """How many there are, without those that are only saved."""
        return self.tally.courses.total()


def read_counts(reader: Reader, now: datetime, ghosted_days: int, period: Period, tally: Tally) -> Counts:
    """Read what else is counted of a period whose applications were counted."""
    condition, parameters = period.condition()

    def one(query: str, **more: object) -> Row:
        return reader.rows(query.format(period=condition), parameters | more)[0]

    letters = one(stat_queries.ANSWERED)
    kept = one(stat_queries.RECONNECTIONS, today=str(now.date()))
    return Counts(
        tally=tally,
        left=read_left(reader, now, period),
        letters=Part(int(letters["answered"]), letters["written"]),
        reconnections=Part(int(kept["kept"]), kept["due"]),
        saved=one(stat_queries.ONLY_SAVED)["count"],
        days=ghosted_days,
        weeks=_weeks(tally, now, period),
    )


def counts_of(tally: Tally, ghosted_days: int) -> Counts:
    """What the headline numbers of a group follow from: its applications alone."""
    nothing = Left(Counter(), Counter(), Counter(), 0, 0, 0, 0)
    return Counts(tally, nothing, Part(0, 0), Part(0, 0), 0, ghosted_days, 1)


def patient_until(now: datetime, ghosted_days: int) -> int:
    """The number of the last day of which silence since means something."""
    return (now.date() - timedelta(ghosted_days)).toordinal()


def read_left(reader: Reader, now: datetime, period: Period) -> Left:
    """Read the processes of a period that I left, without those that were reopened since."""
    condition, parameters = period.condition()
    places: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    for row in reader.rows(stat_queries.LEFT.format(period=condition), parameters):
        places[row["reason"], row["stage"]] += row["count"]
        told[how_given(row), row["stage"]] += row["count"]
    telling: Counter[int] = Counter()
    untold = 0
    for row in reader.rows(stat_queries.TOLD.format(period=condition), parameters):
        if row["told_on"] is None:
            untold += row["count"]
        else:
            days = date.fromisoformat(row["told_on"]) - date.fromisoformat(row["decided_on"])
            telling[days.days] += row["count"]
    query = stat_queries.HOURS.format(period=condition)
    held = reader.rows(query, {**parameters, "now": now.date().isoformat()})[0]
    return Left(places, told, telling, untold, int(held["minutes"]), held["known"], held["held"])


def reasons_by_stage(left: Left) -> tuple[Place, ...]:
    """Where I left for which reason: reasons as they are listed, stages as a process goes."""
    return tuple(Place(*place, left.places[place]) for place in _in_order(left.places, list(REASONS)))


def given_by_stage(left: Left) -> tuple[GivenAt, ...]:
    """What the letters gave of the reasons, stages as a process goes."""
    return tuple(GivenAt(*place, left.told[place]) for place in _in_order(left.told, Given._fields))


def _in_order(places: Iterable[tuple[str, str]], firsts: Sequence[str]) -> list[tuple[str, str]]:
    course = list(map(str, COURSE))
    return sorted(places, key=lambda place: (firsts.index(place[0]), course.index(place[1])))


def _weeks(tally: Tally, now: datetime, period: Period) -> float:
    """How many weeks the period has: from its first day, or the first application, to its end."""
    last = (period.until or now.date() + timedelta(1)).toordinal()
    first = period.since.toordinal() if period.since else min(tally.weeks, default=last)
    return max(1, last - first) / 7


def _summed(counts: Counter[tuple[str, str]], place: int) -> Counter[str]:
    summed: Counter[str] = Counter()
    for key, count in counts.items():
        summed[key[place]] += count
    return summed
