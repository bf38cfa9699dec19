"""What was noted along the way, and why I left."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields

from bowout.domain.details import ReasonView, UsedReasonView
from bowout.domain.reasons import REASONS, most_noted
from bowout.domain.stages import StageKind, describe
from bowout.letters.wording import says
from bowout.storage import queries
from bowout.storage.reading import Reader


def reasons_noted(reader: Reader, number: int) -> dict[str, list[str]]:
    """The reasons of the concerns noted at an application, the most often noted first, each with what was noted."""
    rows = reader.rows(queries.CONCERNS, {"id": number})
    noted: dict[str, list[str]] = {slug: [] for slug in most_noted([row["reason"] for row in rows])}
    for row in rows:
        where = f"at {describe(StageKind(row['kind']), row['round'])}" if row["kind"] else "along the way"
        noted[row["reason"]].append(f"noted {where}{': ' if row['text'] else ''}{row['text'] or ''}")
    return noted


def list_reasons(language: str) -> list[ReasonView]:
    """All categories of reason, with what a letter in that language says of each."""
    return [
        ReasonView(
            slug, reason.label, reason.definition, reason.exposure, says(reason, language), reason.private
        )
        for slug, reason in REASONS.items()
    ]


def reasons_used(reader: Reader, reasons: Sequence[ReasonView]) -> list[UsedReasonView]:
    """All of these categories, with how often and at which stages each was mine; the most frequent first.

    An application that was reopened does not count: it was not left in the end.
    """
    stages: dict[str, dict[str, int]] = defaultdict(dict)
    for row in sorted(reader.rows(queries.USED_REASONS), key=lambda row: (-row["count"], row["stage"])):
        stages[row["reason"]][row["stage"]] = row["count"]
    used = [
        UsedReasonView(
            **{field.name: getattr(reason, field.name) for field in fields(reason)},
            count=sum(stages[reason.slug].values()),
            stages=dict(stages[reason.slug]),
        )
        for reason in reasons
    ]
    return sorted(used, key=lambda reason: -reason.count)
