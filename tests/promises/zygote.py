"""A process that has loaded everything, and from which each command is forked: hundreds of them in a minute.

Started by `Zygote`; reads a line of JSON for each command, and answers with how it ended.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType


def serve() -> None:
    """Fork a command for each line, until there are no more."""
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            run(order["argv"], order["environment"], order["output"], order["kill_at"])
        if order["kill_after"] is not None:
            time.sleep(order["kill_after"])
            os.kill(child, signal.SIGKILL)  # one that has ended keeps its number until it is waited for
        _, ended = os.waitpid(child, 0)
        tell(os.waitstatus_to_exitcode(ended))


def run(argv: list[str], environment: dict[str, str], output: str, kill_at: int | None) -> None:
    """Be the command, and end as it does, or when it is about to call the database for the so manieth time."""
    os.environ.update(environment)
    writing = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(writing, 1)
    os.dup2(writing, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    from bowout.cli.app import main

    calls = count() if kill_at is None else count(kill_at)
    code = 70
    try:
        code = main(argv)
        sys.stdout.flush()
        sys.setprofile(None)
        Path(f"{output}.calls").write_text(str(calls()), encoding="ascii")
    finally:
        os._exit(code)


def count(last: int = -1) -> Callable[[], int]:
    """Count the calls of SQLite's driver, and let this process kill itself at one of them."""
    calls = 0

    def watch(_frame: FrameType, event: str, called: object) -> None:
        nonlocal calls
        if event == "c_call" and type(getattr(called, "__self__", None)).__module__ == "sqlite3":
            calls += 1
            if calls == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    return lambda: calls


def tell(number: int) -> None:
    print(number, flush=True)


def load(folder: Path) -> None:
    """Load what commands load, by running some."""
    import contextlib
    import io

    from bowout.cli.app import main

    os.environ["BOWOUT_DB"] = str(folder / "loading.db")
    for line in (
        ["profile", "--name", "Robin Ames", "--email", "robin@example.org"],
        ["add", "Acme", "Engineer", "--contact", "Dana Fox <dana@acme.example>"],
        ["stage", "add", "1", "interview", "--at", "2026-12-01T10:00"],
        ["withdraw", "1", "--reason", "culture"],
        ["undo"],
        ["list"],
    ):
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            assert main(line) == 0, line


if __name__ == "__main__":
    load(Path(sys.argv[1]))
    tell(0)
    serve()
