"""Whether a process can still be left: asked before any question, and again inside the transaction."""

from datetime import datetime

from bowout.domain.errors import Refused
from bowout.domain.names import title_of
from bowout.domain.results import ApplicationView
from bowout.domain.statuses import MOVES, Status
from bowout.storage import letter_queries, views
from bowout.storage.reading import Reader


def check_can_leave(reader: Reader, number: int, now: datetime) -> ApplicationView:
    """Refuse to leave what is left already, or what they ended; returns the application otherwise.

    Raises:
        Refused: with the day and the letter of an earlier withdrawal.
    """
    view = views.application(reader, number, now)
    if view.status != Status.WITHDRAWN:
        if Status.WITHDRAWN not in MOVES[Status(view.status)]:
            raise Refused(
                f"{title_of(view.company, view.position, number)} is {view.status}: there is nothing left to leave.",
                f'If it goes on after all: bowout move {number} interviewing --note "why".',
                code="illegal_move",
            )
        return view
    since = f" since {view.withdrawal.on}" if view.withdrawal else ""
    letters = reader.rows(letter_queries.WITHDRAWAL_LETTER, {"id": number})
    letter = f"letter {letters[0]['id']}, {letters[0]['state']}" if letters else "no letter was written"
    shown = f"bowout letters show {letters[0]['id']}" if letters else f"bowout show {number}"
    raise Refused(
        f"{title_of(view.company, view.position, number)} is already withdrawn{since}: {letter}.",
        f"`{shown}` shows it.",
        code="already_withdrawn",
    )
