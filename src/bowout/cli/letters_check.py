"""bowout letters check."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bowout.cli import leaving_prompts
from bowout.cli.completion import complete_application
from bowout.cli.context import Desk
from bowout.cli.output import Printer, aside, heading
from bowout.cli.params import LARGEST, Json
from bowout.domain.errors import Refused, UsageError
from bowout.domain.statuses import Status

if TYPE_CHECKING:
    from bowout.domain.leavings import CheckedView
    from bowout.letters.text import Written
    from bowout.storage.reading import Reader

_LARGEST = 1_000_000  # bytes; a letter has a thousand


def check(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="A letter's number, a file (text or .eml), or - for standard input.",
            show_default=False,
        ),
    ],
    app: Annotated[
        str | None,
        typer.Option(
            "--app",
            metavar="APP",
            help="Whose record a file is checked against; else the one that it names.",
            autocompletion=complete_application,
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="The language of a file; the profile's otherwise.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check a letter; exit code 1 where a check of level error failed.

    A letter that bowout wrote is checked against the record as it was then. A file
    is named with its folder where its name is a number, as in ./12.

    Examples:
      bowout letters check 3
      bowout letters check draft.txt --app acme
      bowout letters check letter.eml --json
    """
    desk = Desk()
    with desk.reading() as reader:
        letter = _letter(reader, what)
    if letter is not None and (app or language):
        raise UsageError(
            f"Letter {letter} has its application and its language.",
            f"Leave out --app and --language; ./{what} is the file of that name.",
        )
    checked = (
        _check_letter(desk, letter) if letter is not None else _check_text(desk, what, app, language, as_json)
    )
    _print(desk, Printer(json=as_json), checked)
    if any(found.level == "error" for found in checked.checks):
        raise typer.Exit(1)


def _letter(reader: "Reader", what: str) -> int | None:
    """The number of the letter that is meant; None: a file, or standard input."""
    from bowout.services.checking import letter_row

    if not (what.isdecimal() and what.isascii()):
        return None
    number = min(int(what[:20]), LARGEST)
    known = letter_row(reader, number) is not None
    return number if known or not Path(what).exists() else None


def _check_letter(desk: Desk, number: int) -> "CheckedView":
    from bowout.services.checking import check_letter

    with desk.reading() as reader:
        return check_letter(reader, number, desk.profile, desk.now)


def _check_text(desk: Desk, what: str, app: str | None, language: str | None, as_json: bool) -> "CheckedView":
    from bowout.services.checking import check_text, named_in

    written = _read(what)
    chosen = leaving_prompts.language(language, desk.profile)
    number = desk.find(app, prefer=tuple(Status)) if app is not None else None
    with desk.reading() as reader:
        if number is None:
            number = named_in(reader, f"{written.subject or ''}\n{written.body}")
        checked = check_text(reader, written, number, desk.profile, chosen, desk.now)
    if number is None:
        _note(
            "It names no application of yours: checked for what a text shows by itself. --app names one.",
            as_json,
        )
    elif app is None and as_json:
        aside(f"Checked against application {number}, which it names.")
    return checked


def _note(text: str, as_json: bool) -> None:
    if as_json:
        aside(text)
    else:
        Printer().say(text)


def _read(what: str) -> "Written":
    """Read a letter as a person has it: text with header lines or without, or a mail.

    Raises:
        Refused: it is not there, too large, empty, or no text.
    """
    from bowout.domain.texts import decode_text
    from bowout.letters.text import Written, read_text
    from bowout.mail.reading import is_mail, read_mail

    name = "What came in" if what == "-" else what
    data = _data(what)
    if not data.strip():
        raise Refused(f"{name} is empty.", "Give the text of a letter.", code="empty")
    if is_mail(data):
        mail = read_mail(data)
        return Written(mail.text, mail.subject, mail.recipients)
    text = decode_text(data)
    if text is None:
        raise Refused(
            f"{name} is not a text.", "Save the letter as plain text, or as a mail (.eml).", code="no_text"
        )
    return read_text(text)


def _data(what: str) -> bytes:
    from bowout.files import read_bounded

    if what != "-":
        return read_bounded(Path(what), _LARGEST)
    data = sys.stdin.buffer.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise Refused("What came in is too large to be a letter.", code="too_large")
    return data


def _print(desk: Desk, printer: Printer, checked: "CheckedView") -> None:
    if printer.json:
        printer.data(checked)
        return
    if checked.application_id is not None:
        from bowout.storage import views

        with desk.reading() as reader:
            view = views.application(reader, checked.application_id, desk.now)
        what = "a text" if checked.letter is None else f"letter {checked.letter}"
        printer.say(f"{heading(view)}: {what}", "bold")
    printer.checks(checked.checks)
    if not checked.checks:
        printer.say("All checks passed.")
