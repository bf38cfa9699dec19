"""A calendar's own rules of a time zone (VTIMEZONE), and its times as they are written."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from bowout.mail.calendar_text import Component, Line

_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", re.ASCII | re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)
_BY_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMBERS = re.compile(r"[+-]?[0-5]?\d(?:,[+-]?[0-5]?\d)*", re.ASCII)
_BY_NUMBER = ("BYMONTHDAY", "BYHOUR", "BYMINUTE", "BYSECOND")
# BYHOUR and the like repeat what DTSTART says, where they are written at all.
_UNDERSTOOD = {
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYDAY", "BYMONTHDAY", "BYHOUR", "BYMINUTE", "BYSECOND",
}  # fmt: skip
_MANY = 500  # observances or onsets, far more than any zone has had
_YEARS = 40  # without a change of the clocks, after which a rule is taken to have none


class Onset(NamedTuple):
    """A change of the clocks: when they show `wall`, they are put from one offset to the other."""

    wall: datetime
    before: timedelta
    after: timedelta

    @property
    def counts_from(self) -> datetime:
        """What the clocks show when the new offset holds: skipped and repeated times are still the old."""
        return self.wall + max(timedelta(0), self.after - self.before)


class Rule(NamedTuple):
    """An onset that comes once in some years: in which month, on which of its days."""

    first: Onset
    every: int
    until: datetime | None  # in UTC, naive
    years: int | None
    month: int
    days: tuple[int, ...]  # of the month, from its end where negative; none: any
    weekdays: tuple[tuple[int, int], ...]  # which in the month (0: any) and which of the week

    def in_year(self, year: int) -> Onset | None:
        """Give the onset of a year, where there is one."""
        ahead = year - self.first.wall.year
        if ahead < 0 or ahead % self.every or (self.years is not None and ahead // self.every >= self.years):
            return None
        day = _day_of(year, self.month, self.days, self.weekdays)
        if day is None:
            return None
        onset = self.first._replace(wall=datetime.combine(day, self.first.wall.time()))
        late = self.until is not None and onset.wall - onset.before > self.until
        return None if late or onset.wall < self.first.wall else onset


class OwnZone:
    """A VTIMEZONE that was understood whole; `component` is to be copied."""

    def __init__(self, component: Component, onsets: list[Onset], rules: list[Rule]) -> None:
        self.component = component
        self._onsets = onsets
        self._rules = rules

    def offset(self, wall: datetime) -> timedelta:
        """Say how far ahead of UTC a clock is that shows `wall`."""
        onsets = [onset for onset in self._onsets if onset.counts_from <= wall]
        onsets += [found for rule in self._rules if (found := _last(rule, wall))]
        if onsets:
            return max(onsets, key=lambda onset: onset.wall).after
        return min(self._onsets, key=lambda onset: onset.wall).before


def own_zone(component: Component) -> OwnZone | None:
    """Read a VTIMEZONE; None unless all of it is understood."""
    observances = list(component.within("STANDARD", "DAYLIGHT"))
    if not 1 <= len(observances) <= _MANY:
        return None
    onsets: list[Onset] = []
    rules: list[Rule] = []
    for observance in observances:
        first = _first_onset(observance)
        walls = [
            read_stamp(text) for line in observance.all("RDATE") for text in line.value.split(",", _MANY)
        ]
        if first is None or None in walls or len(onsets) + len(walls) > _MANY:
            return None
        onsets += [first, *(first._replace(wall=wall) for wall, _ in filter(None, walls))]
        for line in observance.all("RRULE"):
            rule = _rule(line, first)
            if rule is None or len(rules) >= _MANY:
                return None
            rules.append(rule)
    return OwnZone(component, onsets, rules)


def _first_onset(observance: Component) -> Onset | None:
    stamp = read_stamp(observance.value("DTSTART"))
    before, after = (_offset(observance.value(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
    return Onset(stamp[0], before, after) if stamp and before is not None and after is not None else None


def _offset(text: str) -> timedelta | None:
    found = _OFFSET.fullmatch(text)
    if not found:
        return None
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return (ahead if found[1] == "+" else -ahead) if ahead < timedelta(days=1) else None


def read_stamp(text: str) -> tuple[datetime, str] | None:
    """Read `20261128T140000` as what a clock shows, and whether it is a `date`, in `utc`, or `local`."""
    found = _STAMP.fullmatch(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second = (int(found[part] or 0) for part in range(1, 7))
    try:
        wall = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 # as on the wall
    except ValueError:
        return None
    return wall, "date" if found[4] is None else "utc" if found[7] else "local"


def read_rule(value: str) -> dict[str, str]:
    """Read a rule's parts, in capitals and without blanks."""
    parts = (part.partition("=") for part in re.sub(r"\s", "", value[:2000]).upper().split(";"))
    return {name: text for name, _, text in parts if name}


def _rule(line: Line, first: Onset) -> Rule | None:
    """Read a rule of a change of the clocks; None for what none needs."""
    parts = read_rule(line.value)
    days = _BY_DAY.findall(parts.get("BYDAY", ""))
    written = ",".join(f"{which}{day}" for which, day in days)
    until = read_stamp(parts["UNTIL"]) if "UNTIL" in parts else None
    numbers = [parts.get(name, "1") for name in ("INTERVAL", "COUNT", "BYMONTH")]
    in_month = parts.get("BYMONTHDAY", "")
    if (
        parts.get("FREQ") != "YEARLY"
        or not parts.keys() <= _UNDERSTOOD
        or not all(parts.values())
        or written != parts.get("BYDAY", "")
        or ("UNTIL" in parts and until is None)
        or not all(re.fullmatch(r"\d{1,4}", number, re.ASCII) and int(number) for number in numbers)
        or parts.get("WKST", "MO") not in _DAYS
        or not all(_NUMBERS.fullmatch(parts.get(name, "1")) for name in _BY_NUMBER)
    ):
        return None
    every, count, month = map(int, numbers)
    month = month if "BYMONTH" in parts else first.wall.month
    chosen = tuple(map(int, in_month.split(","))) if in_month else () if days else (first.wall.day,)
    weekdays = tuple((int(which or 0), _DAYS.index(day)) for which, day in days)
    years = count if "COUNT" in parts else None
    return (
        Rule(first, every, until[0] if until else None, years, month, chosen, weekdays)
        if month < 13
        else None
    )


@lru_cache(4096)
def _day_of(
    year: int, month: int, days: tuple[int, ...], weekdays: tuple[tuple[int, int], ...]
) -> date | None:
    """Find the first day of a month that is one of `days` and of `weekdays`."""
    start = date(year, month, 1)
    length = (date(year + month // 12, month % 12 + 1, 1) - start).days if year < 9999 else 28
    for number in range(1, length + 1):
        back = number - length - 1
        week = date(year, month, number).weekday()
        ordinals = {0, (number + 6) // 7, -((length - number) // 7 + 1)}
        on_day = not days or number in days or back in days
        if on_day and (not weekdays or any(day == week and which in ordinals for which, day in weekdays)):
            return date(year, month, number)
    return None


def _last(rule: Rule, wall: datetime) -> Onset | None:
    """Find a rule's last onset that counts at `wall`."""
    newest = min(wall.year, rule.until.year + 1) if rule.until else wall.year
    if rule.years is not None:
        newest = min(newest, rule.first.wall.year + rule.every * rule.years)
    for year in range(newest, max(rule.first.wall.year, newest - _YEARS) - 1, -1):
        onset = rule.in_year(year)
        if onset and onset.counts_from <= wall:
            return onset
    return None
