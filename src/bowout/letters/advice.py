"""What to do besides sending the letter; printed beside it, never in it."""

from datetime import datetime, timedelta

from bowout.domain.situations import Situation
from bowout.letters.dates import spell_slot
from bowout.letters.facts import LetterFacts
from bowout.letters.languages import DEFAULT, read_language
from bowout.letters.meetings import booked
from bowout.letters.names import clean, role_phrase

_SPOKEN_FIRST = (Situation.DECLINE_OFFER, Situation.RESCIND_ACCEPTANCE)


def advice(facts: LetterFacts, now: datetime) -> tuple[str, ...]:
    """Say what fits the situation, most urgent first; `now` is aware. The rules are in letters.md."""
    rescinding = facts.situation is Situation.RESCIND_ACCEPTANCE
    imminent = any(timedelta() < slot - now <= timedelta(hours=24) for slot in booked(facts))
    script = f"For voicemail: “{_voicemail(facts)}”"
    return tuple(
        text
        for fits, text in (
            (rescinding, _BEFORE_RESCINDING),
            (
                rescinding,
                "If you study or have just finished: speak to your careers office first; some have rules.",
            ),
            (imminent or facts.situation in _SPOKEN_FIRST, f"Call first, then send the letter. {script}"),
            (imminent, "It is less than 24 hours away: call and send today."),
            (not imminent, f"Send it {_WHEN.get(facts.situation, 'within a day or two')}."),
            (facts.applied and not rescinding, _PORTAL),
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


def _voicemail(facts: LetterFacts) -> str:
    words = read_language(DEFAULT).words
    slots = booked(facts)
    what = {
        Situation.DECLINE_OFFER: "I have decided to decline your offer, and I am grateful for it.",
        Situation.RESCIND_ACCEPTANCE: "I am sorry, but I have to withdraw my acceptance.",
    }.get(facts.situation, "I am withdrawing, so please do not expect me")
    if slots and facts.situation not in _SPOKEN_FIRST:
        what += f" on {spell_slot(slots[0], facts.today, words)}."
    return (
        f"Hello, this is {clean(facts.sender.name)}. I am calling about "
        f"{role_phrase(clean(facts.position), words)}. {what} "
        "You will have it in writing from me today. Thank you, and goodbye."
    )
