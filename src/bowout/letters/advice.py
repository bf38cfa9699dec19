"""What to do besides sending the letter; printed beside it, never in it."""

from dataclasses import dataclass

from bowout.domain.situations import Situation
from bowout.domain.stages import describe
from bowout.domain.ways import Call, call_first, portal
from bowout.letters.dates import spell_slot
from bowout.letters.facts import DUPLICATE, LetterFacts, Meeting
from bowout.letters.languages import DEFAULT, Table, read_language
from bowout.letters.names import clean, listed, mend, others, spoken
from bowout.letters.scripts import asked_to_stay, asked_why, for_voicemail, on_the_phone

# What is read at all: the most urgent come first, so that the least urgent falls away.
_MOST = 9
_NAMED = 3


@dataclass(frozen=True, slots=True)
class OtherApplication:
    """An application of mine at the same company that stays open; `same`: for this very position, or a `later` one.

    `elsewhere`: it goes to other people, who may take the letter to be about it as well.
    """

    number: int
    position: str
    same: bool = False
    later: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the advice has to know besides the letter's facts: nothing private either.

    `answer_by`: until when they want an answer to their offer; `late`: that is over.
    `agency` stands between me and them, although the letter goes past it. `referrers`
    brought me there. `coordinators` keep a booked slot, and the letter does not go to
    them. `referees` may still be called.
    """

    answer_by: Meeting | None = None
    late: bool = False
    agency: str | None = None
    referrers: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    referees: bool = False
    others: tuple[OtherApplication, ...] = ()


def advice(facts: LetterFacts, around: Surroundings = Surroundings()) -> tuple[str, ...]:
    """Say what fits the situation, most urgent first."""
    call = call_first(facts.situation, imminent=facts.circumstances.imminent is not None)
    rescinding = facts.situation is Situation.RESCIND_ACCEPTANCE
    lines = (
        *(_BEFORE_RESCINDING if rescinding else ()),
        *_before_them(facts, around),
        *_deadline(facts, around),
        *(_calling(facts, call) if call else ()),
        *_sending(facts, call),
        *_who_else(facts, around),
        *_other_applications(facts, around),
    )
    return lines[:_MOST]


_BEFORE_RESCINDING = (
    "Have you signed? Then first read what: notice, a bonus to repay. If in doubt, ask a lawyer or your union.",
    "If a visa hangs on this job, or a careers office helped you to it, ask there first; some have rules.",
    "Have what you do instead in writing first, and resign from nothing until then.",
)


def _before_them(facts: LetterFacts, around: Surroundings) -> tuple[str, ...]:
    if around.agency is None:
        return ()
    agency, company = clean(around.agency), clean(facts.company)
    line = f"Tell {agency} first: the agency speaks for you there, and should not hear it from {company}."
    return (mend(line, (company,)),)


def _deadline(facts: LetterFacts, around: Surroundings) -> tuple[str, ...]:
    wanted = around.answer_by
    if facts.situation is not Situation.DECLINE_OFFER or wanted is None or wanted.on is None:
        return ()
    day = spell_slot(wanted, facts.today, _english(facts))
    if around.late:
        return (f"They wanted your answer by {day}. A late one is better than none: give it today.",)
    if wanted.on == facts.today:
        return (f"They expect your answer today, {day}.",)
    return (f"They expect your answer by {day}; whoever is next on their list is glad of every day.",)


def _calling(facts: LetterFacts, call: Call) -> tuple[str, ...]:
    offered = "another time" if call == "soon" else "more"
    why, stands = asked_why(facts), asked_to_stay(facts)
    return (
        _call(facts),
        f"On the phone: “{on_the_phone(facts, call)}”",
        f"If they ask why: “{why}” If they offer {offered}: “{stands}”",
        f"For voicemail: “{for_voicemail(facts, call)}”",
    )


def _call(facts: LetterFacts) -> str:
    person = spoken(facts.recipients[0].name or "") if facts.recipients else ""
    agency = clean(facts.circumstances.agency or "")
    who = " at ".join(name for name in (person, agency) if name)
    call = f"Call {who}" if who else "Call"
    imminent = facts.circumstances.imminent
    if imminent is None:
        return f"{call} first, then send the letter on the same day."
    step = describe(imminent.kind, None)
    return f"{call} now, then send the letter: the {step} is so near that they may read it too late."


def _sending(facts: LetterFacts, call: Call | None) -> tuple[str, ...]:
    agency = facts.circumstances.agency is not None
    reachable = any(person.email for person in facts.recipients)
    soon = () if call else ("Send it within a day or two.",)
    where = portal(facts.situation, applied=facts.applied, reachable=reachable, agency=agency)
    if where == "too":
        leave = "decline" if facts.situation is Situation.DECLINE_OFFER else "withdraw"
        return (*soon, f"If you applied through a portal, {leave} there as well.")
    if where is None:
        return soon
    unknown = "No address of theirs is known:"
    if call:
        return (f"{unknown} ask on the phone where to send the letter.",)
    if facts.applied and not agency:
        return (*soon, f"{unknown} paste the letter into the portal where you applied, and withdraw there.")
    return (*soon, f"{unknown} paste the letter where they wrote to you.")


def _who_else(facts: LetterFacts, around: Surroundings) -> tuple[str, ...]:
    imminent = facts.circumstances.imminent
    waiting = (*map(spoken, around.coordinators), *others(facts, imminent.people if imminent else ()))
    expecting = listed(tuple(dict.fromkeys(waiting)), _english(facts))
    referrers = listed(tuple(map(spoken, around.referrers)), _english(facts))
    lines = (
        expecting and f"Make sure that word reaches {expecting} in time: the letter does not go to them.",
        referrers and f"{referrers} referred you: tell them yourself, before they hear it from others.",
        "Tell your referees that they need not expect a call." if around.referees else "",
    )
    return tuple(line for line in lines if line)


def _other_applications(facts: LetterFacts, around: Surroundings) -> tuple[str, ...]:
    twice = tuple(_stands_twice(facts, other) for other in around.others if other.same)
    different = [other for other in around.others if not other.same]
    named = [f"{other.number} ({clean(other.position) or 'not named'})" for other in different[:_NAMED]]
    if len(different) > _NAMED:
        named.append(f"{len(different) - _NAMED} more")
    if not named:
        return twice
    one = len(different) == 1
    names = ", ".join(named)
    apart = next((other.number for other in different if other.elsewhere), None)
    tell = f" To tell whoever runs it that it stands: bowout reaffirm {apart}." if apart else ""
    which = f"{'Application' if one else 'Applications'} {names}"
    return (*twice, f"{which} at the same company {'stays' if one else 'stay'} open.{tell}")


def _stands_twice(facts: LetterFacts, other: OtherApplication) -> str:
    if facts.letter != DUPLICATE:
        return (
            f"Application {other.number} for the same position stays open, but this letter may be read as of both: "
            "withdraw that one as well, or give the reason administrative to withdraw this one alone."
        )
    if other.later:
        return (
            f"Application {other.number} for the same position came later and stays open; "
            "usually the later one is withdrawn, so see whether you meant it."
        )
    return f"Application {other.number} for the same position stays open: only the later submission is withdrawn."


def _english(facts: LetterFacts) -> Table:
    """The words of dates and lists in the advice, which is in English whatever the letter's language."""
    return read_language(facts.language if facts.language.startswith("en") else DEFAULT).words
