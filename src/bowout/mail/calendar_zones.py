"""The times of a calendar: in IANA's zones, else by the file's own rules, else in those that Windows names."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple

from bowout.domain.dates import FIRST_YEAR, LAST_YEAR, utc_text
from bowout.mail.calendar_rules import OwnZone, own_zone, read_stamp
from bowout.mail.calendar_text import Component, Line, unescape
from bowout.zones import find_zone

_FAR = datetime(9000, 1, 1)  # noqa: DTZ001 # beside other times without a zone

_LONGEST_SHOWN = 60  # of a time that cannot be read


class Zone(NamedTuple):
    """What a TZID stands for: an IANA zone, the file's own, or both."""

    known: tzinfo | None
    own: OwnZone | None
    name: str | None  # of IANA

    def instant(self, wall: datetime) -> datetime | None:
        """Give the instant at which the clocks show `wall`; the first where it comes twice."""
        try:
            if self.known is not None:
                return wall.replace(tzinfo=self.known, fold=0).astimezone(UTC)
            return wall.replace(tzinfo=timezone(self.own.offset(wall))).astimezone(UTC) if self.own else None
        except (OverflowError, ValueError):
            return None

    def name_at(self, instant: datetime, wall: datetime) -> str | None:
        """Give the IANA name, if clocks there show the same then."""
        zone = find_zone(self.name) if self.name else None
        try:
            same = zone is not None and instant.astimezone(zone).replace(tzinfo=None) == wall
        except OverflowError:
            return None
        # A time that is skipped is shown another way everywhere.
        return self.name if same or self.known is not None else None


class Zones:
    """The zones that one calendar speaks of."""

    def __init__(self, calendar: Component) -> None:
        self._own: dict[str, Component] = {}
        for component in calendar.within("VTIMEZONE"):
            self._own.setdefault(_plain(component.value("TZID")), component)
        self._found: dict[str, Zone | None] = {}
        # Of times that name no zone; Google's and Apple's exports have it.
        self.default = unescape(calendar.value("X-WR-TIMEZONE")) or None

    def find(self, tzid: str) -> Zone | None:
        """Find what a TZID stands for; None where nobody can know."""
        key = _plain(tzid)
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]

    def component(self, tzid: str) -> Component | None:
        """Give the file's VTIMEZONE, if it has one that was understood."""
        zone = self.find(tzid)
        return zone.own.component if zone and zone.own else None

    def _find(self, key: str) -> Zone | None:
        component = self._own.get(key)
        own = own_zone(component) if component is not None else None
        iana = find_zone(key.strip("/"))
        if iana is not None:
            return Zone(iana, own, iana.key)
        name = _iana_name(key, component)
        if own is not None:
            return Zone(None, own, name)
        return Zone(find_zone(name), None, name) if name else None


@cache
def _windows() -> dict[str, str]:
    # Late: the library takes a tenth of a second, and most zones have their IANA name.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return {windows.casefold(): name for windows, name in WINDOWS_TO_OLSON.items()}


def _plain(tzid: str) -> str:
    return " ".join(unescape(tzid).replace('"', "").split())


def _iana_name(key: str, component: Component | None) -> str | None:
    """Name the zone that Windows calls so, or that stands at the end of a globally unique name."""
    location = find_zone(component.text("X-LIC-LOCATION")) if component else None
    if location:
        return location.key
    folded = key.casefold()
    if folded == "tzone://microsoft/utc":
        return "UTC"
    found = _windows().get(folded)
    if found or not key.startswith("/"):
        return found
    parts = key.split("/")[-3:]
    tails = ("/".join(parts[at:]) for at in range(len(parts)))
    return next((tail for tail in tails if find_zone(tail)), None)


class When(NamedTuple):
    """A time of a calendar: what a clock shows there, and the instant, where its zone is known."""

    wall: datetime
    whole_day: bool
    instant: datetime | None
    zone: str | None  # of IANA

    @property
    def text(self) -> str | None:
        """What the database stores; None where it cannot be known."""
        if not FIRST_YEAR < self.wall.year < LAST_YEAR:
            return None
        if self.whole_day:
            return self.wall.date().isoformat()
        return utc_text(self.instant) if self.instant else None

    @property
    def latest(self) -> datetime:
        """The instant, or the last that it can be on earth; naive, in UTC."""
        if self.instant is not None:
            return self.instant.replace(tzinfo=None)
        return min(self.wall, _FAR) + timedelta(hours=12)


def read_when(line: Line | None, zones: Zones) -> When | None:
    """Read the time of a line such as DTSTART; None where it has none."""
    if line is None:
        return None
    # After the last colon: a TZID such as (UTC+01:00) Berlin is not always quoted.
    stamp = read_stamp(line.raw.rpartition(":")[2])
    if stamp is None:
        return None
    wall, form = stamp
    if form == "date":
        return When(wall, whole_day=True, instant=None, zone=None)
    tzid = tzid_of(line) or zones.default
    zone = zones.find(tzid) if tzid else None
    if form == "utc":
        return When(wall, whole_day=False, instant=wall.replace(tzinfo=UTC), zone=zone.name if zone else None)
    instant = zone.instant(wall) if zone else None
    name = zone.name_at(instant, wall) if zone and instant else None
    return When(wall, whole_day=False, instant=instant, zone=name)


def why_untimed(line: Line | None, zones: Zones) -> str | None:
    """Say, with what is written, why a line's time cannot be known; None: it can be, or there is none."""
    when = read_when(line, zones)
    if line is None or (when and when.text):
        return None
    written = _shown(line.raw.rpartition(":")[2])
    if when is None:
        return f"“{written}” is no time that can be read"
    if not FIRST_YEAR < when.wall.year < LAST_YEAR:
        return f"“{written}” is in a year that no search has"
    tzid = tzid_of(line) or zones.default
    if not tzid:
        return f"“{written}” names no time zone"
    return f"“{written}” is in the time zone “{_shown(tzid)}”, which is not known"


def _shown(written: str) -> str:
    """Give what somebody wrote as it can be printed."""
    text = "".join(char for char in " ".join(written.split()) if char.isprintable())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def tzid_of(line: Line) -> str | None:
    """Give the TZID of a line that holds a time."""
    head, _, _ = line.raw.rpartition(":")
    return line._replace(parameters=head[len(line.name) :]).parameter("TZID")
