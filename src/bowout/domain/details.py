"""What one application, letter, step or person shows in full; results.py has what lists show.

Apart, because a list should not wait for classes that it does not use.
"""

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


class TakenIn(NamedTuple):
    """What became of something received: where it belongs, the stage it is about, what was done.

    `refused` is the code of why no reply to its invitation can be made; `application_id` None: it was
    passed over, as it could not be read, or because it could concern each of the `candidates`.
    """

    file: str
    application_id: int | None
    stage: StageView | None
    done: tuple[str, ...]
    refused: str | None
    candidates: tuple[int, ...] = ()


class OperationView(NamedTuple):
    """One recorded step."""

    id: int
    at: str
    command: str
    summary: str
    undone: bool
