"""A person's own file of wording: where it would lie, what it begins with, and what is kept of it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bowout.config import config_path, make_folder
from bowout.domain.errors import NotFound, UsageError
from bowout.files import write_private
from bowout.letters import sources
from bowout.letters.facts import NEUTRAL
from bowout.letters.languages import TONES, languages, read_language
from bowout.services.wordings import find_wording, list_wordings

_NEW_LANGUAGE = '# What is not here is as in the language that this one inherits.\ninherits = "en-GB"\n'
_HINT = (
    "Name it as in en-GB/wishes.j2, en-GB/tones/NAME/wishes.j2 or, for a new language, CODE/language.toml."
)


def editable(name: str, language: str) -> str:
    """The full name of the file that is meant: one that is there, or a new one in its right place.

    `language` is the one that is meant where the name tells none.

    Raises:
        NotFound: it is neither.
        Ambiguous: it is the end of several.
        UsageError: no file of wording can lie there.
    """
    try:
        return find_wording(name, list_wordings(), language).path
    except NotFound:
        if "/" not in name:
            raise
    if not _may_begin(name):
        raise UsageError(f"“{name}” is no place for a template.", _HINT)
    return name


def _may_begin(name: str) -> bool:
    if not sources.is_name(name):
        return False
    language, _, rest = name.partition("/")
    known = language in languages() or rest == "language.toml"
    inner = rest.split("/")[2:] if rest.startswith(f"{TONES}/") else rest.split("/")
    return known and (name.endswith(".j2") or (len(inner) == 1 and inner[0] in sources.word_files()))


def begin(name: str) -> str:
    """What a file of one's own begins with: the shipped one, or what letters take in its place until now."""
    shipped = sources.shipped_folder() / name
    if shipped.is_file():
        return sources.read(shipped)
    code, _, rest = name.partition("/")
    if name.endswith(".toml"):
        return _NEW_LANGUAGE if rest == "language.toml" and code not in languages() else ""
    _, tone, inner = rest.split("/", 2) if rest.startswith(f"{TONES}/") else ("", NEUTRAL, rest)
    usual = read_language(code, tone).find(inner)
    return sources.read(usual) if usual else ""


def edit_own(name: str, edit: Callable[[Path], None]) -> bool:
    """Let `edit` change one's own file, made first if it is not there; tells whether anything of it is left.

    What is as it was shipped, or was begun and not changed, is taken away again.
    """
    path = sources.own_folder() / name
    text, new = begin(name), not path.exists()
    if new:
        folder = config_path().parent
        for part in path.parent.relative_to(folder).parts:
            make_folder(folder)
            folder /= part
        make_folder(folder)
        write_private(path, text.encode(), overwrite=False)
    try:
        edit(path)
    finally:
        same = path.is_file() and path.read_bytes() == text.encode()
        if same and (new or (sources.shipped_folder() / name).is_file()):
            _take_away(path)
        elif path.is_file():
            path.chmod(0o600)  # an editor may have made it anew
    return path.is_file()


def _take_away(path: Path) -> None:
    path.unlink()
    with suppress(OSError):  # a folder that holds something stays
        for folder in path.parents:
            folder.rmdir()
            if folder == sources.own_folder().parent:
                break
