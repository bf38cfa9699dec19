"""What was noted along the way, and why I left."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from bowout.domain.reason_details import Given, ReasonView, Telling, UsedReasonView
from bowout.domain.reasons import REASONS, Exposure, most_noted
from bowout.domain.stages import StageKind, describe
from bowout.domain.statuses import Status
from bowout.letters.wording import says
from bowout.services.said import read_stated
from bowout.storage import letter_queries, queries
from bowout.storage.reading import Reader, Row

# Where a process is left: at a step, or at a status without one; in the order in which it goes.
COURSE = (
    *(Status.SAVED, StageKind.OUTREACH, Status.APPLIED, StageKind.SCREENING, StageKind.ASSESSMENT),
    *(Status.INTERVIEWING, StageKind.INTERVIEW, StageKind.FINAL, StageKind.REFERENCES, StageKind.OFFER),
    *(Status.ACCEPTED, Status.REJECTED, Status.WITHDRAWN, Status.GHOSTED),
)


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
    rows = defaultdict(list)
    for row in reader.rows(letter_queries.USED_REASONS):
        rows[row["reason"]].append(row)
    used = [_used(reason, rows[reason.slug]) for reason in reasons]
    return sorted(used, key=lambda reason: -reason.count)


def all_given(reasons: Sequence[UsedReasonView]) -> dict[str, Given]:
    """What was given of the reasons at each stage, in the order in which a process goes."""
    whole: dict[str, Given] = {}
    for reason in reasons:
        for stage, given in reason.stated.items():
            before = whole.get(stage, Given())
            whole[stage] = Given(*map(sum, zip(before, given, strict=True)))
    return {stage: whole[stage] for stage in sorted(whole, key=COURSE.index)}


def telling(rows: Sequence[Row]) -> Telling:
    """How many days passed from deciding to telling, and how many were not told yet; a file knows neither."""
    from statistics import median

    known = [row for row in rows if not row["told_by_file"]]
    days = [
        (date.fromisoformat(row["told_on"]) - date.fromisoformat(row["decided_on"])).days
        for row in known
        if row["told_on"]
    ]
    return Telling(median(days) if days else None, len(days), len(known) - len(days))


def left(reader: Reader) -> Sequence[Row]:
    """The withdrawals that count."""
    return reader.rows(letter_queries.USED_REASONS)


def _used(reason: ReasonView, rows: Sequence[Row]) -> UsedReasonView:
    stages: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        stages[row["stage"]].append(row)
    often = sorted(stages, key=lambda stage: (-len(stages[stage]), stage))
    return UsedReasonView(
        **{field.name: getattr(reason, field.name) for field in fields(reason)},
        count=len(rows),
        stages={stage: len(stages[stage]) for stage in often},
        stated={stage: _given(stages[stage]) for stage in often},
        days_to_tell=telling(rows),
    )


def _given(rows: Sequence[Row]) -> Given:
    """Count by what the letter gave; where none was written, that is nothing."""
    counts = dict.fromkeys(Given._fields, 0)
    for row in rows:
        counts[how_given(row)] += 1
    return Given(**counts)


def how_given(row: Row) -> str:
    """What the letter of a withdrawal gave of its reason: a field of Given."""
    stated = read_stated(row)
    if stated is None:
        return "nothing"
    if stated.statement is None:
        return "own_sentence"
    return "softened" if REASONS[row["reason"]].exposure is Exposure.SOFTEN else "said"
