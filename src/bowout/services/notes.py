"""Keep what only the person is to know: notes, and concerns that speak for leaving."""

from bowout.domain.errors import UsageError
from bowout.services.events import title
from bowout.storage.models import Application, Concern, Note
from bowout.storage.work import Work


def add_note(work: Work, application: Application, text: str) -> None:
    """Keep a private note; it never reaches a letter."""
    if not text.strip():
        raise UsageError("The note is empty.", 'Write it in quotes: bowout note acme "they called".')
    work.session.add(Note(application_id=application.id, at=work.at, text=text.strip()))
    work.touch(application)
    work.operation.summary = f"note on {title(work, application)}"


def add_concern(
    work: Work, application: Application, reason: str, text: str | None, stage_id: int | None = None
) -> None:
    """Keep what speaks for leaving, under a reason's slug: private, and offered first when it comes to that."""
    work.session.add(
        Concern(
            application_id=application.id, stage_id=stage_id, reason=reason, text=text or None, at=work.at
        )
    )
    work.touch(application)
    work.operation.summary = f"concern on {title(work, application)}"
