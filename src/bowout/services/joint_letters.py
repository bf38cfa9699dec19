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


def by_reader(items: Iterable[tuple[P, LetterFacts]]) -> list[Together[P]]:
    """Put together what the same person reads: nobody has two letters, or learns of a stranger's process.

    Each is told of to one of its own people at least. Whoever else has to do with every
    company that a letter tells of reads it as well, and has no other one.
    """
    everything = list(items)
    found = [Together((item,), ()) for item, facts in everything if not _addressed(facts)]
    waiting = [(item, facts) for item, facts in everything if _addressed(facts)]
    letters: dict[str, list[tuple[P, LetterFacts]]] = {}
    while waiting:
        concerned = Counter(address for _, facts in waiting for address in _addressed(facts))
        [(most, _)] = concerned.most_common(1)
        letters[most] = [each for each in waiting if most in _addressed(each[1])]
        waiting = [each for each in waiting if most not in _addressed(each[1])]
    taken = set(letters)
    for most, group in letters.items():
        known = _known_to_all([facts for _, facts in group])
        readers = {
            address: person for address, person in known.items() if address == most or address not in taken
        }
        taken.update(readers)
        found.append(Together(tuple(item for item, _ in group), tuple(readers.values())))
    return found


def _known_to_all(several: Iterable[LetterFacts]) -> dict[str, Person]:
    """Who has to do with every company of these, by address."""
    companies: dict[str, dict[str, Person]] = {}
    for facts in several:
        people = companies.setdefault(fold(facts.company), {})
        for address, person in _addressed(facts).items():
            people.setdefault(address, person)
    first, *others = companies.values()
    return {address: person for address, person in first.items() if all(address in each for each in others)}


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
