"""Tries a person's own templates on made-up records: each letter that takes one in is written and checked."""

import re
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from bowout.domain.errors import BowoutError
from bowout.domain.follow_ups import FollowUp
from bowout.domain.situations import Situation
from bowout.domain.template_details import TemplateFinding, TriedView
from bowout.letters import sources
from bowout.letters.checks import check
from bowout.letters.compose import compose
from bowout.letters.facts import LETTERS, LetterFacts, PrivateWords
from bowout.letters.languages import Language, languages, read_language, tones
from bowout.letters.parts import check_part, ready
from bowout.letters.samples import follow_up_samples, samples
from bowout.letters.view import view
from bowout.letters.words import IN_LETTERS, read_words, unknown_keys

Found = dict[tuple[tuple[Path, ...], str, int | None], TemplateFinding]


@dataclass
class Trial:
    """What is to be tried, how many letters were written for it, and what was found, alike findings once."""

    wanted: frozenset[Path]
    letters: int = 0
    used: set[Path] = field(default_factory=set)
    _found: Found = field(default_factory=dict)

    @property
    def findings(self) -> list[TemplateFinding]:
        """What was found, errors first."""
        order = ("error", "warning", "info")
        return sorted(
            self._found.values(), key=lambda found: (order.index(found.level), found.paths, found.line or 0)
        )

    def note(
        self, paths: tuple[Path, ...], level: str, code: str, message: str, line: int | None = None
    ) -> TemplateFinding:
        """Note what is wrong with some files; what was found before stays as it was."""
        new = TemplateFinding(tuple(map(sources.relative, paths)), line, level, code, message, ())
        return self._found.setdefault((paths, code, line), new)

    def note_in(
        self, letter: TriedView, paths: tuple[Path, ...], level: str, code: str, message: str
    ) -> None:
        """Note what is wrong with a letter that was tried, and so with the files that it takes in."""
        old = self.note(paths, level, code, message)
        self._found[paths, code, None] = old._replace(letters=tuple(dict.fromkeys((*old.letters, letter))))

    def note_broken(self, error: sources.Broken) -> None:
        """Note that a file cannot be used."""
        self.note((error.path,), "error", error.code, error.why, error.line)


def try_wordings(name: str | None = None) -> Trial:
    """Try all of one's own files, or the one of that name: each by itself, and every letter that takes one in."""
    own = sources.own_folder() if len(sources.roots()) > 1 else None
    names = [*sources.files(own), *sources.folders_in_place_of_files(own)] if own else []
    trial = Trial(frozenset(own / each for each in names if own and name in (None, each)))
    with sources.steady():
        _try_languages(trial)
    for path in sorted(trial.wanted):
        try:
            _try_alone(trial, path)
        except sources.Broken as error:
            trial.note_broken(error)
    return trial


def _try_languages(trial: Trial) -> None:
    for code, tone in product(languages(), tones()) if trial.wanted else ():
        try:
            language = read_language(code, tone)
            usual = tone == tones()[0] or language.folders != read_language(code).folders
            if usual and any(map(sources.is_own, language.folders)):
                _try_language(trial, language)
        except sources.Broken as error:
            trial.note_broken(error)


def _try_language(trial: Trial, language: Language) -> None:
    words = {path for folder in language.folders for name in IN_LETTERS if (path := folder / name).is_file()}
    records = [facts for each in Situation for facts in samples(each, language.code, language.tone)]
    records += [facts for each in FollowUp for facts in follow_up_samples(each, language.code, language.tone)]
    known = frozenset(view(records[0], language))
    for letter in LETTERS:
        try:
            files = {*ready(language, letter, known).files, *words}
            own = tuple(sorted(path for path in files if sources.is_own(path)))
            trial.used.update(own)
            for facts in records if trial.wanted.intersection(own) else ():
                if facts.letter == letter:
                    trial.letters += 1
                    _try_letter(trial, facts, own)
        except sources.Broken as error:
            trial.note_broken(error)


def _try_letter(trial: Trial, facts: LetterFacts, own: tuple[Path, ...]) -> None:
    letter = TriedView(facts.language, facts.tone, facts.letter)
    try:
        found = check(compose(facts), facts, PrivateWords())
    except sources.Broken:
        raise
    except BowoutError as error:
        trial.note_in(letter, own, "error", error.code, error.message)
        return
    for entry in found:
        if entry.code != "no_recipient":
            paths = _at_fault(own, entry.message)
            empty = "It is empty, and in the letter: " if all(map(_is_empty, paths)) else ""
            trial.note_in(letter, paths, entry.level, entry.code, f"{empty}{entry.message}")


def _at_fault(own: tuple[Path, ...], message: str) -> tuple[Path, ...]:
    """The files that hold what a finding quotes; where none does, those that are empty, or else all of them."""
    quoted = re.findall(r"“(.+?)”", message)
    holding = tuple(path for path in own if any(text in sources.read(path) for text in quoted))
    return holding or tuple(filter(_is_empty, own)) or own


def _is_empty(path: Path) -> bool:
    """Tell whether a part says nothing, comments apart."""
    return path.suffix == ".j2" and not re.sub(r"\{#.*?#\}", "", sources.read(path), flags=re.DOTALL).strip()


def _try_alone(trial: Trial, path: Path) -> None:
    if path.is_dir():
        trial.note((path,), "error", sources.Broken.code, "This is a folder, and no file.")
        return
    code, _, rest = sources.relative(path).partition("/")
    if code not in languages():
        trial.note((path,), "warning", "unused", f"{code} is no language: it has no language.toml.")
    elif path.suffix == ".toml":
        read_words(path)
        if path.name not in sources.word_files():
            trial.note((path,), "warning", "unused", "Nothing reads a file of this name.")
            return
        for line, key in unknown_keys(path):
            trial.note((path,), "warning", "unknown_key", f"Nothing reads “{key}”.", line)
    elif path not in trial.used:
        language = read_language(code)
        check_part(
            language, path, frozenset(view(next(samples(Situation.DECLINE_OFFER, code, "")), language))
        )
        if not any(found.code == sources.Broken.code for found in trial.findings):
            trial.note((path,), "warning", "unused", f"No letter takes {rest} in.")
