"""What is said beside the letter."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bowout.domain.situations import Situation as S
from bowout.letters.advice import advice
from bowout.letters.facts import Sender
from tests.letters.cases import BASE, BOOKED, ON_A_DAY, TALK, at

INTERVIEW = replace(BASE, situation=S.DECLINE_NEXT_INTERVIEW, held=(TALK,), ahead=(BOOKED,))
NOW = at(24, 11)


def test_a_plain_withdrawal_is_sent_soon_and_made_in_the_portal_too() -> None:
    assert advice(BASE, NOW) == (
        "Send it within a day or two.",
        "If you applied through a portal, withdraw there as well.",
    )
    assert advice(replace(BASE, situation=S.DECLINE_OUTREACH, applied=False), NOW) == (
        "Send it within a day or two.",
    )


def test_an_offer_is_declined_by_telephone_first_with_a_script() -> None:
    text = " ".join(advice(replace(BASE, situation=S.DECLINE_OFFER), NOW))
    assert "Call first" in text and "deadline" in text
    assert (
        "For voicemail: “Hello, this is Sam Taylor, about the Backend Engineer position at Acme. I am very grateful "
        "for your offer, but I have decided to decline it. I am putting it in an email now. Thank you, and goodbye.”"
    ) in text
    assert "decline there as well" in text


def test_before_rescinding_comes_the_warning() -> None:
    given = advice(replace(BASE, situation=S.RESCIND_ACCEPTANCE), NOW)
    assert given[0].startswith("Before you send it, read what you signed")
    assert "careers office" in given[1] and "Call first" in given[2]
    assert (
        "I have some news about my start with you. Please call me back on +44 20 7946 0000. I am" in given[2]
    )
    assert not any("portal" in text for text in given)
    american = replace(BASE, situation=S.RESCIND_ACCEPTANCE, language="en-US")
    assert "Please call me back at +44 20 7946 0000." in advice(american, NOW)[2]
    unlisted = replace(
        BASE, situation=S.RESCIND_ACCEPTANCE, sender=Sender("Sam Taylor", "sam@taylor.example")
    )
    assert "about my start with you. I am putting it in an email today as well." in advice(unlisted, NOW)[2]


@pytest.mark.parametrize(("hours", "imminent"), [(0, False), (1, True), (24, True), (25, False), (-1, False)])
def test_an_interview_within_a_day_is_called_off_by_telephone(hours: int, imminent: bool) -> None:
    now = at(3) - timedelta(hours=hours)
    given = " ".join(advice(INTERVIEW, now))
    assert (
        "It is less than 24 hours away: call now, then send the letter. For voicemail" in given
    ) == imminent
    assert ("I am withdrawing and will not be there on 3 December. I am putting" in given) == imminent
    assert "14:00" not in given
    assert ("within a day or two" in given) != imminent


def test_an_interview_known_by_its_day_is_called_off_on_that_day() -> None:
    facts = replace(INTERVIEW, ahead=(ON_A_DAY,), language="en-US")
    assert "will not be there on December 3." in " ".join(advice(facts, at(3, hour=8)))
    assert "call now" not in " ".join(advice(facts, at(2, hour=8)))


def test_the_first_of_several_that_is_near_is_called_off() -> None:
    facts = replace(INTERVIEW, ahead=(replace(BOOKED, at=at(1)), BOOKED))
    assert "will not be there on 3 December." in " ".join(advice(facts, at(2, hour=20)))


def test_a_company_with_a_full_stop_of_its_own_is_named_with_one() -> None:
    given = " ".join(advice(replace(BASE, situation=S.DECLINE_OFFER, company="The Fig Tree Inc."), NOW))
    assert "at The Fig Tree Inc. I am very grateful" in given


def test_no_advice_says_why() -> None:
    for situation in S:
        given = " ".join(advice(replace(INTERVIEW, situation=situation, said="My secret."), NOW))
        assert "secret" not in given and "  " not in given and ".." not in given
