"""Time zones by name: the system's, and those that a person names."""

import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from bowout.domain.errors import UsageError

# A name becomes a path below the zone files: no dots, no leading slash, bounded.
_NAME = re.compile(r"[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,2}")


def system_zone() -> ZoneInfo:
    """Tell the zone of this machine: the TZ variable, else the system's setting, else UTC.

    What is set but names no zone (`CET-1CEST` in TZ, say) counts as UTC.
    """
    name: str | None = os.environ.get("TZ", "/").removeprefix(":")
    if name == "/":
        name = _linked_zone() or name
    if name and name.startswith("/"):  # the name of a file, such as :/etc/localtime
        import tzlocal  # late: slower, and it knows every other place where a system may say it

        try:
            name = tzlocal.get_localzone_name()
        except (LookupError, ValueError, OSError):  # settings that contradict each other
            name = None
    return find_zone(name or "") or ZoneInfo("UTC")


def _linked_zone() -> str | None:
    """The zone that /etc/localtime links to, as on macOS and most Linux systems."""
    try:
        _, found, name = str(Path("/etc/localtime").readlink()).rpartition("zoneinfo/")
    except OSError:
        return None
    return name if found else None


def zone_named(name: str) -> ZoneInfo:
    """Read a zone as a person writes it: `Europe/Berlin`, in any case, blanks for `_`.

    Raises:
        UsageError: unknown; the hint names the nearest.
    """
    wanted = "_".join(name.split())
    zone = find_zone(wanted)
    if zone is not None:
        return zone
    known = {zone.casefold(): zone for zone in available_timezones()}
    if wanted.casefold() in known:
        return ZoneInfo(known[wanted.casefold()])
    shown = f"“{name}”" if name.isprintable() and len(name) <= 60 else "That"
    raise UsageError(f"{shown} is not a time zone.", _nearest(wanted.casefold()[:60], known))


def find_zone(name: str) -> ZoneInfo | None:
    """Find a zone by its exact name, as programs write it; None where there is none."""
    if not _NAME.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # OSError: the name of a folder, `Europe`
        return None


def _nearest(wanted: str, known: dict[str, str]) -> str:
    """Suggest zones by their city alone (`berlin`), then by the whole name."""
    import difflib  # late: only for a refusal

    cities = {zone.rpartition("/")[2]: zone for zone in sorted(known)}
    near = [cities[city] for city in difflib.get_close_matches(wanted, cities, 2, 0.75)]
    near += difflib.get_close_matches(wanted, known, 2, 0.75)
    names = [known[zone] for zone in dict.fromkeys(near)]
    return f"Did you mean {' or '.join(names)}?" if names else "Write a name such as Europe/Berlin."
