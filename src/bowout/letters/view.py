"""What the templates may speak of: plain values, made from the facts."""

from bowout.domain.follow_ups import FollowUp
from bowout.domain.names import fold
from bowout.domain.reasons import Statement
from bowout.domain.situations import BOUND, Situation
from bowout.domain.stages import INTERVIEWS, StageKind
from bowout.letters.bearings import OWN_WORDS, Bearing, bearing
from bowout.letters.dates import spell_date, spell_month, spell_slot
from bowout.letters.facts import LetterFacts, Meeting
from bowout.letters.highlight import told_highlight
from bowout.letters.languages import Language
from bowout.letters.meetings import CONVERSATIONS, booked, of_kinds
from bowout.letters.names import clean, clients, listed, others, role_at, role_phrase, roles_at
from bowout.letters.salutation import mentioned, to_one
from bowout.letters.wording import clause

View = dict[str, str | int | bool]


def view(facts: LetterFacts, language: Language) -> View:
    """Name every value that a template of any situation may use; "" or 0 where there is none.

    `trim` is for the one who fits the length: above 0 a part leaves out what it can do
    without, below 0 it says more.
    """
    said = public_sentence(facts)
    statement = None if said else facts.statement
    means = OWN_WORDS if said else bearing(statement)
    return {
        "situation": facts.situation,
        "trim": 0,
        "role_at": role_at(facts, language.words),
        "applied": facts.applied,
        "named": any(person.name for person in facts.recipients),
        "plural": not to_one(facts, language.words),
        "offered_on": spell_date(facts.offered_on, facts.today, language.words) if facts.offered_on else "",
        "said": said,
        "statement": statement or "",
        "reason": _reason(facts, statement, language),
        "highlight": told_highlight(facts),
        # A colleague who stays, or wants something else, needs no other opening in the house.
        "doors": facts.keep_in_touch and not (facts.circumstances.internal and Bearing.CONTENT in means),
        "closed": Bearing.CLOSED in means,
        "settled": Bearing.SETTLED in means,
        "leaving": Bearing.LEAVING in means,
        "weighed": Bearing.DECIDED not in means,
        **_held(facts, language),
        **_ahead(facts, language),
        **_circumstances(facts, language),
        **_places(facts, language),
        **_follow_up(facts, language),
    }


def _reason(facts: LetterFacts, statement: Statement | None, language: Language) -> str:
    """The reason as it ends the sentence of the decision; a follow-up may have words of its own for it."""
    if statement is None:
        return ""
    about = (language.code, language.tone)
    # Where the situation said it otherwise, there is the general way to say it again.
    return clause(statement, facts.worded_as, *about) or (
        clause(statement, facts.kind, *about) if facts.kind else ""
    )


def public_sentence(facts: LetterFacts) -> str:
    """The user's own sentence, with the full stop that it may lack."""
    said = clean(facts.said or "")
    return said if not said or said.endswith((".", "!", "?", "…")) else f"{said}."


def _held(facts: LetterFacts, language: Language) -> View:
    calls = of_kinds(facts.held, StageKind.SCREENING)
    assessments = of_kinds(facts.held, StageKind.ASSESSMENT)
    conversations = of_kinds(facts.held, *CONVERSATIONS)
    people = others(facts, tuple(name for meeting in conversations for name in meeting.people))
    met = mentioned(people, language.words)
    each = language.words.table("salutation").text("to_each") or "{name}"
    return {
        "calls": len(calls),
        "call_on": _day(calls[:1], facts, language),
        "assessments": len(assessments),
        "conversations": len(conversations),
        "conversation_on": _day(conversations[:1], facts, language),
        "interviewers": listed(met, language.words),
        "to_interviewers": listed(tuple(each.format(name=name) for name in met), language.words),
        "interviewer_count": len(people),
    }


def _ahead(facts: LetterFacts, language: Language) -> View:
    def spell(meetings: tuple[Meeting, ...]) -> tuple[str, ...]:
        known = (spell_slot(meeting, facts.today, language.words) for meeting in meetings if meeting.on)
        return tuple(dict.fromkeys(known))

    slots = spell(booked(facts.ahead))
    interviews_held = of_kinds(facts.held, *INTERVIEWS)
    assessments = of_kinds(facts.ahead, StageKind.ASSESSMENT)
    next_kind = next((meeting.kind for meeting in of_kinds(facts.ahead, *INTERVIEWS)), None)
    return {
        "calls_ahead": len(of_kinds(facts.ahead, StageKind.SCREENING)),
        "assessments_ahead": len(assessments),
        "final_ahead": next_kind is StageKind.FINAL,
        # A status without a stage stands for an unknown number of rounds; a dated interview was one.
        "second_ahead": len(interviews_held) == 1 and interviews_held[0].on is not None,
        "slots": listed(slots, language.words),
        "slot_count": len(slots),
        "assessments_set": listed(spell(assessments), language.words),
    }


def _circumstances(facts: LetterFacts, language: Language) -> View:
    around = facts.circumstances
    others = tuple(role_phrase(clean(position), language.words) for position in around.others_stand)
    bound, rescinding = facts.situation in BOUND, facts.situation is Situation.RESCIND_ACCEPTANCE
    # Whoever has another job will not go on with those either.
    means = bearing(facts.statement)
    standing = others if Bearing.SETTLED not in means and not rescinding else ()
    return {
        "agency": clean(around.agency or ""),
        "client": clients(facts, language.words),
        "internal": around.internal,
        "loyal": around.internal and not rescinding and Bearing.REMAINING in means,
        "moved": around.moved and not bound,
        "moved_by_me": around.moved_by_me and not bound,
        "silent": around.silent,
        "imminent": around.imminent is not None,
        "through": clean(around.through or ""),
        "later": around.later,
        "others": listed(standing, language.words),
        "other_count": len(standing),
        "again": around.again,
    }


def _places(facts: LetterFacts, language: Language) -> View:
    offers = tuple(place for place in facts.places if place.situation in BOUND)
    rest = tuple(place for place in facts.places if place.situation not in BOUND)
    applications = tuple(place for place in rest if place.applied)
    processes = tuple(place for place in rest if not place.applied)
    return {
        "offers": roles_at(facts, offers, language.words),
        "offer_count": len(offers),
        "applications": roles_at(facts, applications, language.words),
        "application_count": len(applications),
        "processes": roles_at(facts, processes, language.words),
        "company_count": len({fold(place.company) for place in facts.places}),
        "invitations": len(facts.ahead),
        "referees": any(place.situation is Situation.WITHDRAW_AT_REFERENCES for place in facts.places),
    }


def _follow_up(facts: LetterFacts, language: Language) -> View:
    talked = [meeting.on for meeting in of_kinds(facts.held, *CONVERSATIONS) if meeting.on]
    step = next((meeting.kind for meeting in facts.ahead), "") if facts.kind is FollowUp.DECLINE_STAGE else ""
    other = clean(facts.other_position or "")
    return {
        "ended_on": spell_date(facts.ended_on, facts.today, language.words) if facts.ended_on else "",
        "ended_in": spell_month(facts.ended_on, language.words) if facts.ended_on else "",
        "ended_by": facts.ended_by or "",
        "talked_in": spell_month(talked[-1], language.words) if talked else "",
        "other_role": role_phrase(other, language.words) if other else "",
        "step": step,
    }


def _day(meetings: tuple[Meeting, ...], facts: LetterFacts, language: Language) -> str:
    on = meetings[0].on if meetings else None
    return spell_date(on, facts.today, language.words) if on else ""
