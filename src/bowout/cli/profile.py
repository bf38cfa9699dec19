"""bowout profile."""

from typing import Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json, Quiet


def profile(
    name: Annotated[str | None, typer.Option("--name", help="Your name, as letters end with it.")] = None,
    email: Annotated[str | None, typer.Option("--email", help="The address you write from.")] = None,
    phone: Annotated[str | None, typer.Option("--phone", help="A telephone number below your name.")] = None,
    linkedin: Annotated[str | None, typer.Option("--linkedin", help="A link below your name.")] = None,
    address: Annotated[str | None, typer.Option("--address", help="Your postal address.")] = None,
    time_zone: Annotated[
        str | None, typer.Option("--time-zone", help="Such as Europe/London; the system's otherwise.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="The language of letters, such as en-GB or de.")
    ] = None,
    tone: Annotated[
        str | None, typer.Option("--tone", help="The tone of letters: warm, neutral or brief.")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show who writes, or set it. A letter needs a name and an address.

    Examples:
      bowout profile --name "Robin Ames" --email robin@example.org
      bowout profile --time-zone Europe/London --language en-GB
      bowout profile
    """
    given = {
        "name": name,
        "email": email,
        "phone": phone,
        "linkedin": linkedin,
        "address": address,
        "time_zone": time_zone,
        "language": language,
        "tone": tone,
    }
    values = {field: value for field, value in given.items() if value is not None}
    desk = Desk()
    if values:
        from bowout.services.profile import read_profile, set_profile

        with desk.changing("profile") as work:
            set_profile(work, values)
            found = read_profile(work.reader)
    else:
        found = desk.profile
    printer = Printer(json=as_json, quiet=quiet)
    if as_json:
        printer.data(found)
        return
    for field in given:
        value = getattr(found, field)
        printer.item(field.replace("_", " "), value or "(not set)", 11)
    if not (found.name and found.email):
        printer.hint('Letters need both: bowout profile --name "Robin Ames" --email robin@example.org')
