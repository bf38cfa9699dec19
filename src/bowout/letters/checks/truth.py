"""Checks of truth: nothing that did not happen, no reason that is not the recorded one."""

from collections.abc import Callable

from bowout.domain.reasons import Statement
from bowout.domain.situations import BOUND, Situation
from bowout.domain.stages import INTERVIEWS, StageKind
from bowout.letters.checks.reading import Reading, Span, occurrences
from bowout.letters.dates import spell_date
from bowout.letters.facts import LetterFacts
from bowout.letters.languages import read_language
from bowout.letters.meetings import booked, of_kinds, spoke
from bowout.letters.names import clean


def _took_place(*kinds: StageKind) -> Callable[[LetterFacts], bool]:
    return lambda facts: bool(of_kinds((*facts.held, *facts.ahead), *kinds))


# Keys of [events] in checks.toml: what they are called, and when they happened.
_EVENTS: dict[str, tuple[str, Callable[[LetterFacts], bool]]] = {
    "conversation": ("a conversation that was held", spoke),
    "interview": ("an interview", _took_place(*INTERVIEWS)),
    "interview_held": ("an interview that was held", lambda facts: bool(of_kinds(facts.held, *INTERVIEWS))),
    "invitation": ("an invitation", lambda facts: bool(facts.held or facts.ahead)),
    "call": ("a call", _took_place(StageKind.SCREENING)),
    "assessment": ("an assessment", _took_place(StageKind.ASSESSMENT)),
    "offer": ("an offer", lambda facts: facts.situation in BOUND or facts.offered_on is not None),
    "acceptance": ("an acceptance", lambda facts: facts.situation is Situation.RESCIND_ACCEPTANCE),
    "references": (
        "references",
        lambda facts: (
            facts.situation in (Situation.WITHDRAW_AT_REFERENCES, *BOUND)
            or _took_place(StageKind.REFERENCES)(facts)
        ),
    ),
    "application": ("an application", lambda facts: facts.applied or bool(facts.circumstances.others_stand)),
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


def untrue_reason(letter: Reading) -> str | None:
    """A reason in the letter is the recorded one, or in the user's own sentence."""
    statement = None if letter.facts.said else letter.facts.statement
    true = {statement} | ({Statement.ANOTHER_CHOSEN} if statement is Statement.ANOTHER_ACCEPTED else set())
    find = letter.patterns.find
    own = [f"claims.{key}" for key in Statement if key in true]
    others = [f"claims.{key}" for key in Statement if key not in true]
    if not find(*others).search(letter.text):
        return None
    # What is true of several reasons stands under each of them.
    shared = [found.span() for found in find(*own).finditer(letter.text)] if own else []
    spare = (*letter.highlight_spans, *_said_spans(letter), *shared)
    untrue = next((text for key in others if (text := letter.match(find(key), spare=spare))), "")
    return (
        f"“{untrue}” is not the recorded reason: take it out, or say it yourself with --say."
        if untrue
        else None
    )


def _said_spans(letter: Reading) -> list[Span]:
    return occurrences(clean(letter.facts.said or ""), letter.text)


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
    words = read_language(letter.facts.language).words
    for day in (
        spell_date(slot.on, letter.facts.today, words) for slot in booked(letter.facts.ahead) if slot.on
    ):
        if day not in letter.draft.body:
            return f"The slot on {day} is booked: ask them to release it."
    return None
