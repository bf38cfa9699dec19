"""Dates and times as a letter writes them: absolute, in the zone of the booking, with the names of Babel (CLDR)."""

import re
from datetime import date, datetime, timedelta
from functools import cache

from bowout.letters.facts import Meeting
from bowout.letters.languages import Table


def spell_date(when: date, today: date, words: Table) -> str:
    """Write a day, with the year where it is not this one."""
    return spell_whole_date(when, words) if when.year != today.year else _day(when, words, "day", "first")


def spell_whole_date(when: date, words: Table) -> str:
    """Write a day with its year, as at the head of a letter."""
    return _day(when, words, "day_with_year", "first_with_year")


def _day(when: date, words: Table, pattern: str, of_first: str) -> str:
    dates = words.table("dates")
    first = dates.text(of_first) if when.day == 1 else ""
    return _formatted(when, first or dates.text(pattern), dates)


def _formatted(when: date, pattern: str, dates: Table) -> str:
    from babel.dates import (
        format_date,  # takes longer than the rest of a letter, and not every letter has a date
    )

    return format_date(when, pattern, dates.text("locale"))


def spell_month(when: date, words: Table) -> str:
    """Write the month of a day with its year."""
    dates = words.table("dates")
    return _formatted(when, dates.text("month_with_year"), dates)


def spell_time(slot: Meeting, today: date, words: Table) -> str:
    """Write what is booked without its weekday: `3 December at 14:00 CET`, or the day alone."""
    if not slot.on:
        return ""
    day = spell_date(slot.on, today, words)
    return _with_time(day, slot.at, words.table("dates")) if slot.at else day


def spell_slot(slot: Meeting, today: date, words: Table) -> str:
    """Write what is booked: `Thursday, 3 December at 14:00 CET`, or the day alone; "" where neither is known."""
    dates = words.table("dates")
    if not slot.on:
        return ""
    weekday = _formatted(slot.on, "EEEE", dates)
    day = dates.text("weekday").format(weekday=weekday, date=spell_date(slot.on, today, words))
    return _with_time(day, slot.at, dates) if slot.at else day


def calendar(words: Table) -> tuple[str, ...]:
    """The names of the months and the weekdays in the letter's language."""
    return _calendar(words.table("dates").text("locale"))


@cache
def _calendar(locale: str) -> tuple[str, ...]:
    from babel.dates import format_date

    days = [date(2026, month, 1) for month in range(1, 13)], [date(2026, 6, day) for day in range(1, 8)]
    return tuple(
        format_date(day, pattern, locale)
        for some, pattern in zip(days, ("MMMM", "EEEE"), strict=True)
        for day in some
    )


def names_day(text: str, when: date, words: Table) -> bool:
    """Tell whether `text` names a day, however people write it: `3 December`, `Dec 3rd`, `2026-12-03`, `3/12`."""
    dates = words.table("dates")
    names = (_formatted(when, pattern, dates).rstrip(".") for pattern in ("MMMM", "MMM"))
    month = "|".join(re.escape(name) for name in names)
    day = rf"0?{when.day}(?:st|nd|rd|th|er|º|\.)?"
    forms = (
        rf"\b{day},? (?:of |de |d['’])?(?:{month})\w*",
        rf"\b(?:{month})\w*\.? (?:the )?{day}(?!\d)",
        rf"\b{when.isoformat()}\b",
        rf"\b0?{when.day}[./-]0?{when.month}\b",
        rf"\b0?{when.month}/0?{when.day}\b",
    )
    return re.search("|".join(forms), text, re.IGNORECASE) is not None


def _with_time(day: str, at: datetime, dates: Table) -> str:
    from babel.dates import format_time

    # A time of day without its zone, which Babel would turn into another.
    time = format_time(at.time(), dates.text("time"), locale=dates.text("locale"))
    pattern = (at.hour == 1 and dates.text("slot_at_one")) or dates.text("slot")
    return pattern.format(day=day, time=time, zone=_zone(at, dates))


def _zone(at: datetime, dates: Table) -> str:
    name = at.tzname() or ""
    # Many zones of the IANA list have no letters of their own, only "-03".
    if re.fullmatch(r"[A-Z]{2,5}", name):
        return f" {dates.table('zones').text(name) or name}"
    minutes = (at.utcoffset() or timedelta()) // timedelta(minutes=1)
    if not minutes:
        return " UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f" UTC{'+' if minutes > 0 else '-'}{hours}{f':{rest:02}' if rest else ''}"
