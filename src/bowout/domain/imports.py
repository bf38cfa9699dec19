"""What became of the rows of foreign tables."""

from typing import NamedTuple


class SkippedLine(NamedTuple):
    """A row that did not come in."""

    line: int
    why: str


class DoubtView(NamedTuple):
    """Something in a file that may be meant otherwise; without a line it concerns a column."""

    line: int | None
    column: str | None
    value: str | None
    why: str


class UpdatedView(NamedTuple):
    """A record that a row changed, and in what."""

    line: int
    application_id: int
    company: str
    position: str
    changed: tuple[str, ...]


class ColumnView(NamedTuple):
    """What a column was read as; without a field it is kept in notes."""

    column: str
    number: int
    field: str | None
    how: str


class ImportReport(NamedTuple):
    """An import: `read` is the sum of the three; those `unchanged` are among the merged.

    `recognised` names the program whose export a file is; `statuses` counts the applications that are new.
    """

    read: int
    imported: int
    merged: int
    skipped: int
    unchanged: int
    rows_skipped: tuple[SkippedLine, ...]
    doubts: tuple[DoubtView, ...]
    updated: tuple[UpdatedView, ...]
    statuses: dict[str, int]
    mapping: tuple[ColumnView, ...]
    recognised: str | None
