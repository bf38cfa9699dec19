"""One letter for several positions: it names each of them, and passes the checks for all."""

import re
from dataclasses import replace

import pytest

from bowout.letters.checks import check
from bowout.letters.compose import compose
from bowout.letters.facts import Draft, PrivateWords
from bowout.letters.wording import clause
from tests.letters.cases import (
    APPLIED,
    APPROACHED,
    BASE,
    BOOKED,
    CLIENT,
    LANGUAGES,
    TONES,
    at,
    main_text,
    paragraphs,
    several,
)
from tests.letters.rules import rules

PRIVATE = PrivateWords(("they pay 75k", "everyone looked tired"), ("Initech", "Target"))


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_one_names_all_positions_and_passes_all_checks(language: str, tone: str) -> None:
    for facts in several(language, tone):
        draft = compose(facts)
        text = main_text(draft.body, language)
        assert not check(draft, facts, PRIVATE), draft.body
        assert all(place.position in text for place in facts.places)
        thanked = [
            part for part in text.split(". ") if re.search(rules(language).thanks, part, re.IGNORECASE)
        ]
        assert 1 <= len(thanked) <= 2
        assert 2 <= len(paragraphs(draft.body, language)) <= 4
        assert 20 <= len(draft.subject) <= 60
        assert len(text.split()) <= 130
        assert not re.search(r" [,.]|\.\.|  ", text.replace("\n", "")), text
        for slot in facts.ahead:
            assert slot.at is None or f"{slot.at:%-d}" in text
        if facts.statement:
            assert clause(facts.statement, facts.worded_as, language, tone) in text


def test_companies_that_an_agency_stands_before_are_told_by_name() -> None:
    around = replace(BASE.circumstances, agency="Hays")
    facts = replace(BASE, circumstances=around, beside=(CLIENT, APPLIED))
    text = main_text(compose(facts).body)
    assert (
        "the Backend Engineer and Data Engineer positions at Acme and the Platform Engineer position at Globex"
        in text
    )
    assert "let Acme and Globex know" in text
    unnamed = replace(facts, beside=(replace(CLIENT, company="Hays"),))
    assert "let Acme and your client know" in main_text(compose(unnamed).body)


def test_a_position_whose_name_runs_on_stands_apart() -> None:
    named = replace(APPLIED, position="Head of Sales and Marketing")
    text = main_text(compose(replace(BASE, beside=(named,))).body)
    assert "the Backend Engineer position and the Head of Sales and Marketing position at Acme" in text


@pytest.mark.parametrize("gone", ["Backend Engineer", "Data Engineer", "Team Lead"])
def test_a_position_that_the_letter_leaves_out_is_missed(gone: str) -> None:
    facts = replace(BASE, beside=(APPLIED, APPROACHED))
    draft = compose(facts)
    edited = Draft(draft.subject, draft.body.replace(gone, "other"))
    found = {entry.code: entry.message for entry in check(edited, facts, PRIVATE)}
    assert f"“{gone}”" in found["position_missing"]


def test_a_slot_of_any_of_them_is_missed_and_what_happened_with_none_is_not_told() -> None:
    facts = replace(BASE, beside=(APPLIED,), ahead=(BOOKED, replace(BOOKED, at=at(5))))
    draft = compose(facts)
    assert not check(draft, facts, PRIVATE)
    forgotten = Draft(draft.subject, draft.body.replace("5 December", "that day"))
    assert [entry.code for entry in check(forgotten, facts, PRIVATE)] == ["slot_not_named"]
    invented = Draft(draft.subject, draft.body.replace("every success", "every success after your offer"))
    assert [entry.code for entry in check(invented, facts, PRIVATE)] == ["did_not_happen"]
