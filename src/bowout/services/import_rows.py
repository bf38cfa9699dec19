"""What a row of a foreign table becomes: an application, and the events of what is known of it."""

import json
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from bowout.domain.dates import show
from bowout.domain.names import fold
from bowout.domain.reasons import UNSPECIFIED
from bowout.domain.situations import Situation, Standing, Step, derive, standing_status
from bowout.domain.stages import INTERVIEWS, StageKind, StageState, describe, status_after
from bowout.domain.statuses import CLOSED, OPEN, Status, ended_by, rank
from bowout.exchange.cells import unguard
from bowout.exchange.records import ImportedRow, ImportedStage
from bowout.services.standing import instant
from bowout.storage.bulk import Bulk
from bowout.storage.codec import Value, encode_words
from bowout.storage.views import has_passed

LONGEST = 1000


class Known(NamedTuple):
    """A row as it is kept: tidied, with its fingerprint and what it says as JSON."""

    row: ImportedRow
    company: str
    position: str
    fingerprint: str
    said: str

    @property
    def is_named(self) -> bool:
        """Tell whether the file has more than names to know it by."""
        return bool(self.row.url or self.row.external_id)


def key_of(row: ImportedRow) -> str:
    """What names a row: equals share it."""
    names = (fold(tidy(row.company)), fold(tidy(row.position or "")), row.url, row.external_id)
    return json.dumps(names, ensure_ascii=False)


def known(row: ImportedRow, key: str, ordinal: int) -> Known:
    """Give a row its fingerprint; `ordinal` counts the equals before it in the file."""
    fingerprint = sha256(f"{key}{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Known(row, tidy(row.company), tidy(row.position or ""), fingerprint, said_by(row))


def said_by(row: ImportedRow) -> str:
    """What a row says besides its names, as JSON without what is empty."""
    says = {
        "applied_on": row.applied_on,
        "approached": row.applied_approached,
        "contacts": [str(person) for person in row.contacts],
        "ended_on": row.ended_on,
        "location": row.location,
        "notes": row.notes,
        "reason": row.reason,
        "salary": row.salary,
        "source": row.source,
        "stages": row.stages,
        "status": row.status,
        "tags": row.tags,
    }
    return json.dumps({name: value for name, value in says.items() if value}, ensure_ascii=False)


def unguarded(row: ImportedRow) -> ImportedRow:
    """Take the guard off the cells of a table that we wrote ourselves."""

    def bare(text: str | None) -> str | None:
        return text and unguard(text)

    return row._replace(
        company=unguard(row.company),
        position=bare(row.position),
        source=bare(row.source),
        url=bare(row.url),
        location=bare(row.location),
        salary=bare(row.salary),
        tags=tuple(map(unguard, row.tags)),
    )


def tidy(name: str) -> str:
    """Fold the spaces of a name; what is longer than a name can be is cut."""
    return " ".join(name.split())[:LONGEST]


class Draft:
    """Writes new applications; `at` is the time of recording as stored, `stamp` that of the change."""

    def __init__(self, bulk: Bulk, now: datetime, at: str, stamp: str) -> None:
        self._bulk, self._now, self._at, self._stamp = bulk, now, at, stamp

    def add(self, new: Known, company: int, company_name: str) -> int:
        """Write an application with all that its row says; returns its number."""
        row, status = new.row, Status(new.row.status)
        number = self._bulk.add(
            "application",
            {
                "company_id": company,
                "position": new.position,
                "search_key": fold(f"{company_name} {new.position}"),
                "status": row.status,
                "ended_by": ended_by(status),
                "closed_at": None if status in OPEN else row.ended_on or self._at,
                "applied_on": row.applied_on,
                "source": row.source,
                "url": row.url,
                "location": row.location,
                "salary": row.salary,
                "internal": False,
                "tags": encode_words(row.tags) if row.tags else "[]",
                "created_at": self._at,
                "updated_at": self._stamp,
            },
        )
        self._journey(number, row, status)
        for text in row.notes:
            self._bulk.add("note", {"application_id": number, "at": self._at, "text": text})
        self.keep(new, number)
        return number

    def keep(self, new: Known, number: int) -> None:
        """Keep by what the row is known again."""
        self._bulk.add(
            "imported", {"application_id": number, "fingerprint": new.fingerprint, "said": new.said}
        )

    def _journey(self, number: int, row: ImportedRow, status: Status) -> None:
        """Write the events, in the order in which they must have come."""
        unsent = status is Status.SAVED or (row.applied_approached and not row.applied_on)
        present = Status.SAVED if unsent else Status.APPLIED
        self._event(number, "added", row.applied_on, to=present)
        passed, steps = [present], []
        round_ = 0
        for place, stage in enumerate(_stages(row), 1):
            kind, state = StageKind(stage.kind), state_of(stage)
            round_ += kind in INTERVIEWS
            made = self._stage(number, place, kind, state, stage.at, round_ if kind in INTERVIEWS else None)
            at = stage.at if stage.at and has_passed(stage.at, self._now) else None
            told = describe(kind, round_ or None)
            if stage.at and self._now.tzinfo:
                told += f", {show(stage.at, self._now.tzinfo)}"
            self._event(number, f"stage_{state}", at, to=state, text=told, stage=made)
            steps.append(Step(kind, state, instant(stage.at, self._now)))
            after = status_after(present, kind)
            if after != present and (status in CLOSED or rank(after) <= rank(status)):
                self._event(number, "moved", at, from_=present, to=after)
                present = after
                passed.append(present)
        if present == status:
            return
        at = row.ended_on if status in CLOSED else None
        if status is Status.WITHDRAWN:
            self._withdrawal(number, row, present, tuple(passed), tuple(steps))
            self._event(number, "withdrawn", at, from_=present, to=status, text=row.reason or UNSPECIFIED)
        else:
            self._event(number, "moved", at, from_=present, to=status)

    def _withdrawal(
        self,
        number: int,
        row: ImportedRow,
        present: Status,
        passed: tuple[Status, ...],
        steps: tuple[Step, ...],
    ) -> None:
        standing = Standing(standing_status(present, passed), bool(row.applied_on), steps, self._now)
        ended = row.ended_on or f"{self._now:%Y-%m-%d}"
        deepest = max((step.kind for step in steps), key=list(StageKind).index, default=None)
        self._bulk.add(
            "withdrawal",
            {
                "application_id": number,
                "reason": row.reason or UNSPECIFIED,
                "situation": derive(standing) or Situation.WITHDRAW_APPLICATION,
                "stage": (present if deepest is None else deepest).value,
                "decided_on": ended,
                # Nobody is to be reminded of telling what was over before bowout knew of it.
                "told_on": ended,
            },
        )

    def _stage(
        self, number: int, place: int, kind: StageKind, state: StageState, at: str | None, round_: int | None
    ) -> int:
        return self._bulk.add(
            "stage",
            {
                "application_id": number,
                "number": place,
                "kind": kind.value,
                "round": round_,
                "state": state.value,
                "at": at,
                "time_zone": str(self._now.tzinfo) if at and "T" in at else None,
                "rescheduled_by_me": 0,
                "rescheduled_by_them": 0,
            },
        )

    def _event(
        self,
        number: int,
        kind: str,
        at: str | None,
        *,
        from_: str | None = None,
        to: str | None = None,
        text: str | None = None,
        stage: int | None = None,
    ) -> None:
        values: dict[str, Value] = {
            "application_id": number,
            "stage_id": stage,
            "at": at,
            "kind": str(kind),
            "from_state": from_ and str(from_),
            "to_state": to and str(to),
            "text": text,
        }
        self._bulk.add("event", values)


def state_of(stage: ImportedStage) -> StageState:
    """How a stage of a file stands."""
    if stage.done or stage.kind == StageKind.OUTREACH:
        return StageState.DONE
    return StageState.SCHEDULED if stage.at else StageState.INVITED


def _stages(row: ImportedRow) -> tuple[ImportedStage, ...]:
    if row.applied_approached and not any(stage.kind == StageKind.OUTREACH for stage in row.stages):
        return (ImportedStage(StageKind.OUTREACH.value, None, done=True), *row.stages)
    return row.stages
