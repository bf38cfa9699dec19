"""A row of a foreign table meets the record that it is about: what it says anew is taken over.

What it said before and what it says now are compared, so that what a person changed here since
stays. A record that was entered by hand is only completed, and moved forward.
"""

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from bowout.domain.dates import on_day
from bowout.domain.errors import Refused
from bowout.domain.names import fold
from bowout.domain.people import Person
from bowout.domain.plain import JsonValue
from bowout.domain.reasons import REASONS, UNSPECIFIED
from bowout.domain.results import ProfileView
from bowout.domain.stages import OPEN_STATES, StageKind, StageState
from bowout.domain.statuses import CLOSED, OPEN, Status, rank
from bowout.exchange.records import ImportedRow, ImportedStage
from bowout.services.contacts import add_contact, contacts_of
from bowout.services.events import record_event
from bowout.services.import_rows import state_of
from bowout.services.leaving import Leaving
from bowout.services.moves import move
from bowout.services.notes import add_note
from bowout.services.stages import name_of, next_round, stages_of
from bowout.services.withdraw import withdraw
from bowout.storage.codec import decode_words, encode_words
from bowout.storage.models import Application, Note, Stage
from bowout.storage.work import Work

_FIELDS = ("source", "url", "location", "salary")
_Said = Mapping[str, JsonValue]


class Merging:
    """One row and its record; `said` is what the row said when it came last, None for a record made by hand."""

    def __init__(self, work: Work, application: Application, row: ImportedRow, said: str | None) -> None:
        self._work, self._application, self._row = work, application, row
        self._is_known = said is not None
        self._said: _Said = json.loads(said) if said else {}
        self.changed: list[str] = []
        self.doubts: list[str] = []

    def merge(self) -> None:
        """Take over what is new."""
        self._take_fields()
        self._take_applied()
        self._take_tags()
        self._take_notes()
        self._take_contacts()
        self._take_stages()
        self._take_status()
        if self.changed:
            self._work.touch(self._application)

    def _is_new(self, name: str, value: str | None, present: str | None) -> bool:
        """Tell whether a value of the file is to take the place of the record's."""
        if not value or value == present:
            return False
        return not present or (self._is_known and value != self._said.get(name))

    def _take_fields(self) -> None:
        for name in _FIELDS:
            value = getattr(self._row, name)
            if name == "url" and self._is_known:
                continue  # it is part of the fingerprint: this is the very link, or it was changed here
            if self._is_new(name, value, getattr(self._application, name)):
                setattr(self._application, name, value)
                self.changed.append(name)

    def _take_applied(self) -> None:
        application, day = self._application, self._row.applied_on
        if self._is_new("applied_on", day, application.applied_on):
            record_event(
                self._work,
                application,
                "applied_corrected",
                at=self._work.at,
                from_=application.applied_on,
                to=day,
            )
            application.applied_on = day
            self.changed.append("applied_on")

    def _listed(self, name: str) -> list[JsonValue]:
        value = self._said.get(name)
        return value if isinstance(value, list) else []

    def _take_tags(self) -> None:
        present = decode_words(self._application.tags)
        new = [tag for tag in self._row.tags if tag not in self._listed("tags") and tag not in present]
        if new:
            self._application.tags = encode_words((*present, *new))
            self.changed.append("tags")

    def _take_notes(self) -> None:
        own = select(Note.text).where(Note.application_id == self._application.id)
        present = {*self._listed("notes"), *self._work.session.scalars(own)}
        for text in self._row.notes:
            if text.strip() and text not in present and text.strip() not in present:
                add_note(self._work, self._application, text)
                self.changed.append("notes")

    def _take_contacts(self) -> None:
        known = [
            Person(contact.name, contact.email) for contact in contacts_of(self._work, self._application)
        ]
        for person in self._row.contacts:
            if str(person) not in self._listed("contacts") and not any(
                _is_same(person, other) for other in known
            ):
                add_contact(self._work, self._application, person, told=False)
                self.changed.append("contacts")

    def _take_stages(self) -> None:
        before = self._listed("stages")
        stages = stages_of(self._work, self._application)
        met: set[int] = set()
        for stage in self._row.stages:
            if list(stage) in before:
                continue
            same = next(
                (
                    each
                    for each in stages
                    if each.id not in met
                    and each.kind == stage.kind
                    and (stage.at is None or each.at is None or each.at[:10] == stage.at[:10])
                ),
                None,
            )
            if same is None:
                stages.append(self._add_stage(stage, stages))
            elif same.state in OPEN_STATES and state_of(stage) is StageState.DONE:
                met.add(same.id)
                self._told(same, stage.at, before=same.state, now=StageState.DONE)
            else:
                met.add(same.id)

    def _add_stage(self, new: ImportedStage, stages: list[Stage]) -> Stage:
        stage = Stage(
            application_id=self._application.id,
            number=max((each.number for each in stages), default=0) + 1,
            kind=new.kind,
            round=next_round(stages, StageKind(new.kind)),
            state=state_of(new),
            at=new.at,
            time_zone=str(self._work.now.tzinfo) if new.at and "T" in new.at else None,
            rescheduled_by_me=0,
            rescheduled_by_them=0,
        )
        self._work.session.add(stage)
        self._work.session.flush()
        self._told(stage, new.at, before=None, now=StageState(stage.state))
        return stage

    def _told(self, stage: Stage, at: str | None, *, before: str | None, now: StageState) -> None:
        stage.state = now
        record_event(
            self._work,
            self._application,
            f"stage_{now}",
            at=at or (self._work.at if now is not StageState.DONE else None),
            from_=before,
            to=now,
            text=name_of(stage),
            stage=stage,
        )
        self.changed.append("stages")

    def _take_status(self) -> None:
        application, wanted = self._application, Status(self._row.status)
        present = Status(application.status)
        if wanted is present or (self._is_known and self._said.get("status") == wanted):
            return
        forward = present in OPEN and (wanted in CLOSED or rank(wanted) > rank(present))
        if not self._is_known and not forward:
            self.doubts.append(f"the record says {present}, the file {wanted}: the record stays as it is")
            return
        ended = self._row.ended_on if wanted in CLOSED else None
        on = on_day(date.fromisoformat(ended)) if ended else None
        try:
            if wanted is Status.WITHDRAWN:
                reason = REASONS[self._row.reason or UNSPECIFIED]
                withdraw(
                    self._work,
                    application,
                    Leaving(
                        reason,
                        None,
                        on=on,
                        told=on or on_day(self._work.now.date()),
                        decline_invitations=False,
                    ),
                    ProfileView(),
                )
            else:
                move(self._work, [application], wanted, on=on)
        except Refused as refusal:
            self.doubts.append(f"it is {present} and cannot become {wanted}: {refusal.message}")
        else:
            self.changed.append("status")


def _is_same(one: Person, other: Person) -> bool:
    if one.email and other.email:
        return fold(one.email) == fold(other.email)
    return bool(one.name and other.name and fold(one.name) == fold(other.name))
