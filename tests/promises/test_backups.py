"""What a kill or a full disk leaves of a backup, a restore and a repair: the old, or the new, and all that was kept."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bowout.storage.backup import backups_of
from bowout.storage.models import Base
from bowout.storage.schema import open_sqlite
from tests.support import COUNTS

AT_RANDOM = 40
# Runs a command, and kills itself at the Nth time that something in the database's folder is opened, renamed, …
RUN = """
import os, resource, signal, sys
folder, at, limit, left = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
seen = 0
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

def hook(event, arguments):
    global seen
    if event in ("open", "os.rename", "os.remove", "os.chmod", "sqlite3.connect"):
        if any(str(each).removeprefix("file://").startswith(folder) for each in arguments[:2]):
            seen += 1
            if seen == at:
                os.kill(os.getpid(), signal.SIGKILL)

from bowout.cli.app import main
sys.addaudithook(hook)
sys.exit(main(left))
"""

pytestmark = pytest.mark.slow


def start(database: Path, *arguments: str | Path, at: int = 0, limit: int = 0) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", RUN, str(database.parent), str(at), str(limit), *map(str, arguments)]
    return subprocess.Popen(
        command,
        env={**os.environ, "BOWOUT_DB": str(database)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(database: Path, *arguments: str | Path, at: int = 0, limit: int = 0) -> tuple[int, str, str]:
    process = start(database, *arguments, at=at, limit=limit)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def content(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            table: connection.execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall()
            for table in Base.metadata.tables
        }


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A search with enough in it that copying takes a moment."""
    path = tmp_path / "data" / "jobs.db"
    open_sqlite(path).close()
    for company in ("Acme", "Globex"):
        assert run(path, "add", company, "Engineer")[0] == 0
    with closing(sqlite3.connect(path)) as connection:
        # Of companies without an application nothing is searched: it is the copying that takes a moment.
        company = "INSERT INTO company (name, key, notes) VALUES (?1, ?1, ?2)"
        connection.executemany(company, [(f"C{number}", "x" * 3000) for number in range(1000)])
        connection.commit()
    return path


def whole_copies(database: Path) -> int:
    """Whatever has the name of a backup is whole."""
    copies = backups_of(database)
    for copy in copies:
        content(copy)
        assert copy.stat().st_mode & 0o077 == 0
    return len(copies)


def each_kill(database: Path, arguments: tuple[str | Path, ...], reset: Callable[[], None]) -> Iterator[int]:
    """Kill a command at every look into the folder in turn, until one run is not reached; then at random moments."""
    at = 0
    while True:
        at += 1
        reset()
        code, _, err = run(database, *arguments, at=at)
        assert code in (0, -signal.SIGKILL), err
        yield code
        if code == 0:
            break
    reset()
    started = time.monotonic()
    assert run(database, *arguments)[0] == 0
    usual = time.monotonic() - started
    chance = random.Random(7)
    for _ in range(AT_RANDOM):
        reset()
        process = start(database, *arguments)
        time.sleep(chance.uniform(0.5, 1.05) * usual)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert process.returncode in (0, -signal.SIGKILL)
        yield process.returncode


def clear(database: Path, *keep: Path) -> None:
    for file in database.parent.iterdir():
        if file not in (database, *keep):
            file.unlink()


def test_killed_while_it_copies_a_backup_is_whole_or_not_there(
    database: Path, record_property: Callable[[str, object], None]
) -> None:
    before = content(database)
    target = database.with_name("copy.db")
    killed = there = 0
    for code in each_kill(database, ("backup", target), lambda: clear(database)):
        killed += code != 0
        assert content(database) == before
        assert code != 0 or target.exists(), "it said that it was done"
        if target.exists():
            there += 1
            assert content(target) == before
    record_property(COUNTS, f"backup killed {killed} times: {there} whole, 0 by halves")


def test_killed_while_it_restores_there_is_the_old_or_the_new(
    database: Path, record_property: Callable[[str, object], None]
) -> None:
    old, backup, saved = content(database), database.parent.parent / "backup.db", database.read_bytes()
    assert run(database, "delete", "1", "--yes")[0] == 0
    assert run(database, "backup", backup)[0] == 0
    new = content(backup)
    assert new != old

    def reset() -> None:
        clear(database)
        for beside in ("-wal", "-shm"):
            Path(f"{database}{beside}").unlink(missing_ok=True)
        database.write_bytes(saved)

    killed = olds = 0
    for code in each_kill(database, ("restore", backup, "--yes"), reset):
        killed += code != 0
        present = content(database)
        assert present in (old, new)
        assert code != 0 or present == new, "it said that it was done"
        olds += present == old
        assert whole_copies(database) == 1 or present == old, "what was replaced is kept"
    record_property(COUNTS, f"restore killed {killed} times: {olds} left the old, 0 by halves")
    assert killed > 10


def test_killed_while_it_mends_it_is_mended_or_as_it_was(
    database: Path, record_property: Callable[[str, object], None]
) -> None:
    well = content(database)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE application SET status = 'offer', search_key = 'x'")
        connection.execute("DROP INDEX ix_event_at")
        connection.commit()
    spoilt, saved = content(database), database.read_bytes()

    def reset() -> None:
        clear(database)
        database.write_bytes(saved)

    killed = 0
    for code in each_kill(database, ("doctor", "--repair"), reset):
        killed += code != 0
        present = content(database)
        assert present in (well, spoilt)
        assert code != 0 or present == well
        whole_copies(database)
        if code:
            assert run(database, "doctor", "--repair")[0] == 0
            assert content(database) == well
    record_property(COUNTS, f"repair killed {killed} times: mended or as it was, and mended by the next")


def test_while_others_write_doctor_finds_nothing(database: Path) -> None:
    """It sees one moment, whatever is written meanwhile."""
    script = (
        "import sys; from bowout.cli.app import main\n"
        "for turn in range(25):\n"
        "    code = main(['add', sys.argv[1], f'Engineer {turn}', '--quiet'])\n"
        "    code = code or main(['note', '1', 'they called', '--quiet'])\n"
        "    code = code or main(['rejected', f'{sys.argv[1]} engineer {turn}', '--quiet'])\n"
        "    if code: sys.exit(code)\n"
    )
    environment = {**os.environ, "BOWOUT_DB": str(database)}
    running = [
        subprocess.Popen([sys.executable, "-c", script, name], env=environment, stdout=subprocess.DEVNULL)
        for name in ("Umbrella", "Hooli")
    ]
    looked = 0
    while any(process.poll() is None for process in running):
        code, out, err = run(database, "doctor", "--json")
        assert (code, err) == (0, ""), out
        looked += 1
    assert [process.returncode for process in running] == [0, 0]
    assert looked > 3


COMMANDS = (("backup",), ("restore", "BACKUP", "--yes"), ("doctor", "--repair"), ("import", "TABLE"))


def refuses(database: Path, command: tuple[str, ...], backup: Path, limit: int) -> None:
    """Without room a command says so in two lines, and leaves the old data whole and nothing besides."""
    table = backup.with_name("table.csv")
    table.write_text("Company,Position\nUmbrella,Engineer\n", encoding="utf-8")
    files = {"BACKUP": str(backup), "TABLE": str(table)}
    given = [files.get(word, word) for word in command]
    before, names = content(database), sorted(file.name for file in database.parent.iterdir())
    code, out, err = run(database, *given, "--json", limit=limit)
    assert code in (1, 4), (command, out, err)
    error = json.loads(err.splitlines()[-1])["error"]
    assert error["message"]
    assert error["hint"]
    assert content(database) == before
    left = [file.name for file in database.parent.iterdir() if not file.name.endswith(("-wal", "-shm"))]
    assert sorted(left) == [name for name in names if not name.endswith(("-wal", "-shm"))]


def spoil(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP INDEX ix_event_at")
        connection.commit()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_no_room_for_a_file_of_that_size(database: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    backup = tmp_path / "backup.db"
    assert run(database, "backup", backup)[0] == 0
    spoil(database)
    refuses(database, command, backup, 1_000_000)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_full_disk(database: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    backup, disk = tmp_path / "backup.db", tmp_path / "disk"
    assert run(database, "backup", backup)[0] == 0
    disk.mkdir()
    size = database.stat().st_size + 600_000
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        small = disk / "jobs.db"
        small.write_bytes(database.read_bytes())
        small.chmod(0o600)
        spoil(small)
        refuses(small, command, backup, 0)
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
