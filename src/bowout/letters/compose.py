"""Facts in, letter out: pure, but for reading the templates once."""

from bowout.domain.situations import Situation
from bowout.letters.facts import Draft, LetterFacts
from bowout.letters.highlight import highlight_sentence
from bowout.letters.languages import Language, Table, read_language
from bowout.letters.meetings import in_contact, spoke
from bowout.letters.names import clean, mend, salutation, spoken
from bowout.letters.parts import paragraphs
from bowout.letters.subject import subject
from bowout.letters.view import View, view

__all__ = ["compose", "highlight_sentence"]


def compose(facts: LetterFacts) -> Draft:
    """Write the letter that the situation calls for, ready to paste.

    Raises:
        UsageError: no letters in that language, or a highlight that breaks the rules.
    """
    language = read_language(facts.language, facts.tone)
    words = language.words
    opening = salutation(facts, words, spoke=spoke(facts), contact=in_contact(facts))
    paragraphs = (opening, *_paragraphs(facts, language), _signature(facts, words))
    return Draft(subject(facts, words), "\n\n".join(paragraphs) + "\n")


_TRIMS = 2


def _paragraphs(facts: LetterFacts, language: Language) -> list[str]:
    """Write the letter as usual; where that is too short or too long, let its parts say more or less."""
    seen = view(facts, language)
    lengths = language.words.table("length")
    least, most = lengths.numbers(facts.situation) or lengths.numbers("usual")
    texts = _written(facts, language, seen)
    if _words(texts, facts) < least:
        return _written(facts, language, seen | {"trim": -1})
    for trim in range(1, _TRIMS + 1):
        if _words(texts, facts) > most:
            texts = _written(facts, language, seen | {"trim": trim})
    return texts


def _written(facts: LetterFacts, language: Language, seen: View) -> list[str]:
    blocks = paragraphs(language, facts.situation, seen)
    people = tuple(spoken(name) for meeting in facts.held for name in meeting.people)
    names = (clean(facts.company), clean(facts.position), *people)
    texts = (mend(" ".join(block.split()), names) for block in blocks)
    return [text for text in texts if text]


def _words(texts: list[str], facts: LetterFacts) -> int:
    """Count them; the company and the position are one word each."""
    text = " ".join(texts)
    for name in (clean(facts.company), clean(facts.position)):
        text = text.replace(name, "Name") if name else text
    return len(text.split())


def _signature(facts: LetterFacts, words: Table) -> str:
    sender = facts.sender
    # A profile is an invitation to connect, so it goes with the open door.
    open_door = facts.keep_in_touch and facts.situation is not Situation.RESCIND_ACCEPTANCE
    profile = sender.linkedin if open_door else None
    lines = (words.text("closing"), sender.name, sender.phone, sender.email, profile)
    return "\n".join(clean(line) for line in lines if line and clean(line))
