"""Dates as people write them in tables: read where they can mean one day only, else told why not."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import NamedTuple

from bowout.domain.dates import Moment, at_local, at_time, on_day
from bowout.domain.errors import UsageError

# The languages whose names of months are known.
_LANGUAGES = ("en", "de", "fr", "es", "tr", "ru", "pt", "it", "nl", "pl", "uk", "sv", "da", "nb", "fi")
FIRST_YEAR = 1990

_TIME = re.compile(
    r"[\sT,]*(?:at |um |à |klo )?\s*(?P<h>\d{1,2}):(?P<m>\d\d)(?::(?P<s>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d))?(?:\s*Uhr)?$",
    re.IGNORECASE,
)
_YMD = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_NUMBERS = re.compile(r"(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{4}|'?\d{2})\.?(?:\s?(?:г|года|р)\.?)?")
_DAY_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[\s,/-]*(?:de |of |d'|den )?\s*([^\W\d_]{3,12})\.?[\s,/-]*(?:de |del )?\s*"
    r"'?(\d{4}|\d{2})(?:\s?(?:г|года|р)\.?)?"
)
_NAME_DAY = re.compile(r"([^\W\d_]{3,12})\.?[\s/-]*(\d{1,2})(?:st|nd|rd|th)?[\s,/-]+'?(\d{4}|\d{2})")
_YEAR_NAME = re.compile(r"(\d{4})[\s,/.-]+([^\W\d_]{3,12})\.?[\s/-]+(\d{1,2})")
_WEEKDAY = re.compile(r"([^\W\d_]{2,13})\.?,?\s+(?=\w)")
_WEEKDAY_AFTER = re.compile(r"\s*[(（]?(?:周|星期|週)?[一二三四五六日天月火水木金土]?[)）]?$")
_UNIX = re.compile(r"(\d{10}|\d{13})(?:\.\d+)?")
_SOME_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}年\d{1,2}月\d{1,2}日?"
    r"|\d{1,2}(?:st|nd|rd|th|\.)?[\s-][^\W\d_]{3,10}\.?,?[\s-]\d{4}|[^\W\d_]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?,\s?\d{4}"
)
_NO_YEAR = re.compile(
    r"\d{1,2}[-/. ]+[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.?[-/. ]+\d{1,2}|\d{1,2}[./-]\d{1,2}\.?|\d{1,2}月\d{1,2}[日号號]?"
)
_LIKE_A_DATE = re.compile(r"[\d\s./,:'-]{5,20}")


class Day(NamedTuple):
    """What a cell may mean: the same day either way, or two days; neither, and `why`."""

    day_first: Moment | None
    month_first: Moment | None
    why: str | None = None

    @property
    def open(self) -> bool:
        """Tell whether it depends on the order of day and month."""
        return bool(self.day_first and self.month_first and self.day_first != self.month_first)

    @property
    def only(self) -> Moment | None:
        """The one day that it can mean, if so."""
        return None if self.open else self.day_first or self.month_first

    @property
    def shows(self) -> bool | None:
        """Whether it shows that the day comes first; None where it shows nothing."""
        return None if bool(self.day_first) == bool(self.month_first) else bool(self.day_first)


def read_day(text: str, zone: tzinfo, today: date) -> Day | None:
    """Read a cell; None where it is no date at all."""
    cleaned = " ".join(unicodedata.normalize("NFKC", text).split()).strip(" ,;")
    if not any(char.isdigit() for char in cleaned) or len(cleaned) > 60:
        return None
    clock = _TIME.search(cleaned)
    days = cleaned[: clock.start()].strip(" ,") if clock else cleaned
    found = _numbers_day(days) or _written_day(days)
    if found is None and (rest := _without_weekday(days)) != days:
        found = _numbers_day(rest) or _written_day(rest)
    if found is None:
        return _no_day(cleaned)
    return _checked(found, clock, zone, today)


def read_unix(text: str, zone: tzinfo, today: date) -> Moment | None:
    """Read seconds or thousandths since 1970; None unless they lie between 2000 and tomorrow."""
    found = _UNIX.fullmatch(text.strip())
    if found is None:
        return None
    seconds = int(found[1]) / (1000 if len(found[1]) == 13 else 1)
    when = datetime.fromtimestamp(seconds, UTC)
    if not date(2000, 1, 1) <= when.date() <= today + timedelta(days=1):
        return None
    return at_time(when, zone)


def find_date(text: str) -> re.Match[str] | None:
    """Find what looks like a date within a longer text; None where there is none, or more than one."""
    found = list(_SOME_DATE.finditer(text))
    return found[0] if len(found) == 1 else None


def _numbers_day(text: str) -> tuple[date | None, date | None] | None:
    for pattern in (_YMD, _CJK, _COMPACT):
        if found := pattern.fullmatch(text):
            year, month, day = (int(part) for part in found.groups() if part.isdigit())
            same = _date(year, month, day)
            return same, same
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), _year(found[4])
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    if found[2] == "." and day_first:
        month_first = day_first  # with points, the day comes first wherever they are written
    return day_first, month_first


def _written_day(text: str) -> tuple[date | None, date | None] | None:
    for pattern, order in ((_DAY_NAME, (3, 2, 1)), (_NAME_DAY, (3, 1, 2)), (_YEAR_NAME, (1, 2, 3))):
        if (found := pattern.fullmatch(text)) and (month := _months().get(_bare(found[order[1]]))):
            same = _date(_year(found[order[0]]), month, int(found[order[2]]))
            return same, same
    return None


def _without_weekday(text: str) -> str:
    found = _WEEKDAY.match(text)
    if found and _bare(found[1]) in _weekdays():
        text = text[found.end() :]
    return _WEEKDAY_AFTER.sub("", text)


def _no_day(text: str) -> Day | None:
    """Say why something that was meant as a date is none."""
    if len(list(_SOME_DATE.finditer(text))) > 1:
        return Day(None, None, "several dates in one cell")
    if _NO_YEAR.fullmatch(text) and (not any(map(str.isalpha, text)) or _has_month(text)):
        return Day(None, None, "a date without a year")
    if _SOME_DATE.search(text):
        return Day(None, None, "more than a date")
    if _LIKE_A_DATE.fullmatch(text) and sum(map(text.count, "/.-")) and not _UNIX.fullmatch(text):
        return Day(None, None, "no date that there is")
    return Day(None, None, "a month without a day") if _has_month(text) and len(text) < 20 else None


def _has_month(text: str) -> bool:
    if re.search(r"\d月", text):
        return True
    return any(_bare(word) in _months() for word in re.findall(r"[^\W\d_]+", text))


def _checked(
    found: tuple[date | None, date | None], clock: re.Match[str] | None, zone: tzinfo, today: date
) -> Day:
    moments = []
    years = []
    for day in found:
        good = day is not None and FIRST_YEAR <= day.year <= today.year + 1
        years.append(day.year if day is not None and not good else None)
        moments.append(_moment(day, clock, zone) if day is not None and good else None)
    if any(moments):
        return Day(moments[0], moments[1])
    odd = next((year for year in years if year is not None), None)
    return Day(None, None, f"the year {odd} cannot be meant" if odd is not None else "no date that there is")


def _moment(day: date, clock: re.Match[str] | None, zone: tzinfo) -> Moment:
    if clock is None:
        return on_day(day)
    hour = int(clock["h"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"][0] in "pP" else 0)
    try:
        wall = datetime(day.year, day.month, day.day, hour, int(clock["m"]), int(clock["s"] or 0))  # noqa: DTZ001
        # Midnight, in UTC too, is what programs write where only the day is known.
        if (wall.hour, wall.minute, wall.second) == (0, 0, 0):
            return on_day(day)
        if clock["zone"]:
            offset = clock["zone"].upper()
            name = "+0000" if offset in {"Z", "UTC", "GMT"} else offset.replace(":", "")
            return at_time(
                datetime.strptime(f"{wall:%Y-%m-%d %H:%M:%S} {name}", "%Y-%m-%d %H:%M:%S %z"), zone
            )
        return at_local(wall, zone)
    except (ValueError, UsageError):  # 25:00, or a time that the clocks skipped: the day is known still
        return on_day(day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int:
    year = int(text.removeprefix("'"))
    return year + 2000 if year < 100 else year


def _bare(word: str) -> str:
    return word.casefold().rstrip(".")


@cache
def _months() -> dict[str, int]:
    """The names of months in every language that is known; a short name that two months share is left out."""
    from babel.dates import get_month_names  # late: slow, and for written dates alone

    found: dict[str, int] = {"sept": 9, "maerz": 3, "märz": 3, "mrz": 3, "mär": 3, "mai": 5}
    twice: set[str] = set()
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in get_month_names(width, context, language).items():
                    word = _bare(name)
                    if found.setdefault(word, month) != month:
                        twice.add(word)
    english = set(map(_bare, get_month_names("abbreviated", locale="en").values()))
    return {word: month for word, month in found.items() if word not in twice or word in english}


@cache
def _weekdays() -> frozenset[str]:
    from babel.dates import get_day_names

    return frozenset(
        _bare(name)
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, "format", language).values()
    )
