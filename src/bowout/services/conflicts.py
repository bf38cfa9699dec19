"""What others, or one's own other terminals, changed while somebody was asked."""

import json
from datetime import tzinfo

from bowout.domain.dates import show
from bowout.domain.errors import Refused
from bowout.storage import queries
from bowout.storage.reading import Reader


def newest_step(reader: Reader) -> int:
    """The number of the last step on record; 0 before the first."""
    return int(reader.rows(queries.NEWEST_STEP)[0]["id"] or 0)


def refuse_changed(reader: Reader, since: int, applications: frozenset[int], zone: tzinfo) -> None:
    """Refuse to go on where a step after `since` touched one of these applications.

    Raises:
        Refused: says which step, by whom where that is known, when, and what it was.
    """
    for step in reader.rows(queries.STEPS_SINCE, {"id": since}):
        met = applications.intersection(json.loads(step["touched"]))
        if met:
            by = f" by {step['taken_by']}" if step["taken_by"] else ""
            number = min(met)
            raise Refused(
                f"Meanwhile step {step['id']}{by}, {show(step['at'], zone)}, changed it: {step['summary']}.",
                f"Nothing was recorded. Look at it, and then say it again: bowout show {number}.",
                code="changed_meanwhile",
            )
