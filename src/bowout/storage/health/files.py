"""The files around a SQLite database: who may read them, what is left over, the backups, the space."""

import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bowout import config
from bowout.domain.errors import Refused
from bowout.domain.findings import Finding
from bowout.storage.backup import DRAFT, backups_of, remove
from bowout.storage.restore import check_backup

_OTHERS = 0o077
_HOUR = 3600
_SPARE = 10_000_000
# Kept as they were, damaged or not.
_AS_IT_WAS = ("-before-repair-", "-before-restore-")


def open_to_others(path: Path) -> list[Path]:
    """The files and folders of bowout's own that others may look into.

    Of a folder that holds a database and is not the program's, its owner decides.
    """
    if os.name == "nt":
        return []
    folder = config.data_folder()
    drafts = folder / "drafts"
    own = [folder, drafts, *(file for file in drafts.rglob("*") if not file.is_symlink())]
    beside = [Path(f"{path}{end}") for end in ("", "-wal", "-shm")]
    copies = [Path(f"{copy}{end}") for copy in backups_of(path) for end in ("", "-wal", "-shm")]
    return [file for file in (*own, *beside, *copies) if _mode(file) & _OTHERS]


def _mode(file: Path) -> int:
    """The mode of a file; of one that is gone meanwhile, none."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(file.stat().st_mode)
    return 0


def close_to_others(files: list[Path]) -> list[str]:
    """Let only their owner read files, and enter folders; returns what was done."""
    done = []
    for file in files:
        mode = 0o700 if file.is_dir() else 0o600
        with suppress(OSError):  # of another owner, or gone by now; what is still open is told again
            file.chmod(mode)
            done.append(f"set the mode of {file} to {mode:o}")
    return done


def left_over(path: Path) -> list[Path]:
    """Drafts of copies that a kill left behind; a younger one may be another program's, still at work."""
    since = time.time() - _HOUR
    found = []
    for file in path.parent.glob(DRAFT.format("*")):
        with suppress(FileNotFoundError):  # done by now
            if file.stat().st_mtime < since:
                found.append(file)
    return found


def take_away(files: list[Path]) -> list[str]:
    """Delete what is left over; returns what was done."""
    for file in files:
        remove(file)
    return [f"deleted {file}" for file in files]


def check(path: Path, counted: dict[str, int]) -> Iterator[Finding]:
    """Look at the files around a database that is there."""
    for file in open_to_others(path):
        mode, wanted = _mode(file), "700" if file.is_dir() else "600"
        message, mend = f"Others may look into {file} (mode {mode:o}).", f"chmod {wanted} {file}"
        yield Finding("permissions", "error", message, mend, repairable=True)
    for file in left_over(path):
        message = f"{file} is left over from a copy that was cut off."
        yield Finding("left_over", "warning", message, f"rm {file}", repairable=True)
    yield from _backups(path, counted)
    size, free = path.stat().st_size, shutil.disk_usage(path.parent).free
    if free < 2 * size + _SPARE:
        message = f"There are {free // 1_000_000:,} MB left where the database lies."
        yield Finding("disk", "warning", message, "make room: a backup or an upgrade needs it")


def newest_whole(path: Path) -> Path | None:
    """The newest backup that can be restored."""
    return next((copy for copy in reversed(_made_whole(path)) if _refusal(copy) is None), None)


def _made_whole(path: Path) -> list[Path]:
    """The backups that were checked when they were made."""
    return [copy for copy in backups_of(path) if not any(words in copy.name for words in _AS_IT_WAS)]


def _refusal(copy: Path) -> Refused | None:
    try:
        check_backup(copy)
    except Refused as refusal:
        return refusal
    return None


def _backups(path: Path, counted: dict[str, int]) -> Iterator[Finding]:
    """Read each backup through, and tell how old the newest whole one is."""
    good: list[Path] = []
    for copy in _made_whole(path):
        if refusal := _refusal(copy):
            yield Finding("backup_damaged", "warning", refusal.message, f"bowout backup, and rm {copy}")
        else:
            good.append(copy)
    counted["backups"] = len(good)
    if not good:
        message = "There is no backup beside the database."
        yield Finding("no_backup", "info", message, "bowout backup makes one")
        return
    days = int((time.time() - good[-1].stat().st_mtime) / 86400)
    age = "of today" if days < 1 else f"{days:,} day{'' if days == 1 else 's'} old"
    message = f"The newest backup is {age}, and whole: {good[-1].name}."
    yield Finding("backup", "info", message, f"it comes back with bowout restore {good[-1]}")
