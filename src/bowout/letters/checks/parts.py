"""The parts of a letter's body: what stands above the salutation, the text itself, and what follows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bowout.letters.checks.patterns import Patterns
from bowout.letters.names import clean

# Mail programs announce what they quote in the language of whoever answers, so this is no matter of a letter's.
_BEGINS = re.compile(r"(?:On|Am|Le|El)\b")
_ANNOUNCES = re.compile(r"(?:(?:On|Am|Le|El)\b.*|.*[@<].*|)(?:wrote|schrieb\b.*|a écrit|escribió)\s?:")
_FORWARDED = re.compile(
    r"-{2,} ?(?:Original|Forwarded|Ursprüngliche|Weitergeleitete|Message|Mensaje)\b.*-{2,}"
)
_SENDER = re.compile(r"(?:From|Von|De) ?: .+")
_SENT = re.compile(r"(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado)[^:]*: .+")
_SIGNATURE = "--"
_POSTSCRIPT = re.compile(r"P\.? ?[SD]\b")


@dataclass(frozen=True, slots=True)
class Parts:
    """`head` and `tail` are lines; `main` is paragraphs, each on one line, with the postscript's; none are quoted."""

    head: tuple[str, ...]
    salutation: str
    main: tuple[str, ...]
    closing: str
    tail: tuple[str, ...]


def read_parts(body: str, patterns: Patterns, sender: str) -> Parts:
    """Take a body apart; `sender` may stand on the closing's line."""
    lines = tuple(_own(body.splitlines()))
    start = _salutation_at(lines, patterns)
    first = 0 if start is None else start + 1
    end = _closing_at(lines, first, patterns, sender)
    signature = next((at for at in range(first, len(lines)) if lines[at] == _SIGNATURE), len(lines))
    closing = "" if end is None else lines[end]
    last, after = (signature, signature) if end is None else (end, end + 1)
    postscript = next((at for at in range(after, len(lines)) if _POSTSCRIPT.match(lines[at])), len(lines))
    return Parts(
        head=tuple(filter(None, lines[:start] if start else ())),
        salutation="" if start is None else lines[start],
        main=(*_paragraphs(lines[first:last]), *_paragraphs(lines[postscript:])),
        closing=closing,
        tail=tuple(line for line in lines[after:postscript] if line and line != _SIGNATURE),
    )


def _own(lines: list[str]) -> Iterator[str]:
    """The writer's own lines, stripped: without what was quoted, also where nothing marks it."""
    written = False
    for at, line in enumerate(map(str.strip, lines)):
        after = [later.strip() for later in lines[at + 1 : at + 2]]
        if written and (
            _FORWARDED.fullmatch(line) or (_SENDER.fullmatch(line) and any(map(_SENT.fullmatch, after)))
        ):
            return
        wrapped = _BEGINS.match(line) and any(map(_ANNOUNCES.fullmatch, after))
        if line.startswith(">") or wrapped or _ANNOUNCES.fullmatch(line):
            continue
        written = written or bool(line)
        yield line


def _salutation_at(lines: tuple[str, ...], patterns: Patterns) -> int | None:
    opening = patterns.find("opening")
    for at, line in enumerate(lines):
        # Without its comma only a short line is one.
        short = len(line) < 200 if line.endswith((",", ":")) else len(line.split()) <= 5
        if short and opening.fullmatch(line):
            return at
    return None


def _closing_at(lines: tuple[str, ...], first: int, patterns: Patterns, sender: str) -> int | None:
    found = (at for at in range(len(lines) - 1, first - 1, -1) if _closes(lines[at], patterns, sender))
    return next(found, None)


def _closes(line: str, patterns: Patterns, sender: str) -> bool:
    if patterns.find("closing_formula").fullmatch(line):
        return True
    closing, _, name = line.casefold().partition(",")
    known = clean(sender).casefold().split()
    return closing.rstrip(".! ") in patterns.words("closings") and all(
        word.strip(".,") in known for word in name.split()
    )


def _paragraphs(lines: tuple[str, ...]) -> Iterator[str]:
    blocks = "\n".join(lines).split("\n\n")
    return (joined for block in blocks if (joined := " ".join(block.split())))
