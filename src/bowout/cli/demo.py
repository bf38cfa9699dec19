"""bowout demo."""

import sys
import tempfile
from contextlib import redirect_stderr
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bowout import config, settings
from bowout.cli.demo_run import check_empty, environment, files, show_typed, tell_where
from bowout.cli.demo_story import STORY, Scene
from bowout.cli.output import Printer

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
