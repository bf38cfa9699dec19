"""A calendar is written so that every program reads the same in it."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.exchange.calendar import CalendarEntry, write_ics

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
CALL = CalendarEntry(
    uid="talk-1@acme.example",
    occurrence=None,
    sequence=3,
    at="2026-11-28T13:00:00Z",
    minutes=45,
    summary="Interview 2: Äcme, Backend Engineer",
    place="Hauptstraße 5, https://acme.zoom.us/j/1",
    link="https://acme.zoom.us/j/1",
    cancelled=False,
)
DUE = CALL._replace(
    uid="due", at="2026-12-03", minutes=None, place=None, link=None, summary="Offer due: Äcme"
)

WHOLE = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Calendar//Export//EN
METHOD:PUBLISH
BEGIN:VEVENT
UID:talk-1@acme.example
DTSTAMP:20261123T100000Z
SEQUENCE:3
DTSTART:20261128T130000Z
DURATION:PT45M
SUMMARY:Interview 2: Äcme\\, Backend Engineer
LOCATION:Hauptstraße 5\\, https://acme.zoom.us/j/1
URL:https://acme.zoom.us/j/1
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
UID:due
DTSTAMP:20261123T100000Z
SEQUENCE:3
DTSTART;VALUE=DATE:20261203
DURATION:P1D
SUMMARY:Offer due: Äcme
STATUS:CANCELLED
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""


def written(*entries: CalendarEntry) -> bytes:
    out = io.StringIO(newline="")
    assert write_ics(iter(entries), out, NOW) == len(entries)
    return out.getvalue().encode()


def read(*entries: CalendarEntry) -> list[Any]:
    from icalendar import Calendar  # late, as everywhere

    calendar: Any = Calendar.from_ical(written(*entries))
    assert not calendar.errors
    events = list(calendar.walk("VEVENT"))
    assert not any(event.errors for event in events)
    return events


def test_the_whole_document() -> None:
    assert written(CALL, DUE._replace(cancelled=True)) == WHOLE.replace("\n", "\r\n").encode()


def test_without_anything_it_is_a_calendar_all_the_same() -> None:
    assert written().endswith(b"METHOD:PUBLISH\r\nEND:VCALENDAR\r\n")


def test_a_deadline_of_an_hour_takes_no_time() -> None:
    (event,) = read(DUE._replace(at="2026-12-03T17:00:00Z"))
    assert event.decoded("DTSTART") == datetime(2026, 12, 3, 17, tzinfo=UTC)
    assert "DURATION" not in event
    assert "DTEND" not in event


@pytest.mark.parametrize(
    ("occurrence", "line"),
    [
        ("2026-11-28T13:00:00Z", b"RECURRENCE-ID:20261128T130000Z\r\n"),
        ("2026-11-28", b"RECURRENCE-ID;VALUE=DATE:20261128\r\n"),
    ],
)
def test_one_of_a_series_says_which(occurrence: str, line: bytes) -> None:
    assert line in written(CALL._replace(occurrence=occurrence))


def test_a_uid_is_written_as_it_came() -> None:
    text = written(CALL._replace(uid="a\\,b;c:d\r\nATTENDEE:mailto:x@y.example"))
    assert b"UID:a\\,b;c:dATTENDEE:mailto:x@y.example\r\n" in text
    assert text.count(b"\r\nATTENDEE") == 0


TEXTS = st.text() | st.text("a,;:\\n\n\r\t\u2028\x85\x00🎉ß\"'^ ")


@given(TEXTS, TEXTS)
def test_any_name_and_place_comes_back_on_one_line(summary: str, place: str) -> None:
    document = written(CALL._replace(summary=f"x{summary}", place=f"x{place}"), DUE)
    lines = document.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is split
        assert b"\r" not in line
        assert b"\n" not in line
    first, second = read(CALL._replace(summary=f"x{summary}", place=f"x{place}"), DUE)
    assert str(first["SUMMARY"]) == plain(f"x{summary}")
    assert str(first["LOCATION"]) == plain(f"x{place}")
    assert str(second["SUMMARY"]) == DUE.summary


def plain(text: str) -> str:
    """What a line can hold of a text."""
    kept = " ".join(text.split())
    return "".join(
        mark for mark in kept if mark >= " " and mark != "\x7f" and not "\ud800" <= mark <= "\udfff"
    )
