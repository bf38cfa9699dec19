"""What one application, letter, step or person shows in full; results.py has what lists show.

Apart, because a list should not wait for classes that it does not use.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bowout.domain.results import ApplicationView, ConcernView, ContactView, StageView, WithdrawalView

if TYPE_CHECKING:
    from bowout.domain.outlook import Outlook


class NoteView(NamedTuple):
    """A private note."""

    at: str
    text: str


class ReminderView(NamedTuple):
    """Something to do on a day."""

    id: int
    due_on: str
    text: str | None
    done_at: str | None


class EventView(NamedTuple):
    """Something that happened. `at` is None where the day is not known."""

    at: str | None
    kind: str
    from_: str | None
    to: str | None
    text: str | None


class DatedEventView(NamedTuple):
    """An event in the history of all applications."""

    at: str | None
    kind: str
    from_: str | None
    to: str | None
    text: str | None
    application_id: int


AnyEvent = EventView | DatedEventView


class LetterSummary(NamedTuple):
    """A letter in a list."""

    id: int
    application_id: int
    situation: str
    to: tuple[str, ...]
    subject: str
    state: str
    at: str


class LetterView(NamedTuple):
    """A letter, whole. `id` is None in a dry run."""

    id: int | None
    situation: str
    language: str
    tone: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    body: str
    message_id: str | None
    in_reply_to: str | None
    state: str
    advice: tuple[str, ...]


class ApplicationDetail(NamedTuple):
    """An application with all that hangs on it; its own concerns are those beside the stages'.

    `outlook` is None where there is nothing to leave.
    """

    id: int
    company: str
    position: str
    status: str
    applied_on: str | None
    source: str | None
    url: str | None
    location: str | None
    salary: str | None
    agency: str | None
    internal: bool
    tags: tuple[str, ...]
    created_at: str
    updated_at: str
    next_stage: StageView | None
    withdrawal: WithdrawalView | None
    messages: tuple[LetterSummary, ...] = ()
    stages: tuple[StageView, ...] = ()
    contacts: tuple[ContactView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    letters: tuple[LetterSummary, ...] = ()
    events: tuple[EventView, ...] = ()
    reminders: tuple[ReminderView, ...] = ()
    concerns: tuple[ConcernView, ...] = ()
    highlight: str | None = None
    outlook: "Outlook | None" = None

    @property
    def listed(self) -> ApplicationView:
        """The application as lists show it: the fields that the two share."""
        return ApplicationView(**{name: getattr(self, name) for name in ApplicationView._fields})


class CheckView(NamedTuple):
    """What a check said of a letter."""

    code: str
    level: str
    message: str


class CheckedView(NamedTuple):
    """What the checks said of a letter or a text: against which application, if any; and the letter's number."""

    application_id: int | None
    letter: int | None
    checks: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What `withdraw` did; without a withdrawal, the letter alone was written, or one step declined.

    `call` tells that one calls before sending the letter.
    """

    application: ApplicationView
    withdrawal: WithdrawalView | None
    letter: LetterView | None
    checks: tuple[CheckView, ...]
    closed: tuple[str, ...] = field(default=(), metadata={"json": False})
    call: bool = field(default=False, metadata={"json": False})


class StaysOpen(NamedTuple):
    """An application that was not left: `why` is a code (saved, kept, accepted, new, or that of an error)."""

    application: ApplicationView
    why: str
    message: str

    @property
    def is_refused(self) -> bool:
        """It was to be left, and its letter cannot be written."""
        return self.why not in ("saved", "kept", "accepted", "new")


class LeftAll(NamedTuple):
    """What became of all open processes; `application` is the one accepted, if one was.

    Several of `left` may have one letter; `ghosted` are closed without one.
    """

    application: ApplicationView | None
    left: tuple[Left, ...]
    ghosted: tuple[ApplicationView, ...]
    open: tuple[StaysOpen, ...]

    @property
    def failed(self) -> tuple[StaysOpen, ...]:
        """What was to be left, and stays open since its letter cannot be written."""
        return tuple(each for each in self.open if each.is_refused)


class TakenIn(NamedTuple):
    """What became of something received: where it belongs, the stage it is about, what was done.

    `refused` is the code of why no reply to its invitation can be made; `application_id` None:
    it could not be read, and was passed over.
    """

    file: str
    application_id: int | None
    stage: StageView | None
    done: tuple[str, ...]
    refused: str | None


class OperationView(NamedTuple):
    """One recorded step."""

    id: int
    at: str
    command: str
    summary: str
    undone: bool


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A category of reason."""

    slug: str
    label: str
    definition: str
    exposure: str
    says: str
    private: str


class Given(NamedTuple):
    """What letters gave of the true reason: its own sentence, a softened one, one of the user's, or nothing."""

    said: int = 0
    softened: int = 0
    own_sentence: int = 0
    nothing: int = 0


class Telling(NamedTuple):
    """The days from deciding to telling: the median of `n`, and how many were not told yet."""

    median: float | None
    n: int
    untold: int


@dataclass(frozen=True, slots=True)
class UsedReasonView(ReasonView):
    """A category of reason, how often it was mine, at which stages, what was given of it there, and how soon."""

    count: int
    stages: dict[str, int]
    stated: dict[str, Given]
    days_to_tell: Telling


class TemplateView(NamedTuple):
    """A file of wording in force: `source` is own or shipped, `kind` letter, part or words; `file` where it lies."""

    path: str
    language: str
    tone: str | None
    kind: str
    source: str
    about: str | None
    file: str


class TriedView(NamedTuple):
    """Which letter was tried."""

    language: str
    tone: str
    letter: str


class TemplateFinding(NamedTuple):
    """What is wrong with a person's own files, one or several that the same letters take in; `letters` are those."""

    paths: tuple[str, ...]
    line: int | None
    level: str
    code: str
    message: str
    letters: tuple[TriedView, ...]
