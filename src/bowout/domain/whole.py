"""All that belongs to an application, row by row: what the full private export holds, and an import writes again.

A test holds the tables and their columns equal to the models.
"""

from typing import NamedTuple

from bowout.domain.reasons import REASONS
from bowout.domain.stages import Outcome, StageKind, StageState
from bowout.domain.statuses import Status

Cell = str | int | float | bool | bytes | None
Rows = dict[str, list[dict[str, Cell]]]
# What bytes are in JSON, as in the history.
BYTES = "bytes"


class Column(NamedTuple):
    """A column: what its values are, whether it may be empty, and which table it is a key of."""

    kind: type
    required: bool
    table: str | None


# Parents before children. `!`: never empty; a number is a key where a table stands behind it.
_TABLES = {
    "company": "name! key! website notes",
    "contact": "company_id>company name title greet email phone role",
    "application": "company_id>company! agency_id>company position! search_key! status! ended_by closed_at applied_on "
    "source url location salary internal:bool! tags! highlight created_at! updated_at!",
    "application_contact": "application_id>application! contact_id>contact!",
    "imported": "application_id>application! fingerprint! said!",
    "message": "application_id>application! direction! situation template template_version language tone sender "
    "recipients! cc! subject! body! advice! message_id in_reply_to thread raw:bytes state! created_at! sent_at stated "
    "statement form keep_in_touch:bool",
    "note": "application_id>application! at! text!",
    "reminder": "application_id>application! due_on! text why done_at",
    "stage": "application_id>application! number:int! kind! round:int state! at time_zone minutes:int place due "
    "outcome highlight rescheduled_by_me:int! rescheduled_by_them:int! calendar_uid calendar_sequence:int "
    "calendar_stamp calendar_organizer invitation:bytes calendar_attendee",
    "concern": "application_id>application! stage_id>stage reason! text at!",
    "delivery": "message_id>message! channel! at! result! detail",
    "event": "application_id>application! stage_id>stage at kind! from_state to_state text",
    "message_application": "message_id>message! application_id>application! named_only:bool!",
    "stage_person": "stage_id>stage! contact_id>contact!",
    "withdrawal": "application_id>application! reason! sub_reason note stated situation! stage! decided_on! told_on "
    "message_id>message revoked_at",
}
_KINDS: dict[str, type] = {"": str, "int": int, "bool": bool, "bytes": bytes}


def _column(text: str) -> tuple[str, Column]:
    rest, required = text.removesuffix("!"), text.endswith("!")
    name, key, table = rest.partition(">")
    name, _, kind = name.partition(":")
    return name, Column(int if key else _KINDS[kind], required, table or None)


TABLES: dict[str, dict[str, Column]] = {
    table: {"id": Column(int, True, None), **dict(map(_column, columns.split()))}
    for table, columns in _TABLES.items()
}
# What other commands take for granted of a column.
WORDS: dict[tuple[str, str], frozenset[str]] = {
    ("application", "status"): frozenset(Status),
    ("stage", "kind"): frozenset(StageKind),
    ("stage", "state"): frozenset(StageState),
    ("stage", "outcome"): frozenset(Outcome),
    ("withdrawal", "reason"): frozenset(REASONS),
    ("concern", "reason"): frozenset(REASONS),
    ("message", "direction"): frozenset(("in", "out", "reply")),
    ("message", "state"): frozenset(
        ("drafted", "handed_over", "sending", "sent", "failed", "discarded", "received")
    ),
}
TIMES = frozenset(
    {"applied_on", "at", "closed_at", "created_at", "decided_on", "done_at", "due", "due_on"}
    | {"revoked_at", "sent_at", "told_on", "updated_at"}
)
LISTS = frozenset(("tags", "recipients", "cc", "advice"))
