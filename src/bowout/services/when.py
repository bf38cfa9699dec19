"""A time as a person writes it: ISO, or words such as `next friday 10:00`.

Which words may be written is settled here, since dateparser drops what it does
not understand (`tomorrow 25:00` is tomorrow, `friday 28 nov` any weekday) and
guesses what is left out (`12th` is December). What they come to is its work.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bowout.domain.dates import Moment, at_local, at_time, on_day, parse_iso
from bowout.domain.errors import UsageError

Prefer = Literal["future", "past"]

_HINT = "Write 2026-11-28, 2026-11-28T14:00, tomorrow 2pm, next friday 10:00, in 3 days."
# CST and IST each name three zones, and CET is an hour off all summer as people use it.
_ENDS_IN_ZONE = re.compile(r"\d.* (?:[A-Z]{1,3}T|UTC)$")
_ZONE_HINT = "For a time in another zone write the offset: 2026-11-28T14:00+01:00."
_LONGEST = 60
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?P<weekday>mon|tues?|weds?|wednes|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day|\.)?"
_CLOCK = (
    r"(?:at )?(?P<clock>(?:0?[1-9]|1[0-2])(?:[:.][0-5]\d)? ?[ap]\.?m\.?"
    r"|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?|noon)"
)
_ENDS_IN_CLOCK = re.compile(rf"(?:(?P<what>.+?),? )?{_CLOCK}", re.ASCII)
_BEGINS_WITH_CLOCK = re.compile(rf"{_CLOCK},? (?P<what>.+)", re.ASCII)
_SPAN = re.compile(
    r"(?P<into>in )?(?P<count>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r" (?P<unit>minute|min|hour|day|week|month|year)s?(?P<out> ago| from now)?",
    re.ASCII,
)
_PLAIN = re.compile(
    r"today|tomorrow|yesterday|(?:the )?day (?:after tomorrow|before yesterday)"
    r"|(?:next|last) (?:week|month|year)"
)
_A_WEEKDAY = re.compile(rf"(?:(?P<which>next|last|this) )?{_WEEKDAY}")
_DATE = re.compile(
    rf"(?:{_WEEKDAY},? )?(?P<date>(?:the )?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? \d{{4}})?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{4}}-\d\d-\d\d)",
    re.ASCII,
)
_NUMERIC = re.compile(r"(?P<one>\d{1,2})[/.-](?P<two>\d{1,2})[/.-](?P<year>\d{4})", re.ASCII)


def parse_when(text: str, now: datetime, zone: ZoneInfo, *, prefer: Prefer) -> Moment:
    """Read a time as a person writes it, in `zone`; a day without a time stays a bare day.

    `now` is aware. `prefer` settles what the words leave open: `friday` and
    `28 nov` are the nearest ahead, or the nearest behind. A named weekday is
    never today: `next friday` is the first Friday after today.

    Raises:
        UsageError: unreadable, ambiguous, impossible, or outside 1970-2100.
    """
    words = _tidy(text)
    moment = parse_iso(words, zone) or _from_words(words.casefold(), now, zone, prefer)
    if moment is None:
        hint = _ZONE_HINT if _ENDS_IN_ZONE.search(words) else _HINT
        raise UsageError(f"“{words}” is not a date I can read.", hint)
    return moment


def _tidy(text: str) -> str:
    """Bound the text before anything reads it, and refuse what a terminal would obey."""
    if len(text) > _LONGEST:
        raise UsageError(f"A date of {len(text)} characters is not one I can read.", _HINT)
    words = " ".join(text.split())  # no-break spaces too, as pasted from calendars: 2:00 PM
    if not words:
        raise UsageError("A date is empty.", _HINT)
    if not words.isprintable() or any(char < " " for char in text.strip()):
        raise UsageError("A date with control or invisible characters is not one I can read.", _HINT)
    return words


def _from_words(words: str, now: datetime, zone: ZoneInfo, prefer: Prefer) -> Moment | None:
    span = _SPAN.fullmatch(words)
    if words == "now":
        return at_time(now, zone)
    if span and span["unit"] in ("minute", "min", "hour"):
        # Counted in UTC: two hours are two hours on the night the clocks change.
        instant = _ask(_span_phrase(span, prefer), now.astimezone(UTC), prefer)
        return at_time(instant.replace(tzinfo=UTC), zone) if instant else None
    here = now.astimezone(zone)
    clock = _ENDS_IN_CLOCK.fullmatch(words) or _BEGINS_WITH_CLOCK.fullmatch(words)
    if clock is None:
        day = _day(words, here, prefer)
        return on_day(day) if day else None
    if clock["what"] is None:
        moment = _ask(clock["clock"], here, prefer)
        return at_local(moment, zone) if moment else None
    day, hour = _day(clock["what"], here, prefer), _ask(clock["clock"], here, prefer)
    return at_local(datetime.combine(day, hour.time()), zone) if day and hour else None


def _day(words: str, here: datetime, prefer: Prefer) -> date | None:
    words = words.removeprefix("on ")
    if weekday := _A_WEEKDAY.fullmatch(words):
        return _weekday(weekday, here, prefer)
    if numeric := _NUMERIC.fullmatch(words):
        return _numeric(numeric)
    if named := _DATE.fullmatch(words):
        return _named_date(named, here, prefer)
    span = _SPAN.fullmatch(words)
    if span and span["unit"] in ("day", "week", "month", "year"):
        found = _ask(_span_phrase(span, prefer), here, prefer)
    else:
        found = _ask(words, here, prefer) if _PLAIN.fullmatch(words) else None
    return found.date() if found else None


def _span_phrase(span: re.Match[str], prefer: Prefer) -> str:
    """Bring `3 days`, `3 days from now` and the like into the forms that every version reads."""
    if span["into"] and span["out"]:
        return ""
    length = f"{span['count']} {span['unit']}s"
    ago = span["out"] == " ago" or (not span["into"] and not span["out"] and prefer == "past")
    return f"{length} ago" if ago else f"in {length}"


def _weekday(match: re.Match[str], here: datetime, prefer: Prefer) -> date | None:
    """Find a weekday; dateparser never answers with the base's own day, so `this` moves the base by one."""
    name = _full_weekday(match["weekday"])
    if match["which"] == "this":
        here += timedelta(days=-1 if prefer == "future" else 1)
    elif match["which"]:
        prefer = "future" if match["which"] == "next" else "past"
    elif _WEEKDAYS[here.weekday()] == name:
        hint = f"Write today, next {name} or last {name}."
        raise UsageError(f"“{name}” could be today.", hint, code="ambiguous")
    found = _ask(name, here, prefer)
    return found.date() if found else None


def _numeric(match: re.Match[str]) -> date:
    """Read 28/11/2026 or 11/28/2026; where both could be the month, nobody can tell."""
    one, two = int(match["one"]), int(match["two"])
    if one <= 12 and two <= 12 and one != two:
        raise UsageError(
            f"“{match[0]}” could be two days: the month may stand first or second.",
            f"Write {match['year']}-{two:02}-{one:02} or {match['year']}-{one:02}-{two:02}.",
            code="ambiguous",
        )
    day, month = (one, two) if one > 12 else (two, one)
    try:
        return date(int(match["year"]), month, day)
    except ValueError:
        raise _no_such_day(match[0]) from None


def _named_date(match: re.Match[str], here: datetime, prefer: Prefer) -> date:
    """Read `28 nov`; the base is one edge of today, or today itself would be a year off."""
    morning = datetime.combine(here, time.min)
    edge = morning + (timedelta(seconds=-1) if prefer == "future" else timedelta(days=1, seconds=-1))
    found = _ask(match["date"], edge, prefer)
    if found is None:
        raise _no_such_day(match["date"])
    day = found.date()
    if match["weekday"] and _WEEKDAYS[day.weekday()] != _full_weekday(match["weekday"]):
        right = _WEEKDAYS[day.weekday()].title()
        raise UsageError(f"“{match[0]}” is a {right} in {day.year}.", f"Write {day}, or the day you mean.")
    return day


def _full_weekday(word: str) -> str:
    return next(name for name in _WEEKDAYS if name.startswith(word[:3]))


def _no_such_day(words: str) -> UsageError:
    return UsageError(f"There is no “{words}” in the calendar.", _HINT)


def _ask(words: str, base: datetime, prefer: Prefer) -> datetime | None:
    """Have dateparser read `words`, seen from `base`; the answer is naive, in the base's zone."""
    import dateparser  # late: it costs more than a whole command

    settings = {
        "PREFER_DATES_FROM": prefer,
        "RELATIVE_BASE": base.replace(tzinfo=None),
        "PARSERS": ["relative-time", "absolute-time"],  # no epoch seconds, no guessing
    }
    try:
        found: datetime | None = dateparser.parse(words, languages=["en"], settings=settings)
    except (ValueError, OverflowError):
        return None
    return found
