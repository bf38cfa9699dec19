"""The list of what is to be left, on a terminal: what can be typed there, and the order that it makes."""

import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from bowout.cli.leaving_list_told import (
    letters_of,
    reasons_given,
    show_letter,
    tell_reasons,
    tell_set_aside,
    tell_ways_out,
)
from bowout.cli.left_all import HEADINGS, Attempt, rows_of, warnings_of
from bowout.cli.output import aside
from bowout.cli.tables import clean, table, wrap
from bowout.domain.errors import BowoutError, Refused, UsageError
from bowout.domain.leavings import Left, LeftAll
from bowout.domain.reasons import reason_named

if TYPE_CHECKING:
    from bowout.services.leave_plan import LeavingAll

_HELP = """\
Enter             go on: all of it is recorded, as one step
12                show what becomes of 12, with its letter
-12  +12          keep 12 open; take it in again (several at once: -12 -15)
12 ghost          close it as ghosted, without a letter
12 letter         write a letter although it is long silent
12 edit           change the letter in your editor
12 edit off       take the letter as bowout writes it again
12 reason pay     leave this one for another reason
l                 the list again
q                 stop; nothing is changed"""


def decide(attempt: Attempt, order: "LeavingAll") -> "LeavingAll":
    """Show what would become of each process, and let the person change it until they go on.

    Raises:
        Refused: they stopped.
        typer.Abort: the input has ended.
    """
    shown = _List(attempt, order)
    shown.order = replace(order, seen=frozenset(int(row[0]) for row in shown.rows))
    _print(shown.rows)
    while answer := _ask():
        try:
            shown.answer(answer)
        except _Stopped:
            raise
        except BowoutError as refusal:
            aside(f"{refusal.message} {refusal.hint}".rstrip())
    return shown.order


class _Stopped(Refused):
    """The person wants nothing to be done."""

    code = "not_confirmed"


def _ask() -> str:
    # A cell is left for the blank before what is typed, and one for its first character.
    room = max(20, _columns() - 2)
    lines = wrap("Enter goes on, a number shows one, -12 keeps it open, ? tells more:", room)
    typer.echo("\n".join(lines) + " ", nl=False, err=True)
    try:
        return input().strip()
    except EOFError:
        raise typer.Abort from None


def _print(rows: Iterable[Sequence[str]]) -> None:
    typer.echo(table(HEADINGS, rows, terminal_width=_columns(), whole=(0,)), err=True)


def _columns() -> int:
    return shutil.get_terminal_size((80, 24)).columns


class _List:
    """The list as it stands: what is ordered, and what would come of it."""

    def __init__(self, attempt: Attempt, order: "LeavingAll") -> None:
        self._attempt = attempt
        self._take(order)
        self._stated = reasons_given(self.done)

    def _take(self, order: "LeavingAll") -> None:
        self.order, self.done = order, self._attempt(order, True)
        self.rows = rows_of(self.done)

    def answer(self, typed: str) -> None:
        """Do what was typed; UsageError where that is nothing to be done here."""
        words = typed.casefold().split()
        if words[0] in _WORDS:
            _WORDS[words[0]](self)
        elif all(re.fullmatch(r"[+-]\d{1,18}", word) for word in words):
            self._change(self._kept(words))
        elif re.fullmatch(r"\d{1,18}", words[0]):
            self._answer_about(self._listed(words[0]), words[1:], typed)
        else:
            raise _not_understood(typed)

    def _answer_about(self, number: int, words: list[str], typed: str) -> None:
        order = replace(self.order, keep=self.order.keep - {number})
        match words:
            case []:
                self._show(number)
            case ["ghost"]:
                self._change(self._ghosted(order, number))
            case ["letter"]:
                ghosts, letters = order.ghosts - {number}, order.letters | {number}
                self._change(replace(order, ghosts=ghosts, letters=letters))
            case ["edit"]:
                self._change(self._edited(order, number))
            case ["edit", "off"]:
                self._change(self._unedited(order, number))
            case ["reason", *named] if named:
                reason = reason_named(" ".join(named))
                if number in {view.id for view in self.done.ghosted}:
                    raise UsageError(
                        f"{number} is closed as ghosted: nobody is told a reason. First: {number} letter"
                    )
                typer.echo(f"{number} is left for another reason: {reason.called}", err=True)
                self._change(replace(order, reasons={**order.reasons, number: reason}))
            case ["keep" | "keep-open" | "open" | "stay" | "stays"]:
                raise UsageError(f"To keep it open: -{number}")
            case _:
                raise _not_understood(typed)

    def stop(self) -> None:
        """Let nothing be done."""
        raise _Stopped("Nothing was changed.")

    def help(self) -> None:
        """Tell what can be typed."""
        typer.echo(_HELP, err=True)

    def show_all(self) -> None:
        """Show the list again."""
        _print(self.rows)

    def _change(self, order: "LeavingAll") -> None:
        """Take another order, and show what is different now."""
        before, letters, warned = self.rows, letters_of(self.done), set(warnings_of(self.done))
        self._take(order)
        changed = [row for row in self.rows if row not in before]
        for number, name, _, what in changed:
            typer.echo(clean(f"{number}  {name}: {what}"), err=True)
        tell_ways_out(self.done, order.edited, {int(row[0]) for row in changed})
        self._stated = tell_reasons(self.done, order, self._stated)
        for warning in warnings_of(self.done):
            if warning not in warned:
                aside(warning)
        tell_set_aside(self.done, letters.intersection(order.edited))

    def _listed(self, digits: str) -> int:
        """The number of a process in the list that can be left."""
        number = int(digits)
        for each in self.done.open:
            if each.application.id == number and each.why in ("saved", "accepted"):
                raise UsageError(f"{number} stays open: {each.message}.")
        if not any(row[0] == str(number) for row in self.rows):
            raise UsageError(f"There is no {number} in the list.")
        return number

    def _kept(self, words: list[str]) -> "LeavingAll":
        keep = self.order.keep
        for word in words:
            number = self._listed(word[1:])
            keep = keep | {number} if word[0] == "-" else keep - {number}
        return replace(self.order, keep=keep)

    def _ghosted(self, order: "LeavingAll", number: int) -> "LeavingAll":
        changed = replace(order, ghosts=order.ghosts | {number}, letters=order.letters - {number})
        if number not in {view.id for view in self._attempt(changed, True).ghosted}:
            raise UsageError(f"{number} waits for your answer: it is not they who are silent.")
        return changed

    def _show(self, number: int) -> None:
        _, name, _, what = next(row for row in self.rows if row[0] == str(number))
        typer.echo(clean(f"{name} ({number}): {what}"), err=True)
        left = {each.application.id for each in self.done.left}
        if number not in left | {each.application.id for each in self.done.failed}:
            return
        show_letter(self._left(self.order, number))
        tell_ways_out(self.done, self.order.edited, {number})

    def _left(self, order: "LeavingAll", number: int) -> Left:
        """How it would be left, also with a letter that fails its checks."""
        return self._left_in(self._forced(order, number), number)

    def _forced(self, order: "LeavingAll", number: int) -> LeftAll:
        return self._attempt(replace(order, forced=order.forced | {number}), True)

    def _left_in(self, done: LeftAll, number: int) -> Left:
        for each in done.left:
            if each.application.id == number:
                return each
        why = [each.message for each in done.open if each.application.id == number]
        raise UsageError(why[0] if why else f"{number} gets no letter; `{number} letter` writes one.")

    def _edited(self, order: "LeavingAll", number: int) -> "LeavingAll":
        from bowout.cli.letter_editor import edited
        from bowout.services.leaving import Leaving

        drafted = self._forced(order, number)
        about = self._left_in(drafted, number)
        group = next(numbers for numbers in letters_of(drafted) if number in numbers)

        def written(leaving: Leaving) -> "LeavingAll":
            letters = {**order.edited, group: leaving.edited} if leaving.edited else order.edited
            allowed = order.forced - group
            return replace(order, edited=letters, forced=allowed | {number} if leaving.force else allowed)

        def tried(leaving: Leaving, _dry: bool) -> tuple[Left, None]:
            # The first look is at the letter as it stands.
            return (self._left(written(leaving), number) if leaving.edited else about), None

        with edited(tried, Leaving(order.reason_of(number), order.wishes, note=order.note)) as agreed:
            return written(agreed)

    def _unedited(self, order: "LeavingAll", number: int) -> "LeavingAll":
        """Let go of what the person wrote about it, and of what was allowed of that."""
        dropped = [group for group in order.edited if number in group]
        if not dropped:
            raise UsageError(f"The letter about {number} is not changed; `{number} edit` opens it.")
        typer.echo(f"{number}: the letter is as bowout writes it again.", err=True)
        letters = {group: letter for group, letter in order.edited.items() if group not in dropped}
        return replace(order, edited=letters, forced=order.forced.difference(*dropped))


_WORDS: dict[str, Callable[[_List], None]] = {
    "?": _List.help, "h": _List.help, "help": _List.help, "l": _List.show_all, "list": _List.show_all,
    "q": _List.stop, "quit": _List.stop,
}  # fmt: skip


def _not_understood(typed: str) -> UsageError:
    return UsageError(f"“{typed}” is not understood.", "? lists what can be typed.")
