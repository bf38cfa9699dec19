"""bowout edit."""

from functools import partial
from typing import Annotated

import typer

from bowout.cli import prompts
from bowout.cli.add import Agency, Location, Salary, Source, Tags, Url
from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import AppArgument, Json, Quiet
from bowout.domain.errors import UsageError
from bowout.domain.people import parse_person
from bowout.domain.statuses import Status


def edit(
    app: AppArgument,
    company: Annotated[str | None, typer.Option("--company", help="The company.")] = None,
    position: Annotated[str | None, typer.Option("--position", help="The position.")] = None,
    applied: Annotated[
        str | None, typer.Option("--applied", metavar="WHEN", help="When you applied.")
    ] = None,
    source: Source = None,
    url: Url = None,
    location: Location = None,
    salary: Salary = None,
    contact: Annotated[
        list[str] | None, typer.Option("--contact", metavar="PERSON", help="One more person; repeatable.")
    ] = None,
    agency: Agency = None,
    internal: Annotated[
        bool | None, typer.Option("--internal/--external", help="Whether it is your present employer.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="One more private note.")] = None,
    tag: Tags = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Change fields of an application; an empty text ("") clears one. --tag gives all its tags anew.

    Examples:
      bowout edit acme --position "Senior Backend Engineer" --location Leeds
      bowout edit acme --tag remote --tag "second choice"
      bowout edit acme --salary ""
    """
    fields: dict[str, str | bool | None] = {
        "source": source,
        "url": url,
        "location": location,
        "salary": salary,
        "agency": agency,
        "internal": internal,
    }
    given = (company, position, applied, contact, note, tag, *fields.values())
    nothing = all(value is None for value in given)
    if nothing and not prompts.can_ask():
        raise UsageError(
            "Nothing to change was given.", "Name a field, as in: bowout edit acme --location Leeds."
        )
    from bowout.services.applications import edit_application
    from bowout.services.contacts import add_contact
    from bowout.services.events import load_application, title
    from bowout.services.notes import add_note
    from bowout.storage import views

    desk = Desk()
    number = desk.find(app, prefer=tuple(Status))
    if nothing:
        written = _ask_editor(desk, number)
        company, position = written.pop("company", None), written.pop("position", None)
        applied = written.pop("applied", None) or None
        fields |= written
    when = desk.happened(applied)
    people = [parse_person(text) for text in contact or ()]
    with desk.changing("edit") as work:
        application = load_application(work, number)
        for person in people:
            add_contact(work, application, person)
        if note:
            add_note(work, application, note)
        edit_application(
            work,
            application,
            company=company,
            position=position,
            applied=when,
            tags=None if tag is None else tuple(tag),
            fields=fields,
        )
        work.operation.summary = f"edit {title(work, application)}"
        view = views.application(work.reader, number, desk.now)
    Printer(json=as_json, quiet=quiet).result(view, "changed" if work.operation.id else "as it was")


def _ask_editor(desk: Desk, number: int) -> dict[str, str]:
    from bowout.cli.editor import edit_fields
    from bowout.storage import views

    with desk.reading() as reader:
        view = views.application(reader, number, desk.now)
    names = ("company", "position", "source", "url", "location", "salary", "agency")
    fields = {name: getattr(view, name) or "" for name in names}
    return edit_fields(fields | {"applied": view.applied_on or ""}, partial(_check_written, desk))


def _check_written(desk: Desk, changed: dict[str, str]) -> None:
    from bowout.services.applications import tidy_name

    desk.happened(changed.get("applied") or None)
    for name in ("company", "position"):
        if name in changed:
            tidy_name(name, changed[name])
