"""Languages: a folder under templates/letters each, and what it inherits; its tones are folders in it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bowout.domain.errors import UsageError
from bowout.letters.facts import NEUTRAL
from bowout.resources import resource_dir

DEFAULT = "en-GB"
_TONES = "tones"


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML table whose values are read as what they must be."""

    values: Mapping[str, object]

    def table(self, key: str) -> "Table":
        """The table under `key`; empty where there is none."""
        value = self.values.get(key, {})
        return Table({str(name): part for name, part in value.items()} if isinstance(value, dict) else {})

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


@dataclass(frozen=True, slots=True)
class Language:
    """A language of letters in one tone; `folders` are the tone's first, then its own, then those it inherits."""

    code: str
    tone: str
    folders: tuple[Path, ...]
    words: Table
    reasons: Table

    def path(self, name: str) -> Path:
        """The file `name` of the language, its own or inherited."""
        return next(
            (path for folder in self.folders if (path := folder / name).is_file()), self.folders[-1] / name
        )


def languages() -> tuple[str, ...]:
    """The codes of all languages that letters can be written in."""
    return tuple(sorted(path.parent.name for path in _home().glob("*/language.toml")))


def tones() -> tuple[str, ...]:
    """The names of all tones: the usual one first, then each that is a folder of some language."""
    return (NEUTRAL, *sorted({path.name for path in _home().glob(f"*/{_TONES}/*") if path.is_dir()}))


@cache
def read_language(code: str, tone: str = NEUTRAL) -> Language:
    """Read a language's words once; a tone of which it has no folder is the usual one.

    Raises:
        UsageError: there is no such language; the hint lists them.
    """
    if code not in languages():
        raise UsageError(f"There are no letters in “{code}”.", f"Choose one of: {', '.join(languages())}.")
    folders = [_home() / code]
    while parent := _read(folders[-1] / "language.toml").get("inherits"):
        folders.append(_home() / str(parent))
    toned = (folder / _TONES / tone for folder in folders)
    chain = (*(folder for folder in toned if folder.is_dir()), *folders)
    return Language(code, tone, chain, merged(chain, "language.toml"), merged(chain, "reasons.toml"))


def merged(folders: tuple[Path, ...], name: str) -> Table:
    """The file `name` of each folder, the first folder's words going before the next one's."""
    whole: dict[str, object] = {}
    for folder in reversed(folders):
        whole = _over(whole, _read(folder / name))
    return Table(whole)


@cache
def vocabulary(code: str) -> frozenset[str]:
    """Every word of the language's own sentences, in lower case."""
    own = read_language(code)
    files = [path for folder in own.folders for path in folder.rglob("*.j2")]
    files += [folder / name for folder in own.folders for name in ("language.toml", "reasons.toml")]
    text = " ".join(path.read_text(encoding="utf-8") for path in files if path.is_file())
    return frozenset(re.findall(r"[^\W\d_]+", re.sub(r"\{[{%].*?[}%]\}|#.*", " ", text).casefold()))


def _home() -> Path:
    return resource_dir("templates") / "letters"


def _read(path: Path) -> dict[str, object]:
    return dict(tomllib.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _over(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    whole = dict(below)
    for key, value in above.items():
        old = whole.get(key)
        whole[key] = _over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return whole
