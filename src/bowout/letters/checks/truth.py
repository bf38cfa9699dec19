"""Checks of truth: nothing that did not happen, no reason that is not the recorded one."""

from collections.abc import Callable

from bowout.domain.follow_ups import FollowUp
from bowout.domain.situations import BOUND, Situation
from bowout.domain.stages import INTERVIEWS, StageKind
from bowout.letters.checks.reading import Reading
from bowout.letters.dates import names_day, spell_date
from bowout.letters.facts import LetterFacts
from bowout.letters.meetings import booked, of_kinds, spoke


def _took_place(*kinds: StageKind) -> Callable[[LetterFacts], bool]:
    return lambda facts: bool(of_kinds((*facts.held, *facts.ahead), *kinds))


def _any_in(facts: LetterFacts, *situations: Situation) -> bool:
    return any(place.situation in situations for place in facts.places)


# Keys of [events] in checks.toml: what they are called, and when they happened.
_EVENTS: dict[str, tuple[str, Callable[[LetterFacts], bool]]] = {
    "conversation": ("a conversation that was held", spoke),
    "interview": ("an interview", _took_place(*INTERVIEWS)),
    "interview_held": ("an interview that was held", lambda facts: bool(of_kinds(facts.held, *INTERVIEWS))),
    "invitation": ("an invitation", lambda facts: bool(facts.held or facts.ahead)),
    # An offer is often made in one.
    "call": ("a call", lambda facts: _any_in(facts, *BOUND) or _took_place(StageKind.SCREENING)(facts)),
    "assessment": ("an assessment", _took_place(StageKind.ASSESSMENT)),
    "offer": (
        "an offer",
        lambda facts: (
            _any_in(facts, *BOUND)
            or facts.offered_on is not None
            or facts.kind is FollowUp.DECLINE_COUNTER_OFFER
        ),
    ),
    "acceptance": ("an acceptance", lambda facts: facts.situation is Situation.RESCIND_ACCEPTANCE),
    "references": (
        "references",
        lambda facts: (
            _any_in(facts, Situation.WITHDRAW_AT_REFERENCES, *BOUND)
            or _took_place(StageKind.REFERENCES)(facts)
        ),
    ),
    "application": (
        "an application",
        lambda facts: any(place.applied for place in facts.places) or bool(facts.circumstances.others_stand),
    ),
}


def did_not_happen(letter: Reading) -> str | None:
    """The letter may speak only of what the record says happened."""
    absent = {
        f"events.{key}": called for key, (called, happened) in _EVENTS.items() if not happened(letter.facts)
    }
    if absent and letter.patterns.find(*absent).search(letter.text):
        for key, called in absent.items():
            found = letter.match(letter.patterns.find(key), spare=letter.highlight_spans)
            if found:
                return f"“{found}”: {called} is not on record; record it, or leave it out."
    return None


def blame(letter: Reading) -> str | None:
    """The letter blames nobody."""
    found = letter.match(letter.patterns.find("blame"), spare=letter.highlight_spans)
    return f"“{found}” reads as blame: leave it out." if found else None


def doors_after_accepting(letter: Reading) -> str | None:
    """After an acceptance is withdrawn nothing asks for future openings."""
    if letter.facts.situation is not Situation.RESCIND_ACCEPTANCE:
        return None
    found = letter.match(letter.patterns.find("doors"))
    return f"“{found}”: after accepting, do not ask to stay in touch; take it out." if found else None


def apology_missing(letter: Reading) -> str | None:
    """Who takes back an acceptance apologises."""
    asked = letter.facts.situation is Situation.RESCIND_ACCEPTANCE
    if asked and not letter.match(letter.patterns.find("apology")):
        return "You accepted before: say that you are sorry."
    return None


def reopening(letter: Reading) -> str | None:
    """Nothing invites a counter-proposal."""
    found = letter.match(letter.patterns.find("reopening"), spare=letter.highlight_spans)
    return f"“{found}” invites a counter-proposal: leave it out." if found else None


def slot_not_named(letter: Reading) -> str | None:
    """A booked slot is released by its date."""
    words = letter.language.words
    for slot in booked(letter.facts.ahead):
        if slot.on and not names_day(letter.body, slot.on, words):
            day = spell_date(slot.on, letter.facts.today, words)
            return f"The slot on {day} is booked: ask them to release it."
    return None
