"""Writes masses of new rows, and the same history of them that the flush listener would write.

The one exception to the rule that rows are changed through the session's objects: for an import
of 100,000 rows those take ten times as long and fill the memory. Only new rows are written so.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import count

from sqlalchemy import Connection, Table, insert
from sqlalchemy.orm import Session

from bowout.storage.codec import Value
from bowout.storage.history import draft_of
from bowout.storage.models import Base, Change

_RESERVED = 1000
# As `codec.encode_row` writes a row; the new ones hold no bytes.
_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_TABLES = Base.metadata.sorted_tables


class Bulk:
    """New rows of any table, collected with their numbers and written together."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._free: dict[str, Iterator[int]] = {}
        self._rows: dict[str, list[dict[str, Value]]] = defaultdict(list)
        self._columns = {table.name: {column.name: None for column in table.columns} for table in _TABLES}

    def add(self, table: str, values: Mapping[str, Value]) -> int:
        """Collect a row, the unnamed columns null; returns its number."""
        if table not in self._free:
            self._free[table] = _numbers(self._session.connection(), table)
        number = next(self._free[table])
        row: dict[str, Value] = {**self._columns[table], **values, "id": number}
        self._rows[table].append(row)
        return number

    def write(self) -> None:
        """Write what was collected, parents before children, and what history has to know."""
        connection = self._session.connection()
        draft = draft_of(self._session)
        operation = draft.open(self._session) if self._rows else 0
        for table in _TABLES:
            rows = self._rows.pop(table.name, [])
            if not rows:
                continue
            connection.execute(insert(table), rows)
            connection.execute(
                insert(_history()),
                [
                    {
                        "operation_id": operation,
                        "table_name": table.name,
                        "row_id": row["id"],
                        "before": None,
                        "after": _ENCODE(row),
                    }
                    for row in rows
                ],
            )
            if table.name == "application":
                draft.touched.update(int(str(row["id"])) for row in rows)
        # What the session's objects write meanwhile takes numbers, too.
        self._free.clear()


def _history() -> Table:
    return Base.metadata.tables[Change.__tablename__]


def _numbers(connection: Connection, table: str) -> Iterator[int]:
    """Numbers that no row of a table ever had."""
    if connection.dialect.name != "postgresql":
        last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
        yield from count(int(last or 0) + 1)
    drawn = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    while True:
        yield from map(int, connection.exec_driver_sql(drawn, (table, _RESERVED)).scalars().all())
