"""What the record says happened: the one view from which situation and letter are derived."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bowout.domain.dates import parse_stored
from bowout.domain.details import EventView
from bowout.domain.results import ApplicationView, StageView
from bowout.domain.situations import Situation, Standing, Step, derive, standing_status
from bowout.domain.stages import CALLS, IMPLIES, INTERVIEWS, OPEN_STATES, StageKind, StageState
from bowout.domain.statuses import Status, rank
from bowout.storage import details, views
from bowout.storage.reading import Reader

_CONVERSATIONS = (StageKind.SCREENING, *INTERVIEWS)
_DAY = timedelta(hours=24)


class Record(NamedTuple):
    """An application as it stands: its stages beside what the rules know of them, and its events.

    `now` is when it is looked at, aware, in the user's zone; `standing.now` as when it is seen.
    """

    now: datetime
    view: ApplicationView
    standing: Standing
    stages: tuple[tuple[StageView, Step], ...]
    events: tuple[EventView, ...]

    @property
    def situation(self) -> Situation | None:
        """Where in the process it would be left now."""
        return derive(self.standing)

    def held(self) -> list[StageView]:
        """The steps that were held, in order of time."""
        return [stage for stage, step in self._in_time() if self.standing.is_held(step)]

    def assumed_held(self) -> list[StageView]:
        """Those that count as held only because their time has passed."""
        return [stage for stage in self.held() if stage.state != StageState.DONE]

    def ahead(self) -> list[StageView]:
        """The steps that lie ahead, in order of time."""
        return [
            stage
            for stage, step in self._in_time()
            if step.state in OPEN_STATES and not self.standing.is_held(step)
        ]

    def booked(self) -> list[StageView]:
        """The calls and interviews ahead that somebody keeps a time or a day free for, in order of time."""
        return [stage for stage in self.ahead() if stage.kind in _CONVERSATIONS and stage.at]

    def is_expected_soon(self) -> bool:
        """Somebody expects me so soon that a letter may be read too late."""
        return any(is_imminent(parse_stored(stage.at), self.now) for stage in self.booked() if stage.at)

    def answer_by(self) -> str | None:
        """Until when they want an answer to their offer, as stored."""
        if self.situation is not Situation.DECLINE_OFFER:
            return None
        closed = (StageState.CANCELLED, StageState.DECLINED)
        offers = (
            stage for stage, step in self.stages if step.kind is StageKind.OFFER and step.state not in closed
        )
        return next((stage.due for stage in reversed(list(offers)) if stage.due), None)

    def spoke(self) -> bool:
        """A call or an interview was held, or an offer made: pay may have been spoken of."""
        called = (*_CONVERSATIONS, StageKind.OFFER)
        return (
            any(stage.kind in called for stage in self.held())
            or self.standing.held(INTERVIEWS, Status.INTERVIEWING)
            or (
                self.standing.held(CALLS, Status.SCREENING)
                and not any(stage.kind == StageKind.ASSESSMENT for stage in self.held())
            )
            or self.situation in (Situation.DECLINE_OFFER, Situation.RESCIND_ACCEPTANCE)
        )

    def left_at(self) -> str:
        """The deepest step begun, else the status: where the process was left."""
        kinds = [step.kind for _, step in self.stages if step.state is not StageState.CANCELLED]
        order = list(StageKind)
        deepest = max(kinds, key=order.index, default=None)
        status = self.standing.status
        if status in (Status.OFFER, Status.ACCEPTED):
            return StageKind.OFFER
        if deepest is None or rank(status) > rank(IMPLIES.get(deepest, Status.SAVED)):
            return status
        return deepest

    def _in_time(self) -> list[tuple[StageView, Step]]:
        return sorted(self.stages, key=lambda pair: (pair[0].at or "~", pair[0].number))


def read_record(reader: Reader, number: int, now: datetime, at: datetime | None = None) -> Record:
    """Read what happened with an application, as the rules need it: as it stood `at` a time, else `now` (aware).

    Raises:
        NotFound: there is no such application.
    """
    view = views.application(reader, number, now)
    stages = views.stages_of(reader, [number])[number]
    return record_of(view, stages, details.events_of(reader, number), now, at)


def record_of(
    view: ApplicationView,
    stages: Iterable[StageView],
    events: Iterable[EventView],
    now: datetime,
    at: datetime | None = None,
) -> Record:
    """Put together what was read: as it stood `at` a time, else `now` (aware)."""
    told = tuple(events)
    earlier = tuple(Status(event.to) for event in told if event.to in set(Status))
    pairs = tuple(
        (stage, Step(StageKind(stage.kind), StageState(stage.state), instant(stage.at, now)))
        for stage in stages
    )
    standing = Standing(
        status=standing_status(Status(view.status), earlier),
        applied=view.applied_on is not None,
        steps=tuple(step for _, step in pairs),
        now=at or now,
    )
    return Record(now, view, standing, pairs, told)


def instant(stored: str | None, now: datetime) -> datetime | None:
    """The instant of a stored time; a bare date is over at the end of its day, in the user's zone."""
    if stored is None:
        return None
    parsed = parse_stored(stored)
    if isinstance(parsed, datetime):
        return parsed
    return datetime.combine(parsed, time.max, now.tzinfo)


def is_imminent(when: date | datetime, now: datetime) -> bool:
    """Tell whether a time to come is less than a day away; a bare day may be: nobody knows how many hours are left."""
    if isinstance(when, datetime):
        return timedelta() < when - now <= _DAY
    return when <= (now + _DAY).date()


def local_time(stage: StageView, now: datetime) -> datetime | None:
    """The time of a step in the zone in which it was booked; None where only the day, or nothing, is known."""
    if stage.at is None or not isinstance(parsed := parse_stored(stage.at), datetime):
        return None
    return parsed.astimezone(ZoneInfo(stage.time_zone) if stage.time_zone else now.tzinfo)
