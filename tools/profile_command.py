"""Shows where a command's time goes: what it loads, and what it does.

The modules that took longest to import (microseconds: by themselves, and with all
that they import), then the functions that took longest. The database is the one that
the command itself would take; use a copy of one for a command that changes something.

Usage: python tools/profile_command.py COMMAND [ARGUMENT...]
"""

import contextlib
import cProfile
import gc
import io
import pstats
import subprocess
import sys

MOST = 25


def imports(command: list[str]) -> list[tuple[int, int, str]]:
    """Each module that the command loads: microseconds by itself, with what it imports, and its name."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bowout", *command],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    found = []
    for line in done.stderr.splitlines():
        parts = line.removeprefix("import time:").split("|")
        if line.startswith("import time:") and len(parts) == 3 and parts[0].strip().isdigit():
            found.append((int(parts[0]), int(parts[1]), parts[2].strip()))
    return found


def main() -> int:
    """Print both tables."""
    command = sys.argv[1:]
    if not command:
        sys.exit("Name a command, as in: make profile COMMAND='list --open'")
    loaded = imports(command)
    total, own = (
        sum(time for time, *_ in loaded),
        sum(each[0] for each in loaded if each[2].startswith("bowout")),
    )
    print(f"{len(loaded)} modules, {total / 1000:.0f} ms, {own / 1000:.0f} ms of them bowout's own")
    for alone, with_all, name in sorted(loaded, reverse=True)[:MOST]:
        print(f"{alone:8,} {with_all:8,}  {name}")
    from bowout.cli.app import main as run

    gc.disable()  # as it is when the command runs
    profile = cProfile.Profile()
    shown = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(shown):
        profile.runcall(run, command)
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(MOST)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
