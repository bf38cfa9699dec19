"""The words of a language in TOML; a person's own are held to the kinds and the {braces} of the shipped ones."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from bowout.domain.reasons import Statement
from bowout.letters.facts import LETTERS
from bowout.letters.sources import Broken, is_own, read, shipped_folder

Keys = tuple[str, ...]
Words = dict[str, object]
IN_LETTERS = ("language.toml", "reasons.toml", "checks.toml")  # what a letter, or its check, is made from
PATTERNS = "checks.toml"  # holds regular expressions, whose braces say something else
_LETTERS, _STATEMENTS = frozenset(LETTERS), frozenset(Statement)
# Tables whose keys are a language's own.
_OPEN = (
    ("titles",),
    ("contractions",),
    ("highlight", "your"),
    ("role", "articles"),
    ("role", "at_article"),
    ("salutation", "titled"),
    ("salutation", "articles"),
    ("letter", "titled"),
    ("dates", "zones"),
)
_OPTIONAL = (
    ("letter", "unknown"),
    ("salutation", "acquainted"),
    ("salutation", "particles"),
    ("role", "bare"),
    ("role", "endings"),
    ("role", "several"),
    ("role", "clients"),
)
_CLASHES = "clashes"  # a table of tables that each language names as it likes
_STATED = ("clauses", "phrases")  # a statement stands in one of them
_COUNTED = ("length",)  # where a list has a place for each bound
_IN_BRACES = ("weekday", "slot", "slot_at_one")  # of the dates; the others are patterns of CLDR


class Place(NamedTuple):
    """What may stand under a key: its kind, what is filled in, and how many entries (None: any number)."""

    kind: str
    fields: frozenset[str]
    size: int | None


def read_words(path: Path) -> Words:
    """Read a file of words; one that is not there has none.

    Raises:
        Broken: it cannot be read, is not TOML, or has a value that the letters cannot use.
    """
    if not path.is_file():
        return {}
    text = read(path)
    values = _parsed(path, text)
    if is_own(path):
        for keys, value in _walk(values):
            place = _places(path.name).get(_place(keys))
            wrong = (_fault(value, place, path.name) if place else "") or _calendar_fault(keys, value)
            if wrong:
                raise Broken(path, line_of(text, keys), f"{'.'.join(keys)} {wrong}")
    return values


def unknown_keys(path: Path) -> Iterator[tuple[int, str]]:
    """The keys of a file that nothing reads, each with its line."""
    text = read(path)
    known = _places(path.name)
    for keys, _ in _walk(_parsed(path, text)):
        if _place(keys) not in known and (len(keys) == 1 or _place(keys[:-1]) in known):
            yield line_of(text, keys), ".".join(keys)


def missing_keys(words: Mapping[str, object], name: str) -> list[str]:
    """What a whole file of words lacks, going by the one of British English; some of it may be left out."""
    given = {keys for keys, _ in _walk(words)}
    stated = {keys[1] for keys in given if len(keys) == 2 and keys[0] in _STATED}
    return [
        ".".join(keys)
        for keys, _ in _walk(_parsed_once(shipped_folder() / "en-GB" / name))
        if keys not in given and not _may_lack(keys) and not (keys[0] in _STATED and keys[-1] in stated)
    ]


def _may_lack(keys: Keys) -> bool:
    """Tell whether a language can do without: its own titles, a letter that is as the usual one."""
    special = keys[0] != "subject" and (
        _LETTERS.intersection(keys)
        or keys[0] in ("subject_booked", "subject_process", "subject_offer", "subject_offers")
    )
    return bool(special) or keys[0] == _CLASHES or keys[:-1] in _OPEN or keys in (*_OPEN, *_OPTIONAL)


def line_of(text: str, keys: Keys) -> int:
    """The line where a key stands; that of its table, or the first, where it is written in another way."""
    table: Keys = ()
    best = 1
    for number, line in enumerate(text.split("\n"), 1):
        header = re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line)
        key = re.match(r"\s*[\"']?([\w-]+)[\"']?\s*[=.]", line)
        if header:
            table = tuple(part.strip(" \"'") for part in header[1].split("."))
        if header and table == keys[: len(table)]:
            best = number
        if key and (*table, key[1]) == keys[: len(table) + 1]:
            return number
    return best


def _parsed(path: Path, text: str) -> Words:
    try:
        return dict(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else text.rstrip("\n").count("\n") + 1
        raise Broken(path, line, f"it is not TOML: {str(error).partition(' (at')[0]}.") from None


@cache
def _parsed_once(path: Path) -> Words:
    return _parsed(path, read(path))


def _walk(values: Mapping[str, object], above: Keys = ()) -> Iterator[tuple[Keys, object]]:
    for key, value in values.items():
        yield (*above, key), value
        if isinstance(value, dict):
            yield from _walk(value, (*above, key))


def _place(keys: Keys) -> Keys:
    """Keys as what they have in common: any letter, any statement, any table of subjects, any title, any clash."""
    if keys[:-1] in _OPEN:
        return (*keys[:-1], "*")
    if keys[0] == _CLASHES and len(keys) > 1:
        return (keys[0], "*", *keys[2:])
    first = "subject" if keys[0].startswith("subject_") else keys[0]
    return tuple(
        "*" if key in _LETTERS or (depth and key in _STATEMENTS) else key
        for depth, key in enumerate((first, *keys[1:]))
    )


@cache
def _places(name: str) -> Mapping[Keys, Place]:
    """What may stand in a file of this name: what stands in the shipped ones of any language and tone."""
    found: dict[Keys, Place] = {}
    for path in sorted(shipped_folder().rglob(name)):
        for keys, value in _walk(_parsed_once(path)):
            size = len(value) if isinstance(value, list) and keys[0] in _COUNTED else None
            fields = frozenset() if name == PATTERNS else frozenset(_fields(value))
            old = found.get(_place(keys))
            found[_place(keys)] = Place(_kind(value), fields | (old.fields if old else fields), size)
    return found


def _kind(value: object) -> str:
    if isinstance(value, list) and value and all(type(part) is int for part in value):
        return "a list of whole numbers"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "a list of texts"
    if isinstance(value, dict):
        return "a table"
    return "a text in quotes" if isinstance(value, str) else "of another kind"


def _fields(value: object) -> Iterator[str]:
    """The names in braces of a text, or of a list of texts; anything but a plain name as it is written.

    Raises:
        ValueError: a brace that stands alone.
    """
    for text in value if isinstance(value, list) else [value]:
        for _, name, form, turned in Formatter().parse(text) if isinstance(text, str) else ():
            if name is not None:
                yield f"{name}{f'!{turned}' if turned else ''}{f':{form}' if form else ''}"


def _fault(value: object, place: Place, name: str) -> str:
    if _kind(value) != place.kind and not (value == [] and place.kind.startswith("a list")):
        return f"must be {place.kind}."
    if place.size is not None and isinstance(value, list) and len(value) != place.size:
        return f"must have {place.size} entries."
    if name == PATTERNS:
        return ""
    try:
        strange = next((field for field in _fields(value) if field not in place.fields), None)
    except ValueError:
        return "has a brace that stands alone."
    if strange is None:
        return ""
    able = " ".join(f"{{{field}}}" for field in sorted(place.fields))
    return f"cannot fill in {{{strange}}}; {f'there is {able}' if able else 'nothing in braces stands here'}."


def _calendar_fault(keys: Keys, value: object) -> str:
    """What is wrong with a locale, or with a pattern of a date or a time; "" for anything else."""
    if keys[0] != "dates" or len(keys) != 2 or keys[1] in _IN_BRACES or not isinstance(value, str):
        return ""
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_datetime

    try:
        if keys[1] == "locale":
            Locale.parse(value)
        else:
            format_datetime(datetime(2026, 12, 3, tzinfo=UTC), value, locale="en")
    except (UnknownLocaleError, ValueError, TypeError, AttributeError, LookupError) as error:
        return f"cannot be used by Babel: {str(error).rstrip('.')}."
    return ""
