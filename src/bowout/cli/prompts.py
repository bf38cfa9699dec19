"""Questions, only on a terminal, on stderr; each has an option that answers it."""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence

import typer

from bowout.cli.output import aside
from bowout.cli.tables import clean, width, wrap
from bowout.domain.errors import UsageError

_INDENT = 5  # of an option beside its number


_asked = False


def has_asked() -> bool:
    """Tell whether somebody was asked, or sat at an editor: the world may have gone on meanwhile."""
    return _asked


def note_pause() -> None:
    """Note that it waits for somebody."""
    global _asked  # noqa: PLW0603 - one process is one command
    _asked = True


def can_ask() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str) -> str:
    """Ask for a line of text, until there is one.

    Raises:
        typer.Abort: the input has ended.
    """
    while True:
        # Not typer.prompt(): it writes a space to stdout, where a result may stand alone.
        note_pause()
        typer.echo(f"{question}{'' if question.endswith('?') else ':'} ", nl=False, err=True)
        try:
            answer = input().strip()
        except EOFError:
            raise typer.Abort from None
        if answer:
            return answer


def ask_secret(question: str) -> str:
    """Ask for a secret, which is not shown while it is typed.

    Raises:
        typer.Abort: the input has ended.
    """
    import getpass
    import warnings

    with warnings.catch_warnings():
        # Where what is typed cannot be hidden it is not asked for.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"{question}: ", stream=sys.stderr)
        except (EOFError, getpass.GetPassWarning):
            raise typer.Abort from None


def confirm(question: str, *, default: bool = False) -> bool:
    """Ask for yes or no; an empty answer is the default.

    Raises:
        typer.Abort: the input has ended.
    """
    while True:
        note_pause()
        typer.echo(f"{question} [{'Y/n' if default else 'y/N'}] ", nl=False, err=True)
        try:
            answer = input().strip().casefold()
        except EOFError:
            raise typer.Abort from None
        if answer in ("", "y", "yes", "n", "no"):
            return answer.startswith("y") if answer else default


def _fitting(text: str, room: int) -> Iterator[str]:
    """The lines of a text, cleaned; one that is too long is broken, and loses what it was aligned by."""
    for line in map(clean, text.split("\n")):
        yield from [line] if width(line) <= room else wrap(line, room)


def choose(question: str, options: Sequence[str], named: Callable[[str], int | None] | None = None) -> int:
    """Offer a numbered choice and return the place of the one chosen.

    `named` finds it by a word: None where it is none, UsageError where it could be several. An
    option's further lines stand below its first one.
    """
    room = max(20, shutil.get_terminal_size((80, 24)).columns - _INDENT)
    for place, option in enumerate(options, 1):
        for at, line in enumerate(_fitting(option, room)):
            typer.echo(f"{' ' * _INDENT if at else f'{place:>3}. '}{line}", err=True)
    wanted = f"A number from 1 to {len(options)}{' or a word of the list' if named else ''}, please."
    while True:
        answer = ask(question)
        if answer.isdecimal() and 1 <= int(answer) <= len(options):
            return int(answer) - 1
        try:
            place_named = named(answer) if named else None
        except UsageError as refusal:
            aside(f"{refusal.message} {wanted}")
            continue
        if place_named is not None:
            return place_named
        aside(wanted)
