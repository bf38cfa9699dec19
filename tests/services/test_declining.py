"""Declined invitations: a reply where one can be, a named reason where none can, and never a private word."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bowout.config import Target
from bowout.domain.dates import Moment
from bowout.domain.leavings import Left
from bowout.domain.people import Person
from bowout.domain.reasons import REASONS
from bowout.domain.results import ProfileView
from bowout.domain.stages import StageKind
from bowout.mail.calendar_text import decode_calendar, keep_method
from bowout.mail.invitation import NoReply, read_invitations
from bowout.mail.received import open_piece
from bowout.mail.sources import Piece
from bowout.services.applications import NewApplication, add_application
from bowout.services.events import load_application
from bowout.services.inbox import take_in
from bowout.services.keeping import Keeping, decline_step
from bowout.services.leaving import Leaving
from bowout.services.letter_facts import Wishes
from bowout.services.notes import add_concern, add_note
from bowout.services.posting import Mail, mail_of
from bowout.services.replies import Reply, carried_by, replies_of
from bowout.services.stages import NewStage, add_stage
from bowout.services.withdraw import withdraw
from bowout.storage.models import Stage
from bowout.storage.reading import reading
from bowout.storage.work import Work, changing
from tests.mail.calendars import EVENT, calendar, changed, sample_calendars, samples

NOW = datetime(2026, 11, 23, 11, tzinfo=ZoneInfo("Europe/Berlin"))
IDA = ProfileView("Ida Berg", "ida@home.example")
DANA = Person("Dana Fox", "dana@acme.example")
CULTURE = REASONS["culture_company"]
# A calendar that no reply can be made to, for each code.
REFUSED = {
    "unreadable": "no calendar at all",
    "not_a_request": calendar(EVENT, method="PUBLISH"),
    "no_event": calendar(),
    "no_uid": calendar(changed(uid=None)),
    "several_uids": calendar(EVENT, changed(uid="UID:other@acme.example")),
    "cancelled": calendar(changed(status="STATUS:CANCELLED")),
    "no_organizer": calendar(changed(organizer=None)),
    "organizer": calendar(changed(organizer="ORGANIZER:mailto:ida@home.example")),
    "not_attendee": calendar(changed(attendee="ATTENDEE:mailto:somebody@else.example")),
    "over": calendar(changed(dtstart="DTSTART:20261101T100000Z", dtend="DTEND:20261101T110000Z")),
}


@pytest.fixture
def target(tmp_path: Path) -> Target:
    return made(tmp_path)


def made(folder: Path) -> Target:
    """A database with one application that two people of Acme belong to."""
    target = Target(path=folder / "jobs.db")
    with changing(target, "add", NOW) as work:
        add_application(
            work, NewApplication("Acme", "Backend Engineer", contacts=(DANA,), applied=Moment(NOW.date()))
        )
    return target


def invited(
    target: Target,
    text: str | None,
    *,
    days: int = 5,
    attendee: str | None = None,
    uid: str = "talk-1@acme.example",
) -> None:
    """Book an interview, with an invitation as `inbox` keeps it."""
    with changing(target, "stage add", NOW) as work:
        application, at = load_application(work, 1), NOW + timedelta(days=days)
        stage = add_stage(work, application, NewStage(StageKind.INTERVIEW, Moment(at.date(), at)))
        stage.invitation = text.encode() if text else None
        stage.calendar_uid, stage.calendar_attendee = uid, attendee


def leave(
    target: Target, *, profile: ProfileView = IDA, dry: bool = False, letter: bool = True, **told: object
) -> Left:
    order = Leaving(CULTURE, Wishes("en-GB") if letter else None, **told)  # type: ignore[arg-type]
    with changing(target, "withdraw", NOW) as work:
        work.dry = dry
        return withdraw(work, load_application(work, 1), order, profile)


def replies(target: Target) -> tuple[Reply, ...]:
    with reading(target) as reader:
        return replies_of(reader, [1])


def mails(target: Target, *, draft: bool = False) -> list[Mail]:
    """The mail of each reply."""
    with reading(target) as reader:
        return [mail_of(reader, reply.id, NOW, draft=draft) for reply in replies_of(reader, [1])]


def codes(left: Left) -> set[str]:
    return {check.code for check in left.checks if check.level == "warning"}


def test_leaving_drafts_the_reply(target: Target) -> None:
    invited(target, calendar(EVENT))
    left = leave(target)
    (reply,) = replies(target)
    assert left.letter and left.letter.id != reply.id and left.replies == (reply.id,)
    assert left.declined == (
        "Declined invitation: Interview 1, 2026-11-28 11:00, reply to Dana Fox <dana@acme.example>",
    )
    (mail,) = mails(target, draft=True)
    assert (reply.state, mail.subject) == ("drafted", "Declined: Interview: Backend Engineer, second round")
    assert (reply.sender, reply.organizer.email) == (Person("Ida Berg", "ida@home.example"), DANA.email)
    assert mail.message_id.endswith("@home.example>") and mail.message_id != left.letter.message_id
    assert mail.body == (
        "I decline the invitation: Interview: Backend Engineer, second round, 2026-11-28 11:00 (Europe/Berlin).\n"
    )
    (event,) = Calendar.from_ical(reply.calendar).walk("VEVENT")
    assert event["ATTENDEE"].params["PARTSTAT"] == "DECLINED" and event["UID"] == "talk-1@acme.example"
    assert b"To: Dana Fox <dana@acme.example>\r\n" in mail.data


def test_a_stage_without_an_invitation_gives_nothing(target: Target) -> None:
    invited(target, None)
    left = leave(target)
    assert not replies(target) and not left.declined and not left.replies


def test_each_step_ahead_is_declined_and_one_that_was_held_is_not(target: Target) -> None:
    for place, days in enumerate((-3, 2, 5)):
        uid = f"talk-{place}@acme.example"
        invited(target, calendar(changed(uid=f"UID:{uid}")), days=days, uid=uid)
    left = leave(target)
    found = replies(target)
    assert [Calendar.from_ical(reply.calendar).walk("VEVENT")[0]["UID"] for reply in found] == [
        "talk-1@acme.example", "talk-2@acme.example",
    ]  # fmt: skip
    assert len(left.declined) == 2 and len({mail.message_id for mail in mails(target)}) == 2


def test_one_event_that_is_two_steps_is_declined_once(target: Target) -> None:
    invited(target, calendar(EVENT))
    invited(target, calendar(EVENT), days=6)
    assert len(leave(target).declined) == len(replies(target)) == 1


def test_one_of_a_series_is_declined_as_that_one(target: Target) -> None:
    series = changed(rrule="RRULE:FREQ=WEEKLY;COUNT=9")
    one = changed(
        recurrence_id="RECURRENCE-ID:20261205T130000Z",
        dtstart="DTSTART:20261205T100000Z",
        dtend="DTEND:20261205T110000Z",
    )
    invited(target, calendar(series, one), days=12)
    leave(target)
    (event,) = Calendar.from_ical(replies(target)[0].calendar).walk("VEVENT")
    assert event["RECURRENCE-ID"].to_ical() == b"20261205T130000Z"


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_answered_is_one_warning_and_the_letter_is_written(target: Target, code: str) -> None:
    invited(target, REFUSED[code])
    left = leave(target)
    assert left.letter and left.application.status == "withdrawn"
    assert not replies(target) and not left.declined
    (found,) = [check for check in left.checks if check.code == code]
    assert found.level == "warning"
    assert found.message.startswith("No reply to the invitation to interview 1, 2026-11-28 11:00: ")
    assert found.message.endswith(".")


def test_who_is_invited_is_listed_with_what_to_do(target: Target) -> None:
    invited(target, REFUSED["not_attendee"])
    (dry,) = [check for check in leave(target, dry=True).checks if check.code == "not_attendee"]
    assert dry.message.endswith(
        "invited: somebody@else.example. If one of them is you: bowout inbox FILE --as ADDRESS."
    )
    (found,) = [check for check in leave(target).checks if check.code == "not_attendee"]
    assert "If one of them is you: bowout undo, then bowout inbox FILE --as ADDRESS." in found.message


def test_the_address_that_was_invited_answers_else_that_of_the_profile(target: Target) -> None:
    other = calendar(changed(attendee="ATTENDEE;CN=I:mailto:Alias@home.example"))
    invited(target, other, attendee="alias@home.example")
    leave(target, letter=False, profile=ProfileView())
    (reply,) = replies(target)
    assert reply.sender == Person(None, "alias@home.example")
    assert b"mailto:Alias@home.example" in reply.calendar


def test_without_any_address_of_mine_it_is_said_so(target: Target) -> None:
    invited(target, calendar(EVENT))
    assert "not_attendee" in codes(leave(target, letter=False, profile=ProfileView()))


@pytest.mark.parametrize("organizer", ["dana@acme.example..", "dänä@acme.example", "dana.@acme.example"])
def test_an_organizer_whom_no_mail_reaches_is_a_warning(target: Target, organizer: str) -> None:
    invited(target, calendar(changed(organizer=f"ORGANIZER:mailto:{organizer}")))
    assert codes(leave(target)) & {"bad_address", "no_organizer"}
    assert not replies(target)


def test_it_warns_of_an_organizer_whom_the_letter_does_not_go_to(target: Target) -> None:
    invited(target, calendar(changed(organizer="ORGANIZER;CN=Plan:mailto:plan@acme.example")))
    left = leave(target, dry=True)
    (found,) = [check for check in left.checks if check.code == "other_organizer"]
    assert "plan@acme.example" in found.message and "no reason is in it" in found.message
    assert "other_organizer" not in codes(leave(target, letter=False))


def test_it_warns_of_an_organizer_who_takes_no_replies(target: Target) -> None:
    invited(target, calendar(changed(organizer="ORGANIZER:mailto:no-reply@calendar.example")))
    assert {"no_reply_organizer", "other_organizer"} <= codes(leave(target))
    assert len(replies(target)) == 1


def test_to_the_reader_of_the_letter_no_warning(target: Target) -> None:
    invited(target, calendar(EVENT))
    assert not codes(leave(target))


def test_a_dry_run_shows_it_and_keeps_nothing(target: Target) -> None:
    invited(target, calendar(EVENT))
    left = leave(target, dry=True)
    assert left.declined and left.replies == () and not replies(target)


@pytest.mark.parametrize("letter", [True, False])
def test_it_can_be_left_unanswered(target: Target, letter: bool) -> None:
    invited(target, calendar(EVENT))
    left = leave(target, letter=letter, decline_invitations=False)
    assert not left.declined and not replies(target)


def test_a_declined_step_declines_its_invitation_alone(target: Target) -> None:
    invited(target, calendar(changed(uid="UID:1@a")), uid="1@a")
    invited(target, calendar(changed(uid="UID:2@a")), days=6, uid="2@a")
    with changing(target, "withdraw", NOW) as work:
        left = decline_step(work, load_application(work, 1), Keeping("2", Wishes("en-GB")), IDA)
    (reply,) = replies(target)
    assert b"UID:2@a\r\n" in reply.calendar and left.replies == (reply.id,) and left.declined
    assert left.application.status == "interviewing"


def received(target: Target, *mails: bytes) -> None:
    with changing(target, "inbox", NOW) as work:
        for mail in mails:
            take(work, mail)


def take(work: Work, mail: bytes) -> None:
    piece = Piece("mail", "mail", mail, 0, 0)  # as read from a file
    me = ("ida@home.example",)
    take_in(work, open_piece(piece, me, NOW), load_application(work, 1), me)


def mail(number: int, *, text: str = "Dear Ida", ics: str | None = None, headers: str = "") -> bytes:
    head = (
        f"From: Dana Fox <dana@acme.example>\nTo: ida@home.example\nSubject: {number}\n"
        f"Message-ID: <{number}@acme.example>\nMIME-Version: 1.0\n{headers}"
    )
    if ics is None:
        return f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode()
    from base64 import encodebytes

    coded = encodebytes(ics.encode()).decode()
    return (
        f"{head}Content-Type: text/calendar; charset=utf-8; method=REQUEST\n"
        f"Content-Transfer-Encoding: base64\n\n{coded}\n"
    ).encode()


def test_it_answers_the_mail_that_brought_the_invitation(target: Target) -> None:
    before = "References: <root@acme.example> <r2@acme.example>\nIn-Reply-To: <r2@acme.example>\n"
    received(target, mail(1), mail(2, ics=calendar(EVENT), headers=before), mail(3))
    leave(target)
    (reply,) = mails(target)
    assert reply.in_reply_to == "<2@acme.example>"
    assert b"References: <root@acme.example> <r2@acme.example> <2@acme.example>\r\n" in reply.data


def test_of_an_invitation_without_a_mail_nothing_is_answered(target: Target) -> None:
    received(target, mail(1))
    invited(target, calendar(EVENT))
    leave(target)
    assert mails(target)[0].in_reply_to is None


def test_a_letter_carries_the_only_reply_to_one_of_its_readers(target: Target) -> None:
    invited(target, calendar(EVENT))
    leave(target)
    (reply,) = replies(target)
    me = Person("Ida", "IDA@home.example")
    assert (
        carried_by(me, [Person(None, "x@y.example"), Person("Dana", "Dana@Acme.example")], [reply]) is reply
    )
    assert carried_by(me, [Person(None, "x@y.example")], [reply]) is None
    assert carried_by(me, [DANA], [reply, reply]) is None
    assert carried_by(me, [DANA], []) is None
    assert carried_by(Person("Ida", "other@home.example"), [DANA], [reply]) is None


@pytest.mark.skipif(samples() is None, reason="the samples are not beside the repository")
def test_every_sample_gives_a_reply_or_one_named_refusal(target: Target) -> None:
    invited(target, None)
    found = 0
    for name, data, charset, method in sample_calendars():
        text = keep_method(decode_calendar(data, charset), method)
        if not text.strip():
            continue  # of which no stage is made
        with changing(target, "sample", NOW) as work:
            work.dry = True
            stage = work.session.get_one(Stage, 1)
            stage.invitation = text.encode("utf-8", "replace")
            stage.calendar_attendee = someone(text)
            order = Leaving(CULTURE, Wishes("en-GB"))
            left = withdraw(work, load_application(work, 1), order, IDA)
        refused = codes(left) & {*REFUSED, "bad_address"}
        assert left.letter and len(left.declined) + len(refused) == 1, name
        found += 1
    assert found


def someone(text: str) -> str | None:
    """Somebody who is invited, as if that were me."""
    try:
        return next((each.address for event in read_invitations(text) for each in event.attendees), None)
    except NoReply:
        return None


def secrets() -> st.SearchStrategy[list[str]]:
    # Marked, so that none of them is a word of the invitation by chance.
    words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30)
    return st.lists(words.map(lambda word: f"zq{word}qz"), min_size=3, max_size=3)


@settings(max_examples=20)
@given(secrets(), st.sampled_from(sorted(REASONS)))
def test_no_reply_has_a_note_a_concern_or_a_reason(private: list[str], reason: str) -> None:
    note, remark, concern = private
    with tempfile.TemporaryDirectory() as folder:
        target = made(Path(folder))
        received(target, mail(1, ics=calendar(EVENT)))
        with changing(target, "note", NOW) as work:
            application = load_application(work, 1)
            stage = work.session.get(Stage, 1)
            add_note(work, application, remark)
            add_concern(work, application, reason, concern, stage.id if stage else None)
        order = Leaving(REASONS[reason], Wishes("en-GB"), note=note)
        with changing(target, "withdraw", NOW) as work:
            withdraw(work, load_application(work, 1), order, IDA)
        (reply,), (sent,) = replies(target), mails(target)
    calendar_text = reply.calendar.replace(b"\r\n ", b"").decode()
    for text in (calendar_text, sent.subject, sent.body, sent.data.decode()):
        for word in (*private, "zq", reason, REASONS[reason].called, REASONS[reason].definition):
            assert word not in text
