"""What is counted of applications: a few counters, however many there are."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from bowout.domain.courses import APPLIED, DECLINED, GHOSTED, WITHDREW, Course
from bowout.domain.spells import SPENT_IN
from bowout.services.numbers.processes import Process
from bowout.storage.codec import decode_words

NONE = "(none)"
_MONDAY = 7


class Week(NamedTuple):
    """How many applications were sent in the week that begins on this Monday."""

    monday: str
    applications: int


@dataclass(slots=True)
class Tally:
    """Counts of applications. `asked` are those that were sent so long ago that silence means something."""

    courses: Counter[Course] = field(default_factory=Counter)
    weeks: Counter[int] = field(default_factory=Counter)
    replies: Counter[int] = field(default_factory=Counter)
    undated_replies: int = 0
    asked: int = 0
    unanswered: int = 0
    spells: dict[str, Counter[int]] = field(
        default_factory=lambda: {status: Counter[int]() for status in SPENT_IN}
    )
    undated: Counter[str] = field(default_factory=Counter)

    def add(self, process: Process, patient_until: int) -> None:
        """Count one; silence means something for what was sent by the day `patient_until`."""
        course, applied = process.course, process.applied
        self.courses[course] += 1
        for status, days in process.spells:
            if days is None:
                self.undated[status] += 1
            else:
                self.spells[status][days] += 1
        if applied is not None:
            self.weeks[applied - (applied - 1) % _MONDAY] += 1
        if course.start != APPLIED:
            return
        if course.replied:
            if process.replied is None or applied is None:
                self.undated_replies += 1
            else:
                self.replies[max(0, process.replied - applied)] += 1
        if applied is not None and applied <= patient_until:
            self.asked += 1
            self.unanswered += not course.replied and course.end not in (WITHDREW, DECLINED)

    def count(self, wanted: Callable[[Course], bool]) -> int:
        """How many went so."""
        return sum(count for course, count in self.courses.items() if wanted(course))

    def standing_in(self, status: str) -> int:
        """How many are in a status still, and not silent for so long that it is over."""
        return self.count(lambda course: course.status == status and course.end != GHOSTED)


class Tallies(NamedTuple):
    """The counts of a period, of the time before it, and of the groups within the period."""

    whole: Tally
    before: Tally
    groups: dict[str, Tally]


def tallies_of(
    processes: Iterable[Process], patient_until: int, since: date | None = None, by: str | None = None
) -> Tallies:
    """Count all of them in one go; what began before `since` apart.

    With `by`, also by what they have: a source, a company, each of the tags, the month of the beginning.
    """
    first = since.toordinal() if since else 0
    tallies = Tallies(Tally(), Tally(), {})
    for process in processes:
        if process.day < first:
            tallies.before.add(process, patient_until)
            continue
        tallies.whole.add(process, patient_until)
        for name in _names(process, by) if by else ():
            if name not in tallies.groups:
                tallies.groups[name] = Tally()
            tallies.groups[name].add(process, patient_until)
    return tallies


def _names(process: Process, by: str) -> Sequence[str]:
    if by == "month":
        return (date.fromordinal(process.day).isoformat()[:7],)
    if by == "tag":
        return decode_words(process.group or "[]") or (NONE,)
    return (process.group or NONE,)


def applications_per_week(tally: Tally) -> tuple[Week, ...]:
    """The weeks from the first application to the last, also those without one; undated ones are in none."""
    if not tally.weeks:
        return ()
    mondays = range(min(tally.weeks), max(tally.weeks) + 1, _MONDAY)
    return tuple(Week(date.fromordinal(day).isoformat(), tally.weeks[day]) for day in mondays)


def quantile(counts: Counter[int], share: float) -> float | None:
    """The value below which that share of them lies, between two where it falls between; None of nothing.

    With 0.5 it is the median as the standard library has it.
    """
    n = counts.total()
    if not n:
        return None
    place = (n - 1) * share
    low, part = int(place), place - int(place)
    first, second = _ranked(counts, low), _ranked(counts, min(low + 1, n - 1))
    return round(first + (second - first) * part, 2)


def _ranked(counts: Counter[int], rank: int) -> int:
    for value in sorted(counts):
        rank -= counts[value]
        if rank < 0:
            return value
    raise IndexError(rank)
