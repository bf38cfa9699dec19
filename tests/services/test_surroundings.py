"""What the advice beside a letter reads from the record."""

import pytest

from bowout.domain.reasons import REASONS, Exposure
from tests.support import Clock, Runner

pytestmark = pytest.mark.usefixtures("profile")
AGENCY_FIRST = "Tell Search & Co first: the agency speaks for you there, and should not hear it from Acme."
REFERRED = "Kim Park referred you: tell them yourself, before they hear it from others."
REFEREES = "Tell your referees that they need not expect a call."
SLOT = "Make sure that word reaches Ola Nord in time: the letter does not go to them."
DANA = "Dana Fox <dana@acme.example>"


@pytest.fixture
def profile(bowout: Runner) -> None:
    """Somebody who writes."""
    assert bowout("profile", "--name", "Robin Ames", "--email", "robin@example.org").code == 0


def advised(bowout: Runner, number: int, *options: str) -> list[str]:
    """The advice beside the letter that leaving would write."""
    options = options or ("--reason", "career")
    result = bowout("withdraw", number, *options, "--dry-run", "--yes", "--json")
    assert result.code == 0, result.err
    advice: list[str] = result.json["letter"]["advice"]
    return advice


@pytest.mark.parametrize(
    ("due", "line"),
    [
        (
            "2026-11-27",
            "They expect your answer by Friday, 27 November; whoever is next on their list is glad of",
        ),
        ("2026-11-27T17:00", "They expect your answer by Friday, 27 November at 17:00 CET; whoever is next"),
        ("2026-11-23", "They expect your answer today, Monday, 23 November."),
        ("2026-11-23T10:59", "They wanted your answer by Monday, 23 November at 10:59 CET. A late one"),
        ("2026-11-22", "They wanted your answer by Sunday, 22 November. A late one"),
    ],
)
def test_the_deadline_of_an_offer(bowout: Runner, due: str, line: str) -> None:
    bowout("add", "Acme", "Engineer", "--contact", DANA)
    bowout("stage", "add", 1, "assessment", "--due", "2026-11-25")
    bowout("stage", "add", 1, "offer", "--due", due)
    assert advised(bowout, 1)[0].startswith(line)
    bowout("stage", "cancel", 1, "2")
    assert not any("your answer" in text for text in advised(bowout, 1))


def test_whoever_referred_me_is_told_by_myself(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--contact", DANA)
    bowout("contact", "add", 1, "Kim Park <kim@acme.example>", "--role", "referrer")
    assert REFERRED in advised(bowout, 1)
    for option in ("--to", "--cc"):
        assert REFERRED not in advised(bowout, 1, "--reason", "pay", option, "KIM@acme.example")


def test_referees_are_told_as_long_as_they_may_be_called(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--contact", DANA)
    assert REFEREES not in advised(bowout, 1)
    bowout("stage", "add", 1, "references")
    assert REFEREES in advised(bowout, 1)
    bowout("stage", "done", 1)
    assert REFEREES not in advised(bowout, 1)


def test_an_agency_that_the_letter_goes_past_is_told_first(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--agency", "Search & Co", "--contact", DANA)
    assert advised(bowout, 1)[0] == AGENCY_FIRST
    bowout("contact", "add", 1, "Ann Lee <ann@search.example>", "--role", "agency")
    assert AGENCY_FIRST not in advised(bowout, 1)
    assert advised(bowout, 1, "--reason", "pay", "--to", DANA)[0] == AGENCY_FIRST


def test_the_coordinator_of_a_booked_slot_hears_of_it(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer", "--agency", "Search & Co", "--contact", "Ann Lee <ann@search.example>")
    bowout("contact", "add", 1, "Ola Nord <ola@acme.example>", "--role", "coordinator")
    assert SLOT not in advised(bowout, 1)
    bowout("stage", "add", 1, "interview", "--at", "2026-12-03T10:00")
    assert SLOT in advised(bowout, 1)
    assert SLOT not in advised(bowout, 1, "--reason", "pay", "--to", "Ola Nord <ola@acme.example>")


def test_of_two_applications_for_one_position_the_other_stays_open(bowout: Runner, clock: Clock) -> None:
    bowout("add", "Acme", "Engineer", "--contact", DANA)
    clock.advance(days=1)
    bowout("add", "Acme", "engineer", "--duplicate")
    bowout("add", "Acme", "Data Engineer")
    bowout("add", "Acme", "Saved Engineer", "--status", "saved")
    other = "Application 3 (Data Engineer) at the same company stays open."
    assert advised(bowout, 2, "--reason", "duplicate")[-2:] == [
        "Application 1 for the same position stays open: only the later submission is withdrawn.",
        other,
    ]
    earlier = (
        "Application 2 for the same position came later and stays open; usually the later one is withdrawn, "
    )
    alone = advised(bowout, 1, "--reason", "duplicate")[-2:]
    assert alone == [f"{earlier}so see whether you meant it.", other]
    assert "may be read as of both" in advised(bowout, 1)[-2]
    bowout("rejected", 1, 3)
    assert not any("Application" in text for text in advised(bowout, 2))


def test_nothing_private_is_in_the_advice_whatever_the_reason(bowout: Runner) -> None:
    bowout(
        "add", "Acme", "Engineer", "--salary", "83500", "--contact", DANA, "--note", "Nora and the burnout"
    )
    bowout("stage", "add", 1, "interview", "--at", "2026-11-24T10:00", "--with", "Lee Wong")
    bowout("note", 1, "--concern", "culture:Mortimer shouted")
    bowout("add", "Globex", "Engineer", "--status", "offer")
    for slug, reason in REASONS.items():
        given = " ".join(advised(bowout, 1, "--reason", slug, "--note", "Zebedee pays more")).casefold()
        assert "call dana fox now" in given
        hidden = () if reason.exposure is Exposure.SAY else (slug, reason.label.casefold())
        for word in ("83500", "nora", "burnout", "mortimer", "shouted", "globex", "zebedee", *hidden):
            assert word not in given, (slug, word)
        assert reason.definition.casefold() not in given
