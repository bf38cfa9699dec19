"""bowout stage add, done, edit, list; cancel has its own file."""

from typing import TYPE_CHECKING, Annotated

import typer

from bowout.cli.completion import complete_kind
from bowout.cli.context import Desk
from bowout.cli.output import Printer, heading
from bowout.cli.params import AppArgument, ConcernOption, Json, Quiet, read_concern, read_highlight
from bowout.cli.stage_cancel import cancel
from bowout.cli.stage_output import ADDED, print_stage, stage_line, stage_rows
from bowout.cli.stage_params import At, By, Due, Minutes, Number, Round, Where, With, is_mine
from bowout.domain.errors import UsageError
from bowout.domain.people import parse_person
from bowout.domain.stages import kind_named, outcome_named
from bowout.domain.statuses import Status

if TYPE_CHECKING:
    from bowout.services.stage_changes import StageEdit

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="""Calls, assessments, interviews, offers.

    Examples:
      bowout stage add acme interview --at "next friday 10:00"
      bowout stage done acme
      bowout stage list acme
    """,
)


@app.command("add")
def add(
    app: AppArgument,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="outreach, screening, assessment, interview, final, references or offer.",
            autocompletion=complete_kind,
        ),
    ],
    at: At = None,
    minutes: Minutes = None,
    with_: With = None,
    where: Where = None,
    round_: Round = None,
    invited: Annotated[
        bool, typer.Option("--invited", help="Invited, no date yet; so it is without --at.")
    ] = False,
    due: Due = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Add a stage; the application's status moves along by itself.

    Examples:
      bowout stage add acme interview --at "next friday 10:00" --with "Lee Wong"
      bowout stage add acme assessment --due "in 5 days"
      bowout stage add acme final --invited
    """
    if invited and at is not None:
        raise UsageError("--invited means that there is no date yet.", "Leave out --invited or --at.")
    from bowout.services.events import load_application
    from bowout.services.stages import NewStage, add_stage

    desk = Desk()
    checked = kind_named(kind)
    number = desk.find(app)
    new = NewStage(
        checked,
        at=desk.when(at),
        minutes=minutes,
        people=tuple(parse_person(text) for text in with_ or ()),
        where=where,
        round=round_,
        due=desk.when(due),
    )
    with desk.changing("stage add") as work:
        stage = add_stage(work, load_application(work, number), new)
        found = stage.number
        work.session.flush()
        result = print_stage(desk, work.reader, number, found, ADDED)
    result(Printer(json=as_json, quiet=quiet))


@app.command("done")
def done(
    app: AppArgument,
    number: Number = None,
    outcome: Annotated[str | None, typer.Option("--outcome", help="passed, failed or unknown.")] = None,
    highlight: Annotated[
        str | None,
        typer.Option("--highlight", help="A good thing that a letter may mention, as a noun phrase."),
    ] = None,
    concern: ConcernOption = None,
    note: Annotated[str | None, typer.Option("--note", help="A private note.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Mark a stage as held: the earliest whose time has come, else the next.

    Examples:
      bowout stage done acme --outcome passed
      bowout stage done acme 2 --highlight "the open code review"
      bowout stage done acme --concern "culture:everyone looked tired"
    """
    from bowout.services.events import load_application, title
    from bowout.services.highlights import set_highlight
    from bowout.services.notes import add_concern, add_note
    from bowout.services.stage_changes import finish_stage
    from bowout.services.stages import find_stage, name_of
    from bowout.storage.views import has_passed

    desk = Desk()
    concerns = [read_concern(given) for given in concern or ()]
    checked = outcome_named(outcome) if outcome else None
    sentence = read_highlight(desk, highlight)
    owner = desk.find(app)
    with desk.changing("stage done") as work:
        application = load_application(work, owner)
        stage = find_stage(work, application, number, to_finish=True)
        finish_stage(work, application, stage, outcome=checked, more=bool(highlight or concerns or note))
        early = stage.at is not None and not has_passed(stage.at, work.now)
        if highlight:
            set_highlight(work, application, highlight, stage)
        for reason, why in concerns:
            add_concern(work, application, reason, why, stage.id)
        if note:
            add_note(work, application, note)
        work.operation.summary = f"{name_of(stage)} done at {title(work, application)}"
        result = print_stage(desk, work.reader, owner, stage.number, "done")
    printer = Printer(json=as_json, quiet=quiet)
    result(printer)
    if sentence:
        printer.say(f"A letter would say: {sentence}")
    if early:
        printer.hint(
            "Its time has not come yet: a letter will not name it. `bowout stage edit` mends the time."
        )


@app.command("edit")
def edit(
    app: AppArgument,
    number: Number = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="Another kind.", autocompletion=complete_kind)
    ] = None,
    at: At = None,
    minutes: Minutes = None,
    with_: With = None,
    where: Where = None,
    round_: Round = None,
    due: Due = None,
    outcome: Annotated[str | None, typer.Option("--outcome", help="passed, failed or unknown.")] = None,
    by: By = "them",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Change a stage; a new time for a booked one is a rescheduling, by them unless you say --by me.

    Examples:
      bowout stage edit acme 2 --where https://meet.example/xyz
      bowout stage edit acme --at "thursday 15:00" --by me
    """
    changes = (kind, at, minutes, with_, where, round_, due, outcome)
    if all(value is None for value in changes):
        raise UsageError(
            "Nothing to change was given.", "Name a field, as in: bowout stage edit acme --at tomorrow."
        )
    from bowout.services.stage_changes import StageEdit

    desk = Desk()
    change = StageEdit(
        kind=kind_named(kind) if kind else None,
        at=desk.when(at),
        minutes=minutes,
        people=tuple(parse_person(text) for text in with_ or ()),
        where=where,
        round=round_,
        due=desk.when(due),
        outcome=outcome_named(outcome) if outcome else None,
    )
    change_stage(desk, "stage edit", app, number, change, by, Printer(json=as_json, quiet=quiet))


app.command("cancel")(cancel)


@app.command("list")
def list_stages(app: AppArgument, as_json: Json = False) -> None:
    """List the stages of an application.

    Examples:
      bowout stage list acme
    """
    from bowout.storage import views

    desk = Desk()
    number = desk.find(app, prefer=tuple(Status))
    with desk.reading() as reader:
        view = views.application(reader, number, desk.now)
        stages = views.stages_of(reader, [number])[number]
    printer = Printer(json=as_json)
    if as_json:
        printer.data(stages)
        return
    printer.say(heading(view), "bold")
    if stages and printer.width is None:
        printer.rows(*stage_rows(stages, desk.zone))
    elif stages:
        for stage in stages:
            outcome = f", {stage.outcome}" if stage.outcome in ("passed", "failed") else ""
            printer.item("", f"{stage_line(stage, desk.zone)}{outcome}", 2)
    else:
        printer.hint(f'None yet: bowout stage add {number} interview --at "next friday 10:00".')


def change_stage(
    desk: Desk, command: str, app: str, number: int | None, change: "StageEdit", by: str, printer: Printer
) -> None:
    """Change a stage of the application that is meant, and print it; `by` as typed."""
    from bowout.services.events import load_application
    from bowout.services.stage_changes import edit_stage
    from bowout.services.stages import find_stage

    mine = is_mine(by)
    owner = desk.find(app)
    with desk.changing(command) as work:
        application = load_application(work, owner)
        stage = find_stage(work, application, number)
        edit_stage(work, application, stage, change, by_me=mine)
        result = print_stage(desk, work.reader, owner, stage.number, "changed")
    result(printer)
