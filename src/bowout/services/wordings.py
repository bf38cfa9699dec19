"""The files of wording that are in force: which there are, and which one is meant."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from bowout.domain.errors import Ambiguous, NotFound
from bowout.domain.template_details import TemplateView
from bowout.letters import sources
from bowout.letters.languages import DEFAULT, TONES

_COMMENT = re.compile(r"\s*\{#-?\s*(.*?)\s*-?#\}", re.DOTALL)
_LINES = re.compile(r"(?:#[^\n]*\n?)+")


def list_wordings(language: str | None = None, *, own: bool = True) -> list[TemplateView]:
    """Every file that letters are made from; a person's own in the place of the shipped one, unless `own` is False.

    Raises:
        NotFound: a language is asked for, and there are no files of it.
    """
    with sources.own_templates(own):
        found = {name: root / name for root in reversed(sources.roots()) for name in sources.files(root)}
    codes = sorted({name.partition("/")[0] for name in found})
    wanted = next((code for code in codes if language and code.casefold() == language.casefold()), language)
    if language and wanted not in codes:
        raise NotFound(f"There are no templates in “{language}”.", f"There are: {', '.join(codes)}.")
    return [_view(name, found[name]) for name in sorted(found) if not wanted or name.startswith(f"{wanted}/")]


def find_wording(name: str, known: Iterable[TemplateView], language: str) -> TemplateView:
    """Find the file that `name` is, or is the end of.

    One of the usual tone goes before those of others, one of `language` before British English, that before the rest.

    Raises:
        NotFound: there is none; near ones are named.
        Ambiguous: there are several.
    """
    files = {view.path: view for view in known}
    if name in files:
        return files[name]
    ends = tuple(f"/{name.casefold()}{suffix}" for suffix in ("", ".j2", ".toml"))
    found = [view for path, view in files.items() if f"/{path}".casefold().endswith(ends)]
    found = [view for view in found if view.tone is None] or found
    for code in (language, DEFAULT):
        found = [view for view in found if view.language == code] or found
    if len(found) == 1:
        return found[0]
    if found:
        paths = tuple(view.path for view in found)
        raise Ambiguous(f"“{name}” is the end of several templates.", paths, "Write more of it.")
    last = {DEFAULT: 1, language: 2}
    stems = {
        Path(path).stem: path for path in sorted(files, key=lambda path: last.get(path.split("/")[0], 0))
    }
    near = get_close_matches(Path(name).stem[:60], stems, 1)
    hint = f"Did you mean {stems[near[0]]}?" if near else "`bowout templates list` shows them all."
    raise NotFound(f"There is no template “{name}”.", hint)


def _view(name: str, path: Path) -> TemplateView:
    language, *folders, last = name.split("/")
    tone = folders[1] if len(folders) > 1 and folders[0] == TONES else None
    inner = folders[2:] if tone else folders
    kind = "words" if last.endswith(".toml") else "letter" if inner == ["letters"] else "part"
    source = "own" if sources.is_own(path) else "shipped"
    return TemplateView(name, language, tone, kind, source, _about(path), str(path))


def _about(path: Path) -> str | None:
    """What the comment at a file's beginning says that it is for: its first sentence."""
    try:
        text = sources.read(path)
    except sources.Broken as error:
        return f"cannot be used: {error.why}"
    found = _LINES.match(text) if path.suffix == ".toml" else _COMMENT.match(text)
    comment = (
        " ".join((found[0].replace("#", " ") if path.suffix == ".toml" else found[1]).split())
        if found
        else ""
    )
    return re.split(r"(?<=\w)[.:;] ", comment, maxsplit=1)[0].removesuffix(".") or None
