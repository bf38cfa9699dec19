"""A page for people: headings, and what stands below them."""

from collections.abc import Sequence

from bowout.cli.output import Printer, status_style

INDENT = 2
_TIME = 20


def print_section(printer: Printer, heading: str, lines: Sequence[tuple[str, str, str]]) -> None:
    """A heading and what is below it: when, what, and the status that gives the style; nothing where it is empty."""
    if not lines:
        return
    printer.say()
    printer.say(heading, "bold")
    for when, text, status in lines:
        label = f"{' ' * INDENT}{when}" if when else ""
        printer.item(label, text, _TIME if when else INDENT, status_style(status))


def texts(lines: Sequence[str]) -> list[tuple[str, str, str]]:
    """Lines of a section that are a text alone."""
    return [("", line, "") for line in lines]
