"""What the page is handed: words and numbers as they are shown, beside the values that they are made of."""

from collections.abc import Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """A number: `value` and `n` as counted (a share from 0 to 1), `shown` and `of` in words, what it means.

    `before` is that of the period before, "" where nothing is compared.
    """

    key: str
    label: str
    definition: str
    value: float | None
    n: int
    share: bool
    small: bool
    shown: str
    of: str
    before: str


class Section(NamedTuple):
    """Numbers that are parts of one, under a title; without one each stands alone. `mine` tell of leaving."""

    title: str
    figures: Sequence[Figure]
    mine: bool = False


class Flow(NamedTuple):
    """So many applications went from one node to the next."""

    source: str
    target: str
    applications: int


class Nodes(NamedTuple):
    """The names that flows may have: beginnings, steps and ends, each in its order."""

    starts: Sequence[str]
    steps: Sequence[str]
    ends: Sequence[str]


class Time(NamedTuple):
    """How long something took, in days: the median, and within how many it was in three cases of four."""

    label: str
    median: Figure
    p75: Figure


class Cell(NamedTuple):
    """How often a reason was mine at a stage; `strength` is that of its colour, from 0 to 1."""

    stage: str
    times: int
    strength: float


class Reason(NamedTuple):
    """A row of the table of reasons, or of what was given of them: a cell for each stage, and how often in all."""

    key: str
    label: str
    cells: Sequence[Cell]
    times: int


class Reasons(NamedTuple):
    """Why I left, and where; `true`: the reasons themselves, else what the letters gave of them."""

    true: bool
    stages: Sequence[str]
    rows: Sequence[Reason]


class Step(NamedTuple):
    """A step of an application, and the day if it is known."""

    name: str
    day: str | None


class Line(NamedTuple):
    """An application on the timeline: its steps, its end, and from which to which day it went.

    `ended` is the day of the end if it is over, and the day is known; `private` what is mine alone: a word
    for what it is, and my own words.
    """

    number: int
    company: str
    position: str
    steps: Sequence[Step]
    end: str
    ended: str | None
    first: str
    last: str
    private: Sequence[tuple[str, str]]


class Letter(NamedTuple):
    """A letter: about which application, and its words."""

    number: int
    about: str
    day: str
    kind: str
    state: str
    subject: str
    text: str


class Report(NamedTuple):
    """All that the page shows; `first` is the day of the first application, or that which was asked for.

    `lines_left` and `letters_left`: so many older ones there are.
    """

    name: str
    private: bool
    since: str | None
    first: str
    today: str
    ghosted_days: int
    sections: Sequence[Section]
    flows: Sequence[Flow]
    nodes: Nodes
    weeks: Sequence[tuple[str, int]]
    times: Sequence[Time]
    reasons: Reasons
    lines: Sequence[Line]
    lines_left: int
    letters: Sequence[Letter]
    letters_left: int
