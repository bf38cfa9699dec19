"""The numbers as text: with bars on a terminal, as a plain table where they are piped."""

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from bowout.cli.output import Printer
from bowout.services.numbers.words import before_that, of_what, shown, title_of

if TYPE_CHECKING:
    from bowout.services.numbers.reading import Number, Numbers

_BAR, _INDENT = 16, 24
_EIGHTHS = "▏▎▍▌▋▊▉█"
_LATEST = 12  # so many weeks have a bar
_SHORT = {
    "applications": "n",
    "response_rate": "replied",
    "ghost_rate": "silent",
    "interview_rate": "interview",
    "offer_rate": "offer",
    "reply_days.median": "days to reply",
    "withdrawal_rate": "left",
}


def print_numbers(printer: Printer, found: "Numbers") -> None:
    """Print the numbers for a terminal: with bars, what each is of, and what it means."""
    if found.since:
        printer.say(f"Applications since {found.since}, beside those from {found.before} until then", "bold")
        printer.say()
    alone = [number for number in found.numbers if title_of(number) is None]
    _print_table(printer, found, "number", alone)
    for number in alone:
        printer.item(number.label, number.definition, _INDENT, "dim")
    for title, group in groupby(found.numbers, title_of):
        numbers = list(group)
        if title is None or not any(number.n for number in numbers):
            continue
        printer.say()
        _print_table(printer, found, title, [number for number in numbers if number.count != 0])
        printer.hint(numbers[0].definition)
    _print_weeks(printer, found)
    printer.say()
    printer.hint("(few): of fewer than 10, and so it says little.")


def _print_table(printer: Printer, found: "Numbers", title: str, numbers: Iterable["Number"]) -> None:
    rows = [
        [
            number.label,
            _bar(number),
            shown(number.value, number.unit),
            of_what(number),
            *([before_that(number)] if found.since else []),
        ]
        for number in numbers
    ]
    headings = [title, "", "", "n", *(["before"] if found.since else [])]
    printer.rows(headings, rows, _paint, whole=(1, 2), spare=(1,))


def _print_weeks(printer: Printer, found: "Numbers") -> None:
    if len(found.weeks) < 2:
        return
    most = max(week.applications for week in found.weeks)
    rows = [
        [week.monday, bar(week.applications / most), str(week.applications)]
        for week in found.weeks[-_LATEST:]
    ]
    printer.say()
    printer.rows(["week of", "", "applications"], rows, _paint)


def _paint(column: int, text: str) -> str | None:
    return "cyan" if column == 1 and text else None


def bar(share: float) -> str:
    """A bar as long as a share, to an eighth of a cell; what is there is seen."""
    eighths = max(1, round(share * _BAR * 8)) if share else 0
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest - 1] if rest else "")


def _bar(number: "Number") -> str:
    return bar(number.value) if number.unit == "share" and number.value else ""


def print_table(printer: Printer, found: "Numbers") -> None:
    """Print one number on each line, for other programs: values as they are, shares from 0 to 1."""
    before = ["before", "before n"] if found.since else []
    headings = ["number", "value", "unit", "n", "count", "few", *before, "note", "definition"]
    printer.rows(headings, [_plain(number, bool(before)) for number in found.numbers])


def _plain(number: "Number", compared: bool) -> list[str]:
    earlier = [number.before.value, number.before.n] if number.before else [None, None]
    cells = (
        *(number.key, number.value, number.unit, number.n, number.count, "few" if number.small else ""),
        *(earlier if compared else ()),
        *(number.note, number.definition),
    )
    return ["" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in cells]


def print_groups(printer: Printer, found: "Numbers") -> None:
    """Print the main numbers of each group on a line, and what they mean."""
    numbers = [number for number in found.numbers if number.key in _SHORT]
    headings = [found.by or "", *(_SHORT[number.key] for number in numbers)]
    few = "" if printer.width is None else "*"
    rows = [[group.name, *(_cell(number, few) for number in group.numbers)] for group in found.groups]
    printer.rows(headings, rows, whole=range(1, 8), spare=(6, 7, 3, 5))
    if printer.width is None:
        return
    printer.say()
    printer.hint("* of fewer than 10, and so it says little.")
    for number in numbers:
        printer.item(_SHORT[number.key], number.definition, _INDENT, "dim")


def _cell(number: "Number", few: str) -> str:
    """A number in a narrow column: of a share both its parts, of a median how many it is of."""
    marked = few if number.small and number.n else ""
    if number.unit == "count" or number.value is None:
        return shown(number.value, number.unit)
    if number.count is not None:
        return f"{number.count}/{number.n}{marked}"
    return f"{shown(number.value, number.unit)} ({number.n}){marked}"
