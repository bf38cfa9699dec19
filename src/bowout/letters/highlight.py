"""The good thing a letter may mention: the user's own noun phrase, as the sentence it becomes."""

import re
import unicodedata

from bowout.domain.errors import UsageError
from bowout.letters.facts import NEUTRAL, LetterFacts
from bowout.letters.languages import DEFAULT, Table, read_language
from bowout.letters.names import clean

_LONGEST, _WIDEST = 10, 100  # words, characters
_HINT = 'Write what would end “I particularly liked …”, such as "the walk through your on-call practice".'


def highlight_sentence(highlight: str, language: str = DEFAULT, tone: str = NEUTRAL) -> str:
    """The sentence that a highlight becomes.

    Raises:
        UsageError: it breaks a rule (`!`, third person, several lines, a whole
            sentence, a symbol, over ten words or 100 characters); or no such language.
    """
    words = read_language(language, tone).words.table("highlight")
    return _told(_phrase(highlight, words), words)


def told_highlight(facts: LetterFacts) -> str:
    """The sentence as this letter has it: an agency is told of "their" practice; "" where that cannot be said."""
    if not facts.highlight:
        return ""
    words = read_language(facts.language, facts.tone).words.table("highlight")
    phrase = told_phrase(facts)
    return _told(phrase, words) if phrase else ""


def told_phrase(facts: LetterFacts) -> str:
    """The highlight's phrase within `told_highlight`; UsageError as there."""
    words = read_language(facts.language, facts.tone).words.table("highlight")
    phrase = _phrase(facts.highlight, words) if facts.highlight else ""
    if not facts.circumstances.agency:
        return phrase
    if set(_spoken(phrase)) & set(words.texts("second_person")):
        return ""
    theirs = words.table("your")
    return " ".join(theirs.text(word.casefold()) or word for word in phrase.split())


def _told(phrase: str, words: Table) -> str:
    """The sentence around a phrase: the usual one, or that of its kind where the grammar is plain to see."""
    where = words.table("where")
    kind = next((kind for kind in where.values if re.search(where.text(kind), phrase)), "")
    return (words.table("instead").text(kind) or words.text("sentence")).format(highlight=phrase)


def _phrase(highlight: str, words: Table) -> str:
    phrase = clean(highlight).rstrip(".").rstrip()
    wrong = _fault(highlight.strip(), phrase, words)
    if wrong:
        raise UsageError(f"A highlight {wrong}.", _HINT, code="bad_highlight")
    # "The" of "The walk …", "L’" of "L’accueil …".
    first = re.match(r"[^\W\d_]+(?:['’](?=\w)|(?!\S))", phrase)
    begin = first.group().casefold().replace("’", "'") if first else ""
    return (
        f"{phrase[: len(begin)].casefold()}{phrase[len(begin) :]}"
        if begin in words.texts("lower")
        else phrase
    )


def symbol(text: str) -> str:
    """The first emoji of a text, or ""; signs that any text may hold (©, °, ™) are none."""
    return next((char for char in text if char >= "\u2300" and unicodedata.category(char) == "So"), "")


def _spoken(phrase: str) -> list[str]:
    return [word.replace("’", "'") for word in re.findall(r"[\w'’]+", phrase.casefold())]


def _fault(given: str, phrase: str, words: Table) -> str:
    spoken = _spoken(phrase)
    rules = (
        (not spoken, "cannot be empty"),
        (len(given.splitlines()) > 1, "is one line"),
        ("!" in phrase, "does without “!”"),
        (re.search(r"[.?;]\s|\?$", phrase) is not None, "is a phrase, not a sentence of its own"),
        (re.search(r"\s[-–—]\s|[–—]", phrase) is not None, "does without dashes"),
        (bool(symbol(phrase)), "does without emoji and symbols"),
        (re.search(r"\{\{|\{%|\[[^\]]*\]|\.\.", phrase) is not None, "has no placeholders"),
        (bool(spoken) and spoken[0] in words.texts("first_person"), "begins with the thing, not with “I”"),
        (bool(set(spoken) & set(words.texts("third_person"))), "speaks to the reader: “your”, not “their”"),
        (len(phrase.split()) > _LONGEST, f"has {_LONGEST} words at most"),
        (len(phrase) > _WIDEST, f"has {_WIDEST} characters at most"),
    )
    return next((fault for broken, fault in rules if broken), "")
