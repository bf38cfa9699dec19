"""The made-up records that templates are tried on."""

from collections.abc import Iterable, Iterator
from itertools import islice, product

import pytest

from bowout.domain.follow_ups import FollowUp
from bowout.domain.situations import Situation
from bowout.letters.checks import check
from bowout.letters.compose import compose
from bowout.letters.facts import DUPLICATE, SEVERAL, LetterFacts, PrivateWords
from bowout.letters.languages import languages, read_language, tones
from bowout.letters.samples import follow_up_samples, samples
from tests.letters.cases import WHOLE, main_text


def some(facts: Iterable[LetterFacts], tone: str) -> Iterator[LetterFacts]:
    """With WHOLE all of them; else each tone tries other ones, so that together they try each."""
    every = tones()
    return islice(facts, 0, None) if WHOLE else islice(facts, every.index(tone), None, len(every))


@pytest.mark.parametrize("situation", Situation)
def test_the_shipped_wording_has_no_fault_in_any(situation: Situation) -> None:
    for language in languages():
        for tone in tones():
            for facts in some(samples(situation, language, tone), tone):
                draft = compose(facts)
                found = [
                    entry for entry in check(draft, facts, PrivateWords()) if entry.code != "no_recipient"
                ]
                assert not found, draft.body


@pytest.mark.parametrize("kind", FollowUp)
def test_no_follow_up_has_a_fault_and_each_keeps_its_length(kind: FollowUp) -> None:
    for language, tone in product(languages(), tones()):
        least, most = read_language(language, tone).words.table("length").numbers(kind)
        for facts in some(follow_up_samples(kind, language, tone), tone):
            draft = compose(facts)
            found = [entry for entry in check(draft, facts, PrivateWords()) if entry.code != "no_recipient"]
            assert not found, draft.body
            assert facts.letter == kind
            text = main_text(draft.body, language)
            for name in ("Backend Engineer", "Platform Engineer"):
                text = text.replace(name, "Name")
            assert least <= len(text.split()) <= most, draft.body
            assert 20 <= len(draft.subject) <= 60


def test_they_come_with_and_without_everything() -> None:
    every = [facts for situation in Situation for facts in samples(situation, "en-GB", "neutral")]
    assert {facts.letter for facts in every} == {*Situation, DUPLICATE, SEVERAL}
    for situation in Situation:
        some = [facts for facts in every if facts.situation is situation]
        assert {facts.highlight is None for facts in some} == {True, False}
        assert {facts.form for facts in some} == {"email", "letter"}
        assert {len(facts.recipients) for facts in some} == {0, 1, 2}
        assert {facts.keep_in_touch for facts in some} >= {
            situation is not Situation.RESCIND_ACCEPTANCE,
            False,
        }
        assert sum(facts.said is not None for facts in some) == 1
    around = [facts.circumstances for facts in every]
    for name in (
        "agency",
        "internal",
        "moved",
        "moved_by_me",
        "silent",
        "imminent",
        "others_stand",
        "again",
        "later",
    ):
        assert any(getattr(each, name) for each in around), name
