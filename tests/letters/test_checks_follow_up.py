"""The checks of the letters that are not the leaving itself: what still applies, and what does not."""

from dataclasses import replace
from datetime import date

import pytest

from bowout.domain.follow_ups import FollowUp as F
from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation as S
from bowout.letters.checks import check
from bowout.letters.compose import compose
from bowout.letters.facts import Draft, LetterFacts, PrivateWords
from tests.letters.cases import BASE, BOOKED, TALK

PRIVATE = PrivateWords(("everyone looked tired; they pay 83,500",), ("Globex",))


def facts_of(kind: F, situation: S = S.WITHDRAW_AFTER_INTERVIEW) -> LetterFacts:
    """Facts of such a letter after an interview, or of another situation."""
    return replace(
        BASE,
        situation=situation,
        kind=kind,
        held=(TALK,),
        ahead=(BOOKED,) if kind in (F.DECLINE_STAGE, F.TAKE_BACK) else (),
        statement=Statement.DIRECTION if kind is F.EXPLAIN else None,
        keep_in_touch=False,
        ended_on=date(2026, 11, 20),
        ended_by="me",
        other_position="Mental Health Nurse" if kind is F.STILL_INTERESTED else None,
    )


def codes(facts: LetterFacts, instead: str = "", *, of: str = "", add: str = "") -> set[str]:
    """What the checks find where `of` is replaced, and a sentence is added."""
    draft = compose(facts)
    assert of in draft.body
    body = draft.body.replace(of, instead) if of else draft.body
    return {
        found.code
        for found in check(
            Draft(draft.subject, body.replace("\n\nKind regards", f" {add}\n\nKind regards")), facts, PRIVATE
        )
    }


@pytest.mark.parametrize("kind", F)
def test_as_it_is_written_none_is_tripped(kind: F) -> None:
    for situation in (S.WITHDRAW_AFTER_INTERVIEW, S.DECLINE_OFFER, S.RESCIND_ACCEPTANCE):
        if situation is not S.RESCIND_ACCEPTANCE or kind not in (F.STILL_INTERESTED, F.DECLINE_STAGE):
            assert codes(facts_of(kind, situation)) == set()


@pytest.mark.parametrize("kind", F)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("They pay 83,500 elsewhere.", "money"),
        ("Everyone looked tired.", "private_words"),
        ("My wife agrees.", "family"),
        ("It is my health.", "health"),
        ("I go to Globex.", "other_employer"),
        ("It was chaotic.", "blame"),
        ("I have accepted another position.", "untrue_reason"),
        ("I liked the assessment.", "did_not_happen"),
    ],
)
def test_what_no_letter_may_say_these_may_not_either(kind: F, text: str, code: str) -> None:
    assert code in codes(facts_of(kind), add=text)


@pytest.mark.parametrize(
    ("kind", "of", "instead"),
    [
        (F.STAND_BY, "My decision to withdraw", "What I wrote about"),
        (F.DECLINE_STAGE, "I would rather not take part in it.", "It is very kind."),
    ],
)
def test_a_decision_has_to_be_there_where_there_is_one(kind: F, of: str, instead: str) -> None:
    plain = facts_of(kind)
    body = compose(plain).body
    of = next(sentence for sentence in body.replace("\n", " ").split(". ") if of.rstrip(".") in sentence)
    assert "decision_missing" in codes(plain, instead, of=of)


@pytest.mark.parametrize("kind", F)
def test_who_goes_on_may_invite_an_answer_and_who_answers_may_not(kind: F) -> None:
    found = codes(facts_of(kind), add="I am open to discuss it, unless you mind.")
    assert ("reopening" in found) == (kind in (F.EXPLAIN, F.STAND_BY, F.DECLINE_COUNTER_OFFER))


@pytest.mark.parametrize("kind", [F.EXPLAIN, F.STAND_BY, F.DECLINE_COUNTER_OFFER, F.TAKE_BACK, F.RECONNECT])
def test_after_an_acceptance_an_answer_opens_no_door(kind: F) -> None:
    found = codes(facts_of(kind, S.RESCIND_ACCEPTANCE), add="Let us stay in touch.")
    assert ("doors_after_accepting" in found) == (kind not in (F.TAKE_BACK, F.RECONNECT))


def test_after_an_acceptance_the_contact_is_taken_up_again_with_an_apology() -> None:
    facts = facts_of(F.RECONNECT, S.RESCIND_ACCEPTANCE)
    assert codes(facts, "", of="I am still sorry that I went back on my word.") == {"apology_missing"}


def test_a_new_offer_is_one_that_they_made_and_any_other_is_not() -> None:
    assert "did_not_happen" in codes(facts_of(F.STAND_BY), add="I liked your offer.")
    assert "did_not_happen" not in codes(facts_of(F.DECLINE_COUNTER_OFFER), add="I liked your offer.")


def test_the_slot_of_a_declined_step_is_released_and_one_that_stands_need_not_be() -> None:
    slot = "Please release the slot on Thursday, 3 December at 14:00 CET."
    assert codes(facts_of(F.DECLINE_STAGE), "", of=slot) == {"slot_not_named"}
    kept = "I would be glad to keep the slot on Thursday, 3 December at 14:00 CET, or to find another time."
    assert codes(facts_of(F.TAKE_BACK), "", of=kept) == set()
