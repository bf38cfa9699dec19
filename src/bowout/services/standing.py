"""What the record says happened: the one view from which situation and letter are derived."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bowout.domain.dates import parse_stored
from bowout.domain.situations import Situation, Standing, Step, derive, standing_status
from bowout.domain.stages import CALLS, IMPLIES, INTERVIEWS, StageKind, StageState
from bowout.domain.statuses import Status, rank
from bowout.services.stages import stages_of
from bowout.storage.models import Application, Event, Stage
from bowout.storage.work import Work


@dataclass(frozen=True, slots=True)
class Record:
    """An application as it stands: its stages beside what the rules know of them."""

    standing: Standing
    stages: tuple[tuple[Stage, Step], ...]

    @property
    def situation(self) -> Situation | None:
        """Where in the process it would be left now."""
        return derive(self.standing)

    def held(self) -> list[Stage]:
        """The steps that were held, in order of time."""
        return [stage for stage, step in self._in_time() if self.standing.is_held(step)]

    def assumed_held(self) -> list[Stage]:
        """Those that count as held only because their time has passed."""
        return [stage for stage in self.held() if stage.state != StageState.DONE]

    def ahead(self) -> list[Stage]:
        """The steps that lie ahead, in order of time."""
        open_states = (StageState.INVITED, StageState.SCHEDULED)
        return [
            stage
            for stage, step in self._in_time()
            if step.state in open_states and not self.standing.is_held(step)
        ]

    def spoke(self) -> bool:
        """A call or an interview was held, or an offer made: pay may have been spoken of."""
        called = (StageKind.SCREENING, *INTERVIEWS, StageKind.OFFER)
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

    def _in_time(self) -> list[tuple[Stage, Step]]:
        return sorted(self.stages, key=lambda pair: (pair[0].at or "~", pair[0].number))


def record_of(work: Work, application: Application, now: datetime | None = None) -> Record:
    """Read what happened with an application, as the rules need it; as it stood at `now` (aware)."""
    events = list(
        work.session.scalars(select(Event).where(Event.application_id == application.id).order_by(Event.id))
    )
    earlier = tuple(Status(event.to_state) for event in events if event.to_state in set(Status))
    stages = stages_of(work, application)
    pairs = tuple(
        (stage, Step(StageKind(stage.kind), StageState(stage.state), instant(stage.at, work.now)))
        for stage in stages
    )
    standing = Standing(
        status=standing_status(Status(application.status), earlier),
        applied=application.applied_on is not None,
        steps=tuple(step for _, step in pairs),
        now=now or work.now,
    )
    return Record(standing, pairs)


def instant(stored: str | None, now: datetime) -> datetime | None:
    """The instant of a stored time; a bare date is over at the end of its day, in the user's zone."""
    if stored is None:
        return None
    parsed = parse_stored(stored)
    if isinstance(parsed, datetime):
        return parsed
    return datetime.combine(parsed, time.max, now.tzinfo)


def local_time(stage: Stage, now: datetime) -> datetime | None:
    """The time of a step in the zone in which it was booked; None where only the day, or nothing, is known."""
    if stage.at is None or not isinstance(parsed := parse_stored(stage.at), datetime):
        return None
    return parsed.astimezone(ZoneInfo(stage.time_zone) if stage.time_zone else now.tzinfo)
