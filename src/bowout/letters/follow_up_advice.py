"""What to do besides sending a letter that is not the leaving itself."""

from bowout.domain.follow_ups import FollowUp
from bowout.letters.facts import LetterFacts

_BESIDE = {
    FollowUp.EXPLAIN: "Whoever else there asks gets the same answer: bowout explain writes it again.",
    FollowUp.TAKE_BACK: "Call as well, if you can: your letter may have been acted upon already.",
    FollowUp.STAND_BY: "On the phone say no more than this; a new reason would invite a new answer.",
    FollowUp.DECLINE_COUNTER_OFFER: "On the phone say no more than this; a figure would invite another one.",
}


def follow_up_advice(facts: LetterFacts) -> tuple[str, ...]:
    """Say what fits the letter, most urgent first."""
    lines = []
    if facts.circumstances.imminent is not None:
        lines.append("Call now, then send the letter: it is so near that they may read it too late.")
    if facts.kind in _BESIDE:
        lines.append(_BESIDE[facts.kind])
    if not any(person.email for person in facts.recipients):
        lines.append("No address of theirs is known: paste the letter where they wrote to you.")
    return tuple(lines)
