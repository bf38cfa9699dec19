"""Writes masses of new rows, and the same history of them that the flush listener would write.

The one exception to the rule that rows are changed through the session's objects: for an import
of 100,000 rows those take ten times as long and fill the memory. Only new rows are written so.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from sqlalchemy import Connection, Table, insert
from sqlalchemy.orm import Session

from bowout.storage.codec import Value, encode_row
from bowout.storage.history import draft_of
from bowout.storage.models import Base, Change

_RESERVED = 1000
# As `codec.encode_row` writes a row without bytes, and faster.
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
        number = self.number(table)
        self.put(table, {**self._columns[table], **values, "id": number})
        return number

    def number(self, table: str) -> int:
        """Take a number that no row of a table ever had."""
        if table not in self._free:
            self._free[table] = _numbers(self._session.connection(), table)
        return next(self._free[table])

    def put(self, table: str, row: dict[str, Value]) -> None:
        """Collect a row that has its number, and every column."""
        self._rows[table].append(row)

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
                        "after": _encoded(row),
                    }
                    for row in rows
                ],
            )
            if table.name == "application":
                draft.touched.update(int(str(row["id"])) for row in rows)
        # What the session's objects write meanwhile takes numbers, too.
        self._free.clear()


def _encoded(row: dict[str, Value]) -> str:
    try:
        return _ENCODE(row)
    except TypeError:  # few have bytes
        return encode_row(row)


def _history() -> Table:
    return Base.metadata.tables[Change.__tablename__]


def never_used(connection: Connection, table: str) -> bool:
    """Tell whether a table never had a row: numbers from elsewhere can stay as they are."""
    if connection.dialect.name != "postgresql":
        asked = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        return not connection.exec_driver_sql(asked, (table,)).scalar()
    sequence = connection.exec_driver_sql("SELECT pg_get_serial_sequence(%s, 'id')", (table,)).scalar()
    return not connection.exec_driver_sql(f"SELECT is_called FROM {sequence}").scalar()  # noqa: S608 - the server's own name


def numbers_taken(connection: Connection, tables: Iterable[str]) -> None:
    """Let new numbers begin behind those that were written as they came; SQLite sees to it by itself."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            taken = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} HAVING max(id) > 0"  # noqa: S608
            connection.exec_driver_sql(taken)


def _numbers(connection: Connection, table: str) -> Iterator[int]:
    """Numbers that no row of a table ever had."""
    if connection.dialect.name != "postgresql":
        last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
        yield from count(int(last or 0) + 1)
    drawn = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    while True:
        yield from map(int, connection.exec_driver_sql(drawn, (table, _RESERVED)).scalars().all())
