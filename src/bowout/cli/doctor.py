"""bowout doctor."""

from typing import TYPE_CHECKING, Annotated

import typer

from bowout import config
from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json

if TYPE_CHECKING:
    from bowout.domain.findings import Report

_STYLES = {"error": "red", "warning": "yellow", "info": "dim"}
_UNUSABLE = ("damaged", "index_damaged")
_COUNTED = {
    "applications": ("application", ""),
    "rows": ("row", " against their history"),
    "indexed": ("text", " in the index of search"),
    "backups": ("backup", ""),
}


def doctor(
    repair: Annotated[
        bool,
        typer.Option("--repair", help="Mend what can be mended, after a backup; the rest is left as it is."),
    ] = False,
    as_json: Json = False,
) -> int:
    """Look whether all is well: the database, its history, the files around it, the settings.

    It changes nothing, unless you --repair. The exit code is 0 where nothing is
    wrong (any more), 1 where something is, 4 where the database is damaged.

    Examples:
      bowout doctor
      bowout doctor --repair
    """
    from bowout.services import doctor as service

    # Not of Desk's clock: its zone is in the database, which may be damaged.
    look = service.repair if repair else service.examine
    report = look(Desk().target, config.now())
    printer = Printer(json=as_json)
    if as_json:
        printer.data(report)
    else:
        _print(printer, report, repair=repair)
    if any(found.code in _UNUSABLE for found in report.findings):
        return 4
    return 0 if report.is_well else 1


def _print(printer: Printer, report: "Report", *, repair: bool) -> None:
    if report.backup:
        printer.say(f"As it was before: {report.backup}")
    for line in report.mended:
        printer.item("mended:", line, 9, "green")
    for found in report.findings:
        printer.item(f"{found.level}:", f"{found.message} → {found.mend}", 9, _STYLES[found.level])
    counted = [
        f"{number:,} {name}{'' if number == 1 else 's'}{rest}"
        for what, (name, rest) in _COUNTED.items()
        if (number := report.checked.get(what)) is not None
    ]
    printer.say(
        f"Looked at {', '.join(counted)}." if counted else f"There is nothing in {report.database} yet.",
        "dim",
    )
    wrong = [found for found in report.findings if found.level != "info"]
    if not wrong:
        printer.say("Nothing is wrong any more." if report.mended else "Nothing is wrong.")
    elif any(found.repairable for found in wrong) and not repair:
        printer.hint("`bowout doctor --repair` mends what can be mended, after a backup.")
