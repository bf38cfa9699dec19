"""Facts in, letter out: pure, but for reading the templates once."""

import re

from bowout.domain.follow_ups import FollowUp
from bowout.domain.situations import Situation
from bowout.letters.facts import LETTER, Draft, LetterFacts
from bowout.letters.highlight import highlight_sentence
from bowout.letters.languages import Language, Table, read_language
from bowout.letters.names import clean, contracted, mend, names_of, spoken
from bowout.letters.parts import paragraphs
from bowout.letters.salutation import closing, salutation
from bowout.letters.sheet import sheet_head
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
    title = facts.thread or subject(facts, words)
    # On paper the name stands above and below it.
    head = sheet_head(facts, words, subject(facts, words, named=False)) if facts.form == LETTER else ()
    opening = contracted(salutation(facts, words), words)
    parts = (*head, opening, *_paragraphs(facts, language), _signature(facts, words))
    return Draft(title, "\n\n".join(parts) + "\n")


# How often parts are asked to say less.
_TRIMS = 4


def _paragraphs(facts: LetterFacts, language: Language) -> list[str]:
    """Write the letter as usual; where that is too short or too long, let its parts say more or less."""
    seen = view(facts, language)
    lengths = language.words.table("length")
    least, most = lengths.numbers(facts.letter) or lengths.numbers("usual")
    texts = _written(facts, language, seen)
    if _words(texts, facts) < least:
        return _written(facts, language, seen | {"trim": -1})
    for trim in range(1, _TRIMS + 1):
        if _words(texts, facts) > most:
            texts = _written(facts, language, seen | {"trim": trim})
    return texts


def _written(facts: LetterFacts, language: Language, seen: View) -> list[str]:
    blocks = paragraphs(language, facts.letter, seen)
    people = tuple(spoken(name) for meeting in facts.held for name in meeting.people)
    # A no-break space stays: "14 h 00" in French.
    lines = (re.sub(r"[ \t\n]+", " ", block).strip() for block in blocks)
    texts = (contracted(mend(line, (*names_of(facts), *people)), language.words) for line in lines)
    return [text for text in texts if text]


def _words(texts: list[str], facts: LetterFacts) -> int:
    """Count them; a company and a position are one word each."""
    text = " ".join(texts)
    for name in sorted(names_of(facts), key=len, reverse=True):
        text = text.replace(name, "Name") if name else text
    return len(text.split())


def _signature(facts: LetterFacts, words: Table) -> str:
    sender = facts.sender
    if facts.form == LETTER:
        return f"{closing(facts, words)}\n\n{clean(sender.name)}"
    # A profile is an invitation to connect, so it goes with the open door, and not to one's own house.
    open_door = (
        facts.keep_in_touch and not facts.circumstances.internal and facts.kind in (None, FollowUp.RECONNECT)
    )
    profile = sender.linkedin if open_door and facts.situation is not Situation.RESCIND_ACCEPTANCE else None
    lines = (closing(facts, words), sender.name, sender.phone, sender.email, profile)
    return "\n".join(clean(line) for line in lines if line and clean(line))
