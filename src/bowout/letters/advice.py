"""What to do besides sending the letter; printed beside it, never in it."""

from bowout.domain.situations import Situation
from bowout.letters.dates import spell_date
from bowout.letters.facts import LetterFacts, Meeting
from bowout.letters.languages import Table, merged, read_language
from bowout.letters.names import clean, mend, role_phrase


def advice(facts: LetterFacts) -> tuple[str, ...]:
    """Say what fits the situation, most urgent first."""
    offer = facts.situation is Situation.DECLINE_OFFER
    rescinding = facts.situation is Situation.RESCIND_ACCEPTANCE
    imminent = facts.circumstances.imminent
    call = _CALL_NOW if imminent else _CALL_FIRST if offer or rescinding else ""
    return tuple(
        text
        for fits, text in (
            (rescinding, _BEFORE_RESCINDING),
            (rescinding, _CAREERS_OFFICE),
            (call, f"{call} {_script(facts, imminent) if call else ''}"),
            (
                offer or rescinding or not imminent,
                f"Send it {_WHEN.get(facts.situation, 'within a day or two')}.",
            ),
            (facts.applied and not rescinding, _PORTAL.format(leave="decline" if offer else "withdraw")),
        )
        if fits
    )


_CALL_NOW = "It is less than 24 hours away: call now, then send the letter."
_CALL_FIRST = "Call first, then send the letter."
_BEFORE_RESCINDING = (
    "Before you send it, read what you signed: notice periods, a bonus to repay, a clause on withdrawing. "
    "If in doubt, ask a lawyer or your union."
)
_CAREERS_OFFICE = "If you study or have just finished: speak to your careers office first; some have rules."
_PORTAL = "If you applied through a portal, {leave} there as well."
_WHEN = {
    Situation.DECLINE_OFFER: "on the same day as the call, and before the offer's deadline",
    Situation.RESCIND_ACCEPTANCE: "on the same day as the call",
}


def _script(facts: LetterFacts, imminent: Meeting | None) -> str:
    language = read_language(facts.language)
    spoken = merged(language.folders, "voicemail.toml")
    company = clean(facts.company)
    parts = (
        spoken.text("hello").format(
            name=clean(facts.sender.name),
            role=role_phrase(clean(facts.position), language.words),
            company=company,
        ),
        *_news(facts, imminent, language.words, spoken),
        spoken.text("goodbye"),
    )
    return f"For voicemail: “{mend(' '.join(parts), (company,))}”"


def _news(facts: LetterFacts, imminent: Meeting | None, words: Table, spoken: Table) -> tuple[str, ...]:
    if facts.situation is Situation.RESCIND_ACCEPTANCE:
        phone = clean(facts.sender.phone or "")
        call_back = (spoken.text("call_back").format(phone=phone),) if phone else ()
        return (spoken.text("rescind_acceptance"), *call_back, spoken.text("written_too"))
    if facts.situation is Situation.DECLINE_OFFER:
        return (spoken.text("decline_offer"), spoken.text("written"))
    on = spell_date(imminent.on, facts.today, words) if imminent and imminent.on else ""
    return (spoken.text("imminent").format(date=on), spoken.text("written"))
