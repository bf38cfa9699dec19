"""Flows as SankeyMATIC text, a line each: `Applied [92] Ghosted`, which sankeymatic.com draws."""

import re
from collections.abc import Iterable
from typing import TextIO

# What the format takes for its own: the brackets around a number, arrows, and a colour behind a blank.
_OWN = re.compile(r"[\[\]{}<>]|(?<!\S)#")
_PLAIN = {"[": "(", "{": "(", "<": "(", "#": "no. "}


def write_sankeymatic(flows: Iterable[tuple[str, str, int]], out: TextIO, *, comment: str = "") -> int:
    """Write flows (from, to, how many), under a comment; returns how many lines of flows there are."""
    out.writelines(f"// {line}\n" for line in comment.splitlines())
    count = 0
    for source, target, amount in flows:
        out.write(f"{_name(source)} [{amount}] {_name(target)}\n")
        count += 1
    return count


def _name(text: str) -> str:
    """A name as the format can hold it: what it would read as its own becomes a round bracket or a dash."""
    tidy = " ".join(text.split())
    plain = _OWN.sub(lambda match: _PLAIN.get(match[0], ")"), tidy)
    # At the beginning of a line a colon or a quotation mark sets something, and two slashes are a comment.
    return plain.replace("//", "/").lstrip(":/' ") or "(none)"
