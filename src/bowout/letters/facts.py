"""The only view of a record that a letter may have.

There is no field for a private note, a concern, a salary, or the true reason:
what is not here cannot be written.
"""

from dataclasses import dataclass
from datetime import date, datetime

from bowout.domain.people import Person
from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation
from bowout.domain.stages import StageKind


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, as in the profile."""

    name: str
    email: str
    phone: str | None = None
    linkedin: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A step that was held or lies ahead.

    `at` is aware and in the zone in which the step was booked; None: no time is
    known (invited only, or held on a day nobody noted). `day` stands in for it
    where the day alone is known. `people` are display names of those who took part.
    """

    kind: StageKind
    at: datetime | None = None
    people: tuple[str, ...] = ()
    day: date | None = None

    @property
    def on(self) -> date | None:
        """The day, where it is known."""
        return self.at.date() if self.at else self.day


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter is made from.

    `applied`: something was applied for, so "my application" is true. `held`
    and `ahead` are in order of time; a status without a stage is a meeting
    without a time. `recipients` are in order of To; empty: for the portal.
    `statement` is the public reason, `said` the user's own sentence in its
    place. `highlight` is the user's noun phrase. `today` is the writing day.
    """

    situation: Situation
    language: str
    sender: Sender
    company: str
    position: str
    today: date
    applied: bool = True
    recipients: tuple[Person, ...] = ()
    held: tuple[Meeting, ...] = ()
    ahead: tuple[Meeting, ...] = ()
    offered_on: date | None = None
    statement: Statement | None = None
    said: str | None = None
    highlight: str | None = None
    keep_in_touch: bool = True
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class PrivateWords:
    """What the checks look for and a letter must not hold; no renderer ever receives it.

    `texts` are the private note and the concerns; `employers` the other
    companies of this search that a letter to this one must not name.
    """

    texts: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as text: one line of subject; the body from salutation to signature."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: a stable code, `error`, `warning` or `info`, and how to mend it."""

    code: str
    level: str
    message: str
