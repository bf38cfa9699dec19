"""What the list of what is to be left says when it was changed, or one in it is looked at."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from bowout.cli.left_all import groups_of, named
from bowout.cli.output import aside
from bowout.cli.tables import clean
from bowout.domain.errors import CheckFailed
from bowout.domain.leavings import Left, LeftAll

if TYPE_CHECKING:
    from bowout.services.leave_plan import LeavingAll


def letters_of(done: LeftAll) -> set[frozenset[int]]:
    """Which applications each letter is about."""
    return {frozenset(each.application.id for each in group) for group in groups_of(done)}


def reasons_given(done: LeftAll) -> dict[int, str]:
    """What the letter about each gives as a reason, where that is known."""
    return {each.application.id: each.stated for each in done.left if each.stated is not None}


def tell_reasons(done: LeftAll, order: "LeavingAll", before: Mapping[int, str]) -> dict[int, str]:
    """Say what letters give as a reason, where that is not what they gave `before`, when it was last known.

    Returns what is known of it now.
    """
    for group in groups_of(done):
        first, numbers = group[0], [each.application.id for each in group]
        stated = first.stated
        if stated is None or all(before.get(number, stated) == stated for number in numbers):
            continue
        if stated:
            gives = f"as a reason: “{stated}”"
        elif len({order.reason_of(number) for number in numbers}) > 1:
            gives = f"no reason: {_listing(numbers)} are left for different ones."
        else:
            gives = "no reason."
        aside(f"{', '.join(map(str, numbers))}: the {named(first.letter, ())} now gives {gives}")
    return {**before, **reasons_given(done)}


def tell_ways_out(done: LeftAll, edited: Iterable[frozenset[int]], shown: Collection[int]) -> None:
    """Say what can be typed about those of `shown` whose letter cannot be written, once for each letter."""
    failed = {each.application.id for each in done.failed}
    told: set[int] = set()
    for each in done.failed:
        number = each.application.id
        if number not in shown or number in told:
            continue
        mine = next((group for group in edited if number in group and group <= failed), None)
        told |= mine or {number}
        if mine:
            again, off = f"`{number} edit` opens your letter again", f"`{number} edit off`"
            aside(f"{again}; {off} takes it as bowout writes it.")
        elif each.why == CheckFailed.code:
            aside(f"`{number} edit` opens the letter, to be mended.")


def tell_set_aside(done: LeftAll, edited: Iterable[frozenset[int]]) -> None:
    """Say which of the letters that the person had changed is none any more, its applications being apart."""
    failed = {each.application.id for each in done.failed}
    for lost in set(edited) - letters_of(done):
        if not lost <= failed:
            numbers = ", ".join(map(str, sorted(lost)))
            aside(
                f"The letter that you changed is about {numbers}; it is set aside, "
                "since these are not together now."
            )


def show_letter(left: Left) -> None:
    """Show the letter about one, whole, and what its checks say."""
    if left.letter is not None:
        to = ", ".join(left.letter.to) or "(nobody: for the portal)"
        lines = (f"To: {to}", f"Subject: {left.letter.subject}", "", *left.letter.body.rstrip().split("\n"))
        typer.echo("\n".join(("", *map(clean, lines), "")), err=True)
    for check in (check for check in left.checks if check.code != "no_recipient"):
        aside(f"{check.level}: {check.message}")


def _listing(numbers: Sequence[int]) -> str:
    *others, last = map(str, numbers)
    return f"{', '.join(others)} and {last}"
