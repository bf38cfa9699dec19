"""What happened, of one application or of all, in the order it did."""

from datetime import datetime, timedelta
from typing import NamedTuple

from bowout.domain.dates import Moment, sort_key
from bowout.domain.details import DatedEventView
from bowout.storage import queries
from bowout.storage.details import in_time
from bowout.storage.reading import Reader


class Span(NamedTuple):
    """Which part of the history is meant; `reason`: of the applications left for it."""

    application: int | None = None
    since: Moment | None = None
    reason: str | None = None


class History(NamedTuple):
    """Events in the order they happened, and the names of the companies by application."""

    events: list[DatedEventView]
    companies: dict[int, str]


def read_history(reader: Reader, span: Span, now: datetime) -> History:
    """Read the history; what happened on an unknown day comes first, unless `since` asks from a day on."""
    conditions: list[str] = []
    parameters: dict[str, object] = {}
    if span.application is not None:
        conditions.append("e.application_id = :id")
        parameters["id"] = span.application
    if span.reason is not None:
        conditions.append(queries.LEFT_BECAUSE)
        parameters["reason"] = span.reason
    if span.since is not None:
        # A day early, whatever the zone; what is too early is left out below, as seen from there.
        conditions.append("e.at >= :since")
        parameters["since"] = (span.since.day - timedelta(days=1)).isoformat()
    rows = reader.rows(f"{queries.ALL_EVENTS}{queries.where(conditions)} ORDER BY e.id", parameters)
    events = in_time(
        (
            DatedEventView(
                row["at"], row["kind"], row["from_state"], row["to_state"], row["text"], row["application_id"]
            )
            for row in rows
        ),
        now,
    )
    return History(_since(events, span.since, now), {row["application_id"]: row["company"] for row in rows})


def _since(events: list[DatedEventView], since: Moment | None, now: datetime) -> list[DatedEventView]:
    if since is None or now.tzinfo is None:
        return events
    first, zone = sort_key(since.text, now.tzinfo), now.tzinfo
    return [event for event in events if event.at and sort_key(event.at, zone) >= first]
