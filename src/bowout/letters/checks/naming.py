"""Checks of names: the position, the company and the people, and who is greeted."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from bowout.letters.checks.reading import Reading, occurrences
from bowout.letters.names import clean

# Where a name hardly goes on: a comma, the end of a sentence rather than of an initial.
_STOP = re.compile(r"[,;:] |\w{3,}[.!?…] ")
# What an advertisement adds to a position: brackets, and what follows a dash or a bar.
_ADDED = re.compile(r"\([^)]*\)|\[[^\]]*\]|\s[–—|-]\s.*|,? [a-z]/[a-z](?:/[a-z])?$", re.IGNORECASE)


def position_missing(letter: Reading) -> str | None:
    """The letter must say which position it is about, or each of several."""
    written = clean(letter.body).casefold()
    for position in letter.positions:
        short = clean(_ADDED.sub(" ", position)) or position
        if position.casefold() not in written and short.casefold() not in written:
            return f"The letter does not name the position: write “{position}”."
    return None


def name_misspelt(letter: Reading) -> str | None:
    """A name must be as recorded, and the salutation must greet a recipient."""
    for name in (*letter.companies, clean(letter.facts.sender.name), *letter.people):
        wrong = _near(name, letter)
        if wrong:
            return f"“{wrong}” is recorded as “{name}”: spell it so."
    stranger = _stranger(letter)
    if stranger:
        return f"“{stranger}” in the salutation is no recipient: greet {_recipients(letter)}."
    return None


def _near(name: str, letter: Reading) -> str:
    if len(name) < 5 or occurrences(name, letter.body):
        return ""
    for window in _windows(letter.body, len(name.split())):
        like = window[:1].isupper() and abs(len(window) - len(name)) <= 2
        like = like and (not _STOP.search(window) or bool(_STOP.search(name)))
        near = like and _may_be_name(window, letter) and _alike(window.casefold(), name.casefold())
        # A title's full stop is a matter of the language.
        if near and _unstopped(window) != _unstopped(name):
            return window
    return ""


def _unstopped(name: str) -> str:
    return re.sub(r"\.(?=\s|$)", "", name)


def _windows(body: str, size: int) -> Iterator[str]:
    """So many words in a row, within a paragraph."""
    for words in map(str.split, body.split("\n\n")):
        for at in range(len(words) - size + 1):
            yield " ".join(words[at : at + size]).strip('.,;:!?()"“”')


def _may_be_name(window: str, letter: Reading) -> bool:
    ordinary = letter.patterns.stems(window) <= letter.patterns.harmless
    return not ordinary and not any(_unstopped(window) in _unstopped(name) for name in letter.names)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= 0.8


def _stranger(letter: Reading) -> str:
    spelt = re.findall(r"[\w'’.-]+", " ".join((*letter.companies, *letter.people)))
    known = {part for word in spelt for part in word.casefold().strip(".").split("-")}
    known.update(letter.patterns.words("nobody"))
    if not any(person.name or person.greet for person in letter.recipients):
        return ""
    said = letter.patterns.find("greeting").sub("", letter.salutation, count=1)
    words = (word.strip(".'’-") for word in re.findall(r"[\w'’.-]+", said))
    # "Liebes Acme-Team" has both words.
    return next(
        (word for word in words if not known.issuperset(filter(None, word.casefold().split("-")))), ""
    )


def _recipients(letter: Reading) -> str:
    return " and ".join(person.greet or person.name or str(person) for person in letter.recipients)
