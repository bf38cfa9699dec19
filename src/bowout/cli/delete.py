"""bowout delete."""

from typing import Annotated

import typer

from bowout.cli import prompts
from bowout.cli.context import Desk
from bowout.cli.output import Printer, heading
from bowout.cli.params import AppsArgument, Json, Quiet
from bowout.domain.errors import Refused


def delete(
    apps: AppsArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Delete applications with all that hangs on them; `bowout undo` brings them back.

    Example: bowout delete 7 8
    """
    from bowout.services.delete import delete_applications
    from bowout.services.events import load_application
    from bowout.storage import views

    desk = Desk()
    numbers = list(dict.fromkeys(desk.find(word, prefer=()) for word in apps))
    with desk.reading() as reader:
        found = [views.application(reader, number, desk.now) for number in numbers]
    if not yes:
        names = ", ".join(heading(view) for view in found)
        if not prompts.can_ask():
            raise Refused(f"Deleting {names} needs a yes.", "Add --yes.", code="needs_yes")
        if not prompts.confirm(f"Delete {names}, with stages, notes and letters?"):
            raise Refused("Nothing was deleted.", code="not_confirmed")
    with desk.changing("delete") as work:
        delete_applications(work, [load_application(work, number) for number in numbers])
    printer = Printer(json=as_json, quiet=quiet)
    if as_json:
        printer.data(found)
    for view in found:
        if quiet:
            printer.number(view.id)
        printer.about(view, "deleted")
    printer.hint("`bowout undo` brings it back.")
