"""bowout contact add, list, remove."""

from typing import Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer, heading
from bowout.cli.params import AppArgument, Json, Quiet
from bowout.domain.people import parse_person
from bowout.domain.statuses import Status

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="""People at the company: who runs the process.

    Examples:
      bowout contact add acme "Dana Fox <dana@acme.example>"
      bowout contact list acme
    """,
)
PersonArgument = Annotated[
    str, typer.Argument(metavar="PERSON", help='"Dana Fox <dana@acme.example>", an address or a name.')
]
# A contact is looked up and mended at any time, not only while the process is open.
_ANY = tuple(Status)


@app.command("add")
def add(
    app: AppArgument,
    person: PersonArgument,
    role: Annotated[
        str | None,
        typer.Option(
            "--role", help="recruiter, hiring_manager, interviewer, agency, coordinator, referrer or other."
        ),
    ] = None,
    greet: Annotated[
        str | None, typer.Option("--greet", metavar="NAME", help="What follows “Dear”: Dana, or Ms Fox.")
    ] = None,
    phone: Annotated[str | None, typer.Option("--phone", help="A telephone number.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Add a person, or complete what is known of one.

    Examples:
      bowout contact add acme "Dana Fox <dana@acme.example>" --role recruiter
      bowout contact add acme dana@acme.example --greet Dana
    """
    from bowout.domain.people import Person
    from bowout.services.contacts import add_contact, contact_view, role_named
    from bowout.services.events import load_application
    from bowout.storage import views

    desk = Desk()
    known = parse_person(person)
    wanted = Person(known.name, known.email, greet.strip() if greet else None)
    checked = role_named(role) if role else None
    number = desk.find(app, prefer=_ANY)
    with desk.changing("contact add") as work:
        contact = add_contact(work, load_application(work, number), wanted, role=checked)
        contact.phone = phone or contact.phone
        result = contact_view(contact)
        view = views.application(work.reader, number, desk.now)
    printer = Printer(json=as_json, quiet=quiet)
    if as_json:
        printer.data(result)
    elif quiet:
        printer.number(number)
    printer.about(view, f"contact {Person(result.name, result.email)}")


@app.command("list")
def list_contacts(app: AppArgument, as_json: Json = False) -> None:
    """List the people of an application.

    Examples:
      bowout contact list acme
    """
    from bowout.storage import views

    desk = Desk()
    number = desk.find(app, prefer=_ANY)
    with desk.reading() as reader:
        view = views.application(reader, number, desk.now)
        contacts = views.contacts_of(reader, number)
    printer = Printer(json=as_json)
    if as_json:
        printer.data(contacts)
        return
    printer.say(heading(view), "bold")
    if contacts:
        rows = [[c.name or "", c.email or "", c.role or "", c.greet or "", c.phone or ""] for c in contacts]
        headings = ["name", "address", "role", "greet", "phone"]
        printer.rows(headings, rows, whole=range(len(headings)))
    else:
        printer.hint(f'Nobody yet: bowout contact add {number} "Dana Fox <dana@acme.example>".')


@app.command("remove")
def remove(app: AppArgument, person: PersonArgument, as_json: Json = False, quiet: Quiet = False) -> None:
    """Take a person off an application.

    Examples:
      bowout contact remove acme "Dana Fox"
      bowout contact remove acme dana@acme.example
    """
    from bowout.domain.people import Person
    from bowout.services.contacts import contact_view, remove_contact
    from bowout.services.events import load_application
    from bowout.storage import views

    desk = Desk()
    wanted = parse_person(person)
    number = desk.find(app, prefer=_ANY)
    with desk.changing("contact remove") as work:
        result = contact_view(remove_contact(work, load_application(work, number), wanted))
        view = views.application(work.reader, number, desk.now)
    printer = Printer(json=as_json, quiet=quiet)
    if as_json:
        printer.data(result)
    elif quiet:
        printer.number(number)
    printer.about(view, f"removed {Person(result.name, result.email)}")
