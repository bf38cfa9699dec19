"""All rows that belong to applications, for the export that is to come back as it was."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bowout.domain.whole import TABLES, Cell, Rows
from bowout.storage.queries import with_ids
from bowout.storage.reading import Reader, Row

# Which application a row belongs to, where it does not say so itself.
_OWNERS = {
    "application": ("x.id", ""),
    "delivery": ("m.application_id", "JOIN message m ON m.id = x.message_id"),
    "stage_person": ("s.application_id", "JOIN stage s ON s.id = x.stage_id"),
}
_SHARED = ("company", "contact")


def rows_of(reader: Reader, ids: Sequence[int]) -> dict[int, Rows]:
    """The rows of some applications, by application and table: parents first, each table by its numbers.

    Companies and people are with each application that knows them.
    """
    found: dict[int, Rows] = {number: defaultdict(list) for number in ids}
    for table in TABLES:
        if table not in _SHARED:
            owner, join = _OWNERS.get(table, ("x.application_id", ""))
            for number, row in _select(reader, table, f"{owner} IN ({{ids}})", ids, owner, join):
                found[number][table].append(row)
    people = _by_id(reader, "contact", (_people(rows) for rows in found.values()))
    firms = _by_id(reader, "company", (_firms(rows, people) for rows in found.values()))
    return {
        number: {
            "company": [firms[each] for each in sorted(_firms(rows, people))],
            **({"contact": [people[each] for each in sorted(_people(rows))]} if _people(rows) else {}),
            **rows,
        }
        for number, rows in found.items()
    }


def _people(rows: Rows) -> set[int]:
    return {
        _number(row["contact_id"])
        for table in ("application_contact", "stage_person")
        for row in rows.get(table, ())
    }


def _firms(rows: Rows, people: dict[int, dict[str, Cell]]) -> set[int]:
    application = rows["application"][0]
    named = [application["company_id"], application["agency_id"]]
    named += [people[number]["company_id"] for number in _people(rows)]
    return {_number(each) for each in named if each is not None}


def _number(value: Cell) -> int:
    if not isinstance(value, int):
        raise TypeError("a key is a number")
    return value


def _by_id(reader: Reader, table: str, sets: Iterable[set[int]]) -> dict[int, dict[str, Cell]]:
    ids = sorted(set().union(*sets))
    return dict(_select(reader, table, "x.id IN ({ids})", ids, "x.id", ""))


def _select(
    reader: Reader, table: str, condition: str, ids: Sequence[int], owner: str, join: str
) -> list[tuple[int, dict[str, Cell]]]:
    columns = TABLES[table]
    names = ", ".join(f"x.{name}" for name in columns)
    query = f"SELECT {owner} AS owner, {names} FROM {table} x {join} WHERE {condition} ORDER BY x.id"  # noqa: S608 - joined of fixed texts
    rows = reader.rows(with_ids(query, ids)) if ids else ()
    return [(row["owner"], _plain(row, table)) for row in rows]


def _plain(row: Row, table: str) -> dict[str, Cell]:
    """The same values whatever engine they come from: SQLite has no truth values, PostgreSQL's bytes are a view."""
    return {
        name: value if (value := row[name]) is None or column.kind in (str, int) else column.kind(value)
        for name, column in TABLES[table].items()
    }
