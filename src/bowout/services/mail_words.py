"""What the words of a mail name: the companies of applications, and their positions."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bowout.domain.names import core_name, fold
from bowout.domain.organisations import squeezed

_SHORT = 4  # letters: such a name counts only as it is written, as it may be a word of the language
_WEIGHTS = {"company": 2, "position": 1}


class Process(NamedTuple):
    """An application as mails may name it; `position` is in words, folded."""

    status: str
    company: str
    agency: str | None
    position: str

    @property
    def names(self) -> tuple[str, ...]:
        """Whose application it is: the company's, and the agency's."""
        return (self.company, self.agency) if self.agency else (self.company,)


class Named(NamedTuple):
    """A thing that a text names: a company, or a position."""

    kind: str
    words: str


class Words:
    """A text, prepared to be looked through for names."""

    def __init__(self, text: str) -> None:
        self._text, self._plain, self._folded = text, spaced(text), spaced(fold(text))
        self._all = frozenset(self._folded.split())

    def name(self, company: str) -> bool:
        """Tell whether a company is named, whole."""
        if len(company) > _SHORT:
            return spaced(fold(company)) in self._folded
        return spaced(company) in self._plain

    def surely_name(self, company: str) -> bool:
        """Tell that apart from a word with which a line begins: "Next steps" is no mail of Next's."""
        if len(company) > _SHORT or company.isupper():
            return self.name(company)
        begun = re.compile(rf"(?m)^(?:\w+: *)*{re.escape(company)}(?= [a-z])")
        return spaced(company) in spaced(begun.sub(" ", self._text))

    def some_of(self, position: str, but: str) -> int:
        """Count the words of a position that are named and not of another one."""
        return len((set(position.split()) - set(but.split())) & self._all)

    def of(self, process: Process, *, scattered: bool) -> frozenset[Named]:
        """What it names of a process; `scattered`: a position's words may stand anywhere, as in a title."""
        found = []
        if self.surely_name(process.company):
            found.append(Named("company", fold(process.company)))
        position = process.position
        parts = position.split()
        if parts and (self._all.issuperset(parts) if scattered else f" {position} " in self._folded):
            found.append(Named("position", position))
        return frozenset(found)


def process_of(status: str, company: str, agency: str | None, position: str) -> Process:
    """Prepare an application to be looked for in mails."""
    plain = re.sub(r"\([^()]*\)", " ", position)  # without (m/f/d), (remote)
    return Process(
        status, core_name(company), core_name(agency) if agency else None, spaced(fold(plain)).strip()
    )


def whole(named: Mapping[int, frozenset[Named]]) -> dict[int, frozenset[Named]]:
    """Leave out a position that is a part of another one named: who says Data Engineer names no Engineer."""
    positions = {each for found in named.values() for each in found if each.kind == "position"}
    parts = {each for each in positions if any(_is_within(each, other) for other in positions)}
    return {number: found - parts for number, found in named.items()}


def _is_within(part: Named, other: Named) -> bool:
    return set(part.words.split()) < set(other.words.split())


def weight(named: Iterable[Named]) -> int:
    """How much it says for an application that these are named."""
    return sum(_WEIGHTS[each.kind] for each in named)


def is_alike(label: str, name: str) -> bool:
    """Tell whether a domain's label may be short or long for a company's name: `bmw`, `acme-group`."""
    told, full = squeezed(label), squeezed(name)
    initials = "".join(word[0] for word in spaced(fold(name)).split())
    return bool(told) and bool(full) and (told.startswith(full) or full.startswith(told) or told == initials)


def spaced(text: str) -> str:
    """A text as words alone, each between blanks, so that a name is found whole."""
    words = " ".join(re.findall(r"[^\W_]+", text))
    return f" {words} "
