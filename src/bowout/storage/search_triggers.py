"""The triggers that note which applications the index of search has to read anew, whoever writes.

They are made after every migration, and taken off before it: SQLite rebuilds a table by making
another in its place, which drops its triggers and stumbles over those of other tables. They are
plain SQL, so that a row can be written by any program and with any SQLite.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OWN = "VALUES ({row}.application_id)"
_COMPANY = (
    "SELECT a.id FROM application a WHERE a.company_id = {row}.id"
    " UNION SELECT a.id FROM application a WHERE a.agency_id = {row}.id"
)
_CONTACT = (
    "SELECT ac.application_id FROM application_contact ac WHERE ac.contact_id = {row}.id"
    " UNION SELECT s.application_id FROM stage_person sp JOIN stage s ON s.id = sp.stage_id"
    " WHERE sp.contact_id = {row}.id"
)
_MESSAGE = (
    "SELECT {row}.application_id"
    " UNION SELECT l.application_id FROM message_application l WHERE l.message_id = {row}.id"
)
_PERSON = "SELECT s.application_id FROM stage s WHERE s.id = {row}.stage_id"
# For each table: whose applications a row of it concerns, and the columns that count (none named: all).
# A company or a person is new, or goes, without any application that knows it.
_ONLY_CHANGED = ("company", "contact")
_CONCERNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "application": ("VALUES ({row}.id)", ("company_id", "agency_id", "position", "tags", "closed_at")),
    "company": (_COMPANY, ("name",)),
    "contact": (_CONTACT, ("name", "email")),
    "application_contact": (_OWN, ()),
    "stage": (_OWN, ("application_id", "place")),
    "stage_person": (_PERSON, ()),
    "note": (_OWN, ("application_id", "text")),
    "message": (_MESSAGE, ("application_id", "direction", "subject", "body")),
    "message_application": (_OWN, ()),
    "withdrawal": (_OWN, ("application_id", "note", "revoked_at")),
}
_NOTE = "INSERT INTO search_due (application_id) {found} ON CONFLICT DO NOTHING"
_EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_TRIGGER = "search_due_{table}"


def make_triggers(connection: "Connection") -> None:
    """Make them all, if the schema has what they write to."""
    from sqlalchemy import inspect

    if not inspect(connection).has_table("search_due"):
        return
    server = connection.dialect.name == "postgresql"
    for table, (found, columns) in _CONCERNS.items():
        for statement in _on_server(table, found, columns) if server else _on_sqlite(table, found, columns):
            connection.exec_driver_sql(statement)


def drop_triggers(connection: "Connection") -> None:
    """Take them all off."""
    if connection.dialect.name == "postgresql":
        for table in _CONCERNS:
            # What was made with the function goes with it.
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {_TRIGGER.format(table=table)}() CASCADE")
        return
    for table in _CONCERNS:
        for event in _EVENTS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {_named(table, event)}")


@contextmanager
def in_bulk(connection: "Connection") -> Iterator[set[int]]:
    """Write masses within the caller's transaction without a trigger for each row, which trebles their time.

    New applications are noted at the end, all at once; yields a set for the numbers of older
    ones that are changed. PostgreSQL keeps its triggers: to take them off would lock all tables.
    """
    changed: set[int] = set()
    if connection.dialect.name == "postgresql":
        yield changed
        return
    last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM application").scalar_one()
    drop_triggers(connection)
    yield changed
    make_triggers(connection)
    note = _NOTE.format(found="SELECT id FROM application WHERE id > ?")
    connection.exec_driver_sql(note, (last,))
    if changed:
        note = _NOTE.format(found="VALUES (?)")
        connection.exec_driver_sql(note, [(number,) for number in sorted(changed)])


def _named(table: str, event: str) -> str:
    return f"{_TRIGGER.format(table=table)}_{event.lower()}"


def _on_sqlite(table: str, found: str, columns: tuple[str, ...]) -> list[str]:
    """Three triggers, each in one line: the script of a first start is parted where lines end with a semicolon."""
    made = []
    for event, rows in _EVENTS.items():
        if table in _ONLY_CHANGED and event != "UPDATE":
            continue
        noted = "; ".join(_NOTE.format(found=found.format(row=row)) for row in rows)
        when = f"UPDATE OF {', '.join(columns)}" if event == "UPDATE" and columns else event
        made.append(f"CREATE TRIGGER {_named(table, event)} AFTER {when} ON {table} BEGIN {noted}; END")
    return made


def _on_server(table: str, found: str, columns: tuple[str, ...]) -> list[str]:
    name = _TRIGGER.format(table=table)
    old, new = (_NOTE.format(found=found.format(row=row)) for row in ("OLD", "NEW"))
    updated = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
    events = updated if table in _ONLY_CHANGED else f"INSERT OR {updated} OR DELETE"
    return [
        (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF TG_OP <> 'INSERT' THEN {old}; END IF;"
            f" IF TG_OP <> 'DELETE' THEN {new}; END IF;"
            " RETURN NULL; END $$"
        ),
        f"CREATE TRIGGER {name} AFTER {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
