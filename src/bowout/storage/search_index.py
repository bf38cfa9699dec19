"""The index of search, kept in step with what is on record: in SQLite FTS5's trigrams, in PostgreSQL a GIN.

Triggers note in `search_due` which applications changed. What one command changed is read into the
index in its own transaction; what comes in masses waits for the next search, or for whoever
calls `bring_up`. The index is made from the records alone: without it, search reads those.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, Protocol

from bowout.config import Target
from bowout.domain.searching import GRAM, IS_CLOSED, IS_OPEN, folded, grams, marks
from bowout.storage import search_queries
from bowout.storage.queries import with_ids
from bowout.storage.reading import ConnectionReader
from bowout.storage.schema import open_sqlite
from bowout.storage.search_texts import Answering, Text, texts_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bowout.storage.reading import Reader, Row

# More than one command changes by hand; these are read when somebody searches.
AT_ONCE = 1000
_BATCH = 500
_MADE = "CREATE VIRTUAL TABLE search_index USING fts5(words, tokenize='trigram case_sensitive 1')"
_ALL_DUE = (
    "INSERT INTO search_due (application_id) SELECT id FROM application WHERE true ON CONFLICT DO NOTHING"
)
Said = Callable[[int, int], None]


class _Index(Answering, Protocol):
    """An engine's index within a transaction."""

    def usable(self) -> bool:
        """Tell whether there is an index; it is made, if it can be."""
        ...

    def put(self, ids: Sequence[int], documents: Sequence[tuple[int, str]]) -> None:
        """Take these applications out of the index, write those of the documents into it."""
        ...

    def settle(self, ids: Sequence[int]) -> None:
        """Note that these are read."""
        ...

    def clear(self) -> None:
        """Take all out of the index, and note that all is to be read."""
        ...


class SqliteIndex:
    """FTS5 through the standard library's driver; a SQLite that lacks it or its trigrams has none."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, query: str, parameters: Mapping[str, object] | None = None) -> Sequence["Row"]:
        """All rows of the answer."""
        cursor = self._connection.execute(query, dict(parameters or {}))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def usable(self) -> bool:
        """Tell whether there is an index; it is made, if it can be."""
        if has_index(self._connection):
            return True
        try:
            self._connection.execute(_MADE)
        except sqlite3.OperationalError as error:
            if _is_lacking(error):
                return False
            raise
        self._connection.execute(_ALL_DUE)
        return True

    def put(self, ids: Sequence[int], documents: Sequence[tuple[int, str]]) -> None:
        """Take these applications out of the index, write those of the documents into it."""
        self._connection.execute(with_ids("DELETE FROM search_index WHERE rowid IN ({ids})", ids))
        self._connection.executemany("INSERT INTO search_index (rowid, words) VALUES (?, ?)", documents)

    def settle(self, ids: Sequence[int]) -> None:
        """Note that these are read."""
        self._connection.execute(with_ids("DELETE FROM search_due WHERE application_id IN ({ids})", ids))

    def clear(self) -> None:
        """Take the index away, however damaged; it is made anew when it is next looked for."""
        try:
            self._connection.execute("DROP TABLE IF EXISTS search_index")
        except sqlite3.DatabaseError:
            take_away(self._connection)
        self._connection.execute(_ALL_DUE)


class ServerIndex(ConnectionReader):
    """PostgreSQL's own arrays: no extension, which a server might lack."""

    def clear(self) -> None:
        """Empty the index, and note that all is to be read."""
        self._connection.exec_driver_sql("DELETE FROM search_index")
        self._connection.exec_driver_sql(_ALL_DUE)

    def usable(self) -> bool:
        """There is one: the migration made it."""
        return True

    def put(self, ids: Sequence[int], documents: Sequence[tuple[int, str]]) -> None:
        """Take these applications out of the index, write those of the documents into it."""
        from sqlalchemy import text

        self._connection.exec_driver_sql(with_ids("DELETE FROM search_index WHERE id IN ({ids})", ids))
        if documents:
            self._connection.execute(
                text(
                    "INSERT INTO search_index (id, words, grams) VALUES (:id, :words, CAST(:grams AS text[]))"
                ),
                [{"id": number, "words": words, "grams": _grams(words)} for number, words in documents],
            )

    def settle(self, ids: Sequence[int]) -> None:
        """Note that these are read."""
        self._connection.exec_driver_sql(
            with_ids("DELETE FROM search_due WHERE application_id IN ({ids})", ids)
        )


def _grams(words: str) -> list[str]:
    """A document's runs of three: those of its words, and its marks, which stand at its end."""
    text, _, kept = words.rpartition("\n")
    return sorted(grams(text) | {kept[place : place + GRAM] for place in range(0, len(kept), GRAM)})


def has_index(connection: sqlite3.Connection) -> bool:
    """Tell whether a SQLite database has an index, and this SQLite can read it."""
    try:
        connection.execute("SELECT rowid FROM search_index LIMIT 0")
    except sqlite3.OperationalError as error:
        if _is_lacking(error):
            return False
        raise
    return True


def _is_lacking(error: sqlite3.OperationalError) -> bool:
    # The last: it is there, made by a SQLite that could.
    return any(words in str(error) for words in ("no such", "tokenizer", "already exists"))


def index_of(connection: "Connection") -> "SqliteIndex | ServerIndex":
    """The index of the database that a transaction changes."""
    if connection.dialect.name == "postgresql":
        return ServerIndex(connection)
    driver: Any = connection.connection.driver_connection
    return SqliteIndex(driver)


def keep_in_step(connection: "Connection") -> None:
    """Read into the index what this transaction changed, if that is not more than a command does by hand."""
    index = index_of(connection)
    due = len(index.rows(search_queries.DUE, {"most": AT_ONCE + 1}))
    if 0 < due <= AT_ONCE:
        bring_up(index)


def bring_up(index: _Index, said: Said = lambda _done, _total: None) -> bool:
    """Read all that changed into the index, inside the caller's transaction; False: there can be none.

    `said` is told how many of how many are done.
    """
    if not index.usable():
        return False
    total, done = int(index.rows(search_queries.DUE_COUNT)[0]["count"]), 0
    while due := [row["application_id"] for row in index.rows(search_queries.DUE, {"most": _BATCH})]:
        index.put(due, list(documents(index, due)))
        index.settle(due)
        done += len(due)
        said(done, total)
    return True


def in_step(reader: "Reader") -> bool:
    """Tell whether there is an index, and it has everything."""
    try:
        reader.rows("SELECT s.words FROM search_index s LIMIT 0")
    except sqlite3.OperationalError as error:
        if _is_lacking(error):
            return False
        raise
    return not reader.rows(search_queries.DUE, {"most": 1})


def catch_up(target: Target, said: Said = lambda _done, _total: None) -> bool:
    """Bring a database's index up before a search; False: there is none to be had, and search reads everything."""
    if target.path is None:
        from bowout.storage.database import engine_for, wait_for_turn
        from bowout.storage.schema import prepare_server

        prepare_server(target)
        with engine_for(target).begin() as connection:
            wait_for_turn(connection)
            return bring_up(ServerIndex(connection), said)
    with closing(open_sqlite(target.path)) as opened:
        try:
            opened.execute("BEGIN IMMEDIATE")
            usable = bring_up(SqliteIndex(opened), said)
            opened.execute("COMMIT")
        except sqlite3.OperationalError as error:
            # In use for long, or not to be written: the records can be read all the same.
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY):
                raise
            return False
        return usable


def forget_in_index(connection: sqlite3.Connection) -> None:
    """Leave no trace of what is gone from a SQLite database's index: FTS5 keeps it until its parts are merged."""
    connection.execute("BEGIN IMMEDIATE")
    if has_index(connection):
        bring_up(SqliteIndex(connection))
        connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
    else:
        take_away(connection)
    connection.execute("COMMIT")


def take_away(connection: sqlite3.Connection) -> None:
    """Take away an index that another SQLite made and this one cannot change; that other one makes it anew."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'search!_index!_%' ESCAPE '!'"
    for (name,) in connection.execute(names).fetchall():
        connection.execute(f'DROP TABLE "{name}"')
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("DELETE FROM sqlite_master WHERE name = 'search_index'")
    connection.execute("PRAGMA writable_schema = OFF")


def documents(reader: Answering, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    """What the index is given of some applications."""
    texts = texts_of(reader, ids)
    for row in reader.rows(with_ids(search_queries.STATUS, ids)):
        yield row["id"], _document(texts.get(row["id"], []), row["closed_at"] is not None)


def _document(texts: Sequence[Text], closed: bool) -> str:
    """What the index is given of one application: its texts, folded, and on a line of their own the marks."""
    text = "\n".join(folded(each.text) for each in texts)
    return f"{text}\n{''.join(sorted(marks(text)))}{IS_CLOSED if closed else IS_OPEN}"
