"""Checks of form: residue, the decision, lengths, the header."""

import re

from bowout.domain.reasons import REASONS, Statement
from bowout.domain.situations import Situation
from bowout.letters.checks.reading import Reading
from bowout.letters.facts import LETTERS

LONGEST = 160
_SLUGS = frozenset(slug for slug in (*LETTERS, *Statement, *REASONS) if "_" in slug)
_SNAKE = re.compile(r"\b[^\W_]+(?:_[^\W_]+)+\b")
# "Re:" as mail programs write it, in any language of theirs.
_REPLY = re.compile(r"(?:re|aw|sv|antw|rv|r|rép|fwd?|wg|tr) ?:", re.IGNORECASE)


def placeholder(letter: Reading) -> str | None:
    """Find what a template or a hurried hand left behind."""
    snakes = _SNAKE.finditer(letter.text) if "_" in letter.text else ()
    slugs = (found for found in snakes if found.group().casefold() in _SLUGS)
    for found in (*letter.patterns.find("placeholder").finditer(letter.text), *slugs):
        start, end = found.span()
        if not any(left <= start and end <= right for left, right in letter.name_spans):
            return f"“{found.group().strip() or found.group()}” looks left over: fill it in or take it out."
    return None


def decision_missing(letter: Reading) -> str | None:
    """The letter must say that you leave."""
    if _decision_at(letter) is None:
        return "The letter does not say that you leave: add a sentence such as “I would like to withdraw”."
    return None


def decision_late(letter: Reading) -> str | None:
    """The decision stands among the first four sentences."""
    at = _decision_at(letter)
    return "The decision comes after the fourth sentence: move it up." if at is not None and at > 3 else None


def _decision_at(letter: Reading) -> int | None:
    pattern = letter.patterns.find("decision")
    # Names are masked in the sentences; where one is a word of the decision (a company called Withdraw), they are not.
    for sentences in (letter.sentences, letter.sentences_with_names):
        found = next((at for at, sentence in enumerate(sentences) if pattern.search(sentence)), None)
        if found is not None:
            return found
    return None


def too_long(letter: Reading) -> str | None:
    """Nobody reads more than 160 words."""
    if letter.words > LONGEST:
        return f"The letter has {letter.words} words: cut it to {LONGEST} at most."
    return None


def header_break(letter: Reading) -> str | None:
    """A line break in a subject, a name or an address would begin another header."""
    people = (*letter.recipients, *letter.facts.recipients)
    recorded = (text for person in people for text in (person.name, person.email) if text)
    headers = (letter.draft.subject, *recorded)
    if any(re.search(r"[\x00-\x1f\x7f\x85\u2028\u2029]", header) for header in headers):
        return "The subject, or a recipient, has a line break: put it on one line."
    return None


def no_recipient(letter: Reading) -> str | None:
    """Without an address the text is for the portal."""
    if any(person.email for person in letter.recipients):
        return None
    return "There is no address to send it to: paste it into the portal, or add one with `contact add`."


def too_short(letter: Reading) -> str | None:
    """Under 25 words sounds curt; 15 do where nobody has met."""
    brief = letter.facts.situation in (Situation.DECLINE_OUTREACH, Situation.WITHDRAW_APPLICATION)
    least = 15 if brief else 25
    if letter.words < least:
        return f"The letter has {letter.words} words: a little more would be kinder."
    return None


def rather_long(letter: Reading) -> str | None:
    """Over 130 words is more than this needs."""
    return f"The letter has {letter.words} words: shorten it." if 130 < letter.words <= LONGEST else None


def subject_length(letter: Reading) -> str | None:
    """A subject of 20 to 60 characters is read whole; that of a thread is as it is."""
    size = len(letter.draft.subject)
    if 20 <= size <= 60 or _REPLY.match(letter.draft.subject):
        return None
    return f"The subject has {size} characters: make it 20 to 60."
