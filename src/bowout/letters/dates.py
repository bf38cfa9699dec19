"""Dates and times as a letter writes them: absolute, in the zone of the booking."""

import re
from datetime import date, datetime, timedelta

from bowout.letters.facts import Meeting
from bowout.letters.languages import Table


def spell_date(when: date, today: date, words: Table) -> str:
    """Write a day, with the year where it is not this one."""
    if when.year != today.year:
        return spell_whole_date(when, words)
    dates = words.table("dates")
    return dates.text("day").format(day=when.day, month=dates.texts("months")[when.month - 1])


def spell_whole_date(when: date, words: Table) -> str:
    """Write a day with its year, as at the head of a letter."""
    dates = words.table("dates")
    month = dates.texts("months")[when.month - 1]
    return dates.text("day_with_year").format(day=when.day, month=month, year=when.year)


def spell_month(when: date, words: Table) -> str:
    """Write the month of a day with its year."""
    dates = words.table("dates")
    return dates.text("month_with_year").format(month=dates.texts("months")[when.month - 1], year=when.year)


def spell_time(slot: Meeting, today: date, words: Table) -> str:
    """Write what is booked without its weekday: `3 December at 14:00 CET`, or the day alone."""
    if not slot.on:
        return ""
    day = spell_date(slot.on, today, words)
    return _with_time(day, slot.at, words.table("dates")) if slot.at else day


def names_day(text: str, when: date, words: Table) -> bool:
    """Tell whether `text` names a day, however people write it: `3 December`, `Dec 3rd`, `2026-12-03`, `3/12`."""
    month = re.escape(words.table("dates").texts("months")[when.month - 1][:3])
    day = rf"0?{when.day}(?:st|nd|rd|th|er|º|\.)?"
    forms = (
        rf"\b{day},? (?:of |de |d['’])?{month}\w*",
        rf"\b{month}\w*\.? (?:the )?{day}(?!\d)",
        rf"\b{when.isoformat()}\b",
        rf"\b0?{when.day}[./-]0?{when.month}\b",
        rf"\b0?{when.month}/0?{when.day}\b",
    )
    return re.search("|".join(forms), text, re.IGNORECASE) is not None


def spell_slot(slot: Meeting, today: date, words: Table) -> str:
    """Write what is booked: `Thursday, 3 December at 14:00 CET`, or the day alone; "" where neither is known."""
    dates = words.table("dates")
    if not slot.on:
        return ""
    weekday = dates.texts("weekdays")[slot.on.weekday()]
    day = dates.text("weekday").format(weekday=weekday, date=spell_date(slot.on, today, words))
    return _with_time(day, slot.at, dates) if slot.at else day


def _with_time(day: str, at: datetime, dates: Table) -> str:
    time = dates.text("time").format(
        hour24=f"{at.hour:02}",
        hour12=at.hour % 12 or 12,
        minute=f"{at.minute:02}",
        half="AM" if at.hour < 12 else "PM",
    )
    return dates.text("slot").format(day=day, time=time, zone=_zone(at))


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
