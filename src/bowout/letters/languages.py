"""Languages: a folder under templates/letters each, and what it inherits; its tones are folders in it.

A person's own folder of a language goes before the shipped one of the same name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bowout.domain.errors import UsageError
from bowout.letters import sources
from bowout.letters.facts import NEUTRAL
from bowout.letters.words import line_of, missing_keys, read_words

DEFAULT = "en-GB"
TONES = "tones"
_KEPT = 64  # readings at a time: each language in each tone, and again after a change


def is_foreign(one: str | None, other: str | None) -> bool:
    """Tell whether two codes are of different languages: en-GB and en-US are not, and an unknown one is not."""
    first, second = ((code or "").partition("-")[0] for code in (one, other))
    return bool(first and second) and first != second


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML table whose values are read as what they must be."""

    values: Mapping[str, object]

    def table(self, key: str) -> "Table":
        """The table under `key`; empty where there is none."""
        value = self.values.get(key, {})
        return Table(value if isinstance(value, dict) else {})

    def text(self, key: str) -> str:
        """The text under `key`; "" where there is none."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def numbers(self, key: str) -> tuple[int, ...]:
        """The list of whole numbers under `key`; empty where there is none."""
        value = self.values.get(key, ())
        return tuple(part for part in value if isinstance(part, int)) if isinstance(value, list) else ()

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under `key`; empty where there is none."""
        value = self.values.get(key, ())
        return tuple(str(part) for part in value) if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language of letters in one tone, as it was read; `folders` are in the order in which they are asked.

    The tone's come first, then the language's own, then those it inherits.
    """

    code: str
    tone: str
    folders: tuple[Path, ...]
    words: Table
    reasons: Table

    def find(self, name: str) -> Path | None:
        """The file `name` of the language, its own or inherited; None where it has none."""
        return next((path for folder in self.folders if (path := folder / name).is_file()), None)


def languages() -> tuple[str, ...]:
    """The codes of all languages that letters can be written in."""
    return tuple(sorted({path.parent.name for path in _found("*/language.toml")}))


def language_of_locale(locale: str) -> str:
    """The language of letters for a locale such as `de_AT.UTF-8`; British English where there is none."""
    code = locale.partition(".")[0].partition("@")[0].replace("_", "-")
    known = languages()
    return next((name for name in (code, code.partition("-")[0]) if name in known), DEFAULT)


def tones() -> tuple[str, ...]:
    """The names of all tones: the usual one first, then each that is a folder of some language."""
    return (NEUTRAL, *sorted({path.name for path in _found(f"*/{TONES}/*") if path.is_dir()} - {NEUTRAL}))


def _found(pattern: str) -> Iterator[Path]:
    """The files of all roots that are named so; what is hidden, or no name, is left out."""
    for root in sources.roots():
        for path in root.glob(pattern):
            if all(sources.NAME.fullmatch(part) for part in path.relative_to(root).with_suffix("").parts):
                yield path


def read_language(code: str, tone: str = NEUTRAL) -> Language:
    """Read a language's words, once as long as they stay as they are; a tone that it does not have is the usual one.

    Raises:
        UsageError: there is no such language; the hint lists them.
        Broken: a file of it cannot be used.
    """
    return _language(code, tone, sources.state())


@lru_cache(_KEPT)
def _language(code: str, tone: str, state: sources.State) -> Language:
    if code not in languages():
        raise UsageError(f"There are no letters in “{code}”.", f"Choose one of: {', '.join(languages())}.")
    codes = [code]
    while parent := _parent(codes[-1], tuple(codes)):
        codes.append(parent)
    toned = (root / each / TONES / tone for each in codes for root in state[0])
    plain = (root / each for each in codes for root in state[0])
    chain = tuple(folder for folder in (*toned, *plain) if folder.is_dir())
    return Language(code, tone, chain, merged(chain, "language.toml"), merged(chain, "reasons.toml"))


def _parent(code: str, children: tuple[str, ...]) -> str:
    """The language that one inherits, "" where none; Broken where that one is not there, or inherits this one."""
    for path in (root / code / "language.toml" for root in sources.roots()):
        parent = read_words(path).get("inherits")
        if parent is None:
            continue
        if parent in children or (parent and parent not in languages()):
            line = line_of(sources.read(path), ("inherits",))
            raise sources.Broken(path, line, f"{code} cannot inherit “{parent}”.")
        return str(parent)
    return ""


def merged(folders: tuple[Path, ...], name: str) -> Table:
    """The file `name` of each folder, the first folder's words going before the next one's.

    Raises:
        Broken: one of them cannot be used, or a language of one's own that inherits nothing lacks words.
    """
    whole: dict[str, object] = {}
    for folder in reversed(folders):
        whole = _over(whole, read_words(folder / name))
    own = [folder for folder in folders if sources.is_own(folder)]
    if own and sources.shipped_folder() / DEFAULT not in folders:
        lacking = missing_keys(whole, name)
        if lacking:
            why = f"it lacks {lacking[0]}, and the language inherits none"
            raise sources.Broken(own[-1] / name, 1, f"{why} ({len(lacking)} are missing).")
    return Table(whole)


def vocabulary(language: Language) -> frozenset[str]:
    """Every word of the language's own sentences, in lower case."""
    files = [path for folder in language.folders for path in folder.rglob("*.j2")]
    files += [folder / name for folder in language.folders for name in ("language.toml", "reasons.toml")]
    text = " ".join(sources.read(path) for path in files if path.is_file())
    return frozenset(re.findall(r"[^\W\d_]+", re.sub(r"\{[{%].*?[}%]\}|#.*", " ", text).casefold()))


def _over(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    whole = dict(below)
    for key, value in above.items():
        old = whole.get(key)
        whole[key] = _over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return whole
