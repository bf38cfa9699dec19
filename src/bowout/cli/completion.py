"""What the shell completes: applications, reasons, statuses, kinds of stage."""

from bowout.domain.errors import BowoutError

LONGEST = 18  # also the most digits that a number in a database may have


def complete_application(incomplete: str) -> list[tuple[str, str]]:
    """Complete an application by its number or the beginning of its company, newest first."""
    from bowout.cli.context import Desk
    from bowout.domain.names import fold
    from bowout.storage import queries

    query = (
        f"{queries.APPLICATIONS} WHERE a.search_key LIKE :word ESCAPE '!' ORDER BY a.updated_at DESC LIMIT 50"
    )
    desk = Desk()
    try:
        if len(incomplete) > LONGEST or (desk.target.path is not None and not desk.target.path.exists()):
            return []
        with desk.reading() as reader:
            rows = reader.rows(query, {"word": queries.like(fold(incomplete))})
            if incomplete.isdecimal():
                rows = reader.rows(f"{queries.APPLICATIONS} WHERE a.id = :id", {"id": int(incomplete)})
    except BowoutError:
        return []
    by_number = not incomplete or incomplete.isdecimal()
    return [
        (
            str(row["id"]) if by_number else row["company"],
            f"{row['company']}, {row['position']} ({row['status']})",
        )
        for row in rows
    ]


def complete_application_or_status(incomplete: str) -> list[tuple[str, str]]:
    """Complete what `move` takes: applications, then a status."""
    statuses = [(status, "status") for status in complete_status(incomplete)]
    return [*complete_application(incomplete), *statuses]


def complete_reason(incomplete: str) -> list[tuple[str, str]]:
    """Complete a reason's slug."""
    from bowout.domain.reasons import REASONS

    return [(slug, reason.definition) for slug, reason in REASONS.items() if slug.startswith(incomplete)]


def complete_status(incomplete: str) -> list[str]:
    """Complete a status."""
    from bowout.domain.statuses import Status

    return [status.value for status in Status if status.startswith(incomplete)]


def complete_kind(incomplete: str) -> list[str]:
    """Complete a kind of stage."""
    from bowout.domain.stages import StageKind

    return [kind.value for kind in StageKind if kind.startswith(incomplete)]
