"""One letter for several processes: who is written to together, and what it is made from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Generic, NamedTuple, TypeVar

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


class Together(NamedTuple, Generic[P]):
    """What one letter tells of, and who reads it; nobody for a portal."""

    items: tuple[P, ...]
    readers: tuple[Person, ...]


class _Unit(NamedTuple, Generic[P]):
    """What has to be told together, and by address who may hear all of it."""

    items: tuple[P, ...]
    readers: dict[str, Person]


def by_reader(items: Iterable[tuple[P, LetterFacts]]) -> list[Together[P]]:
    """Put together what the same person reads: nobody has two letters, or learns of a stranger's process.

    The people of one company may hear of all positions there that they share, also by way
    of a third. A letter about several companies goes only to those who have to do with every one.
    """
    units = _by_company(items)
    waiting = [unit for unit in units if unit.readers]
    letters: dict[str, list[_Unit[P]]] = {}
    while waiting:
        concerned = Counter(address for unit in waiting for address in unit.readers)
        [(most, _)] = concerned.most_common(1)
        letters[most] = [unit for unit in waiting if most in unit.readers]
        waiting = [unit for unit in waiting if most not in unit.readers]
    found = [Together(unit.items, ()) for unit in units if not unit.readers]
    taken = set(letters)
    for most, group in letters.items():
        free = {
            address: person
            for address, person in group[0].readers.items()
            if all(address in unit.readers for unit in group) and (address == most or address not in taken)
        }
        taken.update(free)
        found.append(Together(tuple(item for unit in group for item in unit.items), tuple(free.values())))
    return found


def _by_company(items: Iterable[tuple[P, LetterFacts]]) -> list[_Unit[P]]:
    """Put together what people of the same company share."""
    found: list[tuple[str, _Unit[P]]] = []
    for item, facts in items:
        company, own = fold(facts.company), _Unit((item,), _addressed(facts))
        touching = [unit for name, unit in found if name == company and unit.readers.keys() & own.readers]
        found = [each for each in found if each[1] not in touching]
        together = (*touching, own)
        readers = {address: person for unit in reversed(together) for address, person in unit.readers.items()}
        found.append((company, _Unit(tuple(one for unit in together for one in unit.items), readers)))
    return [unit for _, unit in found]


def _addressed(facts: LetterFacts) -> dict[str, Person]:
    """Who has an address, by it in small letters; none for a portal."""
    return {person.email.lower(): person for person in facts.recipients if person.email}


def joint_facts(several: Sequence[LetterFacts]) -> LetterFacts:
    """What one letter about all of them is made from, the deepest first; of one alone, what it is.

    All have the readers of the letter. Where the reasons differ it gives none: what is true of one
    is not said of another.
    """
    first, *others = several
    if not others:
        return first
    around = first.circumstances
    said = {(general(each.statement), each.said) for each in several}
    same = len({each.statement for each in several}) == 1
    return replace(
        first,
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


def _in_time(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    def key(meeting: Meeting) -> tuple[date, float]:
        at = meeting.at
        return meeting.on or date.max, at.timestamp() if isinstance(at, datetime) else 0.0

    return tuple(sorted(meetings, key=key))
