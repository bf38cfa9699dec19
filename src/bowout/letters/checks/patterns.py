"""The words a language's checks look for: templates/letters/LANGUAGE/checks.toml, compiled once."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from bowout.letters.languages import Table, merged, read_language, vocabulary

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one language by their key in checks.toml."""

    table: Table
    sources: dict[str, tuple[str, ...]]
    harmless: frozenset[str]

    def find(self, *keys: str) -> Pattern:
        """What any of `keys` looks for, such as `blame` or `events.offer`."""
        return _compile(tuple(part for key in keys for part in self.sources.get(key, ())))

    def words(self, key: str) -> tuple[str, ...]:
        """A list of plain words."""
        return self.table.texts(key)


@cache
def read_patterns(language: str) -> Patterns:
    """Read a language's checks once; UsageError if there is no such language."""
    table = merged(read_language(language).folders, "checks.toml")
    sources = {key: table.texts(key) or (table.text(key),) for key in table.values}
    for group in ("events", "claims"):
        sources |= {f"{group}.{key}": table.table(group).texts(key) for key in table.table(group).values}
    for key in table.table("clashes").values:
        clash = table.table("clashes").table(key)
        sources |= {f"clashes.{key}.{part}": clash.texts(part) for part in ("salutation", "closing")}
    common = frozenset(table.table("common").text("words").split())
    return Patterns(table, sources, frozenset(map(stem, common | vocabulary(language))))


@cache
def _compile(parts: tuple[str, ...]) -> Pattern:
    # Most begin at a word: to say so once, and not for each, takes half the time.
    words = [part.removeprefix(r"\b") for part in parts if part.startswith(r"\b")]
    others = [part for part in parts if not part.startswith(r"\b")]
    at_word = [rf"\b(?=\w)(?:{'|'.join(words)})"] if words else []
    # Of nothing to look for, nothing is found.
    return re.compile("|".join((*at_word, *others)) or r"(?!)", re.IGNORECASE)


@lru_cache(4096)
def stem(word: str) -> str:
    """Cut an English ending off a lower-case word, so that "tiring" and "tired" are alike."""
    for ending in ("ing", "ies", "ed", "es", "ly", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, without `'s`, split at hyphens, figures left out."""
    return re.findall(r"[^\W\d_]+", re.sub(r"['’]s\b", "", text.casefold()))
