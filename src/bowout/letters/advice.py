"""What to do besides sending the letter; printed beside it, never in it."""

from datetime import datetime, timedelta

from bowout.domain.situations import Situation
from bowout.letters.facts import LetterFacts
from bowout.letters.meetings import booked
from bowout.letters.names import clean

_SCREENED = (Situation.DECLINE_OUTREACH, Situation.DECLINE_OFFER, Situation.RESCIND_ACCEPTANCE)


def advice(facts: LetterFacts, now: datetime) -> tuple[str, ...]:
    """Say what fits the situation, most urgent first; `now` is aware. The rules are in letters.md."""
    rescinding = facts.situation is Situation.RESCIND_ACCEPTANCE
    imminent = any(timedelta() < slot - now <= timedelta(hours=24) for slot in booked(facts))
    return tuple(
        text
        for fits, text in (
            (rescinding, _BEFORE_RESCINDING),
            (rescinding, "If you study or have just finished: speak to your careers office first; some have rules."),
            (_call_first(facts) or imminent, f"Call first, then send the letter. For voicemail: “{_voicemail(facts)}”"),
            (imminent, "It is less than 24 hours away: call and send today."),
            (not imminent, f"Send it {_WHEN.get(facts.situation, 'within a day or two')}."),
            (facts.applied and facts.situation not in _SCREENED, _PORTAL),
        )
        if fits
    )


_BEFORE_RESCINDING = (
    "Before you send it, read what you signed: notice periods, a bonus to repay, a clause on withdrawing. "
    "If in doubt, ask a lawyer or your union."
)
_PORTAL = "If you applied through a portal, withdraw there as well."
_WHEN = {
    Situation.DECLINE_OFFER: "on the same day as the call, and before the offer's deadline",
    Situation.RESCIND_ACCEPTANCE: "on the same day as the call",
}


def _call_first(facts: LetterFacts) -> bool:
    return facts.situation in (Situation.DECLINE_OFFER, Situation.RESCIND_ACCEPTANCE)


def _voicemail(facts: LetterFacts) -> str:
    what = {
        Situation.DECLINE_OFFER: "I have decided to decline your offer, and I am grateful for it.",
        Situation.RESCIND_ACCEPTANCE: "I am sorry: I have to withdraw my acceptance.",
    }.get(facts.situation, "I will not be coming to our appointment, and I am withdrawing.")
    return (
        f"Hello, this is {clean(facts.sender.name)}, about the position of {clean(facts.position)}. "
        f"{what} You will have it in writing from me today. Thank you, and goodbye."
    )
