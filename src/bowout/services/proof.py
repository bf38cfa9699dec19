"""What is proved of a search: the applications that were sent, and what came of each."""

from datetime import datetime

from bowout.domain.dates import Moment
from bowout.domain.statuses import OPEN, Status
from bowout.exchange.proof import Proof, ProofRow
from bowout.storage import views
from bowout.storage.reading import Reader

_SENT = """
SELECT a.applied_on, c.name AS company, a.position, a.location, a.source, a.status, a.closed_at
FROM application a JOIN company c ON c.id = a.company_id
WHERE a.applied_on IS NOT NULL AND a.applied_on >= :since
ORDER BY a.applied_on, a.id
"""
_OUTCOMES = {
    Status.APPLIED: "open",
    Status.SCREENING: "open: first talks",
    Status.INTERVIEWING: "open: interviews",
    Status.OFFER: "open: an offer",
    Status.ACCEPTED: "accepted",
    Status.REJECTED: "rejected",
    Status.WITHDRAWN: "withdrawn",
    Status.GHOSTED: "no answer",
}


def proof_of_search(reader: Reader, since: Moment | None, now: datetime) -> Proof:
    """The applications that were sent, by day; nothing of why any of them ended."""
    rows = reader.rows(_SENT, {"since": str(since.day) if since else ""})
    return Proof(
        name=views.profile(reader).name or "",
        since=str(since.day) if since else None,
        today=f"{now:%Y-%m-%d}",
        rows=[
            ProofRow(
                applied_on=row["applied_on"],
                company=row["company"],
                position=row["position"],
                location=row["location"] or "",
                source=row["source"] or "",
                outcome=_OUTCOMES.get(Status(row["status"]), "open"),
                ended_on="" if row["status"] in OPEN or not row["closed_at"] else _day(row["closed_at"], now),
            )
            for row in rows
        ],
    )


def _day(stored: str, now: datetime) -> str:
    """The day of a stored time where the user is."""
    if len(stored) == len("2026-11-28"):
        return stored
    return f"{datetime.fromisoformat(stored).astimezone(now.tzinfo):%Y-%m-%d}"
