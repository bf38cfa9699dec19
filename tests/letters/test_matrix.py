"""Every combination of facts gives a letter that passes all checks and keeps its shape."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from time import perf_counter

import pytest

from bowout.domain.people import Person
from bowout.domain.reasons import Statement as T
from bowout.domain.situations import Situation as S
from bowout.letters.checks import check
from bowout.letters.checks.patterns import read_patterns
from bowout.letters.compose import compose
from bowout.letters.facts import DUPLICATE, Draft, LetterFacts, PrivateWords
from bowout.letters.languages import read_language
from bowout.letters.wording import clause
from tests.letters.cases import (
    LANGUAGES,
    RECIPIENTS,
    TONES,
    main_text,
    matrix,
    one_of_each,
    paragraphs,
)
from tests.letters.rules import rules
from tests.support import LETTERS

PRIVATE = PrivateWords(
    ("burnout and my wife's pregnancy; they pay 75k", "everyone looked tired", "offer from Globex"),
    ("Globex, Inc.", "Target", "Indeed", "December", "Match"),
)


def bounds(facts: LetterFacts) -> tuple[int, int]:
    """How many words lie between salutation and closing, at least and at most."""
    around, own = facts.circumstances, rules(facts.language)
    duplicate, brief = facts.letter == DUPLICATE, facts.tone == "brief"
    kind = "brief_duplicate" if duplicate and brief else "brief" if brief else facts.letter
    least, most = own.lengths.get(kind, own.lengths["usual"])
    # A name that has to be said is no padding: other positions, an agency, who was there.
    most += 12 * len(around.others_stand) + 8 * (around.moved + (around.imminent is not None))
    most += 0 if facts.client_named else 1
    most += own.room(facts)
    slots = sum(step.at is not None for step in facts.ahead)
    if brief:
        most += 6 * max(0, slots - 1) + (4 if slots and facts.situation is S.RESCIND_ACCEPTANCE else 0)
    if facts.statement is None and not facts.keep_in_touch:
        least -= 10
    return least, most


def faults(facts: LetterFacts, draft: Draft) -> list[str]:
    """What breaks letters.md, "Shape"."""
    own = rules(facts.language)
    text, blocks = main_text(draft.body, facts.language), paragraphs(draft.body, facts.language)
    sentences = re.split(r"(?<=[^\d]\.)\s+", text)
    size = sum(map(_is_word, text.replace("Backend Engineer", "Position").split()))
    least, most = bounds(facts)
    decision = [at for at, part in enumerate(sentences) if _found(own.decision, part)]
    thanked = sum(_found(own.thanks, part) for part in sentences)
    reason = (
        ""
        if facts.letter == DUPLICATE or not facts.statement
        else clause(facts.statement, facts.situation, facts.language)
    )
    shape = {
        f"{size} words, not {least} to {most}": least <= size <= most,
        f"{len(sentences)} sentences": 2 <= len(sentences) <= 8,
        f"{len(blocks)} paragraphs": 2 <= len(blocks) <= 4,
        "the decision is late": bool(decision) and decision[0] < 3,
        "the reason is missing": reason in text,
        "a door that contradicts the reason": own.door(facts) in text or not facts.keep_in_touch,
        "two requests in a row": not re.search(rf"(?:{own.request})[^.]*\.\s+(?:{own.request})", text),
        f"{thanked} sentences of thanks": 1 <= thanked <= 2,
        "a dash": not re.search("[–—]| - ", text),
        "a stock phrase": not _found(own.stock, text),
        "two full stops or spaces": ".." not in draft.body and "  " not in draft.body,
        "ends badly": draft.body.endswith("\n") and not draft.body.endswith("\n\n"),
        f"subject of {len(draft.subject)}": 20 <= len(draft.subject) <= 60,
        "the reason is in the subject": not _found(own.reasons, draft.subject),
        "every slot is named": all(f"{slot.at:%-d}" in text for slot in facts.ahead if slot.at),
        "an exclamation mark": "!" not in draft.body,
        "an unwrapped paragraph": "\n" not in text.replace("\n\n", ""),
    }
    broken = [fault for fault, kept in shape.items() if not kept]
    return broken + [fault for fault, wrong in own.forbidden.items() if re.search(wrong, draft.body)]


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _is_word(piece: str) -> bool:
    """A mark that stands apart, as in French, is no word."""
    return any(map(str.isalnum, piece))


@pytest.mark.parametrize(("situation", "language", "tone"), list(product(S, LANGUAGES, TONES)))
def test_every_combination_passes_the_checks_and_keeps_its_shape(
    situation: S, language: str, tone: str, record_property: Callable[[str, object], None]
) -> None:
    wrong: Counter[str] = Counter()
    count, seconds = 0, 0.0
    for facts in matrix(situation, language, tone):
        count += 1
        before = perf_counter()
        draft = compose(facts)
        findings = check(draft, facts, PRIVATE)
        seconds += perf_counter() - before
        found = [f"{entry.code}: {entry.message}" for entry in findings if entry.code != "no_recipient"]
        for fault in (*found, *faults(facts, draft)):
            wrong[fault] += 1
    assert not wrong, "\n".join(f"{times} × {fault}" for fault, times in wrong.most_common(20))
    assert count > 8
    record_property(LETTERS, (count, seconds))


@pytest.mark.parametrize("recipients", RECIPIENTS)
def test_every_shape_suits_any_number_of_recipients(recipients: tuple[Person, ...]) -> None:
    for facts in one_of_each(recipients=recipients):
        draft = compose(facts)
        codes = [entry.code for entry in check(draft, facts, PRIVATE)]
        assert codes == ([] if recipients else ["no_recipient"]), draft.body


SAID = (
    "I have taken a job closer to home",
    "My plans have changed.",
    "I would rather stay in research for now.",
)


@pytest.mark.parametrize("said", SAID)
def test_the_users_own_sentence_takes_the_place_of_the_reason(said: str) -> None:
    for facts, doors in product(one_of_each(said=said), (True, False)):
        own = rules(facts.language).told(said) or ""
        facts = replace(facts, said=own, keep_in_touch=doors)
        draft = compose(facts)
        assert own.rstrip(".") + "." in draft.body
        ours = clause(T.DIRECTION, facts.situation, facts.language)
        assert not ours or ours not in draft.body
        assert not check(draft, facts, PRIVATE), draft.body
        assert faults(facts, draft) in ([], ["the reason is missing"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_differ_between_situations(language: str) -> None:
    bodies = {
        facts.situation: main_text(compose(facts).body, language) for facts in one_of_each(language=language)
    }
    assert len(set(bodies.values())) == len(S)


def test_rescinding_begins_with_the_decision_and_leaves_no_door_open() -> None:
    for facts in one_of_each(keep_in_touch=True, highlight="your openness"):
        if facts.situation is S.RESCIND_ACCEPTANCE:
            draft = compose(facts)
            patterns = read_patterns(facts.language)
            first = main_text(draft.body, facts.language).split("\n\n")[0]
            assert re.search(rules(facts.language).rescinding, first)
            assert patterns.find("apology").search(first)
            assert not patterns.find("doors").search(draft.body)
            assert not re.search("linkedin|openness", draft.body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_date_and_close_in_their_own_way(language: str) -> None:
    own = rules(language)
    slot = "Thursday, December 3 at 2:00 PM CET" if language == "en-US" else own.slot
    for facts in one_of_each(language=language):
        body = compose(facts).body
        closing, name = body.split("\n\n")[-1].split("\n")[:2]
        assert re.fullmatch(own.closing, closing) and name == "Sam Taylor"
        if any(meeting.at for meeting in facts.ahead):
            assert slot in body


def test_american_english_takes_what_it_lacks_from_british() -> None:
    assert read_language("en-US").folders[1:] == read_language("en-GB").folders
