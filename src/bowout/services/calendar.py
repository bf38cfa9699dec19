"""One's own calendar: each step that has a time, and each deadline, as an entry."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from bowout.domain.dates import parse_stored
from bowout.domain.stages import OPEN_STATES, StageKind, StageState, describe
from bowout.domain.statuses import Status
from bowout.exchange.calendar import CalendarEntry
from bowout.mail.video_links import link_within
from bowout.services.calendar_sequence import OFF_STATES, read_histories, read_turns, sequence_of
from bowout.storage import calendar_queries
from bowout.storage.reading import Reader, Row

_USUAL = 60  # minutes, where nobody said how long
_BATCH = 200  # invitations are read with their stages
# Of identifiers that are made up; it means nothing, but never changes.
_SPACE = UUID("6f1c27d2-5b0e-4a53-9c55-0c3f5d1f9a3e")


def calendar_entries(reader: Reader) -> Iterator[CalendarEntry]:
    """Give the entries of all applications, in the order in which their steps were added; read in batches."""
    turns = read_turns(reader)
    taken: set[tuple[str, str | None]] = set()
    last = 0
    while rows := reader.rows(calendar_queries.DATED_STAGES, {"after": last, "most": _BATCH}):
        histories = read_histories(reader, rows)
        for row in rows:
            sequence = sequence_of(
                row, histories[row["id"]], turns, off=_is_off(row, row["at"] or row["due"])
            )
            yield from _entries(row, sequence, taken)
        last = rows[-1]["id"]


def _entries(row: Row, sequence: int, taken: set[tuple[str, str | None]]) -> Iterator[CalendarEntry]:
    name = describe(StageKind(row["kind"]), row["round"]).capitalize()
    whose = ", ".join(part for part in (row["company"], row["position"]) if part)
    place, link = row["place"], link_within(row["place"] or "")
    if row["at"]:
        uid, occurrence = _identity(row, taken)
        off, minutes = _is_off(row, row["at"]), row["minutes"] or _USUAL
        title = f"{name}: {whose}"
        yield CalendarEntry(uid, occurrence, sequence, row["at"], minutes, title, place, link, off)
    if row["due"]:
        uid, off = _made_up(row, "due"), _is_off(row, row["due"])
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


def _identity(row: Row, taken: set[tuple[str, str | None]]) -> tuple[str, str | None]:
    """Give the UID and the occurrence of the invitation, so that its event is the same one; else made up.

    No two entries have the same: a calendar would show one of them.
    """
    uid = row["calendar_uid"]
    if uid:
        occurrence = _occurrence(uid, row["at"], bytes(row["invitation"] or b""))
        if (uid, occurrence) not in taken and (occurrence is None or _is_stored(occurrence)):
            taken.add((uid, occurrence))
            return uid, occurrence
    return _made_up(row, "at"), None


def _occurrence(uid: str, at: str, invitation: bytes) -> str | None:
    """Which of a series is meant; it stands in the invitation alone. Of several it is the one at that time."""
    if b"RECURRENCE-ID" not in invitation.upper():
        return None
    from bowout.mail.invitation import read_invitations  # late: hardly any is one of a series

    found = [each for each in read_invitations(invitation.decode(errors="replace")) if each.uid == uid]
    found.sort(key=lambda each: each.at != at)
    return found[0].recurrence if found else None


def _is_stored(text: str) -> bool:
    """Tell a time as the database stores it from one as somebody wrote it."""
    try:
        parse_stored(text)
    except ValueError:
        return False
    return len(text) == len("2026-11-28") or text.endswith("Z")


def _made_up(row: Row, what: str) -> str:
    """Make an identifier that stays the same, differs from everybody else's, and names nobody and no machine."""
    return str(uuid5(_SPACE, f"{row['created_at']} {row['application_id']} {row['number']} {what}"))
