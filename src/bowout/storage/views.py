"""Rows into what services return. Page-sized: a list asks four questions, however long it is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from bowout.domain.errors import NotFound
from bowout.domain.results import (
    ApplicationView,
    ConcernView,
    ContactView,
    ProfileView,
    StageView,
    WithdrawalView,
)
from bowout.domain.stages import OPEN_STATES
from bowout.domain.statuses import OPEN
from bowout.storage import letter_queries, queries
from bowout.storage.codec import decode_words
from bowout.storage.reading import Reader, Row


class Page(NamedTuple):
    """Which applications, in which order, how many: conditions are fragments of queries.py."""

    conditions: tuple[str, ...] = ()
    parameters: tuple[tuple[str, object], ...] = ()
    order: str = queries.ORDERS["updated"]
    limit: int | None = None


def applications(reader: Reader, page: Page, now: datetime) -> list[ApplicationView]:
    """The applications of a page, each with its next stage and its withdrawal."""
    query = f"{queries.APPLICATIONS}{queries.where(page.conditions)} ORDER BY {page.order}"
    parameters = dict(page.parameters)
    if page.limit is not None:
        query += " LIMIT :limit"
        parameters["limit"] = page.limit
    rows = reader.rows(query, parameters)
    ids = [row["id"] for row in rows]
    open_ids = [row["id"] for row in rows if row["status"] in OPEN]
    withdrawals = {
        row["application_id"]: _withdrawal(row) for row in by_ids(reader, letter_queries.WITHDRAWALS, ids)
    }
    stages = stages_of(reader, open_ids)
    return [
        ApplicationView(
            **_application_fields(row),
            next_stage=next_stage(stages[row["id"]], now) if row["id"] in stages else None,
            withdrawal=withdrawals.get(row["id"]),
        )
        for row in rows
    ]


def count(reader: Reader) -> int:
    """How many applications there are."""
    return int(reader.rows(queries.COUNT)[0]["count"])


def application(reader: Reader, number: int, now: datetime) -> ApplicationView:
    """One application; NotFound where there is none of that number."""
    found = applications(reader, Page(("a.id = :id",), (("id", number),)), now)
    if not found:
        raise NotFound(f"There is no application {number}.", "`bowout list` shows what there is.")
    return found[0]


def exists(reader: Reader, number: int) -> bool:
    """Tell whether there is an application of that number."""
    return bool(reader.rows(f"{queries.APPLICATIONS} WHERE a.id = :id", {"id": number}))


def contacts_of(reader: Reader, number: int) -> tuple[ContactView, ...]:
    """The contacts of an application, in the order they were added."""
    return tuple(_contact(row) for row in reader.rows(queries.CONTACTS, {"id": number}))


def stages_of(reader: Reader, ids: Sequence[int]) -> dict[int, list[StageView]]:
    """The stages of some applications, by application, in the order they were added."""
    rows = by_ids(reader, queries.STAGES, ids)
    numbers = [row["id"] for row in rows]
    people: dict[int, list[ContactView]] = defaultdict(list)
    for row in by_ids(reader, queries.STAGE_PEOPLE, numbers):
        people[row["stage_id"]].append(_contact(row))
    concerns: dict[int, list[ConcernView]] = defaultdict(list)
    for row in by_ids(reader, queries.STAGE_CONCERNS, numbers):
        concerns[row["stage_id"]].append(ConcernView(row["reason"], row["text"]))
    stages: dict[int, list[StageView]] = {number: [] for number in ids}
    for row in rows:
        values = {name: row[name] for name in row if name not in ("id", "application_id", "place")}
        stages[row["application_id"]].append(
            StageView(
                **values,
                where=row["place"],
                people=tuple(people[row["id"]]),
                concerns=tuple(concerns[row["id"]]),
            )
        )
    return stages


def next_stage(stages: Iterable[StageView], now: datetime) -> StageView | None:
    """The stage ahead that comes first: by its time, else its deadline; those without either last."""
    ahead = [stage for stage in stages if stage.state in OPEN_STATES and not has_passed(stage.at, now)]
    return min(ahead, key=lambda stage: (stage.at or stage.due or "~", stage.number), default=None)


def has_passed(at: str | None, now: datetime) -> bool:
    """Tell whether a stored time has come; a bare date has when its day is over (in the zone of `now`)."""
    if at is None:
        return False
    if len(at) == len("2026-11-28"):
        return at < f"{now:%Y-%m-%d}"
    return datetime.fromisoformat(at) <= now


def profile(reader: Reader) -> ProfileView:
    """Who writes; empty before anything was set."""
    rows = reader.rows(queries.PROFILE)
    return ProfileView(**rows[0]) if rows else ProfileView()


def by_ids(reader: Reader, query: str, ids: Sequence[int]) -> Sequence[Row]:
    """The rows of a query about some numbers; without any, none, and nothing is asked."""
    return reader.rows(queries.with_ids(query, ids)) if ids else ()


def _application_fields(row: Row) -> Row:
    return {
        **row,
        "internal": bool(row["internal"]),
        "tags": decode_words(row["tags"]),
        "updated_at": f"{row['updated_at'][:19]}Z",
    }


def _withdrawal(row: Row) -> WithdrawalView:
    return WithdrawalView(row["reason"], row["note"], row["situation"], row["stage"], row["decided_on"])


def _contact(row: Row) -> ContactView:
    return ContactView(row["name"], row["email"], row["phone"], row["role"], row["greet"])
