"""The text of a mail for people: its plain text, or one made from its HTML.

Not by the library's HTML parser: it takes the square of a mail's length where tags are not closed
(100 KB of `<a ` took it 98 s). One pattern that never goes back over a tag does for reading.
"""

import re
from collections.abc import Iterable

from bowout.domain.texts import decode_text
from bowout.mail.parts import Part

_LARGEST = 4_000_000  # characters of HTML; what comes after is no letter
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:]*+)((?:[^<>"']|"[^"<]*"|'[^'<]*'|["'])*+)>|<[!?/][^<>]*+>""")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "title", "template"})
_PARAGRAPHS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "hr"}
)
_LINES = frozenset({"br", "div", "tr", "li", "section", "article", "header", "footer", "dt", "dd", "body"})
_CELLS = frozenset({"td", "th"})


def plain_part(parts: Iterable[Part], kind: str = "text/plain") -> Part | None:
    """Find the part that is read as the letter: the first that says something, else the first."""
    found = [part for part in parts if part.kind == kind and not part.attached and not part.is_calendar]
    return next((part for part in found if part.body.strip()), found[0] if found else None)


def readable(parts: tuple[Part, ...]) -> str:
    """Give the text of a mail; of one that only carries another, the text of that."""
    for forwarded in (False, True):
        chosen = [part for part in parts if part.forwarded == forwarded]
        plain = plain_part(chosen)
        if plain and (text := _text(plain)).strip():
            return text
        rich = plain_part(chosen, "text/html")
        if rich and (text := from_html(_text(rich))):
            return text
    return ""


def from_html(source: str) -> str:
    """Make readable text of HTML: paragraphs, lines, list items, and links with where they lead."""
    source = _without_comments(source[:_LARGEST])
    out: list[str] = []
    link: tuple[str, int] | None = None
    at = 0
    unclosed: set[str] = set()
    while found := _TAG.search(source, at):
        out.append(_flat(source[at : found.start()]))
        at = found.end()
        closing, name = found[1] == "/", (found[2] or "").lower()
        if name in _UNSEEN and not closing and name not in unclosed:
            end = re.compile(f"</{name}", re.IGNORECASE).search(source, at)
            at = end.start() if end else at
            unclosed |= set() if end else {name}
        elif name == "a":
            out += _left(link, out)
            link = None if closing else (_target(found[3]), len(out))
        else:
            out.append(_break(name, closing=closing))
    out.append(_flat(source[at:]))
    return _tidy("".join((*out, *_left(link, out))))


def _text(part: Part) -> str:
    content = part.content()
    text = decode_text(content, part.charset)
    if text is None:
        text = decode_text(re.sub(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]", b"", content), part.charset)
    return text or ""


def _without_comments(source: str) -> str:
    pieces, at = [], 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start + 4)) >= 0:
        pieces.append(source[at:start])
        at = end + 3
    return "".join((*pieces, source[at:]))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", _unescaped(text).replace("\xa0", " "))


def _unescaped(text: str) -> str:
    # Here: its table of names takes longer to load than a plain mail to read.
    from html import unescape

    return unescape(text) if "&" in text else text


def _break(name: str, *, closing: bool) -> str:
    if name in _PARAGRAPHS:
        return "\n\n"
    if name == "li":
        return "\n" if closing else "\n- "
    if name in _LINES:
        return "\n"
    return " " if name in _CELLS else ""


def _target(attributes: str) -> str:
    found = _HREF.search(attributes)
    target = _unescaped(next(filter(None, found.groups()), "")).strip() if found else ""
    return target if re.match(r"(?:https?|tel|sip|msteams|zoommtg):", target, re.IGNORECASE) else ""


def _left(link: tuple[str, int] | None, out: list[str]) -> list[str]:
    """Say where a link leads, unless its text says so already."""
    if link is None or not link[0] or link[0] in "".join(out[link[1] :]):
        return []
    return [f" <{link[0]}>"]


def _tidy(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
