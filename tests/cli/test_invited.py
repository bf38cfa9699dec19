"""What an invitation does to a step, when it comes, and when it comes again: people, times, places, ends."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_inbox import DANA, mail, run
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


# The time and the place.

ELSEWHERE = "DTSTART;TZID=Mars/Olympus:20261128T160000"


@pytest.mark.parametrize(
    ("start", "why"),
    [
        (ELSEWHERE, "“20261128T160000” is in the time zone “Mars/Olympus”, which is not known"),
        ("DTSTART:20261128T160000", "“20261128T160000” names no time zone"),
        ("DTSTART:29991128T160000Z", "“29991128T160000Z” is in a year that no search has"),
        ("DTSTART:tomorrow", "“tomorrow” is no time that can be read"),
        (None, "the invitation names none"),
    ],
)
def test_a_time_that_cannot_be_known_is_shown_as_it_is_written(
    bowout: Runner, take: Callable[..., Result], stages: Callable[[], list[Any]], start: str | None, why: str
) -> None:
    told = done(take(calendar(event(dtstart=start, dtend=None))))
    assert told == f'Interview 1: invited, without a time: {why}; bowout stage edit 1 1 --at "…" sets it'
    [stage] = stages()
    assert (stage["state"], stage["at"]) == ("invited", None)
    assert f"invited to interview 1, without a time: {why}" in run(bowout, "show", 1)


def test_an_update_whose_time_cannot_be_known_leaves_no_old_one_standing(
    bowout: Runner, take: Callable[..., Result], stages: Callable[[], list[Any]]
) -> None:
    take(calendar(event()))
    told = done(take(calendar(event(3, dtstart=ELSEWHERE, dtend=None))))
    assert told.startswith(
        "Interview 1: invited, without a time: “20261128T160000” is in the time zone “Mars/"
    )
    assert told.endswith("sets it (before: 2026-11-28 14:00)")
    [stage] = stages()
    assert (stage["state"], stage["at"], stage["time_zone"]) == ("invited", None, None)
    run(bowout, "stage", "edit", 1, 1, "--at", "2026-11-28T15:00")
    assert "sent again" in done(take(calendar(event(4, dtstart=ELSEWHERE, dtend=None))))
    assert stages()[0]["at"] == "2026-11-28T14:00:00Z", "it is what I was told"
    take(calendar(event(5)))
    assert (stages()[0]["state"], stages()[0]["at"]) == ("scheduled", "2026-11-28T13:00:00Z")


def test_a_place_that_an_update_drops_is_gone(
    take: Callable[..., Result], stages: Callable[[], list[Any]]
) -> None:
    take(calendar(event()))
    assert "changed" in done(take(calendar(event(3, location=None, description=None))))
    assert stages()[0]["where"] is None


def test_a_time_that_i_moved_by_hand_stays_until_they_move_it(
    bowout: Runner, take: Callable[..., Result], stages: Callable[[], list[Any]]
) -> None:
    take(calendar(event()))
    run(bowout, "stage", "edit", 1, 1, "--at", "2026-11-28T17:00")
    told = done(take(calendar(event(2, "20261121T091500Z", location="LOCATION:Room 7"))))
    assert told == "Interview 1, 2026-11-28 17:00: changed"
    assert stages()[0]["where"].startswith("Room 7")
    assert "sent again, at the same time and place" in done(
        take(calendar(event(3, location="LOCATION:Room 7")))
    )
    moved = "DTSTART;TZID=Europe/Berlin:20261128T150000"
    take(calendar(event(4, dtstart=moved, dtend=None)))
    assert stages()[0]["at"] == "2026-11-28T14:00:00Z"


def test_two_versions_in_one_file_end_as_the_newer(
    take: Callable[..., Result], stages: Callable[[], list[Any]]
) -> None:
    moved = event(3, dtstart="DTSTART;TZID=Europe/Berlin:20261128T150000", dtend=None)
    take(calendar(event(), moved))
    assert [stage["at"] for stage in stages()] == ["2026-11-28T14:00:00Z"]


# How it stands.


@pytest.mark.parametrize(
    "newer", [event(3, dtstart=ELSEWHERE), event(3, status="STATUS:CANCELLED"), event(3)]
)
def test_what_is_done_keeps_its_date(
    bowout: Runner, take: Callable[..., Result], stages: Callable[[], list[Any]], newer: str
) -> None:
    take(calendar(event()))
    run(bowout, "stage", "done", 1, 1)
    before = stages()
    assert "nothing changed, " in done(take(calendar(newer)))
    assert stages() == before


def test_only_a_raised_sequence_asks_anew_for_what_i_declined(
    bowout: Runner, take: Callable[..., Result], stages: Callable[[], list[Any]]
) -> None:
    take(calendar(event()))
    run(bowout, "stage", "cancel", 1, "--by", "me")
    assert (
        done(take(calendar(event(2, "20261121T091500Z")))) == "Interview 1, 2026-11-28 14:00: stays declined"
    )
    assert stages()[0]["state"] == "declined"
    assert "stays declined" in done(take(calendar(event(3, status="STATUS:CANCELLED"), method="CANCEL")))
    assert "scheduled again" in done(take(calendar(event(4))))
    assert stages()[0]["state"] == "scheduled"
    run(bowout, "stage", "cancel", 1, "--by", "me")
    told = done(take(calendar(event(5, dtstart=ELSEWHERE, dtend=None))))
    assert told.startswith("Interview 1: invited again, without a time: “")
    assert (stages()[0]["state"], stages()[0]["at"]) == ("invited", None)


CANCEL = calendar(event(3, status="STATUS:CANCELLED"), method="CANCEL")


@pytest.mark.parametrize(
    "text", [CANCEL, calendar(event(dtstart="DTSTART:20261102T100000Z", dtend="DTEND:20261102T110000Z"))]
)
def test_what_was_never_seen_and_is_off_or_past_is_no_step_that_is_waited_for(
    bowout: Runner, take: Callable[..., Result], stages: Callable[[], list[Any]], text: str
) -> None:
    run(bowout, "stage", "add", 1, "interview")
    before = stages()
    take(text)
    waits, other = stages()
    assert [waits] == before and waits["state"] == "invited"
    if text == CANCEL:
        assert other["state"] == "cancelled"


def test_a_cancellation_names_the_step_of_its_time_that_was_noted_by_hand(
    bowout: Runner, take: Callable[..., Result], stages: Callable[[], list[Any]]
) -> None:
    run(bowout, "stage", "add", 1, "interview", "--at", "2026-11-28T14:00")
    told = done(take(CANCEL))
    assert (
        "Interview 1, 2026-11-28 14:00 was noted by you; if it is the same: bowout stage cancel 1 1" in told
    )
    assert [stage["state"] for stage in stages()] == ["scheduled", "cancelled"]


def test_a_past_invitation_is_the_step_that_was_noted_for_its_time(
    bowout: Runner, take: Callable[..., Result], stages: Callable[[], list[Any]]
) -> None:
    run(bowout, "stage", "add", 1, "interview", "--at", "2026-11-02T11:00")
    take(calendar(event(dtstart="DTSTART:20261102T100000Z", dtend="DTEND:20261102T110000Z")))
    assert len(stages()) == 1


@pytest.mark.parametrize("organizer", ["g@globex.example", "dana@acme.example.evil.example"])
@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_nobody_else_changes_what_one_is_invited_to(
    bowout: Runner, take: Callable[..., Result], stages: Callable[[], list[Any]], organizer: str, method: str
) -> None:
    take(calendar(event()))
    before = stages(), contacts(bowout)
    other = event(
        3, organizer=f"ORGANIZER:mailto:{organizer}", dtstart="DTSTART:20261128T180000Z", dtend=None
    )
    assert done(take(calendar(other, method=method))) == (
        f"Interview 1, 2026-11-28 14:00: nothing changed, {organizer} is not who invited to it (dana@acme.example)"
    )
    assert (stages(), contacts(bowout)) == before


@pytest.mark.parametrize("first", ["dana@acme.example", None])
@pytest.mark.parametrize("second", ["DANA@Acme.example", "desk@acme.example", "desk@mail.acme.example", None])
def test_their_colleagues_do(
    take: Callable[..., Result], stages: Callable[[], list[Any]], first: str | None, second: str | None
) -> None:
    lines = [f"ORGANIZER:mailto:{each}" if each else None for each in (first, second)]
    take(calendar(event(organizer=lines[0])))
    take(calendar(event(3, organizer=lines[1], status="STATUS:CANCELLED"), method="CANCEL"))
    assert stages()[0]["state"] == "cancelled"


def test_at_a_provider_of_private_mail_everybody_is_somebody_else(take: Callable[..., Result]) -> None:
    take(calendar(event(organizer="ORGANIZER:mailto:dana@gmail.com")))
    told = done(take(calendar(event(3, organizer="ORGANIZER:mailto:eve@gmail.com"))))
    assert "eve@gmail.com is not who invited to it (dana@gmail.com)" in told


def test_as_whom_i_am_invited_is_known_when_the_event_comes_again(take: Callable[..., Result]) -> None:
    other = "ATTENDEE;CN=R.:mailto:ra@work.example"
    assert take(calendar(event(attendee=other))).json[0]["refused"] == "not_attendee"
    assert take(calendar(event(attendee=other)), "--as", "ra@work.example").json[0]["refused"] is None
    assert take(calendar(event(attendee=other))).json[0]["refused"] is None
    later = calendar(event(3, attendee=other, dtstart="DTSTART:20261129T130000Z", dtend=None))
    assert take(later).json[0]["refused"] is None
    gone = calendar(event(4, attendee="ATTENDEE:mailto:tom@acme.example"))
    assert take(gone).json[0]["refused"] == "not_attendee"


def test_one_event_that_comes_as_a_question_and_as_a_file_can_be_answered(
    bowout: Runner, take: Callable[..., Result], tmp_path: Path
) -> None:
    file = tmp_path / "both.eml"
    both = mail(ics=calendar(event())).decode().split("\n")
    boundary = next(line for line in reversed(both) if line.startswith("--"))[:-2]
    part = [
        "Content-Type: text/calendar; charset=utf-8",
        "",
        *calendar(event(), method="PUBLISH").split("\n"),
    ]
    place = max(place for place, line in enumerate(both) if line == f"{boundary}--")
    file.write_text("\n".join([*both[:place], boundary, *part, *both[place:]]))
    assert bowout("inbox", file, "--app", "1", "--json").json[0]["refused"] is None
