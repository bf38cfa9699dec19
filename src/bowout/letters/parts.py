"""A letter's template, its parts put in their places; what a template may hold, and whose line breaks.

A template shows values, compares them, and takes in parts, and can do nothing else: nothing repeats, calculates or
calls, so that its work is bounded by its length. Jinja's sandbox stands behind that.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from bowout.letters import sources
from bowout.letters.languages import Language
from bowout.letters.sources import LONGEST, Broken

_ALLOWED = (
    nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Tuple, nodes.List, nodes.Filter,
)  # fmt: skip
_FILTERS = ("capitalize", "lower", "title", "trim", "upper")
_BREAK = "\0"  # stands in a blank line, where a paragraph ends; no value holds one
_DEEPEST = 50  # what stands inside what; Python can compile twice as much
_LINES = (
    LONGEST + 1
)  # what a file's place among the files is multiplied by, so that a number tells file and line


class Ready(NamedTuple):
    """A template that is ready, and the files it was made from."""

    template: Template
    files: tuple[Path, ...]


def paragraphs(language: Language, letter: str, values: Mapping[str, object]) -> list[str]:
    """Write a letter by paragraphs: a blank line in its file parts two, whatever comes out empty.

    Raises:
        Broken: a file cannot be used.
    """
    template, files = ready(language, letter, frozenset(values))
    try:
        text = "".join(template.root_render_func(template.new_context(dict(values))))
    except Exception as error:
        raise _at(files, _line(error, template), str(error)) from error
    return text.split(_BREAK)


@lru_cache(512)  # more than there are letters, in all languages and tones
def ready(language: Language, letter: str, known: frozenset[str]) -> Ready:
    """Read and compile a letter by its name; `known` names the values that it may show.

    Raises:
        Broken: a file of it cannot be used.
    """
    name = f"letters/{letter}.j2"
    path = language.find(name)
    if path is None:
        raise Broken(language.folders[-1] / name, 1, "there is no such file, so nothing to write here.")
    parts = _Parts(language, known)
    tree = parts.read(path)
    try:
        return Ready(_environment().from_string(tree), tuple(parts.files))
    except TemplateSyntaxError as error:
        raise _at(parts.files, error.lineno, error.message or "") from error
    except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
        raise Broken(path, 1, "it is nested too deeply.") from error


def check_part(language: Language, path: Path, known: frozenset[str]) -> None:
    """Read a part that no letter takes in; Broken where it cannot be used."""
    _Parts(language, known).read(path)


class _Parts:
    """Reads a template, and puts what it includes in its place."""

    def __init__(self, language: Language, known: frozenset[str]) -> None:
        self.files: list[Path] = []
        self._language = language
        self._known = known
        self._open: list[Path] = []
        self._room = LONGEST

    def read(self, path: Path) -> nodes.Template:
        text = sources.read(path)
        self._room -= len(text)
        if self._room < 0:
            raise Broken(path, 1, f"with it the letter's template is longer than {LONGEST:,} characters.")
        self._open.append(path)
        self.files.append(path)
        try:
            tree = _environment().parse(re.sub(r"\n(?=[ \t]*\n)", f"\n{_BREAK}", text))
        except TemplateSyntaxError as error:
            raise Broken(path, error.lineno, _sentence(error.message or "")) from error
        except (RecursionError, ValueError) as error:
            raise Broken(path, 1, "it is nested too deeply, or has too long a number.") from error
        tree.body = self._statements(tree.body, (len(self.files) - 1) * _LINES, _DEEPEST)
        self._open.pop()
        _begin(tree)
        return tree

    def _statements(self, body: list[nodes.Node], base: int, depth: int) -> list[nodes.Node]:
        found = []
        for node in body:
            if isinstance(node, nodes.Include):
                found += self._included(node)
                continue
            self._check(node, base, depth)
            if isinstance(node, nodes.If):
                node.body = self._statements(node.body, base, depth - 1)
                node.elif_ = self._statements(node.elif_, base, depth)  # type: ignore[assignment,arg-type]
                node.else_ = self._statements(node.else_, base, depth - 1)
            found.append(node)
        return found

    def _check(self, node: nodes.Node, base: int, depth: int) -> None:
        """Refuse what a template may not hold, and let each line's number tell the file too."""
        wrong = "it is nested too deeply." if depth < 1 else self._fault(node)
        if wrong:
            raise Broken(self._open[-1], node.lineno, wrong)
        for child in (node.test,) if isinstance(node, nodes.If) else node.iter_child_nodes():
            child.lineno = child.lineno or node.lineno
            self._check(child, base, depth - 1)
        node.lineno += base

    def _fault(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            return f"there is no filter {node.name}; there are {', '.join(_FILTERS)}."
        if isinstance(node, nodes.Name) and node.name not in self._known:
            near = get_close_matches(node.name[:60], self._known, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(self._known))}."
            return f"“{node.name}” is not a value that a letter has: {hint}"
        if isinstance(node, _ALLOWED):
            return ""
        return f"a template only shows, compares and includes; this is a “{type(node).__name__.lower()}”."

    def _included(self, node: nodes.Include) -> list[nodes.Node]:
        path = self._open[-1]
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or not sources.is_name(f"part/{name}") or not name.endswith(".j2"):
            raise Broken(
                path, node.lineno, 'a part is included by its name alone, as in {% include "wishes.j2" %}.'
            )
        part = self._language.find(name)
        if part is None:
            raise Broken(path, node.lineno, f"there is no part “{name}”.")
        if part in self._open:
            raise Broken(path, node.lineno, f"“{name}” would include itself.")
        return self.read(part).body


@cache
def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, optimized=False)


def _begin(tree: nodes.Template) -> None:
    """Take the line break away that a comment in the first line of a part leaves behind."""
    first = tree.body[0] if tree.body else None
    text = first.nodes[0] if isinstance(first, nodes.Output) else None
    if isinstance(text, nodes.TemplateData):
        text.data = text.data.lstrip("\n")


def _line(error: Exception, template: Template) -> int:
    """The number, of file and line, where a template was when it failed."""
    found, place = 1, error.__traceback__
    while place is not None:
        if place.tb_frame.f_globals.get("__jinja_template__") is template:
            found = template.get_corresponding_lineno(place.tb_lineno)
        place = place.tb_next
    return found


def _at(files: "list[Path] | tuple[Path, ...]", number: int, why: str) -> Broken:
    place, line = divmod(number, _LINES)
    return Broken(files[place], line, _sentence(why))


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}."
