"""Stored times as days, quickly: a large search has a million of them."""

from datetime import UTC, date, datetime, timedelta

from bowout.domain.dates import sort_key

_HOUR = timedelta(hours=1)


class Days(dict[str | None, int | None]):
    """The number of the day on which a stored time is, as `date.toordinal` counts, in the zone of `now`.

    It is asked for the first `cells` characters of the time, so that each hour is looked up once;
    of what is not known, the day is not known either.
    """

    def __init__(self, now: datetime) -> None:
        super().__init__({None: None})
        self._zone = now.tzinfo or UTC
        # Where the clock is half an hour off, a day may begin within an hour.
        self.cells = 16 if (now.utcoffset() or timedelta()) % _HOUR else 13

    def __missing__(self, key: str | None) -> int:
        if key is None:
            raise KeyError(key)
        text = key if len(key) == 10 else f"{key}{':00:00Z'[-(20 - len(key)) :]}"
        day = date.fromisoformat(sort_key(text, self._zone)[0]).toordinal()
        self[key] = day
        return day
