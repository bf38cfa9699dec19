"""Questions, only on a terminal, on stderr; each has an option that answers it."""

import sys
from collections.abc import Callable, Sequence

import typer

from bowout.cli.tables import clean


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
        typer.echo(f"{question}{'' if question.endswith('?') else ':'} ", nl=False, err=True)
        try:
            answer = input().strip()
        except EOFError:
            raise typer.Abort from None
        if answer:
            return answer


def confirm(question: str, *, default: bool = False) -> bool:
    """Ask for yes or no; an empty answer is the default.

    Raises:
        typer.Abort: the input has ended.
    """
    while True:
        typer.echo(f"{question} [{'Y/n' if default else 'y/N'}] ", nl=False, err=True)
        try:
            answer = input().strip().casefold()
        except EOFError:
            raise typer.Abort from None
        if answer in ("", "y", "yes", "n", "no"):
            return answer.startswith("y") if answer else default


def choose(question: str, options: Sequence[str], named: Callable[[str], int | None] | None = None) -> int:
    """Offer a numbered choice and return the place of the one chosen; `named` finds it by a word."""
    for place, option in enumerate(options, 1):
        typer.echo(f"{place:>3}. {clean(option)}", err=True)
    while True:
        answer = ask(question)
        if answer.isdecimal() and 1 <= int(answer) <= len(options):
            return int(answer) - 1
        place_named = named(answer) if named else None
        if place_named is not None:
            return place_named
        typer.echo(f"A number from 1 to {len(options)}, please.", err=True)
