"""Leave every open process in one step: a letter to each reader, what is long silent closed as ghosted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bowout.domain.dates import Moment
from bowout.domain.errors import BowoutError, CheckFailed, IllegalMove, Refused
from bowout.domain.leavings import CheckView, Left, LeftAll, StaysOpen
from bowout.domain.names import fold
from bowout.domain.results import ProfileView
from bowout.domain.statuses import REOPENED_BY_NOTE, Status
from bowout.services.events import load_application, title
from bowout.services.joint_writing import Part, write_joint
from bowout.services.leave_plan import LeavingAll, Parting, Plan, plan_leaving
from bowout.services.leaving import Gone, Leaving, record_leaving, tell
from bowout.services.letter_facts import private_words
from bowout.services.moves import move
from bowout.services.said import Stated
from bowout.services.writing import Letter
from bowout.storage import views
from bowout.storage.models import Application
from bowout.storage.work import Work


def accept(
    work: Work, application: Application, on: Moment | None, others: LeavingAll | None, profile: ProfileView
) -> LeftAll:
    """Accept an offer, and leave the `others` as they say; None: nothing becomes of them.

    Raises:
        IllegalMove: there is no offer.
        Refused: it is accepted already, and nothing else was to be done.
    """
    name = title(work, application)
    if application.status != Status.ACCEPTED:
        _accept(work, application, on)
    elif others is None:
        hint = "To leave the others: add --withdraw-others."
        raise Refused(f"{name} is accepted already.", hint, code="same_status")
    done = LeftAll(None, (), (), ()) if others is None else _leave(work, others, profile, application.id)
    number = len(done.left) + len(done.ghosted)
    leave = f"; leave {number} other{'' if number == 1 else 's'}" if number else ""
    work.operation.summary = f"accept {name}{leave}"
    return done._replace(application=views.application(work.reader, application.id, work.now))


def leave_all(work: Work, order: LeavingAll, profile: ProfileView) -> LeftAll:
    """Leave every open process, as it says.

    Raises:
        Refused: none is open that could be left.
    """
    done = _leave(work, order, profile, None)
    if not (done.left or done.ghosted or done.failed or order.seen):
        stay = "; ".join(f"{each.application.id} stays: {each.message}" for each in done.open)
        raise Refused(
            "No process is open that could be left.", f"{stay}." if stay else "", code="nothing_to_leave"
        )
    number = len(done.left) + len(done.ghosted)
    work.operation.summary = f"leave {number} application{'' if number == 1 else 's'}"
    return done


def _accept(work: Work, application: Application, on: Moment | None) -> None:
    try:
        move(work, [application], Status.ACCEPTED, on=on)
    except IllegalMove as refusal:
        note = ' --note "why"' if application.status in REOPENED_BY_NOTE else ""
        refusal.hint = (
            f"When they have made an offer: bowout move {application.id} offer{note}, then accept it."
        )
        raise


class _Written(NamedTuple):
    """Those whom one letter leaves, and the letter; or why it cannot be written."""

    group: tuple[Parting, ...]
    letter: Letter | None
    failure: BowoutError | None = None


def _leave(work: Work, order: LeavingAll, profile: ProfileView, accepted: int | None) -> LeftAll:
    """All letters first, then all writing: one that fails leaves no trace of its applications."""
    plan = plan_leaving(work, order, profile, accepted)
    employer = load_application(work, accepted).company_id if accepted else None
    written: list[_Written] = []
    for group in plan.letters:
        written.append(_write(work, group, order, plan, _said_to(group, written)))
    left: list[Left] = []
    for group, letter, _ in written:
        if letter is not None:
            gone = [
                record_leaving(work, load_application(work, each.number), each.record, _leaving(each, order))
                for each in group
            ]
            left += tell(work, gone, _known_to(letter, gone, employer), profile)
    ghosts = [load_application(work, each.number) for each in plan.ghosted]
    if ghosts:
        move(work, ghosts, Status.GHOSTED)
    return LeftAll(
        application=None,
        left=tuple(left),
        ghosted=tuple(views.application(work.reader, each.number, work.now) for each in plan.ghosted),
        open=(
            *(_failed(each, failure) for group, _, failure in written if failure for each in group),
            *plan.open,
        ),
    )


def _write(
    work: Work, group: tuple[Parting, ...], order: LeavingAll, plan: Plan, beside: list[Stated]
) -> _Written:
    numbers = frozenset(each.number for each in group)
    parts = [
        Part(each.record, each.facts, private_words(work.reader, each.record, order.note)) for each in group
    ]
    try:
        letter = write_joint(
            work,
            parts,
            leaving=plan.leaving,
            edited=order.edited.get(numbers),
            force=not order.forced.isdisjoint(numbers),
            beside=beside,
        )
    except BowoutError as failure:
        return _Written(group, None, failure)
    return _Written(group, letter)


def _known_to(letter: Letter, gone: Sequence[Gone], employer: int | None) -> Letter:
    """Warn of a letter to the new employer: it was written as to people who do not know of the acceptance."""
    if all(each.application.company_id != employer for each in gone):
        return letter
    told = (
        "you accept another position at this company, which the letter does not say: "
        "change it, or keep this open and tell them yourself."
    )
    return replace(letter, checks=(*letter.checks, CheckView("accepted_here", "warning", told)))


def _said_to(group: tuple[Parting, ...], written: list[_Written]) -> list[Stated]:
    """What the letters of this step gave as a reason to others at the companies of a group."""
    companies = {fold(each.facts.company) for each in group}
    return [
        Stated(each.number, letter.stated, letter.statement, letter.facts.language)
        for others, letter, _ in written
        if letter is not None and letter.stated is not None
        for each in others
        if fold(each.facts.company) in companies
    ]


def _leaving(parting: Parting, order: LeavingAll) -> Leaving:
    return Leaving(
        order.reason_of(parting.number),
        order.wishes,
        note=order.note,
        decline_invitations=order.decline_invitations,
    )


def _failed(parting: Parting, failure: BowoutError) -> StaysOpen:
    hint = "" if isinstance(failure, CheckFailed) else f" {failure.hint}"
    return StaysOpen(parting.record.view, failure.code, f"{failure.message}{hint}".rstrip())
