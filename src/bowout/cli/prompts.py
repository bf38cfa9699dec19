"""Questions, only on a terminal, on stderr; each has an option that answers it."""

import sys
from collections.abc import Sequence

import typer

from bowout.cli.tables import clean


def can_ask() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str, default: str | None = None) -> str:
    """Ask for a line of text."""
    return str(typer.prompt(question, default=default, err=True)).strip()


def confirm(question: str, *, default: bool = False) -> bool:
    """Ask for yes or no."""
    return typer.confirm(question, default=default, err=True)


def choose(question: str, options: Sequence[str]) -> str:
    """Offer a numbered choice and return the one chosen."""
    for place, option in enumerate(options, 1):
        typer.echo(f"{place:>3}. {clean(option)}", err=True)
    while True:
        answer = ask(question)
        if answer.isdecimal() and 1 <= int(answer) <= len(options):
            return options[int(answer) - 1]
        typer.echo(f"A number from 1 to {len(options)}, please.", err=True)
