"""Times as tables for people have room for."""

from datetime import date, datetime, timedelta

from bowout.domain.dates import parse_stored, show

_NEAR = timedelta(days=180)


def short(text: str, now: datetime, *, in_full: bool = False) -> str:
    """Write a stored time in the zone of `now`: `28 Nov 14:00`, or, half a year away or `in_full`, with its year."""
    stored = parse_stored(text)
    day: date = stored.astimezone(now.tzinfo).date() if isinstance(stored, datetime) else stored
    if now.tzinfo is None or in_full or abs(day - now.date()) > _NEAR:
        return show(text, now.tzinfo) if now.tzinfo else text
    clock = f" {stored.astimezone(now.tzinfo):%H:%M}" if isinstance(stored, datetime) else ""
    return f"{day.day} {day:%b}{clock}"
