"""Times as tables for people have room for."""

from datetime import date, datetime, timedelta

from bowout.domain.dates import parse_stored, show

_NEAR = timedelta(days=180)
_COUNTED = 99  # so many days back are counted


def short(text: str, now: datetime, *, in_full: bool = False) -> str:
    """Write a stored time in the zone of `now`: `28 Nov 14:00`, or, half a year away or `in_full`, with its year."""
    if now.tzinfo is None:
        return text
    if in_full:
        return show(text, now.tzinfo)
    stored = parse_stored(text)
    day: date = stored.astimezone(now.tzinfo).date() if isinstance(stored, datetime) else stored
    if abs(day - now.date()) > _NEAR:
        return show(text, now.tzinfo)
    clock = f" {stored.astimezone(now.tzinfo):%H:%M}" if isinstance(stored, datetime) else ""
    return f"{day.day} {day:%b}{clock}"


def near(text: str, now: datetime) -> str:
    """Write a stored time as one speaks of it: `today 14:00`, `Thu 26 Nov 14:00`, `3 days ago`."""
    stored = parse_stored(text)
    instant = stored.astimezone(now.tzinfo) if isinstance(stored, datetime) else None
    day: date = instant.date() if instant else stored
    days = (day - now.date()).days
    if -_COUNTED <= days < 0:
        return "yesterday" if days == -1 else f"{-days} days ago"
    if not 0 <= days <= _NEAR.days:
        return short(text, now)
    name = {0: "today", 1: "tomorrow"}.get(days, f"{day:%a} {day.day} {day:%b}")
    return f"{name} {instant:%H:%M}" if instant else name
