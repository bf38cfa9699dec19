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
_DUE = "search_due"


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


class Differing(NamedTuple):
    """The parts that are missing, those that are there and differ, and those that are nobody's."""

    missing: list[Part]
    differing: list[Part]
    others: list[Part]

    @property
    def lacks_records(self) -> bool:
        """Tell whether a table of records is not as this program reads it."""
        return any(part.kind == "table" and part.name != _DUE for part in (*self.missing, *self.differing))

    @property
    def lacks_due(self) -> bool:
        """Tell whether there is no table of what search has to read."""
        return any(part.name == _DUE for part in (*self.missing, *self.differing))


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


def differences(patient: Patient) -> Differing:
    """Compare the parts with those of a new database; what belongs to a missing table is missing with it."""
    present = _present(patient)
    if patient.on_server:
        return _on_server(present)
    missing = [part for name, part in wanted().items() if name not in present]
    tables_missing = {part.name for part in missing if part.kind == "table"}
    differing = [
        part
        for name, part in wanted().items()
        if name in present and _plain(present[name].sql) != _plain(part.sql)
    ]
    return Differing(
        [part for part in missing if part.kind == "table" or part.table not in tables_missing],
        differing,
        [part for name, part in present.items() if name not in wanted()],
    )


def _on_server(present: dict[str, Part]) -> Differing:
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
    return Differing(missing, differing, [])


def _plain(sql: str) -> str:
    """A statement as it means: a renamed table is quoted, and an added column stands in another line."""
    return re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"\s+", " ", sql.replace('"', ""))).strip()


def describe(found: Differing) -> Iterator[Finding]:
    """Say which parts are not as they should be."""
    for how, parts in (("is missing", found.missing), ("differs", found.differing)):
        for part in parts:
            mendable = not found.lacks_records and _is_made_anew(part)
            mend = "bowout doctor --repair" if mendable else "bring a backup back: bowout restore FILE"
            yield Finding("schema", "error", f"The {part.kind} {part.name} {how}.", mend, mendable)
    for part in found.others:
        level = "warning" if part.kind == "trigger" else "info"
        message = f"The {part.kind} {part.name} is not of bowout's making."
        yield Finding(
            "schema_unknown", level, message, f"if nobody needs it: DROP {part.kind.upper()} {part.name}"
        )


def _is_made_anew(part: Part) -> bool:
    return part.kind in ("index", "trigger") or part.name == _DUE


def mend(patient: Patient) -> list[str]:
    """Make the indexes and triggers that are missing or differ; returns what was made."""
    found = differences(patient)
    parts = [part for part in (*found.missing, *found.differing) if _is_made_anew(part)]
    if isinstance(patient, ServerPatient):
        _mend_on_server(patient, parts)
    else:
        for part in parts:
            if part in found.differing:
                patient.change(f'DROP {part.kind} "{part.name}"')
            patient.change(part.sql)
    return [f"made the {part.kind} {part.name} anew" for part in parts]


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
