"""One letter for several processes: who is written to together, and what it is made from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from bowout.domain.names import fold
from bowout.domain.people import Person
from bowout.domain.situations import BOUND, Situation
from bowout.letters.facts import Circumstances, LetterFacts, Meeting, Place, PrivateWords
from bowout.services.said import general

_DEPTH = {situation: place for place, situation in enumerate(Situation)}
P = TypeVar("P")


def depth(facts: LetterFacts) -> int:
    """How deep in its process a letter leaves; the deepest speaks for several."""
    return _DEPTH[facts.situation]


def addresses(facts: LetterFacts) -> frozenset[str]:
    """Where a letter goes, in small letters; none for a portal."""
    return frozenset(person.email.lower() for person in facts.recipients if person.email)


def by_reader(items: Iterable[tuple[P, LetterFacts]]) -> list[list[P]]:
    """Put together what goes to the same people, also by way of a third: nobody is to have two letters."""
    groups: list[tuple[frozenset[str], list[P]]] = []
    for item, facts in items:
        own = addresses(facts)
        touching = [group for group in groups if group[0] & own]
        groups = [group for group in groups if not group[0] & own]
        together = [one for _, members in touching for one in members]
        groups.append((own.union(*(known for known, _ in touching)), [*together, item]))
    return [members for _, members in groups]


def joint_facts(several: Sequence[LetterFacts]) -> LetterFacts:
    """What one letter about all of them is made from, the deepest first; of one alone, what it is.

    Where the reasons differ it gives none: what is true of one is not said of another.
    """
    first, *others = several
    if not others:
        return first
    around = first.circumstances
    said = {(general(each.statement), each.said) for each in several}
    same = len({each.statement for each in several}) == 1
    return replace(
        first,
        recipients=_readers(several),
        held=_in_time(meeting for each in several for meeting in each.held),
        ahead=_in_time(meeting for each in several for meeting in each.ahead),
        offered_on=first.offered_on if sum(each.situation in BOUND for each in several) == 1 else None,
        # Where one says more than the others, what is true of all is said.
        statement=(first.statement if same else general(first.statement)) if len(said) == 1 else None,
        said=first.said if len(said) == 1 else None,
        keep_in_touch=all(each.keep_in_touch for each in several),
        beside=tuple(Place(each.company, each.position, each.situation, each.applied) for each in others),
        circumstances=replace(
            Circumstances(),
            agency=next((each.circumstances.agency for each in several if each.circumstances.agency), None),
            internal=all(each.circumstances.internal for each in several),
            moved=any(each.circumstances.moved for each in several),
            moved_by_me=any(each.circumstances.moved_by_me for each in several),
            silent=all(each.circumstances.silent for each in several),
            imminent=next(
                (each.circumstances.imminent for each in several if each.circumstances.imminent), None
            ),
            others_stand=tuple(
                {fold(other): other for each in several for other in each.circumstances.others_stand}.values()
            ),
            again=around.again or any(each.circumstances.again for each in others),
        ),
    )


def joint_private(several: Sequence[tuple[LetterFacts, PrivateWords]]) -> PrivateWords:
    """What one letter about all of them must not hold; the companies that it is about it may name."""
    own = {fold(facts.company) for facts, _ in several}
    employers = (name for _, private in several for name in private.employers if fold(name) not in own)
    texts = (text for _, private in several for text in private.texts)
    return PrivateWords(tuple(dict.fromkeys(texts)), tuple(dict.fromkeys(employers)))


def _readers(several: Sequence[LetterFacts]) -> tuple[Person, ...]:
    """All that are written to; where the companies differ, those alone who know of every one."""
    found: dict[str, Person] = {}
    for each in several:
        for person in each.recipients:
            if person.email:
                found.setdefault(person.email.lower(), person)
    common = frozenset.intersection(*map(addresses, several))
    differ = len({fold(each.company) for each in several}) > 1
    return tuple(person for address, person in found.items() if not (differ and common) or address in common)


def _in_time(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    def key(meeting: Meeting) -> tuple[date, float]:
        at = meeting.at
        return meeting.on or date.max, at.timestamp() if isinstance(at, datetime) else 0.0

    return tuple(sorted(meetings, key=key))
