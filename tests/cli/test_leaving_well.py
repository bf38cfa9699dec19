"""The cases in which letters go wrong elsewhere, each from the first command to the letter."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import Clock, Runner

pytestmark = pytest.mark.usefixtures("writer")
DANA = "Dana Fox <dana@acme.example>"


@pytest.fixture
def leave(bowout: Runner) -> Callable[..., dict[str, Any]]:
    """Run commands, then withdraw; returns its JSON. Nothing but a missing address may be warned of."""

    def run(*commands: list[str | int], app: str = "1", options: tuple[str, ...] = ("-r", "career")) -> Any:
        for argv in commands:
            result = bowout(*argv)
            assert result.code == 0, result.err
        result = bowout("withdraw", app, *options, "--json")
        assert result.code == 0, result.err
        assert [found["code"] for found in result.json["checks"]] in ([], ["no_recipient"])
        return result.json

    return run


def add(company: str = "Acme", position: str = "Backend Engineer", *more: str) -> list[str | int]:
    return ["add", company, position, "--contact", DANA, "--applied", "2026-11-02", *more]


HELD: tuple[list[str | int], ...] = (
    ["stage", "add", "1", "interview", "--at", "2026-11-19T10:00"],
    ["stage", "done", "1"],
)
BOOKED: list[str | int] = ["stage", "add", "1", "interview", "--at", "2026-12-03T14:00"]
Leave = Callable[..., dict[str, Any]]


def test_a_second_interview_declined_after_the_first_was_held(leave: Leave) -> None:
    letter = leave(add(), *HELD, BOOKED)["letter"]
    assert letter["situation"] == "decline_next_interview"
    assert "Thank you for the conversation on 19 November about" in letter["body"]
    assert "and for the invitation to a second interview." in letter["body"]
    assert "Please release the slot on Thursday, 3 December at 14:00 CET." in letter["body"]
    assert letter["body"].startswith("Dear Dana,")


def test_a_first_interview_declined(leave: Leave) -> None:
    letter = leave(add(), BOOKED)["letter"]
    assert letter["situation"] == "decline_interview"
    assert letter["subject"] == "Declining the interview on 3 December – Robin Ames"
    assert "Thank you for the invitation to interview" in letter["body"]
    assert "conversation" not in letter["body"] and "second" not in letter["body"]


def test_nobody_is_known(leave: Leave) -> None:
    letter = leave(["add", "Acme", "Backend Engineer"])["letter"]
    assert letter["to"] == [] and letter["body"].startswith("Dear Hiring Manager,")


def test_an_address_alone_names_nobody(leave: Leave) -> None:
    contact = ["contact", "add", "1", "d.fox@acme.example"]
    letter = leave(["add", "Acme", "Backend Engineer"], contact, *HELD)["letter"]
    assert letter["body"].startswith("Dear Acme team,") and "fox" not in letter["body"].lower()


def test_two_and_three_names(leave: Leave, bowout: Runner) -> None:
    tom: list[str | int] = ["contact", "add", "1", "Tom Reed <tom@acme.example>", "--role", "recruiter"]
    dana: list[str | int] = ["contact", "add", "1", DANA, "--role", "recruiter"]
    letter = leave(add(), dana, tom, *HELD)["letter"]
    assert letter["body"].startswith("Dear Dana and Tom,") and len(letter["to"]) == 2
    bowout("undo")
    ana: list[str | int] = ["contact", "add", "1", "Ana Ruiz <ana@acme.example>", "--role", "recruiter"]
    assert leave(ana)["letter"]["body"].startswith("Dear all,")


@pytest.mark.parametrize(
    ("company", "written"),
    [
        ("Acme Inc.", "position at Acme Inc. Having"),
        ("Yahoo!", "position at Yahoo! Having"),
        ("The Home Depot", "position at The Home Depot. Having"),
        ("J&J", "position at J&J. Having"),
    ],
)
def test_names_that_bring_along_their_own_stops_and_articles(
    leave: Leave, company: str, written: str
) -> None:
    assert written in leave(add(company), *HELD)["letter"]["body"]


@pytest.mark.parametrize(
    ("position", "written"),
    [
        ("HR Manager", "the HR Manager position at Acme"),
        ("Head of X", "the Head of X position at Acme"),
        ("Lead Role", "the Lead Role at Acme"),
        ("Sales Position", "the Sales Position at Acme"),
    ],
)
def test_positions_that_read_badly_with_an_article_or_twice(
    leave: Leave, position: str, written: str
) -> None:
    letter = leave(add("Acme", position), *HELD)["letter"]
    assert written in letter["body"] and letter["body"].count(position) == 1


def test_an_interview_tomorrow(leave: Leave, clock: Clock) -> None:
    clock.set("2026-12-02T16:00:00Z")  # 17:00 in Berlin: 21 hours before
    found = leave(add(), *HELD, BOOKED)["letter"]
    assert found["subject"] == "Declining the interview on 3 December at 14:00 CET"
    assert found["body"].count("sorry") == 1 and "I am sorry for the short notice." in found["body"]
    assert "tomorrow" not in found["body"]
    assert "call" in found["advice"][0].lower()


def test_through_an_agency(leave: Leave) -> None:
    letter = leave(
        ["add", "Acme", "Backend Engineer", "--agency", "Hays", "--contact", "Tom Reed <tom@hays.example>"],
        ["contact", "add", "1", DANA],
        *HELD,
    )["letter"]
    assert letter["to"] == ["Tom Reed <tom@hays.example>"]
    assert "for arranging the conversation" in letter["body"] and "Please let Acme know" in letter["body"]


def test_an_agency_that_does_not_name_its_client(leave: Leave) -> None:
    agency = [
        "add",
        "Hays",
        "Backend Engineer",
        "--agency",
        "Hays",
        "--contact",
        "Tom Reed <tom@hays.example>",
    ]
    body = leave(agency, *HELD)["letter"]["body"]
    assert (
        "position with your client" in body
        and "at Hays" not in body
        and "Please let your client know" in body
    )


def test_a_duplicate_submission_withdraws_the_later_one_alone(leave: Leave) -> None:
    second = [
        "add", "Acme", "Backend Engineer", "--duplicate", "--agency", "Hays",
        "--contact", "Tom Reed <tom@hays.example>",
    ]  # fmt: skip
    found = leave(add(), second, app="2", options=("-r", "duplicate"))
    letter = found["letter"]
    assert letter["to"] == ["Tom Reed <tom@hays.example>"]
    assert "would like to withdraw only the one you submitted." in letter["body"]
    assert "only this one is withdrawn and the other one stands." in letter["body"]
    assert letter["subject"] == "Withdrawal of a duplicate application – Backend Engineer"
    assert "future" not in letter["body"] and "wish" not in letter["body"]
    assert found["withdrawal"]["reason"] == "administrative"


def test_rescinding(leave: Leave) -> None:
    found = leave(
        add(), ["move", "1", "offer", "--on", "2026-11-20"], ["move", "1", "accepted"],
        options=("-r", "family", "--yes"),
    )  # fmt: skip
    letter = found["letter"]
    assert letter["situation"] == "rescind_acceptance"
    opening = "I am writing to withdraw my acceptance of the offer of 20 November"
    assert letter["body"].split("\n\n")[1].startswith(opening)
    assert "sorry" in letter["body"] and "paperwork" in letter["body"]
    assert "touch" not in letter["body"] and "openings" not in letter["body"]


def test_an_internal_application(leave: Leave, bowout: Runner) -> None:
    bowout("profile", "--linkedin", "linkedin.com/in/robin")
    body = leave(add("Acme", "Team Lead", "--internal"), *HELD, options=("-r", "role"))["letter"]["body"]
    assert "Acme" not in body and "your company" not in body and "linkedin" not in body
    assert "I will remain with my present team." in body


def test_after_two_reschedulings(leave: Leave) -> None:
    letter = leave(
        add(),
        *HELD,
        BOOKED,
        ["stage", "edit", "1", "--at", "2026-12-04T14:00", "--by", "me"],
        ["stage", "edit", "1", "--at", "2026-12-08T09:00", "--by", "me"],
    )["letter"]
    assert "release the slot on Tuesday, 8 December at 09:00 CET." in letter["body"]
    assert "change the date for me, and I am sorry for the trouble. There is no need" in letter["body"]
    assert "twice" not in letter["body"] and "postpone" not in letter["body"]


def test_rescheduled_by_them_it_is_no_reproach(leave: Leave) -> None:
    body = leave(add(), BOOKED, ["reschedule", "1", "2026-12-08T09:00"])["letter"]["body"]
    assert "There is no need to find another date." in body and "good of you" not in body


def test_after_a_long_silence(leave: Leave, bowout: Runner, clock: Clock) -> None:
    for command in (add(), *HELD):
        assert bowout(*command).code == 0
    clock.advance(days=40)
    body = leave()["letter"]["body"]
    assert "I wanted to let you know, so that your records are up to date." in body
    for reproach in ("heard", "reply", "silence", "weeks", "despite", "email"):
        assert reproach not in body.partition("Kind regards")[0]


def test_a_ghosted_one_is_left_from_the_deepest_it_ever_was(leave: Leave, clock: Clock) -> None:
    found = leave(add(), *HELD, ["ghosted", "1"])
    assert found["letter"]["situation"] == "withdraw_after_interview"
    assert "so that your records are up to date" in found["letter"]["body"]


def test_two_roles_with_one_recruiter(leave: Leave, bowout: Runner) -> None:
    first = leave(add(), add("Acme", "Platform Engineer"), *HELD)["letter"]
    assert "My application for the Platform Engineer position still stands" in first["body"]
    assert "Backend Engineer" in first["subject"] and first["body"].count("Backend Engineer") == 1
    bowout("sent", "1")
    second = leave(app="2")["letter"]
    assert "I have also decided to withdraw this application" in second["body"]
    assert first["body"].replace("Backend", "Platform") != second["body"]


def test_a_position_of_90_characters(leave: Leave) -> None:
    long = "Senior Staff Backend Engineer for Payments, Ledgers and Reconciliation in the EMEA Regions"
    assert len(long) == 90
    letter = leave(add("Acme", long), *HELD)["letter"]
    assert long in letter["body"] and len(letter["subject"]) <= 60 and letter["subject"].endswith("…")
