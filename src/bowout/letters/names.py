"""People, companies and positions in a sentence: how they are spelt and listed."""

import re
import unicodedata
from functools import lru_cache

from bowout.domain.names import fold, unaccented
from bowout.domain.people import Person
from bowout.letters.facts import LetterFacts, Place
from bowout.letters.languages import Table

_ENDS = ".!?…。！？"
_MARKS = ".,;:!?… "
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# What may follow a name after a comma without being the first name.
_AFTER_NAMES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "esq", "inc", "ltd", "llc"})


@lru_cache(4096)  # the names of a letter are asked for by each check
def clean(text: str) -> str:
    """One line: no control characters, single spaces."""
    return " ".join(_CONTROL.sub(" ", text).split())


def spoken(name: str) -> str:
    """A person's name on one line, as it is said: `Fox, Dana` is Dana Fox."""
    name = clean(name)
    family, comma, first = (part.strip() for part in name.partition(","))
    turned = (
        comma
        and is_western(family + first)
        and all(re.fullmatch(r"[^\s,]+", part) for part in (family, first))
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


def contracted(text: str, words: Table) -> str:
    """Draw together what becomes one word: "a el Ayuntamiento" is "al Ayuntamiento" in Spanish."""
    joined = words.table("contractions")
    for apart in joined.values:
        text = re.sub(rf"\b{re.escape(apart)}\b(?!’)", joined.text(apart), text)
    return text


def bare_title(text: str, words: Table) -> str:
    """A position's title without what a letter says around it: `the SRE role!` is SRE; "" where nothing else is."""
    tidy = " ".join(text.split()).strip(_MARKS)
    around = words.table("role").text("around")
    return re.sub(around, "", tidy).strip(_MARKS) if around else tidy


def role_phrase(position: str, words: Table) -> str:
    """`the Backend Engineer position`, without a second "position" or "the"; without a name, `the position`."""
    role = words.table("role")
    if not position:
        return role.text("unnamed")
    bare = position.casefold().split()[-1] in role.texts("endings")
    elided = _begins(position, role.text("elided_before"))
    pattern = role.text("bare" if bare else "phrase_before_vowel" if elided else "phrase")
    return " ".join(mend(pattern.format(position=position), (position,)).split())


def _begins(text: str, pattern: str) -> bool:
    """Tell whether a text begins so, in small letters without accents."""
    return bool(pattern) and re.match(pattern, unaccented(fold(text))) is not None


def role_at(facts: LetterFacts, words: Table) -> str:
    """The position with the company: `the Backend Engineer position at Acme`, `… with your client`."""
    role = role_phrase(clean(facts.position), words)
    if facts.circumstances.internal:
        return role
    return _at(role, facts.company if facts.client_named else "", _client(1, words), words)


def _at(role: str, company: str, client: str, words: Table) -> str:
    """A position with its company, or with the client that has no name."""
    patterns = words.table("role")
    # What becomes one word with its article: "au CNRS" in French, "beim Finanzamt" in German.
    own = patterns.table("at_article").text(_article(clean(company), words))
    if own:
        return own.format(role=role, company=clean(company))
    pattern = patterns.text("at" if clean(company) else "with_client")
    return pattern.format(role=role, company=placed(company, words), client=client)


def at_company(company: str, words: Table) -> str:
    """A company with its preposition: `at Acme`."""
    return _at("", company, "", words).strip()


def placed(company: str, words: Table) -> str:
    """A company as it stands in a sentence: with an article where the language has one, "der Acme GmbH" in German."""
    company = clean(company)
    article = _article(company, words)
    return f"{article}{'' if not article or article.endswith('’') else ' '}{company}"


def _article(company: str, words: Table) -> str:
    articles = words.table("role").table("articles")
    found = (article for article in articles.values if re.search(articles.text(article), company))
    return next(found, "")


def roles_at(facts: LetterFacts, places: tuple[Place, ...], words: Table) -> str:
    """Positions with their companies: `the Backend Engineer and Data Engineer positions at Acme`."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        known = facts.is_named(place.company) and not facts.circumstances.internal
        groups.setdefault(fold(place.company) if known else "", []).append(place)
    found = []
    for key, group in groups.items():
        role = _roles(titles(tuple(group)), words)
        company, client = group[0].company if key else "", _client(len(group), words)
        found.append(role if facts.circumstances.internal else _at(role, company, client, words))
    return listed(tuple(found), words)


def titles(places: tuple[Place, ...]) -> tuple[str, ...]:
    """The names of positions, each once."""
    return tuple({fold(place.position): clean(place.position) for place in places}.values())


def clients(facts: LetterFacts, words: Table) -> str:
    """The companies that an agency tells of the letter: by name, where it has said who they are."""
    named = {
        fold(place.company): placed(place.company, words)
        for place in facts.places
        if facts.is_named(place.company)
    }
    unnamed = sum(not facts.is_named(place.company) for place in facts.places)
    return listed((*named.values(), *([_client(unnamed, words)] if unnamed else ())), words)


def _client(count: int, words: Table) -> str:
    """What so many clients of an agency are called that it has not named."""
    role = words.table("role")
    return (role.text("clients") if count > 1 else "") or role.text("client")


def names_of(facts: LetterFacts) -> tuple[str, ...]:
    """The companies and positions that a letter is about, on one line."""
    return tuple(
        dict.fromkeys(clean(name) for place in facts.places for name in (place.company, place.position))
    )


def _roles(names: tuple[str, ...], words: Table) -> str:
    """One phrase for several positions; apart, where their names would run into each other."""
    role, joins = words.table("role"), words.table("list")
    ends, parts = role.texts("endings"), (joins.text("comma"), joins.text("last"))
    apart = (
        len(names) == 1
        or not role.text("several")
        or any(
            not name or name.casefold().split()[-1] in ends or any(part in name for part in parts)
            for name in names
        )
    )
    if apart:
        return listed(tuple(role_phrase(name, words) for name in names), words)
    each = tuple(_each(name, role) for name in names)
    return mend(role.text("several").format(positions=listed(each, words)), names[:1])


def _each(position: str, role: Table) -> str:
    """A position in a phrase for several: French repeats the preposition before each."""
    elided = _begins(position, role.text("elided_before"))
    return (role.text("each_before_vowel" if elided else "each") or "{position}").format(position=position)


def listed(items: tuple[str, ...], words: Table) -> str:
    """`A`, `A and B`, `A, B and C`."""
    joins = words.table("list")
    before = joins.text("comma").join(items[:-1])
    # Spanish "y" is "e" before the same sound.
    special = joins.text("last_before")
    other = special and items and re.match(special, items[-1], re.IGNORECASE)
    return joins.text("last_then" if other else "last").join(part for part in (before, *items[-1:]) if part)


def is_western(text: str) -> bool:
    """Tell whether names of this script have the first name first: Latin, Greek, Cyrillic."""
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
