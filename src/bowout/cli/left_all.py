"""The picture of leaving every open process: a row for each, what there is to say of it, and what comes next."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from bowout.cli.context import is_recorded
from bowout.cli.output import Printer, aside
from bowout.domain.details import LetterView
from bowout.domain.errors import CheckFailed
from bowout.domain.leavings import CheckView, Left, LeftAll
from bowout.domain.people import parse_person

if TYPE_CHECKING:
    from bowout.domain.results import ApplicationView
    from bowout.services.leave_plan import LeavingAll

# Leaves as it is told to, for good or (the second argument) in a dry run.
Attempt = Callable[["LeavingAll", bool], LeftAll]
HEADINGS = ("no", "application", "left at", "what happens")


def rows_of(done: LeftAll) -> list[tuple[str, str, str, str]]:
    """A row for each process: its number, its name, where it is left, and what happens."""
    found = [(each.application, "", f"stays open: {each.message}") for each in done.failed]
    for group in groups_of(done):
        first, letter = group[0], group[0].letter
        for each in group:
            what = named(letter, [other.application.id for other in group[1:]])
            what += "; call first" if first.call else ""
            at = each.withdrawal.stage if each.withdrawal else ""
            found.append((each.application, at, what if each is first else _with(first.application)))
    found += [(view, "", "closed as ghosted, no letter") for view in done.ghosted]
    found += [
        (each.application, "", f"stays open: {each.message}") for each in done.open if not each.is_refused
    ]
    return [
        (str(view.id), f"{view.company}, {view.position}".rstrip(", "), at, what) for view, at, what in found
    ]


def groups_of(done: LeftAll) -> list[list[Left]]:
    """Those that were left, by the letter that tells of them."""
    groups: dict[int, list[Left]] = {}
    for each in done.left:
        groups.setdefault(id(each.letter), []).append(each)
    return list(groups.values())


def named(letter: LetterView | None, others: Sequence[int]) -> str:
    """Name a letter by whom it goes to, and the others that it tells of."""
    if letter is None:
        return "no letter"
    number = "" if letter.id is None else f" {letter.id}"
    if not letter.to:
        return f"text{number} for the portal"
    people = (parse_person(text) for text in letter.to)
    to = ", ".join(person.name or person.email or "" for person in people)
    also = f", also about {', '.join(map(str, others))}" if others else ""
    return f"letter{number} to {to}{also}"


def _with(owner: "ApplicationView") -> str:
    return f"told in the letter of {owner.id}"


def print_all(
    printer: Printer, done: LeftAll, told: Sequence[str] = (), *, dry: bool, waiting: bool = False
) -> None:
    """Print the picture of what was done, or would be.

    `told` is what became of the letters; `waiting`: there are others, and they were left alone.
    """
    if printer.json:
        printer.data(done)
    elif printer.quiet:
        _print_numbers(printer, done)
    else:
        _print_picture(printer, done, told, dry=dry, waiting=waiting)


def _print_numbers(printer: Printer, done: LeftAll) -> None:
    numbers = [each.application.id for each in done.left] + [view.id for view in done.ghosted]
    for number in [done.application.id] if done.application else numbers:
        printer.number(number)
    for line in _failures(done):
        aside(line)


def _print_picture(printer: Printer, done: LeftAll, told: Sequence[str], *, dry: bool, waiting: bool) -> None:
    if done.application is not None:
        printer.about(done.application, "would be accepted" if dry else "accepted")
    rows = rows_of(done)
    if rows:
        printer.rows(HEADINGS, rows, whole=(0,))
    for each in done.left:
        for line in each.declined:
            printer.say(f"{each.application.id}: {line}")
    for line in (*warnings_of(done), *_failures(done)):
        printer.say(line, "yellow")
    if dry:
        _print_letters(printer, done)
    for line in (*told, *_sums(done)):
        printer.say(line)
    printer.hint(_next(done, dry=dry, waiting=waiting))


def warnings_of(done: LeftAll) -> Iterator[str]:
    """What the letters' checks warn of, with the application first."""
    for group in groups_of(done):
        owners: dict[CheckView, int] = {}
        for each in group:
            for check in each.checks:
                owners.setdefault(check, each.application.id)
        for check, number in owners.items():
            if check.level != "info" and check.code != "no_recipient":
                yield f"{number}: {check.level}: {check.message}"


def _print_letters(printer: Printer, done: LeftAll) -> None:
    for group in groups_of(done):
        if (letter := group[0].letter) is not None:
            others = ", ".join(str(each.application.id) for each in group[1:])
            printer.say()
            printer.about(
                group[0].application, f"the letter, also about {others}" if others else "the letter"
            )
            printer.letter(letter)
    printer.say()


def _sums(done: LeftAll) -> Iterator[str]:
    letters = [group[0].letter for group in groups_of(done)]
    sent = sum(bool(letter and letter.to) for letter in letters)
    pasted = len(letters) - sent
    if done.left:
        kinds = (sent, "letter", "letters"), (pasted, "text for a portal", "texts for portals")
        by = [_count(*kind) for kind in kinds if kind[0]]
        yield f"Left: {len(done.left)}, by {' and '.join(by)}."
    if done.ghosted:
        yield f"Closed as ghosted, without a letter: {len(done.ghosted)}."


def _failures(done: LeftAll) -> Iterator[str]:
    """Name in whole what the table may have to cut: why a process could not be left, and what to do."""
    for each in done.failed:
        number = each.application.id
        mend = (
            f" To write it yourself: bowout withdraw {number} --edit." if each.why == CheckFailed.code else ""
        )
        yield f"Not left: {number}. {each.message}{mend}"


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _next(done: LeftAll, *, dry: bool, waiting: bool) -> str:
    if dry:
        return "Nothing was changed: this was a dry run."
    if not (done.left or done.ghosted):
        return _next_alone(done, waiting=waiting)
    letters = (
        "bowout letters list shows the letters, bowout send ID hands one over or sends it; "
        if done.left
        else ""
    )
    return f"Next: {letters}bowout agenda what is not sent yet; bowout undo takes it all back."


def _next_alone(done: LeftAll, *, waiting: bool) -> str:
    """Say how it stands where no other was left: there is none, they stay open, or nobody has asked for it."""
    if not is_recorded():
        return (
            f"Nothing was changed: {'they all stay open' if done.open else 'there is nothing else to leave'}."
        )
    well = "Well done."
    if waiting and done.application is not None:
        well += f" To leave the others: bowout accept {done.application.id} --withdraw-others;"
    elif done.open:
        well += " The others stay open;"
    else:
        well += " There is nothing else to leave;"
    return f"{well} bowout undo takes it back."
