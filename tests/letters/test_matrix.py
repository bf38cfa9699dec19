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
from bowout.letters.compose import compose
from bowout.letters.facts import DUPLICATE, Circumstances, Draft, LetterFacts, PrivateWords
from bowout.letters.languages import read_language
from bowout.letters.wording import clause
from tests.letters.cases import (
    LANGUAGES,
    LONG,
    RECIPIENTS,
    TONES,
    main_text,
    matrix,
    one_of_each,
    paragraphs,
)
from tests.support import LETTERS

PRIVATE = PrivateWords(
    ("burnout and my wife's pregnancy; they pay 75k", "everyone looked tired", "offer from Globex"),
    ("Globex, Inc.", "Target", "Indeed", "December", "Match"),
)
STOCK = (
    "after careful consideration|at this time|not the right fit|paths cross|confident you will|once again"
    "|finds you well|reaching out|reached out|regret to|please be advised|do not hesitate|pleasure"
)
BOUNDS = {
    S.WITHDRAW_APPLICATION: (25, 50),
    S.DECLINE_OFFER: (70, 120),
    S.RESCIND_ACCEPTANCE: (70, 120),
}


def bounds(facts: LetterFacts) -> tuple[int, int]:
    """How many words lie between salutation and closing, at least and at most."""
    around = facts.circumstances
    least, most = BOUNDS.get(facts.situation, (45, 90))
    if facts.letter == DUPLICATE:
        least, most = 25, 90
    if facts.tone == "brief":
        least, most = 25, 65 if facts.letter == DUPLICATE else 50
    # A name that has to be said is no padding: other positions, an agency, who was there.
    most += 12 * len(around.others_stand) + 8 * (around.moved + (around.imminent is not None))
    most += 0 if facts.client_named else 1
    most += 2 if facts.language == "en-US" and facts.ahead else 0  # "2:00 PM"; "December 3" is no longer
    slots = sum(step.at is not None for step in facts.ahead)
    if facts.tone == "brief":
        most += 6 * max(0, slots - 1) + (4 if slots and facts.situation is S.RESCIND_ACCEPTANCE else 0)
    if facts.statement is None and not facts.keep_in_touch:
        least -= 10
    return least, most


def faults(facts: LetterFacts, draft: Draft) -> list[str]:
    """What breaks letters.md, "Shape"."""
    text = main_text(draft.body)
    sentences = re.split(r"(?<=\.)\s+", text)
    size = len(text.replace("Backend Engineer", "Position").split())
    least, most = bounds(facts)
    decision = [
        at for at, part in enumerate(sentences) if re.search("withdraw|declin|will not be pursuing", part)
    ]
    thanked = sum("hank" in part for part in sentences)
    duplicate = facts.letter == DUPLICATE
    reason = (
        "" if duplicate or not facts.statement else clause(facts.statement, facts.situation, facts.language)
    )
    rules = {
        f"{size} words, not {least} to {most}": least <= size <= most,
        f"{len(sentences)} sentences": 2 <= len(sentences) <= 8,
        f"{len(paragraphs(draft.body))} paragraphs": 2 <= len(paragraphs(draft.body)) <= 4,
        "the decision is late": bool(decision) and decision[0] < 3,
        "the reason is missing": f"{reason}." in text or f" but{reason} I will" in text,
        "a door that contradicts the reason": _door(facts) in text or not facts.keep_in_touch,
        "two requests in a row": not re.search(r"Please [^.]*\.\s+Please", text),
        f"{thanked} sentences of thanks": 1 <= thanked <= 2,
        "a dash": not re.search("[–—]| - ", text),
        "a stock phrase": not re.search(STOCK, text, re.IGNORECASE),
        "two full stops or spaces": ".." not in draft.body and "  " not in draft.body,
        "a possessive": "Acme's" not in draft.body and "Acme’s" not in draft.body,
        "ends badly": draft.body.endswith("\n") and not draft.body.endswith("\n\n"),
        f"subject of {len(draft.subject)}": 20 <= len(draft.subject) <= 60,
        "the reason is in the subject": not re.search("goal|personal|salary|another", draft.subject),
        "every slot is named": all(f"{slot.at:%-d}" in text for slot in facts.ahead if slot.at),
        "an exclamation mark": "!" not in draft.body,
        "an unwrapped paragraph": "\n" not in text.replace("\n\n", ""),
    }
    return [fault for fault, kept in rules.items() if not kept]


SETTLED = (T.ANOTHER_ACCEPTED, T.ANOTHER_CHOSEN, T.STAYING, T.STUDY)


def _door(facts: LetterFacts) -> str:
    """What is said of later: whoever has another job is not looking for openings. "" where nothing has to be."""
    around, settled = facts.circumstances, bool(facts.said) or facts.statement in SETTLED
    applied_alone = facts.situation is S.WITHDRAW_APPLICATION
    direction = facts.statement is T.DIRECTION
    rules = (
        (facts.situation is S.RESCIND_ACCEPTANCE or facts.letter == DUPLICATE or facts.tone == "brief", ""),
        (bool(around.others_stand) and not settled, "My application"),
        # Sometimes no room is left for one.
        (applied_alone and (facts.highlight == LONG or around != Circumstances()), ""),
        (around.internal and facts.statement in (T.STAYING, T.DIRECTION), ""),
        (
            facts.situation is S.DECLINE_OUTREACH
            and not facts.said
            and facts.statement in (T.DIRECTION, T.ROLE, T.MATCH),
            "hear about other positions",
        ),
        (facts.situation is S.DECLINE_OUTREACH, "hear from you again"),
        (around.internal and not settled, "hear about other openings here"),
        (settled or direction, "stay in touch"),
        (bool(around.agency), "hear about other positions"),
        (True, "hear about future openings"),
    )
    return next(door for holds, door in rules if holds)


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
    assert count > 50
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
        facts = replace(facts, keep_in_touch=doors)
        draft = compose(facts)
        assert said.rstrip(".") + "." in draft.body
        assert "goals" not in draft.body and "direction" not in draft.body
        assert not check(draft, facts, PRIVATE), draft.body
        assert faults(facts, draft) in ([], ["the reason is missing"])


def test_letters_differ_between_situations() -> None:
    bodies = {facts.situation: main_text(compose(facts).body) for facts in one_of_each(language="en-GB")}
    assert len(set(bodies.values())) == len(S)


def test_rescinding_begins_with_the_decision_and_leaves_no_door_open() -> None:
    for facts in one_of_each(keep_in_touch=True, highlight="your openness"):
        if facts.situation is S.RESCIND_ACCEPTANCE:
            draft = compose(facts)
            first = main_text(draft.body)
            assert first.startswith("I am writing to withdraw my acceptance of the offer")
            assert "sorry" in first and "paperwork" in first
            assert not re.search("touch|openings|future|linkedin|liked", draft.body)


def test_the_languages_date_and_close_in_their_own_way() -> None:
    slots = {"en-GB": "Thursday, 3 December at 14:00 CET", "en-US": "Thursday, December 3 at 2:00 PM CET"}
    closings = {"en-GB": "Kind regards,", "en-US": "Best regards,"}
    for facts in one_of_each():
        body = compose(facts).body
        assert f"\n\n{closings[facts.language]}\nSam Taylor\n" in body
        if any(meeting.at for meeting in facts.ahead):
            assert slots[facts.language] in body
    assert read_language("en-US").folders[1:] == read_language("en-GB").folders
