"""The words that people use in their tables: headings, statuses and flags, in many languages, folded to be compared."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

_FOLDER = Path(__file__).parent / "vocabulary"
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´‘")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_NOT_WORDS = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Field(NamedTuple):
    """What a heading means; a weak one gives way to a column that says it more clearly."""

    name: str
    weak: bool


class Word(NamedTuple):
    """What a word in a status cell means; one that says more than its meaning is kept in a note too."""

    meaning: str
    says_more: bool


def fold(text: str) -> str:
    """Make texts equal that a person would read alike: no case, accents, marks or doubled blanks."""
    # Short texts come again and again in a table: nine of ten cells of most columns.
    return _fold_short(text) if len(text) <= 40 else _fold(text)


@lru_cache(maxsize=20_000)
def _fold_short(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold().translate(_LETTERS)
    if not plain.isascii():
        marked = unicodedata.normalize("NFD", plain)
        plain = unicodedata.normalize("NFC", "".join(c for c in marked if unicodedata.category(c) != "Mn"))
    return _NOT_WORDS.sub(" ", plain).strip()


@lru_cache(maxsize=4_000)
def fold_heading(text: str) -> str:
    """Fold a heading, `companyName` as two words; one that is a mark alone (`#`) stays."""
    return fold(_CAMEL.sub(" ", text)) or text.strip()


def says_nothing(text: str) -> bool:
    """Tell whether a cell is empty, or holds what stands for that: `-`, `N/A`."""
    return not text or (len(text) < 12 and _nothing(text))


@lru_cache(maxsize=20_000)
def _nothing(text: str) -> bool:
    return fold(text) in flags()["nothing"] and text.strip() not in _marks()


def flag(text: str) -> bool | None:
    """Read `yes`, `FALSE`, `☑`; None for anything else."""
    if len(text) > 12:
        return None
    word = fold(text) or text.strip()
    known = flags()
    return True if word in known["yes"] else False if word in known["no"] else None


def is_east_asian(text: str) -> bool:
    """Tell whether `text` has characters of a script that puts no blanks between words."""
    return _EAST_ASIAN.search(text) is not None


@cache
def flags() -> dict[str, frozenset[str]]:
    """What stands for `yes`, for `no` and for `nothing`, folded."""
    return {name: frozenset(words) for name, words in load("flags").items()}


@cache
def _marks() -> frozenset[str]:
    """Marks without a letter that say yes or no: they are no empty cell."""
    return frozenset(word for name in ("yes", "no") for word in flags()[name])


@cache
def headings() -> dict[str, Field]:
    """Every heading of the table, folded; what stands first in the file wins."""
    found: dict[str, Field] = {}
    for name, languages in _read("fields").items():
        for language, words in languages.items():
            for word in _words(words):
                found.setdefault(fold_heading(word), Field(name, language == "weak"))
    return found


@cache
def heading_rules() -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """The fields that single words in a heading point to, in order, each with its sets of words."""
    order: list[tuple[str, str]] = load("rules")["order"]
    return tuple(
        (name, tuple(tuple(fold(part) for part in word.split("+")) for word in _words(words)))
        for name, words in order
    )


@cache
def statuses() -> dict[str, Word]:
    """Every word of the table of statuses, folded; what stands first in the file wins."""
    found: dict[str, Word] = {}
    for meaning, languages in _read("statuses").items():
        if meaning == "stems":
            continue
        for words in languages.values():
            for word in _words(words):
                folded = fold(word.removesuffix("+"))
                found.setdefault(folded, Word(meaning, word.endswith("+")))
    return found


@cache
def stems() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The stems of statuses, in the order in which they are looked for."""
    return tuple(
        (meaning, tuple(fold(word) for word in _words(words)))
        for meaning, words in _read("statuses")["stems"].items()
    )


def has_stem(folded: str, stem: str) -> bool:
    """Tell whether a word of a folded text begins with `stem`."""
    return stem in folded if is_east_asian(stem) else f" {stem}" in f" {folded}"


def _words(text: str) -> Iterator[str]:
    return (word.strip() for word in text.split(",") if word.strip())


def _read(name: str) -> dict[str, dict[str, str]]:
    return load(name)


def load(name: str) -> dict[str, Any]:
    """Read a file of the vocabulary."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
