"""The words a language's checks look for: templates/letters/LANGUAGE/checks.toml, compiled once."""

import re
import warnings
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from bowout.letters.languages import Language, Table, merged, read_language, vocabulary
from bowout.letters.sources import Broken, read
from bowout.letters.words import PATTERNS, line_of, read_words

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one language by their key in checks.toml."""

    table: Table
    sources: dict[str, tuple[str, ...]]
    harmless: frozenset[str]
    folders: tuple[Path, ...]
    endings: tuple[str, ...]
    # By their keys: to join a hundred parts and to ask for what they became takes longer than most searches.
    compiled: dict[tuple[str, ...], Pattern] = field(default_factory=dict, init=False, compare=False)

    def find(self, *keys: str) -> Pattern:
        """What any of `keys` looks for, such as `blame` or `events.offer`.

        Raises:
            Broken: something there is not a regular expression.
        """
        if keys not in self.compiled:
            try:
                parts = tuple(part for key in keys for part in self.sources.get(key, ()))
                self.compiled[keys] = _compile(parts)
            except (re.error, OverflowError, RecursionError) as error:
                raise self._blame(keys) from error
        return self.compiled[keys]

    def _blame(self, keys: tuple[str, ...]) -> Broken:
        """Find the file and the line of the first entry that is at fault."""
        key, part = next(
            (key, part) for key in keys for part in self.sources.get(key, ()) if not _stands(part)
        )
        names = tuple(key.split("."))
        paths = (folder / PATTERNS for folder in self.folders)
        path = next(path for path in paths if _has(read_words(path), names))
        text = read(path).replace("\\\\", "\\")
        start = line_of(text, names)
        lines = enumerate(text.split("\n")[start - 1 :], start)
        line = next((number for number, line in lines if part in line), start)
        return Broken(path, line, f"{key} has “{part}”, which is not a regular expression of its own.")

    def words(self, key: str) -> tuple[str, ...]:
        """A list of plain words."""
        return self.table.texts(key)

    def stem(self, word: str) -> str:
        """Cut the language's ending off a lower-case word, so that "tiring" and "tired" are alike."""
        return _stem(word, self.endings)

    def stems(self, text: str) -> set[str]:
        """The words of a text without their endings."""
        return {self.stem(word) for word in tokens(text)}


def read_patterns(code: str) -> Patterns:
    """Read a language's checks once; UsageError if there is no such language."""
    return _read(read_language(code))


@lru_cache(16)
def _read(language: Language) -> Patterns:
    table = merged(language.folders, PATTERNS)
    texts = {key: table.texts(key) or (table.text(key),) for key in table.values}
    for group in ("events", "claims"):
        texts |= {f"{group}.{key}": table.table(group).texts(key) for key in table.table(group).values}
    for key in table.table("clashes").values:
        clash = table.table("clashes").table(key)
        texts |= {f"clashes.{key}.{part}": clash.texts(part) for part in ("salutation", "closing")}
    common = frozenset(table.table("common").text("words").casefold().split())
    endings = table.table("common").texts("endings")
    harmless = frozenset(_stem(word, endings) for word in common | vocabulary(language))
    return Patterns(table, texts, harmless, language.folders, endings)


@cache
def _compile(parts: tuple[str, ...]) -> Pattern:
    # Most begin at a word: to say so once, and not for each, takes half the time.
    words = [part.removeprefix(r"\b") for part in parts if part.startswith(r"\b")]
    others = [part for part in parts if not part.startswith(r"\b")]
    at_word = [rf"\b(?=\w)(?:{'|'.join(words)})"] if words else []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of how a later Python may read a set
        # Of nothing to look for, nothing is found.
        return re.compile("|".join((*at_word, *others)) or r"(?!)", re.IGNORECASE)


def _stands(part: str) -> bool:
    """Tell whether a pattern can stand among others: whole, without a name or a flag that reaches beyond it."""
    try:
        return not (_compile((part,)).groupindex or _compile((f"(?:{part})",)).groupindex)
    except (re.error, OverflowError, RecursionError):
        return False


def _has(words: object, names: tuple[str, ...]) -> bool:
    for name in names:
        if not isinstance(words, dict) or name not in words:
            return False
        words = words[name]
    return True


@lru_cache(4096)
def _stem(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, without `'s`, split at hyphens, figures left out."""
    return re.findall(r"[^\W\d_]+", re.sub(r"['’]s\b", "", text.casefold()))
