"""The good thing a letter may mention: the user's own noun phrase, as the sentence it becomes."""

import re

from bowout.domain.errors import UsageError
from bowout.letters.languages import DEFAULT, Table, read_language
from bowout.letters.names import clean

_LONGEST = 10
_HINT = 'Write what would end “I particularly liked …”, such as "the walk through your on-call practice".'


def highlight_sentence(highlight: str, language: str = DEFAULT) -> str:
    """The sentence that a highlight becomes.

    Raises:
        UsageError: it breaks a rule of letters.md (`!`, third person, several
            lines, a whole sentence, over ten words); or no such language.
    """
    words = read_language(language).words.table("highlight")
    phrase = clean(highlight).rstrip(".").rstrip()
    wrong = _fault(highlight.strip(), phrase, words)
    if wrong:
        raise UsageError(f"A highlight {wrong}.", _HINT, code="bad_highlight")
    first, _, rest = phrase.partition(" ")
    if first.casefold() in words.texts("lower"):
        phrase = f"{first.casefold()} {rest}".rstrip()
    return words.text("sentence").format(highlight=phrase)


def _fault(given: str, phrase: str, words: Table) -> str:
    spoken = [word.replace("’", "'") for word in re.findall(r"[\w'’]+", phrase.casefold())]
    rules = (
        (not spoken, "cannot be empty"),
        (len(given.splitlines()) > 1, "is one line"),
        ("!" in phrase, "does without “!”"),
        (re.search(r"[.?;]\s|\?$", phrase) is not None, "is a phrase, not a sentence of its own"),
        (re.search(r"\s[-–—]\s|[–—]", phrase) is not None, "does without dashes"),
        (re.search(r"\{\{|\{%|\[[^\]]*\]|\.\.", phrase) is not None, "has no placeholders"),
        (bool(spoken) and spoken[0] in words.texts("first_person"), "begins with the thing, not with “I”"),
        (bool(set(spoken) & set(words.texts("third_person"))), "speaks to the reader: “your”, not “their”"),
        (len(phrase.split()) > _LONGEST, f"has {_LONGEST} words at most"),
    )
    return next((fault for broken, fault in rules if broken), "")
