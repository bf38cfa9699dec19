"""The answer to a calendar invitation: declined (iTIP, RFC 5546)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from bowout.domain.calendar_lines import fold
from bowout.domain.dates import parse_stored, utc_text
from bowout.domain.people import Person, takes_no_replies
from bowout.mail.calendar_answered import Asked, find_asked, find_me, find_organizer
from bowout.mail.calendar_rules import read_rule
from bowout.mail.calendar_text import Component, Line
from bowout.mail.calendar_zones import Zones, read_when, tzid_of
from bowout.mail.invitation import Address, sequence_of

_LONG = 2000  # of a line that a reply can do without


class CalendarReply(NamedTuple):
    """A declined invitation: the calendar to send, to whom, and as which of its attendees.

    `warnings` are `no_reply_organizer` (nobody may read it) and `other_occurrences` (only one of several
    that the invitation names is answered).
    """

    text: bytes
    organizer: Person
    attendee: str
    uid: str
    summary: str
    warnings: tuple[str, ...]


def decline(
    text: str,
    me: Sequence[str],
    now: datetime,
    *,
    method: str | None = None,
    recurrence: str | None = None,
) -> CalendarReply:
    """Write that I do not come: to the whole, or to the `recurrence` alone.

    `me` are my own addresses, `method` is that of the Content-Type.

    Raises:
        NoReply: `unreadable` `not_a_request` `no_event` `no_uid` `several_uids` `cancelled` `no_organizer`
            `organizer` `not_attendee` `over`.
    """
    asked = find_asked(text, method, recurrence)
    organizer = find_organizer(asked.event, me)
    mine, address = find_me(asked.event, me)
    asked.refuse_if_over(now)
    lines = ["BEGIN:VCALENDAR", "PRODID:-//Calendar//Reply//EN", "VERSION:2.0", "METHOD:REPLY"]
    times = _times(asked)
    lines += _zones(asked.zones, times)
    lines += ["BEGIN:VEVENT", f"UID:{asked.event.value('UID')}", f"DTSTAMP:{_utc(now)}"]
    lines += [f"SEQUENCE:{_sequence(asked.event)}", _organizer(organizer), _attendee(mine)]
    lines += [_sound(line) for line in times]
    summary = asked.event.first("SUMMARY")
    if summary and summary.sound and len(summary.raw) <= _LONG:
        lines.append(summary.raw)
    lines += ["END:VEVENT", "END:VCALENDAR"]
    warnings = ["no_reply_organizer"] if takes_no_replies(organizer.addresses[0]) else []
    return CalendarReply(
        text=b"".join(map(fold, lines)),
        organizer=Person(organizer.name, organizer.addresses[0]),
        attendee=address,
        uid=asked.event.value("UID"),
        summary=" ".join(asked.event.text("SUMMARY").split()),
        warnings=(*warnings, *(["other_occurrences"] if asked.others else [])),
    )


def _utc(instant: datetime) -> str:
    return utc_text(instant).replace("-", "").replace(":", "")


def _sequence(event: Component) -> str:
    """Copy SEQUENCE, beyond iCalendar's largest too: the organizer's program compares it with its own."""
    written = event.value("SEQUENCE").lstrip("0")
    if written.isascii() and written.isdigit() and len(written) <= 18:
        return written
    return str(sequence_of(event))


def _organizer(organizer: Address) -> str:
    """Copy the line, unless others would read another address in it than we do."""
    line = organizer.line
    if line.sound and line.value == organizer.uri and len(line.raw) <= _LONG:
        return line.raw
    return f"ORGANIZER{_name(organizer)}:{organizer.uri}"


def _attendee(mine: Address) -> str:
    return f"ATTENDEE{_name(mine)};PARTSTAT=DECLINED:{mine.uri}"


def _name(person: Address) -> str:
    """Write a name as a parameter, where it can be one."""
    name = person.name or ""
    if not name.isprintable() or not 0 < len(name) <= 200 or any(mark in name for mark in '"^\\'):
        return ""
    return f';CN="{name}"' if any(mark in name for mark in ",;:") else f";CN={name}"


def _times(asked: Asked) -> list[Line]:
    """Give the lines of the occurrence and of start and end, as they were written.

    Without the file's own zone, or with one that cannot be read, an unheard-of TZID tells nobody a time.
    """
    names = ["DTSTART", "DTEND" if asked.event.first("DTEND") else "DURATION"]
    lines = [line for name in names if (line := asked.event.first(name))]
    kept = [line for line in lines if line.name == "DURATION" or _is_clear(line, asked.zones)]
    if not any(line.name == "DTSTART" for line in kept) or asked.alone:
        # One of a series has not the times of the first.
        kept = []
    occurrence = _occurrence(asked)
    return [*occurrence, *(line for line in kept if len(line.raw) <= _LONG)]


def _is_clear(line: Line, zones: Zones) -> bool:
    when = read_when(line, zones)
    tzid = tzid_of(line)
    return when is not None and (not tzid or when.instant is not None or when.whole_day)


def _occurrence(asked: Asked) -> list[Line]:
    """Give RECURRENCE-ID: as the invitation has it, else in the form of the series' DTSTART."""
    written = asked.event.first("RECURRENCE-ID")
    if written:
        return [written]
    if asked.alone is None:
        return []
    stored = parse_stored(asked.alone)
    if not isinstance(stored, datetime):
        return _line(f"RECURRENCE-ID;VALUE=DATE:{stored:%Y%m%d}")
    start = asked.event.first("DTSTART")
    tzid = tzid_of(start) if start else None
    zone = asked.zones.find(tzid) if tzid else None
    if zone and zone.known and start and start.sound:
        return _line(f"RECURRENCE-ID{start.parameters}:{stored.astimezone(zone.known):%Y%m%dT%H%M%S}")
    return _line(f"RECURRENCE-ID:{_utc(stored)}")


def _line(raw: str) -> list[Line]:
    line = Line.read(raw)
    return [line] if line else []


def _sound(line: Line) -> str:
    """Copy a line with a time, mended where a TZID has a colon and no quotation marks."""
    _, _, value = line.raw.rpartition(":")
    tzid = (tzid_of(line) or "").replace('"', "")
    if line.sound and line.value == value.strip():
        return line.raw
    return f'{line.name};TZID="{tzid}":{value.strip()}' if tzid else f"{line.name}:{value.strip()}"


def _zones(zones: Zones, times: list[Line]) -> Iterator[str]:
    """Copy the zones that the times are in, each once."""
    used = dict.fromkeys(tzid for line in times if (tzid := tzid_of(line)))
    components = [found for tzid in used if (found := zones.component(tzid)) is not None]
    for component in dict.fromkeys(components):
        yield "BEGIN:VTIMEZONE"
        yield f"TZID:{component.value('TZID')}"
        for observance in component.within("STANDARD", "DAYLIGHT"):
            yield f"BEGIN:{observance.name}"
            # As they were understood: one of each, but any number of rules and dates.
            for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"):
                yield f"{name}:{observance.value(name)}"
            yield from (line.raw for line in observance.all("TZNAME")[:1] if line.sound)
            for line in observance.all("RRULE"):
                yield "RRULE:" + ";".join(f"{name}={value}" for name, value in read_rule(line.value).items())
            yield from (f"RDATE:{''.join(line.value.split())}" for line in observance.all("RDATE"))
            yield f"END:{observance.name}"
        yield "END:VTIMEZONE"
