"""Subjects: by situation, one line, 20 to 60 characters."""

from dataclasses import replace

import pytest

from bowout.domain.situations import Situation as S
from bowout.domain.stages import StageKind as K
from bowout.letters.compose import compose
from bowout.letters.facts import LetterFacts, Meeting, Sender
from tests.letters.cases import BASE, BOOKED, INVITED, TALK, at


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({}, "Withdrawal of application – Backend Engineer – Sam Taylor"),
        ({"applied": False}, "Withdrawal from the process – Backend Engineer – Sam Taylor"),
        (
            {"situation": S.DECLINE_OUTREACH, "position": "Cook"},
            "Your message about the Cook position – Sam Taylor",
        ),
        (
            {"situation": S.DECLINE_OUTREACH, "position": "Key Role"},
            "Your message about the Key Role – Sam Taylor",
        ),
        (
            {"situation": S.DECLINE_INTERVIEW, "ahead": (BOOKED,)},
            "Declining the interview on 3 December – Sam Taylor",
        ),
        (
            {"situation": S.DECLINE_INTERVIEW, "ahead": (INVITED,)},
            "Declining the interview – Backend Engineer – Sam Taylor",
        ),
        (
            {"situation": S.DECLINE_INTERVIEW, "ahead": (Meeting(K.SCREENING, at(1)), INVITED)},
            "Declining the interview – Backend Engineer – Sam Taylor",
        ),
        (
            {"situation": S.DECLINE_INTERVIEW, "ahead": (BOOKED,), "language": "en-US"},
            "Declining the interview on December 3 – Sam Taylor",
        ),
        (
            {"situation": S.DECLINE_NEXT_INTERVIEW, "held": (TALK,), "ahead": (BOOKED,)},
            "Declining the interview on 3 December – Sam Taylor",
        ),
        (
            {"situation": S.DECLINE_NEXT_INTERVIEW, "held": (TALK,), "ahead": (INVITED,)},
            "Declining the next interview – Backend Engineer – Sam Taylor",
        ),
        ({"situation": S.DECLINE_OFFER}, "Declining the offer – Backend Engineer – Sam Taylor"),
        ({"situation": S.RESCIND_ACCEPTANCE}, "Withdrawal of acceptance – Backend Engineer – Sam Taylor"),
        (
            {"sender": Sender("Samantha Taylor-Jones", "s@t.example")},
            "Withdrawal of application – Backend Engineer",
        ),
        (
            {"position": "Senior Backend Engineer (m/f/d), Payments"},
            "Withdrawal of application – Senior Backend Engineer…",
        ),
        ({"position": "B" * 80}, "Withdrawal of application – " + "B" * 31 + "…"),
        (
            {"situation": S.DECLINE_OUTREACH, "position": "B" * 80},
            "Your message about the " + "B" * 27 + "… position",
        ),
        ({"position": "e\u0301" * 60}, "Withdrawal of application – " + "e\u0301" * 15 + "…"),
    ],
)
def test_subject(changes: dict[str, object], subject: str) -> None:
    facts: LetterFacts = replace(BASE, **changes)  # type: ignore[arg-type]
    assert compose(facts).subject == subject
