"""People and companies in a sentence: how they are spelt, listed, and spoken to."""

import re
import unicodedata

from bowout.domain.people import Person
from bowout.letters.facts import LetterFacts
from bowout.letters.languages import Table

_ENDS = ".!?…。！？"
_TITLES = frozenset(
    {
        "dr",
        "prof",
        "professor",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "sir",
        "dame",
        "lord",
        "lady",
        "rev",
        "herr",
        "frau",
        "mme",
        "m",
    }
)


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# What may follow a name after a comma without being the first name.
_AFTER_NAMES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "esq", "inc", "ltd", "llc"})


def clean(text: str) -> str:
    """One line: no control characters, single spaces."""
    return " ".join(_CONTROL.sub(" ", text).split())


def spoken(name: str) -> str:
    """A person's name on one line, as it is said: `Fox, Dana` is Dana Fox."""
    name = clean(name)
    family, comma, first = (part.strip() for part in name.partition(","))
    turned = (
        comma and _western(family + first) and all(re.fullmatch(r"[^\s,]+", part) for part in (family, first))
    )
    return f"{first} {family}" if turned and first.casefold().strip(".") not in _AFTER_NAMES else name


def mend(text: str, names: tuple[str, ...]) -> str:
    """Take out what a name brings along itself: a second full stop, a second "the"."""
    for name in names:
        if name.rstrip("\"'”’»").endswith(tuple(_ENDS)):
            text = text.replace(f"{name}.", name)
        if f"{name} ".casefold().startswith("the "):
            text = text.replace(f"the {name}", name).replace(f"The {name}", name)
    return text


def role_phrase(position: str, words: Table) -> str:
    """`the Backend Engineer position`, without a second "position" or "the"; without a name, `the position`."""
    role = words.table("role")
    last = position.casefold().split()[-1:]
    pattern = role.text("bare") if last and last[0] in role.texts("endings") else role.text("phrase")
    return " ".join(mend(pattern.format(position=position), (position,)).split())


def listed(items: tuple[str, ...], words: Table) -> str:
    """`A`, `A and B`, `A, B and C`."""
    joins = words.table("list")
    before = joins.text("comma").join(items[:-1])
    return joins.text("last").join(part for part in (before, *items[-1:]) if part)


def salutation(facts: LetterFacts, words: Table, *, spoke: bool, contact: bool) -> str:
    """The line that opens the letter; the rules are in letters.md, "Shape".

    `spoke`: a conversation was held. `contact`: somebody there has been in
    touch, so an unnamed reader is more than "Hiring Manager".
    """
    patterns = words.table("salutation")
    names = tuple(_address(person, spoke=spoke) for person in facts.recipients)
    if len(names) > 2 or (len(names) == 2 and not all(names)):
        return patterns.text("all")
    if len(names) == 2:
        return patterns.text("two").format(first=names[0], second=names[1])
    if names and names[0]:
        return patterns.text("one").format(name=names[0])
    company = clean(facts.company)
    short = company[4:] if company.casefold().startswith("the ") else company
    team = patterns.text("team").format(company=short)
    if not contact or len(team) > 60:
        return patterns.text("unknown")
    return team.replace(" team team,", " team,").replace(" Team team,", " Team,")


def _address(person: Person, *, spoke: bool) -> str:
    if person.greet and clean(person.greet):
        return clean(person.greet).rstrip(",")
    name = spoken(person.name or "")
    if "@" in name:
        return ""
    words = name.split()
    return words[0] if spoke and len(words) == 2 and _is_first_name(words[0]) else name


def _is_first_name(word: str) -> bool:
    # Not "Dr Fox" or "D. Fox"; and in Chinese, Japanese and Korean the family name comes first.
    letters = sum(map(str.isalpha, word))
    return _western(word) and letters > 1 and word[-1].isalpha() and word.casefold() not in _TITLES


def _western(text: str) -> bool:
    scripts = (unicodedata.name(char, "") for char in text if char.isalpha())
    return all(script.startswith(("LATIN", "GREEK", "CYRILLIC")) for script in scripts)


def others(facts: LetterFacts, people: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `people` whom the letter is not addressed to, each once."""
    found: dict[str, str] = {}
    for name in map(spoken, people):
        known = name.casefold() == clean(facts.sender.name).casefold() or "@" in name or not name
        if not known and not any(_same(name, person) for person in facts.recipients):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _same(name: str, person: Person) -> bool:
    words = set(name.casefold().split())
    theirs = set(spoken(person.name or "").casefold().split())
    if theirs:
        return words <= theirs or theirs <= words
    local = (person.email or "").partition("@")[0].casefold()
    return any(len(word) > 2 and word in local for word in words)
