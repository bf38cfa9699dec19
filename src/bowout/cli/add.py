"""bowout add."""

from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated

import typer

from bowout.cli.completion import complete_status
from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json, Quiet
from bowout.domain.dates import show
from bowout.domain.errors import UsageError
from bowout.domain.people import parse_person
from bowout.domain.reasons import REASONS
from bowout.domain.statuses import OPEN, Status, status_named

if TYPE_CHECKING:
    from bowout.storage.reading import Row

Source = Annotated[str | None, typer.Option("--source", help="Where it was found: LinkedIn, a friend, …")]
Url = Annotated[str | None, typer.Option("--url", help="The link to the posting.")]
Location = Annotated[str | None, typer.Option("--location", help="Where the job is.")]
Salary = Annotated[str | None, typer.Option("--salary", help="What they offer, in words; never in a letter.")]
Agency = Annotated[str | None, typer.Option("--agency", help="The agency between you and them.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="A word of your own; repeatable.")]


def add(
    company: Annotated[str, typer.Argument(metavar="COMPANY", help="The company.", show_default=False)],
    position: Annotated[
        str, typer.Argument(metavar="POSITION", help="The position; may be missing with --approached.")
    ] = "",
    status: Annotated[
        str | None,
        typer.Option("--status", help="Where it stands; applied by default.", autocompletion=complete_status),
    ] = None,
    applied: Annotated[
        str | None,
        typer.Option("--applied", metavar="WHEN", help="When you applied; today, unless only saved."),
    ] = None,
    source: Source = None,
    url: Url = None,
    location: Location = None,
    salary: Salary = None,
    contact: Annotated[
        list[str] | None,
        typer.Option("--contact", metavar="PERSON", help='"Dana Fox <dana@acme.example>"; repeatable.'),
    ] = None,
    agency: Agency = None,
    internal: Annotated[
        bool, typer.Option("--internal", help="The company is your present employer.")
    ] = False,
    approached: Annotated[
        bool, typer.Option("--approached", help="The recruiter wrote first; you have not applied.")
    ] = False,
    note: Annotated[str | None, typer.Option("--note", help="A private note.")] = None,
    tag: Tags = None,
    duplicate: Annotated[
        bool, typer.Option("--duplicate", help="Also where the same company and position is open already.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Log an application.

    Examples:
      bowout add Acme "Backend Engineer" --source LinkedIn --tag remote
      bowout add Acme "SRE" --contact "Dana Fox <dana@acme.example>"
      bowout add Globex --approached --contact "Noa <noa@globex.example>"
    """
    from bowout.services.applications import NewApplication, add_application, earlier_at_company
    from bowout.storage import views

    desk = Desk()
    standing = status_named(status) if status else Status.SAVED if approached else Status.APPLIED
    if approached and (standing is not Status.SAVED or applied):
        raise UsageError("--approached means that you have not applied.", "Leave out --status and --applied.")
    if standing is Status.SAVED and applied:
        raise UsageError(
            "What is only saved has no day of applying.", "Leave out --applied, or --status saved."
        )
    new = NewApplication(
        company=company,
        position=position,
        status=standing,
        applied=desk.happened(applied),
        approached=approached,
        contacts=tuple(parse_person(text) for text in contact or ()),
        note=note,
        tags=tuple(tag or ()),
        duplicate=duplicate,
        fields={
            "source": source,
            "url": url,
            "location": location,
            "salary": salary,
            "agency": agency,
            "internal": internal,
        },
    )
    with desk.changing("add") as work:
        application = add_application(work, new)
        earlier = earlier_at_company(work, application)
        view = views.application(work.reader, application.id, desk.now)
    printer = Printer(json=as_json, quiet=quiet)
    printer.result(view)
    for row in earlier:
        printer.say(_earlier(row, desk.zone))
    if view.status in OPEN:
        printer.hint(f"Next: {_next(view.status, view.id, approached=approached)}, or bowout show {view.id}.")


def _earlier(row: "Row", zone: tzinfo) -> str:
    """Tell of an earlier process there: how it stands or ended and when, why I left, and what I said."""
    name = f"{row['position'] or 'position not named'} ({row['id']}), {row['status']}"
    if row["closed_at"] is None:
        since = f" on {row['applied_on']}" if row["status"] == Status.APPLIED else ""
        return f"Also open at {row['company']}: {name}{since}"
    if row["reason"] is None:
        return f"Before at {row['company']}: {name} on {show(row['closed_at'], zone)[:10]}"
    why = REASONS[row["reason"]].called
    said = "you said" if row["told_on"] else "your letter says"
    stated = f"; {said}: “{row['stated']}”" if row["stated"] else ""
    return f"Before at {row['company']}: {name} on {row['decided_on']}, {why} ({row['reason']}){stated}"


def _next(status: str, number: int, *, approached: bool) -> str:
    if approached:
        return f"bowout stage add {number} screening, bowout withdraw {number}"
    if status == Status.SAVED:
        return f"bowout applied {number}"
    if status == Status.OFFER:
        return f'bowout stage add {number} offer --due "next friday"'
    return f'bowout stage add {number} interview --at "next friday 10:00"'
