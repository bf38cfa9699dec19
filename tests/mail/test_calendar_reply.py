"""A declined invitation is one event with one attendee, for whatever came; or it is said why there is none."""

import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bowout.domain.people import Person
from bowout.mail.calendar_reply import CalendarReply, decline
from bowout.mail.calendar_text import decode_calendar, read_components
from bowout.mail.invitation import NoReply, people_of, read_invitations
from tests.mail.calendars import BERLIN, EVENT, calendar, changed, sample_calendars, samples

NOW = datetime(2026, 11, 21, 8, 30, 15, tzinfo=UTC)
ME = ("Other@home.example", "IDA@home.example")
CODES = {
    "not_a_request", "no_event", "no_uid", "several_uids", "no_organizer", "not_attendee", "organizer", "cancelled",
    "over", "unreadable",
}  # fmt: skip
OWN = BERLIN.format(tzid="(UTC+01:00) Amsterdam\\, Berlin")
AT_OWN = {
    "dtstart": 'DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin":20261128T140000',
    "dtend": 'DTEND;TZID="(UTC+01:00) Amsterdam, Berlin":20261128T144500',
}


def lines(reply: CalendarReply) -> list[str]:
    """Check a reply's form, and give its unfolded lines."""
    assert reply.text.endswith(b"\r\n") and b"\n" not in reply.text.replace(b"\r\n", b"")
    assert all(len(line) <= 75 and line.decode() for line in reply.text.removesuffix(b"\r\n").split(b"\r\n"))
    return reply.text.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def read_back(reply: CalendarReply) -> Any:
    """Read a reply with icalendar, as one event with one attendee who has declined."""
    lines(reply)
    found: Any = Calendar.from_ical(reply.text)
    assert found["METHOD"] == "REPLY" and found["VERSION"] == "2.0" and found["PRODID"]
    (event,) = found.walk("VEVENT")
    attendee = event["ATTENDEE"]
    assert not isinstance(attendee, list) and attendee.params["PARTSTAT"] == "DECLINED"
    assert set(attendee.params) <= {"CN", "PARTSTAT"}
    assert not isinstance(event["ORGANIZER"], list) and event["UID"] and not isinstance(event["UID"], list)
    assert int(event["SEQUENCE"]) >= 0 and not event.subcomponents
    assert event["DTSTAMP"].dt == NOW
    return event


def code(text: str, *me: str, method: str | None = None, recurrence: str | None = None) -> str:
    with pytest.raises(NoReply) as refused:
        decline(text, me or ME, NOW, method=method, recurrence=recurrence)
    error = refused.value
    assert error.code in CODES and error.exit_code == 1
    assert (
        error.message.endswith(".")
        and error.hint.endswith(".")
        and (error.message + error.hint).isprintable()
    )
    return error.code


def test_a_reply_to_the_last_line() -> None:
    reply = decline(
        calendar(BERLIN.format(tzid="Europe/Berlin"), BERLIN.format(tzid="Unused"), EVENT), ME, NOW
    )
    assert lines(reply) == [
        "BEGIN:VCALENDAR",
        "PRODID:-//Calendar//Reply//EN",
        "VERSION:2.0",
        "METHOD:REPLY",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
        "BEGIN:STANDARD",
        "DTSTART:16010101T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:16010101T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:talk-1@acme.example",
        "DTSTAMP:20261121T083015Z",
        "SEQUENCE:2",
        'ORGANIZER;CN="Fox, Dana":mailto:dana@acme.example',
        "ATTENDEE;CN=Ida Berg;PARTSTAT=DECLINED:MAILTO:Ida@Home.example",
        "DTSTART;TZID=Europe/Berlin:20261128T140000",
        "DTEND;TZID=Europe/Berlin:20261128T144500",
        "SUMMARY:Interview: Backend Engineer\\, second round",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    assert reply._replace(text=b"") == CalendarReply(
        text=b"",
        organizer=Person("Fox, Dana", "dana@acme.example"),
        attendee="ida@home.example",
        uid="talk-1@acme.example",
        summary="Interview: Backend Engineer, second round",
        warnings=(),
    )
    read_back(reply)


# Refusals


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("", "unreadable"),
        ("Dear Ida", "unreadable"),
        (calendar(method="PUBLISH"), "not_a_request"),
        (calendar(EVENT, method="PUBLISH"), "not_a_request"),
        (calendar(EVENT, method="REPLY"), "not_a_request"),
        (calendar(EVENT, method="COUNTER"), "not_a_request"),
        (calendar(EVENT, method=None), "not_a_request"),
        (EVENT, "not_a_request"),
        (calendar(EVENT, method="CANCEL"), "cancelled"),
        (calendar(changed(status="STATUS:CANCELLED")), "cancelled"),
        (calendar(), "no_event"),
        (calendar(OWN), "no_event"),
        (calendar(changed(uid=None)), "no_uid"),
        (calendar(changed(uid="UID: ")), "no_uid"),
        (calendar(EVENT, changed(uid="UID:2")), "several_uids"),
        (calendar(EVENT, changed(uid=None)), "several_uids"),
        (calendar(changed(organizer=None)), "no_organizer"),
        (calendar(changed(organizer="ORGANIZER;CN=Dana:invalid:nomail")), "no_organizer"),
        (calendar(changed(organizer="ORGANIZER:mailto:IDA@home.example")), "organizer"),
        (calendar(changed(attendee=None)), "not_attendee"),
        (calendar(changed(attendee="ATTENDEE:mailto:idas+jobs@home.example")), "not_attendee"),
        (calendar(changed(organizer="ORGANIZER:mailto:ida+jobs@home.example")), "organizer"),
        (calendar(changed(attendee="ATTENDEE:mailto:i.da@home.example")), "not_attendee"),
        (calendar(changed(dtstart="DTSTART:20261121T073000Z", dtend="DTEND:20261121T083000Z")), "over"),
    ],
)
def test_refusals(text: str, refused: str) -> None:
    assert code(text) == refused


def test_what_stands_after_a_plus_is_mine_too() -> None:
    plus = "ATTENDEE;CN=Ida:mailto:Ida+Acme@home.example"
    reply = decline(calendar(changed(attendee=plus)), ["ida@home.example"], NOW)
    assert reply.attendee == "ida+acme@home.example"
    assert "ATTENDEE;CN=Ida;PARTSTAT=DECLINED:mailto:Ida+Acme@home.example" in lines(reply)
    assert decline(calendar(EVENT), ["ida+x@home.example"], NOW).attendee == "ida@home.example"
    both = f"{plus}\nATTENDEE:mailto:ida@home.example"
    assert decline(calendar(changed(attendee=both)), ["ida@home.example"], NOW).attendee == "ida@home.example"


def test_those_who_were_invited_are_listed() -> None:
    with pytest.raises(NoReply) as refused:
        decline(calendar(EVENT), ["ida@elsewhere.example"], NOW)
    assert "invited: ida@home.example, tom@acme.example, room5@acme.example." in refused.value.message
    assert "--as ADDRESS" in refused.value.hint
    many = "\n".join(f"ATTENDEE:mailto:a{number}@acme.example" for number in range(100))
    with pytest.raises(NoReply) as refused:
        decline(calendar(changed(attendee=many)), ["a@acme.example"], NOW)
    assert refused.value.message.endswith("a9@acme.example and others.")


def test_the_method_of_the_content_type() -> None:
    assert read_back(decline(calendar(EVENT, method=None), ME, NOW, method="REQUEST;;"))
    assert read_back(decline(EVENT, ME, NOW, method="request"))
    assert code(calendar(EVENT, method="PUBLISH"), method="REQUEST") == "not_a_request"


# Over


@pytest.mark.parametrize(
    ("event", "over"),
    [
        ({"dtstart": "DTSTART:20261121T083016Z", "dtend": None}, False),
        ({"dtstart": "DTSTART:20261121T083015Z", "dtend": None}, True),
        ({"dtstart": "DTSTART:20261121T080000Z", "dtend": "DURATION:PT1H"}, False),
        ({"dtstart": "DTSTART:20261121T080000Z", "dtend": "DURATION:PT30M"}, True),
        ({"dtstart": None, "dtend": None}, False),
        # A day lasts until it is over all round the earth; so does a time in a zone that nobody knows.
        ({"dtstart": "DTSTART;VALUE=DATE:20261120", "dtend": None}, False),
        ({"dtstart": "DTSTART;VALUE=DATE:20261119", "dtend": None}, True),
        ({"dtstart": "DTSTART;VALUE=DATE:20261118", "dtend": "DTEND;VALUE=DATE:20261121"}, False),
        ({"dtstart": "DTSTART:20261120T210000", "dtend": None}, False),
        ({"dtstart": "DTSTART:20261120T200000", "dtend": None}, True),
        ({"dtstart": "DTSTART:16010101T000000Z", "dtend": None}, True),
        ({"dtstart": "DTSTART:99991231T235959", "dtend": None}, False),
    ],
)
def test_over(event: dict[str, str | None], over: bool) -> None:
    _over(event, over)


@pytest.mark.parametrize(
    ("rule", "over"),
    [
        ("RRULE:FREQ=DAILY", False),
        ("RRULE:FREQ=DAILY;COUNT=10", True),
        ("RRULE:FREQ=DAILY;COUNT=20", True),
        ("RRULE:FREQ=DAILY;COUNT=21", False),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2", True),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3", False),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO,SU;COUNT=7", False),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO,SU;COUNT=5", True),
        ("RRULE:FREQ=MONTHLY;COUNT=1", True),
        ("RRULE:FREQ=MONTHLY;COUNT=2", False),
        ("RRULE:FREQ=MONTHLY;BYDAY=5SU;COUNT=2", False),
        ("RRULE:FREQ=YEARLY;COUNT=1000000000", False),
        ("RRULE:FREQ=SECONDLY;COUNT=1000000000", False),
        ("RRULE:FREQ=DAILY;UNTIL=20261120T235959Z", True),
        ("RRULE:FREQ=DAILY;UNTIL=20261122T000000Z", False),
        ("RRULE:FREQ=DAILY;UNTIL=20261118", True),
        ("RRULE:FREQ=DAILY;UNTIL=20261120", False),
        ("RRULE:FREQ=DAILY;UNTIL=never", False),
        ("RRULE:nonsense", False),
        ("RDATE:20261105T100000Z,20261122T100000Z,20261106T100000Z", False),
        ("RDATE;VALUE=PERIOD:20261105T100000Z/PT1H", True),
        ("RRULE:FREQ=DAILY;COUNT=2\nRRULE:FREQ=WEEKLY;COUNT=9", False),
    ],
)
def test_a_series_is_over_with_its_last(rule: str, over: bool) -> None:
    _over({"dtstart": "DTSTART:20261101T100000Z", "dtend": "DURATION:PT1H", "rule": rule}, over)


def test_a_series_is_not_over_while_one_that_was_moved_is_ahead() -> None:
    series = changed(
        dtstart="DTSTART:20261101T100000Z", dtend="DURATION:PT1H", rule="RRULE:FREQ=DAILY;COUNT=2"
    )
    moved = changed(recurrence_id="RECURRENCE-ID:20261102T100000Z")
    assert code(calendar(series)) == "over"
    assert "RECURRENCE-ID" not in read_back(decline(calendar(moved, series), ME, NOW))


def _over(event: dict[str, str | None], over: bool) -> None:
    text = calendar(changed(**event))
    if over:
        assert code(text) == "over"
    else:
        read_back(decline(text, ME, NOW))


# What is copied


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("ORGANIZER:dana@acme.example", "ORGANIZER:dana@acme.example"),
        (
            "ORGANIZER;X-A=1;CN=Dana:MAILTO:Dana@acme.example",
            "ORGANIZER;X-A=1;CN=Dana:MAILTO:Dana@acme.example",
        ),
        ("organizer;cn=Dana:mailto:dana@acme.example", "organizer;cn=Dana:mailto:dana@acme.example"),
        ("ORGANIZER;EMAIL=dana@acme.example:urn:uuid:1", "ORGANIZER;EMAIL=dana@acme.example:urn:uuid:1"),
        # Others would read another address in these.
        (
            "ORGANIZER;CN=Acme: Dana:mailto:dana@acme.example",
            'ORGANIZER;CN="Acme: Dana":mailto:dana@acme.example',
        ),
        ('ORGANIZER;CN="Dana:mailto:dana@acme.example', "ORGANIZER:mailto:dana@acme.example"),
        ("ORGANIZER;CN:mailto:dana@acme.example", "ORGANIZER:mailto:dana@acme.example"),
    ],
)
def test_the_organizer_is_copied(line: str, written: str) -> None:
    reply = decline(calendar(changed(organizer=line)), ME, NOW)
    assert [each for each in lines(reply) if each.upper().startswith("ORGANIZER")] == [written]
    assert reply.organizer.email == "dana@acme.example"
    read_back(reply)


@pytest.mark.parametrize(
    ("line", "name", "uri"),
    [
        ("ATTENDEE:ida@home.example", "", "ida@home.example"),
        ("ATTENDEE:mailto:IDA@HOME.EXAMPLE", "", "mailto:IDA@HOME.EXAMPLE"),
        ('ATTENDEE;CN="Berg, Ida":mailto:ida@home.example', ';CN="Berg, Ida"', "mailto:ida@home.example"),
        ("ATTENDEE;CN=Ida ^'I^' Berg:mailto:ida@home.example", "", "mailto:ida@home.example"),
        ("ATTENDEE;CN=李雷:mailto:ida@home.example", ";CN=李雷", "mailto:ida@home.example"),
        ("ATTENDEE;CN=Ida\u202e Berg:mailto:ida@home.example", ";CN=Ida Berg", "mailto:ida@home.example"),
        ("ATTENDEE;EMAIL=Ida@home.example:urn:uuid:1-2", "", "urn:uuid:1-2"),
        ('ATTENDEE;SENT-BY="mailto:x@a.example";RSVP=TRUE:mailto:ida@home.example', "", "mailto:ida@home.example"),
        ("ATTENDEE:mailto:%69da@home.example", "", "mailto:%69da@home.example"),
        ("ATTENDEE:ida@home.example\nATTENDEE;CN=I:mailto:ida@home.example", "", "ida@home.example"),
    ],
)  # fmt: skip
def test_the_attendee_is_written_anew(line: str, name: str, uri: str) -> None:
    reply = decline(calendar(changed(attendee=line)), ME, NOW)
    assert [each for each in lines(reply) if each.startswith("ATTENDEE")] == [
        f"ATTENDEE{name};PARTSTAT=DECLINED:{uri}"
    ]
    assert reply.attendee == "ida@home.example"
    read_back(reply)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (None, "0"),
        ("SEQUENCE:0", "0"),
        ("SEQUENCE:63883728000", "63883728000"),
        ("SEQUENCE:" + "9" * 10_000, "2147483647"),
        ("SEQUENCE:-3", "0"),
        ("SEQUENCE:²", "0"),
    ],
)
def test_the_sequence_is_copied(line: str | None, written: str) -> None:
    reply = decline(calendar(changed(sequence=line)), ME, NOW)
    assert f"SEQUENCE:{written}" in lines(reply)
    read_back(reply)


def test_what_is_not_copied() -> None:
    text = calendar(OWN, changed(rrule="RRULE:FREQ=WEEKLY;COUNT=9", x="X-ALT-DESC:<p>", **AT_OWN))
    reply = decline(text, ME, NOW).text
    for word in (b"VALARM", b"DESC", b"ATTACH", b"RSVP", b"SCHEDULE", b"tom@", b"LOCATION", b"COMMENT", b"STATUS:",
                 b"COUNT"):  # fmt: skip
        assert word not in reply


def test_no_word_of_the_machine() -> None:
    assert b"bowout" not in decline(calendar(EVENT), ME, NOW).text.lower()


def test_a_time_in_the_files_own_zone_brings_the_zone() -> None:
    reply = decline(calendar(BERLIN.format(tzid="Other"), OWN, changed(**AT_OWN)), ME, NOW)
    assert lines(reply).count("BEGIN:VTIMEZONE") == 1
    event = read_back(reply)
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 11, 28, 13, tzinfo=UTC)


def test_a_zone_with_a_colon_is_quoted() -> None:
    text = calendar(OWN, changed(**{name: line.replace('"', "") for name, line in AT_OWN.items()}))
    reply = decline(text, ME, NOW)
    assert AT_OWN["dtstart"] in lines(reply)
    assert read_back(reply)["DTSTART"].dt.astimezone(UTC) == datetime(2026, 11, 28, 13, tzinfo=UTC)


def test_a_time_that_nobody_can_know_is_left_out() -> None:
    hostile = OWN.replace("FREQ=YEARLY", "FREQ=SECONDLY")
    for text in (
        calendar(changed(**AT_OWN)),
        calendar(hostile, changed(**AT_OWN)),
        calendar(changed(dtstart="DTSTART:tomorrow", dtend="DTEND:later")),
    ):
        event = read_back(decline(text, ME, NOW))
        assert "DTSTART" not in event and "DTEND" not in event


def test_end_and_duration_are_not_both_written() -> None:
    both = "DTEND:20261128T144500Z\nDURATION:PT2H"
    event = read_back(decline(calendar(changed(dtend=both)), ME, NOW))
    assert "DTEND" in event and "DURATION" not in event
    assert "DURATION" in read_back(decline(calendar(changed(dtend="DURATION:PT2H")), ME, NOW))


def test_a_whole_day() -> None:
    text = calendar(changed(dtstart="DTSTART;VALUE=DATE:20261128", dtend="DTEND;VALUE=DATE:20261129"))
    assert read_back(decline(text, ME, NOW))["DTSTART"].dt.isoformat() == "2026-11-28"


@pytest.mark.parametrize("line", ["SUMMARY;X:y", 'SUMMARY;X="a:b', f"SUMMARY:{'x' * 5000}", None])
def test_a_summary_that_cannot_be_copied_is_left_out(line: str | None) -> None:
    assert "SUMMARY" not in read_back(decline(calendar(changed(summary=line)), ME, NOW))


def test_a_comment() -> None:
    said = "Thank you; I withdraw,\nkindly\r\nIda \\ \0" + "ü" * 100
    assert read_back(decline(calendar(EVENT), ME, NOW, comment=said))["COMMENT"] == (
        "Thank you; I withdraw,\nkindly\nIda \\ " + "ü" * 100
    )


def test_now_is_written_in_utc() -> None:
    moment = NOW.astimezone().replace(microsecond=7)
    assert "DTSTAMP:20261121T083015Z" in lines(decline(calendar(EVENT), ME, moment))


def test_nobody_may_read_it() -> None:
    text = calendar(changed(organizer="ORGANIZER:mailto:no-reply@calendar.example"))
    assert decline(text, ME, NOW).warnings == ("no_reply_organizer",)


# Series

SERIES = changed(rrule="RRULE:FREQ=WEEKLY;COUNT=5")
MOVED = changed(
    recurrence_id="RECURRENCE-ID;TZID=Europe/Berlin:20261205T140000",
    dtstart="DTSTART;TZID=Europe/Berlin:20261206T100000",
    sequence="SEQUENCE:5",
)


def test_the_series_as_a_whole() -> None:
    for text in (calendar(SERIES, MOVED), calendar(MOVED, SERIES)):
        event = read_back(decline(text, ME, NOW))
        assert "RECURRENCE-ID" not in event and event["SEQUENCE"] == 2


def test_one_occurrence_that_has_an_event() -> None:
    reply = decline(calendar(SERIES, MOVED), ME, NOW, recurrence="2026-12-05T13:00:00Z")
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20261205T140000" in lines(reply)
    assert "DTSTART;TZID=Europe/Berlin:20261206T100000" in lines(reply)
    assert "SEQUENCE:5" in lines(reply)
    read_back(reply)


@pytest.mark.parametrize(
    ("start", "recurrence", "written"),
    [
        ("DTSTART;TZID=Europe/Berlin:20261128T140000", "2026-12-12T13:00:00Z", ";TZID=Europe/Berlin:20261212T140000"),
        ("DTSTART:20261128T130000Z", "2026-12-12T13:00:00Z", ":20261212T130000Z"),
        (AT_OWN["dtstart"], "2026-12-12T13:00:00Z", ":20261212T130000Z"),
        ("DTSTART;VALUE=DATE:20261128", "2026-12-12", ";VALUE=DATE:20261212"),
    ],
)  # fmt: skip
def test_one_occurrence_that_has_none(start: str, recurrence: str, written: str) -> None:
    text = calendar(OWN, changed(SERIES, dtstart=start, dtend=None))
    reply = decline(text, ME, NOW, recurrence=recurrence)
    times = [line for line in lines(reply) if line.startswith(("RECURRENCE-ID", "DTSTART;", "DTSTART:2"))]
    assert times == [f"RECURRENCE-ID{written}"]
    read_back(reply)


def test_an_occurrence_that_there_is_not() -> None:
    assert code(calendar(EVENT), recurrence="2026-12-12T13:00:00Z") == "no_event"
    assert code(calendar(MOVED), recurrence="2026-12-12T13:00:00Z") == "no_event"
    assert code(calendar(SERIES), recurrence="the second") == "no_event"
    assert code(calendar(SERIES), recurrence="2026-12-12T13:00:00") == "no_event"
    assert code(calendar(SERIES), recurrence="2026-11-20T13:00:00Z") == "over"
    assert code(calendar(SERIES), recurrence="2026-11-19") == "over"


def test_an_invitation_to_one_occurrence_alone() -> None:
    reply = decline(calendar(MOVED), ME, NOW)
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20261205T140000" in lines(reply)
    assert reply.warnings == ()
    other = changed(recurrence_id="RECURRENCE-ID:20261219T130000Z")
    both = decline(calendar(MOVED, other), ME, NOW)
    assert both.warnings == ("other_occurrences",)
    read_back(both)


def test_the_newest_of_several_versions() -> None:
    newer = changed(sequence="SEQUENCE:3", dtstart="DTSTART:20261129T130000Z", dtend=None)
    minor = changed(dtstamp="DTSTAMP:20261120T100000Z", summary="SUMMARY:Renamed")
    assert decline(calendar(EVENT, newer), ME, NOW).text == decline(calendar(newer, EVENT), ME, NOW).text
    assert "SEQUENCE:3" in lines(decline(calendar(newer) + calendar(EVENT), ME, NOW))
    assert decline(calendar(EVENT, minor), ME, NOW).summary == "Renamed"
    assert code(calendar(EVENT) + calendar(changed(sequence="SEQUENCE:3"), method="CANCEL")) == "cancelled"
    assert read_back(decline(calendar(newer) + calendar(EVENT, method="CANCEL"), ME, NOW))
    past = changed(sequence="SEQUENCE:3", dtstart="DTSTART:20261101T130000Z", dtend=None)
    assert code(calendar(EVENT, past)) == "over"


# Whatever comes


def outcome(text: str, me: tuple[str, ...], now: datetime, method: str | None = None) -> str:
    try:
        read_invitations(text, method)
    except NoReply as error:
        assert error.code in {"unreadable", "no_event"}
    try:
        reply = decline(text, me, now, method=method)
    except NoReply as error:
        assert error.code in CODES and error.message.isprintable()
        return error.code
    event = read_back(
        reply._replace(text=reply.text.replace(f"{now:%Y%m%dT%H%M%SZ}".encode(), b"20261121T083015Z"))
    )
    assert str(event["UID"]).strip()
    return "reply"


def test_every_sample(record_property: pytest.FixtureRequest) -> None:
    if samples() is None:
        pytest.skip("the samples do not lie beside the repository")
    counts: Counter[str] = Counter()
    for name, data, charset, method in sample_calendars():
        text = decode_calendar(data, charset)
        events = [
            event
            for calendar in read_components(text).within("VCALENDAR")
            for event in calendar.within("VEVENT")
        ]
        people = {address for event in events for person in people_of(event) for address in person.addresses}
        for me in [*people, "nobody@home.example"]:
            # Long before, so that none is over.
            early = outcome(text, (me,), datetime(1990, 1, 1, tzinfo=UTC), method)
            late = outcome(text, (me,), NOW, method)
            counts[early] += 1
            assert late in {early, "over"} and (late != "reply" or "RRULE" in text), name
    print(dict(counts))
    assert counts["reply"] >= 25 and counts.total() >= 80


LINES = calendar(OWN, changed(SERIES, **AT_OWN), MOVED).replace("\n ", "").splitlines()
GARBLED = st.sampled_from([
    "", " ", "X", ":", ";", '"', "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VTIMEZONE",
    "STATUS:CANCELLED", "METHOD:CANCEL", "UID:", "DTSTART:", "DTSTART;TZID=:20261128T140000",
    "RRULE:FREQ=YEARLY;COUNT=x",
    "ORGANIZER;CN=\"a:mailto:dana@acme.example", "ATTENDEE;CN=^n:mailto:ida@home.example", "RECURRENCE-ID:x",
    "DURATION:PT", "SEQUENCE:²", "TZOFFSETTO:+9999", "RDATE:x,y", "SUMMARY;LANGUAGE=:x",
])  # fmt: skip


@st.composite
def broken(draw: st.DrawFn) -> str:
    """Drop, double, swap and garble lines of a calendar."""
    found = list(LINES)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(found) - 1))
        match draw(st.sampled_from(["drop", "double", "put", "swap", "cut", "char"])):
            case "drop" if len(found) > 1:
                del found[at]
            case "double":
                found.insert(at, found[at])
            case "put":
                found[at] = draw(GARBLED)
            case "swap":
                to = draw(st.integers(0, len(found) - 1))
                found[at], found[to] = found[to], found[at]
            case "cut":
                found[at] = found[at][draw(st.integers(0, 40)) :]
            case _:
                spot = draw(st.integers(0, len(found[at])))
                found[at] = found[at][:spot] + draw(st.text(max_size=3)) + found[at][spot:]
    return draw(st.sampled_from(["\n", "\r\n"])).join(found)


@given(broken(), st.sampled_from([None, "REQUEST"]))
def test_a_broken_calendar_is_answered_or_refused(text: str, method: str | None) -> None:
    outcome(text, ME, NOW, method)


@given(st.binary(max_size=400))
def test_any_bytes_are_refused(data: bytes) -> None:
    assert outcome(decode_calendar(b"BEGIN:VCALENDAR\n" + data), ME, NOW) != "reply"


@given(st.lists(st.sampled_from([
    "FREQ=YEARLY", "FREQ=DAILY", "INTERVAL=2", "INTERVAL=0", "COUNT=3", "UNTIL=20300101", "UNTIL=x", "BYDAY=-1SU",
    "BYDAY=SU", "BYDAY=6MO", "BYDAY=", "BYMONTH=3", "BYMONTH=13", "BYMONTHDAY=31", "BYMONTHDAY=-50", "BYMONTHDAY=0",
    "BYHOUR=x", "BYHOUR=2", "BYSECOND=59", "WKST=MO", "WKST=", "BYSETPOS=1", "X=Y", "=", "BYMONTHDAY=1,2", " ",
]), max_size=5))  # fmt: skip
def test_a_zone_of_any_rules_is_copied_or_left_out(parts: list[str]) -> None:
    own = OWN.replace("FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", ";".join(parts))
    assert outcome(calendar(own, changed(**AT_OWN)), ME, NOW) == "reply"


def test_cut_anywhere() -> None:
    text = calendar(OWN, changed(**AT_OWN))
    counts = Counter(outcome(text[:at], ME, NOW) for at in range(len(text)))
    assert counts["reply"] and counts["no_organizer"] and counts["unreadable"]


LONG = 5_000_000
HOSTILE = {
    "a long line": "SUMMARY:" + "é" * LONG,
    "no colon": "SUMMARY" + "x" * LONG,
    "quotation marks": "SUMMARY;X=" + '"a' * (LONG // 2),
    "semicolons": "SUMMARY" + ";a=" * (LONG // 3),
    "an open quotation": 'ATTENDEE;CN="' + "a;b:" * (LONG // 4),
    "schemes": "ATTENDEE" + ":mailto:" * (LONG // 8),
    "angles": "ATTENDEE:mailto:" + "<" * LONG,
    "an address": "ATTENDEE:mailto:a@" + "a." * (LONG // 2),
    "folds": "SUMMARY:" + "\n " * (LONG // 2),
    "empty lines": "SUMMARY:" + "\n" * LONG,
    "escapes": "ATTENDEE;CN=" + "\\" * LONG + ":mailto:x@acme.example",
    "links": "DESCRIPTION:" + "https://zoom.us" * (LONG // 15),
    "a number": "DURATION:P" + "1" * LONG,
    "dates": "RDATE:" + "20271128T130000Z," * (LONG // 17),
    "a zone": "DTSTART;TZID=" + "x" * LONG + ":20261128T140000",
    "a rule": "RRULE:FREQ=DAILY;COUNT=1000000000",
    "seconds": "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1000000000",
    "attendees": "\n".join(f"ATTENDEE;CN=N {each};RSVP=TRUE:mailto:a{each}@x.example" for each in range(100_000)),
    "nesting": "BEGIN:X\n" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_input_takes_no_long(what: str) -> None:
    text = calendar(changed(x=HOSTILE[what]))
    started = time.process_time()  # of this process alone: others may be at work beside it
    outcome(text, ME, NOW)
    assert time.process_time() - started < 5


def test_a_hostile_zone_takes_no_long() -> None:
    rules = "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n" * 490
    own = OWN.replace("BEGIN:DAYLIGHT\n", f"BEGIN:DAYLIGHT\n{rules}")
    started = time.process_time()
    outcome(calendar(own, changed(**AT_OWN)), ME, NOW)
    assert time.process_time() - started < 5


def test_answers_at_random_moments_agree_with_a_count() -> None:
    # A plain series is over exactly with its last one.
    dice = random.Random(5)
    for _ in range(200):
        every, count, period = dice.randint(1, 4), dice.randint(1, 9), dice.choice([1, 7])
        first = NOW - timedelta(days=dice.randint(0, 60), hours=dice.randint(0, 23))
        frequency = {1: "DAILY", 7: "WEEKLY"}[period]
        text = calendar(changed(
            dtstart=f"DTSTART:{first:%Y%m%dT%H%M%SZ}", dtend="DURATION:PT1H",
            rule=f"RRULE:FREQ={frequency};INTERVAL={every};COUNT={count}",
        ))  # fmt: skip
        over = first + timedelta(days=period * every * (count - 1), hours=1) <= NOW
        assert outcome(text, ME, NOW) == ("over" if over else "reply")
