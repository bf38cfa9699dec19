"""Where wordings lie: the shipped files, and a person's own, which go before them; each is read here."""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from bowout.config import config_path
from bowout.domain.errors import BowoutError
from bowout.resources import resource_dir

LONGEST = 100_000  # bytes of a file, and characters of a letter's template with all its parts
NAME = re.compile(r"\w[\w-]*")
_FILE = re.compile(rf"{NAME.pattern}(?:/{NAME.pattern})+\.(?:j2|toml)")
_wanted: ContextVar[bool] = ContextVar("own_templates", default=True)

Stamp = tuple[tuple[str, int, int], ...]
State = tuple[tuple[Path, ...], Stamp]
_steady: ContextVar[State | None] = ContextVar("steady", default=None)


class Broken(BowoutError):
    """A file of wording that cannot be used: which, where, and why."""

    code = "template"

    def __init__(self, path: Path, line: int, why: str) -> None:
        self.path, self.line, self.why = path, line, why
        name = relative(path)
        mend = f"Mend it: bowout templates edit {name}. Or use the shipped wording once: bowout withdraw --shipped."
        super().__init__(f"{path}, line {line}: {why}", mend if is_own(path) else "Install bowout again.")


def own_folder() -> Path:
    """Tell the folder of a person's own files, beside the config file; it may not exist."""
    return _own_beside(config_path())


@cache
def _own_beside(config: Path) -> Path:
    return config.parent / "templates" / "letters"


@cache
def shipped_folder() -> Path:
    """Tell the folder of the files that came with the program."""
    return resource_dir("templates") / "letters"


@contextmanager
def own_templates(wanted: bool) -> Iterator[None]:
    """Within the block, let a person's own files go before the shipped ones, or let them rest."""
    before = _wanted.set(wanted)
    try:
        yield
    finally:
        _wanted.reset(before)


def roots() -> tuple[Path, ...]:
    """The folders that hold languages: a person's own first, if there is one."""
    own, shipped = own_folder(), shipped_folder()
    return (own, shipped) if _wanted.get() and own != shipped and own.is_dir() else (shipped,)


def state() -> State:
    """What a reading of wordings holds good for: the folders, and the times of a person's own files."""
    held = _steady.get()
    if held is not None:
        return held
    found = roots()
    return found, tuple(_stamps(found[0])) if len(found) > 1 else ()


@contextmanager
def steady() -> Iterator[None]:
    """Within the block, take all files to stay as they are: thousands of letters then ask for the times once."""
    before = _steady.set(state())
    try:
        yield
    finally:
        _steady.reset(before)


def _stamps(root: Path) -> Iterator[tuple[str, int, int]]:
    for name in files(root):
        with suppress(OSError):
            about = (root / name).stat()
            yield name, about.st_mtime_ns, about.st_size


def files(root: Path) -> list[str]:
    """The names of all files of wording below a folder, as `en-GB/wishes.j2`; links to folders are not followed."""
    found = (
        Path(folder, name).relative_to(root).as_posix()
        for folder, _, names in os.walk(root)
        for name in names
        if name.endswith((".j2", ".toml"))
    )
    return sorted(name for name in found if is_name(name))


def folders_in_place_of_files(root: Path) -> list[str]:
    """The names of folders below a folder that are called as a file of wording is."""
    found = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir())
    return sorted(name for name in found if is_name(name))


def word_files() -> frozenset[str]:
    """The names that files of words have: those of the shipped ones."""
    return frozenset(path.name for path in shipped_folder().rglob("*.toml"))


def is_name(name: str) -> bool:
    """Tell whether a file may be called so: plain words below a language, nothing that leads elsewhere."""
    return _FILE.fullmatch(name) is not None


def is_own(path: Path) -> bool:
    """Tell whether a file is a person's own."""
    # Most are shipped, and a letter is made of many: where the configuration lies need not be asked for each.
    return not path.is_relative_to(shipped_folder()) and path.is_relative_to(own_folder())


def relative(path: Path) -> str:
    """Name a file by its place below its folder, as `en-GB/wishes.j2`."""
    root = own_folder() if is_own(path) else shipped_folder()
    return path.relative_to(root).as_posix()


def read(path: Path) -> str:
    """Read a file, its lines ending as they do on Unix.

    Raises:
        Broken: it is no plain file, too long, not UTF-8, or a link that leads out of a person's own folder.
    """
    try:
        if is_own(path) and not path.resolve().is_relative_to(own_folder().resolve()):
            raise Broken(path, 1, "it is a link that leads out of your folder of templates.")
        if not stat.S_ISREG(path.stat().st_mode):
            raise Broken(path, 1, "it is not a plain file.")
        with path.open("rb") as file:
            data = file.read(LONGEST + 1)
    except (OSError, RuntimeError) as error:  # the latter for links in a circle
        raise Broken(path, 1, f"it cannot be read: {getattr(error, 'strerror', error)}.") from None
    if len(data) > LONGEST:
        raise Broken(path, 1, f"it is longer than {LONGEST:,} bytes.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise Broken(path, data[: error.start].count(b"\n") + 1, "it is not UTF-8.") from None
