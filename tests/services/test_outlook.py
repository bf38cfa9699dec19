"""What else is open, seen from one application."""

from datetime import UTC, datetime

import pytest

from bowout.config import database_url_or_path
from bowout.domain.results import ProfileView
from bowout.services import outlook
from bowout.storage import details
from bowout.storage.reading import reading
from tests.support import Runner


def test_alternatives_are_in_the_order_of_how_far_they_are(bowout: Runner, database_url: str) -> None:
    def run(*argv: str | int) -> None:
        result = bowout("--db", database_url, *argv)
        assert result.code == 0, result.err

    statuses = (
        "applied",
        "applied",
        "saved",
        "offer",
        "screening",
        "rejected",
        "interviewing",
        "accepted",
        "ghosted",
    )
    for number, status in enumerate(statuses):
        run("add", f"Company {number}", "Engineer", "--status", status)
    with reading(database_url_or_path(database_url)) as reader:
        now = datetime(2026, 11, 23, 12, tzinfo=UTC)
        seen = outlook.outlook_of(reader, details.detail(reader, 1, now), ProfileView(), now)
    assert seen is not None
    assert [view.status for view in seen.alternatives] == [
        "accepted", "offer", "interviewing", "screening", "applied"
    ]  # fmt: skip
    assert seen.more == 0


def test_over_a_thousand_are_counted_no_further(bowout: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook, "COUNTED", 2)
    for number in range(10):
        bowout("add", f"Company {number}", "Engineer")
    assert bowout("show", 1, "--json").json["outlook"]["more"] == 3
