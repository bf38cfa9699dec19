"""The person's own editor; what they wrote is kept even where it cannot be used."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Container
from pathlib import Path

from bowout.domain.errors import Refused, UsageError


def edit_text(text: str, suffix: str) -> tuple[str, Path]:
    """Open a text in VISUAL, EDITOR or vi; returns what came back, and the file that still holds it.

    Raises:
        Refused: the editor cannot be started or failed; the file is named.
    """
    handle, name = tempfile.mkstemp(prefix="bowout-", suffix=suffix)
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    open_editor(path)
    return path.read_text(encoding="utf-8"), path


def open_editor(path: Path) -> None:
    """Open a file in VISUAL, EDITOR or vi, until it is closed.

    Raises:
        Refused: the editor cannot be started or failed; the file is named.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        code = subprocess.run([*shlex.split(command), path], check=False).returncode
    except (OSError, ValueError) as error:
        raise Refused(
            f"The editor “{command}” cannot be started: {error}.", "Set EDITOR to one that is there."
        ) from None
    if code != 0:
        raise Refused(f"The editor “{command}” ended with code {code}.", f"What you wrote is in {path}.")


def edit_fields(fields: dict[str, str], check: Callable[[dict[str, str]], None]) -> dict[str, str]:
    """Open fields as `name = "value"` lines (TOML); returns those that were changed, once `check` takes them.

    Raises:
        Refused: as in `edit_text`.
        UsageError: what came back is not TOML, or has other fields or values; the file is kept and named.
    """
    import json

    lines = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    written, path = edit_text(f"# Change what you like, then save and close.\n{lines}", ".toml")
    try:
        read = _read_fields(written, fields)
        changed = {name: value for name, value in read.items() if value != fields[name]}
        check(changed)
    except UsageError as error:
        error.hint = f"What you wrote is in {path}."
        raise
    path.unlink()
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
