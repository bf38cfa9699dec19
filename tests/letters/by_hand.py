"""The record that each letter in the folder by_hand belongs to: letters as people write them."""

from dataclasses import replace
from pathlib import Path

from bowout.domain.people import Person
from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation as S
from bowout.domain.stages import StageKind as K
from bowout.letters.facts import LetterFacts, Meeting, Sender
from tests.letters.cases import BASE, BOOKED, DANA, OFFERED, PANEL, TALK, TOM, at

FOLDER = Path(__file__).with_suffix("")

HELD = replace(BASE, situation=S.WITHDRAW_AFTER_INTERVIEW, held=(TALK,), statement=Statement.DIRECTION)
NEXT = replace(HELD, situation=S.DECLINE_NEXT_INTERVIEW, ahead=(BOOKED,))
OFFER = replace(BASE, situation=S.DECLINE_OFFER, held=(TALK, PANEL), offered_on=OFFERED)
CALL = Meeting(K.SCREENING, at(9, 11, 10), ("Dana Fox",))
CALLED = replace(BASE, situation=S.WITHDRAW_AFTER_SCREENING, held=(CALL,))
AMERICAN = replace(HELD, language="en-US")

BY_HAND: dict[str, LetterFacts] = {
    "short": BASE,
    "hard_wrapped": HELD,
    "american": replace(AMERICAN, recipients=(Person("Dana Lee", "lee@acme.example", "Ms. Lee"),)),
    "british_on_paper": replace(HELD, sender=replace(BASE.sender, address="12 Elm Row, York YO1 7HH")),
    "american_on_paper": AMERICAN,
    "informal": NEXT,
    "offer_at_length": OFFER,
    "late_answer": CALLED,
    "portal": replace(BASE, recipients=()),
    "to_whom_it_may_concern": replace(BASE, recipients=()),
    "quoted_below": CALLED,
    "quoted_unmarked": CALLED,
    "to_two_people": replace(HELD, company="Acme Inc.", recipients=(DANA, TOM)),
    "long_position": replace(HELD, position="Senior Backend Engineer (m/f/d) – Remote, Berlin"),
    "capitals": HELD,
    "kind_without_thanks": HELD,
    "postscript": HELD,
    "approach_turned_down": replace(
        BASE, situation=S.DECLINE_OUTREACH, applied=False, statement=Statement.STAYING
    ),
    "acceptance_taken_back": replace(OFFER, situation=S.RESCIND_ACCEPTANCE, statement=Statement.PERSONAL),
    "date_in_figures": NEXT,
    "to_the_team": replace(BASE, recipients=(Person("Acme Careers", "jobs@acme.example"),)),
    "family_business": replace(
        HELD,
        company="Small Steps",
        position="Head of Children's Books",
        sender=Sender("Sam Taylor", "sam@taylor.example"),
    ),
    "offer_left_alone": OFFER,
}
