"""bowout database status, upgrade."""

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="""The database itself.

    Examples:
      bowout database status
    """,
)
_LABEL = 13


@app.command("status")
def status(as_json: Json = False) -> None:
    """Show which database it is and how it stands; changes nothing.

    Examples:
      bowout database status
    """
    from bowout.storage.status import database_status

    found = database_status(Desk().target)
    printer = Printer(json=as_json)
    if as_json:
        printer.data(found)
        return
    if found.revision is None:
        revision = "none yet: the first command makes it"
    elif found.newer:
        revision = f"{found.revision}, newer than this program ({found.program_revision})"
    elif found.upgrade_due:
        revision = f"{found.revision}; {found.program_revision} is due: bowout database upgrade"
    else:
        revision = f"{found.revision}, up to date"
    printer.item("database", found.database, _LABEL)
    printer.item("engine", found.engine, _LABEL)
    printer.item("revision", revision, _LABEL)
    printer.item("size", in_words(found.size), _LABEL)
    for what, count in found.counts.items():
        printer.item(what, f"{count:,}", _LABEL)
    printer.item("last backup", found.newest_backup or "none beside it", _LABEL)


@app.command("upgrade")
def upgrade(as_json: Json = False) -> None:
    """Run the migrations that are due; else every command does so first.

    Examples:
      bowout database upgrade
    """
    from bowout.storage.upgrade import upgrade_database

    done = upgrade_database(Desk().target)
    printer = Printer(json=as_json)
    if as_json:
        printer.data(done)
    elif done.before == done.after:
        printer.say(f"{done.database} is up to date (revision {done.after}).")
    elif done.before is None:
        printer.say(f"Made {done.database} (revision {done.after}).")
    else:
        printer.say(f"Upgraded {done.database} from revision {done.before} to {done.after}.")
    if done.backup:
        printer.say(f"As it was before: {done.backup}")


@app.command("compact")
def compact_file(as_json: Json = False) -> None:
    """Rewrite the file without free space and without traces of what was deleted.

    Examples:
      bowout database compact
    """
    from bowout.storage.forget import compact
    from bowout.storage.status import database_status

    target = Desk().target
    before = database_status(target)
    compact(target)
    after = database_status(target)
    printer = Printer(json=as_json)
    if as_json:
        printer.data({"database": after.database, "before": before.size, "after": after.size})
    printer.say(f"{after.database}: {in_words(before.size)}, now {in_words(after.size)}")


def in_words(size: int) -> str:
    """A size in bytes as people say it."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size} bytes"
