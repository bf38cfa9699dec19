"""What happened, written down; and the status that follows from it."""

from sqlalchemy import select

from bowout.domain.agenda import Kind
from bowout.domain.errors import NotFound
from bowout.domain.names import title_of
from bowout.domain.statuses import OPEN, Status, ended_by
from bowout.storage.models import Application, Company, Event, Reminder, Stage
from bowout.storage.work import Work


def load_application(work: Work, number: int) -> Application:
    """Load an application to change it; NotFound where it was deleted meanwhile."""
    application = work.session.get(Application, number)
    if application is None:
        raise NotFound(f"There is no application {number}.", "`bowout list` shows what there is.")
    return application


def title(work: Work, application: Application) -> str:
    """Name an application for people: `Acme, Backend Engineer (12)`."""
    return title_of(company_name(work, application), application.position, application.id)


def company_name(work: Work, application: Application) -> str:
    """The name of the application's company."""
    return work.session.get_one(Company, application.company_id).name


def record_event(
    work: Work,
    application: Application,
    kind: str,
    *,
    at: str | None,
    from_: str | None = None,
    to: str | None = None,
    text: str | None = None,
    stage: Stage | None = None,
) -> None:
    """Write down what happened, at the stored time `at` (None: the day is not known)."""
    work.session.add(
        Event(
            application_id=application.id,
            stage_id=None if stage is None else stage.id,
            at=at,
            kind=kind,
            from_state=from_,
            to_state=to,
            text=text,
        )
    )
    work.touch(application)


def set_status(
    work: Work, application: Application, status: Status, kind: str, *, at: str, text: str | None = None
) -> list[str]:
    """Give an application another status, as the event of that kind at the stored time `at`.

    What was to be done about one that is closed is stopped; returns the days of those reminders.
    """
    record_event(work, application, kind, at=at, from_=application.status, to=status, text=text)
    apply_status(application, status, at)
    return stop_reminders(work, application) if application.closed_at else []


def stop_reminders(work: Work, application: Application) -> list[str]:
    """Mark as done what was to be done, and return the days of it; to get back in touch stays."""
    own = select(Reminder).where(Reminder.application_id == application.id, Reminder.done_at.is_(None))
    stopped = []
    for reminder in work.session.scalars(own.order_by(Reminder.due_on, Reminder.id)):
        if reminder.why != Kind.RECONNECT:
            reminder.done_at = work.at
            stopped.append(reminder.due_on)
    return stopped


def apply_status(application: Application, status: Status, at: str) -> None:
    """Set what follows from a status: who ended it, and since when it is closed."""
    application.status = status
    application.ended_by = ended_by(status)
    application.closed_at = None if status in OPEN else at
