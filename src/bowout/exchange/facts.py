"""What stands in the cells of a column: the kinds of things, and whether their dates begin with the day."""

import re
from collections import Counter
from datetime import date, tzinfo

from bowout.exchange.days import read_day, read_unix
from bowout.exchange.words import flag, fold, says_nothing, statuses

_PHONE = re.compile(r"(?:tel\.?:?\s*)?\+?[\d\s()./-]{7,20}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PERSON = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,3}[^\W\d_][\w.'’-]*")
_SAMPLE = 2_000


class Facts:
    """What stands in the cells of a column: counted over different values."""

    def __init__(self) -> None:
        self.filled = 0
        self.seen: set[str] = set()
        self.kinds: Counter[str] = Counter()
        self.day_first = self.month_first = False
        self.open = 0
        self.all_unix = True
        self.example: str | None = None

    def share(self, *kinds: str) -> float:
        """Which part of the values is of one of these kinds."""
        return sum(self.kinds[kind] for kind in kinds) / len(self.seen) if self.seen else 0.0

    @property
    def order(self) -> bool | None:
        """Whether the day comes first, by this column's own evidence; None without any, or where it contradicts."""
        return None if self.day_first == self.month_first else self.day_first

    @property
    def contradicts(self) -> bool:
        """Tell whether some cells show that the day comes first, and others the month."""
        return self.day_first and self.month_first

    def add(self, cell: str, zone: tzinfo, today: date, kinds: bool) -> None:
        """Count a cell, the same one only once."""
        if not cell or cell in self.seen or cell.isspace():
            return
        self.filled += 1
        if len(self.seen) < 50_000:
            self.seen.add(cell)
        if says_nothing(cell):
            return
        self.all_unix = self.all_unix and read_unix(cell, zone, today) is not None
        day = read_day(cell, zone, today) if len(cell) <= 60 else None
        if day is not None:
            self.day_first = self.day_first or day.shows is True
            self.month_first = self.month_first or day.shows is False
            if day.open:
                self.open += 1
                self.example = self.example or cell
        if kinds and self.filled <= _SAMPLE:
            self.kinds["day" if day is not None and day.why is None else _kind(cell)] += 1


def _kind(cell: str) -> str:
    """What kind of thing a cell is, the first that fits."""
    text = cell.strip()
    if len(text) > 200:  # no pattern is put to what may be a whole letter
        return "text"
    tests = (
        ("flag", flag(text) is not None and not text.isdigit()),
        ("number", len(text) <= 4 and text.isdigit()),
        ("email", _EMAIL.fullmatch(text)),
        ("phone", _PHONE.fullmatch(text)),
        ("url", "://" in text or text.startswith("www.")),
        ("status", fold(text) in statuses()),
        ("person", len(text) <= 40 and _PERSON.fullmatch(text) and text != text.lower()),
    )
    return next((kind for kind, fits in tests if fits), "text")
