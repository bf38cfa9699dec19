"""By what a calendar knows an entry again: the invitation's UID, else one that is made up and stays the same."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from bowout.domain.dates import parse_stored
from bowout.storage.reading import Row

# Of identifiers that are made up; it means nothing, but never changes.
_SPACE = UUID("6f1c27d2-5b0e-4a53-9c55-0c3f5d1f9a3e")

# The UID, and which of a series.
Identity = tuple[str, str | None]


def of_event(row: Row) -> Iterator[Identity]:
    """Give the invitation's, so that its event is the same one; then what else may serve."""
    if uid := row["calendar_uid"]:
        occurrence = _occurrence(uid, row["at"], bytes(row["invitation"] or b""))
        if occurrence is None or _is_stored(occurrence):
            yield uid, occurrence
    yield _made_up(row, "at")


def of_deadline(row: Row) -> Identity:
    """Give that of a deadline, which is an entry of its own."""
    return _made_up(row, "due")


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


def _made_up(row: Row, what: str) -> Identity:
    """Make one that differs from everybody else's, and names nobody and no machine."""
    return str(uuid5(_SPACE, f"{row['created_at']} {row['id']} {what}")), None
