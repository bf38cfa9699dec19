"""The record as it was when an application was left: what a letter of then is read against."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bowout.domain.reasons import REASONS, Reason
from bowout.domain.situations import Standing, Step, standing_status
from bowout.domain.stages import StageState
from bowout.domain.statuses import Status
from bowout.services.standing import Record, instant
from bowout.storage import letter_queries, queries
from bowout.storage.reading import Reader, Row


@dataclass(frozen=True, slots=True)
class Departure:
    """That an application was left: why, what was said of it, and the record of before."""

    reason: Reason
    stated: str | None
    record: Record


def departure_of(reader: Reader, record: Record, letter: int | None = None) -> Departure | None:
    """Find a departure by the letter that told of it; without one the present one. None where there is none.

    `record.now` is when the letter was written.
    """
    own = {"id": record.view.id}
    departures = reader.rows(letter_queries.DEPARTURES, own)
    events = reader.rows(queries.EVENTS_OF_STAGES, own)
    left = [at for at, event in enumerate(events) if event["to_state"] == Status.WITHDRAWN]
    for row, at in zip(departures, left, strict=False):
        if row["message_id"] == letter if letter is not None else row["revoked_at"] is None:
            return Departure(REASONS[row["reason"]], row["stated"], _before(record, events, at))
    return None


def _before(record: Record, events: Sequence[Row], left: int) -> Record:
    """The record before the event at place `left`, and before what it closed."""
    earlier = list(events[:left])
    when, step = events[left]["at"], events[left]["step"]
    while earlier and earlier[-1]["kind"] == f"stage_{StageState.DECLINED}" and earlier[-1]["step"] == step:
        earlier.pop()
    status = Status(events[left]["from_state"] or Status.APPLIED)
    states = {
        event["number"]: StageState(event["to_state"])
        for event in earlier
        if event["number"] is not None and event["to_state"] in set(StageState)
    }
    pairs = tuple(
        (stage._replace(state=states[stage.number]), Step(step.kind, states[stage.number], step.at))
        for stage, step in record.stages
        if stage.number in states
    )
    passed = tuple(Status(event["to_state"]) for event in earlier if event["to_state"] in set(Status))
    standing = Standing(
        status=standing_status(status, passed),
        applied=record.standing.applied,
        steps=tuple(step for _, step in pairs),
        now=_moment(when, record.now),
    )
    view = record.view._replace(status=status, withdrawal=None)
    return record._replace(view=view, standing=standing, stages=pairs, events=record.events[: len(earlier)])


def _moment(when: str | None, now: datetime) -> datetime:
    return min(now, instant(when, now) or now)
