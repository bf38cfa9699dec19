"""Whether a sending was cut off, and whether the clock goes on from what was recorded."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bowout.domain.dates import utc_text
from bowout.domain.findings import Finding
from bowout.storage.reading import Reader, Row

# Longer than any conversation with a server may take.
_STALE = timedelta(minutes=10)
_SENDING = """
SELECT d.id, d.at, d.message_id, m.application_id FROM delivery d JOIN message m ON m.id = d.message_id
WHERE d.result = 'sending' AND d.at < :before ORDER BY d.id
"""


def cut_off(reader: Reader, now: datetime) -> Sequence[Row]:
    """The attempts to send of which nothing was noted since: whoever made them was killed."""
    return reader.rows(_SENDING, {"before": utc_text(now - _STALE)})


def check(reader: Reader, now: datetime) -> Iterator[Finding]:
    """Say what was cut off, and whether the last step lies ahead."""
    for row in cut_off(reader, now):
        yield Finding(
            "sending",
            "warning",
            f"Letter {row['message_id']} was being sent at {row['at']}, and nothing says what became of it.",
            f"bowout send {row['application_id']} looks for it, and asks; --repair notes that it is unknown",
            repairable=True,
        )
    newest = reader.rows("SELECT max(at) AS at FROM operation")[0]["at"]
    if newest and newest > utc_text(now):
        message = f"The clock says {utc_text(now)}, and the last step was recorded at {newest}."
        yield Finding("clock", "warning", message, "set the clock of this machine")
