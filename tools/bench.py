"""Measures how long commands take to start and finish, as ratios to what they cannot do without.

Prints a Markdown table. Each command is measured against its floor: Python
importing what that kind of command has to import. All of them run in turns,
in an order that changes with each round, on a database of 1,000 applications;
a ratio is the median over the rounds, with its quartiles. Ratios of one run can be
compared on any machine, times cannot. Nothing here passes or fails: the last
column only says whether the target of the design is met.

Usage: python -m tools.bench [--rounds N] [--only WORD] [--peers FOLDER]
"""

import argparse
import compileall
import os
import random
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import bowout
from bowout.config import Target
from bowout.domain.people import Person
from bowout.services.applications import NewApplication, add_application
from bowout.services.contacts import add_contact
from bowout.services.events import load_application
from bowout.storage.work import changing
from tools.bench_peers import prepare

APPLICATIONS = 1000
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SCRIPT = Path(sysconfig.get_path("scripts")) / "bowout"
PASS, TYPER, READ, WRITE, LETTER = (
    "pass",
    "import typer",
    "import typer, sqlite3",
    "import typer, sqlalchemy.orm",
    "import typer, sqlalchemy.orm, jinja2, email.message",
)


@dataclass
class Subject:
    """Something to measure: its name, its floor's name, the target ratio, and its command line for a round."""

    name: str
    floor: str
    target: float | None
    command: Callable[[int], Sequence[str]]
    empty: bool = False
    environment: dict[str, str] | None = None
    times: list[float] = field(default_factory=list)


def python(statement: str) -> Subject:
    """A floor: Python and one statement."""
    return Subject(statement, PASS, None, lambda _round: [sys.executable, "-c", statement])


def command(name: str, floor: str, target: float, *arguments: str, empty: bool = False) -> Subject:
    """A command; `{n}` in its arguments is another application in each round."""
    return Subject(
        name,
        floor,
        target,
        lambda number: [str(SCRIPT), *(part.format(n=number) for part in arguments)],
        empty=empty,
    )


SUBJECTS = [
    python(PASS),
    python(TYPER),
    python(READ),
    python(WRITE),
    python(LETTER),
    command("--help", TYPER, 1.05, "--help"),
    command("--version", TYPER, 1.05, "--version"),
    command("list", READ, 1.15, "list"),
    command("list --json", READ, 1.15, "list", "--json"),
    command("show", READ, 1.15, "show", "{n}"),
    command("history", READ, 1.15, "history", "{n}"),
    command("list WORDS", READ, 1.15, "list", "company {n}"),
    command("search", READ, 1.15, "search", "robin field {n}"),
    command("add", WRITE, 0.95, "add", "New company {n}", "Backend Engineer"),
    command("note", WRITE, 0.95, "note", "{n}", "They called."),
    command("move", WRITE, 0.95, "move", "{n}", "screening"),
    command("stage add", WRITE, 0.95, "stage", "add", "{n}", "interview", "--at", "2026-12-01T10:00"),
    command("withdraw", LETTER, 1.0, "withdraw", "{n}", "--reason", "career_direction"),
    command("add, empty home", "add", 1.3, "add", "First company", "Backend Engineer", empty=True),
]


def fill(path: Path) -> None:
    """Make the database: somebody who writes, and 1,000 applications of which each has a contact."""
    with changing(Target(path=path), "bench", NOW) as work:
        for number in range(1, APPLICATIONS + 1):
            work.now = NOW - timedelta(hours=number)
            application = add_application(work, NewApplication(f"Company {number}", "Backend Engineer"))
            add_contact(
                work,
                load_application(work, application.id),
                Person(f"Robin Field {number}", f"robin@company{number}.example"),
            )


def measure(subjects: Sequence[Subject], rounds: int, folder: Path) -> None:
    """Run all subjects in turns. The first round writes what bytecode is missing, and is not counted."""
    home = folder / "home"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "BOWOUT_DB": str(home / "jobs.db"),
        "BOWOUT_NOW": NOW.isoformat(),
        "LANG": "en_GB.UTF-8",
        "TZ": "Europe/London",
    }
    home.mkdir()
    fill(home / "jobs.db")
    run([SCRIPT, "profile", "--name", "Robin Ames", "--email", "robin@example.org"], environment)
    numbers = iter(range(1, APPLICATIONS + 1))
    for round_ in range(rounds + 1):
        for subject in random.sample(subjects, len(subjects)):
            given = subject.environment or environment
            if subject.empty:
                empty = folder / "empty"
                shutil.rmtree(empty, ignore_errors=True)
                empty.mkdir()
                given = {**environment, "HOME": str(empty)}
                del given["BOWOUT_DB"]
            taken = run(subject.command(next(numbers)), given)
            if round_:
                subject.times.append(taken)


def peers(programs: Path, home: Path) -> list[Subject]:
    """Other programs that list as many entries; they have no target."""
    return [
        Subject(peer.name, PASS, None, partial(_always, peer.command), environment=peer.environment)
        for peer in prepare(programs, home)
    ]


def _always(line: Sequence[str], _round: int) -> Sequence[str]:
    return line


def run(arguments: Sequence[str | Path], environment: dict[str, str]) -> float:
    """Run a process to its end and return the seconds that it took."""
    started = time.perf_counter()
    done = subprocess.run(
        arguments, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    taken = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{arguments} failed: {done.stderr.decode()}")
    return taken


def report(subjects: Sequence[Subject]) -> None:
    """Print the table."""
    by_name = {subject.name: subject for subject in subjects}
    print("| command | ms | × pass | floor | × floor (quartiles) | target | met |")
    print("| --- | ---: | ---: | --- | ---: | ---: | --- |")
    base = statistics.median(by_name[PASS].times)
    for subject in subjects:
        middle = statistics.median(subject.times)
        row = [subject.name, f"{middle * 1000:.0f}", f"{middle / base:.1f}"]
        if subject.target is None:
            row += ["", "", "", ""]
        else:
            pairs = zip(subject.times, by_name[subject.floor].times, strict=True)
            low, ratio, high = statistics.quantiles([mine / floor for mine, floor in pairs], n=4)
            row += [subject.floor, f"{ratio:.2f} ({low:.2f}-{high:.2f})", f"{subject.target:.2f}"]
            row.append("yes" if ratio <= subject.target else "no")
        print(f"| {' | '.join(row)} |")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure commands as ratios to what they have to import.")
    parser.add_argument("--rounds", type=int, default=15, help="how often each is run (default: 15)")
    parser.add_argument("--peers", type=Path, help="the folder of other programs, to be measured beside")
    parser.add_argument("--only", default="", help="only commands with this word in their names")
    options = parser.parse_args()
    most = APPLICATIONS // len(SUBJECTS) - 1
    if not 2 <= options.rounds <= most:
        parser.error(f"--rounds is a number from 2 to {most}")
    wanted = [subject for subject in SUBJECTS if subject.target is None or options.only in subject.name]
    if any(subject.floor == "add" for subject in wanted):
        wanted = [subject for subject in SUBJECTS if subject in wanted or subject.name == "add"]
    compileall.compile_dir(Path(bowout.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        if options.peers is not None:
            wanted += peers(options.peers, Path(folder) / "peers")
        measure(wanted, options.rounds, Path(folder))
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Python {version}, {options.rounds} rounds, {APPLICATIONS:,} applications\n")
    report(wanted)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
