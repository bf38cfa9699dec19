"""Dates and times as a letter writes them: absolute, in the zone of the booking."""

import re
from datetime import date, datetime, timedelta

from bowout.letters.languages import Table


def spell_date(when: date, today: date, words: Table) -> str:
    """Write a day, with the year where it is not this one."""
    dates = words.table("dates")
    pattern = dates.text("day" if when.year == today.year else "day_with_year")
    return pattern.format(day=when.day, month=dates.texts("months")[when.month - 1], year=when.year)


def spell_slot(at: datetime, today: date, words: Table) -> str:
    """Write an aware time with its weekday and zone: `Thursday, 3 December at 14:00 CET`."""
    dates = words.table("dates")
    time = dates.text("time").format(
        hour24=f"{at.hour:02}",
        hour12=at.hour % 12 or 12,
        minute=f"{at.minute:02}",
        half="AM" if at.hour < 12 else "PM",
    )
    weekday = dates.texts("weekdays")[at.weekday()]
    day = spell_date(at.date(), today, words)
    return dates.text("slot").format(weekday=weekday, date=day, time=time, zone=_zone(at))


def _zone(at: datetime) -> str:
    name = at.tzname() or ""
    # Many zones of the IANA list have no letters of their own, only "-03".
    if re.fullmatch(r"[A-Z]{2,5}", name):
        return f" {name}"
    minutes = (at.utcoffset() or timedelta()) // timedelta(minutes=1)
    if not minutes:
        return " UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f" UTC{'+' if minutes > 0 else '-'}{hours}{f':{rest:02}' if rest else ''}"
