"""The shipped files: none unused, none that overrides nothing."""

import re
from itertools import product
from pathlib import Path

import pytest

from bowout.letters.facts import LETTERS
from bowout.letters.languages import Language, languages, merged, read_language, tones
from bowout.letters.view import view
from tests.letters.cases import BASE

GB = read_language("en-GB").folders[0]
SOURCES = sorted(GB.parent.rglob("*.j2"))
INCLUDE = re.compile(r'\{%-? *include "([^"]+)"')


def included(name: str, language: Language) -> set[Path]:
    """Every file that a template takes in, itself too."""
    path = language.find(name)
    assert path is not None, name
    text = path.read_text(encoding="utf-8")
    return {path}.union(*(included(part, language) for part in INCLUDE.findall(text)))


def test_every_part_is_used_by_a_letter_and_every_situation_has_one() -> None:
    used: set[Path] = set()
    for code, tone in product(languages(), tones()):
        for letter in LETTERS:
            used |= included(f"letters/{letter}.j2", read_language(code, tone))
    assert set(SOURCES) == used


@pytest.mark.parametrize("code", languages())
def test_a_language_overrides_only_what_is_there_and_differs(code: str) -> None:
    own, *parents = read_language(code).folders
    for path in own.rglob("*.j2") if parents else ():
        below = parents[0] / path.relative_to(own)
        assert path.read_text(encoding="utf-8") != below.read_text(encoding="utf-8")
    for name in ("language.toml", "reasons.toml", "spoken.toml"):
        mine, theirs = merged((own,), name), merged(tuple(parents), name)
        for key, value in mine.values.items() if parents else ():
            assert key == "inherits" or key in theirs.values
            assert value != theirs.values.get(key)


def test_the_templates_speak_of_every_value_that_they_are_given_and_of_no_other() -> None:
    given = set(view(BASE, read_language("en-GB")))
    text = " ".join(path.read_text(encoding="utf-8") for path in SOURCES)
    code = " ".join(re.findall(r"\{[{%](.*?)[%}]\}", text, re.DOTALL))
    words = set(re.findall(r"[a-z_]+", re.sub(r'"[^"]*"', "", code)))
    assert given <= words
    assert words - given <= {"if", "elif", "else", "endif", "include", "and", "not", "or", "in"}


def test_every_key_of_the_language_file_is_used() -> None:
    package = Path(view.__code__.co_filename).parent
    code = " ".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    words = read_language("en-GB").words
    letters = set(LETTERS)
    named = {"length": letters | {"usual"}, "titles": set(words.table("titles").values)}
    named |= {key: letters for key in words.values if key.startswith("subject")}
    named["subject_imminent"] = {"interview", "screening"}
    for key, value in words.values.items():
        assert f'"{key}"' in code
        for name in value if isinstance(value, dict) else ():
            assert name in named[key] if key in named else f'"{name}"' in code, f"{key}.{name}"
    for key in read_language("en-GB").reasons.values:
        assert f'"{key}"' in code or key in set(LETTERS) | {"alone", "joined"}
    for key in merged(read_language("en-GB").folders, "spoken.toml").values:
        assert f'"{key}"' in code
    assert set(words.table("subject").values) == letters


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(GB.parent).as_posix())
def test_a_part_is_one_job_and_holds_no_dash(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.strip() and text.endswith("\n")
    assert not re.search("[–—]|’s ", text)
