"""The categories of reason as they are shown, and how one was used."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A category of reason."""

    slug: str
    label: str
    definition: str
    exposure: str
    says: str
    private: str


class Given(NamedTuple):
    """What letters gave of the true reason: its own sentence, a softened one, one of the user's, or nothing."""

    said: int = 0
    softened: int = 0
    own_sentence: int = 0
    nothing: int = 0


class Telling(NamedTuple):
    """The days from deciding to telling: the median of `n`, and how many were not told yet."""

    median: float | None
    n: int
    untold: int


@dataclass(frozen=True, slots=True)
class UsedReasonView(ReasonView):
    """A category of reason, how often it was mine, at which stages, what was given of it there, and how soon."""

    count: int
    stages: dict[str, int]
    stated: dict[str, Given]
    days_to_tell: Telling
