"""What each column of a table is read as: by what the person says, its heading, and what stands in its cells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo
from functools import cache
from typing import NamedTuple

from bowout.domain.errors import UsageError
from bowout.exchange.facts import Facts
from bowout.exchange.fields import DATES, KEPT, KEPT_DATES, MANY, field_named
from bowout.exchange.headings import meaning_of
from bowout.exchange.records import ColumnUse
from bowout.exchange.tables.spool import RawRow
from bowout.exchange.words import fold_heading, load


class Column(NamedTuple):
    """A column of the table; without a field it goes into a note, under its heading."""

    place: int
    heading: str
    field: str | None
    how: str
    weak: bool = False
    near_to: str | None = None

    @property
    def use(self) -> ColumnUse:
        """The column as it is told to the person."""
        return ColumnUse(self.heading, self.place + 1, None if self.field in KEPT else self.field, self.how)


class Known(NamedTuple):
    """The export of a program."""

    name: str
    called: str
    needs: frozenset[str]
    columns: Mapping[str, str]
    month_first: bool
    status: str | None


@cache
def known_exports() -> tuple[Known, ...]:
    """Every export that is recognised, the one with most headings first."""
    found = [
        Known(
            name,
            str(entry["called"]),
            frozenset(word.strip() for word in entry["needs"].split(",")),
            entry.get("columns", {}),
            bool(entry.get("month_first")),
            entry.get("status"),
        )
        for name, entry in load("known").items()
    ]
    return tuple(sorted(found, key=lambda known: -len(known.needs)))


def recognise(headings: Sequence[str]) -> Known | None:
    """Find the program whose export has these headings; None where it may be anybody's table."""
    folded = {fold_heading(re.sub(r"(?<=\w)_\d+$", "", heading)) for heading in headings}
    return next((known for known in known_exports() if known.needs <= folded), None)


def place(headings: Sequence[str], said: Mapping[str, str], known: Known | None) -> list[Column]:
    """Read each heading.

    Raises:
        UsageError: the person names a column that is not there.
    """
    told = _told(headings, said)
    columns = []
    for index, heading in enumerate(headings):
        folded = fold_heading(heading)
        if index in told:
            columns.append(Column(index, heading, told[index], "map"))
        elif known and folded in known.columns:
            columns.append(Column(index, heading, known.columns[folded], "table"))
        elif meaning := meaning_of(heading):
            columns.append(Column(index, heading, meaning.field, meaning.how, meaning.weak, meaning.near_to))
        else:
            columns.append(Column(index, heading, None, "none"))
    sure = {column.field for column in columns if column.how in {"map", "table"}} - MANY
    # What a word or a likeness says gives way to a column that says it as a whole.
    return [
        column._replace(weak=True) if column.how in {"words", "near"} and column.field in sure else column
        for column in columns
    ]


def _told(headings: Sequence[str], said: Mapping[str, str]) -> dict[int, str]:
    folded = [fold_heading(heading) for heading in headings]
    told: dict[int, str] = {}
    for name, field in said.items():
        wanted = fold_heading(name)
        if name in headings:
            told[list(headings).index(name)] = field_named(field)
        elif wanted and wanted in folded:
            told[folded.index(wanted)] = field_named(field)
        elif name.isdigit() and 1 <= int(name) <= len(headings):
            told[int(name) - 1] = field_named(field)
        else:
            named = ", ".join(f"{number} {heading}" for number, heading in enumerate(headings, 1))
            raise UsageError(f"There is no column “{name}”.", f"The columns are: {named}.")
    return told


def observe(rows: Iterable[RawRow], columns: Sequence[Column], zone: tzinfo, today: date) -> dict[int, Facts]:
    """Look through the cells of the columns whose meaning, or whose dates, depend on them."""
    looked = {column.place: Facts() for column in columns if _to_look_at(column)}
    dates = {column.place for column in columns if column.field in DATES | KEPT_DATES}
    items = list(looked.items())
    for row in rows:
        if row.problem is None:
            for index, facts in items:
                if index < len(row.cells):
                    facts.add(row.cells[index], zone, today, index not in dates)
    return looked


def _to_look_at(column: Column) -> bool:
    field = column.field or ""
    return (
        field in DATES | KEPT_DATES
        or field.startswith(("stage:", "flag:"))
        or field in {"applied_flag", "contact"}
        or (column.weak and field in {"company", "external_id"})
        or column.how == "none"
    )


def settle(columns: Sequence[Column], facts: Mapping[int, Facts], *, headless: bool) -> list[Column]:
    """Decide by their cells what headings alone leave open."""
    names = {column.field for column in columns if not column.weak}
    settled = []
    for column in columns:
        found = facts.get(column.place)
        field = column.field
        if found is not None and found.seen and column.how != "map":
            field = _by_content(column, found, names, headless=headless)
        settled.append(column if field == column.field else column._replace(field=field, how="content"))
    return settled


def _by_content(column: Column, facts: Facts, names: set[str | None], *, headless: bool) -> str | None:
    field = column.field or ""
    if field.startswith("stage:"):
        return _stage_or_person(column, facts)
    if field == "contact" and facts.share("phone") >= 0.6:
        return "contact_phone"
    if field == "applied_flag":
        return _day_or_word(facts, names)
    if column.weak and field == "company" and "company" in names:
        return _another_name(facts, names)
    return _unnamed(column, facts, names, headless=headless) if column.how == "none" else column.field


def _day_or_word(facts: Facts, names: set[str | None]) -> str:
    """`Applied`: a yes or no, the day of it, or where the application stands."""
    if facts.share("day") >= 0.5:
        return "applied"
    words = facts.share("status") >= 0.6 and facts.share("flag") < 0.2
    return "status" if words and "status" not in names else "applied_flag"


def _another_name(facts: Facts, names: set[str | None]) -> str:
    """`Name`, where another column is the company: a person, or the position."""
    if facts.share("person", "email") >= 0.6:
        return "contact"
    return "position" if "position" not in names and facts.share("text", "person") >= 0.6 else "company"


def _stage_or_person(column: Column, facts: Facts) -> str:
    if facts.share("phone") >= 0.5:
        return "contact_phone"
    if facts.share("email") >= 0.5:
        return "contact_email"
    if facts.share("number") >= 0.6:
        return "note"
    people = facts.share("person") >= 0.5 and facts.share("day", "flag", "status") < 0.3
    return "contact" if people else column.field or "note"


def _unnamed(column: Column, facts: Facts, names: set[str | None], *, headless: bool) -> str | None:
    if not column.heading.strip() and facts.share("number", "phone") >= 0.9 and column.place == 0:
        return "external_id"
    if headless:
        for field, kinds in (("url", ("url",)), ("applied", ("day",)), ("status", ("status",))):
            if field not in names and facts.share(*kinds) >= 0.8:
                names.add(field)
                return field
    return None
