"""iCalendar as text: its bytes decoded, its lines unfolded and in their components.

By ourselves, since a reply copies lines as they were written, and what mail programs send is
often not quite iCalendar. Nothing here raises, and everything takes time in proportion to the input.
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple, Self

from bowout.domain.calendar_lines import CONTROLS

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
# Python's own codecs, which no mail is written in: they make other text of it, or take long.
_NO_CHARSETS = {"idna", "punycode", "raw-unicode-escape", "unicode-escape"}
_ONE_BYTE = re.compile(r"ascii|iso8859-\d+|cp125\d|cp1252|latin-?1")
_FOLD = re.compile(r"(?<!\n)\n++[ \t]")  # looked back first: a run of line ends is gone through once
_METHOD = re.compile(r"[A-Za-z-]{1,40}")

# Possessive, so that a line without its colon is given up at once.
_HEAD = re.compile(r"""([A-Za-z0-9-]++)((?:[^":]++|"[^"]*+")*+):""")
_SOUND = re.compile(
    r"""[A-Za-z0-9-]++(?:;[A-Za-z0-9-]++=(?:"[^"]*+"|[^",;:]*+)(?:,(?:"[^"]*+"|[^",;:]*+))*+)*+:"""
)
_PARAMETER = re.compile(r""";([A-Za-z0-9-]++)=((?:[^";]++|"[^"]*+")*+)""")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CARETS = {"^n": "\n", "^'": '"', "^^": "^"}  # RFC 6868

_DEPTH = 8  # nobody nests more than four
_OWN = {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"}


class Line(NamedTuple):
    """An unfolded line: its name in capitals, its parameters and value as written, and all of it."""

    name: str
    parameters: str
    value: str
    raw: str

    @classmethod
    def read(cls, raw: str) -> Self | None:
        """Read a line; None where it has neither name nor value."""
        found = _HEAD.match(raw)
        if found:
            return cls(found[1].upper(), found[2], raw[found.end() :].strip(), raw)
        # A quotation mark that is never closed.
        head, colon, value = raw.partition(":")
        name, _, parameters = head.partition(";")
        if not colon or not re.fullmatch(r"[A-Za-z0-9-]+", name):
            return None
        return cls(name.upper(), f";{parameters}", value.strip(), raw)

    def parameter(self, name: str) -> str | None:
        """Give a parameter's value, without quotation marks and escapes."""
        for found in _PARAMETER.finditer(self.parameters):
            if found[1].upper() == name:
                value = found[2].replace('"', "")
                if "^" in value:
                    value = re.sub(r"\^['n^]", lambda caret: _CARETS[caret[0]], value)
                return unescape(value).strip()
        return None

    @property
    def sound(self) -> bool:
        """Tell whether any program reads the same value in the line as we did."""
        found = _SOUND.match(self.raw)
        return found is not None and self.raw[found.end() :].strip() == self.value


class Component:
    """What stands between BEGIN and END: lines by their names, and components within."""

    __slots__ = ("children", "lines", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[str, list[Line]] = {}
        self.children: list[Component] = []

    def add(self, line: Line) -> None:
        """Put a line to those of its name."""
        self.lines.setdefault(line.name, []).append(line)

    def all(self, name: str) -> list[Line]:
        """Give each line of that name."""
        return self.lines.get(name, [])

    def within(self, *names: str) -> Iterator["Component"]:
        """Give the components of such names that stand directly within."""
        return (child for child in self.children if child.name in names)

    def first(self, name: str) -> Line | None:
        """Give the first line of that name which has a value; a property that may not come twice often does."""
        return next((line for line in self.all(name) if line.value), None)

    def value(self, name: str) -> str:
        """Give the value of the first line of that name, as written."""
        line = self.first(name)
        return line.value if line else ""

    def text(self, name: str) -> str:
        """Give the same as text."""
        return unescape(self.value(name))


def decode_calendar(data: bytes, charset: str | None = None) -> str:
    """Read a calendar's bytes as text with plain line feeds, in whatever charset and however broken."""
    wide = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    if wide is None and b"\0" in data[:2] and data[:4].count(b"\0") == 2:
        wide = "utf-16-be" if data.startswith(b"\0") else "utf-16-le"
    # Latin and its like fit any bytes, so that they are named where it is UTF-8 in truth.
    named = _charset(charset)
    order = ["utf-8", named] if _ONE_BYTE.fullmatch(named) else [named, "utf-8"]
    for name in ([wide] if wide else []) + order:
        try:
            return _clean(data.decode(name))
        except (LookupError, ValueError):  # LookupError: a codec, but not of text
            continue
    # Folded by bytes, in the midst of a character.
    joined = re.sub(rb"\r?\n[ \t]", b"", data)
    try:
        return _clean(joined.decode("utf-8"))
    except ValueError:
        return _clean(data.decode("cp1252", errors="replace"))


def _charset(name: str | None) -> str:
    try:
        found = codecs.lookup(name or "utf-8").name
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if found in _NO_CHARSETS else found


def _clean(text: str) -> str:
    text = re.sub(r"\r+\n?", "\n", text).removeprefix("\ufeff")
    return CONTROLS.sub("", text)


def keep_method(text: str, method: str | None) -> str:
    """Write a METHOD that only the Content-Type said into each calendar of the text that has none."""
    said = method_named(method or "")
    if not said:
        return text
    parts = re.split(r"(?im)(^BEGIN:VCALENDAR[ \t]*\r?$\n?)", text)
    if len(parts) == 1:  # an event alone
        return f"BEGIN:VCALENDAR\nMETHOD:{said}\n{text.rstrip()}\nEND:VCALENDAR\n" if text.strip() else text
    for at in range(2, len(parts), 2):
        if not re.search(r"(?im)^METHOD[ \t]*[;:]", parts[at]):
            parts[at] = f"METHOD:{said}\n{parts[at]}"
    return "".join(parts)


def method_named(value: str) -> str:
    """Read a method in capitals, without what may be stuck to it: `request;;`."""
    found = _METHOD.match(value.strip().strip('"'))
    return found[0].upper() if found else ""


def read_components(text: str) -> Component:
    """Read a text's lines into a nameless component, whatever is missing or too much."""
    root = Component("")
    stack = [root]
    unfolded = _FOLD.sub("", _clean(text))
    for raw in re.sub(r"\n{2,}", "\n", unfolded).split("\n"):
        line = Line.read(raw)
        if line is None:
            continue
        name = line.value.upper()
        if line.name == "BEGIN":
            _begin(stack, name)
        elif line.name != "END":
            stack[-1].add(line)
        elif any(open_.name == name for open_ in stack[1:]):
            while stack.pop().name != name:
                pass
    return root


def _begin(stack: list[Component], name: str) -> None:
    """Open a component; a calendar or an event ends those that were never closed."""
    outer = {"VCALENDAR": {""}}.get(name, {"", "VCALENDAR"} if name in _OWN else None)
    while outer and stack[-1].name not in outer:
        stack.pop()
    if len(stack) <= _DEPTH and name:
        child = Component(name)
        stack[-1].children.append(child)
        stack.append(child)


def unescape(value: str) -> str:
    r"""Read `\,`, `\;`, `\n` and their like in a text."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
