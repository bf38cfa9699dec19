"""The files of wording as they are shown, and what is wrong with one."""

from typing import NamedTuple


class TemplateView(NamedTuple):
    """A file of wording in force: `source` is own or shipped, `kind` letter, part or words; `file` where it lies."""

    path: str
    language: str
    tone: str | None
    kind: str
    source: str
    about: str | None
    file: str


class TriedView(NamedTuple):
    """Which letter was tried."""

    language: str
    tone: str
    letter: str


class TemplateFinding(NamedTuple):
    """What is wrong with a person's own files, one or several that the same letters take in; `letters` are those."""

    paths: tuple[str, ...]
    line: int | None
    level: str
    code: str
    message: str
    letters: tuple[TriedView, ...]
