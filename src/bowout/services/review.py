"""What was noted along the way, and why I left."""

from bowout.storage import queries
from bowout.storage.reading import Reader


def reasons_noted(reader: Reader, number: int) -> list[str]:
    """The reasons of the concerns noted at an application, the most often noted first."""
    slugs = [row["reason"] for row in reader.rows(queries.CONCERNS, {"id": number})]
    return sorted(dict.fromkeys(slugs), key=lambda slug: -slugs.count(slug))
