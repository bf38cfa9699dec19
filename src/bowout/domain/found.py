"""What a search finds."""

from typing import NamedTuple

from bowout.domain.results import ApplicationView


class HitView(NamedTuple):
    """Where words were found: `company`, `note`, `letter`, …; and the text around them."""

    in_: str
    text: str


class FoundView(NamedTuple):
    """An application, and where in what is known of it the words stand."""

    application: ApplicationView
    hits: tuple[HitView, ...]
