"""What the shell completes: applications, reasons, statuses, kinds of stage."""

from bowout.domain.errors import BowoutError
from bowout.domain.names import fold, title_of

LONGEST = 18  # also the most digits that a number in a database may have


def complete_application(incomplete: str) -> list[tuple[str, str]]:
    """Complete an application by its number or the beginning of its company, newest first."""
    from bowout.cli.context import Desk
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
    return [
        (value, f"{title_of(row['company'], row['position'], row['id'])}: {row['status']}")
        for row in rows
        if (value := _value(incomplete, row["company"], row["id"]))
    ]


def _value(incomplete: str, company: str, number: int) -> str:
    """What stands in the line then: the number, or the company's first word in the case that was begun."""
    if not incomplete or incomplete.isdecimal():
        return str(number)
    word = company.split(maxsplit=1)[0]
    return incomplete + word[len(incomplete) :] if fold(word).startswith(fold(incomplete)) else ""


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


def complete_language(incomplete: str) -> list[str]:
    """Complete a language of letters."""
    from bowout.letters.languages import languages

    return [code for code in languages() if code.startswith(incomplete)]


def complete_template(incomplete: str) -> list[tuple[str, str]]:
    """Complete a file of wording by its whole name, or else by the last part of it."""
    from bowout.services.wordings import list_wordings

    views = list_wordings()
    whole = [(view.path, view.source) for view in views if view.path.startswith(incomplete)]
    last = [(view.path.rpartition("/")[2], view.path) for view in views]
    return whole or [(name, path) for name, path in dict(last).items() if name.startswith(incomplete)]
