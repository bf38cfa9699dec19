"""bowout demo."""

import os
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bowout import config, settings
from bowout.cli.demo_story import STORY, Scene
from bowout.cli.output import Printer
from bowout.domain.errors import BowoutError, Refused

_ZONE = ZoneInfo("Europe/London")


def demo(
    keep: Annotated[
        Path | None, typer.Option("--keep", metavar="DIR", help="Leave the database in DIR, to play with.")
    ] = None,
    large: Annotated[
        bool, typer.Option("--large", help="A search of 40 open processes, all left at once for an offer.")
    ] = False,
) -> None:
    """Tell a little search: seven applications, each command as typed, and a good way out of one.

    It runs in a throw-away database, with people who do not exist and a clock
    of its own; nothing of yours is read or changed. The large one is built
    unseen; with --keep it is yours to leave.

    Examples:
      bowout demo
      bowout demo --keep ~/bowout-demo
      bowout demo --large
    """
    now = config.now()
    printer = Printer()
    if large:
        from bowout.cli.demo_large import show_large

        show_large(printer, now, keep)
        return
    if keep is not None:
        check_empty(keep)
        config.make_folder(keep)
        _tell(printer, keep, now)
        tell_where(printer, keep)
        printer.say("and then bowout list, bowout show acme, bowout undo, bowout log.")
        return
    with tempfile.TemporaryDirectory(prefix="bowout-demo-") as folder:
        _tell(printer, Path(folder), now)
    printer.say("That was a throw-away database; it is gone, and nothing of yours was touched.")
    printer.say("To play with it: bowout demo --keep DIR. To begin your own: bowout add COMPANY POSITION.")


def check_empty(folder: Path) -> None:
    """Refuse a folder that is there and not empty; Refused."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Refused(f"{folder} is there already and not an empty folder.", "Name a new one.", code="exists")


def files(folder: Path) -> dict[str, str]:
    """The variables that say where the demo in a folder has its database and its settings."""
    return {"BOWOUT_DB": str(folder / "bowout.db"), "BOWOUT_CONFIG": str(folder / "config.toml")}


def _tell(printer: Printer, folder: Path, now: datetime) -> None:
    today = now.astimezone(_ZONE).date()
    monday = today - timedelta(days=today.weekday())
    # One stream: what is said beside a letter stays in its place when the demo is piped.
    with environment(**files(folder)), redirect_stderr(sys.stdout):
        settings.set_value("delivery", "printed")
        for scene in STORY:
            moment = datetime.combine(
                monday + timedelta(days=scene.day), time.fromisoformat(scene.clock), _ZONE
            )
            with environment(BOWOUT_NOW=moment.isoformat()):
                _play(printer, scene, moment)


def _play(printer: Printer, scene: Scene, moment: datetime) -> None:
    printer.say(f"# {moment:%A} {moment.day} {moment:%B, %H:%M}: {scene.title}", "cyan")
    printer.say()
    for typed in scene.commands:
        show_typed(printer, typed)


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
