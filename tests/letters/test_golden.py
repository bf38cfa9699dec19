"""Letters to read: tests/letters/golden/LANGUAGE/*.txt, one file per situation.

After a change of wording, run `BOWOUT_GOLDEN=write pytest tests/letters` and review the difference.
"""

import os
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from bowout.domain.follow_ups import FollowUp as F
from bowout.domain.people import Person
from bowout.domain.reasons import Statement as T
from bowout.domain.situations import Situation as S
from bowout.domain.stages import StageKind as K
from bowout.letters.compose import compose
from bowout.letters.facts import SEVERAL, Circumstances, LetterFacts, Meeting, Sender
from tests.letters.cases import (
    ANA,
    APPLIED,
    APPROACHED,
    BASE,
    BOOKED,
    CALL,
    CHECKED,
    CLIENT,
    DANA,
    INVITED,
    LANGUAGES,
    MET,
    OFFER,
    OFFERED,
    ON_A_DAY,
    PANEL,
    TALK,
    TOM,
    USUAL,
    at,
)  # fmt: skip
from tests.letters.rules import rules

GOLDEN = Path(__file__).parent / "golden"
# Read before a test begins: what is set for bowout is hidden from the tests themselves.
WRITE = os.environ.get("BOWOUT_GOLDEN") == "write"
PLAIN = Sender("Sam Taylor", "sam@taylor.example")
US = "en-US"
LEFT = date(2026, 11, 20)


def case(situation: S, **changes: object) -> LetterFacts:
    """Facts that differ from the base by `changes`."""
    return replace(BASE, situation=situation, **changes)  # type: ignore[arg-type]


def around(situation: S, **changes: object) -> LetterFacts:
    """Facts whose circumstances differ too; a change is of the one or of the other by its name."""
    named = {field.name for field in fields(Circumstances)}
    circumstances = replace(Circumstances(), **{key: changes[key] for key in changes.keys() & named})  # type: ignore[arg-type]
    own = {key: value for key, value in changes.items() if key not in named}
    return case(situation, circumstances=circumstances, **own)


def after(kind: F, situation: S, **changes: object) -> LetterFacts:
    """The facts of a letter that follows a leaving of some days ago, or goes with it."""
    return case(situation, kind=kind, ended_on=LEFT, ended_by="me", keep_in_touch=False, **changes)


def later(situation: S, **changes: object) -> LetterFacts:
    """The facts of a letter that takes up the contact after some months."""
    facts = replace(after(F.RECONNECT, situation, today=date(2027, 5, 4)), keep_in_touch=True)
    return replace(facts, **changes)  # type: ignore[arg-type]


OUT, APP, SCR, INT = (
    S.DECLINE_OUTREACH,
    S.WITHDRAW_APPLICATION,
    S.WITHDRAW_AFTER_SCREENING,
    S.DECLINE_INTERVIEW,
)
NXT, AFT, REF = S.DECLINE_NEXT_INTERVIEW, S.WITHDRAW_AFTER_INTERVIEW, S.WITHDRAW_AT_REFERENCES
OFF, RES = S.DECLINE_OFFER, S.RESCIND_ACCEPTANCE
OPEN = "your open-source work"
SAID = "I have promised myself another year in research."
HELD_TWICE = (CALL, TALK, PANEL)
TEST = Meeting(K.ASSESSMENT, at(3))
SOFT = Person("Alexandra Lee", "lee@acme.example", "Ms Lee")

CASES: dict[str, LetterFacts] = {
    "approached, not my direction": case(OUT, applied=False, statement=T.DIRECTION),
    "approached, happy where I am": case(OUT, applied=False, statement=T.STAYING, language=US),
    "approached, another accepted, something liked": case(
        OUT,
        applied=False,
        statement=T.ANOTHER_ACCEPTED,
        highlight="how clearly your message described the team",
    ),
    "approached, personal": case(OUT, applied=False, statement=T.PERSONAL, keep_in_touch=False),
    "approached, own words": case(OUT, applied=False, said=SAID, sender=PLAIN),
    "applied, nobody known, another chosen": case(APP, recipients=(), statement=T.ANOTHER_CHOSEN),
    "applied, no reason, no open door": case(APP, keep_in_touch=False, sender=PLAIN),
    "applied, location, something liked": case(APP, statement=T.LOCATION, highlight=OPEN, language=US),
    "applied, direction, something liked": case(APP, statement=T.DIRECTION, highlight=OPEN),
    "applied, terms, a full stop and a The of their own": case(
        APP, statement=T.TERMS, company="The Fig Tree Inc."
    ),
    "never applied, administrative": case(APP, applied=False, statement=T.ADMINISTRATIVE),
    "a call held, range": case(SCR, held=(CALL,), statement=T.RANGE),
    "an assessment done, role": case(SCR, held=(Meeting(K.ASSESSMENT),), statement=T.ROLE, language=US),
    "a call and an assessment, study": case(SCR, held=(CALL, TEST), statement=T.STUDY, highlight=USUAL),
    "a call booked, arrangement": case(SCR, ahead=(Meeting(K.SCREENING, at(3)),), statement=T.ARRANGEMENT),
    "a call held, another ahead": case(
        SCR,
        held=(replace(CALL, people=("Priya Shah",)),),
        ahead=(Meeting(K.SCREENING, at(3)),),
        statement=T.DIRECTION,
    ),
    "an assessment set, personal": case(SCR, ahead=(TEST,), statement=T.PERSONAL, applied=False),
    "an interview booked, direction": case(INT, ahead=(BOOKED,), statement=T.DIRECTION),
    "an interview invited, match": case(INT, ahead=(INVITED,), statement=T.MATCH, keep_in_touch=False),
    "an interview booked, staying": case(INT, ahead=(BOOKED,), statement=T.STAYING, language=US),
    "an interview booked for a day, direction": case(
        INT, ahead=(ON_A_DAY,), statement=T.DIRECTION, highlight=OPEN
    ),
    "two interviews booked, never applied": case(
        INT, ahead=(BOOKED, replace(BOOKED, at=at(4))), applied=False
    ),
    "a second interview booked, direction": case(
        NXT, held=(TALK,), ahead=(BOOKED,), statement=T.DIRECTION, highlight=USUAL
    ),
    "a second interview booked, direction, American": case(
        NXT, held=(TALK,), ahead=(BOOKED,), statement=T.DIRECTION, highlight=USUAL, language=US
    ),
    "the next round invited, no reason": case(NXT, held=(Meeting(K.INTERVIEW),), ahead=(INVITED,)),
    "the final interview, another accepted, to two": case(
        NXT,
        held=HELD_TWICE,
        ahead=(Meeting(K.FINAL, at(3)),),
        statement=T.ANOTHER_ACCEPTED,
        recipients=(DANA, TOM),
    ),
    "a second interview, match, no open door": case(
        NXT, held=(TALK,), ahead=(INVITED,), statement=T.MATCH, keep_in_touch=False, applied=False
    ),
    "an interview held, personal": case(AFT, held=(TALK,), statement=T.PERSONAL, highlight=USUAL),
    "an interview held, direction, a call still booked": case(
        AFT, held=(TALK,), ahead=(Meeting(K.SCREENING, at(3)),), statement=T.DIRECTION, highlight=USUAL
    ),
    "an interview held, match, no open door": case(AFT, held=(TALK,), statement=T.MATCH, keep_in_touch=False),
    "interviews held, chosen, to three": case(
        AFT, held=HELD_TWICE, statement=T.ANOTHER_CHOSEN, recipients=(DANA, TOM, ANA), language=US
    ),
    "an interview held, own words": case(AFT, held=(TALK,), said=SAID, recipients=(SOFT,)),
    "references, staying": case(REF, held=(TALK, PANEL), statement=T.STAYING),
    "references without an interview, study": case(REF, statement=T.STUDY, language=US),
    "references, direction, something liked": case(REF, held=(TALK,), statement=T.DIRECTION, highlight=USUAL),
    "references, no reason, no open door": case(REF, held=(TALK,), keep_in_touch=False),
    "an offer, another accepted": case(
        OFF, held=(TALK,), offered_on=OFFERED, statement=T.ANOTHER_ACCEPTED, highlight=USUAL
    ),
    "an offer, direction": case(OFF, offered_on=OFFERED, statement=T.DIRECTION, highlight=USUAL),
    "an offer, administrative, an interview still booked": case(
        OFF, held=(TALK,), ahead=(BOOKED,), statement=T.ADMINISTRATIVE
    ),
    "an offer, range": case(OFF, statement=T.RANGE, recipients=(SOFT,)),
    "an offer, location, American": case(
        OFF, held=HELD_TWICE, offered_on=OFFERED, statement=T.LOCATION, language=US
    ),
    "an offer, no reason, no open door": case(OFF, held=(TALK,), keep_in_touch=False, sender=PLAIN),
    "accepted, personal": case(RES, held=(TALK,), offered_on=OFFERED, statement=T.PERSONAL),
    "accepted, another accepted": case(
        RES, held=(TALK,), offered_on=OFFERED, statement=T.ANOTHER_ACCEPTED, language=US
    ),
    "accepted, direction, a call still booked": case(
        RES, ahead=(Meeting(K.SCREENING, at(3)),), statement=T.DIRECTION, highlight=USUAL
    ),
    "accepted, range, which is not said": case(RES, statement=T.RANGE, recipients=()),
    # Tones and forms.
    "warm, a second interview booked, direction": case(
        NXT, held=(TALK,), ahead=(BOOKED,), statement=T.DIRECTION, highlight=USUAL, tone="warm"
    ),
    "brief, a second interview booked, direction": case(
        NXT, held=(TALK,), ahead=(BOOKED,), statement=T.DIRECTION, highlight=USUAL, tone="brief"
    ),
    "warm, American, interviews held, another accepted": case(
        AFT, held=HELD_TWICE, statement=T.ANOTHER_ACCEPTED, tone="warm", language=US
    ),
    "brief, an interview held, no reason": case(AFT, held=(TALK,), tone="brief"),
    "warm, an offer, staying": case(OFF, held=(TALK,), offered_on=OFFERED, statement=T.STAYING, tone="warm"),
    "brief, an offer, location": case(OFF, offered_on=OFFERED, statement=T.LOCATION, tone="brief"),
    "warm, accepted, personal": case(RES, held=(TALK,), statement=T.PERSONAL, tone="warm"),
    "brief, accepted, personal": case(RES, held=(TALK,), statement=T.PERSONAL, tone="brief"),
    "warm, applied, direction": case(APP, statement=T.DIRECTION, tone="warm"),
    "brief, applied, another chosen": case(APP, statement=T.ANOTHER_CHOSEN, tone="brief"),
    "warm, approached, staying": case(OUT, applied=False, statement=T.STAYING, tone="warm"),
    "brief, approached, direction": case(OUT, applied=False, statement=T.DIRECTION, tone="brief"),
    "warm, a call held, arrangement": case(SCR, held=(CALL,), statement=T.ARRANGEMENT, tone="warm"),
    "brief, a call held, range": case(SCR, held=(CALL,), statement=T.RANGE, tone="brief"),
    "warm, an interview booked, study": case(INT, ahead=(BOOKED,), statement=T.STUDY, tone="warm"),
    "brief, an interview invited, role": case(INT, ahead=(INVITED,), statement=T.ROLE, tone="brief"),
    "warm, references, another chosen": case(
        REF, held=(TALK, PANEL), statement=T.ANOTHER_CHOSEN, highlight=USUAL, tone="warm"
    ),
    "brief, references, personal": case(REF, held=(TALK,), statement=T.PERSONAL, tone="brief"),
    "on paper, an offer, to a doctor": case(
        OFF, offered_on=OFFERED, statement=T.DIRECTION, form="letter", recipients=(Person("Dr. Dana Fox"),)
    ),
    "on paper, American, an interview held": case(
        AFT, held=(TALK,), statement=T.STUDY, form="letter", language=US, recipients=(SOFT,)
    ),
    "on paper, nobody known": case(APP, recipients=(), statement=T.LOCATION, form="letter"),
    # What changes the wording besides the situation.
    "through an agency, applied": around(APP, agency="Hays", statement=T.ROLE),
    "through an agency, a second interview booked": around(
        NXT, agency="Hays", held=(TALK,), ahead=(BOOKED,), statement=T.DIRECTION, highlight=USUAL
    ),
    "through an agency that names no client, an interview held": around(
        AFT, agency="Acme", held=(TALK,), statement=T.LOCATION
    ),
    "through an agency, an offer": around(OFF, agency="Hays", statement=T.STAYING, offered_on=OFFERED),
    "through an agency, accepted": around(RES, agency="Hays", statement=T.PERSONAL, held=(TALK,)),
    "internal, an interview held, role": around(AFT, internal=True, held=(TALK,), statement=T.ROLE),
    "internal, an interview booked, staying": around(
        INT, internal=True, ahead=(BOOKED,), statement=T.STAYING
    ),
    "internal, an offer, direction": around(OFF, internal=True, statement=T.DIRECTION),
    "moved twice by me, a second interview booked": around(
        NXT, moved=True, moved_by_me=True, held=(TALK,), ahead=(BOOKED,), statement=T.DIRECTION
    ),
    "moved by them, a first interview booked": around(
        INT, moved=True, ahead=(BOOKED,), statement=T.ARRANGEMENT
    ),
    "after a long silence, an interview held": around(
        AFT, silent=True, held=(TALK,), statement=T.ANOTHER_CHOSEN
    ),
    "after a long silence, applied": around(APP, silent=True, statement=T.ANOTHER_CHOSEN),
    "after a long silence, a call held": around(SCR, silent=True, held=(CALL,), statement=None),
    "in some hours, a first interview": around(INT, imminent=BOOKED, ahead=(BOOKED,), statement=T.STAYING),
    "in some hours, a second interview": around(
        NXT, imminent=BOOKED, held=(TALK,), ahead=(BOOKED,), statement=T.PERSONAL, highlight=USUAL
    ),
    "in some hours, a call, brief": around(
        SCR,
        imminent=Meeting(K.SCREENING, at(3)),
        ahead=(Meeting(K.SCREENING, at(3)),),
        statement=T.LOCATION,
        tone="brief",
    ),
    "submitted twice, the one through an agency": around(
        APP, submitted_twice=True, through="Hays", agency="Hays", statement=T.ADMINISTRATIVE
    ),
    "submitted twice, the later one, an interview booked": around(
        INT, submitted_twice=True, later=True, ahead=(BOOKED,), statement=T.ADMINISTRATIVE
    ),
    "another role with the same recruiter stands": around(
        AFT, others_stand=("Platform Engineer",), held=(TALK,), statement=T.ROLE
    ),
    "two positions applied for": around(APP, beside=(APPLIED,), statement=T.ANOTHER_ACCEPTED),
    "two positions, after a long silence": around(
        APP, beside=(APPLIED,), silent=True, statement=T.ANOTHER_CHOSEN
    ),
    "an interview booked, and another position applied for": around(
        NXT, beside=(APPLIED,), held=(TALK,), ahead=(BOOKED,), statement=T.ANOTHER_ACCEPTED, highlight=USUAL
    ),
    "three positions, one with references": around(
        REF,
        position="Site Reliability Engineer",
        beside=(CHECKED, MET),
        held=(TALK, PANEL),
        statement=T.MATCH,
    ),
    "an offer, an application and a message": around(
        OFF,
        beside=(APPLIED, APPROACHED),
        offered_on=OFFERED,
        held=(TALK,),
        ahead=(BOOKED,),
        statement=T.ANOTHER_ACCEPTED,
    ),
    "two offers, brief": around(
        OFF, beside=(OFFER,), held=(TALK,), statement=T.ANOTHER_ACCEPTED, tone="brief"
    ),
    "two messages": around(OUT, applied=False, beside=(APPROACHED,), statement=T.STAYING),
    "two clients of an agency": around(
        INT,
        agency="Hays",
        beside=(CLIENT, APPLIED),
        held=(CALL,),
        ahead=(BOOKED,),
        statement=T.ANOTHER_ACCEPTED,
    ),
    "two clients of an agency, neither named": around(
        APP, agency="Hays", company="Hays", beside=(replace(CLIENT, company="Hays"),), statement=None
    ),
    "two positions in my own house": around(
        INT, internal=True, beside=(APPLIED,), ahead=(BOOKED,), statement=T.ROLE
    ),
    "two positions, one in some hours, brief": around(
        INT, imminent=BOOKED, beside=(APPLIED,), ahead=(BOOKED,), statement=T.ANOTHER_ACCEPTED, tone="brief"
    ),
    "a second letter to the same recruiter": around(APP, again=True, statement=T.DIRECTION),
}


FOLLOW_UPS: dict[str, LetterFacts] = {
    "asked why, direction": after(F.EXPLAIN, AFT, held=(TALK,), statement=T.DIRECTION),
    "asked why, another accepted, at an offer": after(
        F.EXPLAIN, OFF, offered_on=OFFERED, statement=T.ANOTHER_ACCEPTED
    ),
    "asked why, nothing was said": after(F.EXPLAIN, AFT, held=(TALK,)),
    "asked why, own words, through an agency": after(
        F.EXPLAIN, APP, said=SAID, circumstances=Circumstances(agency="Hays")
    ),
    "asked why, after an approach, match": after(F.EXPLAIN, OUT, applied=False, statement=T.MATCH),
    "asked why, after an acceptance, personal": after(F.EXPLAIN, RES, statement=T.PERSONAL),
    "asked why, brief, location": after(F.EXPLAIN, APP, statement=T.LOCATION, tone="brief"),
    "asked why, warm, nothing was said, American": after(F.EXPLAIN, OFF, tone="warm", language=US),
    "months later, after an interview, something liked": later(AFT, held=(TALK,), highlight=USUAL),
    "months later, after an application, another position": later(APP, other_position="Staff Engineer"),
    "months later, they had decided, American": later(
        AFT, held=(TALK, PANEL), ended_by="employer", language=US, highlight=USUAL
    ),
    "months later, they had not answered": later(APP, ended_by="nobody"),
    "months later, after an acceptance": later(RES, held=(TALK,)),
    "months later, through an agency, brief": later(
        SCR, held=(CALL,), circumstances=Circumstances(agency="Hays"), tone="brief"
    ),
    "months later, warm, my own house": later(
        OFF, held=(TALK,), circumstances=Circumstances(internal=True), tone="warm"
    ),
    "another one stands, applied": after(F.STILL_INTERESTED, APP, other_position="Platform Engineer"),
    "another one stands, after an interview": after(
        F.STILL_INTERESTED, AFT, held=(TALK,), other_position="Platform Engineer", highlight=USUAL
    ),
    "another one stands, never applied, brief": after(
        F.STILL_INTERESTED, INT, applied=False, other_position="Platform Engineer", tone="brief"
    ),
    "another one stands, warm, American": after(
        F.STILL_INTERESTED, SCR, held=(CALL,), other_position="Platform Engineer", tone="warm", language=US
    ),
    "one step declined, a second interview booked, location": after(
        F.DECLINE_STAGE, NXT, held=(TALK,), ahead=(BOOKED,), statement=T.LOCATION
    ),
    "one step declined, an assessment": after(F.DECLINE_STAGE, SCR, ahead=(Meeting(K.ASSESSMENT),)),
    "one step declined, an assessment set, personal, brief": after(
        F.DECLINE_STAGE, SCR, ahead=(TEST,), statement=T.PERSONAL, tone="brief"
    ),
    "one step declined, references, warm": after(
        F.DECLINE_STAGE, REF, held=(TALK,), ahead=(Meeting(K.REFERENCES),), tone="warm"
    ),
    "one step declined, through an agency, American": after(
        F.DECLINE_STAGE,
        INT,
        ahead=(BOOKED,),
        circumstances=Circumstances(agency="Hays"),
        statement=T.ADMINISTRATIVE,
        language=US,
    ),
    "one step declined, in some hours": after(
        F.DECLINE_STAGE, INT, ahead=(BOOKED,), circumstances=Circumstances(imminent=BOOKED)
    ),
    "taken back, an application": after(F.TAKE_BACK, APP),
    "taken back, an interview booked again": after(F.TAKE_BACK, NXT, held=(TALK,), ahead=(BOOKED,)),
    "taken back, an offer, brief": after(F.TAKE_BACK, OFF, offered_on=OFFERED, tone="brief"),
    "taken back, an acceptance, warm": after(F.TAKE_BACK, RES, tone="warm"),
    "taken back, an approach, through an agency": after(
        F.TAKE_BACK, OUT, applied=False, circumstances=Circumstances(agency="Hays")
    ),
    "are you sure, after an interview": after(F.STAND_BY, AFT, held=(TALK,)),
    "are you sure, an offer, American": after(F.STAND_BY, OFF, offered_on=OFFERED, language=US),
    "are you sure, an acceptance, warm": after(F.STAND_BY, RES, tone="warm"),
    "are you sure, an approach, brief": after(F.STAND_BY, OUT, applied=False, tone="brief"),
    "are you sure, through an agency": after(F.STAND_BY, APP, circumstances=Circumstances(agency="Hays")),
    "a new offer, after an offer": after(F.DECLINE_COUNTER_OFFER, OFF, offered_on=OFFERED),
    "a new offer, after an interview, brief": after(F.DECLINE_COUNTER_OFFER, AFT, held=(TALK,), tone="brief"),
    "a new offer, through an agency, warm": after(
        F.DECLINE_COUNTER_OFFER, OFF, circumstances=Circumstances(agency="Hays"), tone="warm"
    ),
}


def letter(title: str, facts: LetterFacts) -> str:
    """One letter as the golden file shows it."""
    draft = compose(facts)
    to = ", ".join(map(str, facts.recipients)) or "(the portal)"
    return f"### {title} ({facts.language})\nTo: {to}\nSubject: {draft.subject}\n\n{draft.body}"


# Each language has the letters of British English, its own notes in them, and a title where one is given.
OTHERS = tuple(code for code in LANGUAGES if not code.startswith("en"))


def reviewed(language: str, cases: Mapping[str, LetterFacts] = CASES) -> Mapping[str, LetterFacts]:
    """The letters to read in a language; both Englishes are read side by side."""
    if language == "en":
        return cases
    own = rules(language)
    return {
        title: replace(
            facts, language=language, highlight=own.told(facts.highlight), said=own.told(facts.said)
        )
        for title, facts in cases.items()
        if facts.language != US
    }


@pytest.mark.parametrize("language", ["en", *OTHERS])
@pytest.mark.parametrize("situation", [*S, SEVERAL])
def test_the_letters_read_as_reviewed(situation: str, language: str) -> None:
    path = GOLDEN / language / f"{situation}.txt"
    cases = reviewed(language)
    written = "\n\n".join(
        letter(title, facts) for title, facts in cases.items() if facts.worded_as == situation
    )
    if WRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_every_statement_is_among_the_reviewed_letters(language: str) -> None:
    assert {facts.statement for facts in reviewed(language).values()} == {None, *T}


@pytest.mark.parametrize("language", ["en", *OTHERS])
@pytest.mark.parametrize("kind", list(F))
def test_the_follow_ups_read_as_reviewed(kind: F, language: str) -> None:
    path = GOLDEN / language / f"{kind}.txt"
    cases = reviewed(language, FOLLOW_UPS)
    written = "\n\n".join(letter(title, facts) for title, facts in cases.items() if facts.kind is kind)
    if WRITE:
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")
