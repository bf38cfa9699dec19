"""What leaving asks for besides the letter: a call before it, and the employer's portal."""

from typing import Literal

from bowout.domain.situations import Situation

Call = Literal["offer", "acceptance", "soon"]
Portal = Literal["instead", "too"]


def call_first(situation: Situation, *, imminent: bool) -> Call | None:
    """Say why one calls before writing; None: a letter will do. `imminent`: somebody expects me within a day."""
    if situation is Situation.DECLINE_OFFER:
        return "offer"
    if situation is Situation.RESCIND_ACCEPTANCE:
        return "acceptance"
    return "soon" if imminent else None


def portal(situation: Situation, *, applied: bool, reachable: bool, agency: bool) -> Portal | None:
    """Say whether the letter goes into a portal `instead` of a mail, or one withdraws there `too`.

    `reachable`: somebody's address is known. `agency`: the letter goes to one, which has no portal of theirs.
    """
    if not reachable:
        return "instead"
    too = applied and not agency and situation is not Situation.RESCIND_ACCEPTANCE
    return "too" if too else None
