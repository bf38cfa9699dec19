"""Something to do on a day: set, and done."""

from datetime import date

from sqlalchemy import select

from bowout.domain.agenda import Kind
from bowout.domain.details import ReminderView
from bowout.domain.errors import NotFound
from bowout.services.events import title
from bowout.storage.models import Application, Reminder
from bowout.storage.work import Work


def add_reminder(work: Work, application: Application, on: date, text: str | None) -> ReminderView:
    """Set a reminder for a day; the agenda lists it until it is done."""
    reminder = Reminder(
        application_id=application.id, due_on=on.isoformat(), text=(text or "").strip() or None
    )
    work.session.add(reminder)
    work.session.flush()
    work.touch(application)
    work.operation.summary = f"reminder on {title(work, application)}"
    return _view(reminder)


def finish_reminders(work: Work, application: Application) -> list[ReminderView]:
    """Mark as done the reminders of an application that are due, or the next one if none is due yet.

    Raises:
        NotFound: there is none to be done.
    """
    to_do = list(
        work.session.scalars(
            select(Reminder)
            .where(Reminder.application_id == application.id, Reminder.done_at.is_(None))
            .order_by(Reminder.due_on, Reminder.id)
        )
    )
    if not to_do:
        raise NotFound(
            f"{title(work, application)} has no reminder to be done.",
            f"Set one: bowout remind {application.id} tomorrow.",
        )
    today = work.now.date().isoformat()
    due = [reminder for reminder in to_do if reminder.due_on <= today] or to_do[:1]
    for reminder in due:
        reminder.done_at = work.at
    work.touch(application)
    work.operation.summary = f"reminder done on {title(work, application)}"
    return [_view(reminder) for reminder in due]


def finish_reconnecting(work: Work, application: Application) -> list[ReminderView]:
    """Mark as done the reminders to get back in touch, since that is done."""
    own = select(Reminder).where(Reminder.application_id == application.id, Reminder.done_at.is_(None))
    found = list(work.session.scalars(own.where(Reminder.why == Kind.RECONNECT).order_by(Reminder.id)))
    for reminder in found:
        reminder.done_at = work.at
    return [_view(reminder) for reminder in found]


def remind_to_reconnect(work: Work, application: Application, on: date) -> None:
    """Set the reminder to get back in touch."""
    work.session.add(
        Reminder(
            application_id=application.id,
            due_on=on.isoformat(),
            text="get back in touch",
            why=Kind.RECONNECT.value,
        )
    )


def _view(reminder: Reminder) -> ReminderView:
    return ReminderView(reminder.id, reminder.due_on, reminder.text, reminder.done_at)
