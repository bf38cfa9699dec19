"""Brings whole applications back, from our own full export: row by row, as they were.

Numbers stay as they are in a table that never had a row, so that an empty database becomes the one that
was exported; elsewhere rows get new ones. What is on record already is left to the import of tables.
"""

from collections import Counter
from collections.abc import Sequence

from bowout.domain.whole import TABLES, Cell
from bowout.exchange.whole import WholeRow
from bowout.storage import import_queries, queries
from bowout.storage.bulk import Bulk, never_used, numbers_taken
from bowout.storage.work import Work

# What a letter or a withdrawal may name of another application: it waits for that to come.
_LATE = ("message_application", "withdrawal")
_Row = dict[str, Cell]
Identity = tuple[Cell, ...]


class WholeImport:
    """Writes whole applications, some at a time; what refers to later ones at the end."""

    def __init__(self, work: Work, bulk: Bulk) -> None:
        self._work, self._bulk = work, bulk
        connection = work.session.connection()
        self._kept = {table for table in TABLES if never_used(connection, table)}
        self._numbers: dict[str, dict[int, int]] = {table: {} for table in TABLES}
        self._companies: dict[str, int] = {}
        self._fingerprints: set[str] = set()
        self._waiting: list[tuple[str, _Row]] = []
        self._added: Counter[Identity] = Counter()

    def sort(self, rows: Sequence[WholeRow], met: Counter[Identity]) -> tuple[list[WholeRow], list[WholeRow]]:
        """Part those that are not on record from those that are: as often as one is here, it is known.

        `met` counts those that were known before, of the same file.
        """
        keys = sorted({str(_identity(row)[0]) for row in rows})
        query, named = queries.with_texts(import_queries.IDENTITIES, keys)
        here = Counter(tuple(found.values()) for found in self._work.reader.rows(query, named))
        here.subtract(self._added)
        fresh, known = [], []
        for row in rows:
            identity = _identity(row)
            if met[identity] < here[identity]:
                met[identity] += 1
                known.append(row)
            else:
                fresh.append(row)
        return fresh, known

    def problem(self, row: WholeRow) -> str | None:
        """Why an application cannot be written beside those that were; None: it can."""
        for table, lines in row.rows.items():
            if table in ("company", "contact"):
                continue
            if any(line["id"] in self._numbers[table] for line in lines):
                return f"another application has a row of {table} with the same number"
        return None

    def add(self, row: WholeRow) -> None:
        """Collect the rows of an application; those of companies and people that are known are taken."""
        self._find_companies(row)
        self._find_people(row)
        self._added[_identity(row)] += 1
        for table, lines in row.rows.items():
            for line in lines:
                if line["id"] in self._numbers[table]:
                    continue
                if table == "imported" and not self._is_new(str(line["fingerprint"])):
                    continue
                number = line["id"] if table in self._kept else self._bulk.number(table)
                self._numbers[table][_key(line["id"])] = _key(number)
                if table == "company":
                    self._companies[str(line["key"])] = _key(number)
                if table in _LATE:
                    self._waiting.append((table, line))
                else:
                    self._bulk.put(table, self._mapped(table, line))

    def finish(self) -> list[str]:
        """Write what waited, and what of it could not be; says of each what is missing."""
        told = []
        for table, line in self._waiting:
            row = self._mapped(table, line)
            if table == "withdrawal" and line["message_id"] is not None and row["message_id"] is None:
                told.append("the letter that told of a withdrawal is not in the file")
            if any(row[name] is None for name, column in TABLES[table].items() if column.required):
                continue  # whom else a letter concerns: that one is not in the file
            self._bulk.put(table, row)
        self._waiting.clear()
        self._bulk.write()
        numbers_taken(self._work.session.connection(), self._kept)
        return told

    def _find_people(self, row: WholeRow) -> None:
        """Take the person of a company that was here before, by the address."""
        firms = self._numbers["company"]
        for line in row.rows.get("contact", ()):
            firm = firms.get(_key(line["company_id"])) if line["company_id"] is not None else None
            if line["id"] in self._numbers["contact"] or firm is None or line["email"] is None:
                continue
            query = queries.with_ids(import_queries.PEOPLE, [firm])
            for found in self._work.reader.rows(query):
                if found["email"].casefold() == str(line["email"]).casefold():
                    self._numbers["contact"][_key(line["id"])] = found["id"]
                    break

    def _find_companies(self, row: WholeRow) -> None:
        """Take the company that bears a name already."""
        for line in row.rows["company"]:
            key = str(line["key"])
            if line["id"] in self._numbers["company"]:
                continue
            if key not in self._companies:
                query, named = queries.with_texts(import_queries.COMPANIES, [key])
                self._companies |= {
                    found["key"]: found["id"] for found in self._work.reader.rows(query, named)
                }
            if key in self._companies:
                self._numbers["company"][_key(line["id"])] = self._companies[key]

    def _is_new(self, fingerprint: str) -> bool:
        if fingerprint in self._fingerprints:
            return False
        self._fingerprints.add(fingerprint)
        query, named = queries.with_texts(import_queries.KEPT, [fingerprint])
        return not self._work.reader.rows(query, named)

    def _mapped(self, table: str, line: _Row) -> _Row:
        """A row with the numbers that it has here; None for what is not here."""
        columns = TABLES[table]
        row = {
            name: self._numbers[of].get(_key(value))
            if (of := columns[name].table) and value is not None
            else value
            for name, value in line.items()
        }
        row["id"] = self._numbers[table][_key(line["id"])]
        return row


def _identity(row: WholeRow) -> Identity:
    """By what an application is known again, whatever its number here: see import_queries.IDENTITIES."""
    application = row.application
    firms = {line["id"]: line["key"] for line in row.rows["company"]}
    return (firms[application["company_id"]], application["position"], application["created_at"])


def _key(value: Cell) -> int:
    if not isinstance(value, int):
        raise TypeError("a key is a number")
    return value
