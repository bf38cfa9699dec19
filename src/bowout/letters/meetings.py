"""What was held and what lies ahead, as a letter speaks of it."""

from bowout.domain.follow_ups import ANSWERS
from bowout.domain.situations import Situation
from bowout.domain.stages import INTERVIEWS, StageKind
from bowout.letters.facts import LetterFacts, Meeting

CONVERSATIONS = (StageKind.SCREENING, *INTERVIEWS)


def of_kinds(meetings: tuple[Meeting, ...], *kinds: StageKind) -> tuple[Meeting, ...]:
    """Those of the given kinds."""
    return tuple(meeting for meeting in meetings if meeting.kind in kinds)


def booked(ahead: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """The calls and interviews ahead that somebody keeps a time or a day free for."""
    return tuple(meeting for meeting in of_kinds(ahead, *CONVERSATIONS) if meeting.on)


def spoke(facts: LetterFacts) -> bool:
    """A call or an interview was held; an assessment is no conversation."""
    return bool(of_kinds(facts.held, *CONVERSATIONS))


def in_contact(facts: LetterFacts) -> bool:
    """Somebody there has been in touch."""
    answered = facts.situation is not Situation.WITHDRAW_APPLICATION or facts.kind in ANSWERS
    return answered or bool(facts.held or facts.ahead)
