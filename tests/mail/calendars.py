"""Calendars as mail programs write them, made up, and the samples where they lie beside the repository."""

import email
import email.policy
from collections.abc import Iterator
from pathlib import Path

BERLIN = """\
BEGIN:VTIMEZONE
TZID:{tzid}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""

EVENT = """\
BEGIN:VEVENT
UID:talk-1@acme.example
DTSTAMP:20261120T091500Z
DTSTART;TZID=Europe/Berlin:20261128T140000
DTEND;TZID=Europe/Berlin:20261128T144500
SUMMARY:Interview: Backend Engineer\\, second round
LOCATION:Hauptstraße 5\\, Berlin
DESCRIPTION:Dear Ida\\,\\nwe look forward to it.\\n\\nhttps://acme.zoom.us/j/123?pwd=a
 b&x=1.
ORGANIZER;CN="Fox, Dana":mailto:dana@acme.example
ATTENDEE;CN=Ida Berg;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=1.1:
 MAILTO:Ida@Home.example
ATTENDEE;CN=Tom Ng;PARTSTAT=ACCEPTED:mailto:tom@acme.example
ATTENDEE;CUTYPE=ROOM;CN=Room 5:mailto:room5@acme.example
ATTACH:https://acme.example/plan.pdf
SEQUENCE:2
STATUS:CONFIRMED
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Reminder
TRIGGER:-PT15M
END:VALARM
END:VEVENT
"""


def calendar(*parts: str, method: str | None = "REQUEST") -> str:
    said = f"METHOD:{method}\n" if method else ""
    return f"BEGIN:VCALENDAR\nPRODID:-//x//y\nVERSION:2.0\n{said}{''.join(parts)}END:VCALENDAR\n"


def changed(event: str = EVENT, /, **lines: str | None) -> str:
    """Put other lines in the place of an event's lines of those names (`_` for `-`), or take them out."""
    unfolded = event.replace("\n ", "")
    kept = [line for line in unfolded.splitlines() if _name(line) not in {_key(name) for name in lines}]
    return "\n".join([kept[0], *(line for line in lines.values() if line is not None), *kept[1:]]) + "\n"


def _name(line: str) -> str:
    return line.replace(":", ";").split(";")[0]


def _key(name: str) -> str:
    return name.replace("_", "-").upper()


def samples() -> Path | None:
    """Find the samples; they lie beside the repository, and are none of it."""
    places = (parent / "shared" / "samples" for parent in Path(__file__).resolve().parents)
    return next((place for place in places if place.is_dir()), None)


def sample_calendars() -> Iterator[tuple[str, bytes, str | None, str | None]]:
    """Give each calendar of the samples: its name, its bytes, and charset and method of its Content-Type."""
    place = samples()
    for path in sorted(place.glob("ics/*.ics")) if place else ():
        yield path.name, path.read_bytes(), None, None
    for path in sorted(place.glob("eml/*.eml")) if place else ():
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() in {"text/calendar", "application/ics"} or "BEGIN:VCAL" in str(part):
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes):
                    method = part.get_param("method")
                    yield path.name, payload, part.get_content_charset(), str(method) if method else None
