"""bowout backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from bowout.cli import prompts
from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json
from bowout.domain.errors import Refused


def backup(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="Where to; beside the database, with the date, otherwise.",
            show_default=False,
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", "--force", help="Replace a file that exists.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Copy the database to a file, also while it is in use, and check the copy.

    Examples:
      bowout backup
      bowout backup ~/backups
    """
    from bowout.cli.database import in_words
    from bowout.files import check_target
    from bowout.storage.backup import copy_database, free_name

    path = _own_file("pg_dump")
    if not path.exists():
        raise Refused(
            f"There is no database {path} yet.", "The first command makes it: bowout add.", code="not_found"
        )
    target = free_name(path, folder=file) if file is None or file.is_dir() else file
    if target.exists() and target.samefile(path):
        raise Refused(f"{target} is the database itself.", "Name another file.")
    check_target(target, overwrite)
    copy_database(path, target)
    size = target.stat().st_size
    printer = Printer(json=as_json)
    if as_json:
        printer.data({"database": str(path), "file": str(target), "size": size})
    printer.say(f"Copied and checked: {target} ({in_words(size)})")
    printer.hint(f"It comes back with: bowout restore {target}")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Put a backup in the place of the database, checked first; what it replaces is kept beside it.

    Examples:
      bowout restore bowout-20261128T140000Z.db
    """
    from bowout.storage.restore import check_backup, restore_database

    path = _own_file("pg_restore")
    if path.exists() and file.exists() and path.samefile(file):
        raise Refused(f"{file} is the database itself.", "Name a backup of it.")
    check_backup(file)
    if path.exists():
        _confirm(path, file, yes=yes)
    kept = restore_database(path, file)
    printer = Printer(json=as_json)
    if as_json:
        printer.data({"database": str(path), "file": str(file), "kept": kept and str(kept)})
    printer.say(f"Restored {path} from {file}.")
    if kept:
        printer.say(f"What was there before is kept: {kept}")


def _own_file(tool: str) -> Path:
    target = Desk().target
    if target.path is None:
        raise Refused(
            "Backups of a database on a server are made there.",
            f"Use PostgreSQL's own {tool}.",
            code="server",
        )
    return target.path


def _confirm(path: Path, file: Path, *, yes: bool) -> None:
    if yes:
        return
    if not prompts.can_ask():
        raise Refused(f"Replacing {path} needs a yes.", "Add --yes.", code="needs_yes")
    if not prompts.confirm(f"Replace {path} with {file}? What is there now is kept beside it."):
        raise Refused("Nothing was changed.", code="not_confirmed")
