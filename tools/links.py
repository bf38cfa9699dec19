"""Checks what the repository's files point at.

Every relative link of a document leads to a file, and its `#part` to a heading
there; no file names a place of somebody's machine or a package index. Usage: python tools/links.py
"""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).parent.parent
_FENCED = re.compile(r"^ *(`{3,})[^`\n]*\n.*?^ *\1 *$", re.MULTILINE | re.DOTALL)
_INLINE_CODE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"\[[^\]]*\]\(<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]: *(\S+)", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
# `/home/you` and `/home/me` are nobody's. The brackets keep this file from naming what it looks for.
_PLACES = re.compile(
    r"(?<![\w.~-])/(?:home/(?!you\b|me\b)\w|Users/(?!you\b|me\b)\w|[r]oot/|[w]ork/|[o]pt/\w)"
    r"|[p]ypi\.(?:org|python)|[p]ythonhosted\.|[n]pmjs\.|[p]yenv"
    r"|--(?:extra-)?[i]ndex-url|--[f]ind-links|[f]ile:///\w+/\w+/simple"
)
_GENERAL_NAMES = {"localhost", "runner", "debian", "ubuntu"}


def files() -> list[Path]:
    """All files that are, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in found if path.is_file()]


def broken_links(document: Path) -> Iterator[str]:
    """The links of a document that lead nowhere."""
    text = _INLINE_CODE.sub("", _FENCED.sub("", document.read_text(encoding="utf-8")))
    for match in _LINK.finditer(text):
        link = match[1] or match[2]
        if re.match(r"[a-z][a-z0-9+.-]*:", link):
            continue
        name, _, part = unquote(link).partition("#")
        target = (document.parent / name).resolve() if name else document
        if not target.exists() or not target.is_relative_to(ROOT.resolve()):
            yield f"{link} leads nowhere"
        elif part and target.suffix == ".md" and part not in anchors(target):
            yield f"{link}: no such heading"


def anchors(document: Path) -> set[str]:
    """The names that headings get where documents are shown as pages."""
    text = _FENCED.sub("", document.read_text(encoding="utf-8"))
    names: set[str] = set()
    for heading in _HEADING.findall(text):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        name = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        number = next((n for n in range(1, 1000) if f"{name}-{n}" not in names), 0) if name in names else 0
        names.add(f"{name}-{number}" if number else name)
    return names


def named_places(path: Path) -> Iterator[str]:
    """Places of a machine that a file names."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if found := _PLACES.search(line) or _HERE.search(line):
            yield f"line {number} names a place of a machine or an index: {found[0]}"


def _here() -> re.Pattern[str]:
    """This machine: its name, the checkout's folder, the home."""
    host = socket.gethostname()
    # A folder at the top, such as /src, says nothing of a machine.
    names = [rf"{re.escape(str(place))}/" for place in (ROOT.resolve(), Path.home()) if len(place.parts) > 2]
    if len(host) > 5 and host not in _GENERAL_NAMES:
        names.append(rf"\b{re.escape(host)}\b")
    return re.compile("|".join(names) or "(?!)")


_HERE = _here()


def main() -> int:
    """Print what is wrong."""
    wrong = 0
    for path in files():
        found = list(named_places(path))
        if path.suffix == ".md":
            found += broken_links(path)
        for what in found:
            print(f"{path.relative_to(ROOT)}: {what}", file=sys.stderr)
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
