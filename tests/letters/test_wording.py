"""What a list of reasons shows, and that it needs no Jinja to show it."""

import subprocess
import sys
from itertools import product

import pytest

from bowout.domain.errors import UsageError
from bowout.domain.reasons import REASONS, Statement
from bowout.domain.situations import Situation
from bowout.letters.highlight import highlight_sentence
from bowout.letters.languages import languages, read_language
from bowout.letters.wording import clause, says, sentence


def test_says_is_the_sentence_of_the_letter_or_nothing() -> None:
    assert says(REASONS["career_direction"]) == "My career goals have changed."
    assert says(REASONS["staying_put"], "en-US") == "I will be staying in my current job."
    assert says(REASONS["health"]) == "This is because of personal circumstances."
    assert says(REASONS["unspecified"]) == says(REASONS["hiring_process"], "en-US") == "nothing"


@pytest.mark.parametrize("language", languages())
def test_every_statement_is_worded_once_and_nothing_else_is(language: str) -> None:
    table = read_language(language).reasons
    kinds = [statement for kind in ("clauses", "phrases") for statement in table.table(kind).values]
    assert sorted(kinds) == sorted(Statement)
    for situation in Situation:
        assert set(table.table(situation).values) <= set(Statement)


@pytest.mark.parametrize("language", languages())
def test_a_reason_ends_the_decision_and_stands_alone_in_the_same_words(language: str) -> None:
    for statement, situation in product(Statement, Situation):
        alone = sentence(statement, situation, language)
        joined = clause(statement, situation, language)
        assert bool(alone) == bool(joined)
        if alone:
            assert alone[0].isupper() and alone.endswith(".") and alone.count(".") == 1
            assert len(alone.split()) <= 12 and joined.startswith((", ", " ")) and not joined.endswith(".")
            table = read_language(language).reasons
            kind = "phrases" if statement in table.table("phrases").values else "clauses"
            reason = joined.removeprefix(table.table("joined").text(kind).partition("{reason}")[0])
            expected = table.table("alone").text(kind).format(reason=reason)
            # Where the order of words is another in a sentence of its own, it is there whole.
            assert alone in (f"{expected[0].upper()}{expected[1:]}", table.table("sentences").text(statement))


def test_at_an_offer_the_pay_is_spoken_of_as_theirs_and_mine() -> None:
    apart = ", as we are too far apart on salary"
    assert clause(Statement.RANGE, Situation.DECLINE_OFFER, "en-GB") == apart
    assert clause(Statement.RANGE, Situation.WITHDRAW_AFTER_INTERVIEW, "en-GB").endswith(
        "range are too far apart"
    )


def test_after_accepting_no_reason_asks_for_a_better_proposal() -> None:
    for statement in (Statement.TERMS, Statement.RANGE, Statement.ARRANGEMENT, Statement.LOCATION):
        assert sentence(statement, Situation.RESCIND_ACCEPTANCE, "en-GB") == ""
        assert sentence(statement, Situation.DECLINE_OFFER, "en-GB") != ""


@pytest.mark.parametrize("language", ["xx", "", "../en-GB", "en-gb"])
def test_an_unknown_language_is_refused_with_those_there_are(language: str) -> None:
    with pytest.raises(UsageError) as caught:
        says(REASONS["health"], language)
    assert "en-GB, en-US" in caught.value.hint


def test_reasons_highlights_checks_and_advice_load_no_jinja() -> None:
    modules = "wording, highlight, checks, advice, subject"
    code = (
        f"import sys; from bowout.letters import {modules}; from bowout.domain.reasons import REASONS; "
        "wording.says(REASONS['health']); print('jinja2' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False\n"
    )


@pytest.mark.parametrize(
    ("highlight", "written"),
    [
        (
            "the walk through your on-call practice",
            "I particularly liked the walk through your on-call practice.",
        ),
        ("The walk. ", "I particularly liked the walk."),
        ("Your approach to C++", "I particularly liked your approach to C++."),
        ("NASA's telemetry", "I particularly liked NASA's telemetry."),
        ("how  openly\tyou spoke", "I particularly liked how openly you spoke."),
        ("what {name} means", "I particularly liked what {name} means."),
    ],
)
def test_a_highlight_becomes_a_sentence(highlight: str, written: str) -> None:
    assert highlight_sentence(highlight) == written


@pytest.mark.parametrize(
    "highlight",
    [
        "", "  ", "...", "the team!", "the team\nand the work", "their openness", "her questions",
        "how they’re working", "I liked the team", "the talk. It was good", "what did you do?",
        "the team - and you", "the team — you",
        "[what you liked]", "{{ name }}", "a b c d e f g h i j k",
        "the team 🎉", "the ★ talk", f"the {'x' * 97}",
    ],
)  # fmt: skip
def test_a_highlight_that_breaks_a_rule_is_refused_with_an_example(highlight: str) -> None:
    with pytest.raises(UsageError) as caught:
        highlight_sentence(highlight)
    assert caught.value.code == "bad_highlight" and "on-call" in caught.value.hint
