"""Letters that are not the leaving itself: what their commands share."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import typer

from bowout import settings
from bowout.cli import leaving_prompts
from bowout.cli.context import Desk
from bowout.cli.deliver import deliver
from bowout.cli.leaving import print_left, read_people, write_or_edit
from bowout.cli.output import Printer
from bowout.cli.ways import Delivery, Ways
from bowout.cli.wishes import wishes_of
from bowout.domain.errors import CheckFailed
from bowout.domain.follow_ups import FollowUp
from bowout.domain.leavings import Left
from bowout.domain.statuses import OPEN, Status

if TYPE_CHECKING:
    from bowout.services.follow_up import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What every one of these commands may be told."""

    language: str | None = None
    tone: str | None = None
    form: str | None = None
    to: list[str] | None = None
    cc: list[str] | None = None
    edit: bool = False
    dry_run: bool = False
    ways: Ways
    force: bool = False
    shipped: bool = False
    as_json: bool = False
    quiet: bool = False


def write(
    context: typer.Context,
    kind: FollowUp,
    app: str,
    options: Options,
    *,
    about: str,
    fitting: Sequence[Status] = OPEN,
    say: str | None = None,
    position: str | None = None,
    highlight: str | None = None,
) -> None:
    """Write the letter and deliver it; `about` says what it is, `fitting` are the statuses that it may follow."""
    from bowout.letters.sources import own_templates
    from bowout.services.follow_up import Order
    from bowout.storage.details import language_of_leaving

    options.ways.check()
    context.with_resource(own_templates(not options.shipped))
    desk = Desk()
    people = read_people(options.to), read_people(options.cc, reachable=True)
    number = desk.find(app, prefer=fitting, fits=lambda status: status in fitting)
    stem = f"{kind.replace('_', '-')}-{number}"
    delivery = Delivery.wanted(desk, options.ways, stem, dry=options.dry_run)
    profile = leaving_prompts.writer(desk)
    with desk.reading() as reader:
        written_in = language_of_leaving(reader, number)
    language = options.language or written_in
    leaving_prompts.highlight(highlight, profile, in_language=language, in_tone=options.tone)
    wishes = wishes_of(
        profile,
        settings.load(),
        language=language,
        tone=options.tone,
        form=options.form,
        said=say,
        highlight=highlight,
        people=people,
    )
    order = Order(kind, wishes, position=position, force=options.force)
    try:
        left, operation = write_or_edit(
            partial(_record, desk, number, delivery), order, edit=options.edit, dry=options.dry_run
        )
    except CheckFailed as refusal:
        if not options.edit:
            refusal.hint = _how_to_mend(kind)
        raise
    printer = Printer(json=options.as_json, quiet=options.quiet, piped_text=True)
    if options.dry_run or operation is None:
        print_written(printer, left, about, dry=True)
        return
    left, outcome = deliver(desk, left, delivery, operation)
    print_written(printer, left, about, done=outcome.told, seen=outcome.seen)
    if outcome.failure is not None:
        raise outcome.failure


def _record(
    desk: Desk, number: int, delivery: Delivery, order: "Order", dry: bool
) -> tuple[Left, int | None]:
    from bowout.services.events import load_application
    from bowout.services.follow_up import follow_up

    with desk.changing(_COMMANDS[order.kind]) as work:
        work.dry = dry
        left = follow_up(work, load_application(work, number), order, desk.profile)
        delivery.check(work, left.letter)
    return left, work.operation.id


def _how_to_mend(kind: FollowUp) -> str:
    """Name what this command has to change the letter with."""
    words = f"{_WORDED_BY[kind]} or " if kind in _WORDED_BY else ""
    return f"Nothing changed. Change {words}the text (--edit), or write it all the same with --force."


# The options that put words into the letter.
_WORDED_BY = {
    FollowUp.EXPLAIN: "--say",
    FollowUp.RECONNECT: "--position, --highlight",
    FollowUp.STILL_INTERESTED: "--highlight",
}
# The command's name in `bowout log`.
_COMMANDS = {
    FollowUp.EXPLAIN: "explain",
    FollowUp.RECONNECT: "reconnect",
    FollowUp.STILL_INTERESTED: "reaffirm",
    FollowUp.TAKE_BACK: "retract",
    FollowUp.STAND_BY: "insist",
    FollowUp.DECLINE_COUNTER_OFFER: "insist",
}


def print_written(
    printer: Printer,
    left: Left,
    about: str,
    *,
    dry: bool = False,
    done: str | None = None,
    seen: bool = False,
) -> None:
    """Print the letter, as `letters show` does, and its checks."""
    if printer.json and left.letter is not None:
        shown = left.letter._asdict()
        printer.data({"application_id": left.application.id, **shown, "checks": left.checks})
        return
    print_left(printer, left, dry=dry, done=done, what=about, seen=seen)
