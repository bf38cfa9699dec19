"""A row on its way to becoming an application: what its cells have said so far."""

from dataclasses import dataclass, field

from bowout.domain.people import Person
from bowout.domain.stages import StageKind
from bowout.domain.statuses import Status
from bowout.exchange.records import Doubt, ImportedStage
from bowout.exchange.said import Said


@dataclass(slots=True)
class Draft:
    """Filled cell by cell, in the order of the columns."""

    line: int
    company: str | None = None
    position: str | None = None
    source: str | None = None
    url: str | None = None
    location: str | None = None
    salary: str | None = None
    external_id: str | None = None
    applied: str | None = None
    applied_weak: bool = False
    applied_cell: tuple[str, str] = ("", "")
    applied_flag: bool | None = None
    ended: str | None = None
    ended_cell: tuple[str, str] = ("", "")
    reason_cell: tuple[str, str] | None = None
    said: list[tuple[str, str, Said]] = field(default_factory=list)
    flagged: list[Status] = field(default_factory=list)
    stages: list[ImportedStage] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    more: bool = False  # something is said beside the company

    def note(self, heading: str, text: str) -> None:
        """Keep what has no field of its own."""
        self.notes.append(f"{heading}: {text}" if heading else text)

    def doubt(self, column: str | None, value: str | None, why: str) -> None:
        """Tell that something was left undecided, or may be meant otherwise."""
        self.doubts.append(Doubt(self.line, column, value[:200] if value else value, why))

    def keep(self, heading: str, text: str, why: str) -> None:
        """Keep a text that could not be read, and tell it."""
        self.note(heading, text)
        self.doubt(heading, text, why)

    def stage(self, kind: StageKind | str, at: str | None, *, done: bool) -> None:
        """Add a step; one without a day only where there is none of its kind."""
        kind = str(kind)
        if at is not None or all(other.kind != kind for other in self.stages):
            self.stages.append(ImportedStage(kind, at, done))
