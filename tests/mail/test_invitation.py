"""An invitation is read as what it says, and what nobody can know is said to be unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.calendar_lines import fold
from bowout.domain.dates import parse_stored
from bowout.domain.people import Person
from bowout.mail.calendar_text import decode_calendar, keep_method, read_components
from bowout.mail.invitation import LARGEST, Attendee, Invitation, NoReply, read_invitations
from tests.mail.calendars import BERLIN, EVENT, calendar, changed


def read(text: str, method: str | None = None) -> Invitation:
    (found,) = read_invitations(text, method)
    return found


def at(line: str, *parts: str) -> tuple[str | None, str | None]:
    found = read(calendar(*parts, changed(dtstart=line, dtend=None)))
    return found.at, found.time_zone


def test_all_of_an_invitation() -> None:
    assert read(calendar(EVENT)) == Invitation(
        method="REQUEST",
        uid="talk-1@acme.example",
        recurrence=None,
        sequence=2,
        stamp="2026-11-20T09:15:00Z",
        at="2026-11-28T13:00:00Z",
        time_zone="Europe/Berlin",
        minutes=45,
        summary="Interview: Backend Engineer, second round",
        place="Hauptstraße 5, Berlin",
        link="https://acme.zoom.us/j/123?pwd=ab&x=1",
        description="Dear Ida,\nwe look forward to it.\n\nhttps://acme.zoom.us/j/123?pwd=ab&x=1.",
        organizer=Person("Fox, Dana", "dana@acme.example"),
        attendees=(
            Attendee("Ida Berg", "ida@home.example", "NEEDS-ACTION"),
            Attendee("Tom Ng", "tom@acme.example", "ACCEPTED"),
        ),
        cancelled=False,
    )


def test_an_event_of_nothing_is_read() -> None:
    found = read(calendar("BEGIN:VEVENT\nEND:VEVENT\n", method=None))
    assert found == Invitation("", "", None, 0, None, None, None, None, "", None, None, "", None, (), False)


# Refused


@pytest.mark.parametrize(
    "text", ["", "Dear Ida,\nBEGIN:nothing\n", "BEGIN:VCARD\nFN:Dana\nEND:VCARD\n", "\0\0"]
)
def test_what_is_no_calendar(text: str) -> None:
    with pytest.raises(NoReply) as refused:
        read_invitations(text)
    assert refused.value.code == "unreadable" and refused.value.hint


@pytest.mark.parametrize("parts", ["", BERLIN, "BEGIN:VTODO\nUID:1\nEND:VTODO\n"])
def test_a_calendar_without_an_event(parts: str) -> None:
    with pytest.raises(NoReply) as refused:
        read_invitations(calendar(parts))
    assert refused.value.code == "no_event" and refused.value.exit_code == 1


# The method


@pytest.mark.parametrize(
    ("text", "method", "said"),
    [
        (calendar(EVENT), "CANCEL", "REQUEST"),
        (calendar(EVENT, method=None), "request", "REQUEST"),
        (calendar(EVENT, method=None), "REQUEST;;", "REQUEST"),
        (calendar(EVENT, method="REQUEST;;"), None, "REQUEST"),
        (calendar(EVENT, method="publish "), None, "PUBLISH"),
        (calendar(EVENT, method=None), None, ""),
        (EVENT, "REQUEST", "REQUEST"),
    ],
)
def test_the_method_of_the_file_else_of_the_content_type(text: str, method: str | None, said: str) -> None:
    assert read(text, method).method == said
    assert read(keep_method(text, method)).method == said


def test_a_kept_method_is_of_each_calendar_that_has_none() -> None:
    text = calendar(EVENT, method=None) + calendar(EVENT, method="CANCEL")
    assert [each.method for each in read_invitations(keep_method(text, "REQUEST"))] == ["REQUEST", "CANCEL"]
    assert keep_method(text, None) == keep_method(text, ";;") == text
    assert keep_method("", "REQUEST") == ""


@pytest.mark.parametrize(
    ("method", "status", "cancelled"),
    [
        ("CANCEL", "STATUS:CONFIRMED", True),
        ("REQUEST", "STATUS:cancelled", True),
        ("REQUEST", "STATUS:CONFIRMED\nSTATUS:CONFIRMED", False),
        ("REQUEST", "STATUS:\nSTATUS:CANCELLED", True),
    ],
)
def test_cancelled(method: str, status: str, cancelled: bool) -> None:
    assert read(calendar(changed(status=status), method=method)).cancelled is cancelled


# Times


@pytest.mark.parametrize(
    ("line", "stored", "zone"),
    [
        ("DTSTART:20261128T130000Z", "2026-11-28T13:00:00Z", None),
        ("DTSTART;TZID=Europe/Berlin:20260701T140000", "2026-07-01T12:00:00Z", "Europe/Berlin"),
        ('DTSTART;TZID="Europe/Berlin":20261128T140000', "2026-11-28T13:00:00Z", "Europe/Berlin"),
        ("DTSTART;TZID=/a.example/2024_1/Europe/Berlin:20261128T140000", "2026-11-28T13:00:00Z", "Europe/Berlin"),
        ("DTSTART;TZID=/a/America/Indiana/Knox:20261128T140000", "2026-11-28T20:00:00Z", "America/Indiana/Knox"),
        ("DTSTART;TZID=W. Europe Standard Time:20261128T140000", "2026-11-28T13:00:00Z", "Europe/Berlin"),
        ("DTSTART;TZID=india standard time:20261128T140000", "2026-11-28T08:30:00Z", "Asia/Calcutta"),
        ("DTSTART;TZID=tzone://Microsoft/Utc:20261128T140000", "2026-11-28T14:00:00Z", "UTC"),
        ("DTSTART;TZID=Europe/Berlin:20261128T130000Z", "2026-11-28T13:00:00Z", "Europe/Berlin"),
        # The clocks go back: the first of the two; they go forward: by the offset before (RFC 5545).
        ("DTSTART;TZID=Europe/Berlin:20261025T023000", "2026-10-25T00:30:00Z", "Europe/Berlin"),
        ("DTSTART;TZID=Europe/Berlin:20260329T023000", "2026-03-29T01:30:00Z", "Europe/Berlin"),
        ("DTSTART;VALUE=DATE:20261128", "2026-11-28", None),
        ("DTSTART:20261128", "2026-11-28", None),
        # What nobody can know.
        ("DTSTART:20261128T140000", None, None),
        ("DTSTART;TZID=Acme Time:20261128T140000", None, None),
        ("DTSTART;TZID=../../etc/localtime:20261128T140000", None, None),
        ("DTSTART:20261350T140000Z", None, None),
        ("DTSTART:tomorrow", None, None),
        ("DTSTART:16010101T000000Z", None, None),
        ("DTSTART;TZID=Europe/Berlin:00010101T000000", None, None),
        ("DTSTART;TZID=America/New_York:99991231T235959", None, None),
    ],
)  # fmt: skip
def test_times(line: str, stored: str | None, zone: str | None) -> None:
    found = at(line)
    assert found[0] == stored
    assert stored is None or found[1] == zone
    assert stored is None or parse_stored(stored).isoformat()


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("(UTC+01:00) Amsterdam\\, Berlin\\, Bern", '"(UTC+01:00) Amsterdam, Berlin, Bern"'),
        ("(UTC+01:00) Amsterdam\\, Berlin\\, Bern", "(UTC+01:00) Amsterdam\\, Berlin\\, Bern"),
        ("(UTC+01:00) Amsterdam\\, Berlin\\, Bern", "(UTC+01:00) Amsterdam, Berlin, Bern"),
        ("Acme\\; Time", '"Acme; Time"'),
        ("Acme Time", "Acme Time"),
    ],
)
def test_the_files_own_zone(written: str, used: str) -> None:
    own = BERLIN.format(tzid=written)
    for wall, stored in (
        ("20261128T140000", "2026-11-28T13:00:00Z"),
        ("20260701T140000", "2026-07-01T12:00:00Z"),
        ("20261025T015959", "2026-10-24T23:59:59Z"),
        ("20261025T023000", "2026-10-25T00:30:00Z"),
        ("20261025T030000", "2026-10-25T02:00:00Z"),
        ("20260329T015959", "2026-03-29T00:59:59Z"),
        ("20260329T023000", "2026-03-29T01:30:00Z"),
        ("20260329T030000", "2026-03-29T01:00:00Z"),
        ("20260101T000000", "2025-12-31T23:00:00Z"),
    ):
        assert at(f"DTSTART;TZID={used}:{wall}", own) == (stored, None)


def test_the_same_times_as_iana_by_the_files_own_rules() -> None:
    own = BERLIN.format(tzid="X")
    for month in range(1, 13):
        for day in range(1, 29):
            wall = f"2031{month:02}{day:02}T023000"
            assert at(f"DTSTART;TZID=X:{wall}", own)[0] == at(f"DTSTART;TZID=Europe/Berlin:{wall}")[0]


def test_iana_before_the_files_own_before_windows() -> None:
    wrong = BERLIN.replace("+0100", "+0900").replace("+0200", "+0900")
    assert at("DTSTART;TZID=Europe/Berlin:20261128T140000", wrong.format(tzid="Europe/Berlin")) == (
        "2026-11-28T13:00:00Z",
        "Europe/Berlin",
    )
    tzid = "W. Europe Standard Time"
    assert at(f"DTSTART;TZID={tzid}:20261128T140000", wrong.format(tzid=tzid)) == (
        "2026-11-28T05:00:00Z",
        None,
    )
    right = BERLIN.format(tzid=tzid)
    assert at(f"DTSTART;TZID={tzid}:20261128T140000", right) == ("2026-11-28T13:00:00Z", "Europe/Berlin")
    located = BERLIN.format(tzid="X\nX-LIC-LOCATION:Europe/Paris")
    assert at("DTSTART;TZID=X:20261128T140000", located) == ("2026-11-28T13:00:00Z", "Europe/Paris")


@pytest.mark.parametrize(
    ("rule", "stored"),
    [
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1,2,3,4,5,6,7;BYDAY=SU", "2026-04-05T01:00:00Z"),
        ("FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;BYHOUR=2;BYMINUTE=0", "2026-04-05T01:00:00Z"),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=-26", "2026-04-05T01:00:00Z"),
        ("FREQ=YEARLY;BYDAY=1SU;BYMONTH=4;UNTIL=20200101T000000Z", "2026-04-05T01:00:00Z"),
        ("FREQ=YEARLY;BYDAY=1SU;BYMONTH=4;COUNT=3", "2026-04-05T01:00:00Z"),
        ("FREQ=SECONDLY;COUNT=1000000000", None),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYSETPOS=1", None),
        ("FREQ=YEARLY;BYDAY=9XX", None),
    ],
)
def test_rules_of_own_zones(rule: str, stored: str | None) -> None:
    text = f"""\
BEGIN:VTIMEZONE
TZID:X
BEGIN:DAYLIGHT
DTSTART:20000402T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:{rule}
END:DAYLIGHT
END:VTIMEZONE
"""
    # At three, an hour after the change.
    assert at("DTSTART;TZID=X:20260405T030000", text)[0] == stored


def test_a_zone_with_fixed_dates_and_times_before_the_first() -> None:
    text = """\
BEGIN:VTIMEZONE
TZID:X
BEGIN:STANDARD
DTSTART:20200101T000000
TZOFFSETFROM:+0200
TZOFFSETTO:+0530
RDATE:20260601T000000,20270101T000000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20250101T000000
TZOFFSETFROM:+0530
TZOFFSETTO:+0400
END:DAYLIGHT
END:VTIMEZONE
"""
    for wall, stored in (("20190101T000000", "2018-12-31T22:00:00Z"), ("20250701T000000", "2025-06-30T20:00:00Z"),
                         ("20260701T000000", "2026-06-30T18:30:00Z")):  # fmt: skip
        assert at(f"DTSTART;TZID=X:{wall}", text)[0] == stored


def test_a_calendars_own_zone_of_times_that_name_none() -> None:
    text = calendar("X-WR-TIMEZONE:Europe/Berlin\n", changed(dtstart="DTSTART:20261128T140000", dtend=None))
    assert (read(text).at, read(text).time_zone) == ("2026-11-28T13:00:00Z", "Europe/Berlin")


@pytest.mark.parametrize(
    ("end", "minutes"),
    [
        ("DTEND;TZID=Europe/London:20261128T140000", 60),
        ("DURATION:PT1H30M", 90),
        ("DURATION:P1DT1H", 1500),
        ("DURATION:-PT15M", None),
        ("DURATION:P", None),
        ("DURATION:PT99999999999999H", None),
        ("DTEND:20261128T120000Z", None),
        ("DTEND:20271128T120000Z", None),
        ("DTEND:20261128T133000Z\nDURATION:PT2H", 30),
        ("COMMENT:none", None),
    ],
)
def test_minutes(end: str, minutes: int | None) -> None:
    assert read(calendar(changed(dtend=end))).minutes == minutes


def test_minutes_over_a_change_of_the_clocks() -> None:
    start, end = "DTSTART;TZID=Europe/Berlin:20261025T013000", "DTEND;TZID=Europe/Berlin:20261025T033000"
    assert read(calendar(changed(dtstart=start, dtend=end))).minutes == 180


def test_minutes_where_the_zone_is_unknown() -> None:
    start, end = "DTSTART;TZID=Acme:20261128T140000", "DTEND;TZID=Acme:20261128T150000"
    found = read(calendar(changed(dtstart=start, dtend=end)))
    assert (found.at, found.minutes) == (None, 60)


def test_a_whole_day_has_no_minutes() -> None:
    found = read(calendar(changed(dtstart="DTSTART;VALUE=DATE:20261128", dtend="DTEND;VALUE=DATE:20261129")))
    assert (found.at, found.minutes) == ("2026-11-28", None)


# Sequences and series


@pytest.mark.parametrize(
    ("line", "sequence"),
    [
        ("SEQUENCE:7", 7),
        ("SEQUENCE:007", 7),
        ("SEQUENCE:2147483647", LARGEST),
        ("SEQUENCE:63883728000", LARGEST),
        ("SEQUENCE:" + "9" * 10_000, LARGEST),
        ("SEQUENCE:-1", 0),
        ("SEQUENCE:x", 0),
        (None, 0),
    ],
)
def test_sequences(line: str | None, sequence: int) -> None:
    assert read(calendar(changed(sequence=line))).sequence == sequence


def test_a_series_with_an_exception() -> None:
    series = changed(rrule="RRULE:FREQ=WEEKLY;COUNT=3")
    moved = changed(recurrence_id="RECURRENCE-ID;TZID=Europe/Berlin:20261205T140000")
    unknown = changed(recurrence_id="RECURRENCE-ID;TZID=Acme:20261212T140000")
    day = changed(recurrence_id="RECURRENCE-ID;VALUE=DATE:20261212")
    found = read_invitations(calendar(series, moved, unknown, day))
    assert [each.recurrence for each in found] == [
        None,
        "2026-12-05T13:00:00Z",
        "20261212T140000",
        "2026-12-12",
    ]


# Links


@pytest.mark.parametrize(
    ("lines", "link"),
    [
        ({"conference": "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://video.acme.example/r/1"}, "https://video.acme.example/r/1"),
        ({"conference": "CONFERENCE;VALUE=URI:tel:+49-30-1\nCONFERENCE;VALUE=URI:https://v.acme.example/1"}, "https://v.acme.example/1"),
        ({"x": "X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij"}, "https://meet.google.com/abc-defg-hij"),
        ({"x": "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/1"}, "https://teams.microsoft.com/l/meetup-join/1"),
        ({"url": "URL:https://acme.example/events/5"}, "https://acme.example/events/5"),
        ({"location": "LOCATION:https://video.acme.example/r/1"}, "https://video.acme.example/r/1"),
        ({"location": "LOCATION:Online (https://acme.webex.com/meet/dana)"}, "https://acme.webex.com/meet/dana"),
        ({"description": "DESCRIPTION:<a href=\"https://us02web.zoom.us/j/1?a=b&amp;c=d\">"}, "https://us02web.zoom.us/j/1?a=b&c=d"),
        ({"description": "DESCRIPTION:https://acme.example and https://meet.google.com/abc."}, "https://meet.google.com/abc"),
        ({"url": "URL:https://acme.example/5", "description": "DESCRIPTION:https://zoom.us/j/1"}, "https://zoom.us/j/1"),
        ({"description": "DESCRIPTION:https://notzoom.us/j/1 http://zoom.us/j/1 https://zoom.us.evil.example/"}, None),
        ({"description": "DESCRIPTION:https://teams.microsoft.com/meetingOptions/ https://support.zoom.us/x"}, None),
        ({"url": "URL:javascript:alert(1)"}, None),
        ({"url": "URL:https://[acme"}, None),
    ],
)  # fmt: skip
def test_links(lines: dict[str, str], link: str | None) -> None:
    event = changed(**{"description": None, "location": None, **lines})
    assert read(calendar(event)).link == link


def test_a_place_that_is_only_the_link_is_none() -> None:
    assert read(calendar(changed(location="LOCATION:https://zoom.us/j/1"))).place is None
    assert read(calendar(changed(location="LOCATION:"))).place is None
    assert read(calendar(changed(location="LOCATION:Room 1\\nMain Street"))).place == "Room 1 Main Street"


# People


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        ("ORGANIZER:MAILTO:Dana@Acme.example", None, "dana@acme.example"),
        ("ORGANIZER;CN=Dana Fox:dana@acme.example", "Dana Fox", "dana@acme.example"),
        ("ORGANIZER;CN=Acme: Dana Fox:mailto:dana@acme.example", "Acme: Dana Fox", "dana@acme.example"),
        ('ORGANIZER;CN="Acme: Dana Fox":mailto:dana@acme.example', "Acme: Dana Fox", "dana@acme.example"),
        ("ORGANIZER;CN=\"Dana:mailto:dana@acme.example", None, "dana@acme.example"),
        ("ORGANIZER;CN=Dana ^'Foxy^' Fox:mailto:dana@acme.example", 'Dana "Foxy" Fox', "dana@acme.example"),
        ("ORGANIZER;CN=dana@acme.example:mailto:dana@acme.example", None, "dana@acme.example"),
        ("ORGANIZER;CN=\"'dana@acme.example'\":mailto:dana@acme.example", None, "dana@acme.example"),
        ("ORGANIZER;EMAIL=dana@acme.example;CN=Dana:urn:uuid:1-2", "Dana", "dana@acme.example"),
        ('ORGANIZER;SENT-BY="mailto:pa@acme.example":mailto:dana@acme.example', None, "dana@acme.example"),
        ("ORGANIZER:mailto:dana%2Bjobs@acme.example?subject=x", None, "dana+jobs@acme.example"),
        ("ORGANIZER:mailto:Dana <dana@acme.example>", None, "dana@acme.example"),
        ("ORGANIZER;CN=Dana:invalid:nomail", "Dana", None),
        ("ORGANIZER;CN=Da\u202ena\x85 Fox:mailto:dana@acme.example", "Dana Fox", "dana@acme.example"),
        ("ORGANIZER:mailto:\u202edana@acme.example", None, None),
    ],
)  # fmt: skip
def test_organizers(line: str, name: str | None, address: str | None) -> None:
    organizer = read(calendar(changed(organizer=line))).organizer
    assert organizer == Person(name, address)


# Broken files


def test_lines_that_are_not_folded_blank_lines_and_missing_ends() -> None:
    text = calendar(EVENT)
    for broken in (
        text.replace("\n ", ""),
        text.replace("\n", "\r\n"),
        text.replace("\n", "\r\r\n"),
        text.replace("\nUID", "\n\n \nUID"),
        text.replace("END:VEVENT\nEND:VCALENDAR\n", ""),
        text.replace("BEGIN", "begin").replace("SUMMARY", "summary"),
        "X-Header: from a mail\n\n" + text + "\nDear Ida,",
    ):
        assert read(broken) == read(text)


def test_an_event_that_was_never_closed_ends_at_the_next() -> None:
    text = calendar(EVENT.replace("END:VEVENT\n", ""), changed(uid="UID:2"))
    assert [each.uid for each in read_invitations(text)] == ["talk-1@acme.example", "2"]


def test_two_calendars_in_one_file() -> None:
    text = calendar(EVENT) + "\n" + calendar(changed(uid="UID:2"), method="CANCEL")
    assert [(each.uid, each.method) for each in read_invitations(text)] == [
        ("talk-1@acme.example", "REQUEST"),
        ("2", "CANCEL"),
    ]


# Bytes


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("Müller, Zürich".encode(), "utf-8"),
        ("Müller, Zürich".encode(), None),
        ("Müller, Zürich".encode(), "iso-8859-1"),
        ("Müller, Zürich".encode(), "us-ascii"),
        ("Müller, Zürich".encode(), "no-such-charset"),
        ("Müller, Zürich".encode(), "rot13"),
        ("Müller, Zürich".encode(), "punycode"),
        ("Müller, Zürich".encode("latin-1"), "iso-8859-1"),
        ("Müller, Zürich".encode("latin-1"), "utf-8"),
        ("Müller, Zürich".encode("latin-1"), None),
        ("Müller, Zürich".encode("utf-7"), "utf-7"),
        ("Müller, Zürich".encode("utf-8-sig"), None),
        ("Müller, Zürich".encode("utf-16"), None),
        ("Müller, Zürich".encode("utf-16-le"), None),
        ("Müller, Zürich".encode("utf-16-be"), "utf-16"),
        ("Müller, Zürich".encode("utf-32"), "utf-8"),
        (b"M\xc3\r\n \xbcller, Z\xc3\n\t\xbcrich", "utf-8"),
        (b"M\0\xc3\xbcller, \0\0Z\xc3\xbcrich\x07", "utf-8"),
    ],
)
def test_charsets(data: bytes, charset: str | None) -> None:
    assert decode_calendar(data, charset) == "Müller, Zürich"


def test_charsets_of_the_east() -> None:
    for charset in ("iso-2022-jp", "shift_jis", "euc-jp"):
        assert decode_calendar("面接のご案内".encode(charset), charset) == "面接のご案内"
    assert decode_calendar("联通".encode("gbk"), "gb2312") == "联通"
    assert decode_calendar("Собеседование".encode("koi8-r"), "koi8-r") == "Собеседование"


def test_line_ends_become_line_feeds() -> None:
    assert decode_calendar(b"a\r\nb\nc\rd\r\r\ne") == "a\nb\nc\nd\ne"


@given(
    st.binary(max_size=200),
    st.sampled_from([None, "utf-8", "latin-1", "utf-7", "utf-16", "hz", "idna", "\0", "ü"]),
)
def test_any_bytes_are_text_that_can_be_stored(data: bytes, charset: str | None) -> None:
    text = decode_calendar(data, charset)
    assert "\0" not in text and "\r" not in text
    assert text.encode().decode() == text


@given(st.text(max_size=300))
def test_folding(text: str) -> None:
    line = "X:" + "".join(text.split("\n")).replace("\r", "")
    data = fold(line)
    assert data.endswith(b"\r\n")
    parts = data.removesuffix(b"\r\n").split(b"\r\n ")
    assert b"".join(parts) == line.encode(errors="replace")
    assert all(len(part) <= 75 - bool(number) for number, part in enumerate(parts))
    assert all(part.decode() for part in parts)


@given(st.text(alphabet='BEGINDVCALTX:;="\n \t', max_size=200))
def test_any_lines_are_components(text: str) -> None:
    assert read_components(text).name == ""


@pytest.mark.parametrize(
    "lines", ["END:\nUID:1", "END:\n\nSUMMARY:x", "BEGIN:VCALENDAR\nEND:\nEND:VCALENDAR\nUID:1"]
)
def test_an_end_of_nothing_ends_nothing(lines: str) -> None:
    """Found by make fuzz: it closed the text itself, and what followed had no place."""
    with pytest.raises(NoReply):
        read_invitations(lines)
    assert read_components(lines) is not None
