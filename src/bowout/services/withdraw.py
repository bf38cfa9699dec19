"""The main job: leave a process, and write the letter that fits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bowout import __version__
from bowout.domain.dates import Moment, show
from bowout.domain.details import CheckView, Left, LetterView
from bowout.domain.errors import CheckFailed, Refused, UsageError
from bowout.domain.people import Person
from bowout.domain.reasons import Reason
from bowout.domain.results import ProfileView
from bowout.domain.situations import Situation
from bowout.domain.stages import OPEN_STATES, StageKind, StageState
from bowout.domain.statuses import Status
from bowout.letters.facts import Draft, Finding, LetterFacts
from bowout.services.can_leave import check_can_leave
from bowout.services.events import record_event, set_status, title
from bowout.services.letter_facts import Wishes, letter_facts, private_words
from bowout.services.stage_changes import close_stage, finish_stage
from bowout.services.stages import name_of, stages_of
from bowout.services.standing import Record, instant, read_record
from bowout.storage import details, views
from bowout.storage.codec import encode_people, encode_words
from bowout.storage.models import Application, Message, Reminder, Withdrawal
from bowout.storage.work import Work


@dataclass(frozen=True, slots=True)
class Leaving:
    """What `withdraw` was told. `wishes` None: no letter is written.

    `held` and `missed` are the numbers of booked steps whose time has passed,
    and that did or did not take place.
    """

    reason: Reason
    wishes: Wishes | None
    note: str | None = None
    on: Moment | None = None
    told: Moment | None = None
    reconnect: Moment | None = None
    force: bool = False
    held: tuple[int, ...] = ()
    missed: tuple[int, ...] = ()


def withdraw(work: Work, application: Application, leaving: Leaving, profile: ProfileView) -> Left:
    """Leave a process: the reason recorded, what lies ahead closed, the letter written, checked and logged.

    Raises:
        Refused: it was left already, they ended it, or there is nothing to leave.
        CheckFailed: the letter has an error, and was not to be written all the same.
    """
    check_can_leave(work.reader, application.id, work.now)
    _check_days(application, leaving)
    _settle(work, application, leaving)
    record = read_record(work.reader, application.id, work.now, _moment_of_leaving(work, leaving))
    situation = record.situation
    if situation is None:
        raise Refused(
            f"{title(work, application)} is only saved: there is nothing to leave.",
            f"To remove it: bowout delete {application.id}.",
            code="nothing_to_leave",
        )
    written = None if leaving.wishes is None else _write(work, application, record, leaving, profile)
    withdrawal = note_withdrawal(work, application, record, leaving, situation)
    closed = _close(work, application, record, leaving)
    message = None
    if written is not None:
        message = _log_letter(work, application, written)
        withdrawal.stated, withdrawal.message_id = written.stated, message.id
    work.operation.summary = f"withdraw from {title(work, application)}"
    view = views.application(work.reader, application.id, work.now)
    if view.withdrawal is None:
        raise AssertionError("a withdrawal was recorded and is not there")
    return Left(
        application=view,
        withdrawal=view.withdrawal,
        letter=None if message is None else _letter_view(work, message),
        checks=_assumptions(work, record) + (written.checks if written else ()),
        closed=closed,
    )


@dataclass(frozen=True, slots=True)
class _Written:
    facts: LetterFacts
    draft: Draft
    checks: tuple[CheckView, ...]
    advice: tuple[str, ...]
    stated: str | None
    cc: tuple[Person, ...]


def _settle(work: Work, application: Application, leaving: Leaving) -> None:
    for stage in stages_of(work, application):
        if stage.number in leaving.held:
            finish_stage(work, application, stage, outcome=None)
        elif stage.number in leaving.missed:
            close_stage(work, application, stage, StageState.CANCELLED, at=work.at)


def _write(
    work: Work, application: Application, record: Record, leaving: Leaving, profile: ProfileView
) -> _Written:
    from bowout.letters.advice import advice
    from bowout.letters.checks import check
    from bowout.letters.compose import compose
    from bowout.letters.wording import sentence
    from bowout.services.surroundings import surroundings_of

    wishes = leaving.wishes
    if wishes is None:
        raise ValueError("no letter is wanted")
    facts = letter_facts(work.reader, record, leaving.reason, wishes, profile)
    draft = compose(facts)
    findings = check(draft, facts, private_words(work.reader, record, leaving.note))
    refuse_errors(findings, force=leaving.force)
    stated = (
        facts.said
        or (facts.statement and sentence(facts.statement, facts.situation, facts.language, facts.tone))
        or None
    )
    return _Written(
        facts,
        draft,
        tuple(CheckView(found.code, found.level, found.message) for found in findings)
        + _warn_of_repeating(work, application, draft.body),
        advice(facts, surroundings_of(work.reader, record, facts, wishes.cc)),
        stated,
        wishes.cc,
    )


def refuse_errors(findings: tuple[Finding, ...], *, force: bool) -> None:
    """Stop at the first look where a letter has an error.

    Raises:
        CheckFailed: names each error.
    """
    errors = [found.message for found in findings if found.level == "error"]
    if errors and not force:
        raise CheckFailed(
            f"The letter did not pass its checks: {' '.join(errors)}",
            "Nothing changed. Change --say or --highlight, or write it all the same with --force.",
        )


def _moment_of_leaving(work: Work, leaving: Leaving) -> datetime:
    """When it happened: what lay ahead then had not been held, also where it is told later."""
    if leaving.on is None:
        return work.now
    return min(work.now, instant(leaving.on.text, work.now) or work.now)


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


def _close(work: Work, application: Application, record: Record, leaving: Leaving) -> tuple[str, ...]:
    """Close the application and what lies ahead; returns what was closed, for people."""
    on = leaving.on.text if leaving.on else work.at
    closed = []
    numbers = [stage.number for stage in record.ahead()]
    stages = {stage.number: stage for stage in stages_of(work, application)}
    for stage in (stages[number] for number in numbers):
        close_stage(work, application, stage, StageState.DECLINED, at=on)
        when = f" on {show(stage.at, work.now.tzinfo)}" if stage.at and work.now.tzinfo else ""
        closed.append(f"Closed: {name_of(stage)}{when}, declined")
    open_reminders = select(Reminder).where(
        Reminder.application_id == application.id, Reminder.done_at.is_(None)
    )
    for reminder in work.session.scalars(open_reminders):
        reminder.done_at = work.at
        closed.append(f"Closed: the reminder for {reminder.due_on}")
    if leaving.reconnect:
        work.session.add(
            Reminder(
                application_id=application.id,
                due_on=str(leaving.reconnect.day),
                text="get back in touch",
                why="reconnect",
            )
        )
        closed.append(f"Reminder: get back in touch on {leaving.reconnect.day}")
    set_status(work, application, Status.WITHDRAWN, "withdrawn", at=on, text=leaving.reason.slug)
    if leaving.told:
        record_event(work, application, "told", at=leaving.told.text)
    return tuple(closed)


def _log_letter(work: Work, application: Application, written: _Written) -> Message:
    from bowout.mail.message import new_message_id

    facts = written.facts
    sender = Person(facts.sender.name, facts.sender.email)
    message = Message(
        application_id=application.id,
        direction="out",
        situation=facts.situation,
        template=facts.letter,
        template_version=__version__,
        language=facts.language,
        tone=facts.tone,
        sender=encode_people([sender]),
        recipients=encode_people([person for person in facts.recipients if person.email]),
        cc=encode_people(written.cc),
        subject=written.draft.subject,
        body=written.draft.body,
        advice=encode_words(written.advice),
        message_id=new_message_id(facts.sender.email),
        state="drafted",
        created_at=work.at,
    )
    work.session.add(message)
    work.session.flush()
    record_event(work, application, "letter_drafted", at=work.at, to="drafted", text=message.subject)
    return message


def _letter_view(work: Work, message: Message) -> LetterView:
    view = details.letter(work.reader, message.id)[1]
    # What a dry run shows has no number: the next letter will have it.
    return view._replace(id=None, message_id=None) if work.dry else view


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


def _check_days(application: Application, leaving: Leaving) -> None:
    """Refuse days that contradict each other; UsageError."""
    if leaving.on and application.applied_on and leaving.on.day.isoformat() < application.applied_on:
        raise UsageError(
            f"You applied on {application.applied_on}, after {leaving.on.day}.", "Give a later --on."
        )
    if leaving.on and leaving.told and leaving.told.day < leaving.on.day:
        raise UsageError(
            "You cannot have told them before you left.", "Give a later --told, or an earlier --on."
        )


def _warn_of_repeating(work: Work, application: Application, body: str) -> tuple[CheckView, ...]:
    same = select(Message.id).where(
        Message.application_id == application.id, Message.state == "sent", Message.body == body
    )
    if work.session.scalars(same).first() is None:
        return ()
    return (
        CheckView("same_letter", "warning", "They have had this very letter before: say it anew with --say."),
    )
