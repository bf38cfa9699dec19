"""How stages are shown."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.domain.dates import show
from bowout.domain.people import Person
from bowout.domain.results import StageView
from bowout.domain.stages import StageKind, describe

if TYPE_CHECKING:
    from bowout.storage.reading import Reader


ADDED = "added"


def print_stage(
    desk: Desk, reader: "Reader", owner: int, number: int, what: str
) -> Callable[[Printer], None]:
    """Read a stage now, inside the transaction; what is returned prints it, once that is over."""
    from bowout.storage import views

    view = views.application(reader, owner, desk.now)
    stage = next(stage for stage in views.stages_of(reader, [owner])[owner] if stage.number == number)

    def print_it(printer: Printer) -> None:
        if printer.json:
            printer.data(stage)
        elif printer.quiet:
            printer.number(stage.number if what == ADDED else view.id)
        printer.about(view, f"{stage_name(stage)} {what}")
        printer.say(stage_line(stage, desk.zone))

    return print_it


def stage_name(stage: StageView) -> str:
    """Name a stage for people: `interview 2`."""
    return describe(StageKind(stage.kind), stage.round)


def stage_line(stage: StageView, zone: tzinfo) -> str:
    """One stage on one line: number, name, state, time, place, people."""
    parts = [f"{stage.number}. {stage_name(stage)}, {stage.state}"]
    if stage.at:
        parts.append(f"{show(stage.at, zone)}{f' for {stage.minutes} minutes' if stage.minutes else ''}")
    if stage.due:
        parts.append(f"due {show(stage.due, zone)}")
    if stage.where:
        parts.append(stage.where)
    if stage.people:
        parts.append("with " + ", ".join(str(Person(who.name, who.email)) for who in stage.people))
    return ", ".join(parts)


def stage_rows(stages: Sequence[StageView], zone: tzinfo) -> tuple[list[str], list[list[str]]]:
    """Stages as a table."""
    rows = [
        [
            str(stage.number),
            stage_name(stage),
            stage.state,
            show(stage.at, zone) if stage.at else "",
            show(stage.due, zone) if stage.due else "",
            ", ".join(who.name or who.email or "" for who in stage.people),
            stage.where or "",
            stage.outcome or "",
        ]
        for stage in stages
    ]
    return ["no", "stage", "state", "at", "due", "with", "where", "outcome"], rows
