"""One's own calendar: each step that has a time, and each deadline, as an entry."""

from collections.abc import Iterator

from bowout.domain.stages import OPEN_STATES, StageKind, StageState, describe
from bowout.domain.statuses import Status
from bowout.exchange.calendar import CalendarEntry
from bowout.mail.video_links import link_within
from bowout.services.calendar_gone import gone_entries
from bowout.services.calendar_identity import Identity, of_deadline, of_event
from bowout.services.calendar_sequence import OFF_STATES, read_histories, read_turns, sequence_of
from bowout.storage import calendar_queries
from bowout.storage.reading import Reader, Row

_USUAL = 60  # minutes, where nobody said how long
_BATCH = 200  # invitations are read with their stages


def calendar_entries(reader: Reader) -> Iterator[CalendarEntry]:
    """Give the entries of all applications, in the order in which their steps were added; then what is gone.

    They are read in batches.
    """
    turns = read_turns(reader)
    taken: set[Identity] = set()
    last = 0
    while rows := reader.rows(calendar_queries.DATED_STAGES, {"after": last, "most": _BATCH}):
        histories = read_histories(reader, {row["id"]: row["application_id"] for row in rows})
        for row in rows:
            sequence = sequence_of(
                row, histories[row["id"]], turns, off=_is_off(row, row["at"] or row["due"])
            )
            yield from _entries(row, sequence, taken)
        last = rows[-1]["id"]
    yield from gone_entries(reader, turns, taken)


def _entries(row: Row, sequence: int, taken: set[Identity]) -> Iterator[CalendarEntry]:
    name = describe(StageKind(row["kind"]), row["round"]).capitalize()
    whose = ", ".join(part for part in (row["company"], row["position"]) if part)
    place, link = row["place"], link_within(row["place"] or "")
    if row["at"]:
        # No two entries have the same one: a calendar would show one of them.
        uid, occurrence = next(each for each in of_event(row) if each not in taken)
        taken.add((uid, occurrence))
        off, minutes = _is_off(row, row["at"]), row["minutes"] or _USUAL
        title = f"{name}: {whose}"
        yield CalendarEntry(uid, occurrence, sequence, row["at"], minutes, title, place, link, off)
    if row["due"]:
        (uid, _), off = of_deadline(row), _is_off(row, row["due"])
        taken.add((uid, None))
        title = f"{name} due: {whose}"
        yield CalendarEntry(uid, None, sequence, row["due"], None, title, place, link, off)


def _is_off(row: Row, when: str) -> bool:
    """Tell whether a step was called off, or the process ended before it came to that.

    What is only silent, or accepted, may still take place.
    """
    state, ended = StageState(row["state"]), row["status"] in (Status.REJECTED, Status.WITHDRAWN)
    if state not in OPEN_STATES or not ended:
        return state in OFF_STATES
    ended_at = str(row["closed_at"])
    return when >= ended_at[: len(when)]
