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

    steps: dict[int, list[Mapping[str, Value]]]
    endings: Sequence[int]


def read_histories(reader: Reader, stages: Mapping[int, int | None]) -> Mapping[int, History]:
    """Read the histories of some stages, each given with its application if it is still there."""
    steps: dict[int, dict[int, list[Mapping[str, Value]]]] = defaultdict(dict)
    owners = dict(stages)
    for change in by_ids(reader, calendar_queries.STAGE_CHANGES, list(stages)):
        before, after = (decode_row(change[when] or "{}") for when in ("before", "after"))
        steps[change["row_id"]].setdefault(change["operation_id"], [before, after])[1] = after
        owners[change["row_id"]] = int(str((before or after)["application_id"]))
    endings = defaultdict(list)
    applications = sorted({owner for owner in owners.values() if owner is not None})
    for change in by_ids(reader, calendar_queries.ENDINGS, applications):
        endings[change["row_id"]].append(change["operation_id"])
    return {stage: History(steps[stage], endings[owner or 0]) for stage, owner in owners.items()}


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
        if is_ > was and row["calendar_uid"]:
            turned.add(operation)
        elif before and _shown(before, row) != _shown(after, row):
            own.add(operation)
    count = len(own) + sum(turns.get(operation, 0) for operation in turned | own)
    # Where the history was forgotten, the stage itself knows something.
    least = (0 if row["calendar_uid"] else row["rescheduled"]) + off
    return min(highest + max(count, least), _LARGEST)


def _shown(stage: Mapping[str, Value], row: Row) -> list[Value]:
    # An invitation's UID takes the place of the one that was made up.
    uid = None if row["calendar_uid"] else stage.get("calendar_uid")
    return [*(stage.get(name) for name in _SHOWN), stage.get("state") in OFF_STATES, uid]
