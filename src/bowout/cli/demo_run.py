"""How the demos run commands: in a folder, with variables and a clock of their own."""

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bowout.cli.output import Printer
from bowout.domain.errors import BowoutError, Refused


def check_empty(folder: Path) -> None:
    """Refuse a folder that is there and not empty; Refused."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Refused(f"{folder} is there already and not an empty folder.", "Name a new one.", code="exists")


def files(folder: Path) -> dict[str, str]:
    """The variables that say where the demo in a folder has its database and its settings."""
    return {"BOWOUT_DB": str(folder / "bowout.db"), "BOWOUT_CONFIG": str(folder / "config.toml")}


def show_typed(printer: Printer, typed: str) -> None:
    """Show a command as typed, and what it prints."""
    printer.text(f"$ bowout {typed}", "bold")
    sys.stdout.flush()
    run(typed)
    printer.say()


def run(typed: str) -> None:
    """Run a command line of the demo."""
    from bowout.cli.app import main

    code = main(shlex.split(typed.replace("\\\n", "")))
    if code == 130:
        raise KeyboardInterrupt
    if code:
        raise BowoutError(
            "The demo stopped there, which should not happen.", "Please report it.", code="demo"
        )


def tell_where(printer: Printer, folder: Path) -> None:
    """Say which variables let commands work on the demo in a folder."""
    values = " ".join(f"{name}={shlex.quote(value)}" for name, value in files(folder.absolute()).items())
    printer.say("It is yours to play with: in this shell,")
    printer.text(f"  export {values}")


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Set variables for as long as the block runs."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
