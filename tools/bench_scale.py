"""Measures what grows with a search, and how much: pages, numbers, masses of rows, letters.

Prints Markdown. Work is what a command does once it is loaded, its second run in
a process, in milliseconds, beside the ratio to that of 1,000 applications in the
same run; memory is the most that the whole command took. Nothing here passes or fails.

Usage: python -m tools.bench_scale [--sizes 100,1000,100000] [--rounds N] [--bulk N]
"""

import argparse
import csv
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from tools.large_search import fill

BASE = 1000
PAGES = {
    "list": "list --limit 50",
    "list --open": "list --open --limit 50",
    "list --status applied": "list --status applied --limit 50",
    "show APP": "show {n}",
    "history APP": "history {n}",
    "search, a rare word": "search 4242 --limit 50",
    "search, a common word": "search engineer --limit 50",
    "agenda --days 7": "agenda --days 7",
    "list --sort applied": "list --sort applied --limit 50",
}
WHOLE = {
    "stats": "stats --json",
    "report": "report --output {out} --overwrite",
    "export csv": "export --format csv --output {out} --overwrite",
    "export json": "export --format json --output {out} --overwrite",
}
RUN = """
import gc, io, json, sys, time
from contextlib import redirect_stdout
from bowout.cli.app import main
gc.disable()
def once():
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
        started = time.perf_counter()
        code = main(sys.argv[1:])
        return time.perf_counter() - started, code
first = once()
times = [once()]
while sum(seconds for seconds, _ in times) < 0.05 and len(times) < 9:
    times.append(once())
assert first[1] == 0, first
print(json.dumps(min(seconds for seconds, _ in times)), file=sys.stderr)
"""

WHOLE_RUN = """
import sys
from bowout.cli.app import main
code = main(sys.argv[1:])
# Not getrusage(): what that tells begins with the memory of who started it.
for line in open("/proc/self/status"):
    if line.startswith("VmHWM"):
        print(line.split()[1], file=sys.stderr)
sys.exit(code)
"""


def environment(folder: Path, database: Path) -> dict[str, str]:
    """What every command is given: a home of its own, a fixed time."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "BOWOUT_DB": str(database),
        "BOWOUT_NOW": "2026-11-23T10:00:00Z",
        "LANG": "C.UTF-8",
        "TZ": "Europe/London",
    }


def work(line: str, given: dict[str, str]) -> float:
    """Run a command in a process of its own and return the seconds of its work."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *line.split(" ")], env=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{line}: {done.stderr}")
    return float(json.loads(done.stderr.splitlines()[-1]))


def memory(line: str, given: dict[str, str]) -> int:
    """The most memory that a whole command takes, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", WHOLE_RUN, *line.split(" ")],
        env=given, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return int(done.stderr.splitlines()[-1]) // 1024


def grows(folder: Path, sizes: list[int], rounds: int) -> Iterator[str]:
    """The table of commands by size."""
    databases = {}
    for size in sizes:
        databases[size] = folder / f"{size}.db"
        fill(databases[size], size)
        work("search 4242", environment(folder, databases[size]))  # makes the index
    lines = {**PAGES, **WHOLE}
    times: dict[tuple[str, int], list[float]] = {}
    for _ in range(rounds):
        for name, size in random.sample(
            [(name, size) for name in lines for size in sizes], len(lines) * len(sizes)
        ):
            line = lines[name].format(n=size // 2, out=folder / "out.html")
            times.setdefault((name, size), []).append(work(line, environment(folder, databases[size])))
    yield (
        f"| work, ms (× that of {BASE:,}) | " + " | ".join(f"{size:,}" for size in sizes) + " | memory, MB |"
    )
    yield "| --- |" + " ---: |" * (len(sizes) + 1)
    for name, line in lines.items():
        medians = {size: statistics.median(times[name, size]) for size in sizes}
        cells = [f"{medians[size] * 1000:.1f} ({medians[size] / medians[BASE]:.1f})" for size in sizes]
        given = environment(folder, databases[sizes[-1]])
        most = memory(line.format(n=sizes[-1] // 2, out=folder / "out.html"), given)
        yield f"| {name} | {' | '.join(cells)} | {most} |"


def masses(folder: Path, rows: int) -> Iterator[str]:
    """Import, undo and export of many rows, beside what a database needs for as many."""
    table, database = folder / "table.csv", folder / "bulk.db"
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("Company", "Position", "Status", "Applied", "Location"))
        for number in range(rows):
            day = f"2026-{1 + number % 9:02}-{1 + number % 28:02}"
            writer.writerow((f"Company {number % 5000}", f"Engineer {number}", "Rejected", day, "Berlin"))
    given = environment(folder, database)
    core, raw = timed(lambda: insert_by_core(folder / "core.db", table)), raw_export
    taken = {
        "import": process(f"import {table}", given),
        "export csv": process(f"export --output {folder / 'out.csv'} --overwrite", given),
        "export json": process(f"export --format json --output {folder / 'out.json'} --overwrite", given),
    }
    cursor = {
        "export csv": timed(lambda: raw(database, folder / "raw.csv", as_json=False)),
        "export json": timed(lambda: raw(database, folder / "raw.json", as_json=True)),
    }
    taken["undo of the import"] = process("undo", given)
    beside = {
        "import": (core, "Core executemany of the same applications, companies and events", 5.0),
        "undo of the import": (taken["import"][0], "the import", 1.0),
        **{name: (seconds, "the raw cursor and the writer", 2.0) for name, seconds in cursor.items()},
    }
    yield f"| {rows:,} rows | s | beside | s | × | target | memory, MB |"
    yield "| --- | ---: | --- | ---: | ---: | ---: | ---: |"
    for name, (seconds, most) in taken.items():
        other, what, target = beside[name]
        yield f"| {name} | {seconds:.1f} | {what} | {other:.1f} | {seconds / other:.1f} | {target:g} | {most} |"


def process(line: str, given: dict[str, str]) -> tuple[float, int]:
    """The seconds of a whole command, and the most memory that it took in MB."""
    started = time.perf_counter()
    most = memory(line, given)
    return time.perf_counter() - started, most


def timed(what: Callable[[], object]) -> float:
    """The seconds that something takes."""
    started = time.perf_counter()
    what()
    return time.perf_counter() - started


def insert_by_core(path: Path, table: Path) -> None:
    """What an import cannot do without: read the file, and put its rows in by SQLAlchemy Core."""
    from sqlalchemy import create_engine, insert

    from bowout.storage.models import Application, Company, Event
    from bowout.storage.schema import open_sqlite

    open_sqlite(path).close()
    engine = create_engine(f"sqlite:///{path}")
    at = "2026-11-23T10:00:00Z"
    with engine.begin() as connection, table.open(encoding="utf-8", newline="") as file:
        companies: dict[str, int] = {}
        applications, events = [], []
        for number, row in enumerate(csv.DictReader(file), 1):
            company = companies.setdefault(row["Company"], len(companies) + 1)
            applications.append(
                {
                    "id": number, "company_id": company, "position": row["Position"], "search_key": row["Position"],
                    "status": "rejected", "closed_at": at, "applied_on": row["Applied"], "location": row["Location"],
                    "internal": False, "tags": "[]", "created_at": at, "updated_at": at,
                }
            )  # fmt: skip
            events.append({"application_id": number, "at": at, "kind": "added", "to_state": "rejected"})
        made = [{"id": number, "name": name, "key": name} for name, number in companies.items()]
        for model, rows in ((Company, made), (Application, applications), (Event, events)):
            for start in range(0, len(rows), 5000):
                connection.execute(insert(model), rows[start : start + 5000])
    engine.dispose()


def raw_export(database: Path, path: Path, *, as_json: bool) -> None:
    """What an export cannot do without: the rows, and the standard library's writer."""
    query = (
        "SELECT a.id, c.name AS company, a.position, a.status, a.applied_on, a.source, a.url, a.location, a.salary, "
        "a.internal, a.tags, a.created_at, a.updated_at FROM application a JOIN company c ON c.id = a.company_id "
        "ORDER BY a.id"
    )
    with (
        closing(sqlite3.connect(database)) as connection,
        path.open("w", encoding="utf-8", newline="") as out,
    ):
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description]
        if not as_json:
            writer = csv.writer(out)
            writer.writerow(names)
            writer.writerows(cursor)
            return
        for row in cursor:
            out.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, indent=2) + ",\n")


def letters() -> str:
    """How many letters a second are written and checked."""
    from bowout.domain.situations import Situation
    from bowout.letters.checks import check
    from bowout.letters.compose import compose
    from bowout.letters.facts import PrivateWords
    from bowout.letters.languages import languages
    from bowout.letters.samples import samples
    from bowout.letters.sources import steady

    private = PrivateWords(("burnout, and they pay 75k",), ("Globex, Inc.", "Target"))
    with steady():
        every = [
            facts for language in languages() for situation in Situation
            for facts in samples(situation, language, "neutral")
        ]  # fmt: skip
        for facts in every[::25]:
            check(compose(facts), facts, private)
        started = time.perf_counter()
        for facts in every:
            check(compose(facts), facts, private)
        taken = time.perf_counter() - started
    told = f"{len(every):,} letters in {len(languages())} languages written and checked"
    return f"{told}: {len(every) / taken:.0f} a second (target 500)"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what grows with a search.")
    parser.add_argument(
        "--sizes", default="100,1000,100000", help="numbers of applications, with 1000 among them"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--bulk", type=int, default=100_000, help="rows to import and export; 0: none")
    options = parser.parse_args()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    if BASE not in sizes:
        parser.error(f"--sizes needs {BASE}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        print("\n".join(grows(Path(folder), sizes, options.rounds)), end="\n\n", flush=True)
        if options.bulk:
            print("\n".join(masses(Path(folder), options.bulk)), end="\n\n", flush=True)
    print(letters())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
