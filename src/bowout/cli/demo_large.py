"""The larger search of `bowout demo --large`: built unseen, then left in one step."""

import io
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bowout import config, settings
from bowout.cli.demo_run import check_empty, environment, files, run, show_typed, tell_where
from bowout.cli.demo_search import OPEN, TOTAL, typed
from bowout.cli.output import Printer

_ZONE = ZoneInfo("Europe/London")
_ACCEPT = "accept globex --withdraw-others"


def show_large(printer: Printer, now: datetime, keep: Path | None) -> None:
    """Build the search; kept, it is the person's to leave, else one offer is accepted and all others are left."""
    if keep is not None:
        check_empty(keep)
        config.make_folder(keep)
        build(keep, now)
        printer.say(f"A search of {TOTAL} applications, {OPEN} of them open, two with an offer.")
        tell_where(printer, keep)
        printer.say(f"and then bowout list --open, bowout {_ACCEPT}, bowout undo.")
        return
    with tempfile.TemporaryDirectory(prefix="bowout-demo-") as folder:
        build(Path(folder), now)
        printer.say(f"# {TOTAL} applications, {OPEN} of them open; Globex has made an offer", "cyan")
        printer.say()
        with environment(**files(Path(folder)), BOWOUT_NOW=now.isoformat()):
            for line in (f"{_ACCEPT} --yes", "undo", "redo"):
                show_typed(printer, line)
    printer.say("That was a throw-away database; it is gone.")
    printer.say("To take the step yourself, with a look at the list: bowout demo --large --keep DIR.")


def build(folder: Path, now: datetime) -> None:
    """Make the search in a folder, as it stands at a time, by the commands themselves."""
    unseen = io.StringIO()
    with environment(**files(folder)), redirect_stdout(unseen), redirect_stderr(unseen):
        settings.set_value("delivery", "printed")
        for moment, line in typed(now.astimezone(_ZONE).date()):
            with environment(BOWOUT_NOW=moment.replace(tzinfo=_ZONE).isoformat()):
                run(line)
