"""Builds a large job search, to measure with: 100,000 applications with some six events each.

The rows are those that the commands would write, in random but repeatable
histories, put in by the driver alone: the commands would take hours.

Usage: python tools/large_search.py FILE [--applications N]
"""

import argparse
import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bowout.domain.reasons import REASONS
from bowout.storage.schema import open_sqlite

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
DAYS = 900  # so long the search has lasted
SOURCES = ("LinkedIn", "Indeed", "Referral", "Company site", "Agency", None)
TAGS = ("[]", '["remote"]', '["remote", "rust"]', '["on site"]')
# What a process goes through, one after the other: the kind of step, the status that it leads to, its minutes.
COURSE = (
    ("screening", "screening", 30),
    ("assessment", "screening", None),
    ("interview", "interviewing", 60),
    ("interview", "interviewing", 90),
    ("final", "interviewing", 60),
    ("offer", "offer", None),
)
GOES_ON = (0.65, 0.75, 0.8, 0.75, 0.7, 0.6)
COLUMNS = {
    "company": "id, name, key",
    "application": "id, company_id, position, search_key, status, ended_by, closed_at, applied_on, source, internal, "
    "tags, created_at, updated_at",
    "stage": "id, application_id, number, kind, round, state, at, minutes, rescheduled_by_me, rescheduled_by_them",
    # After what it refers to.
    "event": "application_id, stage_id, at, kind, from_state, to_state, text",
    "withdrawal": "application_id, reason, stated, situation, stage, decided_on, told_on",
}
Rows = dict[str, list[tuple[object, ...]]]


class Process:
    """One application: the day moves on with each event."""

    def __init__(self, rows: Rows, chance: random.Random, number: int, stages: Iterator[int]) -> None:
        self.rows, self.chance, self.number, self._stages = rows, chance, number, stages
        self.at = NOW - timedelta(hours=chance.randrange(24 * DAYS))
        self.status, self.stage = "applied", "applied"
        self.started = self._text()

    def run(self) -> None:
        """Let it go as far as chance will have it, to its end."""
        self._event("added", None, "applied")
        for place, ((kind, status, minutes), likely) in enumerate(zip(COURSE, GOES_ON, strict=True), 1):
            if self.chance.random() > likely or not self._pass_days():
                break
            self._step(place, kind, status, minutes)
        self._end()

    def _step(self, place: int, kind: str, status: str, minutes: int | None) -> None:
        stage, self.stage = next(self._stages), kind
        round_ = place - 2 if kind in ("interview", "final") else None
        self._event("stage_scheduled", None, "scheduled", kind, stage)
        if status != self.status:
            self._event("moved", self.status, status)
            self.status = status
        state = "done" if self._pass_days() else "scheduled"
        if state == "done":
            self._event("stage_done", "scheduled", "done", kind, stage)
        at = self._text()
        self.rows["stage"].append((stage, self.number, place, kind, round_, state, at, minutes, 0, 0))

    def _end(self) -> None:
        ends = {"ghosted": "nobody", "rejected": "employer", "withdrawn": "me", "accepted": None}
        end = self.chance.choices(["", *ends], [2, 3, 3, 2, 1 if self.status == "offer" else 0])[0]
        closed = None
        if end and self._pass_days():
            closed, reason = self._text(), self.chance.choice(list(REASONS))
            self._event("withdrawn" if end == "withdrawn" else "moved", self.status, end)
            if end == "withdrawn":
                situation = "decline_offer" if self.status == "offer" else "withdraw_application"
                told = str((self.at + timedelta(days=self.chance.randrange(5))).date())
                self.rows["withdrawal"].append(
                    (self.number, reason, None, situation, self.stage, closed[:10], told)
                )
            self.status = end
        chance, number = self.chance, self.number
        self.rows["application"].append(
            (
                *(
                    number,
                    number % 5000 + 1,
                    "Engineer",
                    f"company {number % 5000 + 1} engineer",
                    self.status,
                ),
                *(ends.get(self.status), closed, self.started[:10], chance.choice(SOURCES), False),
                *(chance.choice(TAGS), self.started, self._text()),
            )
        )

    def _pass_days(self) -> bool:
        later = self.at + timedelta(hours=self.chance.randrange(12, 24 * 20))
        if later >= NOW:
            return False
        self.at = later
        return True

    def _event(
        self, kind: str, from_: str | None, to: str, text: str | None = None, stage: int | None = None
    ) -> None:
        self.rows["event"].append((self.number, stage, self._text(), kind, from_, to, text))

    def _text(self) -> str:
        return self.at.strftime("%Y-%m-%dT%H:%M:%SZ")


def fill(path: Path, applications: int, seed: int = 1) -> dict[str, int]:
    """Make the database; returns how many rows each table has."""
    rows: Rows = defaultdict(list)
    rows["company"] = [(number, f"Company {number}", f"company {number}") for number in range(1, 5001)]
    chance = random.Random(seed)  # noqa: S311 - to be repeatable is all that it is for
    stages = iter(range(1, 10 * applications))
    for number in range(1, applications + 1):
        Process(rows, chance, number, stages).run()
    connection = open_sqlite(path)
    connection.execute("BEGIN")
    for table in COLUMNS:
        _insert(connection, table, rows[table])
    connection.execute("COMMIT")
    connection.execute("PRAGMA optimize")
    connection.close()
    return {table: len(rows[table]) for table in COLUMNS}


def _insert(connection: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    columns = COLUMNS[table]
    places = ", ".join("?" * (columns.count(",") + 1))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)


def main() -> int:
    """Make it, and say how large it is."""
    parser = argparse.ArgumentParser(description="Build a large job search, to measure with.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--applications", type=int, default=100_000)
    options = parser.parse_args()
    if options.file.exists():
        parser.error(f"{options.file} exists already")
    for table, count in fill(options.file, options.applications).items():
        print(f"{table}: {count:,}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
