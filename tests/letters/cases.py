"""The combinations of facts that letters are tried on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import cycle, product
from zoneinfo import ZoneInfo

from bowout.domain.people import Person
from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation as S
from bowout.domain.stages import StageKind as K
from bowout.letters.facts import LetterFacts, Meeting, Sender

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 24)
OFFERED = date(2026, 11, 20)
SENDER = Sender("Sam Taylor", "sam@taylor.example", "+44 20 7946 0000", "linkedin.com/in/samtaylor")
DANA = Person("Dana Fox", "dana@acme.example")
TOM = Person("Tom Reed", "tom@acme.example")
ANA = Person("Ana Ruiz", "ana@acme.example")
RECIPIENTS = ((), (DANA,), (DANA, TOM), (DANA, TOM, ANA))
SHORT = "your openness"
USUAL = "the walk through your on-call practice"
LONG = "how openly the team spoke about what had gone wrong"
HIGHLIGHTS = (None, SHORT, LONG)
LANGUAGES = ("en-GB", "en-US")
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


def ever_applied(situation: S) -> tuple[bool, ...]:
    """Outreach is where nothing was applied for; everywhere else both are possible."""
    return (False,) if situation is S.DECLINE_OUTREACH else (True, False)


def matrix() -> Iterator[LetterFacts]:
    """Every situation, shape, statement, language, highlight, open door; recipients take turns."""
    turns = cycle(RECIPIENTS)
    for situation in S:
        for shape, language, statement, highlight, doors, applied in product(
            SHAPES[situation], LANGUAGES, STATEMENTS, HIGHLIGHTS, (True, False), ever_applied(situation)
        ):
            yield replace(
                BASE,
                situation=situation,
                language=language,
                held=shape.held,
                ahead=shape.ahead,
                offered_on=shape.offered_on,
                statement=statement,
                highlight=highlight,
                keep_in_touch=doors,
                applied=applied,
                recipients=next(turns),
            )


def one_of_each(**changes: object) -> Iterator[LetterFacts]:
    """Each shape of each situation in each language, once, with `changes`."""
    for situation in S:
        for shape, language in product(SHAPES[situation], LANGUAGES):
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


def paragraphs(body: str) -> list[str]:
    """The paragraphs between salutation and closing."""
    return body.split("\n\n")[1:-1]


def main_text(body: str) -> str:
    """What stands between salutation and closing."""
    return "\n\n".join(paragraphs(body))
