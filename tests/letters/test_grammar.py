"""A grammar checker reads every sentence of every letter."""

import re
from collections.abc import Iterator
from itertools import chain

import harper
import pytest

from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation
from bowout.letters.compose import compose
from bowout.letters.wording import sentence
from tests.letters.cases import TONES, main_text, several, some_of_all

DIALECTS = {"en-GB": harper.Dialect.BRITISH, "en-US": harper.Dialect.AMERICAN}
NAMES = ["Acme", "Hays", "Priya", "Shah", "Li", "Wei", "Reed", "Ruiz", "Ana", "CET", "Globex"]
# What it finds and we keep, with the reason.
KEPT = {"walk through their on-call": "takes the possessive of a user's own phrase for “there”"}


def sentences(language: str) -> set[str]:
    """Every sentence that the letters of a language hold, and every reason as it stands alone."""
    joint = (facts for tone in TONES for facts in several(language, tone))
    every = chain(some_of_all(), joint)
    texts = (main_text(compose(facts).body) for facts in every if facts.language == language)
    found = {part for text in texts for part in re.split(r"(?<=\.)\s+", text)}
    return found | {
        sentence(statement, situation, language, tone)
        for statement in Statement
        for situation in Situation
        for tone in TONES
    }


def findings(language: str, texts: set[str]) -> Iterator[str]:
    """What the checker says of some texts."""
    linter = harper.Linter(DIALECTS[language])
    linter.import_words(NAMES)
    for text in sorted(texts):
        for found in linter.lint(text):
            if not any(kept in text for kept in KEPT):
                yield f"{found.problem_text!r} in {text!r}: {found.message}"


@pytest.mark.parametrize("language", DIALECTS)
def test_no_sentence_of_a_letter_breaks_the_grammar(language: str) -> None:
    read = sentences(language)
    assert len(read) > 400
    assert list(findings(language, read)) == []


def test_the_checker_finds_what_is_wrong() -> None:
    wrong = {"I has decided to withdraw my aplication.", "Thank you for the the conversation."}
    assert len(list(findings("en-GB", wrong))) >= 3
