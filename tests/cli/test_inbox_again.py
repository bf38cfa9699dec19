"""What comes a second time, or is of no use: nothing stands in two places, nothing is made of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_inbox import ATTENDING, Rows, mail, one, run, take, two
from tests.mail.calendars import calendar, changed
from tests.support import Result, Runner

__all__ = ["take", "two"]
pytestmark = pytest.mark.usefixtures("clock", "writer")
INVITATION = mail(ics=calendar(ATTENDING))


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    "thing",
    [
        INVITATION,
        mail(Message_ID=""),
        calendar(ATTENDING),
        calendar(changed(ATTENDING, UID=None)),
        "We would like to meet you.",
    ],
)
def test_what_was_taken_in_elsewhere_is_refused_where_it_is_said_otherwise(
    bowout: Runner, take: Callable[..., Result], rows: Rows, tmp_path: Path, thing: bytes | str
) -> None:
    assert one(take(thing, options=("--app", "1")))["application_id"] == 1
    before, file = rows(), tmp_path / "with space 0.eml"
    commands = ["inbox --app 2", "withdraw globex -r career --from"]
    if not str(thing).startswith("We"):
        commands.append("inbox --new")  # a text is not made into an application
    for command in commands:
        refused = bowout(*command.split(), file, "--json")
        assert (refused.code, refused.error["code"]) == (1, "known_elsewhere"), command
        assert "was taken in for Acme, Backend Engineer (1)" in refused.error["message"]
        assert rows() == before
    assert bowout("inbox", file, "--app", "1", "--json").json[0]["done"] == []


@pytest.mark.usefixtures("two")
def test_of_a_mailbox_what_is_elsewhere_is_named(
    bowout: Runner, take: Callable[..., Result], rows: Rows, tmp_path: Path
) -> None:
    take(INVITATION)
    take(mail(Message_ID="<m2@acme.example>"), options=("--app", "2"))
    before, box = rows(), tmp_path / "box.mbox"
    line = b"From x@y Mon Nov 23 10:00:00 2026\n"
    box.write_bytes(line + INVITATION + b"\n" + line + mail(Message_ID="<m2@acme.example>"))
    told = run(bowout, "inbox", box, "--app", "2")
    assert "box.mbox#1: passed over. It was taken in for Acme, Backend Engineer (1)" in told
    assert rows() == before
    assert "Known already" in run(bowout, "inbox", box)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("uid", [True, False])
def test_what_came_while_it_was_closed_is_booked_once_it_is_open_again(
    bowout: Runner, take: Callable[..., Result], rows: Rows, *, uid: bool
) -> None:
    sent = INVITATION if uid else mail(ics=calendar(changed(ATTENDING, UID=None)))
    run(bowout, "withdraw", 1, "-r", "career", "--no-letter")
    take(sent)
    assert one(take(sent))["done"] == []
    run(bowout, "move", 1, "applied", "--note", "they wrote")
    again = one(take(sent))
    assert (again["stage"] or {}).get("state", "scheduled") == "scheduled"
    assert again["done"][0].startswith("Interview 1"), again
    once = rows()
    assert one(take(sent))["done"] == []
    assert rows() == once
    assert [stage["state"] for stage in bowout("stage", "list", 1, "--json").json] == ["scheduled"]


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER"])
@pytest.mark.parametrize("options", [(), ("--new",)])
def test_a_bare_calendar_that_books_nothing_makes_nothing(
    take: Callable[..., Result], rows: Rows, method: str, options: tuple[str, ...]
) -> None:
    before = rows()
    refused = take(calendar(ATTENDING, method=method), options=options)
    assert (refused.code, refused.error["code"]) == (1, "not_a_request")
    assert rows() == before


@pytest.mark.parametrize(
    "organizer",
    ["no-reply@hire.lever.co", "acme@invite.ashbyhq.com", "acme@myworkday.com", "no-reply@calendly.com"],
)
def test_a_service_is_no_company_as_organizer_either(
    bowout: Runner, take: Callable[..., Result], rows: Rows, organizer: str
) -> None:
    event = changed(ATTENDING, ORGANIZER=f"ORGANIZER;CN=Acme:mailto:{organizer}", SUMMARY="SUMMARY:Interview")
    sent, before = mail(f"Hiring <{organizer}>", "Interview", ics=calendar(event)), rows()
    refused = take(sent)
    assert (refused.code, refused.error["code"], rows()) == (1, "not_found", before)
    left = bowout("withdraw", "--from", "-", "-r", "career", "--json", stdin=sent.decode())
    assert (left.code, rows()) == (1, before)
    run(bowout, "add", "Lever", "Engineer")
    run(bowout, "add", "Globex", "Tester")
    named = mail(f"Hiring <{organizer}>", "Interview with Globex", ics=calendar(event))
    assert one(take(named))["application_id"] == 2


@pytest.mark.usefixtures("two")
def test_files_that_are_none_are_refused_plainly(bowout: Runner, tmp_path: Path) -> None:
    (tmp_path / "box" / "cur").mkdir(parents=True)
    for content in (None, b""):
        if content is not None:
            (tmp_path / "box" / "cur" / "1").write_bytes(content)
        empty = bowout("inbox", tmp_path / "box", "--json")
        assert (empty.code, empty.error["code"]) == (1, "unreadable")
    twice = bowout("inbox", "-", "-", "--app", "1", stdin="Hello")
    assert (twice.code, "only once" in twice.err) == (2, True)
    assert bowout("inbox", "", "--app", "1").code == 2
    nothing = bowout("inbox", "/dev/null", "--app", "1")
    assert (nothing.code, "/dev/null is empty" in nothing.err) == (1, True)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("address", ["", "not an address", "robin"])
def test_as_whom_one_is_invited_is_an_address(
    take: Callable[..., Result], rows: Rows, bowout: Runner, address: str
) -> None:
    before = rows()
    refused = take(INVITATION, options=("--as", address))
    assert (refused.code, "not a mail address" in refused.error["message"]) == (2, True)
    left = bowout("withdraw", "--from", "-", "-r", "career", "--as", address, stdin=INVITATION.decode())
    assert (left.code, rows()) == (2, before)


@pytest.mark.usefixtures("two")
def test_mail_counts_from_when_it_was_written(bowout: Runner, take: Callable[..., Result]) -> None:
    take(mail().replace(b"Mon, 23 Nov 2026 09:00:00", b"Fri, 20 Nov 2026 15:12:00"))
    [message] = bowout("show", 1, "--json").json["messages"]
    assert message["at"] == "2026-11-20T15:12:00Z"
