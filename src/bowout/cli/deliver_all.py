"""How the letters of leaving several processes leave, one after the other, as a part of the same step."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bowout import settings
from bowout.cli.context import Desk
from bowout.cli.deliver import deliver
from bowout.cli.left_all import groups_of, print_all
from bowout.cli.output import Printer
from bowout.cli.ways import Delivery, Way, Ways
from bowout.domain.errors import BowoutError, UsageError
from bowout.domain.leavings import Left, LeftAll

if TYPE_CHECKING:
    from bowout.domain.details import LetterView
    from bowout.storage.work import Work

_ONE_AT_A_TIME = (Way.COPY, Way.MAILTO)


@dataclass(frozen=True, slots=True)
class Deliveries:
    """By which way the letters are to go; `folder` is where files are written."""

    one: Delivery
    folder: Path

    @classmethod
    def wanted(cls, desk: Desk, ways: Ways, *, dry: bool) -> "Deliveries":
        """What the options say, else the setting, where that can take several; raises as `Delivery.wanted`.

        Raises:
            UsageError: the clipboard, or a link, which take one letter.
        """
        ways.check()
        way = next(iter(ways.chosen), None)
        if way in _ONE_AT_A_TIME:
            raise UsageError(
                f"--{way} takes one letter, and these are several.",
                "--eml FOLDER, --to-drafts or --send takes them all; or one after the other: bowout send ID.",
            )
        folder = ways.eml or Path()
        if ways.eml is not None and not folder.is_dir():
            raise UsageError(f"{folder} is no folder.", "Make it first: each letter becomes a file in it.")
        setting = str(settings.get("delivery"))
        if way is None and setting not in ("printed", *_ONE_AT_A_TIME):
            way = Way(setting)
        one = Delivery(way, None, ways.overwrite, ways.yes, bool(ways.chosen), str(folder / "withdrawal"))
        return cls(one.checked(desk, dry=dry), folder)

    def of(self, number: int) -> Delivery:
        """How the letter goes that was written for an application."""
        named = self.folder / f"withdrawal-{number}.eml"
        return replace(
            self.one,
            eml=named if self.one.asked and self.one.way is Way.EML else None,
            stem=f"{self.one.stem}-{number}",
        )

    def check(self, work: "Work", done: LeftAll) -> LeftAll:
        """Refuse letters that cannot leave by this way, while nothing is recorded; what is for a portal stays."""
        for first, letter in _letters(done):
            if letter.to:
                self.of(first.application.id).check(work, letter)
        return done


def _letters(done: LeftAll) -> Iterator[tuple[Left, "LetterView"]]:
    """Each letter, with the first of those that it leaves."""
    for group in groups_of(done):
        if group[0].letter is not None:
            yield group[0], group[0].letter


def deliver_all(
    desk: Desk, done: LeftAll, ways: Deliveries, command: str
) -> tuple[LeftAll, list[str], BowoutError | None]:
    """Hand all letters over that have an address; returns what to say of each, and the failure to report.

    One that a server refuses keeps none of the others from leaving; any other failure is theirs, too.
    """
    told: list[str] = []
    letters = beside = 0
    failure: BowoutError | None = None
    operation = desk.recorded
    if ways.one.way is None or operation is None:
        return done, told, None
    waiting = [(first, letter) for first, letter in _letters(done) if letter.to]
    left = list(done.left)
    for place, (first, letter) in enumerate(waiting):
        group = [each for each in left if each.letter is letter]
        replies = tuple(number for each in group for number in each.replies)
        whole = replace(first, replies=replies)
        changed, outcome = deliver(desk, whole, ways.of(first.application.id), operation, command=command)
        left = [replace(each, letter=changed.letter) if each in group else each for each in left]
        lines = (outcome.told or "").splitlines()
        letters, beside = letters + bool(lines), beside + len(lines[1:])
        if outcome.failure is not None:
            failure = outcome.failure
            if failure.code != "refused_by_server":
                rest = [str(other.application.id) for other, _ in waiting[place + 1 :]]
                told += [f"Not handed over, and still drafted: {', '.join(rest)}"] if rest else []
                break
            told.append(f"{first.application.id}: {failure.message}")
    return done._replace(left=tuple(left)), [*_sums(ways, letters, beside), *told], failure


def _sums(ways: Deliveries, letters: int, beside: int) -> Iterator[str]:
    where = {
        Way.EML: f"written to the folder {ways.folder}, ready to send from your mail program",
        Way.DRAFTS: "in your folder of drafts, ready to send",
        Way.SEND: "sent",
    }
    if letters and ways.one.way is not None:
        also = f", with {beside} declined invitation{'' if beside == 1 else 's'}" if beside else ""
        yield f"{letters} letter{'' if letters == 1 else 's'}{also}: {where[ways.one.way]}."


def finish_all(
    desk: Desk,
    printer: Printer,
    done: LeftAll,
    ways: Deliveries | None,
    *,
    command: str,
    dry: bool,
    waiting: bool = False,
) -> None:
    """Deliver the letters, and print the picture of what was done; a letter that did not leave is exit code 3."""
    told: list[str] = []
    failure = None
    if ways is not None and not dry:
        done, told, failure = deliver_all(desk, done, ways, command)
    print_all(printer, done, told, dry=dry, waiting=waiting)
    if failure is not None:
        raise failure
