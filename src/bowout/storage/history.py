"""Writes down what each operation did to each row: one listener on the session's flush.

What a flush listener would silently miss is refused: bulk UPDATE and DELETE
statements raise, and so does an old value that was never loaded. The one exception is
`bulk.Bulk`, which writes the masses of an import, and what this listener would have written of them.
"""

import json
from typing import cast

from sqlalchemy import event, insert, inspect, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from bowout.storage.codec import Value, encode_row
from bowout.storage.models import UNRECORDED, Application, Base, Change, Operation

_ORDER = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}


class RecordedSession(Session):
    """A session in which every flushed change becomes a row of `change`."""


class OperationDraft:
    """The operation that a session's changes belong to; its row is made with the first change.

    `continues` names an operation of the same command: what a delivery adds
    after the letter was recorded is undone together with it.
    """

    def __init__(
        self,
        *,
        at: str,
        command: str,
        revision: str,
        taken_by: str | None = None,
        continues: int | None = None,
    ) -> None:
        self.at, self.command, self.revision, self.taken_by = at, command, revision, taken_by
        self.kind = "command"
        self.reverses: int | None = None
        self.id = continues
        self.continues = continues is not None
        self.summary = ""
        self.touched: set[int] = set()

    def open(self, session: Session) -> int:
        """Make the operation's row if it is not there yet, and return its number."""
        if self.id is None:
            made = session.connection().execute(
                insert(Operation.__table__).values(  # type: ignore[arg-type]  # a Table, declared as FromClause
                    at=self.at,
                    kind=self.kind,
                    command=self.command,
                    touched="[]",
                    schema_revision=self.revision,
                    summary="",
                    reverses=self.reverses,
                    taken_by=self.taken_by,
                )
            )
            self.id = int(made.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has one
        return self.id

    def close(self, session: Session) -> None:
        """Write down, at the end, what the operation was about; one that it continues has done so."""
        if self.id is None or self.continues:
            return
        table = Operation.__table__
        session.connection().execute(
            update(table)  # type: ignore[arg-type]
            .where(table.c.id == self.id)
            .values(summary=self.summary, touched=json.dumps(sorted(self.touched)))
        )


def draft_of(session: Session) -> OperationDraft:
    """The operation that this session records."""
    return cast("OperationDraft", session.info["operation"])


@event.listens_for(RecordedSession, "do_orm_execute")
def refuse_bulk_statements(state: ORMExecuteState) -> None:
    """Refuse what would change rows without a flush."""
    if not state.is_select:
        raise TypeError("rows are changed through the session's objects, so that undo knows of it")


@event.listens_for(RecordedSession, "after_flush")
def record_changes(session: Session, _flush: UOWTransaction) -> None:
    """Write one row of `change` for each row that this flush inserted, updated or deleted."""
    rows = (
        [(item, None, _values(item)) for item in _in_order(session.new)]
        + [
            (item, _old_values(item), _values(item))
            for item in _in_order(session.dirty)
            if session.is_modified(item)
        ]
        + [(item, _old_values(item), None) for item in reversed(_in_order(session.deleted))]
    )
    if not rows:
        return
    draft = draft_of(session)
    number = draft.open(session)
    for item, before, after in rows:
        current = after or before or {}
        owner = current["id"] if isinstance(item, Application) else current.get("application_id")
        if isinstance(owner, int):
            draft.touched.add(owner)
    session.connection().execute(
        insert(Change.__table__),  # type: ignore[arg-type]
        [
            {
                "operation_id": number,
                "table_name": item.__tablename__,
                "row_id": item.id,
                "before": before and encode_row(before),
                "after": after and encode_row(after),
            }
            for item, before, after in rows
        ],
    )


def _in_order(items: object) -> list[Base]:
    """Parents before children, in the order they were made."""
    found = [item for item in cast("list[Base]", items) if not isinstance(item, UNRECORDED)]
    return sorted(found, key=lambda item: _ORDER[item.__tablename__])


def _values(item: Base) -> dict[str, Value]:
    loaded = item.__dict__
    try:
        return {column.name: loaded[column.name] for column in item.__table__.columns}
    except KeyError as error:
        raise RuntimeError(
            f"{item.__tablename__}.{error.args[0]} was not loaded: history would miss it"
        ) from None


def _old_values(item: Base) -> dict[str, Value]:
    before = _values(item) | inspect(item).committed_state
    missing = [name for name, value in before.items() if not isinstance(value, Value)]
    if missing:
        raise RuntimeError(f"{item.__tablename__}.{missing[0]} has no old value: history would miss it")
    return before
