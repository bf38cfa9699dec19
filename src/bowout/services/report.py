"""All that the page of a search shows: its numbers, its flows, its newest applications and letters."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from math import sqrt

from bowout.domain.courses import (
    ACCEPTED,
    APPLIED,
    APPROACHED,
    DECLINED,
    GHOSTED,
    ONGOING,
    REJECTED,
    SAVED,
    STEPS,
    WITHDREW,
    Course,
)
from bowout.domain.reasons import REASONS
from bowout.report.facts import Cell, Figure, Flow, Nodes, Reason, Reasons, Report, Section, Time
from bowout.services.flows import flows_of
from bowout.services.numbers.definitions import COUNT
from bowout.services.numbers.processes import Period, Process
from bowout.services.numbers.reading import Number, Numbers, numbers_of, processes_of
from bowout.services.numbers.words import before_that, of_what, shown, title_of
from bowout.services.report_lines import Listing
from bowout.services.review import COURSE
from bowout.storage import views
from bowout.storage.reading import Reader

_MINE = ("left_at", "reason", "stated", "telling_days")
_SPENT = ("reply_days", "days_in")
_REASON = "reason"
# What I ended lies beside the steps that I left, and what never came to a step beside the beginnings.
_NODES = Nodes(
    starts=(APPROACHED, APPLIED, SAVED),
    steps=tuple(STEPS.values()),
    ends=(ACCEPTED, DECLINED, WITHDREW, ONGOING, REJECTED, GHOSTED),
)


def read_report(
    reader: Reader, now: datetime, ghosted_days: int, since: date | None = None, *, private: bool = False
) -> Report:
    """Read what the page shows of the applications that began on a day or since, or of all.

    Without `private` nothing that no letter may hold: true reasons, notes, concerns.
    """
    listing = Listing(reader, now, Period(since, None, now.tzinfo), private=private)
    courses = _Courses(listing.numbers, since)
    numbers = numbers_of(
        courses.noted(processes_of(reader, now, ghosted_days, since)), reader, now, ghosted_days, since
    )
    lines, room = listing.lines(courses.of)
    letters, letters_left = listing.letters(room)
    return Report(
        name=views.profile(reader).name or "",
        private=private,
        since=numbers.since,
        first=numbers.since or str(date.fromordinal(courses.first) if courses.first else now.date()),
        today=f"{now:%Y-%m-%d}",
        ghosted_days=ghosted_days,
        sections=tuple(_sections(numbers, private=private)),
        flows=tuple(Flow(*flow) for flow in flows_of(courses.counted)),
        nodes=_NODES,
        weeks=numbers.weeks,
        times=tuple(_times(numbers)),
        reasons=_reasons(numbers) if private else _given(numbers),
        lines=lines,
        lines_left=numbers["applications"].n - len(lines),
        letters=letters,
        letters_left=letters_left,
    )


class _Courses:
    """How the applications of a period went, noted while they are counted: in all, and each that is listed."""

    def __init__(self, listed: Iterable[int], since: date | None) -> None:
        self._listed = frozenset(listed)
        self.of: dict[int, Course] = {}
        self.counted = Counter[Course]()
        self.first: int | None = None
        self._since = since.toordinal() if since else 0

    def noted(self, processes: Iterable[Process]) -> Iterator[Process]:
        """Hand the applications on as they come."""
        for process in processes:
            if process.day >= self._since:
                self.counted[process.course] += 1
                if process.day and (self.first is None or process.day < self.first):
                    self.first = process.day
                if process.number in self._listed:
                    self.of[process.number] = process.course
            yield process


def _sections(numbers: Numbers, *, private: bool) -> Iterator[Section]:
    """Those that stand alone first; then the parts of each, without those that count nothing.

    The times have a table of their own.
    """
    yield Section("", [_figure(number) for number in numbers.numbers if title_of(number) is None])
    for title, group in groupby(numbers.numbers, title_of):
        parts = [_figure(number) for number in group if number.n and number.count != 0]
        if title is None or not parts or parts[0].key.startswith(_SPENT):
            continue
        stem = parts[0].key.partition(".")[0]
        if private or stem != _REASON:
            yield Section(title, parts, stem in _MINE)


def _figure(number: Number) -> Figure:
    return Figure(
        key=number.key,
        label=number.label,
        definition=number.definition,
        value=number.value,
        n=number.n,
        share=number.unit == "share",
        small=number.small,
        shown=shown(number.value, number.unit),
        # Of a count it would be the same number again.
        of=""
        if number.unit == COUNT
        else of_what(number)
        if number.count is not None
        else f"n = {of_what(number)}",
        before=before_that(number) if number.before else "",
    )


def _times(numbers: Numbers) -> Iterator[Time]:
    """How long their first reply took, and each stage, where one is known."""
    for number in numbers.numbers:
        stem, _, part = number.key.partition(".")
        if part == "median" and stem.startswith(_SPENT) and number.n:
            label = (title_of(number) or "").removeprefix("days to ").removeprefix("days ")
            yield Time(label.capitalize(), _figure(number), _figure(numbers[f"{stem}.p75"]))


def _reasons(numbers: Numbers) -> Reasons:
    """The true reasons, the most frequent first."""
    times = {(place.reason, place.stage): place.times for place in numbers.reasons_by_stage}
    found = _table(times, {slug: reason.label for slug, reason in REASONS.items()}, true=True)
    return found._replace(rows=sorted(found.rows, key=lambda row: -row.times))


def _given(numbers: Numbers) -> Reasons:
    """What the letters gave of the reasons."""
    times = {(place.given, place.stage): place.times for place in numbers.given_by_stage}
    words = {
        "said": "The reason, in plain words",
        "softened": "The reason, in general words",
        "own_sentence": "A sentence of your own",
        "nothing": "No reason, or no letter",
    }
    return _table(times, words, true=False)


def _table(times: dict[tuple[str, str], int], words: dict[str, str], *, true: bool) -> Reasons:
    stages = [stage for stage in dict.fromkeys(map(str, COURSE)) if any(at == stage for _, at in times)]
    most = max(times.values(), default=1)
    rows = []
    for key, label in words.items():
        counts = {stage: times.get((key, stage), 0) for stage in stages}
        if any(counts.values()):
            # The root lets what happened once still be seen beside what happened often.
            cells = [Cell(stage, count, sqrt(count / most)) for stage, count in counts.items()]
            rows.append(Reason(key, label, cells, sum(counts.values())))
    return Reasons(true, stages, rows)
