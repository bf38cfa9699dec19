"""Steps that take place at the same time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bowout.domain.dates import parse_stored, show
from bowout.domain.names import title_of
from bowout.domain.stages import OPEN_STATES
from bowout.storage import queries
from bowout.storage.models import Stage
from bowout.storage.work import Work

_USUAL = timedelta(minutes=60)  # where it is not known how long one takes


def overlaps(work: Work, stage: Stage) -> Iterator[str]:
    """Point out other steps ahead that take place at the same time."""
    mine, zone = _span(stage.at, stage.minutes), work.now.tzinfo
    if mine is None or zone is None or stage.state not in OPEN_STATES or mine[1] < work.now:
        return
    for row in work.reader.rows(queries.OPEN_STAGES):
        other = None if row["id"] == stage.id else _span(row["at"], row["minutes"])
        if other and other[0] < mine[1] and mine[0] < other[1]:
            named = work.reader.rows(queries.with_ids(queries.NAMES, [row["application_id"]]))[0]
            name = title_of(named["company"], named["position"], named["id"])
            yield f"It overlaps with {row['kind']} at {name}, {show(row['at'], zone)}"


def _span(at: str | None, minutes: int | None) -> tuple[datetime, datetime] | None:
    start = parse_stored(at) if at else None
    if not isinstance(start, datetime):
        return None
    return start, start + (timedelta(minutes=minutes) if minutes else _USUAL)
