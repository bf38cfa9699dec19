"""What has left one's own calendar: a step that was taken back or deleted, lost its time, or has another UID now.

A calendar keeps what was once imported into it until it hears that it is off. An invitation's event is
the organizer's, and may be there without us: what became of our record of it does not call it off.
"""

from collections.abc import Iterable, Iterator, Mapping

from bowout.domain.stages import StageKind, describe
from bowout.exchange.calendar import CalendarEntry
from bowout.services.calendar_identity import Identity, of_deadline, of_event
from bowout.services.calendar_sequence import History, read_histories, sequence_of
from bowout.storage import calendar_queries
from bowout.storage.codec import decode_row
from bowout.storage.reading import Reader, Row
from bowout.storage.views import by_ids

_BATCH = 200


def gone_entries(reader: Reader, turns: Mapping[int, int], taken: set[Identity]) -> Iterator[CalendarEntry]:
    """Give as cancelled what history has and `taken` has not; whose it was is not said any more."""
    last = 0
    while found := reader.rows(calendar_queries.LEFT_STAGES, {"after": last, "most": _BATCH}):
        last = found[-1]["id"]
        histories = read_histories(reader, {row["id"]: None for row in found})
        logged = _logged(reader, histories.values())
        for history in histories.values():
            for row in _recorded(history, logged):
                yield from _entries(row, history, turns, taken)


def _entries(
    row: Row, history: History, turns: Mapping[int, int], taken: set[Identity]
) -> Iterator[CalendarEntry]:
    name = describe(StageKind(row["kind"]), row["round"]).capitalize()
    sequence = sequence_of(row, history, turns, off=True)
    event = next(of_event(row)) if row["at"] and not row["calendar_uid"] else None
    if event and event not in taken:
        taken.add(event)
        yield CalendarEntry(*event, sequence, row["at"], None, name, None, None, cancelled=True)
    deadline = of_deadline(row) if row["due"] else None
    if deadline and deadline not in taken:
        taken.add(deadline)
        yield CalendarEntry(*deadline, sequence, row["due"], None, f"{name} due", None, None, cancelled=True)


def _recorded(history: History, logged: Mapping[int, str]) -> Iterator[Row]:
    """Give a step as it was recorded each time, the newest first."""
    for step in reversed(history.steps.values()):
        for values in filter(None, reversed(step)):
            rescheduled = int(str(values["rescheduled_by_me"])) + int(str(values["rescheduled_by_them"]))
            created = logged.get(int(str(values["application_id"])))
            yield {**values, "rescheduled": rescheduled, "created_at": created}


def _logged(reader: Reader, histories: Iterable[History]) -> Mapping[int, str]:
    """When the applications were logged, those too that are gone."""
    owners = {
        int(str(values["application_id"]))
        for history in histories
        for step in history.steps.values()
        for values in filter(None, step)
    }
    found = by_ids(reader, calendar_queries.LOGGED_ONCE, sorted(owners))
    recorded = ((change["id"], decode_row(change["after"] or change["before"])) for change in found)
    logged = {number: str(values["created_at"]) for number, values in recorded}
    present = by_ids(reader, calendar_queries.LOGGED, sorted(owners))
    return logged | {row["id"]: row["created_at"] for row in present}
