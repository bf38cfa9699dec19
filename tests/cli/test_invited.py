"""What an invitation does to a step, when it comes, and when it comes again: people, times, places, ends."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_inbox import DANA, run
from tests.mail.calendars import EVENT, calendar, changed
from tests.support import Result, Runner

pytestmark = pytest.mark.usefixtures("clock", "writer")
MINE = changed(EVENT.replace("Ida@Home.example", "robin@example.org").replace("Ida Berg", "Robin Ames"))


def event(sequence: int = 2, stamp: str = "20261120T091500Z", /, **lines: str | None) -> str:
    """The event as it is sent for the first time, or later; with other lines."""
    return changed(MINE, SEQUENCE=f"SEQUENCE:{sequence}", DTSTAMP=f"DTSTAMP:{stamp}", **lines)


@pytest.fixture
def take(bowout: Runner, tmp_path: Path) -> Callable[..., Result]:
    """Take a calendar in, for the application."""

    def inbox(text: str, *options: str) -> Result:
        file = tmp_path / "invitation.ics"
        file.write_text(text)
        result = bowout("inbox", file, "--app", "1", "--json", *options)
        assert result.code == 0, result.err
        return result

    run(bowout, "add", "Acme", "Backend Engineer", "--contact", DANA)
    return inbox


@pytest.fixture
def stages(bowout: Runner) -> Callable[[], list[Any]]:
    """The steps as they stand."""
    return lambda: list(bowout("stage", "list", "1", "--json").json)


def done(result: Result) -> str:
    [taken] = result.json
    return " / ".join(taken["done"])


# The people.


def contacts(bowout: Runner) -> list[str]:
    return [contact["email"] or contact["name"] for contact in bowout("show", 1, "--json").json["contacts"]]


@pytest.mark.parametrize(
    "mine",
    ["Robin Ames:mailto:robin+acme@example.org", "R:mailto:Robin@Example.org", "Robin Ames:mailto:ra@work.example"],
)  # fmt: skip
def test_i_am_nobody_of_theirs(bowout: Runner, take: Callable[..., Result], mine: str) -> None:
    take(calendar(event(attendee=f"ATTENDEE;CN={mine}\nATTENDEE;CN=Tom Ng:mailto:tom@acme.example")))
    assert contacts(bowout) == ["dana@acme.example", "tom@acme.example"]
    [stage] = bowout("show", 1, "--json").json["stages"]
    assert [person["email"] for person in stage["people"]] == ["tom@acme.example"]


def test_who_turns_out_to_be_me_is_none_of_them_any_more(bowout: Runner, take: Callable[..., Result]) -> None:
    text = calendar(event(attendee="ATTENDEE;CN=R.:mailto:ra@work.example"))
    take(text)
    assert "ra@work.example" in contacts(bowout)
    take(text, "--as", "ra@work.example")
    assert contacts(bowout) == ["dana@acme.example"]


def test_an_organizer_to_whom_no_mail_can_be_addressed_is_no_recipient(
    bowout: Runner, take: Callable[..., Result], tmp_path: Path
) -> None:
    take(calendar(event(organizer="ORGANIZER;CN=Desk:mailto:dänä@acme.example")))
    assert "dänä@acme.example" not in contacts(bowout)
    left = bowout("withdraw", 1, "-r", "career", "--eml", tmp_path / "letter.eml", "--json")
    assert (left.code, left.json["letter"]["to"]) == (0, [DANA])
