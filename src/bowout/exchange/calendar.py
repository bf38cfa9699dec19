"""A calendar of one's own, to import or to subscribe to (RFC 5545): an event for each entry.

Nothing private has a field here. A program that knows an event by its UID takes the one with the higher
SEQUENCE: a cancelled one disappears.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, TextIO

from bowout.domain.calendar_lines import escape, fold
from bowout.domain.dates import parse_stored, utc_text

# One says nothing of the program, its version, or the machine.
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calendar//Export//EN", "METHOD:PUBLISH")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class CalendarEntry(NamedTuple):
    """What stands in a calendar. `at` is as the database stores it: a time, or a bare date for the whole day.

    `uid` is as iCalendar writes it, `occurrence` the one of a series that is meant, as stored. Without
    `minutes` it is a moment, as a deadline is, and takes no time.
    """

    uid: str
    occurrence: str | None
    sequence: int
    at: str
    minutes: int | None
    summary: str
    place: str | None
    link: str | None
    cancelled: bool


def write_ics(entries: Iterable[CalendarEntry], out: TextIO, now: datetime) -> int:
    """Write a calendar, event by event as they come; returns how many.

    `out` takes UTF-8 and is opened with `newline=""`.
    """
    stamp = _basic(utc_text(now))
    _write(out, *_HEAD)
    count = 0
    for entry in entries:
        _write(out, *_event(entry, stamp))
        count += 1
    _write(out, "END:VCALENDAR")
    return count


def _event(entry: CalendarEntry, stamp: str) -> list[str]:
    whole_day = not isinstance(parse_stored(entry.at), datetime)
    lines = ["BEGIN:VEVENT", f"UID:{_CONTROLS.sub('', entry.uid)}", f"DTSTAMP:{stamp}"]
    if entry.occurrence:
        lines.append(_time("RECURRENCE-ID", entry.occurrence))
    lines += [f"SEQUENCE:{entry.sequence}", _time("DTSTART", entry.at)]
    if whole_day:
        lines.append("DURATION:P1D")
    elif entry.minutes:
        lines.append(f"DURATION:PT{entry.minutes}M")
    lines.append(f"SUMMARY:{_one_line(entry.summary)}")
    if entry.place:
        lines.append(f"LOCATION:{_one_line(entry.place)}")
    if entry.link:
        lines.append(f"URL:{_CONTROLS.sub('', entry.link)}")
    lines.append(f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}")
    if entry.cancelled or not entry.minutes:
        lines.append("TRANSP:TRANSPARENT")
    lines.append("END:VEVENT")
    return lines


def _time(name: str, stored: str) -> str:
    return f"{name}:{_basic(stored)}" if "T" in stored else f"{name};VALUE=DATE:{_basic(stored)}"


def _basic(stored: str) -> str:
    return stored.replace("-", "").replace(":", "")


def _one_line(text: str) -> str:
    """Write a text without line breaks of any kind: some programs end a line at each."""
    return escape(" ".join(text.split()))


def _write(out: TextIO, *lines: str) -> None:
    out.write(b"".join(map(fold, lines)).decode())
