"""What lies ahead, and what waits for an answer: eight questions, however long the search is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bowout.domain.agenda import AgendaItem, Kind
from bowout.domain.dates import sort_key
from bowout.domain.stages import StageKind, describe
from bowout.storage import letter_queries, queries
from bowout.storage.details import companies
from bowout.storage.reading import Reader, Row
from bowout.storage.views import by_ids, has_passed

# Days after which it is no longer worth it to ask again, or to tell them.
_WORTH_IT = 60


@dataclass(frozen=True, slots=True)
class Agenda:
    """Things to do, by kind and within each by day, and the names of the companies by application."""

    items: list[AgendaItem]
    companies: dict[int, str]


def read_agenda(reader: Reader, now: datetime, *, silent_days: int, within: int | None = None) -> Agenda:
    """Read what lies ahead, and what has been silent for `silent_days`.

    `within`: what comes later than in so many days is left out; what is overdue
    and what has no day stays.
    """
    stages = reader.rows(queries.OPEN_STAGES)
    reminders = reader.rows(queries.OPEN_REMINDERS)
    coming = [
        *_in_time(_deadlines(stages, now), now),
        *_in_time(_steps(reader, stages, now), now),
        *_reminders(reminders, Kind.REMINDER),
        *_letters(reader),
        *_untold(reader, now),
        *_unanswered(reader, now, silent_days),
        *_reminders(reminders, Kind.RECONNECT),
    ]
    last = None if within is None else str(now.date() + timedelta(within))
    items = [item for item in coming if last is None or item.on is None or _day(item.on, now) <= last]
    items += _silent(reader, now, silent_days)
    return Agenda(items, companies(reader, (item.application_id for item in items)))


def _deadlines(stages: Iterable[Row], now: datetime) -> Iterator[AgendaItem]:
    for row in stages:
        if row["due"]:
            what = "overdue" if has_passed(row["due"], now) else "due"
            yield AgendaItem(row["due"], Kind.DEADLINE, row["application_id"], f"{_name(row)} {what}")


def _steps(reader: Reader, stages: Sequence[Row], now: datetime) -> Iterator[AgendaItem]:
    people = defaultdict(list)
    for row in by_ids(reader, queries.STAGE_PEOPLE, [row["id"] for row in stages]):
        people[row["stage_id"]].append(row["name"] or row["email"])
    for row in stages:
        if row["at"] is None and row["due"]:
            continue  # there is but its deadline
        parts = [_name(row)]
        if row["minutes"]:
            parts.append(f"{row['minutes']} minutes")
        if row["place"]:
            parts.append(row["place"])
        if people[row["id"]]:
            parts.append(f"with {', '.join(people[row['id']])}")
        if row["at"] is None:
            parts.append("no date yet")
        text = ", ".join(parts)
        if has_passed(row["at"], now):
            which = f"{row['application_id']} {row['number']}"
            text += f": was it held? bowout stage done {which}, or bowout stage cancel {which}"
        yield AgendaItem(row["at"], Kind.STAGE, row["application_id"], text)


def _reminders(rows: Iterable[Row], kind: Kind) -> Iterator[AgendaItem]:
    for row in rows:
        if (row["why"] == Kind.RECONNECT) == (kind is Kind.RECONNECT):
            yield AgendaItem(row["due_on"], kind, row["application_id"], row["text"] or "look at it")


def _letters(reader: Reader) -> Iterator[AgendaItem]:
    for row in reader.rows(letter_queries.UNSENT_LETTERS):
        number, state = row["application_id"], row["state"].replace("_", " ")
        then = f"when it is sent: bowout sent {number}"
        if state == "sending":
            then = f"not known whether it left: bowout send {number}"
        what = "letter"
        if row["direction"] == "reply":
            what, then = "calendar reply", f"bowout send {number} hands it over; {then}"
        text = f"{what} {state}: {row['subject']}; {then}"
        yield AgendaItem(row["created_at"], Kind.LETTER, number, text)


def _untold(reader: Reader, now: datetime) -> Iterator[AgendaItem]:
    """What I left without a letter, and never told them."""
    for row in reader.rows(letter_queries.UNTOLD, {"since": str(now.date() - timedelta(_WORTH_IT))}):
        yield AgendaItem(
            row["decided_on"], Kind.UNTOLD, row["application_id"], "they were never told that you left"
        )


def _unanswered(reader: Reader, now: datetime, days: int) -> Iterator[AgendaItem]:
    """Letters that ask for an answer, were sent so many days ago, and had none."""
    for row in reader.rows(
        letter_queries.UNANSWERED_LETTERS, {"since": str(now.date() - timedelta(_WORTH_IT))}
    ):
        waited = (now.date() - date.fromisoformat(_day(row["sent_at"], now))).days
        if waited >= days:
            text = f"no answer for {waited} days: {row['subject']}"
            yield AgendaItem(row["sent_at"], Kind.UNANSWERED, row["application_id"], text)


def _silent(reader: Reader, now: datetime, days: int) -> Iterator[AgendaItem]:
    """Open applications of which nothing was heard for some days, the longest silent first."""
    # A day more, whatever the zone; what is too new is left out below, as seen from there.
    parameters = {"before": str(now.date() - timedelta(days - 2))}
    for row in reader.rows(queries.SILENT, parameters):
        quiet = (now.date() - date.fromisoformat(_day(row["since"], now))).days
        if quiet >= days:
            text = f"{row['status']}, silent for {quiet} days"
            yield AgendaItem(row["since"], Kind.SILENT, row["id"], text)


def _in_time(items: Iterable[AgendaItem], now: datetime) -> list[AgendaItem]:
    """Order by time; those without one come last, as they were."""
    zone = now.tzinfo or UTC
    return sorted(items, key=lambda item: sort_key(item.on, zone) if item.on else ("~", ""))


def _day(stored: str, now: datetime) -> str:
    return sort_key(stored, now.tzinfo or UTC)[0]


def _name(row: Row) -> str:
    return describe(StageKind(row["kind"]), row["round"])
