"""bowout delete."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bowout.cli import prompts
from bowout.cli.context import Desk
from bowout.cli.output import Printer, aside, heading
from bowout.cli.params import AppsArgument, Json, Quiet
from bowout.domain.errors import Refused

if TYPE_CHECKING:
    from bowout.domain.results import ApplicationView


def delete(
    apps: AppsArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="For good: also out of the history that undo keeps.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Delete applications with all that hangs on them; `bowout undo` brings them back, unless you --forget.

    Examples:
      bowout delete 7 8
      bowout delete acme --forget
    """
    from bowout.services.delete import delete_applications, forget_applications, lost_to_others
    from bowout.services.events import load_application
    from bowout.storage import views

    desk = Desk()
    numbers = list(dict.fromkeys(desk.find(word, prefer=()) for word in apps))
    with desk.reading() as reader:
        found = [views.application(reader, number, desk.now) for number in numbers]
        lost = lost_to_others(reader, numbers) if forget else ()
    if not yes:
        _agree(found, lost, forget=forget)
    with desk.changing("delete") as work:
        act = forget_applications if forget else delete_applications
        act(work, [load_application(work, number) for number in numbers])
    printer = Printer(json=as_json, quiet=quiet)
    if as_json:
        printer.data(found)
    for view in found:
        if quiet:
            printer.number(view.id)
        printer.about(view, "forgotten" if forget else "deleted")
    if not forget:
        printer.hint(f"`bowout undo` brings {'it' if len(found) == 1 else 'them'} back.")
        return
    if yes:
        # Whoever was asked was told so before.
        for line in lost:
            aside(line)
    from bowout.storage.forget import compact

    for backup in compact(desk.target):
        printer.say(f"Still in the backup {backup}")


def _agree(found: Sequence["ApplicationView"], lost: Sequence[str], *, forget: bool) -> None:
    """Ask whether to go on; Refused where nobody says so."""
    names = ", ".join(heading(view) for view in found)
    if not prompts.can_ask():
        raise Refused(f"Deleting {names} needs a yes.", "Add --yes.", code="needs_yes")
    for line in lost:
        aside(line)
    what = "Forget for good" if forget else "Delete"
    if not prompts.confirm(f"{what} {names}, with stages, notes and letters?"):
        raise Refused("Nothing was deleted.", code="not_confirmed")
