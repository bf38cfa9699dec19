"""Files that the user names: read within bounds; written private, whole, and never over another by accident."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EDQUOT, ENOSPC, EPERM, EROFS
from pathlib import Path
from typing import BinaryIO

from bowout.domain.errors import Refused

_ELSEWHERE = "Name a file in another folder."
_SPACE = "Free some space."
_HINTS = {EACCES: _ELSEWHERE, EPERM: _ELSEWHERE, EROFS: _ELSEWHERE, ENOSPC: _SPACE, EDQUOT: _SPACE}


def read_bounded(path: Path, limit: int) -> bytes:
    """Read a file of `limit` bytes at most.

    Raises:
        Refused: it is not there, is a folder, is larger, or the system refuses.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or error}.", code="not_read") from None
    except ValueError:
        raise Refused(f"{str(path)!r} cannot be the name of a file.", code="not_read") from None
    if len(data) > limit:
        raise Refused(
            f"{path} is too large to be a letter.", f"At most {limit:,} bytes are read.", code="too_large"
        )
    return data


def check_target(path: Path, overwrite: bool) -> None:
    """Look whether a file can be written at `path`, before anything is recorded.

    Raises:
        Refused: it exists and `overwrite` is False; it is a symbolic link, a folder
            or no plain file; its folder is missing or cannot be written.
    """
    with _refusing(path):
        _check_free(path, overwrite)
        if not path.parent.is_dir():
            raise Refused(f"There is no folder {path.parent}.", "Make it first, or name another file.")
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise Refused(f"Nothing can be written to the folder {path.parent}.", _ELSEWHERE)


def write_private(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Write a file that only its owner can read (0600), whole or not at all.

    Raises:
        Refused: as `check_target`, or the system refuses (no space, no permission); nothing changed.
    """
    with open_private(path, overwrite=overwrite) as file:
        file.write(data)


@contextmanager
def open_private(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """Open a file for writing that gets its name only when the block has ended well.

    Until then it is a draft with another name in the same folder, taken away if
    the block fails. Without `overwrite` a file that appears meanwhile stays as it is.

    Raises:
        Refused: as `write_private`.
    """
    check_target(path, overwrite)
    draft = path.with_name(f".bowout-{os.urandom(8).hex()}.part")
    try:
        with _refusing(path):
            with _create(draft) as file:
                yield file
                _sync(file)
            _give_name(draft, path, overwrite)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _check_free(path: Path, overwrite: bool) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    except ValueError:
        raise Refused(f"{str(path)!r} cannot be the name of a file.", "Name another file.") from None
    if stat.S_ISLNK(mode):
        raise Refused(f"{path} is a symbolic link, and links are not followed.", "Name the file itself.")
    if stat.S_ISDIR(mode):
        raise Refused(f"{path} is a folder.", "Name a file in it.")
    if not stat.S_ISREG(mode):
        raise Refused(f"{path} is not a plain file.", "Name another file.")
    if not overwrite:
        raise _exists(path)


def _create(path: Path) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _give_name(draft: Path, path: Path, overwrite: bool) -> None:
    if overwrite:
        draft.replace(path)
    else:
        try:
            # Unlike a rename, a link never replaces what is there.
            os.link(draft, path)
        except FileExistsError:
            raise _exists(path) from None
        except OSError:
            _copy_new(draft, path)
    _sync_folder(path.parent)


def _copy_new(draft: Path, path: Path) -> None:
    """Where the file system has no links (FAT, some network shares): a new file, taken away if it fails."""
    try:
        file = _create(path)
    except FileExistsError:
        raise _exists(path) from None
    try:
        with file, draft.open("rb") as source:
            shutil.copyfileobj(source, file)
            _sync(file)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    # Some file systems cannot sync a folder; the file is there all the same.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _exists(path: Path) -> Refused:
    hint = "Name another file, or replace it with --overwrite."
    return Refused(f"{path} exists already.", hint, code="exists")


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Say what the system refused in one sentence."""
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        hint = _HINTS.get(error.errno or 0, "Name another file.")
        raise Refused(f"{path} cannot be written: {why}.", hint, code="not_written") from None
