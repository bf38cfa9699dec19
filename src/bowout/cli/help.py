"""How help is set out: examples a line each, as they stand in a docstring; the rest fits a narrow terminal too."""

import shutil
from collections.abc import Sequence
from typing import Any

import typer
from typer._click.formatting import HelpFormatter

_WIDEST, _NARROWEST = 80, 20


class _Formatter(HelpFormatter):
    """Click's own, which takes every terminal to have 50 columns, and gives 30 of them to an option's name."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        columns = shutil.get_terminal_size().columns
        fitting = max(_NARROWEST, min(columns, _WIDEST) - 2)
        super().__init__(indent_increment, width or fitting, max_width)

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names and what they mean; on a narrow terminal a long name has a line of its own."""
        super().write_dl(rows, min(col_max, self.width * 2 // 5), col_spacing)


class _Context(typer.Context):
    formatter_class = _Formatter


def set_out(command: Any) -> None:
    """Have a command's help set out so."""
    command.context_class = _Context
    # What follows \b keeps its lines: an example is there to be copied.
    command.help = (command.help or "").replace("\nExamples:\n", "\n\b\nExamples:\n")
