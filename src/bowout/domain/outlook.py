"""What `show` tells of an application that one could leave: what speaks for what, and what leaving would need."""

from typing import NamedTuple

from bowout.domain.results import ApplicationView
from bowout.domain.situations import Situation
from bowout.domain.ways import Call, Portal


class ForStaying(NamedTuple):
    """What speaks for staying: a highlight, and the number of the stage that it was noted at."""

    text: str
    stage: int | None


class ForLeaving(NamedTuple):
    """What speaks for leaving: a concern, private, and the number of the stage that it was noted at."""

    reason: str
    text: str | None
    stage: int | None


class LeavingNow(NamedTuple):
    """What leaving now would need.

    `situation` picks the letter, which goes `to` them, or to nobody known. `call`
    says why to call first, `portal` whether the letter goes there or one withdraws
    there too. `answer_by` is the offer's deadline, as stored. `missing` holds
    `reason` where none was noted, `address` of theirs, and `name` and `email` of
    the profile. `command` does it.
    """

    situation: Situation
    to: tuple[str, ...]
    call: Call | None
    portal: Portal | None
    answer_by: str | None
    missing: tuple[str, ...]
    command: str


class Outlook(NamedTuple):
    """Staying or leaving. `alternatives` are accepted or open; of those `more` at most some thousand are counted."""

    for_: tuple[ForStaying, ...]
    against: tuple[ForLeaving, ...]
    alternatives: tuple[ApplicationView, ...]
    more: int
    leaving: LeavingNow
