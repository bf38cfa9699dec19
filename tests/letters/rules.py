"""What a letter of each language has to look like: one file per language, `rules_en.py` and its like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from bowout.letters.facts import LetterFacts


@dataclass(frozen=True)
class Rules:
    """Written apart from the templates and the checks, so that neither can be right by itself.

    Patterns ignore case. `lengths` are the least and the most words between salutation and closing: by letter,
    "usual" for the others, "brief" and "brief_duplicate" in that tone. `door` is what is said of later, "" where
    nothing has to be. `phrases` are the tests' English highlights and sentences, as a native would note them.
    `forbidden`: what is wrong, and its pattern. `spellings`: right words that the dictionary lacks, in small letters.
    """

    opening: str
    closing: str
    lengths: Mapping[str, tuple[int, int]]
    decision: str
    thanks: str
    stock: str
    reasons: str
    request: str
    door: Callable[[LetterFacts], str]
    slot: str
    phrases: Mapping[str, str] = field(default_factory=dict)
    forbidden: Mapping[str, str] = field(default_factory=dict)
    spellings: tuple[str, ...] = ()
    rescinding: str = ""
    room: Callable[[LetterFacts], int] = lambda _facts: 0

    def told(self, phrase: str | None) -> str | None:
        """A phrase of the tests in this language."""
        return self.phrases.get(phrase, phrase) if phrase else None


@cache
def rules(language: str) -> Rules:
    """The rules of a language, those of English for both Englishes."""
    found: Rules = import_module(f"tests.letters.rules_{language[:2]}").RULES
    return found
