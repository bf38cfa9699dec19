"""What the commands that write one letter share: whom it goes to, the editor, and what is printed."""

from typing import TYPE_CHECKING

from bowout.cli.output import Printer
from bowout.domain.errors import UsageError
from bowout.domain.leavings import Left
from bowout.domain.people import Person, parse_person
from bowout.domain.reasons import REASONS

if TYPE_CHECKING:
    from bowout.cli.letter_editor import Told, Write
    from bowout.domain.details import LetterView


def read_people(texts: list[str] | None, *, reachable: bool = False) -> tuple[Person, ...]:
    """Read the people of an option; UsageError where one of them cannot be reached and is to be."""
    people = tuple(parse_person(text) for text in texts or ())
    for person in people:
        if reachable and not person.email:
            raise UsageError(f"{person} has no address.", 'Write "Dana Fox <dana@acme.example>".')
    return people


def write_or_edit(write: "Write[Told]", order: "Told", *, edit: bool, dry: bool) -> tuple[Left, int | None]:
    """Do as ordered, with the letter as it comes, or as it comes back from the editor."""
    if not edit:
        return write(order, dry)
    from bowout.cli.letter_editor import leave_edited

    return leave_edited(write, order, dry=dry)


def print_left(
    printer: Printer,
    left: Left,
    *,
    dry: bool = False,
    done: str | None = None,
    what: str | None = None,
    seen: bool = False,
) -> None:
    """Print what leaving did: whom it concerns, the letter, the checks, what was recorded, what comes next.

    `what` says it where the application was not left; `seen`: a terminal shows the letter already.
    """
    view, letter = left.application, left.letter
    if printer.json:
        printer.data(left)
    elif printer.quiet:
        printer.number(view.id)
    printer.about(view, what or ("would be withdrawn" if dry else "withdrawn"))
    if letter is not None and not (printer.json or printer.quiet or (seen and printer.width)):
        printer.say()
        printer.letter(letter)
        printer.say()
    printer.checks(left.checks)
    if withdrawal := left.withdrawal:
        label = REASONS[withdrawal.reason].called
        slug = "" if label == withdrawal.reason else f" ({withdrawal.reason})"
        printer.say(f"Reason: {label}{slug}, left at: {withdrawal.stage}, on {withdrawal.on}")
    for line in (*left.closed, *left.declined):
        printer.say(line)
    if letter is not None:
        printer.advice(letter.advice)
    if dry:
        printer.hint("Nothing was changed: this was a dry run.")
        return
    if done:
        printer.say(done)
    printer.hint(f"Next: {_next(letter, view.id)}.")


def _next(letter: "LetterView | None", number: int) -> str:
    if letter is None:
        return "bowout undo takes it all back"
    if letter.state == "sent":
        return f"bowout answered {number} when they answer"
    if letter.state == "sending":
        return f"bowout send {number} looks whether it left, and asks"
    return f"bowout sent {number} when it is sent; bowout undo takes it all back"
