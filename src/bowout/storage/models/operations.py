"""What was done, so that it can be undone; nothing writes down that these are written."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bowout.storage.models.base import Base, key_to, table_args


class Operation(Base):
    """One changing command: when it was recorded and what it touched, never its arguments.

    `kind` is `command`, `undo` or `redo`; `reverses` the operation that an undo
    or redo acts on; `undone_by` the one that took this one back, if any. `taken_by` is who it was, as
    `login@machine`, where several people may share the database; a file of one's own says nothing of it.
    """

    __tablename__ = "operation"
    __table_args__ = table_args(Index(None, "reverses"), Index(None, "undone_by"))
    at: Mapped[str]
    kind: Mapped[str]
    command: Mapped[str]
    touched: Mapped[str]
    schema_revision: Mapped[str]
    summary: Mapped[str]
    reverses: Mapped[int | None] = mapped_column(key_to("operation"))
    undone_by: Mapped[int | None] = mapped_column(key_to("operation"))
    taken_by: Mapped[str | None]


class Change(Base):
    """What an operation did to one row: the whole row before and after, as JSON; null: it was not there."""

    __tablename__ = "change"
    __table_args__ = table_args(Index(None, "operation_id"), Index(None, "table_name", "row_id"))
    operation_id: Mapped[int] = mapped_column(key_to("operation"))
    table_name: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[str | None]
    after: Mapped[str | None]


UNRECORDED = (Operation, Change)
