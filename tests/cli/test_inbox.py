"""What employers send: found out whom it concerns, kept, its people known, its invitations stages."""

from collections.abc import Callable
from email.message import EmailMessage
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.mail.calendars import EVENT, calendar, changed
from tests.support import Result, Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]

pytestmark = pytest.mark.usefixtures("clock", "writer")
ME = "Robin Ames <robin@example.org>"
DANA = "Dana Fox <dana@acme.example>"
ATTENDING = changed(EVENT.replace("Ida@Home.example", "robin@example.org"))


def run(bowout: Runner, *argv: str | int | Path, **given: Any) -> str:
    result = bowout(*argv, **given)
    assert result.code == 0, result.err
    return result.out + result.err


def mail(
    sender: str = DANA,
    subject: str = "Your application",
    text: str = "Thank you.",
    *,
    ics: str | None = None,
    method: str = "REQUEST",
    **headers: str,
) -> bytes:
    """A mail as a mail program writes one."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, ME, subject
    message["Date"] = "Mon, 23 Nov 2026 09:00:00 +0000"
    for name, value in ({"Message_ID": "<m1@acme.example>"} | headers).items():
        if value:
            message[name.replace("_", "-")] = value
    message.set_content(text)
    if ics is not None:
        message.add_alternative(ics.encode(), maintype="text", subtype="calendar", params={"method": method})
    return message.as_bytes()


@pytest.fixture
def take(bowout: Runner, tmp_path: Path) -> Callable[..., Result]:
    """Take in what is given as bytes or text; as JSON."""

    def inbox(*things: bytes | str, options: tuple[str, ...] = ()) -> Result:
        files = []
        for place, thing in enumerate(things):
            file = tmp_path / f"with space {place}.eml"
            file.write_bytes(thing.encode() if isinstance(thing, str) else thing)
            files.append(file)
        return bowout("inbox", *files, "--json", *options)

    return inbox


def one(result: Result) -> Any:
    assert result.code == 0, result.err
    [found] = result.json
    return found


@pytest.fixture
def two(bowout: Runner) -> None:
    run(bowout, "add", "Acme", "Backend Engineer", "--contact", DANA)
    run(bowout, "add", "Globex GmbH", "Tester")


# Whom it concerns.


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("written", "number"),
    [
        ({"sender": DANA, "subject": "Hello"}, 1),
        ({"sender": "Lee <lee@acme.example>", "subject": "Hello"}, 1),
        ({"sender": "Lee <lee@mail.globex.example>", "subject": "Hello"}, 2),
        ({"sender": "Globex GmbH <no-reply@ats.example>", "subject": "Your application"}, 2),
        ({"sender": "Lee <lee@gmail.com>", "subject": "An interview at Globex"}, 2),
    ],
)
def test_it_is_found_by_people_company_and_words(
    take: Callable[..., Result], written: dict[str, str], number: int
) -> None:
    assert one(take(mail(**written)))["application_id"] == number


@pytest.mark.usefixtures("two")
def test_it_is_found_by_the_thread_whoever_writes(take: Callable[..., Result]) -> None:
    take(mail())
    answer = mail(
        "Kim <kim@elsewhere.example>", "Re: x", Message_ID="<m2@e.example>", In_Reply_To="<m1@acme.example>"
    )
    assert one(take(answer))["application_id"] == 1


@pytest.mark.usefixtures("two")
def test_of_several_the_open_one_and_the_one_that_is_named(
    bowout: Runner, take: Callable[..., Result]
) -> None:
    run(bowout, "add", "Acme", "Site Engineer", "--contact", DANA)
    refused = take(mail())
    assert (refused.code, refused.error["code"]) == (1, "ambiguous")
    assert one(take(mail(subject="The position of Site Engineer")))["application_id"] == 3
    run(bowout, "rejected", 3)
    assert one(take(mail(Message_ID="<m3@acme.example>")))["application_id"] == 1


def test_what_fits_none_is_the_beginning_of_one(bowout: Runner, take: Callable[..., Result]) -> None:
    found = one(take(mail("Pat Lee <pat.lee@big-corp.co.uk>", "An opening")))
    view = bowout("show", found["application_id"], "--json").json
    assert (view["company"], view["position"], view["status"]) == ("Big Corp", "", "saved")
    assert [contact["name"] for contact in view["contacts"]] == ["Pat Lee"]
    assert [message["subject"] for message in view["messages"]] == ["An opening"]
    assert found["done"][0] == "New: Big Corp, position not named (1)"


def test_a_service_alone_names_nobody_unless_it_is_told_to(take: Callable[..., Result], rows: Rows) -> None:
    before = rows()
    sent = mail("Notifications <notifications@calendar.example>", "Reminder")
    refused = take(sent)
    assert (refused.code, refused.error["code"]) == (1, "not_found")
    assert "--app" in refused.error["hint"] and "--new" in refused.error["hint"]
    assert rows() == before
    assert one(take(sent, options=("--new",)))["application_id"] == 1


@pytest.mark.usefixtures("two")
def test_pasted_text_is_told_where_it_belongs(bowout: Runner) -> None:
    refused = bowout("inbox", "-", stdin="We would like to meet you.")
    assert (refused.code, "--app" in refused.err) == (2, True)
    told = "We would like to meet you."
    run(bowout, "inbox", "-", "--app", "acme", stdin=told)
    assert "Known already" in run(bowout, "inbox", "-", "--app", "acme", stdin=told)
    assert len(bowout("show", "acme", "--json").json["messages"]) == 1


# What is done.


@pytest.mark.usefixtures("two")
def test_an_invitation_is_a_stage_with_time_place_and_people(
    bowout: Runner, take: Callable[..., Result], rows: Rows
) -> None:
    before = rows()
    found = one(take(mail(ics=calendar(ATTENDING))))
    assert found["refused"] is None
    stage = found["stage"]
    assert (stage["kind"], stage["state"], stage["at"], stage["minutes"], stage["time_zone"]) == (
        "interview", "scheduled", "2026-11-28T13:00:00Z", 45, "Europe/Berlin"
    )  # fmt: skip
    assert stage["where"].startswith("Hauptstraße 5, Berlin, https://acme.zoom.us/j/123")
    assert [person["email"] for person in stage["people"]] == ["tom@acme.example"]
    assert bowout("show", 1, "--json").json["status"] == "interviewing"
    after = rows()
    assert bowout("undo").code == 0
    assert rows() == before
    assert bowout("redo").code == 0
    assert rows() == after


@pytest.mark.usefixtures("two")
def test_the_same_twice_adds_nothing(bowout: Runner, take: Callable[..., Result], rows: Rows) -> None:
    for sent in (mail(ics=calendar(ATTENDING)), mail(Message_ID="", subject="No id"), calendar(ATTENDING)):
        take(sent)
        once, log = rows(), bowout("log", "--json").json
        again = one(take(sent))
        assert (again["done"], again["application_id"]) == ([], 1)
        assert (rows(), bowout("log", "--json").json) == (once, log)


def versions() -> dict[str, str]:
    def event(sequence: int, stamp: str, time: str, **more: str) -> str:
        return changed(
            ATTENDING, SEQUENCE=f"SEQUENCE:{sequence}", DTSTAMP=f"DTSTAMP:{stamp}",
            DTSTART=f"DTSTART:20261128T{time}Z", DTEND=f"DTEND:20261128T{time[0]}{int(time[1]) + 1}{time[2:]}Z", **more,
        )  # fmt: skip

    return {
        "first": calendar(event(0, "20261120T080000Z", "130000")),
        "minor": calendar(event(0, "20261120T090000Z", "133000")),
        "moved": calendar(event(1, "20261121T080000Z", "150000")),
        "off": calendar(event(2, "20261122T080000Z", "150000", STATUS="STATUS:CANCELLED"), method="CANCEL"),
    }


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("order", list(permutations(versions())))
def test_updates_and_cancellations_end_alike_in_whatever_order_they_come(
    bowout: Runner, take: Callable[..., Result], order: tuple[str, ...]
) -> None:
    for name in order:
        take(versions()[name], options=("--app", "1"))
    [stage] = bowout("stage", "list", 1, "--json").json
    assert (stage["state"], stage["at"]) == ("cancelled", "2026-11-28T15:00:00Z")


@pytest.mark.usefixtures("two")
def test_a_moved_interview_is_rescheduled_and_one_called_off_cancelled(
    bowout: Runner, take: Callable[..., Result]
) -> None:
    take(versions()["first"], options=("--app", "1"))
    moved = one(take(versions()["moved"]))
    assert moved["application_id"] == 1, "its calendar entry is known"
    assert "changed (before: 2026-11-28 14:00)" in moved["done"][0]
    assert "cancelled by them" in one(take(versions()["off"]))["done"][0]
    kinds = [event["kind"] for event in bowout("show", 1, "--json").json["events"]]
    assert kinds[-2:] == ["stage_rescheduled", "stage_cancelled"]


@pytest.mark.usefixtures("two")
def test_the_invitation_to_what_was_noted_by_hand_is_no_second_stage(
    bowout: Runner, take: Callable[..., Result]
) -> None:
    run(bowout, "stage", "add", 1, "interview", "--at", "2026-11-28T14:00")
    take(mail(ics=calendar(ATTENDING)))
    assert len(bowout("stage", "list", 1, "--json").json) == 1


@pytest.mark.usefixtures("two")
def test_what_overlaps_is_pointed_out(bowout: Runner, take: Callable[..., Result]) -> None:
    run(bowout, "stage", "add", 2, "screening", "--at", "2026-11-28T14:30")
    done = one(take(mail(ics=calendar(ATTENDING))))["done"]
    assert "It overlaps with screening at Globex GmbH, Tester (2), 2026-11-28 14:30" in done


@pytest.mark.usefixtures("two")
def test_mail_to_a_closed_application_is_kept_and_reopens_nothing(
    bowout: Runner, take: Callable[..., Result]
) -> None:
    run(bowout, "withdraw", 1, "-r", "career")
    found = one(take(mail(ics=calendar(ATTENDING))))
    assert (found["application_id"], found["stage"]) == (1, None)
    view = bowout("show", 1, "--json").json
    assert (view["status"], view["stages"], len(view["messages"])) == ("withdrawn", [], 1)
    assert "it stays so" in found["done"][-1]


@pytest.mark.usefixtures("two")
def test_an_answer_in_the_thread_of_my_letter_closes_the_loop(
    bowout: Runner, take: Callable[..., Result]
) -> None:
    run(bowout, "withdraw", 1, "-r", "career", "--keep-in-touch")
    letter = bowout("letters", "show", 1, "--json").json["message_id"]
    done = one(take(mail(subject="Re: Withdrawal", In_Reply_To=letter)))["done"]
    assert done[-2:] == ["Letter 1: sent, since they answer it", "They answered your letter"]
    assert bowout("letters", "list", "--json").json[0]["state"] == "sent"
    assert bowout("letters", "list", "--unanswered", "--json").json == []


@pytest.mark.usefixtures("two")
def test_why_no_reply_can_be_made_is_said_and_everything_kept(
    bowout: Runner, take: Callable[..., Result]
) -> None:
    stranger = mail(ics=calendar(EVENT))
    found = one(take(stranger))
    assert (found["refused"], found["stage"]["state"]) == ("not_attendee", "scheduled")
    run(bowout, "undo")
    assert one(take(stranger, options=("--as", "ida@home.example")))["refused"] is None


@pytest.mark.usefixtures("two")
def test_a_bare_calendar_file_that_is_of_no_use_changes_nothing(
    take: Callable[..., Result], rows: Rows
) -> None:
    before = rows()
    refused = take("BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nEND:VCALENDAR\n", options=("--app", "1"))
    assert (refused.code, refused.error["code"]) == (1, "no_event")
    assert rows() == before


# Mailboxes.


@pytest.mark.usefixtures("two")
def test_of_a_mailbox_what_concerns_a_search_is_taken_in(bowout: Runner, tmp_path: Path) -> None:
    letters = [
        mail("News <news@shop.example>", "Sale", Message_ID="<a@x.example>"),
        mail(Message_ID="<b@x.example>"),
        mail("Lee <lee@globex.example>", "Hello", Message_ID="<c@x.example>"),
    ]
    box = tmp_path / "in box.mbox"
    box.write_bytes(b"".join(b"From x@y Mon Nov 23 10:00:00 2026\n" + letter + b"\n" for letter in letters))
    found = bowout("inbox", box, "--json").json
    assert [item["application_id"] for item in found] == [1, 2]
    assert bowout("inbox", box, "--json").json[0]["done"] == []
    assert "1 mail concerns no application" in run(bowout, "inbox", box)
    assert bowout("inbox", box, "--new").code == 2
    maildir = tmp_path / "Maildir"
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True)
    (maildir / "cur" / "1:2,S").write_bytes(mail(Message_ID="<d@x.example>"))
    (maildir / "new" / "2").write_bytes(mail(Message_ID="<e@x.example>", subject="Again"))
    assert len(bowout("inbox", maildir, "--json").json) == 2
    run(bowout, "undo")
    run(bowout, "undo")
    assert bowout("show", 1, "--json").json["messages"] == []


@pytest.mark.parametrize("options", [(), ("--app", "acme"), ("--as", "x@y.example")])
def test_every_sample_is_taken_in_or_refused_by_name(bowout: Runner, options: tuple[str, ...]) -> None:
    folder = Path(__file__).parents[3] / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("there are no samples beside the repository")
    run(bowout, "add", "Acme", "Engineer")
    for file in sorted([*folder.glob("eml/*"), *folder.glob("ics/*")]):
        result = bowout("inbox", file, "--json", *options)
        if result.code == 0:
            [found] = result.json
            assert found["application_id"], file
        else:
            assert (result.code, bool(result.error["code"])) == (1, True), (file, result.err)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("bare", [False, True])
def test_as_whom_one_is_invited_may_be_said_later(
    bowout: Runner, take: Callable[..., Result], *, bare: bool
) -> None:
    thing = calendar(EVENT) if bare else mail(ics=calendar(EVENT))
    take(thing, options=("--app", "1"))
    again = one(take(thing, options=("--as", "Ida@home.example")))
    assert (again["refused"], "you are invited as ida@home.example" in again["done"][0]) == (None, True)
    left = bowout("withdraw", 1, "-r", "career", "--json").json
    assert [check["code"] for check in left["checks"]] == []
