"""Other programs of the command line that keep lists, each of a thousand entries: to be measured beside `bowout list`.

What a registry can install, in Python: a tracker of time, a journal, bookmarks, to-dos. There is no tracker of
applications among them that could be installed; they show what people who use such programs are used to.
"""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

ENTRIES = 1000
_SETTINGS = """journals:
  default:
    journal: {journal}
version: v4.2
default_hour: 9
default_minute: 0
editor: ""
encrypt: false
highlight: false
indent_character: "|"
linewrap: 79
tagsymbols: "#@"
template: false
timeformat: "%F %r"
colors: {{body: none, date: none, tags: none, title: none}}
"""
_TODO = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VTODO
UID:{number}
DTSTAMP:20260101T100000Z
SUMMARY:Apply at company {number}
END:VTODO
END:VCALENDAR
"""


class Peer(NamedTuple):
    """A program: its name, its command line, and the environment that it needs."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str]


def prepare(programs: Path, home: Path) -> list[Peer]:
    """Write what each of those that are installed in `programs` lists, into a home of their own."""
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TZ": "Europe/London",
        "NO_COLOR": "1",
    }
    found = []
    for write, program, *arguments in (
        (_watson, "watson", "--no-color", "log", "--all", "--no-pager"),
        (_jrnl, "jrnl", "--short", "-from", "2020"),
        (_buku, "buku", "--nostdin", "--np", "-p", "-f", "4"),
        (_todoman, "todo", "list"),
    ):
        if (programs / program).exists():
            write(home)
            found.append(Peer(f"{program}, {ENTRIES:,}", (str(programs / program), *arguments), environment))
    return found


def _folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def _watson(home: Path) -> None:
    start = 1_780_000_000
    frames = [
        [
            start + 3600 * number,
            start + 3600 * number + 1800,
            f"company {number}",
            f"{number:032x}",
            ["a"],
            start,
        ]
        for number in range(ENTRIES)
    ]
    (_folder(home / ".config" / "watson") / "frames").write_text(json.dumps(frames), encoding="utf-8")


def _jrnl(home: Path) -> None:
    journal = home / "journal.txt"
    settings = _folder(home / ".config" / "jrnl") / "jrnl.yaml"
    settings.write_text(_SETTINGS.format(journal=journal), encoding="utf-8")
    entries = (
        f"[2026-01-{1 + number % 28:02} 10:00:00 AM] Applied at company {number}.\n\n"
        for number in range(ENTRIES)
    )
    journal.write_text("".join(entries), encoding="utf-8")


def _buku(home: Path) -> None:
    with closing(sqlite3.connect(_folder(home / ".local" / "share" / "buku") / "bookmarks.db")) as connection:
        connection.execute(
            "CREATE TABLE bookmarks (id integer PRIMARY KEY, URL text NOT NULL UNIQUE, metadata text default '', "
            "tags text default ',', desc text default '', flags integer default 0)"
        )
        rows = (
            (number, f"https://company.example/{number}", f"Company {number}")
            for number in range(1, ENTRIES + 1)
        )
        connection.executemany("INSERT INTO bookmarks VALUES (?, ?, ?, ',a,', '', 0)", rows)
        connection.commit()


def _todoman(home: Path) -> None:
    settings = _folder(home / ".config" / "todoman") / "config.py"
    lines = (
        f'path = "{home}/calendars/*"',
        'date_format = "%Y-%m-%d"',
        f'cache_path = "{home}/cache.sqlite3"',
    )
    settings.write_text("\n".join((*lines, 'time_format = "%H:%M"', "")), encoding="utf-8")
    todos = _folder(home / "calendars" / "search")
    for number in range(ENTRIES):
        (todos / f"{number}.ics").write_text(_TODO.format(number=number), encoding="utf-8")
