"""What calls for something to be done."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Why it is on the agenda; in the order in which people see them."""

    DEADLINE = "deadline"
    STAGE = "stage"
    REMINDER = "reminder"
    LETTER = "letter"
    UNTOLD = "untold"
    UNANSWERED = "unanswered"
    RECONNECT = "reconnect"
    SILENT = "silent"


class AgendaItem(NamedTuple):
    """One thing. `on`: when it is due, takes place, was written or was last heard of; None where no day is known."""

    on: str | None
    kind: Kind
    application_id: int
    text: str
