"""bowout withdraw APP: leaving one process, or declining one of its stages (--keep)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from bowout import settings
from bowout.cli import leaving_prompts
from bowout.cli.context import Desk
from bowout.cli.deliver import deliver
from bowout.cli.leaving import print_left, read_people, write_or_edit
from bowout.cli.output import Printer, aside
from bowout.cli.ways import Delivery, Ways
from bowout.cli.wishes import wishes_of
from bowout.domain.errors import UsageError
from bowout.domain.leavings import Left
from bowout.domain.people import Person
from bowout.domain.reasons import REASONS, UNSPECIFIED, Reason, reason_named
from bowout.domain.situations import Situation

if TYPE_CHECKING:
    from bowout.cli.incoming import Arrival
    from bowout.domain.dates import Moment
    from bowout.services.keeping import Keeping
    from bowout.services.leaving import Leaving
    from bowout.services.letter_facts import Wishes
    from bowout.storage.models import Application
    from bowout.storage.work import Work


@dataclass(frozen=True, slots=True)
class Options:
    """What `withdraw` may be told of one process."""

    reason: str | None
    note: str | None
    say: str | None
    no_reason: bool
    no_letter: bool
    told: str | None
    highlight: str | None
    keep_in_touch: bool | None
    reconnect: str | None
    language: str | None
    tone: str | None
    form: str | None
    to: list[str] | None
    cc: list[str] | None
    on: str | None
    edit: bool
    dry_run: bool
    ways: Ways
    force: bool
    shipped: bool
    as_json: bool
    quiet: bool
    decline_invitations: bool
    from_: str | None
    as_: str | None


class _Ready(NamedTuple):
    """What was told, read: before anything is asked or recorded."""

    desk: Desk
    number: int | None
    arrival: "Arrival | None"
    reason: Reason | None
    people: tuple[tuple[Person, ...], tuple[Person, ...]]
    on: "Moment | None"
    told: "Moment | None"
    reconnect: "Moment | None"
    delivery: Delivery
    declines: bool


def check_options(options: Options, *, keep: bool) -> None:
    """Refuse options that contradict each other; UsageError."""
    if options.no_letter:
        _check_no_letter(options)
    options.ways.check()
    if options.as_ is not None and options.from_ is None:
        raise UsageError("--as says as whom an invitation reached you.", "Add --from FILE, or leave it out.")
    if options.say is not None and options.no_reason:
        raise UsageError("--say gives a reason and --no-reason none.", "Leave one of them out.")
    if options.say is not None and not options.say.strip():
        raise UsageError("--say is empty.", "Write a sentence, or use --no-reason.")
    left = options.highlight, options.keep_in_touch, options.told, options.reconnect
    if keep and any(value is not None for value in left):
        raise UsageError(
            "--keep declines one stage and leaves nothing, so the process is not told of as over.",
            "Leave out --highlight, --keep-in-touch, --told and --reconnect, or --keep.",
        )


def _check_no_letter(options: Options) -> None:
    texts = (
        options.say, options.highlight, options.keep_in_touch, options.language, options.tone, options.form,
        options.to, options.cc,
    )  # fmt: skip
    switches = options.ways.chosen, options.force, options.shipped, options.edit
    if any(value is not None for value in texts) or any(switches):
        raise UsageError(
            "--no-letter writes none, so nothing can be said of it.", "Leave out --no-letter, or the rest."
        )


def withdraw_one(app: str | None, options: Options) -> None:
    """Leave the process, and deliver its letter."""
    from bowout.services.leaving import Leaving

    ready = _prepare(app, options)
    desk, number = ready.desk, ready.number
    steps = (
        leaving_prompts.check(desk, number, yes=options.ways.yes, dry=options.dry_run)
        if number
        else leaving_prompts.Steps()
    )
    order = Leaving(
        reason=ready.reason or leaving_prompts.reason(desk, number),
        wishes=_wishes(ready, options),
        note=options.note,
        on=ready.on,
        told=ready.told,
        reconnect=ready.reconnect,
        force=options.force,
        held=steps.held,
        missed=steps.missed,
        decline_invitations=options.decline_invitations,
    )
    left, operation = write_or_edit(partial(_leave, ready), order, edit=options.edit, dry=options.dry_run)
    rescinded = left.withdrawal and left.withdrawal.situation == Situation.RESCIND_ACCEPTANCE
    if options.keep_in_touch and rescinded:
        aside("A letter that takes an acceptance back opens no door: --keep-in-touch is left out.")
    _finish(ready, options, left, operation)


def decline_stage(app: str | None, stage: str, options: Options) -> None:
    """Decline one stage of the process, stay in it, and deliver the letter."""
    from bowout.services.keeping import Keeping

    ready = _prepare(app, options)
    wishes = _wishes(ready, options)
    order = Keeping(
        stage,
        wishes,
        ready.reason,
        options.note,
        on=ready.on,
        force=options.force,
        decline_invitation=options.decline_invitations,
    )
    left, operation = write_or_edit(partial(_decline, ready), order, edit=options.edit, dry=options.dry_run)
    _finish(ready, options, left, operation, what="one stage declined, the process goes on")


def _prepare(app: str | None, options: Options) -> _Ready:
    desk = Desk()
    named, unspecified = options.reason, REASONS[UNSPECIFIED] if options.no_reason else None
    reason = reason_named(named) if named else unspecified
    leaving_prompts.highlight(
        options.highlight, desk.profile, in_language=options.language, in_tone=options.tone
    )
    people = read_people(options.to), read_people(options.cc, reachable=True)
    on, told, reconnect = (
        desk.happened(options.on), desk.happened(options.told), desk.ahead(options.reconnect)
    )  # fmt: skip
    came = None
    if options.from_ is not None:
        from bowout.cli.incoming import arrival

        if not options.no_letter:
            leaving_prompts.writer(desk, "; or use --no-letter.")  # as whom I am invited
        came = arrival(desk, options.from_, desk.find(app) if app is not None else None, options.as_)
    number = came.decision.number if came else desk.find(app or "")
    if options.no_letter:
        delivery = Delivery()
    else:
        delivery = Delivery.wanted(desk, options.ways, f"withdrawal-{number or 'new'}", dry=options.dry_run)
    declines = options.decline_invitations
    return _Ready(desk, number, came, reason, people, on, told, reconnect, delivery, declines)


def _wishes(ready: _Ready, options: Options) -> "Wishes | None":
    if options.no_letter:
        return None
    return wishes_of(
        leaving_prompts.writer(ready.desk, "; or use --no-letter."),
        settings.load(),
        language=options.language,
        tone=options.tone,
        form=options.form,
        said=options.say,
        highlight=options.highlight,
        keep_in_touch=options.keep_in_touch,
        no_reason=options.no_reason,
        people=ready.people,
    )


def _leave(ready: _Ready, order: "Leaving", dry: bool) -> tuple[Left, int | None]:
    from bowout.services.withdraw import withdraw

    with ready.desk.changing("withdraw") as work:
        work.dry = dry
        application, tell = _arrived(work, ready)
        left = tell(withdraw(work, application, order, ready.desk.profile))
        ready.delivery.check(work, left.letter)
    return left, work.operation.id


def _decline(ready: _Ready, order: "Keeping", dry: bool) -> tuple[Left, int | None]:
    from bowout.services.keeping import decline_step

    with ready.desk.changing("withdraw") as work:
        work.dry = dry
        application, tell = _arrived(work, ready)
        left = tell(decline_step(work, application, order, ready.desk.profile))
        ready.delivery.check(work, left.letter)
    return left, work.operation.id


def _arrived(work: "Work", ready: _Ready) -> tuple["Application", Callable[[Left], Left]]:
    """The application, once the mail that the command begins with is taken in; and what adds that to what was done."""
    from bowout.services.events import load_application

    if ready.arrival is None:
        return load_application(work, ready.number or 0), lambda left: left
    from bowout.services.unanswered import add_arrival, why_no_reply

    taken = ready.arrival.take_in(work)
    application = load_application(work, taken.application_id or 0)
    # Before it is left: then nothing of it lies ahead.
    refusal = why_no_reply(work, application, ready.arrival.received) if ready.declines else None
    return application, partial(add_arrival, work, done=taken.done, refusal=refusal)


def _finish(
    ready: _Ready, options: Options, left: Left, operation: int | None, what: str | None = None
) -> None:
    """Deliver the letter, if one was recorded, and print what was done."""
    printer = Printer(json=options.as_json, quiet=options.quiet, piped_text=not options.no_letter)
    if options.dry_run or left.letter is None or operation is None:
        print_left(printer, left, dry=options.dry_run, what=what)
        return
    left, outcome = deliver(ready.desk, left, ready.delivery, operation)
    print_left(printer, left, done=outcome.told, what=what, seen=outcome.seen)
    if outcome.failure is not None:
        raise outcome.failure
