"""The person's own editor; what they wrote is kept wherever it cannot be used."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Container
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

import typer

from bowout.cli import prompts
from bowout.config import data_folder, make_folder
from bowout.domain.errors import BowoutError, Interrupted, Refused, UsageError

_LARGEST = 1_000_000  # bytes; what is edited here has some thousand
_STOPPED = (-signal.SIGINT, 128 + signal.SIGINT)


def editor() -> str:
    """The editor's command: VISUAL, EDITOR, or vi on a terminal.

    Raises:
        UsageError: none is set, and there is no terminal to open vi on.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command and not prompts.can_ask():
        raise UsageError("There is no editor to open.", "Set EDITOR to one, such as nano.", code="no_editor")
    return command or "vi"


class Sheet:
    """A text in a private file of its own, for the editor.

    Used as a context: at its end the file is gone, where nothing went wrong;
    else it stays, and the error says where it is, and what it is good for: `use`,
    a command in which `{}` is the file.
    """

    def __init__(self, text: str, name: str, use: str = "") -> None:
        # In a folder of its own (0700), where an editor may leave what it likes beside it; and not
        # among temporary files, which a restart takes away.
        drafts = data_folder() / "drafts"
        try:
            make_folder(data_folder())
            make_folder(drafts)
            self.path = Path(tempfile.mkdtemp(dir=drafts)) / name
        except OSError as error:
            raise BowoutError(f"Nothing can be written in {drafts}: {error.strerror or error}.") from None
        self._use = use
        self.write(text)

    def write(self, text: str) -> None:
        """Put a text in the place of what is there."""
        self.path.touch(mode=0o600)
        self.path.write_text(text, encoding="utf-8", newline="")

    def edit(self) -> str:
        """Open the editor, wait until it is closed, and return what it left, line ends as it wrote them.

        Raises:
            Refused: the editor cannot be started or failed; or what it left is no text.
            Interrupted: it was ended by Ctrl-C.
        """
        open_editor(self.path)
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise Refused(f"The editor left no file that can be read: {error.strerror or error}.") from None
        if len(data) > _LARGEST:
            raise Refused("What came back is too large.", f"At most {_LARGEST:,} bytes are read.")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Refused("What came back is not UTF-8.", "Save it as UTF-8.") from None
        if "\0" in text:
            raise Refused("What came back is not a text.")
        return text

    def drop(self) -> None:
        """Take the file away, and what the editor left beside it."""
        shutil.rmtree(self.path.parent, ignore_errors=True)
        with suppress(OSError):  # others may lie there
            self.path.parent.parent.rmdir()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End: the file goes, or is named."""
        if error is None:
            self.drop()
        if not self.path.exists():
            return
        with suppress(OSError):
            self.path.chmod(0o600)  # an editor may have made it anew
        where = f"What you wrote is in {self.path}."
        if self._use:
            where = f"To go on with it: {self._use.format(shlex.quote(str(self.path)))}. {where}"
        if isinstance(error, KeyboardInterrupt | typer.Abort):
            raise Interrupted("Interrupted.", where) from None
        if isinstance(error, BowoutError):
            error.hint = f"{error.hint} {where}".strip()
        elif isinstance(error, Exception):
            raise BowoutError(f"{type(error).__name__}: {error}.", where, code="internal") from error


def open_editor(path: Path) -> None:
    """Open a file in the editor, and wait until it is closed.

    Raises:
        Refused: the editor cannot be started, or failed.
        UsageError: there is none.
    """
    command = editor()
    prompts.note_pause()

    def leave_to_editor(_signal: int, _frame: FrameType | None) -> None:
        """Ctrl-C is the editor's, as long as it is open; unlike SIG_IGN, a handler is not inherited by it."""

    before = signal.signal(signal.SIGINT, leave_to_editor)
    try:
        code = subprocess.run([*shlex.split(command), path], check=False).returncode
    except (OSError, ValueError) as error:
        raise Refused(
            f"The editor “{command}” cannot be started: {error}.", "Set EDITOR to one that is there."
        ) from None
    finally:
        signal.signal(signal.SIGINT, before)
    if code in _STOPPED:
        raise KeyboardInterrupt
    if code != 0:
        how = f"ended with code {code}" if code > 0 else f"was killed by signal {-code}"
        raise Refused(f"The editor “{command}” {how}.", code="editor_failed")


def edit_fields(fields: dict[str, str], check: Callable[[dict[str, str]], None]) -> dict[str, str]:
    """Open fields as `name = "value"` lines (TOML); returns those that were changed, once `check` takes them.

    Raises:
        Refused: as in `Sheet.edit`.
        UsageError: what came back is not TOML, or has other fields or values; the file is kept and named.
    """
    import json

    lines = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    with Sheet(f"# Change what you like, then save and close.\n{lines}", "application.toml") as sheet:
        read = _read_fields(sheet.edit(), fields)
        changed = {name: value for name, value in read.items() if value != fields[name]}
        check(changed)
    return changed


def _read_fields(text: str, known: Container[str]) -> dict[str, str]:
    import tomllib

    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"That cannot be read: {error}.") from None
    for name, value in read.items():
        if name not in known or not isinstance(value, str):
            raise UsageError(f"“{name}” is not a field, or its value is not in quotes.")
    return read
