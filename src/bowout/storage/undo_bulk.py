"""Turns runs of rows at once: a step that made 100,000 of them is taken back as fast as it was taken."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from bowout.storage.codec import Value, decode_row
from bowout.storage.models import Base, Change, Operation

_PAGE = 2000
MANY = 1000


def changes_of(session: Session, operation: Operation, *, newest_first: bool) -> Iterator[Sequence[Change]]:
    """The changes of an operation in pages, none of which stays in memory."""
    last: int | None = None
    order = Change.id.desc() if newest_first else Change.id
    while True:
        query = select(Change).where(Change.operation_id == operation.id).order_by(order).limit(_PAGE)
        if last is not None:
            query = query.where(Change.id < last if newest_first else Change.id > last)
        page = session.scalars(query).all()
        if not page:
            return
        last = page[-1].id
        for change in page:
            session.expunge(change)
        yield page


def is_large(session: Session, operation: Operation) -> bool:
    """Tell whether an operation changed more than one does by hand."""
    own = select(Change.id).where(Change.operation_id == operation.id).offset(MANY).limit(1)
    return session.scalars(own).first() is not None


def runs(page: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Part a page into runs of new rows of one table (`made`), and single changes of rows (`changed`)."""
    for (_, made), run in groupby(page, key=lambda change: (change.table_name, change.before is None)):
        yield ("made" if made else "changed"), list(run)


def differing(session: Session, changes: Sequence[Change], ignored: frozenset[str]) -> Change | None:
    """The first of some changes whose row is not as it was made any more."""
    table = Base.metadata.tables[changes[0].table_name]
    numbers = [change.row_id for change in changes]
    rows = session.connection().execute(select(table).where(table.c.id.in_(numbers)))
    present = {row["id"]: dict(row) for row in rows.mappings()}
    for change in changes:
        if not _same(present.get(change.row_id, {}), decode_row(change.after or "{}"), ignored):
            return change
    return None


def remove(session: Session, changes: Sequence[Change]) -> None:
    """Delete the rows that were made."""
    table = Base.metadata.tables[changes[0].table_name]
    session.connection().execute(
        delete(table).where(table.c.id == bindparam("gone")), [{"gone": change.row_id} for change in changes]
    )


def any_there(session: Session, changes: Sequence[Change]) -> Change | None:
    """The first of some changes whose row is there, though it was taken back."""
    table = Base.metadata.tables[changes[0].table_name]
    numbers = [change.row_id for change in changes]
    there = set(session.connection().execute(select(table.c.id).where(table.c.id.in_(numbers))).scalars())
    return next((change for change in changes if change.row_id in there), None)


def make(session: Session, changes: Sequence[Change]) -> None:
    """Make the rows again."""
    table = Base.metadata.tables[changes[0].table_name]
    session.connection().execute(insert(table), [decode_row(change.after or "{}") for change in changes])


def _same(present: dict[str, Value], recorded: dict[str, Value], ignored: frozenset[str]) -> bool:
    return present.keys() == recorded.keys() and all(
        present[name] == value for name, value in recorded.items() if name not in ignored
    )
