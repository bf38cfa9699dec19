"""Whether a database has the tables, indexes and triggers that this program would make."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from graphlib import TopologicalSorter
from typing import NamedTuple

from bowout.domain.findings import Finding
from bowout.storage.health.patient import Patient, ServerPatient
from bowout.storage.schema import DDL

_OBJECTS = """
SELECT type, name, tbl_name, sql FROM sqlite_master
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'search!_index%' ESCAPE '!'
"""
_ON_SERVER = """
SELECT 'table' AS type, table_name AS name, table_name AS tbl_name, string_agg(column_name, ' ') AS sql
FROM information_schema.columns WHERE table_schema = current_schema() GROUP BY table_name
UNION ALL
SELECT 'index', indexname, tablename, indexdef FROM pg_indexes WHERE schemaname = current_schema()
UNION ALL
SELECT 'trigger', tgname, 'search', tgname FROM pg_trigger WHERE NOT tgisinternal
"""
_WRITABLE = ("index", "trigger")


class Part(NamedTuple):
    """A table, an index or a trigger, and the statement that makes it."""

    kind: str
    name: str
    table: str
    sql: str


class Table(NamedTuple):
    """A table with its columns."""

    name: str
    columns: tuple[str, ...]


@cache
def wanted() -> dict[str, Part]:
    """The parts of a new database by their names, in the order in which they are made."""
    with closing(_new()) as opened:
        return {row[1]: Part(*row) for row in opened.execute(f"{_OBJECTS} ORDER BY rowid")}


@cache
def tables() -> tuple[Table, ...]:
    """The tables of a new database that hold records, each after those that it refers to."""
    with closing(_new()) as opened:
        refers = {
            part.name: {row[2] for row in opened.execute(f'PRAGMA foreign_key_list("{part.name}")')}
            - {part.name}
            for part in wanted().values()
            if part.kind == "table"
        }
        columns = {
            name: tuple(row[1] for row in opened.execute(f'PRAGMA table_info("{name}")')) for name in refers
        }
    return tuple(
        Table(name, columns[name])
        for name in TopologicalSorter(refers).static_order()
        if "id" in columns[name]
    )


def _new() -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:")
    opened.executescript(DDL.read_text(encoding="utf-8"))
    return opened


def _present(patient: Patient) -> dict[str, Part]:
    rows = patient.rows(_ON_SERVER if patient.on_server else _OBJECTS)
    return {row["name"]: Part(row["type"], row["name"], row["tbl_name"], row["sql"]) for row in rows}


def differences(patient: Patient) -> tuple[list[Part], list[Part], list[Part]]:
    """The parts that are missing, those that are there and differ, and those that are nobody's."""
    present = _present(patient)
    if patient.on_server:
        return _on_server(present)
    missing = [part for name, part in wanted().items() if name not in present]
    differing = [
        part
        for name, part in wanted().items()
        if name in present and _plain(present[name].sql) != _plain(part.sql)
    ]
    return missing, differing, [part for name, part in present.items() if name not in wanted()]


def _on_server(present: dict[str, Part]) -> tuple[list[Part], list[Part], list[Part]]:
    """There the types and the triggers are written otherwise: names and columns are what can be compared."""
    triggers = {name.rpartition("_")[0] for name, part in wanted().items() if part.kind == "trigger"}
    names = [part for part in wanted().values() if part.kind != "trigger"]
    missing = [part for part in names if part.name not in present]
    missing += [Part("trigger", name, name, "") for name in sorted(triggers) if name not in present]
    differing = [
        wanted()[table.name]
        for table in tables()
        if table.name in present and set(table.columns) - set(present[table.name].sql.split())
    ]
    return missing, differing, []


def _plain(sql: str) -> str:
    """A statement as it means: a renamed table is quoted, and an added column stands in another line."""
    return re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"\s+", " ", sql.replace('"', ""))).strip()


def describe(patient: Patient) -> Iterator[Finding]:
    """Say which parts are not as they should be."""
    missing, differing, others = differences(patient)
    for part, how in (
        *((part, "is missing") for part in missing),
        *((part, "differs") for part in differing),
    ):
        mendable = _is_mendable(part, part in missing)
        mend = "bowout doctor --repair" if mendable else "bring a backup back: bowout restore FILE"
        yield Finding("schema", "error", f"The {part.kind} {part.name} {how}.", mend, mendable)
    for part in others:
        level = "warning" if part.kind == "trigger" else "info"
        mend = f"if you did not make it: DROP {part.kind.upper()} {part.name}, by SQLite's own shell"
        yield Finding(
            "schema_unknown", level, f"The {part.kind} {part.name} is not of bowout's making.", mend
        )


def _is_mendable(part: Part, is_missing: bool) -> bool:
    return part.kind in _WRITABLE or (is_missing and part.name == "search_due")


def lacks_tables(patient: Patient) -> bool:
    """Tell whether the records cannot be read as this program does."""
    missing, differing, _ = differences(patient)
    return any(part.kind == "table" and part.name != "search_due" for part in (*missing, *differing))


def mend(patient: Patient) -> list[str]:
    """Make the indexes and triggers that are missing or differ; returns what was made."""
    missing, differing, _ = differences(patient)
    parts = [part for part in missing if _is_mendable(part, True)]
    parts += [part for part in differing if _is_mendable(part, False)]
    if isinstance(patient, ServerPatient):
        _mend_on_server(patient, parts)
        return [f"made the {part.kind} {part.name}" for part in parts]
    for part in parts:
        if part in differing:
            patient.change(f'DROP {part.kind} "{part.name}"')
        patient.change(part.sql)
    return [f"made the {part.kind} {part.name}" for part in parts]


def _mend_on_server(patient: ServerPatient, parts: Sequence[Part]) -> None:
    from bowout.storage.models import Base
    from bowout.storage.search_triggers import drop_triggers, make_triggers

    names = {part.name for part in parts}
    for table in Base.metadata.sorted_tables:
        for index in table.indexes:
            if index.name in names:
                index.create(patient.connection)
    if any(part.kind == "trigger" for part in parts):
        drop_triggers(patient.connection)
        make_triggers(patient.connection)
