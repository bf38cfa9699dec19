"""Take the last step back, or bring it back."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from bowout.domain.details import OperationView
from bowout.domain.errors import Refused
from bowout.domain.follow_ups import FollowUp
from bowout.domain.messages import UNSENT
from bowout.services.correspondence import told_by
from bowout.services.outbox import SMTP
from bowout.storage.codec import decode_row
from bowout.storage.models import Change, Message, MessageApplication, Operation
from bowout.storage.undo import bring_back, take_back
from bowout.storage.undoable import find_redoable, find_undoable
from bowout.storage.work import Work

_LEFT = ("sent", "sending")


class Undone(NamedTuple):
    """The step that was taken back; and the applications that letters of that step, which stay sent, tell of."""

    operation: OperationView
    still_told: tuple[int, ...]


def undo(work: Work, number: int | None = None, *, record_only: bool = False) -> Undone:
    """Take back the last step, or the one that `log` numbers so.

    Raises:
        NotFound: nothing to undo.
        Refused: a later step touched the same rows or wrote a letter that follows from them, or its
            letter was sent since.
    """
    operation = find_undoable(work.session, number)
    sent = _sent_letters(work, operation)
    _refuse_unsending(work, operation)
    _refuse_rewriting(work, operation, sent)
    _refuse_followed(work, operation)
    left = _left_by(work, operation)
    # Asked before the rows are gone that tell which applications a joint letter leaves.
    told = tuple(
        dict.fromkeys(
            application.id
            for letter in sent
            for application in told_by(work, letter)
            if application.id in left
        )
    )
    if sent and not record_only:
        then = f"; then {retracting(told)} writes to them" if told else ""
        raise Refused(
            f"{_sent(sent)} been sent; undo cannot call {'it' if len(sent) == 1 else 'them'} back.",
            f"To take back the record alone: bowout undo {operation.id} --record-only{then}.",
            code="sent",
        )
    # Where nothing has left the house, there is nothing but the record.
    take_back(work, operation, staying=frozenset(letter.id for letter in sent))
    return Undone(_view(operation, undone=True), told)


def retracting(applications: Sequence[int]) -> str:
    """How the letter to each of some applications is taken back: one note each."""
    first, *others = applications
    return f"bowout retract {first}" + (f" (and {', '.join(map(str, others))}, one by one)" if others else "")


def redo(work: Work) -> OperationView:
    """Bring back what the last undo took.

    Raises:
        NotFound: nothing to redo.
        Refused: a later step touched the same rows.
    """
    undone, operation = find_redoable(work.session)
    bring_back(work, undone, operation)
    return _view(operation, undone=False)


def _left_by(work: Work, operation: Operation) -> frozenset[int]:
    """The applications that a step left."""
    rows = work.session.scalars(
        select(Change.after).where(
            Change.operation_id == operation.id, Change.table_name == "withdrawal", Change.before.is_(None)
        )
    )
    return frozenset(int(decode_row(row or "{}")["application_id"] or 0) for row in rows)


def _moved_by(work: Work, operation: Operation) -> frozenset[int]:
    """The applications whose status a step changed."""
    changes = work.session.scalars(
        select(Change).where(
            Change.operation_id == operation.id,
            Change.table_name == "application",
            Change.before.is_not(None),
            Change.after.is_not(None),
        )
    )
    return frozenset(
        change.row_id
        for change in changes
        if decode_row(change.before or "{}")["status"] != decode_row(change.after or "{}")["status"]
    )


def _refuse_rewriting(work: Work, operation: Operation, sent: Sequence[Message]) -> None:
    """Refuse to take back a reopening whose letter to others, written anew, has been sent: they have it."""
    changed = select(Change).where(
        Change.operation_id == operation.id, Change.table_name == "withdrawal", Change.before.is_not(None)
    )
    own = {letter.id for letter in sent}
    anew = [
        letter
        for change in work.session.scalars(changed)
        if (letter := decode_row(change.after or "{}").get("message_id")) in own
        and decode_row(change.before or "{}").get("message_id") not in (None, letter)
    ]
    if anew:
        raise Refused(
            f"Letter {anew[0]} was written anew in this step, and has been sent.",
            "What was reopened can be left again: bowout withdraw.",
            code="sent",
        )


def _refuse_followed(work: Work, operation: Operation) -> None:
    """Refuse to take back a change of status that an unsent letter of a later step follows from."""
    changed = _moved_by(work, operation)
    if not changed:
        return
    following = (
        select(Change.operation_id, Message.id)
        .join(Message, Message.id == Change.row_id)
        .join(MessageApplication, MessageApplication.message_id == Message.id)
        .join(Operation, Operation.id == Change.operation_id)
        .where(Change.table_name == "message", Change.before.is_(None), Change.operation_id > operation.id)
        .where(Operation.undone_by.is_(None))
        .where(Message.situation.in_(tuple(FollowUp)), Message.state.in_(UNSENT))
        .where(MessageApplication.application_id.in_(changed))
        .order_by(Message.id.desc())
    )
    found = work.session.execute(following).first()
    if found is not None:
        step, letter = found
        raise Refused(
            f"Letter {letter}, not sent, follows from this step.",
            f"Undo that first: bowout undo {step}.",
            code="conflict",
        )


def _sent_letters(work: Work, operation: Operation) -> Sequence[Message]:
    """The letters that this step wrote and that have left since; an import brings some that had left before."""
    written = (
        select(Message, Change.after)
        .join(Change, Change.row_id == Message.id)
        .where(Change.operation_id == operation.id, Change.table_name == "message", Change.before.is_(None))
        .where(Message.state.in_(_LEFT))
        .order_by(Message.id)
    )
    return [
        letter
        for letter, after in work.session.execute(written)
        if decode_row(after or "{}")["state"] not in _LEFT
    ]


def _refuse_unsending(work: Work, operation: Operation) -> None:
    """Refuse to take back a step that sent a letter of an earlier one: it would look as if it had not left.

    The step that wrote the letter can be taken back, as far as it is a record.
    """
    made = select(Change.after).where(
        Change.operation_id == operation.id, Change.table_name == "delivery", Change.before.is_(None)
    )
    rows = [decode_row(row or "{}") for row in work.session.scalars(made)]
    posted = {int(row["message_id"] or 0) for row in rows if row.get("channel") == SMTP}
    written = select(Change.operation_id, Change.row_id).where(
        Change.table_name == "message", Change.before.is_(None), Change.row_id.in_(posted)
    )
    left = Message.id.in_(posted), Message.state.in_(_LEFT)
    sent = set(work.session.scalars(select(Message.id).where(*left)))
    for step, letter in work.session.execute(written.order_by(Change.row_id)):
        if step != operation.id and letter in sent:
            raise Refused(
                f"Letter {letter} left in this step; undo cannot call it back.",
                f"To take back what it tells, as a record: bowout undo {step} --record-only.",
                code="sent",
            )


def _sent(letters: Sequence[Message]) -> str:
    """Name letters as the beginning of a sentence: `Letters 1, 7 of this step have`."""
    several = len(letters) > 1
    numbers = ", ".join(str(letter.id) for letter in letters)
    return f"Letter{'s' if several else ''} {numbers} of this step {'have' if several else 'has'}"


def _view(operation: Operation, *, undone: bool) -> OperationView:
    return OperationView(operation.id, operation.at, operation.command, operation.summary, undone)
