"""The clipboard, by whichever program the desktop has for it."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from bowout.domain.errors import NotDelivered

TIMEOUT = 5.0  # seconds, for all programs together


@dataclass(frozen=True, slots=True)
class _Program:
    name: str
    arguments: tuple[str, ...] = ()
    needs: str | None = None  # the environment variable that says its display is there
    encoding: str = "utf-8"
    environment: Mapping[str, str] = field(default_factory=dict)


_PROGRAMS = (
    # Without a UTF-8 locale pbcopy takes the bytes for Mac Roman.
    _Program("pbcopy", environment={"LC_ALL": "en_US.UTF-8"}),
    # Its own guess of the type would look into the text.
    _Program("wl-copy", ("--type", "text/plain"), needs="WAYLAND_DISPLAY"),
    _Program("xclip", ("-selection", "clipboard", "-in"), needs="DISPLAY"),
    _Program("xsel", ("--clipboard", "--input"), needs="DISPLAY"),
    _Program("termux-clipboard-set"),
    # Last: WSL with a display has the others too. It takes bytes for the OEM code page, but knows UTF-16.
    _Program("clip.exe", encoding="utf-16-le"),
)


def copy(text: str) -> str:
    """Put `text` on the clipboard and return the name of the program that took it; at most 5 seconds.

    Raises:
        NotDelivered: no program is there, or none took it.
    """
    deadline = time.monotonic() + TIMEOUT
    tried = []
    for program in _PROGRAMS:
        path = shutil.which(program.name)
        if path is None or (program.needs and not os.environ.get(program.needs)):
            continue
        tried.append(program.name)
        if _run(program, path, text, deadline - time.monotonic()):
            return program.name
    if tried:
        raise NotDelivered(
            f"The clipboard did not take the text ({', '.join(tried)} failed).",
            "Is this the desktop's own terminal? `--eml FILE` writes a file instead.",
            code="no_clipboard",
        )
    raise NotDelivered("No program for the clipboard was found.", _what_to_install(), code="no_clipboard")


def _run(program: _Program, path: str, text: str, seconds: float) -> bool:
    try:
        done = subprocess.run(
            [path, *program.arguments],
            input=text.encode(program.encoding, "replace"),
            # xclip stays in the background with its outputs open: a pipe would never end.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **program.environment},
            # So that it outlives Ctrl-C and this terminal.
            start_new_session=True,
            timeout=max(seconds, 0),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _what_to_install() -> str:
    if os.environ.get("WAYLAND_DISPLAY"):
        return "Install wl-clipboard."
    if os.environ.get("DISPLAY"):
        return "Install xclip or xsel."
    if os.environ.get("TERMUX_VERSION"):
        return "Install Termux:API, and the package termux-api."
    return "There is no display here; `--eml FILE` writes a file instead."
