"""Writes docs/commands.md: every command's `--help`, as people read it.

`--check` compares instead of writing. Usage: python tools/commands.py [--check]
"""

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import typer
from typer.core import TyperGroup

from bowout.cli.app import TABLE, command, main

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = """\
# Commands

<!-- Made by `make docs` from the help of the commands; change that, not this page. -->
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD, help_of()]
    panel = ""
    shown: dict[tuple[str, str], str] = {}
    for name, entry in TABLE.items():
        if entry.panel != panel:
            panel = entry.panel
            parts.append(f"## {panel}\n")
        parts.append(f"### bowout {name}\n")
        same = shown.setdefault((entry.module, entry.name), name)
        if same != name:
            parts.append(f"The same as [`bowout {same}`](#bowout-{same}).\n")
            continue
        parts.append(help_of(name))
        for part in parts_of(name):
            parts.extend([f"#### bowout {name} {part}\n", help_of(name, part)])
    return "\n".join(parts)


def parts_of(name: str) -> Iterator[str]:
    """The commands within a command such as `stage`."""
    root = command()
    found = root.get_command(typer.Context(root), name)
    if isinstance(found, TyperGroup):
        yield from found.commands


def help_of(*names: str) -> str:
    """One command's help, as a block of text."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        code = main([*names, "--help"])
    text = "\n".join(line.rstrip() for line in printed.getvalue().strip().split("\n"))
    if code != 0 or not text:
        raise SystemExit(f"bowout {' '.join(names)} --help failed with {code}")
    return f"```text\n{text}\n```\n"


def run() -> int:
    """Write or check the page."""
    os.environ.update(COLUMNS="80", NO_COLOR="1", TERM="dumb")
    wanted = page()
    if "--check" not in sys.argv[1:]:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(wanted, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != wanted:
        print("docs/commands.md is not what the commands say of themselves: make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(run())
