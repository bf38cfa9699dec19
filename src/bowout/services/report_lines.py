"""The applications and letters that the page of a search lists: the newest, as far as there is room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from html import escape

from bowout.domain.courses import ONGOING, STEPS, Course
from bowout.domain.dates import show
from bowout.domain.reasons import REASONS
from bowout.domain.stages import StageKind
from bowout.report.facts import Letter, Line, Step
from bowout.services.numbers.processes import Period
from bowout.storage import report_queries, views
from bowout.storage.reading import Reader, Row

MOST = 5000  # applications that are listed
# In bytes, so that the page stays below 1.5 MB: for applications and letters together, and for letters in any case.
_ROOM, _FOR_LETTERS = 1_420_000, 120_000
# What is written around the words of each.
_PER_LINE, _PER_STEP, _PER_DAY, _PER_WORDS, _PER_LETTER = 100, 5, 18, 15, 200


class Listing:
    """What is listed of a period; `private` adds the words that are the user's alone."""

    def __init__(self, reader: Reader, now: datetime, period: Period, *, private: bool) -> None:
        self._reader, self._now, self._private = reader, now, private
        self._condition, self._parameters = period.condition()
        query = report_queries.LINES.format(period=self._condition)
        self._rows = reader.rows(query, {**self._parameters, "most": MOST})

    @property
    def numbers(self) -> list[int]:
        """Those of the applications that are listed."""
        return [row["id"] for row in self._rows]

    def lines(self, courses: Mapping[int, Course]) -> tuple[list[Line], int]:
        """The first lines, as many as there is room for; and the room that is left for letters."""
        found: list[Line] = []
        room = _ROOM - _FOR_LETTERS
        for line in self._lines(courses):
            room -= _size(line)
            if room < 0:
                return found, _FOR_LETTERS
            found.append(line)
        return found, room + _FOR_LETTERS

    def _lines(self, courses: Mapping[int, Course]) -> Iterator[Line]:
        steps = {
            (row["application_id"], STEPS.get(StageKind(row["kind"]), "")): row["at"]
            for row in self._about(report_queries.STEPS)
        }
        latest = {row["application_id"]: row["at"] for row in self._about(report_queries.LATEST)}
        words = _words(self._about(report_queries.PRIVATE)) if self._private else {}
        for row in self._rows:
            number, course = row["id"], courses[row["id"]]
            days = {name: at for name in course.steps if (at := steps.get((number, name)))}
            line = self._line(row, course, days, latest.get(number))
            yield line._replace(private=words.get(number, ()))

    def _about(self, query: str) -> Iterable[Row]:
        return views.by_ids(self._reader, query, self.numbers)

    def _line(self, row: Row, course: Course, days: Mapping[str, str], latest: str | None) -> Line:
        first = row["applied_on"] or self._day(row["created_at"])
        closed = row["closed_at"] and self._day(row["closed_at"])
        today = f"{self._now:%Y-%m-%d}"
        last = closed or (today if course.end == ONGOING or latest is None else self._day(latest))
        taken = [Step(name, self._day(days[name]) if name in days else None) for name in course.steps]
        return Line(
            number=row["id"],
            company=row["company"],
            position=row["position"],
            steps=[Step(course.start, None), *taken],
            end=course.end,
            ended=closed,
            first=first,
            last=max(first, last),
            private=(),
        )

    def letters(self, room: int) -> tuple[list[Letter], int]:
        """The newest letters, as far as there is room for their words; and how many older ones there are."""
        found: list[Letter] = []
        left = 0
        query = report_queries.LETTERS.format(period=self._condition)
        for number, situation, state, subject, body, created, sent, company, position in self._reader.stream(
            query, self._parameters
        ):
            room -= _PER_LETTER + _bytes(f"{company}{position}{subject}{body}")
            if room < 0:
                left += 1
                continue
            found.append(
                Letter(
                    number=number,
                    about=f"{company}, {position}" if position else company,
                    day=self._day(sent or created),
                    kind=situation.replace("_", " "),
                    state=state.replace("_", " "),
                    subject=subject,
                    text=body,
                )
            )
        return found, left

    def _day(self, stored: str) -> str:
        """The day of a stored time where the user is."""
        return show(stored, self._now.tzinfo)[:10] if self._now.tzinfo else stored[:10]


def _words(rows: Iterable[Row]) -> dict[int, Sequence[tuple[str, str]]]:
    """Why I left, then what I minded on the way, then my notes."""
    found: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        reason = REASONS[row["reason"]].called if row["reason"] else ""
        what = ("left for", "concern", "note")[row["place"]]
        found.setdefault(row["application_id"], []).append((f"{what} {reason}".strip(), row["text"] or ""))
    return dict(found)


def _size(line: Line) -> int:
    steps = sum(_PER_STEP + len(step.name) + (_PER_DAY if step.day else 0) for step in line.steps)
    ended = _PER_DAY if line.ended else 0
    private = sum(_PER_WORDS + _bytes("".join(words)) for words in line.private)
    return _PER_LINE + _bytes(line.company + line.position) + steps + ended + private


def _bytes(text: str) -> int:
    return len(escape(text).encode())
