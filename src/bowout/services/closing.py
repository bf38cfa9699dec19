"""The loop closed: that they were told, and what they answered."""

from sqlalchemy import select

from bowout.domain.dates import Moment
from bowout.domain.errors import Refused, UsageError
from bowout.services.correspondence import tell_of
from bowout.services.events import record_event, stop_reminders, title
from bowout.storage import letter_queries
from bowout.storage.models import Application, Withdrawal
from bowout.storage.work import Work


def note_told(work: Work, application: Application, on: Moment | None = None) -> None:
    """Note that I told them that I left: by phone, in the portal.

    Raises:
        Refused: I did not leave, or they were told already.
        UsageError: on a day before I left.
    """
    own = Withdrawal.application_id == application.id
    withdrawal = work.session.scalars(select(Withdrawal).where(own, Withdrawal.revoked_at.is_(None))).first()
    if withdrawal is None:
        raise Refused(
            f"{title(work, application)} is {application.status}: there is nothing to tell them.",
            f"To leave and to have told them: bowout withdraw {application.id} --no-letter --told today.",
            code="not_withdrawn",
        )
    if withdrawal.told_on is not None:
        raise Refused(
            f"{title(work, application)}: they were told on {withdrawal.told_on}.",
            "Nothing to do.",
            code="already_told",
        )
    tell_of(withdrawal, str(on.day if on else work.now.date()))
    record_event(work, application, "told", at=on.text if on else work.at)
    work.operation.summary = f"told {title(work, application)}"


def note_answer(
    work: Work, application: Application, text: str | None = None, on: Moment | None = None
) -> None:
    """Note that they answered a letter of mine; `text` is private.

    Raises:
        Refused: no letter was sent to them.
        UsageError: on a day before the first of them was.
    """
    sent = work.reader.rows(letter_queries.LETTERS_SENT, {"id": application.id})
    if not sent:
        raise Refused(
            f"{title(work, application)}: no letter of yours was sent.",
            f"If one was: bowout sent {application.id}; then this again.",
            code="nothing_sent",
        )
    first = sent[0]["sent_at"]
    if on and str(on.day) < first[:10]:
        raise UsageError(f"Your first letter was sent on {first[:10]}, after {on.day}.", "Give a later --on.")
    record_answer(work, application, text, on.text if on else work.at)


def record_answer(work: Work, application: Application, text: str | None, at: str) -> list[str]:
    """Record an answer that came `at` a time, as stored; returns the days of the reminders that it stops.

    Where the process goes on, what was to be done may be about something else.
    """
    words = (text or "").strip() or None
    record_event(work, application, "answered", at=at, text=words)
    work.operation.summary = f"answer of {title(work, application)}"
    return stop_reminders(work, application) if application.closed_at else []
