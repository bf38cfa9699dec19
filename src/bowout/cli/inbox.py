"""bowout inbox: what employers send becomes part of the record."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from bowout.cli.completion import complete_application
from bowout.cli.context import Desk
from bowout.cli.incoming import (
    KNOWN_ELSEWHERE,
    Decision,
    Given,
    decide,
    names_of,
    open_file,
    own_addresses,
    read,
    refuse_elsewhere,
    take_single,
)
from bowout.cli.letter_params import As
from bowout.cli.output import Printer, aside
from bowout.cli.params import Json, Quiet
from bowout.cli.progress import Progress
from bowout.domain.errors import Ambiguous, BowoutError, Refused, UsageError

if TYPE_CHECKING:
    from bowout.domain.details import TakenIn
    from bowout.domain.results import ApplicationView
    from bowout.mail.sources import Piece
    from bowout.services.mail_matching import Directory
    from bowout.storage.work import Work


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
    me: As = None,
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
    if files.count("-") > 1:
        raise UsageError("Standard input can be read only once.", "Give - once.")
    if "" in files:
        raise UsageError("The name of a file is empty.", "Give the name of a file, or - for standard input.")
    desk = Desk()
    given = Given(own_addresses(desk, me), None if app is None else desk.find(app, prefer=()), new)
    printer = Printer(json=as_json, quiet=quiet)
    results, passed = take_in_all(desk, files, given)
    told = {result.file for result in results if result.file in files and result.application_id is None}
    _print(desk, printer, results, passed, told)
    if told:
        raise typer.Exit(Refused.exit_code)


def take_in_all(desk: Desk, files: Sequence[str], given: Given) -> tuple[list["TakenIn"], int]:
    """Take in all files in one step; returns what became of each thing, and how many concern nothing here.

    Of several files, one that cannot be taken in is named, and keeps none of the others from it.
    """
    sources, results = _open_all(desk, files, given)
    passed = 0
    with desk.changing("inbox") as work:
        from bowout.services.mail_matching import Directory

        directory = Directory(work.reader)
        for source in sources:
            if source.decision is not None:
                received = read(desk, work.reader, source.first, given)
                results.append(take_single(work, directory, received, source.decision, given))
                continue
            found, unknown = _take_many(desk, work, directory, chain([source.first], source.others), given)
            results += found
            passed += unknown
        _summarise(work, results)
    return results, passed


class _Source(NamedTuple):
    """A file that was opened: a single thing and where it belongs, or a mailbox (None) of which it is the first."""

    first: "Piece"
    others: Iterator["Piece"]
    decision: Decision | None


def _open_all(desk: Desk, files: Sequence[str], given: Given) -> tuple[list[_Source], list["TakenIn"]]:
    """Open the files, and ask what is to be asked before the database is opened for writing: nobody else waits."""
    from bowout.domain.details import TakenIn

    sources, refused = [], []
    for file in files:
        try:
            first, others = open_file(file)
            if given.new and others is not None:
                raise UsageError(
                    "--new makes one application of one mail.", "Leave it out, or give a single mail."
                )
            decision = decide(desk, first, given) if others is None else None
            sources.append(_Source(first, others or iter(()), decision))
        except Refused as failure:
            # A name that is none was mistyped; and alone, the sentence is all that there is to say.
            if len(files) == 1 or failure.code == "no_file":
                raise
            among = failure.numbers if isinstance(failure, Ambiguous) else ()
            refused.append(TakenIn(file, None, None, (), failure.code, among))
            named = f" ({', or '.join(failure.candidates)})" if isinstance(failure, Ambiguous) else ""
            aside(f"{file}: passed over. {failure.message.rstrip('.')}{named}. {failure.hint}".strip())
    return sources, refused


def _take_many(
    desk: Desk, work: "Work", directory: "Directory", found: Iterator["Piece"], given: Given
) -> tuple[list["TakenIn"], int]:
    """Take in what concerns an application here, of a mailbox; the rest is somebody else's affair."""
    results, unknown = [], 0
    with Progress("Reading") as progress:
        for piece in found:
            progress.at(piece.done, piece.total)
            taken = _take_one(desk, work, directory, piece, given)
            if taken is None:
                unknown += 1
                continue
            results.append(taken)
            if taken.done:
                directory.refresh()
    return results, unknown


def _take_one(
    desk: Desk, work: "Work", directory: "Directory", piece: "Piece", given: Given
) -> "TakenIn | None":
    """Take in one of many, or say why not; None: it concerns no application here."""
    from bowout.domain.details import TakenIn
    from bowout.services.events import load_application
    from bowout.services.inbox import clues_of, take_in
    from bowout.services.mail_known import owner_of

    known = None
    try:
        received = read(desk, work.reader, piece, given)
        known = owner_of(work.reader, received)
        if known is not None:
            refuse_elsewhere(desk, work.reader, piece.name, known, given)
    except BowoutError as failure:
        return TakenIn(piece.name, None, None, (), failure.code, (known,) if known else ())
    number = given.app or known
    if number is None:
        match = directory.find(clues_of(received, given.me), thorough=False)
        if match is None:
            return None
        number = match.number
        if number is None:
            return TakenIn(piece.name, None, None, (), Ambiguous.code, match.numbers)
    return take_in(work, received, load_application(work, number), given.me)


def _summarise(work: "Work", results: Sequence["TakenIn"]) -> None:
    from bowout.services.events import load_application, title

    new = [result for result in results if result.done]
    numbers = list(dict.fromkeys(result.application_id for result in new if result.application_id))
    names = ", ".join(title(work, load_application(work, number)) for number in numbers[:3])
    more = f" and {len(numbers) - 3} more" if len(numbers) > 3 else ""
    work.operation.summary = f"inbox: {len(new)} of {names}{more}"


def _print(
    desk: Desk, printer: Printer, results: Sequence["TakenIn"], passed: int, told: Collection[str]
) -> None:
    """Print what became of each thing; `told` are the files of which it was said already."""
    from bowout.storage import views

    if printer.json:
        printer.data(results)
    numbers = list(dict.fromkeys(result.application_id for result in results if result.application_id))
    with desk.reading() as reader:
        found = {number: views.application(reader, number, desk.now) for number in numbers}
        candidates = {result.file: names_of(desk, reader, result.candidates) for result in results}
    for number in numbers:
        if printer.quiet:
            printer.number(number)
    for result in results:
        if result.application_id is not None:
            _print_one(printer, found[result.application_id], result)
        elif result.file not in told:
            aside(f"{result.file}: passed over{_why(result, candidates[result.file])}")
    if passed:
        mails = "1 mail concerns" if passed == 1 else f"{passed} mails concern"
        printer.say(f"{mails} no application here, and {'was' if passed == 1 else 'were'} passed over.")
    if any(result.done for result in results):
        printer.hint("`bowout undo` takes all of it back.")


def _why(passed: "TakenIn", candidates: Sequence[str]) -> str:
    names = ", or ".join(candidates)
    if passed.refused == KNOWN_ELSEWHERE:
        return f". It was taken in for {names} already."
    if candidates:
        return f". It could concern {names}."
    return f" ({(passed.refused or '').replace('_', ' ')})"


def _print_one(printer: Printer, view: "ApplicationView", taken: "TakenIn") -> None:
    printer.about(view)
    for line in taken.done or ("Known already: nothing to do.",):
        printer.item("", line, 2)
    if taken.refused:
        printer.item("", f"A reply to the invitation cannot be made: {taken.refused.replace('_', ' ')}.", 2)
