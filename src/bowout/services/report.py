"""All that the page of a search shows: its numbers, its flows, its newest applications and letters."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from html import escape
from itertools import groupby

from bowout.domain.courses import ENDS, ONGOING, STARTS, STEPS, Course
from bowout.domain.dates import show
from bowout.domain.reasons import REASONS
from bowout.domain.stages import StageKind
from bowout.report.facts import (
    Cell,
    Figure,
    Flow,
    Letter,
    Line,
    Nodes,
    Reason,
    Reasons,
    Report,
    Section,
    Step,
    Time,
)
from bowout.services.flows import flows_of
from bowout.services.numbers.counts import Place
from bowout.services.numbers.definitions import COUNT
from bowout.services.numbers.processes import Period, Process
from bowout.services.numbers.reading import Number, Numbers, numbers_of, processes_of
from bowout.services.numbers.words import before_that, of_what, shown, title_of
from bowout.services.review import COURSE
from bowout.storage import report_queries, views
from bowout.storage.reading import Reader, Row

MOST = 5000  # applications that are listed
# In bytes, so that the page stays below 1.5 MB: for applications and letters together, and for letters in any case.
_ROOM, _FOR_LETTERS = 1_400_000, 200_000
_PER_LINE, _PER_STEP, _PER_LETTER = 135, 40, 200
_MINE = ("left_at", "reason", "stated", "telling_days")
_SPENT = ("reply_days", "days_in")


def read_report(reader: Reader, now: datetime, ghosted_days: int, since: date | None = None) -> Report:
    """Read what the page shows of the applications that began on a day or since, or of all."""
    condition, parameters = Period(since, None, now.tzinfo).condition()
    rows = reader.rows(report_queries.LINES.format(period=condition), {**parameters, "most": MOST})
    courses: dict[int, Course] = dict.fromkeys(row["id"] for row in rows)  # type: ignore[assignment]
    counted = Counter[Course]()
    processes = _noted(processes_of(reader, now, ghosted_days, since), courses, counted, since)
    numbers = numbers_of(processes, reader, now, ghosted_days, since)
    lines, room = _fitting(_lines(reader, rows, courses, now), _ROOM - _FOR_LETTERS)
    letters, letters_left = _letters(reader, condition, parameters, now, room + _FOR_LETTERS)
    return Report(
        name=views.profile(reader).name or "",
        since=numbers.since,
        today=f"{now:%Y-%m-%d}",
        ghosted_days=ghosted_days,
        sections=tuple(_sections(numbers)),
        flows=tuple(Flow(*flow) for flow in flows_of(counted)),
        nodes=Nodes(STARTS, tuple(STEPS.values()), ENDS),
        weeks=numbers.weeks,
        times=tuple(_times(numbers)),
        reasons=_reasons(numbers.reasons_by_stage),
        lines=lines,
        lines_left=numbers["applications"].n - len(lines),
        letters=letters,
        letters_left=letters_left,
    )


def _noted(
    processes: Iterable[Process], courses: dict[int, Course], counted: Counter[Course], since: date | None
) -> Iterator[Process]:
    """Hand the applications on, and note how those of the period went; of those that are listed, of each."""
    first = since.toordinal() if since else 0
    for process in processes:
        if process.day >= first:
            counted[process.course] += 1
            if process.number in courses:
                courses[process.number] = process.course
        yield process


def _sections(numbers: Numbers) -> Iterator[Section]:
    """Those that stand alone first; then the parts of each, without those that count nothing."""
    yield Section("", [_figure(number) for number in numbers.numbers if title_of(number) is None])
    for title, group in groupby(numbers.numbers, title_of):
        parts = [_figure(number) for number in group if number.n and number.count != 0]
        if title is not None and parts:
            yield Section(title, parts, parts[0].key.startswith(_MINE))


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


def _reasons(places: Sequence[Place]) -> Reasons:
    stages = [
        stage for stage in dict.fromkeys(map(str, COURSE)) if any(place.stage == stage for place in places)
    ]
    times = {(place.reason, place.stage): place.times for place in places}
    most = max(times.values(), default=1)
    rows = [
        Reason(
            REASONS[slug].label,
            [Cell(count, count / most) for count in counts],
            sum(counts),
        )
        for slug in dict.fromkeys(place.reason for place in places)
        for counts in [[times.get((slug, stage), 0) for stage in stages]]
    ]
    return Reasons(stages, sorted(rows, key=lambda row: -row.times))


def _fitting(lines: Iterable[Line], room: int) -> tuple[list[Line], int]:
    """The first lines, as many as there is room for, and the room that is left."""
    found: list[Line] = []
    for line in lines:
        size = _PER_LINE + _bytes(line.company) + _bytes(line.position) + _PER_STEP * len(line.steps)
        if size > room:
            break
        room -= size
        found.append(line)
    return found, room


def _bytes(text: str) -> int:
    return len(escape(text).encode())


def _lines(reader: Reader, rows: Sequence[Row], courses: dict[int, Course], now: datetime) -> Iterator[Line]:
    ids = list(courses)
    steps = {
        (row["application_id"], STEPS.get(StageKind(row["kind"]), "")): row["at"]
        for row in views.by_ids(reader, report_queries.STEPS, ids)
    }
    latest = {row["application_id"]: row["at"] for row in views.by_ids(reader, report_queries.LATEST, ids)}
    for row in rows:
        yield _line(row, courses[row["id"]], steps, latest.get(row["id"]), now)


def _line(
    row: Row, course: Course, steps: dict[tuple[int, str], str | None], latest: str | None, now: datetime
) -> Line:
    number, today = row["id"], f"{now:%Y-%m-%d}"
    first = row["applied_on"] or _day(row["created_at"], now)
    closed = row["closed_at"] and _day(row["closed_at"], now)
    last = closed or (today if course.end == ONGOING or latest is None else _day(latest, now))
    taken = [
        Step(name, _day(at, now) if (at := steps.get((number, name))) else None) for name in course.steps
    ]
    return Line(
        number=number,
        company=row["company"],
        position=row["position"],
        steps=[Step(course.start, None), *taken],
        end=course.end,
        ended=closed,
        first=first,
        last=max(first, last),
    )


def _letters(
    reader: Reader, condition: str, parameters: dict[str, object], now: datetime, room: int
) -> tuple[list[Letter], int]:
    """The newest letters, as far as there is room for their words; and how many older ones there are."""
    found: list[Letter] = []
    left = 0
    query = report_queries.LETTERS.format(period=condition)
    for number, situation, state, subject, body, created, sent, company, position in reader.stream(
        query, parameters
    ):
        room -= _PER_LETTER + _bytes(f"{company}{position}{subject}{body}")
        if room < 0:
            left += 1
            continue
        found.append(
            Letter(
                number=number,
                about=f"{company}, {position}" if position else company,
                day=_day(sent or created, now),
                kind=situation.replace("_", " "),
                state=state.replace("_", " "),
                subject=subject,
                text=body,
            )
        )
    return found, left


def _day(stored: str, now: datetime) -> str:
    """The day of a stored time where the user is."""
    return show(stored, now.tzinfo)[:10] if now.tzinfo else stored[:10]
