"""The combinations of facts that letters are tried on."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from itertools import cycle, islice, product
from zoneinfo import ZoneInfo

from bowout.domain.people import Person
from bowout.domain.reasons import Statement
from bowout.domain.situations import BOUND
from bowout.domain.situations import Situation as S
from bowout.domain.stages import StageKind as K
from bowout.letters.facts import FORMS, Circumstances, LetterFacts, Meeting, Place, Sender
from bowout.letters.sources import shipped_folder
from tests.letters.rules import rules

# `make matrix` runs them all. Read before a test begins: what is set for bowout is hidden from the tests themselves.
WHOLE = os.environ.get("BOWOUT_MATRIX") == "whole"
# Shares no factor with how many there are of anything, so that everything has its turn.
ONE_IN = 67
BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 24)
OFFERED = date(2026, 11, 20)
SENDER = Sender(
    "Sam Taylor",
    "sam@taylor.example",
    "+44 20 7946 0000",
    "linkedin.com/in/samtaylor",
    "12 High Street, Leeds",
)
DANA = Person("Dana Fox", "dana@acme.example")
TOM = Person("Tom Reed", "tom@acme.example")
ANA = Person("Ana Ruiz", "ana@acme.example")
RECIPIENTS = ((), (DANA,), (DANA, TOM), (DANA, TOM, ANA))
SHORT = "your openness"
USUAL = "the walk through your on-call practice"
LONG = "how openly the team spoke about what had gone wrong"
HIGHLIGHTS = (None, SHORT, LONG)
LANGUAGES = tuple(sorted(path.parent.name for path in shipped_folder().glob("*/language.toml")))
TONES = ("neutral", "warm", "brief")
STATEMENTS = (None, *Statement)

BASE = LetterFacts(
    situation=S.WITHDRAW_APPLICATION,
    language="en-GB",
    sender=SENDER,
    company="Acme",
    position="Backend Engineer",
    today=TODAY,
    recipients=(DANA,),
)


def at(day: int, month: int = 12, hour: int = 14) -> datetime:
    """A time in the winter of 2026, in Berlin."""
    return datetime(2026, month, day, hour, tzinfo=BERLIN)


CALL = Meeting(K.SCREENING, at(9, 11, 10), ("Dana Fox",))
TALK = Meeting(K.INTERVIEW, at(12, 11), ("Dana Fox", "Priya Shah"))
PANEL = Meeting(K.INTERVIEW, at(19, 11), ("Priya Shah", "Li Wei"))
BOOKED = Meeting(K.INTERVIEW, at(3))
ON_A_DAY = Meeting(K.INTERVIEW, day=date(2026, 12, 3))
INVITED = Meeting(K.INTERVIEW)


@dataclass(frozen=True)
class Shape:
    """What was held and what lies ahead."""

    held: tuple[Meeting, ...] = ()
    ahead: tuple[Meeting, ...] = ()
    offered_on: date | None = None


SHAPES: dict[S, tuple[Shape, ...]] = {
    S.DECLINE_OUTREACH: (Shape(),),
    S.WITHDRAW_APPLICATION: (Shape(),),
    S.WITHDRAW_AFTER_SCREENING: (
        Shape((CALL,)),
        Shape((Meeting(K.SCREENING),)),
        Shape((CALL, Meeting(K.SCREENING, at(12, 11), ("Priya Shah",)))),
        Shape((Meeting(K.ASSESSMENT, at(12, 11)),)),
        Shape((CALL, Meeting(K.ASSESSMENT))),
        Shape((), (Meeting(K.SCREENING, at(3)),)),
        Shape((), (Meeting(K.SCREENING),)),
        Shape((), (Meeting(K.ASSESSMENT, at(3)),)),
        Shape((), (Meeting(K.ASSESSMENT),)),
        Shape((replace(CALL, people=("Priya Shah",)),), (Meeting(K.SCREENING, at(3)),)),
    ),
    S.DECLINE_INTERVIEW: (
        Shape((), (BOOKED,)),
        Shape((), (INVITED,)),
        Shape((), (BOOKED, Meeting(K.FINAL, at(4)))),
        Shape((CALL,), (BOOKED,)),
    ),
    S.DECLINE_NEXT_INTERVIEW: (
        Shape((TALK,), (BOOKED,)),
        Shape((TALK,), (INVITED,)),
        Shape((Meeting(K.INTERVIEW),), (INVITED,)),
        Shape((TALK, PANEL), (Meeting(K.FINAL, at(3)),)),
        Shape((Meeting(K.INTERVIEW, day=date(2026, 11, 12)),), (ON_A_DAY,)),
        Shape((Meeting(K.INTERVIEW, None, ("Priya Shah",)),), (Meeting(K.FINAL),)),
    ),
    S.WITHDRAW_AFTER_INTERVIEW: (
        Shape((TALK,)),
        Shape((Meeting(K.INTERVIEW),)),
        Shape((CALL, TALK, PANEL)),
        Shape((TALK,), (Meeting(K.SCREENING, at(3)),)),
    ),
    S.WITHDRAW_AT_REFERENCES: (Shape((TALK, PANEL)), Shape((Meeting(K.INTERVIEW),)), Shape()),
    S.DECLINE_OFFER: (
        Shape((TALK, PANEL), (), OFFERED),
        Shape(),
        Shape((TALK,), (Meeting(K.SCREENING, at(3)),), OFFERED),
    ),
    S.RESCIND_ACCEPTANCE: (Shape((TALK,), (), OFFERED), Shape(), Shape((), (Meeting(K.SCREENING, at(3)),))),
}


# Other positions that one letter may leave besides.
APPLIED = Place("Acme", "Data Engineer", S.WITHDRAW_APPLICATION)
MET = Place("Acme", "Head of Research, Platforms", S.WITHDRAW_AFTER_INTERVIEW)
CHECKED = Place("Acme", "Data Engineer", S.WITHDRAW_AT_REFERENCES)
OFFER = Place("Acme", "Staff Engineer", S.DECLINE_OFFER)
APPROACHED = Place("Acme", "Team Lead", S.DECLINE_OUTREACH, applied=False)
CLIENT = Place("Globex", "Platform Engineer", S.WITHDRAW_AFTER_SCREENING)
BESIDE = (
    (APPLIED,), (CHECKED,), (APPROACHED,), (MET, APPLIED), (APPLIED, APPROACHED), (CLIENT,),
    (CLIENT, APPLIED, APPROACHED),
)  # fmt: skip


def several(language: str, tone: str) -> Iterator[LetterFacts]:
    """Letters that leave several positions: each shape with each company of others; the rest takes turns.

    With WHOLE each of them meets each modifier, else one in twenty-three is taken.
    """
    turns = cycle(product(STATEMENTS, (None, USUAL), (True, False), RECIPIENTS[1:]))
    for situation in S:
        beside = BESIDE if situation is not S.DECLINE_OFFER else ((OFFER,), (OFFER, APPLIED), *BESIDE)
        some = product(SHAPES[situation], beside, MODIFIERS)
        for shape, others, modifier in some if WHOLE else islice(some, 0, None, 23):
            statement, highlight, doors, recipients = next(turns)
            plain = replace(
                BASE,
                situation=situation,
                language=language,
                tone=tone,
                held=shape.held,
                ahead=shape.ahead,
                offered_on=shape.offered_on if OFFER not in others else None,
                statement=statement,
                highlight=rules(language).told(highlight),
                keep_in_touch=doors,
                recipients=recipients,
                applied=situation is not S.DECLINE_OUTREACH,
            )
            facts = modified(plain, modifier)
            twice = facts is not None and facts.circumstances.submitted_twice
            if facts is not None and situation is not S.RESCIND_ACCEPTANCE and not twice:
                yield replace(facts, beside=others)


def ever_applied(situation: S) -> tuple[bool, ...]:
    """Outreach is where nothing was applied for; everywhere else both are possible."""
    return (False,) if situation is S.DECLINE_OUTREACH else (True, False)


SLOTS_KEPT = (K.SCREENING, K.INTERVIEW, K.FINAL)
TWICE = {"submitted_twice": True, "statement": Statement.ADMINISTRATIVE}
# What a modifier changes: fields of the facts, or of their circumstances.
MODIFIERS: dict[str, dict[str, object]] = {
    "plain": {},
    "agency": {"agency": "Hays Recruiting"},
    "client not named": {"agency": "Acme"},
    "internal": {"internal": True},
    "moved": {"moved": True},
    "moved by me": {"moved": True, "moved_by_me": True},
    "silent": {"silent": True},
    "imminent": {"imminent": BOOKED},
    "twice": TWICE,
    "twice, the later": TWICE | {"later": True},
    "twice, through an agency": TWICE | {"agency": "Hays", "through": "Hays"},
    "another stands": {"others_stand": ("Platform Engineer",)},
    "others stand": {"others_stand": ("Mental Health Nurse", "Head of Family Support")},
    "again": {"again": True},
    "imminent, moved by me, through an agency": {
        "imminent": BOOKED, "moved": True, "moved_by_me": True, "agency": "Hays",
    },
    "internal and silent": {"internal": True, "silent": True},
    "again, another stands, imminent": {
        "again": True, "others_stand": ("Platform Engineer",), "imminent": BOOKED,
    },
}  # fmt: skip
_AROUND = {field.name for field in fields(Circumstances)}


def modified(facts: LetterFacts, modifier: str) -> LetterFacts | None:
    """The facts under a modifier; None where it cannot be."""
    changes = dict(MODIFIERS[modifier])
    slot = next((step for step in facts.ahead if step.kind in SLOTS_KEPT and step.at), None)
    if ("moved" in changes or "imminent" in changes) and slot is None:
        return None
    if "silent" in changes and (facts.ahead or facts.situation in BOUND):
        return None
    if "submitted_twice" in changes and facts.situation is S.DECLINE_OUTREACH:
        return None
    if "imminent" in changes:
        changes["imminent"] = slot
    around = replace(Circumstances(), **{key: value for key, value in changes.items() if key in _AROUND})  # type: ignore[arg-type]
    own = {key: value for key, value in changes.items() if key not in _AROUND}
    return replace(facts, circumstances=around, **own)  # type: ignore[arg-type]


def matrix(situation: S, language: str, tone: str) -> Iterator[LetterFacts]:
    """Every shape, statement, highlight, open door and modifier; recipients and forms take turns.

    With WHOLE every one meets each number of recipients on paper and in an email; else one in sixty-seven is taken.
    """
    turns = cycle(product(RECIPIENTS, FORMS))
    some = product(SHAPES[situation], STATEMENTS, HIGHLIGHTS, (True, False), MODIFIERS)
    for shape, statement, highlight, doors, modifier in some if WHOLE else islice(some, 0, None, ONE_IN):
        plain = replace(
            BASE,
            situation=situation,
            language=language,
            tone=tone,
            held=shape.held,
            ahead=shape.ahead,
            offered_on=shape.offered_on,
            statement=statement,
            highlight=rules(language).told(highlight),
            keep_in_touch=doors,
            # Wherever one was invited or met, it may have been without applying.
            applied=situation is S.WITHDRAW_APPLICATION or (situation is not S.DECLINE_OUTREACH and doors),
        )
        facts = modified(plain, modifier)
        if facts is None or (statement is not None and facts.statement is not statement):
            continue
        for recipients, form in product(RECIPIENTS, FORMS) if WHOLE else (next(turns),):
            yield replace(facts, recipients=recipients, form=form)


def one_of_each(**changes: object) -> Iterator[LetterFacts]:
    """Each shape of each situation in each language, or in one, once, with `changes`."""
    some = (str(changes["language"]),) if "language" in changes else LANGUAGES
    for situation in S:
        for shape, language in product(SHAPES[situation], some):
            facts = replace(
                BASE,
                situation=situation,
                language=language,
                held=shape.held,
                ahead=shape.ahead,
                offered_on=shape.offered_on,
                applied=situation is not S.DECLINE_OUTREACH,
                statement=Statement.DIRECTION,
            )
            yield replace(facts, **changes)  # type: ignore[arg-type]


def some_of_all() -> Iterator[LetterFacts]:
    """Letters that between them hold every sentence: each shape, language, tone and modifier, the rest in turns."""
    turns = cycle(product(STATEMENTS, (None, USUAL), (True, False), RECIPIENTS))
    for facts in one_of_each():
        for tone, modifier in product(TONES, MODIFIERS):
            statement, highlight, doors, recipients = next(turns)
            plain = replace(
                facts,
                tone=tone,
                statement=statement,
                highlight=rules(facts.language).told(highlight),
                keep_in_touch=doors,
                recipients=recipients,
            )
            found = modified(plain, modifier)
            if found is not None:
                yield found


def paragraphs(body: str, language: str = "en-GB") -> list[str]:
    """The paragraphs between salutation and closing; on paper, blocks stand above, and the name below."""
    blocks, own = body.split("\n\n"), rules(language)
    first = next(at for at, block in enumerate(blocks) if re.match(own.opening, block))
    last = next(at for at, block in enumerate(blocks) if re.fullmatch(own.closing, block.partition("\n")[0]))
    return blocks[first + 1 : last]


def main_text(body: str, language: str = "en-GB") -> str:
    """What stands between salutation and closing."""
    return "\n\n".join(paragraphs(body, language))
