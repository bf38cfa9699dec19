"""Killed at any moment, a command is done whole or not at all: the database is as before it, or as after it."""

import json
import os
import random
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bowout.storage.schema import HEAD
from tests.promises.driver import State, Zygote, state
from tests.promises.script import Script, begin
from tests.support import COUNTS

KILLS = int(os.environ.get("BOWOUT_KILLS", "40"))


@pytest.fixture
def zygote(tmp_path: Path) -> Iterator[Zygote]:
    """Lends commands that start at once."""
    with Zygote(tmp_path) as lent:
        yield lent


@pytest.mark.slow
def test_killed_at_any_moment_a_command_is_done_whole_or_not_at_all(
    zygote: Zygote, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(os.environ.get("BOWOUT_SEED", "7"))
    counted: Counter[str] = Counter()
    turn = 0
    while counted["killed before it wrote"] + counted["killed once it had written"] < KILLS:
        if turn % 30 == 0:
            folder = tmp_path / f"search {turn}"
            folder.mkdir(mode=0o700)
            database = folder / "jobs.db"
            script = Script(folder, chance)
            begin(zygote, database, turn // 30)
            before = state(database)
        # Bringing an old one up to date is a step of its own, before whatever the command does.
        command = script.next() if before["alembic_version"] == [f"('{HEAD}',)"] else ("list",)
        outcome, before = killed(zygote, database, command, chance, before, turn)
        counted[outcome] += 1
        turn += 1
        if turn % 10 == 0 and before["alembic_version"] == [f"('{HEAD}',)"]:
            check_by_doctor(zygote, database)
            counted["examined by doctor"] += 1
    figures = ", ".join(f"{count} {what}" for what, count in sorted(counted.items()))
    record_property(COUNTS, f"{turn} commands: {figures}; 0 by halves, 0 lost")


def check_by_doctor(zygote: Zygote, database: Path) -> None:
    """The doctor finds nothing, but for drafts of copies that a kill left beside the database."""
    ended = zygote.run(database, "doctor", "--json", BOWOUT_NOW="2026-11-24T10:00:00Z")
    said = json.loads(ended.said)
    wrong = [found for found in said["findings"] if found["level"] != "info" and found["code"] != "left_over"]
    assert not wrong, wrong


def killed(
    zygote: Zygote, database: Path, command: tuple[str, ...], chance: random.Random, before: State, turn: int
) -> tuple[str, State]:
    """Run a command on a copy to its end, then kill it on the way: it comes to what the first did, or to nothing."""
    copy = database.with_name("copy.db")
    shutil.copyfile(database, copy)
    now = f"2026-11-23T10:{turn // 60 % 60:02}:{turn % 60:02}Z"
    whole = zygote.run(copy, *command, BOWOUT_NOW=now)
    done = state(copy)
    copy.unlink()
    assert "should not happen" not in whole.said, (command, whole.said)
    if whole.code:
        assert done == before, (command, whole)
        return "refused", before
    if turn % 2:
        # As often among the last few, where it commits and ends, as among all before.
        place = chance.randint(1 if turn % 4 == 1 else max(1, whole.calls - 8), whole.calls)
        ended = zygote.run(database, *command, kill_at=place, BOWOUT_NOW=now)
    else:
        moment = whole.seconds * chance.uniform(0.5, 1.02)
        ended = zygote.run(database, *command, kill_after=moment, BOWOUT_NOW=now)
    after = state(database)
    assert after in (before, done), (command, ended)
    if ended.code != -signal.SIGKILL:
        assert ended.code == 0, (command, ended)
        assert after == done, (command, ended)
        return "acknowledged", after
    return "killed before it wrote" if after == before else "killed once it had written", after
