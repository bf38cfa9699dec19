"""bowout delete."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bowout.cli import prompts
from bowout.cli.context import Desk
from bowout.cli.output import Printer, aside, heading
from bowout.cli.params import AppsArgument, Json, Quiet
from bowout.config import Target
from bowout.domain.errors import Refused, UsageError

if TYPE_CHECKING:
    from bowout.domain.results import ApplicationView


def delete(
    apps: AppsArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="For good: also out of the history that undo keeps.")
    ] = False,
    with_backups: Annotated[
        bool,
        typer.Option(
            "--with-backups", help="With --forget: also delete the backups beside the database that hold it."
        ),
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Delete applications with all that hangs on them; `bowout undo` brings them back, unless you --forget.

    What is forgotten is still in older backups: those beside the database are
    named, or deleted --with-backups, after a new one is made of what is left.

    Examples:
      bowout delete 7 8
      bowout delete acme --forget
      bowout delete acme --forget --with-backups
    """
    from bowout.services.delete import delete_applications, forget_applications, lost_to_others
    from bowout.services.events import load_application
    from bowout.storage import views

    if with_backups and not forget:
        raise UsageError("--with-backups goes with --forget.", "Add --forget, or leave it out.")
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
    _clear(desk.target, found, with_backups=with_backups)


def _clear(target: Target, found: Sequence["ApplicationView"], *, with_backups: bool) -> None:
    """Leave no trace of what is forgotten in the file, and tell where there still is one."""
    from bowout.storage import backup, forget

    forget.compact(target)
    if target.path is None:
        aside("What the server keeps of it (dead rows, its log, its backups) goes by the server's own rules.")
        return
    copies = forget.holding(target.path, [(view.id, view.created_at) for view in found])
    if copies and with_backups:
        new = backup.free_name(target.path)
        backup.copy_database(target.path, new)
        aside(f"Backup of what is left: {new}")
    for copy in copies:
        if with_backups:
            backup.remove(copy)
        aside(f"Deleted the backup {copy}" if with_backups else f"Still in the backup {copy}")
    if copies and not with_backups:
        aside("Delete those too when you need them no longer; --with-backups does it in the same step.")


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
