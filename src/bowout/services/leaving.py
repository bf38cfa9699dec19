"""What leaving records: that I left and why, what lay ahead closed, the status, and which letter says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from bowout.domain.dates import Moment, show
from bowout.domain.details import LetterView
from bowout.domain.leavings import CheckView, Left
from bowout.domain.messages import UNSENT
from bowout.domain.reasons import Reason
from bowout.domain.results import ProfileView
from bowout.domain.situations import Situation
from bowout.domain.stages import OPEN_STATES, StageKind, StageState
from bowout.domain.statuses import Status
from bowout.domain.ways import call_first
from bowout.services.declining import Declined, draft_replies
from bowout.services.events import record_event, set_status
from bowout.services.groundless import drop_groundless
from bowout.services.letter_facts import Wishes
from bowout.services.letter_log import letter_view, log_letter
from bowout.services.reminders import remind_to_reconnect
from bowout.services.stage_changes import close_stage
from bowout.services.stages import name_of, stages_of
from bowout.services.standing import Record
from bowout.services.writing import Edited, Letter
from bowout.storage import views
from bowout.storage.models import Application, Message, MessageApplication, Stage, Withdrawal
from bowout.storage.work import Work


@dataclass(frozen=True, slots=True)
class Leaving:
    """What `withdraw` was told. `wishes` None: no letter is written. `edited` takes the place of ours.

    `held` and `missed` are the numbers of booked steps whose time has passed,
    and that did or did not take place. `decline_invitations`: those to the steps ahead are answered.
    """

    reason: Reason
    wishes: Wishes | None
    note: str | None = None
    on: Moment | None = None
    told: Moment | None = None
    reconnect: Moment | None = None
    force: bool = False
    edited: Edited | None = None
    held: tuple[int, ...] = ()
    missed: tuple[int, ...] = ()
    decline_invitations: bool = True


class Gone(NamedTuple):
    """A process as it was left, what that closed, for people, and what letters of before now say wrongly.

    `declined` are the steps whose invitations are to be declined.
    """

    application: Application
    record: Record
    withdrawal: Withdrawal
    closed: tuple[str, ...]
    outdated: tuple[CheckView, ...]
    declined: tuple[Stage, ...]


def record_leaving(work: Work, application: Application, record: Record, leaving: Leaving) -> Gone:
    """Record that a process is left, as it stood in `record`."""
    if record.situation is None:
        raise ValueError("there is nothing to leave")
    outdated = _outdated(work, application)
    withdrawal = note_withdrawal(work, application, record, leaving, record.situation)
    stages = _stages_ahead(work, application, record)
    closed = _close(work, application, stages, leaving) + drop_groundless(work, application)
    declined = stages if leaving.decline_invitations else ()
    return Gone(application, record, withdrawal, closed, outdated, declined)


def _outdated(work: Work, application: Application) -> tuple[CheckView, ...]:
    """Point out unsent letters about others that name this one, as if it went on."""
    naming = (
        select(Message)
        .join(MessageApplication, MessageApplication.message_id == Message.id)
        .where(MessageApplication.application_id == application.id, MessageApplication.named_only.is_(True))
        .where(Message.state.in_(UNSENT))
    )
    return tuple(
        CheckView(
            "outdated",
            "warning",
            f"Letter {message.id}, not sent yet, names this application as one that goes on: "
            f"bowout letters show {message.id}.",
        )
        for message in work.session.scalars(naming.order_by(Message.id))
    )


def tell(work: Work, gone: Sequence[Gone], letter: Letter | None, profile: ProfileView) -> tuple[Left, ...]:
    """Log the letter that tells of these, decline the invitations, and say what was done with each."""
    shown = None
    if letter is not None:
        message = log_letter(work, [each.application for each in gone], letter)
        for each in gone:
            each.withdrawal.stated, each.withdrawal.message_id = letter.stated, message.id
        shown = letter_view(work, message)
    replies = [draft_replies(work, each.application, each.declined, profile, letter) for each in gone]
    return tuple(_left(work, each, letter, shown, own) for each, own in zip(gone, replies, strict=True))


def _left(work: Work, gone: Gone, letter: Letter | None, shown: LetterView | None, replies: Declined) -> Left:
    view = views.application(work.reader, gone.application.id, work.now)
    if view.withdrawal is None:
        raise AssertionError("a withdrawal was recorded and is not there")
    checks = _assumptions(work, gone.record) + gone.outdated + (letter.checks if letter else ())
    call, stated = (_calls(letter), _stated(letter)) if letter else (False, None)
    return Left(
        application=view,
        withdrawal=view.withdrawal,
        letter=shown,
        checks=checks + replies.checks,
        closed=gone.closed,
        call=call,
        stated=stated,
        declined=replies.told,
        replies=replies.numbers(work),
    )


def _stated(letter: Letter) -> str | None:
    facts = letter.facts
    return letter.stated or (None if letter.by_hand or facts.said or facts.statement else "")


def _calls(letter: Letter) -> bool:
    imminent = letter.facts.circumstances.imminent is not None
    return call_first(letter.facts.situation, imminent=imminent) is not None


def note_withdrawal(
    work: Work, application: Application, record: Record, leaving: Leaving, situation: Situation
) -> Withdrawal:
    """Record that I left, why, and at which stage."""
    withdrawal = Withdrawal(
        application_id=application.id,
        reason=leaving.reason.slug,
        note=leaving.note or None,
        situation=situation,
        stage=record.left_at(),
        decided_on=str(leaving.on.day if leaving.on else work.now.date()),
        told_on=str(leaving.told.day) if leaving.told else None,
    )
    work.session.add(withdrawal)
    work.session.flush()
    return withdrawal


def _stages_ahead(work: Work, application: Application, record: Record) -> tuple[Stage, ...]:
    stages = {stage.number: stage for stage in stages_of(work, application)}
    return tuple(stages[stage.number] for stage in record.ahead())


def _close(work: Work, application: Application, ahead: Sequence[Stage], leaving: Leaving) -> tuple[str, ...]:
    """Close the application and what lies ahead; returns what was closed, for people."""
    on = leaving.on.text if leaving.on else work.at
    closed = []
    for stage in ahead:
        close_stage(work, application, stage, StageState.DECLINED, at=on)
        when = f" on {show(stage.at, work.now.tzinfo)}" if stage.at and work.now.tzinfo else ""
        closed.append(f"Closed: {name_of(stage)}{when}, declined")
    stopped = set_status(work, application, Status.WITHDRAWN, "withdrawn", at=on, text=leaving.reason.slug)
    closed += [f"Closed: the reminder for {day}" for day in stopped]
    if leaving.reconnect:
        remind_to_reconnect(work, application, leaving.reconnect.day)
        closed.append(f"Reminder: get back in touch on {leaving.reconnect.day}")
    if leaving.told:
        record_event(work, application, "told", at=leaving.told.text)
    return tuple(closed)


def _assumptions(work: Work, record: Record) -> tuple[CheckView, ...]:
    first = "" if work.dry else "bowout undo, then "
    return tuple(
        CheckView(
            "assumed_held",
            "warning",
            f"The {name_of(stage)} was booked and its time has passed, so it counts as held; "
            f"if it did not take place: {first}bowout stage cancel {record.view.id} {stage.number}.",
        )
        for stage in record.assumed_held()
        if stage.state in OPEN_STATES and stage.kind != StageKind.OFFER
    )
