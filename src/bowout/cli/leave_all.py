"""Leaving every open process: what `withdraw --all` and `accept --withdraw-others` share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from bowout import settings
from bowout.cli import leaving_prompts, prompts
from bowout.cli.context import Desk
from bowout.cli.left_all import Attempt
from bowout.cli.wishes import wishes_of
from bowout.domain.errors import Refused
from bowout.domain.leavings import LeftAll
from bowout.domain.names import title_of
from bowout.domain.reasons import Reason
from bowout.domain.statuses import OPEN

if TYPE_CHECKING:
    from bowout.services.leave_plan import LeavingAll


class Asked(NamedTuple):
    """What the command line says of all the letters; None: as the profile or the rules say."""

    language: str | None = None
    tone: str | None = None
    form: str | None = None
    keep_in_touch: bool | None = None
    no_reason: bool = False
    note: str | None = None
    no_decline_invite: bool = False


def order_of(desk: Desk, reason: Reason, asked: Asked, keep: Sequence[int]) -> "LeavingAll":
    """Put the order together; asks who writes, where that is not known."""
    from bowout.services.leave_plan import LeavingAll

    profile = leaving_prompts.writer(desk)
    known = settings.load()
    wishes = wishes_of(
        profile,
        known,
        language=asked.language,
        tone=asked.tone,
        form=asked.form,
        keep_in_touch=asked.keep_in_touch,
        no_reason=asked.no_reason,
    )
    return LeavingAll(
        reason,
        wishes,
        asked.note,
        frozenset(keep),
        ghosted_days=known.ghosted_days,
        decline_invitations=not asked.no_decline_invite,
    )


def kept(desk: Desk, words: Sequence[str] | None, option: str) -> list[int]:
    """Find the applications that are to stay open.

    Raises:
        Refused: one of them is not open.
    """
    from bowout.storage import views

    numbers = [desk.find(word) for word in words or ()]
    with desk.reading() as reader:
        for view in (views.application(reader, number, desk.now) for number in numbers):
            if view.status not in OPEN:
                raise Refused(
                    f"{title_of(view.company, view.position, view.id)} is {view.status}: it is not open.",
                    f"Leave out this {option}; nothing is done to it.",
                    code="not_open",
                )
    return numbers


def leave(attempt: Attempt, order: "LeavingAll", *, ask: bool, dry: bool) -> LeftAll:
    """Leave all, after a look at the list where somebody is there to take it."""
    if ask and not dry and prompts.can_ask():
        from bowout.cli.leaving_list import decide

        order = decide(attempt, order)
    return attempt(order, dry)
