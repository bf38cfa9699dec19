"""Whether the fields that follow from others are as those say: status and end from the events, the folded names."""

from collections.abc import Iterator
from datetime import datetime

from bowout.domain.names import fold
from bowout.domain.stages import StageState
from bowout.domain.statuses import OPEN, Status, ended_by
from bowout.storage.codec import Value
from bowout.storage.health.differing import Difference
from bowout.storage.health.patient import Patient


def _words(kind: type[Status] | type[StageState]) -> str:
    return ", ".join(f"'{word}'" for word in kind)


# The events are in the order in which they were recorded; that is the one which counts.
_STANDINGS = f"""
SELECT a.id, a.status, a.ended_by, a.closed_at, a.created_at, a.updated_at, a.search_key, a.position, c.name AS company,
       e.to_state, e.at
FROM application a JOIN company c ON c.id = a.company_id LEFT JOIN event e ON e.id = (
    SELECT max(x.id) FROM event x WHERE x.application_id = a.id AND x.to_state IN ({_words(Status)})
)
ORDER BY a.id
"""  # noqa: S608 - the words are the program's own
_STAGES = f"""
SELECT s.id, s.state, e.to_state
FROM stage s JOIN event e ON e.id = (
    SELECT max(x.id) FROM event x WHERE x.stage_id = s.id AND x.to_state IN ({_words(StageState)})
)
WHERE s.state <> e.to_state
ORDER BY s.id
"""  # noqa: S608 - likewise


def differences(patient: Patient, counted: dict[str, int]) -> Iterator[Difference]:
    """Compare what follows from others with those; counts the applications."""
    for cells in patient.stream(_STANDINGS):
        counted["applications"] = counted.get("applications", 0) + 1
        number, status, by, closed_at, created_at, updated_at, key, position, company, to, at = cells
        if to is None:
            yield Difference("application", number, "eventless", (), {})
        wanted: dict[str, Value] = {
            "search_key": fold(f"{company} {position}"),
            # What put it where it was among the newest is not known; what is no time stops every command.
            "updated_at": updated_at if _is_time(updated_at) else created_at,
        }
        if to is not None:
            # Of an end whose day is not known, the time of recording is as good as any.
            end = at or closed_at or created_at
            wanted |= {
                "status": to,
                "ended_by": ended_by(Status(to)),
                "closed_at": None if Status(to) in OPEN else end,
            }
        present = {
            "search_key": key,
            "updated_at": updated_at,
            "status": status,
            "ended_by": by,
            "closed_at": closed_at,
        }
        yield from _changed("application", number, present, wanted)
    for number, state, to in patient.stream(_STAGES):
        yield from _changed("stage", number, {"state": state}, {"state": to})


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _changed(
    table: str, number: int, present: dict[str, Value], wanted: dict[str, Value]
) -> Iterator[Difference]:
    differing = {name: value for name, value in wanted.items() if present[name] != value}
    if differing:
        yield Difference(table, number, "changed", tuple(differing), differing)
