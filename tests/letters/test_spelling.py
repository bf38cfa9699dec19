"""A dictionary knows every word of every letter in the languages that no grammar checker here reads."""

import re

import pytest
from spellchecker import SpellChecker

from bowout.letters.compose import compose
from tests.letters.cases import LANGUAGES, main_text, some_of_all
from tests.letters.rules import rules

NAMES = frozenset(
    [
        "acme",
        "hays",
        "backend",
        "platform",
        "engineer",
        "mental",
        "health",
        "nurse",
        "head",
        "of",
        "family",
        "support",
        "priya",
        "shah",
        "li",
        "wei",
        "dana",
        "fox",
        "tom",
        "reed",
        "ana",
        "ruiz",
        "sam",
        "taylor",
    ]
)


def unknown(language: str, texts: set[str]) -> set[str]:
    """The words of some texts that the language's dictionary does not have; elided ones without their article."""
    words = {word for text in texts for word in re.findall(r"[^\W\d_]{3,}", text.casefold())}
    known = SpellChecker(language=language)
    return {word for word in words if word not in known} - NAMES


@pytest.mark.parametrize("language", [code for code in LANGUAGES if not code.startswith("en")])
def test_every_word_of_a_letter_is_spelt_as_the_dictionary_has_it(language: str) -> None:
    drafts = [compose(facts) for facts in some_of_all() if facts.language == language]
    texts = {f"{draft.subject} {main_text(draft.body, language)}" for draft in drafts}
    assert len(texts) > 400
    # Which letters there are changes with the languages, so that a listed word need not be in one of them.
    assert unknown(language, texts) <= set(rules(language).spellings)


def test_the_dictionary_finds_what_is_misspelt() -> None:
    assert unknown("de", {"Ich ziehe meine Berwerbung zurück."}) == {"berwerbung"}
    assert unknown("fr", {"Je retire ma candidatture."}) == {"candidatture"}
    assert unknown("es", {"Retiro mi candidatrua."}) == {"candidatrua"}
