"""What a foreign table becomes: plain records, each with the line it stands in.

Made by `reading.read_table`. A line is that of the file; for JSON, the number of the record. Nothing here
knows the database; what is written of it is the service's affair.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import NamedTuple

from bowout.domain.people import Person
from bowout.domain.results import ApplicationView
from bowout.domain.whole import Rows


class ImportedStage(NamedTuple):
    """A step with the employer; `kind` is a StageKind, `at` as stored (UTC or a bare date), None where unknown."""

    kind: str
    at: str | None
    done: bool


class Doubt(NamedTuple):
    """Something that could be meant otherwise, or could not be placed; without a line it concerns a column."""

    line: int | None
    column: str | None
    value: str | None
    why: str


class SkippedRow(NamedTuple):
    """A row that is no application; its cells as they stand in the file."""

    line: int
    why: str
    cells: tuple[str, ...]


class ImportedRow(NamedTuple):
    """An application; `status` is a Status, `reason` that of a withdrawal (None: unspecified).

    `applied_on` and `ended_on` are bare dates; `applied_approached` tells that they wrote first. `of_rows` counts the
    rows of the file that it was joined from: those of all records, and the skipped ones, are the rows read.
    """

    line: int
    company: str
    position: str | None
    status: str
    applied_on: str | None
    ended_on: str | None
    reason: str | None
    source: str | None
    url: str | None
    location: str | None
    salary: str | None
    external_id: str | None
    tags: tuple[str, ...]
    contacts: tuple[Person, ...]
    notes: tuple[str, ...]
    stages: tuple[ImportedStage, ...]
    cells: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    applied_approached: bool
    of_rows: int = 1


class Whole(NamedTuple):
    """An application as exports show it, and all rows that belong to it."""

    view: ApplicationView
    rows: Rows


class ColumnUse(NamedTuple):
    """What a column is read as; `how` is one of `map`, `table`, `words`, `near`, `content`, `none`.

    `number` counts from 1; without a `field` the column goes into a note. The fields are those of `fields.FIELDS`.
    """

    heading: str
    number: int
    field: str | None
    how: str


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What a person says of a file.

    `format` is one of FORMATS in `reading`, None for what the file itself shows; `columns` maps a heading, or a
    number as text, to a field; `day_first` decides dates such as 3/4/2026 where the file does not.
    """

    format: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    zone: tzinfo = UTC


class Reading(NamedTuple):
    """A table that is understood; its rows, `total` of them, are read as they are asked for, once."""

    rows: Iterator[ImportedRow | SkippedRow]
    headings: tuple[str, ...]
    mapping: tuple[ColumnUse, ...]
    doubts: tuple[Doubt, ...]
    recognised: str | None
    total: int = 0
    format: str = ""
