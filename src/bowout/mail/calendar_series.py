"""When an event is over: the end of it, or of the last of its series."""

import re
from datetime import datetime, timedelta

from bowout.mail.calendar_rules import read_rule, read_stamp
from bowout.mail.calendar_text import Component, Line
from bowout.mail.calendar_zones import When, Zones, read_when

_DURATION = re.compile(
    r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?", re.ASCII
)
_PERIODS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}  # at most, in days
_PLAIN = {"FREQ", "INTERVAL", "COUNT", "WKST", "BYHOUR", "BYMINUTE", "BYSECOND"}


def length_of(event: Component, zones: Zones) -> timedelta | None:
    """Tell how long an event takes, by DTEND or else DURATION."""
    start = read_when(event.first("DTSTART"), zones)
    end = read_when(event.first("DTEND"), zones)
    if start and end and start.whole_day == end.whole_day:
        exact = start.instant and end.instant
        taken = end.instant - start.instant if exact else end.wall - start.wall  # type: ignore[operator]
        return taken if taken > timedelta(0) else None
    found = _DURATION.fullmatch(event.value("DURATION").upper())
    if not found:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    taken = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return taken or None


def ends(event: Component, zones: Zones) -> datetime | None:
    """Say when the last of an event ends, naive in UTC, rather too late than too early; None: never, or unknown."""
    start = read_when(event.first("DTSTART"), zones)
    if start is None:
        return None
    try:
        lasts = [start.latest]
        for line in event.all("RRULE"):
            last = _last_of(line, start)
            if last is None:
                return None
            lasts.append(last)
        lasts += [date for line in event.all("RDATE") if (date := _last_date(line, zones))]
        return max(lasts) + (length_of(event, zones) or timedelta(days=1 if start.whole_day else 0))
    except OverflowError:
        return None


def _last_of(line: Line, start: When) -> datetime | None:
    """Bound the last occurrence by a rule, without counting them: a hostile rule has any number."""
    parts = read_rule(line.value)
    if "UNTIL" in parts:
        until = read_stamp(parts["UNTIL"])
        # On the whole earth a day is past twelve hours after its end, a local time after itself.
        spare = {"utc": 0, "local": 12, "date": 12 if start.whole_day else 36}
        return until[0] + timedelta(hours=spare[until[1]]) if until else None
    count, every = (re.fullmatch(r"[1-9]\d{0,5}", parts.get(name, "1")) for name in ("COUNT", "INTERVAL"))
    if "COUNT" not in parts or count is None or every is None:
        return None
    found = _period(parts, start)
    if found is None:
        return None
    times, period = found
    return start.latest + -(-(int(count[0]) - 1) // times) * int(every[0]) * period


def _period(parts: dict[str, str], start: When) -> tuple[int, timedelta] | None:
    """Say how many more come in what time, at least; None where that takes counting."""
    longest = _PERIODS.get(parts.get("FREQ", ""))
    others = parts.keys() - _PLAIN
    if longest is None or len(others) > 1:
        return None
    if not others:
        # A 31st is not in each month, a 29 February not in each year.
        return (1, timedelta(days=longest)) if longest <= 7 or start.wall.day <= 28 else None
    days = parts["".join(others)]
    if others == {"BYDAY"} and longest <= 7:
        return len(set(days.split(","))), timedelta(days=7)
    if longest <= 7 or not others <= {"BYDAY", "BYMONTHDAY"}:
        return None
    # Nor is a fifth Monday.
    most = 4 if others == {"BYDAY"} else 28
    fit = all(int(number) <= most for number in re.findall(r"\d{1,3}", days))
    return (1, timedelta(days=longest)) if fit else None


def _last_date(line: Line, zones: Zones) -> datetime | None:
    """Give the last of the dates of a line, which are all written alike."""
    dates = max(line.raw.rpartition(":")[2].split(","))
    head = line.raw.rpartition(":")[0]
    when = read_when(Line.read(f"{head}:{dates.partition('/')[0].strip()}"), zones)
    return when.latest if when else None
