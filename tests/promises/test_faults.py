"""A disk that is full, or may not be written to: a clear sentence, exit 4, and the data as they were."""

import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.promises.driver import Ended, Zygote, state
from tests.promises.script import Script, begin
from tests.support import COUNTS

TURNS = 120 if os.environ.get("BOWOUT_TORTURE") == "yes" else 25
READING: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("show", "1"),
    ("history",),
    ("search", "acme"),
    ("stats",),
    ("log",),
)


@pytest.fixture
def zygote(tmp_path: Path) -> Iterator[Zygote]:
    """Lends commands that start at once."""
    with Zygote(tmp_path) as lent:
        yield lent


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of 900 kB."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=900k", "none", str(folder)]
    if os.getuid() or shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("only root can make a disk to be filled")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def is_told(ended: Ended, *words: str) -> bool:
    first = ended.said.splitlines()[0]
    return ended.code == 4 and any(word in first for word in words) and "Traceback" not in ended.said


@pytest.mark.slow
def test_a_full_disk(
    zygote: Zygote, disk: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(os.environ.get("BOWOUT_SEED", "7"))
    database, script = disk / "jobs.db", Script(tmp_path, chance)
    begin(zygote, database, 0)
    before, counted = state(database), Counter[str]()
    filling = disk / "filling"
    for turn in range(TURNS):
        command = script.next()
        _, _, free = shutil.disk_usage(disk)
        filling.write_bytes(
            b"x" * max(0, free - chance.choice((0, 30_000, 60_000, 90_000, 120_000, 200_000)))
        )
        ended = zygote.run(database, *command, BOWOUT_NOW=f"2026-11-23T10:{turn // 60:02}:{turn % 60:02}Z")
        filling.unlink()
        after = state(database)
        assert ended.code in (0, 1, 2, 4), (command, ended)
        assert "should not happen" not in ended.said, (command, ended)
        if ended.code == 4:
            assert is_told(ended, "full", "room", "space"), (command, ended)
        if ended.code == 0:
            assert after != before or command[0] in ("import", "inbox"), (command, ended)
        else:
            assert after == before, (command, ended)
        counted[{0: "done", 4: "refused for want of room"}.get(ended.code, "refused")] += 1
        before = after
    record_property(
        COUNTS,
        f"A full disk, {TURNS} commands: " + ", ".join(f"{n} {what}" for what, n in sorted(counted.items())),
    )
    assert counted["refused for want of room"] > TURNS // 10


@pytest.mark.slow
def test_a_disk_that_may_only_be_read(zygote: Zygote, disk: Path, tmp_path: Path) -> None:
    database, script = disk / "jobs.db", Script(tmp_path, random.Random(7))
    begin(zygote, database, 0)
    before = state(database)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        for command in (*READING, *(script.next() for _ in range(12))):
            ended = zygote.run(database, *command)
            assert is_told(ended, "cannot be opened"), (command, ended)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert state(database) == before
