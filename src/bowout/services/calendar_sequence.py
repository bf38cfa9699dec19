"""The SEQUENCE of a step in one's own calendar, out of the history of what was recorded.

It rises with each change that a calendar shows, and with the undo of one; it never falls, since a
calendar leaves an event with a lower one aside. An invitation's own SEQUENCE is gone on from, and
what the organizer's updates change is not counted again: their next one has to be higher than ours.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bowout.domain.stages import StageState
from bowout.storage import calendar_queries
from bowout.storage.codec import Value, decode_row
from bowout.storage.reading import Reader, Row
from bowout.storage.views import by_ids

OFF_STATES = (StageState.CANCELLED, StageState.DECLINED)
_LARGEST = 2**31 - 1  # iCalendar's largest whole number
_SHOWN = ("at", "due", "minutes", "place", "kind", "round")


class History(NamedTuple):
    """What became of a stage: before and after each operation; and those that ended or reopened the process."""

    steps: Mapping[int, Sequence[Mapping[str, Value]]]
    endings: Sequence[int]


def read_histories(reader: Reader, rows: Sequence[Row]) -> Mapping[int, History]:
    """Read the histories of some stages."""
    steps: dict[int, dict[int, list[Mapping[str, Value]]]] = defaultdict(dict)
    for change in by_ids(reader, calendar_queries.STAGE_CHANGES, [row["id"] for row in rows]):
        before, after = (decode_row(change[when] or "{}") for when in ("before", "after"))
        steps[change["row_id"]].setdefault(change["operation_id"], [before, after])[1] = after
    endings = defaultdict(list)
    applications = sorted({row["application_id"] for row in rows})
    for change in by_ids(reader, calendar_queries.ENDINGS, applications):
        endings[change["row_id"]].append(change["operation_id"])
    return {row["id"]: History(steps[row["id"]], endings[row["application_id"]]) for row in rows}


def read_turns(reader: Reader) -> Mapping[int, int]:
    """Count how often each operation was undone and brought back."""
    turns: dict[int, int] = defaultdict(int)
    reversed_: dict[int, int] = {}
    for row in reader.rows(calendar_queries.REVERSALS):
        operation = reversed_.get(row["reverses"], int(row["reverses"]))
        reversed_[row["id"]] = operation
        turns[operation] += 1
    return turns


def sequence_of(row: Row, history: History, turns: Mapping[int, int], *, off: bool) -> int:
    """Say which version of its event a stage is; `off`: it does not take place."""
    highest = int(row["calendar_sequence"] or 0)
    made = min(history.steps, default=0)
    own = {operation for operation in history.endings if operation > made}
    turned = {made, *own}
    for operation, (before, after) in history.steps.items():
        was, is_ = (int(each.get("calendar_sequence") or 0) for each in (before, after))
        highest = max(highest, was, is_)
        if is_ > was:
            turned.add(operation)
        elif before and after and _shown(before) != _shown(after):
            own.add(operation)
    count = len(own) + sum(turns.get(operation, 0) for operation in turned | own)
    # Where the history was forgotten, the stage itself knows something.
    least = (0 if row["calendar_uid"] else row["rescheduled"]) + off
    return min(highest + max(count, least), _LARGEST)


def _shown(stage: Mapping[str, Value]) -> list[Value]:
    return [*(stage.get(name) for name in _SHOWN), stage.get("state") in OFF_STATES]
