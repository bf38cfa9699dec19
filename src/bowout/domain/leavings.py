"""What commands show that write letters: what the checks said, and what was left."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bowout.domain.results import ApplicationView, WithdrawalView

if TYPE_CHECKING:
    from bowout.domain.details import LetterView


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

    `call` tells that one calls before sending the letter. `stated` is what the letter gives
    as a reason, "" where it gives none; None: it may do so in words that are not known.
    `declined` are the invitations declined, a line each, and `replies` the numbers of the
    replies to them, none in a dry run.
    """

    application: ApplicationView
    withdrawal: WithdrawalView | None
    letter: "LetterView | None"
    checks: tuple[CheckView, ...]
    closed: tuple[str, ...] = field(default=(), metadata={"json": False})
    call: bool = field(default=False, metadata={"json": False})
    stated: str | None = field(default=None, metadata={"json": False})
    declined: tuple[str, ...] = field(default=(), metadata={"json": False})
    replies: tuple[int, ...] = field(default=(), metadata={"json": False})


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
