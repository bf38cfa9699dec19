"""The letter in the person's editor: opened with what the checks say, checked again when it comes back."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from bowout.cli import prompts
from bowout.cli.editor import Sheet, editor
from bowout.cli.output import aside
from bowout.cli.tables import clean
from bowout.domain.errors import CheckFailed, Refused
from bowout.domain.leavings import Left
from bowout.letters.facts import Draft
from bowout.letters.text import CUT, above_cut, write_text

if TYPE_CHECKING:
    from bowout.services.follow_up import Order
    from bowout.services.keeping import Keeping
    from bowout.services.leaving import Leaving

_HELP = (
    "Do not change the line above: whatever stands below it is left out.",
    "Above it stand the subject, an empty line, and the letter. Save and close to go on;",
    "empty the file to give up: then nothing is recorded.",
)
_CHOICES = ("Edit it again", "Record it all the same", "Give up; what you wrote stays in a file")
_WORDS = ("edit", "record", "give")

Told = TypeVar("Told", bound="Leaving | Keeping | Order")
# Does as ordered, for good or (the second argument) in a dry run; and the number of the step.
Write = Callable[[Told, bool], tuple[Left, int | None]]


def leave_edited(leave: Write[Told], order: Told, *, dry: bool) -> tuple[Left, int | None]:
    """Leave with a letter that the person has edited; raises as `edited` does."""
    with edited(leave, order) as agreed:
        return leave(agreed, dry)


@contextmanager
def edited(leave: Write[Told], order: Told) -> Iterator[Told]:
    """Let the person edit the letter, and yield the order with it; no transaction is open while they write.

    What goes wrong within the block keeps what was written, too.

    Raises:
        Refused: nothing came back, or nothing that can be used; what was written is kept and named.
        CheckFailed: it has an error, and nobody is there to decide, or they gave up; likewise.
        UsageError: there is no editor to open.
    """
    editor()
    drafted, _ = leave(replace(order, force=True), True)
    if drafted.letter is None:
        raise ValueError("no letter is wanted")
    draft = Draft(drafted.letter.subject, drafted.letter.body)
    use = f"bowout letters check {{}} --app {drafted.application.id}"
    with Sheet(_page(write_text(draft), drafted), "letter.txt", use) as sheet:
        yield _edit(sheet, leave, order, drafted.letter.situation)


def _edit(sheet: Sheet, leave: Write[Told], order: Told, situation: str) -> Told:
    """Let the person edit until it can be recorded, or is to be; returns the order with their letter."""
    from bowout.services.writing import Edited, refuse_errors

    while True:
        try:
            text = above_cut(re.sub(r"\r\n?", "\n", sheet.edit()))
            if not _is_written(text):
                sheet.drop()
                raise Refused("Nothing was changed: the letter came back empty.", code="empty_letter")
            changed = replace(order, edited=Edited(_read(text), situation))
            tried, _ = leave(replace(changed, force=True), True)
            refuse_errors(tried.checks, force=order.force)
        except CheckFailed as refusal:
            force = "" if prompts.can_ask() else " --force records it all the same."
            refusal.hint = f"Nothing was recorded.{force}"
            if _ask(refusal, _CHOICES) == "record":
                return replace(changed, force=True)
            sheet.write(_page(text, tried))
        except _Unusable as refusal:
            _ask(refusal, (_CHOICES[0], _CHOICES[2]))
        else:
            return changed


class _Unusable(Refused):
    """What came back has no subject, or cannot be a letter."""

    code = "unusable_letter"


def _ask(refusal: Refused, choices: Sequence[str]) -> str:
    """Ask how to go on, and return its word; to give up is to be refused, as where nobody can be asked."""
    if not prompts.can_ask():
        raise refusal
    aside(refusal.message)
    words = [word for word, choice in zip(_WORDS, _CHOICES, strict=True) if choice in choices]

    def named(answer: str) -> int | None:
        found = [at for at, word in enumerate(words) if word.startswith(answer.casefold().split()[0])]
        return found[0] if found else None

    word = words[prompts.choose("What now?", choices, named)]
    if word == "give":
        raise refusal
    return word


def _page(text: str, tried: Left) -> str:
    """The file: the letter, and below the line what the checks say of it."""
    letter = tried.letter
    to = ", ".join(letter.to) if letter and letter.to else "nobody: for the portal"
    found = [f"{check.level}: {check.message}" for check in tried.checks] or ["The checks found nothing."]
    below = (f"# {clean(line)}".rstrip() for line in (*_HELP, "", f"To: {to}", *found))
    return "\n".join((text.rstrip("\n"), "", CUT, *below)) + "\n"


def _is_written(text: str) -> bool:
    """Tell whether there is a letter besides the subject."""
    subject, _, body = text.strip().partition("\n")
    return bool(body.strip()) or bool(subject and not subject.lower().startswith("subject:"))


def _read(text: str) -> Draft:
    """Read the letter above the line: the first line is the subject."""
    first, _, body = text.strip("\n").partition("\n")
    name, colon, subject = first.partition(":")
    if not colon or name.strip().casefold() != "subject" or not subject.strip():
        raise _Unusable("The first line is to be the subject, as in “Subject: Withdrawal of application”.")
    return Draft(subject.strip(), body.strip("\n") + "\n")
