"""What is said beside the letter."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bowout.domain.situations import Situation as S
from bowout.letters.advice import advice
from tests.letters.cases import BASE, BOOKED, TALK, at

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
        "this is Sam Taylor. I am calling about the Backend Engineer position. I have decided to decline"
        in text
    )


def test_before_rescinding_comes_the_warning() -> None:
    given = advice(replace(BASE, situation=S.RESCIND_ACCEPTANCE), NOW)
    assert given[0].startswith("Before you send it, read what you signed")
    assert "careers office" in given[1] and "Call first" in given[2]
    assert not any("portal" in text for text in given)


@pytest.mark.parametrize(("hours", "imminent"), [(0, False), (1, True), (24, True), (25, False), (-1, False)])
def test_an_interview_within_a_day_is_called_off_by_telephone(hours: int, imminent: bool) -> None:
    now = at(3) - timedelta(hours=hours)
    given = " ".join(advice(INTERVIEW, now))
    assert ("Call first" in given) == imminent
    assert ("do not expect me on Thursday, 3 December at 14:00 CET." in given) == imminent
    assert ("within a day or two" in given) != imminent


def test_no_advice_says_why() -> None:
    for situation in S:
        given = " ".join(advice(replace(INTERVIEW, situation=situation, said="My secret."), NOW))
        assert "secret" not in given and "  " not in given and ".." not in given
