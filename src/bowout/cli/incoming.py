"""Where a thing that came in belongs: found, chosen or told; asked before anything is recorded."""

import sys
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bowout.cli import prompts
from bowout.cli.context import Desk
from bowout.cli.output import heading
from bowout.domain.errors import Ambiguous, NotFound, Refused, UsageError
from bowout.domain.people import is_address

if TYPE_CHECKING:
    from bowout.domain.details import TakenIn
    from bowout.mail.received import Received
    from bowout.mail.sources import Piece
    from bowout.services.applications import NewApplication
    from bowout.services.mail_matching import Directory, Matched
    from bowout.storage.reading import Reader
    from bowout.storage.work import Work

KNOWN_ELSEWHERE = "known_elsewhere"


class Given(NamedTuple):
    """What the command line says of everything that is given: who I am, and where it belongs."""

    me: tuple[str, ...]
    app: int | None
    new: bool
    # How the command is told where a thing belongs, and how a new one is made of it.
    name_it: str = "Say where it belongs with --app."
    or_new: str = " Or make one of it with --new."


class Decision(NamedTuple):
    """Where a single thing belongs: an application, or one that it is the beginning of."""

    number: int | None
    new: "NewApplication | None"


def own_addresses(desk: Desk, me: str | None) -> tuple[str, ...]:
    """The addresses under which I may be invited: the one that the command names, and the profile's.

    Raises:
        UsageError: what the command names is no address.
    """
    if me is not None and not is_address(me):
        raise UsageError(
            f"“{me}” is not a mail address.",
            "--as takes the address that they invited: --as robin@work.example",
        )
    return tuple(dict.fromkeys(address for address in (me, desk.profile.email) if address))


def open_file(file: str) -> tuple["Piece", Iterator["Piece"] | None]:
    """The first thing in a file, and the others, if there are any."""
    from bowout.mail.sources import pieces

    stdin = getattr(sys.stdin, "buffer", None)  # None: it is closed
    found = pieces(None if file == "-" else Path(file).expanduser(), stdin)
    first, *second = islice(found, 2)
    return first, chain(second, found) if second else None


def read(desk: Desk, reader: "Reader", piece: "Piece", given: Given) -> "Received":
    """Read a thing as what it is, what was forwarded as what it was; raises as `open_piece`."""
    from bowout.mail.forwarded import as_written
    from bowout.mail.received import open_piece
    from bowout.services.mail_known import is_contact

    received = open_piece(piece, given.me, desk.now)
    return as_written(received, given.me, lambda address: is_contact(reader, address))


def decide(desk: Desk, piece: "Piece", given: Given) -> Decision:
    """Say where a single thing belongs, or ask.

    Raises:
        UsageError: pasted text without --app.
        Refused: it was taken in before, for another one than is named.
        Ambiguous: several are possible, or one is uncertain, and nobody can be asked.
        NotFound: it fits none, and names no company.
    """
    from bowout.services.inbox import application_for, clues_of
    from bowout.services.mail_known import owner_of
    from bowout.services.mail_matching import Directory

    if piece.kind == "text" and given.app is None:
        raise UsageError("Pasted text does not say whom it concerns.", given.name_it)
    with desk.reading() as reader:
        received = read(desk, reader, piece, given)
        known = owner_of(reader, received)
        if known is not None:
            refuse_elsewhere(desk, reader, piece.name, known, given)
            return Decision(known, None)
    if given.app is not None:
        return Decision(given.app, None)
    if given.new:
        return Decision(None, application_for(received, given.me, forced=True))
    beginning = application_for(received, given.me, forced=False)
    with desk.reading() as reader:
        match = Directory(reader).find(clues_of(received, given.me), thorough=True)
        if match is not None:
            return _choose(desk, reader, match, beginning, given)
    if beginning is None:
        raise NotFound(
            f"{piece.name} fits no application, and names no company.", given.name_it + given.or_new
        )
    if prompts.can_ask() and not prompts.confirm(
        f"{piece.name} fits no application. A new one at {beginning.company}?", default=True
    ):
        raise NotFound("Nothing was taken in.", given.name_it, code="not_confirmed")
    return Decision(None, beginning)


def refuse_elsewhere(desk: Desk, reader: "Reader", name: str, known: int, given: Given) -> None:
    """Refuse to take in for one application what was taken in for another: nothing stands in two."""
    if given.new or given.app not in (None, known):
        [owner] = names_of(desk, reader, [known])
        raise Refused(
            f"{name} was taken in for {owner} already.",
            "To move it, take that step back first: bowout log shows its number, bowout undo ID takes it back.",
            code=KNOWN_ELSEWHERE,
        )


def _choose(
    desk: Desk, reader: "Reader", match: "Matched", beginning: "NewApplication | None", given: Given
) -> Decision:
    if match.number is not None:
        return Decision(match.number, None)
    names = names_of(desk, reader, match.numbers)
    if not prompts.can_ask():
        raise Ambiguous(_doubt(match), names, given.name_it + given.or_new, match.numbers)
    new = None if match.sure else beginning
    if len(names) == 1 and new is None:
        if not prompts.confirm(f"Does it concern {names[0]}?"):
            raise NotFound("Nothing was taken in.", given.name_it, code="not_confirmed")
        return Decision(match.numbers[0], None)
    options = (*names, f"a new one at {new.company}") if new else names
    place = prompts.choose("Which one?", options)
    return Decision(match.numbers[place], None) if place < len(names) else Decision(None, new)


def names_of(desk: Desk, reader: "Reader", numbers: Sequence[int]) -> tuple[str, ...]:
    """Name applications as candidates."""
    from bowout.storage import views

    return tuple(heading(views.application(reader, number, desk.now)) for number in numbers)


def _doubt(match: "Matched") -> str:
    if len(match.numbers) == 1:
        return "It could concern one application, but nothing beside a word in it says so."
    return f"It could concern {len(match.numbers)} applications."


def take_single(
    work: "Work", directory: "Directory", received: "Received", decision: Decision, given: Given
) -> "TakenIn":
    """Take a thing in where it belongs; the application that it is the beginning of is made."""
    from bowout.services.applications import add_application
    from bowout.services.events import load_application, title
    from bowout.services.inbox import clues_of, take_in
    from bowout.services.mail_known import owner_of

    number, made = decision.number, None
    if number is None and decision.new is not None:
        # The thing before it may have made the very application that it belongs to.
        number = owner_of(work.reader, received)
        match = None if given.new or number else directory.find(clues_of(received, given.me), thorough=True)
        number = match.number if match else number
        if number is None:
            made = add_application(work, decision.new)
            number = made.id
    application = load_application(work, number or 0)
    taken = take_in(work, received, application, given.me)
    directory.refresh()
    if made is None:
        return taken
    missing = f'The position is not named: bowout edit {made.id} --position "…"'
    return taken._replace(done=(f"New: {title(work, made)}", *taken.done, missing))


class Arrival(NamedTuple):
    """A mail that a command begins with, read and decided upon; it is taken in where the command records."""

    received: "Received"
    decision: Decision
    given: Given

    def take_in(self, work: "Work") -> "TakenIn":
        """Take it in as a part of the command's own step."""
        from bowout.services.mail_matching import Directory

        return take_single(work, Directory(work.reader), self.received, self.decision, self.given)


def arrival(desk: Desk, file: str, app: int | None, me: str | None) -> Arrival:
    """Read the one mail that a command is given, and find out whom it concerns, unless `app` says so.

    `me` is the address under which I am invited, where it is not the profile's.

    Raises:
        UsageError: it is a mailbox of several; or pasted text, and no application is named.
        NotFound, Ambiguous: as `decide`.
    """
    name_it = f"Name the application: bowout withdraw APP --from {file}"
    given = Given(own_addresses(desk, me), app, new=False, name_it=name_it, or_new="")
    first, others = open_file(file)
    if others is not None:
        raise UsageError(f"{file} holds several mails.", "Give the one that you answer.")
    with desk.reading() as reader:
        received = read(desk, reader, first, given)
    return Arrival(received, decide(desk, first, given), given)
