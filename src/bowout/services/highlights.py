"""A good thing that a letter may mention: the user's own noun phrase."""

from bowout.letters.highlight import highlight_sentence
from bowout.services.events import title
from bowout.storage.models import Application, Stage
from bowout.storage.work import Work


def set_highlight(work: Work, application: Application, highlight: str, stage: Stage | None = None) -> str:
    """Keep a highlight, also at its stage; returns the sentence that it will become.

    Raises:
        UsageError: it is not a noun phrase that a letter could hold.
    """
    tidy = " ".join(highlight.split())
    sentence = highlight_sentence(tidy)
    application.highlight = tidy
    if stage is not None:
        stage.highlight = tidy
    work.touch(application)
    work.operation.summary = f"highlight of {title(work, application)}"
    return sentence
