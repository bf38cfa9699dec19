"""A good thing that a letter may mention: the user's own noun phrase."""

from bowout.services.events import title
from bowout.storage.models import Application, Stage
from bowout.storage.work import Work


def set_highlight(work: Work, application: Application, highlight: str, stage: Stage | None = None) -> None:
    """Keep a highlight, also at its stage; that a letter can hold it is checked where it is typed."""
    tidy = " ".join(highlight.split())
    if stage is not None:
        stage.highlight = tidy
    application.highlight = tidy
    work.touch(application)
    work.operation.summary = f"highlight of {title(work, application)}"
