r"""Runs the terminal sessions that the documents show, and compares what they print, line by line.

A session is a fenced block marked `console`:

    ```console
    $ bowout add "Acme" "Backend Engineer"
    Acme, Backend Engineer (1): applied
    ```

Each line that starts with `$ ` is given to bash (a line that ends in `\` goes on in the next, which
may start with `> `); what follows is what it prints, on stdout and stderr, at a terminal of 80 columns
without colours, with nobody to answer questions. Spaces at the ends of lines do not count. All blocks
of one document are one session: they share a folder, which is the home too (shown as `~`), and a clock
that stands at 2026-11-23, 10:00 UTC. A comment on the line before a block changes that:

    <!-- session: fresh now=2026-11-30T09:00:00Z fails -->

`fresh` starts again with an empty home, `now=` sets the clock from here on, and with `fails` the last
command of the block has to fail; all others have to succeed. What should not be run is marked `sh`.
With `file=NAME` a block that is no session lies in that folder as a file, from there on.

Usage: python tools/sessions.py [--update] [FILE…]; without files, every document of the repository.
`--update` writes what is printed now instead of comparing.
"""

import contextlib
import difflib
import fcntl
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import sysconfig
import tempfile
import termios
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOW = "2026-11-23T10:00:00Z"
SECONDS = 60
_FENCE = re.compile(r"(?P<indent> *)(?P<ticks>`{3,})(?P<language>[\w-]*)[^`]*")
_NOTE = re.compile(r" *<!-- session: *(?P<words>.*?) *--> *")


class SessionError(Exception):
    """A document's session cannot be run as it stands."""


@dataclass
class Step:
    """A command as shown, and what it is said to print."""

    shown: list[str]
    printed: list[str] = field(default_factory=list)

    @property
    def command(self) -> str:
        """The command as bash reads it."""
        first, *more = self.shown
        return "\n".join([first.removeprefix("$ "), *(line.removeprefix("> ") for line in more)])


class Terminal:
    """A shell's stand-in: an empty home and a terminal of 80 columns."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.start_again()

    def start_again(self) -> None:
        """Empty the home and set the clock back."""
        for entry in self.home.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        scripts = sysconfig.get_path("scripts")
        # Nothing of the machine's environment but where its programs are.
        self.environment = {
            "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.home),
            "BOWOUT_NOW": NOW,
            "TZ": "Europe/London",
            "LANG": "en_GB.UTF-8",
            "PYTHONUTF8": "1",
            "TERM": "xterm",
            "COLUMNS": "80",
            "NO_COLOR": "1",
        }

    def run(self, command: str) -> tuple[int, list[str]]:
        """Run a command; returns its exit code and the lines that it printed."""
        ours, theirs = pty.openpty()
        try:
            fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            process = subprocess.Popen(
                ["bash", "-c", command],
                cwd=self.home,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=theirs,
                stderr=theirs,
                start_new_session=True,
            )
            os.close(theirs)
            timer = threading.Timer(SECONDS, os.killpg, (process.pid, signal.SIGKILL))
            timer.start()
            output = b"".join(_read(ours))
            code = process.wait()
            timer.cancel()
        finally:
            os.close(ours)
        if code < 0:
            raise SessionError(f"ended by signal {-code} (after {SECONDS} s it is stopped): {command}")
        text = output.decode(errors="replace").replace("\r\n", "\n").replace(str(self.home), "~")
        lines = [line.rstrip() for line in text.split("\n")]
        while lines and not lines[-1]:
            lines.pop()
        return code, lines


def _read(terminal: int) -> Iterator[bytes]:
    # On Linux the end is an error (nobody holds the other side any more), on macOS an empty read.
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 65536):
            yield piece


def play(text: str, terminal: Terminal) -> str:
    """Run a document's sessions; returns the document with what they really print.

    Raises:
        SessionError: a command succeeds or fails against what is said of it.
    """
    written: list[str] = []
    lines = iter(text.split("\n"))
    words: list[str] = []
    for line in lines:
        written.append(line)
        fence = _FENCE.fullmatch(line)
        if fence is None:
            note = _NOTE.fullmatch(line)
            words = note["words"].split() if note else []
            continue
        block: list[str] = []
        closing = fence["indent"] + fence["ticks"]
        for inner in lines:
            if inner.rstrip() == closing:
                break
            block.append(inner)
        else:
            raise SessionError(f"a block is not closed: {line}")
        if fence["language"] == "console":
            block = _play_block(block, fence["indent"], words, terminal)
        elif words:
            _keep_block(block, fence["indent"], words, terminal)
        written += [*block, closing]
        words = []
    return "\n".join(written)


def _play_block(block: list[str], indent: str, words: list[str], terminal: Terminal) -> list[str]:
    fails = _obey(words, terminal)
    steps = _steps([line.removeprefix(indent) for line in block])
    for step in steps:
        code, step.printed = terminal.run(step.command)
        if (code != 0) != (fails and step is steps[-1]):
            raise SessionError("\n".join([f"exit code {code}: {step.command}", *step.printed]))
    lines = [line for step in steps for line in (*step.shown, *step.printed)]
    return [indent + line if line else line for line in lines]


def _keep_block(block: list[str], indent: str, words: list[str], terminal: Terminal) -> None:
    key, _, name = " ".join(words).partition("=")
    if key != "file" or not name or "/" in name:
        raise SessionError(f"not a word of a comment on a file: {' '.join(words)}")
    (terminal.home / name).write_text("".join(f"{line.removeprefix(indent)}\n" for line in block))


def _obey(words: list[str], terminal: Terminal) -> bool:
    """Do what a session comment asks for; tells whether the block's last command has to fail."""
    if "fresh" in words:
        terminal.start_again()
    for word in words:
        if word.startswith("now="):
            terminal.environment["BOWOUT_NOW"] = word.removeprefix("now=")
        elif word not in {"fresh", "fails"}:
            raise SessionError(f"not a word of a session comment: {word}")
    return "fails" in words


def _steps(lines: list[str]) -> list[Step]:
    steps: list[Step] = []
    goes_on = False
    for line in lines:
        if goes_on:
            steps[-1].shown.append(line)
        elif line.startswith("$ "):
            steps.append(Step([line]))
        elif steps:
            steps[-1].printed.append(line)
        else:
            raise SessionError(f"a session starts with a command, as in `$ bowout list`, not with: {line}")
        goes_on = (goes_on or line.startswith("$ ")) and line.endswith("\\")
    return steps


def documents() -> list[Path]:
    """The repository's documents, those not yet committed included."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in sorted(filter(None, listed.stdout.split("\0"))) if (ROOT / name).exists()]


def check(path: Path, *, update: bool = False) -> str:
    """Play one document; returns what is wrong with it, nothing if it is right."""
    text = path.read_text(encoding="utf-8")
    try:
        with tempfile.TemporaryDirectory(prefix="session-") as home:
            real = play(text, Terminal(Path(home).resolve()))
    except SessionError as error:
        return f"{path.name}: {error}\n"
    tidy = "\n".join(line.rstrip() for line in text.split("\n"))
    if update:
        if real != text:
            path.write_text(real, encoding="utf-8")
        return ""
    real = "\n".join(line.rstrip() for line in real.split("\n"))
    difference = difflib.unified_diff(
        tidy.split("\n"), real.split("\n"), f"{path.name}, as written", f"{path.name}, as it is", lineterm=""
    )
    return "".join(f"{line}\n" for line in difference)


def main(arguments: list[str]) -> int:
    """Check or update the documents."""
    update = "--update" in arguments
    paths = [Path(name) for name in arguments if name != "--update"] or documents()
    wrong = "".join(check(path, update=update) for path in paths)
    if wrong:
        sys.stderr.write(f"{wrong}If what is printed now is right: make docs\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
