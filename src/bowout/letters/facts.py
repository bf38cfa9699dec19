"""The only view of a record that a letter may have.

There is no field for a private note, a concern, a salary, or the true reason:
what is not here cannot be written.
"""

from dataclasses import dataclass
from datetime import date, datetime

from bowout.domain.follow_ups import FollowUp
from bowout.domain.names import fold
from bowout.domain.people import Person
from bowout.domain.reasons import Statement
from bowout.domain.situations import BOUND, Situation
from bowout.domain.stages import StageKind

NEUTRAL = "neutral"
EMAIL, LETTER = "email", "letter"
FORMS = (EMAIL, LETTER)
DUPLICATE = "withdraw_duplicate"
SEVERAL = "withdraw_several"
LETTERS = (*Situation, DUPLICATE, SEVERAL, *FollowUp)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, as in the profile; `address` is postal, its lines parted by commas."""

    name: str
    email: str
    phone: str | None = None
    linkedin: str | None = None
    address: str | None = None


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
class Circumstances:
    """What changes the wording besides the situation.

    `agency` stands between me and them, and the letter goes there; where the
    agency has not said who its client is, it is the company too. `internal`: they
    are my present employer. `moved` tells that a step ahead was rescheduled,
    `moved_by_me` that I asked for it. `silent`: nobody there has been heard of for
    a while. `imminent` is a booked step less than a day away. `submitted_twice`:
    there is another application of mine for this very position, which stands;
    this one was made `through` an agency, or else is the `later` or the earlier
    one. `others_stand` are other positions that the same reader has an application
    of mine for; `again` tells that they had a letter of leaving from me a few days ago.
    """

    agency: str | None = None
    internal: bool = False
    moved: bool = False
    moved_by_me: bool = False
    silent: bool = False
    imminent: Meeting | None = None
    submitted_twice: bool = False
    through: str | None = None
    later: bool = False
    others_stand: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """One of the positions that a letter leaves, and where in its process."""

    company: str
    position: str
    situation: Situation
    applied: bool = True


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter is made from.

    `applied`: something was applied for, so "my application" is true. `held`
    and `ahead` are in order of time; a status without a stage is a meeting
    without a time. `recipients` are in order of To; empty: for the portal.
    `statement` is the public reason, `said` the user's own sentence in its
    place. `highlight` is the user's noun phrase. `today` is the writing day.
    `form` is one of FORMS: a letter has a date and an address block. `beside`
    are other positions that the same letter leaves: then its own is the deepest,
    and `held` and `ahead` are those of all.

    `kind` is which other letter it is; None: the leaving itself. Then `situation`
    is that of the leaving it follows, else the present one. `ended_on` is the day
    of the letter it speaks of, or when the process ended, and `ended_by` who ended
    it (`me`, `employer`, `nobody`). `other_position` is another one at the company:
    the one withdrawn, or the one asked about. Of a step that is declined alone,
    `ahead` has nothing but it.

    `thread` is the subject of the thread that it answers in: theirs, so the letter's too.
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
    tone: str = NEUTRAL
    form: str = EMAIL
    circumstances: Circumstances = Circumstances()
    beside: tuple[Place, ...] = ()
    kind: FollowUp | None = None
    ended_on: date | None = None
    ended_by: str | None = None
    other_position: str | None = None
    thread: str | None = None

    @property
    def letter(self) -> str:
        """Which letter it is: a follow-up, that for several positions or for one of two, or the situation's."""
        if self.kind is not None:
            return self.kind
        if self.beside:
            return SEVERAL
        twice = self.circumstances.submitted_twice and self.situation not in BOUND
        return DUPLICATE if twice else self.situation

    @property
    def worded_as(self) -> str:
        """What a reason is worded for: the situation, or that it is said of several positions, or of one step."""
        if self.kind is FollowUp.DECLINE_STAGE:
            return self.kind
        return SEVERAL if self.beside else self.situation

    @property
    def places(self) -> tuple[Place, ...]:
        """Every position that the letter leaves, its own first."""
        return (Place(self.company, self.position, self.situation, self.applied), *self.beside)

    @property
    def client_named(self) -> bool:
        """The letter may name the company: there is no agency between, or it has said who its client is."""
        return self.is_named(self.company)

    def is_named(self, company: str) -> bool:
        """Tell whether the letter may name a company, as for `client_named`."""
        agency = self.circumstances.agency
        return agency is None or fold(agency) != fold(company)


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
