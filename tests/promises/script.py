"""Commands as somebody might type them, in no order at all, over a little search."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.promises.driver import Zygote

OLD = Path(__file__).parents[1] / "storage" / "filled_0001.sql"
MAIL = """From: Dana Fox <dana@acme.example>
To: robin@example.org
Subject: Your application, Engineer 3
Message-ID: <{number}@acme.example>
Date: Mon, 23 Nov 2026 09:00:00 +0000

Dear Robin,

we should like to talk to you next week.

Dana Fox
"""


class Script:
    """Commands as somebody might type them, in no order at all; of some the program thinks otherwise, and says so."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder, self._chance = folder, chance
        self._made = 0

    def next(self) -> tuple[str, ...]:
        chance = self._chance
        self._made += 1
        app = str(chance.randint(1, 8))
        reason = chance.choice(("culture", "career_direction", "compensation", "timing"))
        return chance.choice(
            (
                ("add", f"Firm {self._made}", "Engineer", "--contact", f"Kim <kim@firm{self._made}.example>"),
                ("note", app, "they called"),
                ("move", app, chance.choice(("screening", "interviewing", "offer", "rejected", "saved"))),
                ("stage", "add", app, "interview", "--at", "2026-12-01T10:00"),
                ("stage", "done", app, "--outcome", "passed"),
                ("withdraw", app, "--reason", reason, "--note", "why"),
                ("withdraw", app, "--reason", reason, "--no-letter"),
                ("accept", app, "--withdraw-others", "--yes"),
                ("sent", app),
                ("explain", app),
                ("edit", app, "--company", f"Other {self._made}"),
                ("remind", app, "2026-12-24", "call them"),
                ("contact", "add", app, f"Lee <lee{self._made}@example.net>"),
                ("delete", app, "--yes"),
                ("delete", app, "--forget", "--yes"),
                ("undo",),
                ("redo",),
                ("inbox", str(self._mail()), "--app", app),
                ("import", str(self._table(chance.choice((3, 300))))),
            )
        )

    def _mail(self) -> Path:
        path = self._folder / f"mail {self._made}.eml"
        path.write_text(MAIL.format(number=self._made), encoding="utf-8")
        return path

    def _table(self, rows: int) -> Path:
        path = self._folder / f"table {self._made}.csv"
        lines = [f"Place {self._made} {row},Engineer,Rejected,2026-03-01" for row in range(rows)]
        path.write_text("\n".join(("Company,Position,Status,Applied", *lines)), encoding="utf-8")
        return path


def begin(zygote: Zygote, database: Path, turn: int) -> None:
    """A search with something in it; each fourth is of an old version."""
    if turn % 4 == 3:
        database.touch(mode=0o600)
        with closing(sqlite3.connect(database)) as connection:
            connection.executescript(OLD.read_text(encoding="utf-8"))
        return
    now = "2026-11-23T09:00:00Z"
    zygote.run(database, "profile", "--name", "Robin Ames", "--email", "robin@example.org", BOWOUT_NOW=now)
    for number in range(1, 7):
        add = ("add", f"Acme {number}", "Engineer", "--contact", "Dana <dana@acme.example>")
        ended = zygote.run(database, *add, BOWOUT_NOW=now)
        assert ended.code == 0, ended.said
