"""How many applications were sent when, as bars: by weeks, and where these are many by months or years."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

WIDTH, HEIGHT = 1000, 150
_LEFT, _TOP, _BELOW = 34, 10, 24
_MOST = 104  # more bars than these are hard to tell apart
_ROOM = 46  # for a label below the bars
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Bar(NamedTuple):
    """The applications of a time, named for people, and where its bar stands."""

    name: str
    applications: int
    x: float
    y: float
    width: float
    height: float


class Mark(NamedTuple):
    """A word at an axis: of a time at its `at` to the right, of a count at its `at` down."""

    text: str
    at: float


class Bars(NamedTuple):
    """A picture of bars; `of` is what one stands for: week, month or year."""

    of: str
    width: int
    height: int
    left: int
    floor: float
    bars: Sequence[Bar]
    times: Sequence[Mark]
    counts: Sequence[Mark]


def draw(weeks: Sequence[tuple[str, int]]) -> Bars:
    """Draw weeks, each by its Monday as an ISO date, one after the other."""
    of, counted = _grouped(weeks)
    most = max((count for _, count in counted), default=0) or 1
    each = (WIDTH - _LEFT) / max(len(counted), 12)
    floor = _TOP + HEIGHT
    bars = [
        Bar(
            name=_name(of, key),
            applications=count,
            x=_LEFT + place * each,
            y=floor - HEIGHT * count / most,
            width=max(1.0, each - min(4, each / 4)),
            height=HEIGHT * count / most,
        )
        for place, (key, count) in enumerate(counted)
    ]
    counts = [Mark(f"{count:,}", floor - HEIGHT * count / most) for count in _round_counts(most)]
    return Bars(of, WIDTH, floor + _BELOW, _LEFT, floor, bars, _times(of, counted, bars), counts)


def _grouped(weeks: Sequence[tuple[str, int]]) -> tuple[str, list[tuple[str, int]]]:
    for of, length in (("week", 10), ("month", 7), ("year", 4)):
        summed: Counter[str] = Counter()
        for monday, count in weeks:
            summed[monday[:length]] += count
        if len(summed) <= _MOST or of == "year":
            return of, list(summed.items())
    raise AssertionError("there are years")


def _name(of: str, key: str) -> str:
    if of == "week":
        return f"week of {key}"
    return f"{_MONTHS[int(key[5:7]) - 1]} {key[:4]}" if of == "month" else key


def _times(of: str, counted: Sequence[tuple[str, int]], bars: Sequence[Bar]) -> list[Mark]:
    """The first bar of each month (of a year, where these are months), as far as there is room for words."""
    length = 7 if of == "week" else 4
    found: list[Mark] = []
    for key, group in groupby(zip(counted, bars, strict=True), lambda pair: pair[0][0][:length]):
        x = next(group)[1].x
        if found and x - found[-1].at < _ROOM:
            if len(found) > 1:
                continue
            found.clear()  # rather a whole month or year than what is left of the first
        text = key if length == 4 else _MONTHS[int(key[5:]) - 1]
        if length == 7 and (not found or key[5:] == "01"):
            text = f"{text} {key[:4]}"
        found.append(Mark(text, x))
    return found


def _round_counts(most: int) -> list[int]:
    """The whole of it, and half where that is a whole number: enough to read a bar by."""
    return [most, *([most // 2] if most % 2 == 0 and most > 2 else [])]
