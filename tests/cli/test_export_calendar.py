"""bowout export --format ics."""

import getpass
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from bowout.config import database_url_or_path
from bowout.mail.invitation import read_invitations
from bowout.services.events import load_application
from bowout.services.invitations import take_invitation
from bowout.storage.work import changing
from tests.mail.calendars import BERLIN, EVENT, calendar, changed
from tests.support import Clock, Runner


@pytest.fixture
def acme(bowout: Runner) -> None:
    """An application."""
    assert bowout("add", "Acme", "Backend Engineer", "--contact", "Dana Fox <dana@acme.example>").code == 0


def run(bowout: Runner, *argv: str) -> None:
    result = bowout(*argv)
    assert result.code == 0, result.err


def events(bowout: Runner, *options: str) -> list[Any]:
    from icalendar import Calendar  # late, as everywhere

    result = bowout("export", "--format", "ics", *options)
    assert (result.code, result.err) == (0, "")
    read: Any = Calendar.from_ical(result.out.encode())
    return list(read.walk("VEVENT"))


def versions(bowout: Runner) -> list[tuple[str, int, str]]:
    return [(str(each["UID"]), int(each["SEQUENCE"]), str(each["STATUS"])) for each in events(bowout)]


def the_one(bowout: Runner) -> tuple[str, int, str]:
    (version,) = versions(bowout)
    return version


def invite(clock: Clock, event: str = EVENT, number: int = 1) -> None:
    """Take in an invitation, as `inbox` does."""
    text = calendar(BERLIN.format(tzid="Europe/Berlin"), event)
    with changing(database_url_or_path(None), "inbox", clock.now) as work:
        for each in read_invitations(text):
            take_invitation(work, load_application(work, number), each, text, ["ida@home.example"])


@pytest.mark.usefixtures("acme")
def test_each_step_with_a_time_and_each_deadline_is_an_event(bowout: Runner) -> None:
    run(bowout, "stage", "add", "acme", "screening")  # no time yet
    run(bowout, "stage", "add", "acme", "interview", "--at", "2026-11-28T14:00", "--where", "Room 5, Leeds")
    run(
        bowout,
        "stage",
        "add",
        "acme",
        "final",
        "--at",
        "2026-12-01",
        "--where",
        "https://meet.google.com/abc",
    )
    run(bowout, "stage", "add", "acme", "assessment", "--at", "2026-12-02T09:00", "--minutes", "90",
        "--due", "2026-12-03T18:00")  # fmt: skip
    run(bowout, "stage", "add", "acme", "offer", "--due", "2026-12-10")
    found = events(bowout)
    assert [str(each["SUMMARY"]) for each in found] == [
        "Interview 1: Acme, Backend Engineer",
        "Final interview: Acme, Backend Engineer",
        "Assessment: Acme, Backend Engineer",
        "Assessment due: Acme, Backend Engineer",
        "Offer due: Acme, Backend Engineer",
    ]
    raw = [each.to_ical().decode() for each in found]
    assert "DTSTART:20261128T130000Z\r\nDURATION:PT1H" in raw[0]
    assert str(found[0]["LOCATION"]) == "Room 5, Leeds"
    assert "URL" not in found[0]
    assert "DTSTART;VALUE=DATE:20261201" in raw[1]
    assert str(found[1]["URL"]) == "https://meet.google.com/abc"
    assert "DURATION:PT1H30M" in raw[2]
    assert "DTSTART:20261203T170000Z" in raw[3]
    assert "DTSTART;VALUE=DATE:20261210" in raw[4]
    assert len({str(each["UID"]) for each in found}) == 5


@pytest.mark.usefixtures("acme")
def test_repeated_exports_agree_but_for_the_moment(bowout: Runner, clock: Clock) -> None:
    run(bowout, "stage", "add", "acme", "interview", "--at", "2026-11-28T14:00")
    first = bowout("export", "--format", "ics").out
    assert bowout("export", "--format", "ics").out == first
    clock.advance(days=9)  # it has passed, but nobody said that it was held
    assert bowout("export", "--format", "ics").out == first.replace("20261123T100000Z", "20261202T100000Z")


def test_two_searches_do_not_share_identifiers(bowout: Runner, clock: Clock, tmp_path: Path) -> None:
    found = set()
    for name in ("mine.db", "yours.db"):
        for company in ("Acme", "Globex"):
            run(bowout, "--db", str(tmp_path / name), "add", company, "Engineer")
            run(bowout, "--db", str(tmp_path / name), "stage", "add", company, "offer", "--at", "2026-12-01",
                "--due", "2026-12-01")  # fmt: skip
        found |= {str(each["UID"]) for each in events(bowout, "--db", str(tmp_path / name))}
        clock.advance(minutes=1)
    assert len(found) == 8


@pytest.mark.parametrize("who", [(), ("--by", "me")])
@pytest.mark.usefixtures("acme")
def test_what_is_called_off_disappears(bowout: Runner, who: tuple[str, ...]) -> None:
    run(bowout, "stage", "add", "acme", "interview", "--at", "2026-11-28T14:00")
    uid, sequence, status = the_one(bowout)
    assert status == "CONFIRMED"
    run(bowout, "stage", "cancel", "acme", *who)
    assert the_one(bowout) == (uid, sequence + 1, "CANCELLED")


@pytest.mark.parametrize(
    "command", ["withdraw acme --reason career --yes", "rejected acme", "move acme withdrawn"]
)
@pytest.mark.usefixtures("acme", "writer")
def test_what_lies_ahead_of_the_end_disappears(bowout: Runner, command: str) -> None:
    run(bowout, "stage", "add", "acme", "screening", "--at", "2026-11-20T14:00")
    run(bowout, "stage", "add", "acme", "interview", "--at", "2026-11-28T14:00")
    run(bowout, "stage", "done", "acme", "1")
    (held, ahead) = versions(bowout)
    run(bowout, *command.split())
    after = versions(bowout)
    assert (after[0][0], after[0][2]) == (held[0], "CONFIRMED")
    assert after[1][::2] == (ahead[0], "CANCELLED")
    assert after[1][1] > ahead[1]
    run(bowout, "undo")
    again = versions(bowout)
    assert again[1][::2] == (ahead[0], "CONFIRMED")
    assert again[1][1] > after[1][1]


@pytest.mark.usefixtures("acme")
def test_the_sequence_rises_with_each_change_and_never_falls(bowout: Runner) -> None:
    run(bowout, "stage", "add", "acme", "interview", "--at", "2026-11-28T14:00")
    last = the_one(bowout)
    for command in (
        "reschedule acme 2026-11-29T14:00", "stage edit acme 1 --minutes 30", "stage edit acme 1 --where Leeds",
        "undo", "redo", "undo", "undo", "stage cancel acme", "undo", "redo",
    ):  # fmt: skip
        run(bowout, *command.split())
        uid, sequence, _ = the_one(bowout)
        assert (uid, sequence) == (last[0], last[1] + 1), command
        last = the_one(bowout)
    run(bowout, "undo")
    run(bowout, "stage", "done", "acme", "--highlight", "the team's calm way of reviewing")
    assert the_one(bowout) == (last[0], last[1] + 1, "CONFIRMED")


@pytest.mark.usefixtures("acme")
def test_an_invitation_keeps_its_identifier(bowout: Runner, clock: Clock) -> None:
    invite(clock)
    assert the_one(bowout) == ("talk-1@acme.example", 2, "CONFIRMED")
    (event,) = events(bowout)
    assert str(event["URL"]) == "https://acme.zoom.us/j/123?pwd=ab&x=1"
    run(bowout, "stage", "cancel", "acme", "--by", "me")
    assert the_one(bowout) == ("talk-1@acme.example", 3, "CANCELLED")


@pytest.mark.usefixtures("acme")
def test_an_update_of_the_organizer_is_theirs_to_count(bowout: Runner, clock: Clock) -> None:
    invite(clock)
    invite(clock, changed(sequence="SEQUENCE:5", dtstart="DTSTART:20261129T130000Z", dtend=None))
    assert the_one(bowout)[1] == 5
    # With the same number, a later stamp: ours has to rise all the same.
    invite(clock, changed(sequence="SEQUENCE:5", dtstamp="DTSTAMP:20261122T090000Z",
                          dtstart="DTSTART:20261130T130000Z", dtend=None))  # fmt: skip
    assert the_one(bowout)[1] == 6
    invite(
        clock, changed(sequence="SEQUENCE:6", dtstamp="DTSTAMP:20261122T100000Z", status="STATUS:CANCELLED")
    )
    _, sequence, status = the_one(bowout)
    assert (sequence, status) == (7, "CANCELLED")
    for command in ("undo", "undo", "undo"):
        run(bowout, command)
        assert the_one(bowout)[1] == (sequence := sequence + 1)


@pytest.mark.usefixtures("acme")
def test_no_two_events_are_the_same(bowout: Runner, clock: Clock) -> None:
    run(bowout, "add", "Globex", "Engineer")
    for line in ("RECURRENCE-ID:20261128T130000Z", "RECURRENCE-ID:20261205T130000Z"):
        invite(clock, changed(recurrence_id=line))
    invite(clock, EVENT)
    invite(clock, EVENT, number=2)
    found = [(str(each["UID"]), each.get("RECURRENCE-ID") and each.decoded("RECURRENCE-ID").day) for each in
             events(bowout)]  # fmt: skip
    assert found[:3] == [
        ("talk-1@acme.example", 28),
        ("talk-1@acme.example", 5),
        ("talk-1@acme.example", None),
    ]
    assert len(found) == 4
    assert re.fullmatch(r"[0-9a-f-]{36}", found[3][0])


@pytest.mark.usefixtures("acme")
def test_of_an_invitation_to_several_of_a_series_each_step_is_its_own(bowout: Runner, clock: Clock) -> None:
    moved = [
        changed(recurrence_id=f"RECURRENCE-ID:{day}T130000Z", dtstart=f"DTSTART:{day}T140000Z", dtend=None)
        for day in ("20261128", "20261205")
    ]
    invite(clock, "".join(moved))
    found = {each.decoded("DTSTART").day: each.decoded("RECURRENCE-ID").day for each in events(bowout)}
    assert found == {28: 28, 5: 5}


@pytest.mark.usefixtures("acme")
def test_what_was_taken_back_disappears_and_comes_back(bowout: Runner) -> None:
    run(bowout, *["stage", "add", "acme", "interview", "--at", "2026-11-28T14:00", "--due", "2026-11-27"])
    first = versions(bowout)
    for command, status in (
        ("undo", "CANCELLED"), ("redo", "CONFIRMED"), ("delete acme --yes", "CANCELLED"), ("undo", "CONFIRMED"),
        ("delete acme --yes", "CANCELLED"),
    ):  # fmt: skip
        run(bowout, *command.split())
        second = versions(bowout)
        assert [uid for uid, *_ in second] == [uid for uid, *_ in first]
        assert all(after > before for (_, before, _), (_, after, _) in zip(first, second, strict=True))
        assert {state for *_, state in second} == {status}, command
        first = second
    assert {str(each["SUMMARY"]) for each in events(bowout)} == {"Interview 1", "Interview 1 due"}
    run(bowout, "undo")
    run(bowout, "delete", "acme", "--forget", "--yes")
    assert events(bowout) == []


@pytest.mark.usefixtures("acme")
def test_a_step_that_is_added_after_one_was_taken_back_is_another(bowout: Runner) -> None:
    for day in ("28", "29"):
        run(bowout, "stage", "add", "acme", "interview", "--at", f"2026-11-{day}T14:00")
        run(bowout, "undo")
    run(bowout, "stage", "add", "acme", "interview", "--at", "2026-11-30T14:00")
    found = versions(bowout)
    assert len({uid for uid, *_ in found}) == 3
    assert [status for *_, status in found] == ["CONFIRMED", "CANCELLED", "CANCELLED"]


@pytest.mark.usefixtures("acme")
def test_an_invitation_takes_the_place_of_what_was_noted_by_hand(bowout: Runner, clock: Clock) -> None:
    run(bowout, "stage", "add", "acme", "interview", "--at", "2026-11-28T14:00+01:00")
    uid, sequence, _ = the_one(bowout)
    invite(clock)
    theirs, ours = versions(bowout)
    assert theirs == ("talk-1@acme.example", 2, "CONFIRMED")
    assert (ours[0], ours[1] > sequence, ours[2]) == (uid, True, "CANCELLED")
    run(bowout, "undo")
    assert the_one(bowout) == (uid, ours[1] + 1, "CONFIRMED")


@pytest.mark.usefixtures("acme")
def test_the_event_of_an_organizer_is_not_called_off_by_us(bowout: Runner, clock: Clock) -> None:
    invite(clock)
    run(bowout, "undo")
    assert events(bowout) == []


def test_nothing_private_and_nothing_of_the_machine_leaves(bowout: Runner, search: None, home: Path) -> None:
    run(bowout, "note", "globex", "SECRET-NOTE", "--concern", "culture:SECRET-CONCERN")
    run(bowout, "stage", "done", "globex", "--highlight", "SECRET-HIGHLIGHT", "--note", "SECRET-STAGE")
    for options in ((), ("--private",)):
        text = bowout("export", "--format", "ics", *options).out.lower()
        assert text.count("begin:vevent") == 2
        for word in ("secret", "private truth", "career", "culture", "tired", "robin", "dana", "lee wong", "bowout",
                     "berlin", str(home).lower(), home.name.lower()):  # fmt: skip
            assert word not in text
        for name in (socket.gethostname(), getpass.getuser()):
            assert not re.search(rf"\b{re.escape(name.lower())}\b", text)


def test_the_ending_names_it_and_the_events_are_counted(bowout: Runner, search: None, tmp_path: Path) -> None:
    file = tmp_path / "calendar.ics"
    result = bowout("export", "-o", file, "--private")
    assert result.out == f"Written to {file}: 2 events, without what is private.\n"
    assert file.read_bytes() == bowout("export", "--format", "ics").out.encode()
    assert bowout("export", "-o", file).code == 1


def test_both_kinds_of_databases_give_the_same(bowout: Runner, database_url: str) -> None:
    for number in range(3):
        run(bowout, "--db", database_url, "add", f"Company {number}", "Engineer")
        run(
            bowout,
            "--db",
            database_url,
            "stage",
            "add",
            str(number + 1),
            "interview",
            "--at",
            "2026-12-01T10:00",
        )
    run(bowout, "--db", database_url, "rejected", "2")
    run(bowout, "--db", database_url, "undo")
    run(bowout, "--db", database_url, "stage", "cancel", "3")
    found = events(bowout, "--db", database_url)
    assert [int(each["SEQUENCE"]) for each in found] == [0, 2, 1]
    assert [str(each["STATUS"]) for each in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
