"""Made-up records, on which a person's own templates are tried: what can happen in each situation, in turns."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import NamedTuple

from bowout.domain.follow_ups import FollowUp
from bowout.domain.people import Person
from bowout.domain.reasons import SAID_OF_A_STEP, Statement
from bowout.domain.situations import BOUND, Situation
from bowout.domain.stages import StageKind
from bowout.letters.facts import DUPLICATE, FORMS, Circumstances, LetterFacts, Meeting, Place, Sender

_TODAY = date(2026, 11, 24)
_OFFERED = date(2026, 11, 20)
_SENDER = Sender(
    "Robin Ames", "robin@example.org", "+44 20 7946 0000", "linkedin.com/in/robinames", "12 High Street"
)
_DANA, _TOM = Person("Dana Fox", "dana@acme.example"), Person("Tom Reed", "tom@acme.example")
_RECIPIENTS = ((_DANA,), (), (_DANA, _TOM))
_HIGHLIGHTS = (None, "the walk through your on-call practice")
_STATEMENTS = (None, *Statement)
_TOLD_OF = (FollowUp.RECONNECT, FollowUp.STILL_INTERESTED)  # what was liked, and another position
_ENDINGS, _OTHERS = ("me", "employer", "nobody"), ("Platform Engineer", None)

# What a letter may leave besides: applied for or not, here or at another of an agency's clients.
_BESIDE = (
    (Place("Acme", "Data Engineer", Situation.WITHDRAW_APPLICATION),),
    (
        Place("Acme", "Team Lead", Situation.DECLINE_OUTREACH, applied=False),
        Place("Globex", "Site Reliability Engineer", Situation.WITHDRAW_APPLICATION),
    ),
)

_CALL = Meeting(StageKind.SCREENING, datetime(2026, 11, 9, 10, tzinfo=UTC), ("Dana Fox",))
_TASK = Meeting(StageKind.ASSESSMENT, datetime(2026, 11, 11, 10, tzinfo=UTC))
_TALK = Meeting(StageKind.INTERVIEW, datetime(2026, 11, 12, 14, tzinfo=UTC), ("Dana Fox", "Priya Shah"))
_PANEL = Meeting(StageKind.INTERVIEW, datetime(2026, 11, 19, 9, tzinfo=UTC), ("Priya Shah", "Lee Wong"))
_BOOKED_CALL = Meeting(StageKind.SCREENING, datetime(2026, 12, 3, 14, tzinfo=UTC))
_BOOKED = Meeting(StageKind.INTERVIEW, datetime(2026, 12, 3, 14, tzinfo=UTC))
_INVITED, _FINAL = Meeting(StageKind.INTERVIEW), Meeting(StageKind.FINAL)


class _Course(NamedTuple):
    """What was held, what lies ahead, and when an offer came."""

    held: tuple[Meeting, ...] = ()
    ahead: tuple[Meeting, ...] = ()
    offered_on: date | None = None


_COURSES: dict[Situation, tuple[_Course, ...]] = {
    Situation.DECLINE_OUTREACH: (_Course(),) * 2,
    Situation.WITHDRAW_APPLICATION: (_Course(),) * 3,
    Situation.WITHDRAW_AFTER_SCREENING: (
        _Course((_CALL,)),
        _Course((_CALL, _TASK)),
        _Course((_TASK,)),
        _Course((), (_BOOKED_CALL,)),
        _Course((), (Meeting(StageKind.ASSESSMENT),)),
    ),
    Situation.DECLINE_INTERVIEW: (
        _Course((), (_BOOKED,)),
        _Course((), (_INVITED,)),
        _Course((_CALL,), (_BOOKED,)),
    ),
    Situation.DECLINE_NEXT_INTERVIEW: (
        _Course((_TALK,), (_BOOKED,)),
        _Course((_TALK, _PANEL), (_FINAL,)),
        _Course((_INVITED,), (_INVITED,)),
    ),
    Situation.WITHDRAW_AFTER_INTERVIEW: (
        _Course((_TALK,)),
        _Course((_CALL, _TALK, _PANEL)),
        _Course((_INVITED,)),
        _Course((_TALK,), (_BOOKED_CALL,)),
    ),
    Situation.WITHDRAW_AT_REFERENCES: (_Course((_TALK, _PANEL)), _Course((_INVITED,))),
    Situation.DECLINE_OFFER: (_Course((_TALK, _PANEL), (), _OFFERED), _Course((_TALK,)), _Course()),
    Situation.RESCIND_ACCEPTANCE: (_Course((_TALK,), (), _OFFERED), _Course()),
}


def samples(situation: Situation, language: str, tone: str) -> Iterator[LetterFacts]:
    """The first course of the situation with every statement, the others with some; the rest takes turns."""
    around = tuple(_circumstances())
    for turn, (course, statement) in enumerate(product(_COURSES[situation], _STATEMENTS)):
        lap = turn // len(_STATEMENTS)
        if lap and turn % 3:
            continue
        applied = situation is not Situation.DECLINE_OUTREACH and lap % 3 < 2
        facts = LetterFacts(
            situation=situation,
            language=language,
            sender=_SENDER,
            company="Acme",
            position="Backend Engineer",
            today=_TODAY,
            applied=applied,
            recipients=_RECIPIENTS[(turn // 3 + lap) % 3],
            held=course.held,
            ahead=course.ahead,
            offered_on=course.offered_on,
            statement=statement,
            highlight=_HIGHLIGHTS[(turn // 2 + lap) % 2],
            keep_in_touch=(turn + lap) % 2 == 0 and situation is not Situation.RESCIND_ACCEPTANCE,
            tone=tone,
            form=FORMS[turn // 5 % 2],
        )
        facts = (_fitting(facts, around[turn % len(around)]) if turn % 2 else None) or facts
        yield facts
        if (
            turn % 4 == lap % 2
            and facts.letter != DUPLICATE
            and situation is not Situation.RESCIND_ACCEPTANCE
        ):
            yield replace(facts, beside=_BESIDE[turn % len(_BESIDE)])
    yield replace(facts, statement=None, said="My plans have changed.")


# Which situations a follow-up follows, or is written in.
_AFTER_ANY = tuple(Situation)
_OPEN = tuple(each for each in Situation if each is not Situation.RESCIND_ACCEPTANCE)
_STATED = {FollowUp.EXPLAIN: _STATEMENTS, FollowUp.DECLINE_STAGE: (None, *SAID_OF_A_STEP)}
_STEPS = (
    _BOOKED,
    _INVITED,
    _FINAL,
    _BOOKED_CALL,
    Meeting(StageKind.ASSESSMENT),
    Meeting(StageKind.REFERENCES),
)


def follow_up_samples(kind: FollowUp, language: str, tone: str) -> Iterator[LetterFacts]:
    """Each situation that the letter may follow, in each course; the first with every statement, others in turns."""
    around = (Circumstances(), Circumstances(agency="Northbridge"), Circumstances(internal=True))
    situations = _OPEN if kind in (FollowUp.STILL_INTERESTED, FollowUp.DECLINE_STAGE) else _AFTER_ANY
    courses = [(situation, course) for situation in situations for course in _COURSES[situation]]
    stated = _STATED.get(kind, (None,))
    cases = [(*courses[0], statement) for statement in stated]
    cases += [(*course, stated[turn % len(stated)]) for turn, course in enumerate(courses[1:])]
    for turn, (situation, course, statement) in enumerate(cases):
        ahead = course.ahead if kind is FollowUp.TAKE_BACK else ()
        yield LetterFacts(
            situation=situation,
            language=language,
            sender=_SENDER,
            company="Acme",
            position="Backend Engineer",
            today=_TODAY,
            applied=situation is not Situation.DECLINE_OUTREACH and turn % 4 != 3,
            recipients=_RECIPIENTS[turn % 3],
            held=course.held,
            ahead=(_STEPS[turn % len(_STEPS)],) if kind is FollowUp.DECLINE_STAGE else ahead,
            offered_on=course.offered_on,
            statement=statement,
            highlight=_HIGHLIGHTS[turn // 2 % 2] if kind in _TOLD_OF else None,
            keep_in_touch=kind is FollowUp.RECONNECT,
            tone=tone,
            form=FORMS[turn // 5 % 2],
            circumstances=around[turn % len(around)],
            kind=kind,
            ended_on=None if turn % 5 == 4 else _OFFERED,
            ended_by="me" if situation in BOUND else _ENDINGS[turn % len(_ENDINGS)],
            other_position=_OTHERS[turn % 2] if kind in _TOLD_OF else None,
        )


def _circumstances() -> Iterator[Circumstances]:
    yield Circumstances(agency="Northbridge")
    yield Circumstances(agency="Acme")
    yield Circumstances(internal=True)
    yield Circumstances(silent=True)
    yield Circumstances(moved=True)
    yield Circumstances(moved=True, moved_by_me=True)
    yield Circumstances(imminent=_BOOKED)
    yield Circumstances(others_stand=("Platform Engineer",))
    yield Circumstances(again=True)
    yield Circumstances(submitted_twice=True)
    yield Circumstances(submitted_twice=True, later=True)


def _fitting(facts: LetterFacts, around: Circumstances) -> LetterFacts | None:
    """The facts in such circumstances; None where they cannot be so."""
    booked = next((step for step in facts.ahead if step.at), None)
    if (around.moved or around.imminent) and booked is None:
        return None
    if around.silent and (facts.ahead or facts.situation in BOUND):
        return None
    if around.submitted_twice and not facts.applied:
        return None
    if around.submitted_twice:
        facts = replace(facts, statement=Statement.ADMINISTRATIVE)
    return replace(facts, circumstances=replace(around, imminent=booked if around.imminent else None))
