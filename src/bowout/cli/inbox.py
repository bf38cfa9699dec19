"""bowout inbox: what employers send becomes part of the record."""

import sys
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from bowout.cli import prompts
from bowout.cli.completion import complete_application
from bowout.cli.context import Desk
from bowout.cli.output import Printer, aside, heading
from bowout.cli.params import Json, Quiet
from bowout.cli.progress import Progress
from bowout.domain.errors import Ambiguous, BowoutError, NotFound, UsageError

if TYPE_CHECKING:
    from bowout.domain.details import TakenIn
    from bowout.mail.received import Received
    from bowout.mail.sources import Piece
    from bowout.services.applications import NewApplication
    from bowout.services.mail_matching import Directory, Matched
    from bowout.storage.work import Work


class Given(NamedTuple):
    """What the command line says of everything that is given: who I am, and where it belongs."""

    me: tuple[str, ...]
    app: int | None
    new: bool


class Decision(NamedTuple):
    """Where a single thing belongs: an application, or one that it is the beginning of."""

    number: int | None
    new: "NewApplication | None"


def inbox(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Mails (.eml, mbox, Maildir), invitations (.ics), pasted text; - is standard input.",
            show_default=False,
        ),
    ],
    app: Annotated[
        str | None,
        typer.Option("--app", metavar="APP", help="Where it belongs.", autocompletion=complete_application),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="It is the beginning of a new application.")] = False,
    me: Annotated[
        str | None, typer.Option("--as", metavar="ADDRESS", help="The address under which I am invited.")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take in mails and invitations: finds or makes the application, keeps the mail, books the stage.

    Examples:
      bowout inbox invitation.eml
      bowout inbox interview.ics --app acme
      bowout inbox ~/Mail/jobs.mbox
    """
    if app is not None and new:
        raise UsageError("--app and --new exclude each other.", "Leave one of them out.")
    desk = Desk()
    own = tuple(dict.fromkeys(address for address in (me, desk.profile.email) if address))
    given = Given(own, None if app is None else desk.find(app, prefer=()), new)
    printer = Printer(json=as_json, quiet=quiet)
    results, passed = take_in_all(desk, files, given)
    _print(desk, printer, results, passed)


def take_in_all(desk: Desk, files: Sequence[str], given: Given) -> tuple[list["TakenIn"], int]:
    """Take in all files in one step; returns what became of each thing, and how many concern nothing here."""
    sources = [(file, *_open(file)) for file in files]
    # Asked before the database is opened for writing: nobody else waits for an answer.
    decided = {file: _decide(desk, first, given) for file, first, rest in sources if rest is None}
    if given.new and len(decided) < len(sources):
        raise UsageError("--new makes one application of one mail.", "Leave it out, or give a single mail.")
    results, passed = [], 0
    with desk.changing("inbox") as work:
        from bowout.services.mail_matching import Directory

        directory = Directory(work.reader)
        for file, first, rest in sources:
            if rest is None:
                results.append(_take_single(work, directory, _read(desk, first, given), decided[file], given))
                continue
            found, unknown = _take_many(desk, work, directory, chain([first], rest), given)
            results += found
            passed += unknown
        _summarise(work, results)
    return results, passed


def _open(file: str) -> tuple["Piece", Iterator["Piece"] | None]:
    """The first thing in a file, and the others, if there are any."""
    from bowout.mail.sources import pieces

    found = pieces(None if file == "-" else Path(file).expanduser(), sys.stdin.buffer)
    first, *second = islice(found, 2)
    return first, chain(second, found) if second else None


def _read(desk: Desk, piece: "Piece", given: Given) -> "Received":
    from bowout.mail.received import open_piece

    return open_piece(piece, given.me, desk.now)


def _decide(desk: Desk, piece: "Piece", given: Given) -> Decision:
    """Say where a single thing belongs, or ask.

    Raises:
        UsageError: pasted text without --app.
        Ambiguous: several are possible, and nobody can be asked.
        NotFound: it fits none, and names no company.
    """
    from bowout.services.inbox import application_for, clues_of
    from bowout.services.mail_matching import Directory

    received = _read(desk, piece, given)
    if given.app is not None:
        return Decision(given.app, None)
    if piece.kind == "text":
        raise UsageError(
            "Pasted text does not say whom it concerns.", "Add --app, as in: bowout inbox - --app acme."
        )
    if given.new:
        return Decision(None, application_for(received, given.me, forced=True))
    with desk.reading() as reader:
        match = Directory(reader).find(clues_of(received, given.me), thorough=True)
        if match is not None:
            return _choose(desk, reader, match)
    beginning = application_for(received, given.me, forced=False)
    if beginning is None:
        raise NotFound(
            f"{piece.name} fits no application, and names no company.",
            "Say where it belongs with --app, or make one of it with --new.",
        )
    if prompts.can_ask() and not prompts.confirm(
        f"{piece.name} fits no application. A new one at {beginning.company}?", default=True
    ):
        raise NotFound("Nothing was taken in.", "Say where it belongs with --app.", code="not_confirmed")
    return Decision(None, beginning)


def _choose(desk: Desk, reader: object, match: "Matched") -> Decision:
    from bowout.storage import views

    if len(match.numbers) == 1:
        return Decision(match.numbers[0], None)
    names = tuple(heading(views.application(reader, number, desk.now)) for number in match.numbers)  # type: ignore[arg-type]
    if not prompts.can_ask():
        raise Ambiguous(
            f"It could concern {len(names)} applications.", names, "Name one with --app.", match.numbers
        )
    return Decision(match.numbers[prompts.choose("Which one?", names)], None)


def _take_single(
    work: "Work", directory: "Directory", received: "Received", decision: Decision, given: Given
) -> "TakenIn":
    from bowout.services.applications import add_application
    from bowout.services.events import load_application, title
    from bowout.services.inbox import clues_of, take_in

    number, made = decision.number, None
    if number is None and decision.new is not None:
        # The thing before it may have made the very application that it belongs to.
        match = None if given.new else directory.find(clues_of(received, given.me), thorough=True)
        number = match.numbers[0] if match and len(match.numbers) == 1 else None
        if number is None:
            made = add_application(work, decision.new)
            number = made.id
    application = load_application(work, number or 0)
    taken = take_in(work, received, application, given.me)
    directory.refresh()
    if made is None:
        return taken
    return taken._replace(done=(f"New: {title(work, made)}", *taken.done))


def _take_many(
    desk: Desk, work: "Work", directory: "Directory", found: Iterator["Piece"], given: Given
) -> tuple[list["TakenIn"], int]:
    """Take in what concerns an application here, of a mailbox; the rest is somebody else's affair."""
    from bowout.domain.details import TakenIn
    from bowout.services.events import load_application
    from bowout.services.inbox import clues_of, take_in

    results, unknown = [], 0
    with Progress("Reading") as progress:
        for piece in found:
            progress.at(piece.done, piece.total)
            try:
                received = _read(desk, piece, given)
            except BowoutError as failure:
                results.append(TakenIn(piece.name, None, None, (), failure.code))
                continue
            match = directory.find(clues_of(received, given.me), thorough=False)
            numbers = match.numbers if match else ()
            number = given.app or (numbers[0] if len(numbers) == 1 else None)
            if number is None:
                unknown += 1
                continue
            taken = take_in(work, received, load_application(work, number), given.me)
            results.append(taken)
            if taken.done:
                directory.refresh()
    return results, unknown


def _summarise(work: "Work", results: Sequence["TakenIn"]) -> None:
    from bowout.services.events import load_application, title

    new = [result for result in results if result.done]
    numbers = list(dict.fromkeys(result.application_id for result in new if result.application_id))
    names = ", ".join(title(work, load_application(work, number)) for number in numbers[:3])
    more = f" and {len(numbers) - 3} more" if len(numbers) > 3 else ""
    work.operation.summary = f"inbox: {len(new)} of {names}{more}"


def _print(desk: Desk, printer: Printer, results: Sequence["TakenIn"], passed: int) -> None:
    from bowout.storage import views

    if printer.json:
        printer.data(results)
    numbers = list(dict.fromkeys(result.application_id for result in results if result.application_id))
    with desk.reading() as reader:
        found = {number: views.application(reader, number, desk.now) for number in numbers}
    for number in numbers:
        if printer.quiet:
            printer.number(number)
    for result in results:
        if result.application_id is None:
            aside(f"{result.file}: passed over ({(result.refused or '').replace('_', ' ')})")
            continue
        printer.about(found[result.application_id])
        for line in result.done or ("Known already: nothing to do.",):
            printer.item("", line, 2)
        if result.refused:
            printer.item(
                "", f"A reply to the invitation cannot be made: {result.refused.replace('_', ' ')}.", 2
            )
    if passed:
        printer.say(f"{passed} mails concern no application here, and were passed over.")
    if any(result.done for result in results):
        printer.hint("`bowout undo` takes all of it back.")
