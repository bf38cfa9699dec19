"""The words a language's checks look for: templates/letters/LANGUAGE/checks.toml, compiled once."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from bowout.letters.languages import Table, merged, read_language, vocabulary

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled patterns of one language by their key in checks.toml."""

    table: Table
    compiled: dict[str, Pattern]
    harmless: frozenset[str]

    def find(self, key: str) -> Pattern:
        """The pattern under `key`, such as `blame` or `events.offer`."""
        return self.compiled[key]

    def keys(self, table: str) -> tuple[str, ...]:
        """The keys of a table of patterns."""
        return tuple(self.table.table(table).values)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of plain words."""
        return self.table.texts(key)


@cache
def read_patterns(language: str) -> Patterns:
    """Read and compile a language's checks once; UsageError if there is no such language."""
    table = merged(read_language(language).folders, "checks.toml")
    sources = {key: table.texts(key) or (table.text(key),) for key in table.values}
    for group in ("events", "claims"):
        sources |= {f"{group}.{key}": table.table(group).texts(key) for key in table.table(group).values}
    compiled = {key: _compile(parts) for key, parts in sources.items() if any(parts)}
    common = frozenset(table.table("common").text("words").split())
    return Patterns(table, compiled, frozenset(map(stem, common | vocabulary(language))))


def _compile(parts: tuple[str, ...]) -> Pattern:
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE)


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
