"""Rows into what services return. Page-sized: a list asks four questions, however long it is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TypeVar

from bowout.domain.dates import sort_key
from bowout.domain.errors import NotFound
from bowout.domain.people import Person
from bowout.domain.results import (
    ApplicationDetail,
    ApplicationView,
    ConcernView,
    ContactView,
    EventView,
    LetterSummary,
    LetterView,
    NoteView,
    OperationView,
    ProfileView,
    ReminderView,
    StageView,
    WithdrawalView,
)
from bowout.domain.stages import OPEN_STATES
from bowout.domain.statuses import OPEN
from bowout.storage import queries
from bowout.storage.codec import decode_people, decode_words
from bowout.storage.reading import Parameters, Reader, Row

E = TypeVar("E", bound=EventView)


@dataclass(frozen=True, slots=True)
class Page:
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
        row["application_id"]: _withdrawal(row) for row in _by_ids(reader, queries.WITHDRAWALS, ids)
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


def detail(reader: Reader, number: int, now: datetime) -> ApplicationDetail:
    """One application with all that hangs on it."""
    view = application(reader, number, now)
    own: Parameters = {"id": number}
    mail = reader.rows(f"{queries.LETTERS} WHERE m.application_id = :id ORDER BY m.id", own)
    return ApplicationDetail(
        **{field.name: getattr(view, field.name) for field in fields(view)},
        messages=tuple(summary(row) for row in mail if row["direction"] == "in"),
        stages=tuple(stages_of(reader, [number])[number]),
        contacts=contacts_of(reader, number),
        notes=tuple(NoteView(row["at"], row["text"]) for row in reader.rows(queries.NOTES, own)),
        letters=tuple(summary(row) for row in mail if row["direction"] == "out"),
        events=tuple(in_time((event(row) for row in reader.rows(queries.EVENTS, own)), now)),
        reminders=tuple(ReminderView(**row) for row in reader.rows(queries.REMINDERS, own)),
        concerns=tuple(
            ConcernView(row["reason"], row["text"])
            for row in reader.rows(queries.CONCERNS, own)
            if row["stage_id"] is None
        ),
        highlight=reader.rows(queries.HIGHLIGHT, own)[0]["highlight"],
    )


def contacts_of(reader: Reader, number: int) -> tuple[ContactView, ...]:
    """The contacts of an application, in the order they were added."""
    return tuple(_contact(row) for row in reader.rows(queries.CONTACTS, {"id": number}))


def stages_of(reader: Reader, ids: Sequence[int]) -> dict[int, list[StageView]]:
    """The stages of some applications, by application, in the order they were added."""
    rows = _by_ids(reader, queries.STAGES, ids)
    numbers = [row["id"] for row in rows]
    people: dict[int, list[ContactView]] = defaultdict(list)
    for row in _by_ids(reader, queries.STAGE_PEOPLE, numbers):
        people[row["stage_id"]].append(_contact(row))
    concerns: dict[int, list[ConcernView]] = defaultdict(list)
    for row in _by_ids(reader, queries.STAGE_CONCERNS, numbers):
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


def letters(reader: Reader, number: int | None) -> list[LetterSummary]:
    """The letters that were written, oldest first: of one application or of all."""
    conditions = ["m.direction = 'out'"] + ([] if number is None else ["m.application_id = :id"])
    query = f"{queries.LETTERS}{queries.where(conditions)} ORDER BY m.id"
    return [summary(row) for row in reader.rows(query, {} if number is None else {"id": number})]


def companies(reader: Reader, ids: Iterable[int]) -> dict[int, str]:
    """The companies of some applications."""
    return {row["id"]: row["company"] for row in _by_ids(reader, queries.COMPANIES, sorted(set(ids)))}


def letter_summary(reader: Reader, number: int) -> LetterSummary:
    """One letter in a line; it is there."""
    return summary(reader.rows(f"{queries.LETTERS} WHERE m.id = :id", {"id": number})[0])


def letter(reader: Reader, number: int) -> tuple[int, LetterView]:
    """A letter, whole, after the number of its application.

    Raises:
        NotFound: there is none of that number.
    """
    rows = reader.rows(queries.LETTER, {"id": number})
    if not rows:
        raise NotFound(f"There is no letter {number}.", "`bowout letters list` shows what there is.")
    row = rows[0]
    return row["application_id"], LetterView(
        id=row["id"],
        situation=row["situation"],
        language=row["language"],
        tone=row["tone"],
        to=_written(decode_people(row["recipients"])),
        cc=_written(decode_people(row["cc"])),
        subject=row["subject"],
        body=row["body"],
        message_id=row["message_id"],
        in_reply_to=row["in_reply_to"],
        state=row["state"],
        advice=decode_words(row["advice"]),
    )


def summary(row: Row) -> LetterSummary:
    """One line of a list of letters."""
    return LetterSummary(
        id=row["id"],
        application_id=row["application_id"],
        situation=row["situation"] or "",
        to=_written(decode_people(row["recipients"])),
        subject=row["subject"],
        state=row["state"],
        at=row["created_at"],
    )


def profile(reader: Reader) -> ProfileView:
    """Who writes; empty before anything was set."""
    rows = reader.rows(queries.PROFILE)
    return ProfileView(**rows[0]) if rows else ProfileView()


def operations(reader: Reader, limit: int | None) -> list[OperationView]:
    """What was recorded, the newest first; an undo and a redo are steps too."""
    query = f"{queries.LOG} ORDER BY o.id DESC"
    rows = reader.rows(query) if limit is None else reader.rows(f"{query} LIMIT :limit", {"limit": limit})
    return [
        OperationView(row["id"], row["at"], row["command"], row["summary"], row["undone_by"] is not None)
        for row in rows
    ]


def event(row: Row) -> EventView:
    """One event."""
    return EventView(row["at"], row["kind"], row["from_state"], row["to_state"], row["text"])


def in_time(events: Iterable[E], now: datetime) -> list[E]:
    """Order events as they happened, in the zone of `now`; those of an unknown day come first."""
    zone = now.tzinfo or UTC
    return sorted(events, key=lambda event: sort_key(event.at, zone) if event.at else ("", ""))


def _by_ids(reader: Reader, query: str, ids: Sequence[int]) -> Sequence[Row]:
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


def _written(people: Sequence[Person]) -> tuple[str, ...]:
    return tuple(str(person) for person in people)
