"""bowout letters list, show; check has its own file."""

import sys
from typing import Annotated

import typer

from bowout.cli.completion import complete_application
from bowout.cli.context import Desk
from bowout.cli.letters_check import check
from bowout.cli.output import Printer
from bowout.cli.params import LARGEST, Json
from bowout.domain.dates import show as show_time
from bowout.domain.errors import UsageError
from bowout.domain.statuses import Status

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="""The letters that were written.

    Examples:
      bowout letters list acme
      bowout letters show 3
      bowout letters check draft.txt --app acme
    """,
)


@app.command("list")
def list_letters(
    app: Annotated[
        str | None,
        typer.Argument(
            metavar="[APP]",
            help="One application; without it, all of them.",
            autocompletion=complete_application,
            show_default=False,
        ),
    ] = None,
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Those that were sent, ask for an answer, and had none.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List the letters, the oldest first.

    Examples:
      bowout letters list
      bowout letters list acme --json
      bowout letters list --unanswered
    """
    from bowout.storage import details, views

    desk = Desk()
    number = desk.find(app, prefer=tuple(Status)) if app is not None else None
    with desk.reading() as reader:
        letters = details.letters(reader, number, unanswered=unanswered)
        view = views.application(reader, number, desk.now) if number is not None else None
        companies = details.companies(reader, (letter.application_id for letter in letters))
    printer = Printer(json=as_json)
    if as_json:
        printer.data(letters)
        return
    if view is not None:
        printer.about(view)
    if not letters:
        printer.empty(
            "No letter waits for an answer."
            if unanswered
            else "No letter was written yet: bowout withdraw writes one."
        )
        return
    rows = [
        [
            str(letter.id),
            show_time(letter.at, desk.zone),
            f"{companies[letter.application_id]} ({letter.application_id})",
            letter.state.replace("_", " "),
            letter.subject,
            ", ".join(letter.to),
        ]
        for letter in letters
    ]
    printer.rows(["no", "written", "company", "state", "subject", "to"], rows)
    printer.hint(f"bowout letters show {letters[-1].id} shows the newest.")


@app.command("show")
def show_letter(
    number: Annotated[
        int,
        typer.Argument(metavar="ID", min=1, max=LARGEST, help="The letter's number.", show_default=False),
    ],
    eml: Annotated[
        bool,
        typer.Option("--eml", help="The bytes of the mail: as it was sent, else as the .eml of a draft."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Show a letter; piped, the letter alone.

    Examples:
      bowout letters show 3
      bowout letters show 3 --eml
    """
    from bowout.storage import details, views

    if eml and as_json:
        raise UsageError("--eml and --json are two forms of one letter.", "Choose one of them.")
    desk = Desk()
    with desk.reading() as reader:
        owner, letter = details.letter(reader, number)
        view = views.application(reader, owner, desk.now)
    if eml:
        from bowout.services.posting import has_left, mail_of

        with desk.reading() as reader:
            mail = mail_of(reader, number, desk.now, draft=not has_left(reader, number))
        sys.stdout.buffer.write(mail.data)
        return
    printer = Printer(json=as_json, piped_text=True)
    if as_json:
        printer.data(letter)
        return
    printer.about(view, f"letter {letter.id}, {letter.state.replace('_', ' ')}")
    printer.say()
    printer.letter(letter)
    if letter.state == "sent":
        return
    printer.say()
    printer.advice(letter.advice)
    printer.hint(f"When it is sent: bowout sent {view.id}")


app.command("check")(check)
