"""Calendar invitations: what a file or a mail's calendar part says of each event."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import unquote

from bowout.domain.errors import Refused
from bowout.domain.people import Person, is_address
from bowout.mail.calendar_rules import read_stamp
from bowout.mail.calendar_series import length_of
from bowout.mail.calendar_text import Component, Line, method_named, read_components
from bowout.mail.calendar_zones import Zones, read_when, why_untimed
from bowout.mail.video_links import video_link

_MANY = 1000  # attendees: of a hall, whom nobody wants as contacts
LARGEST = 2**31 - 1  # a SEQUENCE: of iCalendar and of the database, though programs write larger ones
_MAILTO = re.compile(r"^mailto:\s*", re.IGNORECASE)


class NoReply(Refused):
    """A calendar that cannot be read, or not be answered; the code says why."""


class Attendee(NamedTuple):
    """Somebody who was invited, and their answer as the organizer knows it (PARTSTAT)."""

    name: str | None
    address: str
    status: str | None


class Invitation(NamedTuple):
    """An event of a calendar; times as the database stores them, None where they cannot be known.

    `recurrence` names the one occurrence of a series that is meant, as a stored time or else as written;
    `untimed` says why a time that is written cannot be known, and what is written.
    """

    method: str
    uid: str
    recurrence: str | None
    sequence: int
    stamp: str | None
    at: str | None
    time_zone: str | None
    minutes: int | None
    summary: str
    place: str | None
    link: str | None
    description: str
    organizer: Person | None
    attendees: tuple[Attendee, ...]
    cancelled: bool
    untimed: str | None = None

    @property
    def is_answer(self) -> bool:
        """Whether it is what attendees send, and organizers in return: there is nothing to book."""
        return self.method in ("REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER")


class Address(NamedTuple):
    """A line such as ORGANIZER or ATTENDEE: the URI as written, and each address that it says."""

    line: Line
    uri: str
    name: str | None
    addresses: tuple[str, ...]


def read_invitations(text: str, method: str | None = None) -> tuple[Invitation, ...]:
    """Read each event of a calendar; `method`, of the Content-Type, is that of a calendar which names none.

    Raises:
        NoReply: `unreadable`, or `no_event`.
    """
    found = []
    for calendar in calendars(text):
        zones = Zones(calendar)
        said = method_of(calendar, method)
        found += [_invitation(event, zones, said) for event in calendar.within("VEVENT")]
    if not found:
        raise no_event()
    return tuple(found)


def calendars(text: str) -> list[Component]:
    """Find the calendars of a text, events that stand alone among them; NoReply where there are none."""
    root = read_components(text)
    found = list(root.within("VCALENDAR"))
    if any(root.within("VEVENT")):
        found.append(root)
    if not found:
        raise NoReply(
            "This is no calendar that can be read.",
            "Save the invitation anew from the mail program, as .ics or as the whole mail (.eml).",
            code="unreadable",
        )
    return found


def no_event() -> NoReply:
    """Make the refusal of a calendar that is empty."""
    return NoReply(
        "There is no event in the calendar.", "Save the invitation anew from the mail.", code="no_event"
    )


def method_of(calendar: Component, method: str | None) -> str:
    """Say a calendar's method; empty where neither it nor the Content-Type has one."""
    return method_named(calendar.value("METHOD")) or method_named(method or "")


def sequence_of(event: Component) -> int:
    """Give an event's SEQUENCE, 0 where it has none that is a number; none is larger than iCalendar's largest."""
    found = re.match(r"\+?0*(\d+)", event.value("SEQUENCE"), re.ASCII)
    if found is None:
        return 0
    return int(found[1]) if len(found[1]) <= 10 and int(found[1]) <= LARGEST else LARGEST


def stamp_of(event: Component) -> str | None:
    """Give an event's DTSTAMP as the database stores a time."""
    stamp = read_stamp(event.value("DTSTAMP"))
    return f"{stamp[0].isoformat()}Z" if stamp else None


def recurrence_of(event: Component, zones: Zones) -> str | None:
    """Name the occurrence that an event stands for; None for the whole."""
    line = event.first("RECURRENCE-ID")
    if line is None:
        return None
    when = read_when(line, zones)
    return (when.text if when else None) or line.raw.rpartition(":")[2].strip()


def is_cancelled(event: Component, method: str) -> bool:
    """Tell whether an event does not take place."""
    return method == "CANCEL" or event.value("STATUS").upper() == "CANCELLED"


def is_recurring(event: Component) -> bool:
    """Tell whether an event is the whole of a series."""
    return bool(event.first("RRULE") or event.first("RDATE"))


def read_address(line: Line) -> Address:
    """Read an ORGANIZER or ATTENDEE line; a URI without `mailto:`, and one in EMAIL=, is looked at too."""
    # A name with a colon is not always quoted.
    starts = [found.start() + 1 for found in re.finditer(r":\s*mailto:", line.raw, re.IGNORECASE)]
    uri = line.raw[starts[-1] :].strip() if starts else line.value
    if starts:
        line = line._replace(parameters=line.raw[len(line.name) : starts[-1] - 1])
    email = _MAILTO.sub("", line.parameter("EMAIL") or "").strip().lower()
    said = unquote(_MAILTO.sub("", uri, count=1).partition("?")[0]).strip().lower()
    angled = re.search(r"<([^<>]*)>", said)
    candidates = (angled[1].strip() if angled else said, email)
    addresses = tuple(dict.fromkeys(each for each in candidates if _is_plain(each)))
    return Address(line, uri, _name(line), addresses)


def _is_plain(address: str) -> bool:
    return len(address) <= 254 and address.isprintable() and is_address(address)


def _name(line: Line) -> str | None:
    # Without what turns the reading round, which no mail could be addressed with; joiners are letters' own.
    name = " ".join((line.parameter("CN") or "")[:500].split())
    name = "".join(char for char in name if char.isprintable() or char in "\u200c\u200d")
    # Programs that know no name write the address there.
    return None if not name or is_address(name.strip("'")) else name


def people_of(event: Component) -> Iterator[Address]:
    """Give the attendees of an event, rooms and things left out, and those beyond the first thousand."""
    for line in event.all("ATTENDEE")[:_MANY]:
        if (line.parameter("CUTYPE") or "").upper() not in {"ROOM", "RESOURCE"}:
            yield read_address(line)


def organizer_of(event: Component) -> Address | None:
    """Give the organizer of an event."""
    line = event.first("ORGANIZER")
    return read_address(line) if line else None


def _invitation(event: Component, zones: Zones, method: str) -> Invitation:
    start = read_when(event.first("DTSTART"), zones)
    organizer = organizer_of(event)
    place, link = _one_line(event.text("LOCATION")), video_link(event)
    return Invitation(
        method=method,
        uid=event.value("UID"),
        recurrence=recurrence_of(event, zones),
        sequence=sequence_of(event),
        stamp=stamp_of(event),
        at=start.text if start else None,
        time_zone=start.zone if start else None,
        minutes=None if start is None or start.whole_day else _minutes(length_of(event, zones)),
        summary=_one_line(event.text("SUMMARY")),
        place=place if place and place != link else None,
        link=link,
        description=event.text("DESCRIPTION").strip(),
        organizer=Person(organizer.name, next(iter(organizer.addresses), None)) if organizer else None,
        attendees=tuple(_attendee(person) for person in people_of(event)),
        cancelled=is_cancelled(event, method),
        untimed=why_untimed(event.first("DTSTART"), zones),
    )


def _minutes(length: timedelta | None) -> int | None:
    """Give a length in minutes, where it is that of a meeting: up to a week."""
    minutes = round(length.total_seconds() / 60) if length else 0
    return minutes if 1 <= minutes <= 10_000 else None


def _attendee(person: Address) -> Attendee:
    address = next(iter(person.addresses), person.uri.lower())
    return Attendee(person.name, address, (person.line.parameter("PARTSTAT") or "").upper() or None)


def _one_line(text: str) -> str:
    return " ".join(text.split())
