"""Whether the day or the month comes first: decided for each column by evidence, and never guessed."""

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo

from bowout.domain.dates import Moment
from bowout.domain.errors import UsageError
from bowout.exchange.columns import Column
from bowout.exchange.days import read_day, read_unix
from bowout.exchange.facts import Facts
from bowout.exchange.fields import DATES, KEPT_DATES


class DayOrMonth(UsageError):
    """An applied date may be two days, and nothing in the file tells which: the person is asked."""

    code = "day_or_month"

    def __init__(self, heading: str, example: str) -> None:
        super().__init__(
            f"“{example}” in the column “{heading}” may be two days, and nothing in this file tells which.",
            "Say which comes first: --day-first or --month-first.",
        )
        self.heading = heading
        self.example = example


class Days:
    """Reads the cells of a table's columns as days, each column in its own order."""

    def __init__(
        self,
        columns: Sequence[Column],
        facts: Mapping[int, Facts],
        said: bool | None,
        zone: tzinfo,
        today: date,
    ) -> None:
        self._zone, self._today = zone, today
        own = {index: found.order for index, found in facts.items() if found.order is not None}
        dated = {column.place for column in columns if _may_be_dated(column)}
        evidence = {order for index, order in own.items() if index in dated}
        unclear = any(found.contradicts for index, found in facts.items() if index in dated)
        common = evidence.pop() if len(evidence) == 1 and not unclear else None
        self._orders: dict[int, bool | None] = {}
        self._why: dict[int, str] = {}
        for index, found in facts.items():
            order = own.get(index)
            if order is None:
                order = common if not found.contradicts and common is not None else said
            self._orders[index] = order
            self._why[index] = (
                "other dates of the column show both orders"
                if found.contradicts
                else "day or month may come first"
            )
        self._unix = {i for i, found in facts.items() if found.all_unix and found.seen}
        self._read: dict[int, dict[str, tuple[Moment | None, str | None]]] = {i: {} for i in facts}

    def check_applied(self, columns: Sequence[Column], facts: Mapping[int, Facts]) -> None:
        """Ask, by an error, where the order of an applied date is open.

        Raises:
            DayOrMonth: nothing in the file decides it.
        """
        applied = [column for column in columns if column.field == "applied"]
        strong = [column for column in applied if not column.weak] or applied
        for column in strong:
            found = facts.get(column.place)
            if found is None or not found.open or found.contradicts or found.example is None:
                continue
            if self._orders[column.place] is None:
                raise DayOrMonth(column.heading, found.example)

    def read(self, index: int, cell: str) -> tuple[Moment | None, str | None]:
        """Read a cell: a moment, or why there is none; neither where it is no date."""
        known = self._read.setdefault(index, {})
        found = known.get(cell)
        if found is None:
            found = self._look(index, cell)
            if len(known) < 50_000:
                known[cell] = found
        return found

    def _look(self, index: int, cell: str) -> tuple[Moment | None, str | None]:
        if index in self._unix:
            return read_unix(cell, self._zone, self._today), None
        day = read_day(cell, self._zone, self._today)
        if day is None:
            return None, None
        if not day.open:
            return day.only, day.why
        order = self._orders.get(index)
        if order is None:
            return None, self._why.get(index, "day or month may come first")
        return (day.day_first if order else day.month_first), None


def _may_be_dated(column: Column) -> bool:
    field = column.field or ""
    return field in DATES | KEPT_DATES | {"applied_flag"} or field.startswith(("stage:", "flag:"))
