"""The fields that a column can be read as, by the names that `--map COLUMN=FIELD` takes."""

from bowout.domain.choices import choose
from bowout.domain.errors import UsageError
from bowout.domain.stages import StageKind

# Each with what a person might call it otherwise.
FIELDS: dict[str, tuple[str, ...]] = {
    "company": ("employer",),
    "position": ("role", "title", "job"),
    "status": ("state",),
    "outcome": ("result",),
    "applied": ("applied_on", "date", "date_applied"),
    "applied_flag": (),
    "ended": ("ended_on",),
    "reason": (),
    "source": ("channel",),
    "url": ("link",),
    "location": ("place", "city"),
    "salary": ("pay",),
    "external_id": ("id",),
    "tags": ("labels",),
    "contact": ("person",),
    "contact_email": ("email",),
    "contact_phone": ("phone",),
    "notes": ("comments",),
    "history": (),
    **{
        f"stage:{kind}": (kind.value, f"{kind.value} date")
        for kind in StageKind
        if kind != StageKind.OUTREACH
    },
    "note": ("keep",),
    "ignore": ("skip", "nothing"),
}
# Known to the vocabulary, and kept in a note: bowout has no field of its own for them.
KEPT = frozenset({"created", "updated", "responded", "follow_up", "deadline", "response", "note"})
DATES = frozenset({"applied", "ended"})
# Read for what they show of the order of day and month.
KEPT_DATES = frozenset({"created", "updated", "responded", "follow_up", "deadline"})
# Several columns may be read as these; of the others, the first that is filled counts.
MANY = (
    frozenset({"notes", "tags", "contact", "contact_email", "contact_phone", "note", "ignore", "history"})
    | KEPT
)


def field_named(word: str) -> str:
    """Read a field as a person shortens it; UsageError lists them all."""
    if word in FIELDS:
        return word
    exact = [name for name, others in FIELDS.items() if word.casefold().replace(" ", "_") in others]
    return exact[0] if exact else choose(word, FIELDS, "field")


def read_map(pairs: tuple[str, ...]) -> dict[str, str]:
    """Read `COLUMN=FIELD` as typed, the last `=` counts: a heading may hold one.

    Raises:
        UsageError: without `=`, or the field is unknown.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column.strip():
            raise UsageError(
                f"“{pair}” does not say which column is which field.", "Write --map COLUMN=FIELD."
            )
        found[column.strip()] = field_named(field.strip())
    return found
