"""Days and times: how they are read as ISO, stored, shown and put in order.

A thing may be known by its day alone. The database then holds a bare ISO date,
else UTC with `Z`; the two forms never mix within one value.
"""

import re
from datetime import UTC, date, datetime, tzinfo
from typing import NamedTuple

from bowout.domain.errors import UsageError

FIRST_YEAR, LAST_YEAR = 1970, 2100

# The stdlib alone would take more, and other forms in each version: 2026W487, 20261128, 24:00.
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?P<offset>Z|[+-]\d\d:\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)


class Moment(NamedTuple):
    """What a person meant by a time: a day, and where they named one a time of that day.

    `day` is the day in the person's zone; `at` is aware, in UTC, in whole seconds.
    Made by `on_day` and `at_time`, which keep the two in step.
    """

    day: date
    at: datetime | None = None

    @property
    def text(self) -> str:
        """What the database stores: `2026-11-28`, or `2026-11-28T13:00:00Z`."""
        return self.day.isoformat() if self.at is None else utc_text(self.at)


def on_day(day: date) -> Moment:
    """Make a moment of a day without a time; UsageError outside 1970-2100."""
    _check_year(day.year)
    return Moment(day)


def at_time(instant: datetime, zone: tzinfo) -> Moment:
    """Make a moment of an aware instant; UsageError outside 1970-2100, as written or in `zone`."""
    _check_year(instant.year)  # first: at the ends of the calendar the conversion overflows
    day = instant.astimezone(zone).date()
    _check_year(day.year)
    return Moment(day, instant.astimezone(UTC).replace(microsecond=0))


def at_local(wall: datetime, zone: tzinfo) -> Moment:
    """Make a moment of what a clock on the wall in `zone` shows (a naive datetime).

    A time that comes twice, when the clocks go back, is the first of the two.

    Raises:
        UsageError: outside 1970-2100, or skipped when the clocks go forward.
    """
    _check_year(wall.year)
    aware = wall.replace(tzinfo=zone, fold=0)
    shown = aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if shown != wall:
        raise UsageError(
            f"There is no {wall:%H:%M} on {wall:%Y-%m-%d} in {zone}: the clocks go forward then.",
            f"Write {shown.isoformat(timespec='minutes')} if you mean an hour later.",
        )
    return at_time(aware, zone)


def parse_iso(text: str, zone: tzinfo) -> Moment | None:
    """Read `2026-11-28`, `2026-11-28T14:00` or `2026-11-28 14:00`; seconds, and an offset or `Z`, may follow.

    A time without an offset is that of `zone`. None where `text` has another form.

    Raises:
        UsageError: the form is right, but there is no such day or time; as in `at_local`.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match["day"])
        if match["time"] is None:
            return on_day(day)
        when = datetime.fromisoformat(f"{day}T{match['time']}{(match['offset'] or '').upper()}")
    except ValueError:
        hint = "Write 2026-11-28 or 2026-11-28T14:00."
        raise UsageError(f"There is no “{text}” in the calendar.", hint) from None
    return at_local(when, zone) if when.tzinfo is None else at_time(when, zone)


def utc_text(instant: datetime) -> str:
    """Write an aware instant as the database stores it: `2026-11-28T13:00:00Z`, cut to the second."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def parse_stored(text: str) -> date | datetime:
    """Read what the database stores: a bare date as a `date`, a time as an aware `datetime`."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def show(text: str, zone: tzinfo) -> str:
    """Write a stored text for people, in their zone: `2026-11-28`, or `2026-11-28 14:00`."""
    stored = parse_stored(text)
    if not isinstance(stored, datetime):
        return text
    return stored.astimezone(zone).replace(tzinfo=None).isoformat(" ", "minutes")


def sort_key(text: str, zone: tzinfo) -> tuple[str, str]:
    """Order stored texts as they happened in `zone`: a bare day comes before that day's times.

    The first part is the day in `zone`, as an ISO date.
    """
    stored = parse_stored(text)
    if not isinstance(stored, datetime):
        return text, ""
    return stored.astimezone(zone).date().isoformat(), text


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(f"The year {year} is out of range.", f"Years go from {FIRST_YEAR} to {LAST_YEAR}.")
