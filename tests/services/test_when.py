"""`now` is a Wednesday: 2026-11-25, 10:30:15 in Berlin."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bowout.domain.dates import parse_stored
from bowout.domain.errors import UsageError
from bowout.services.when import Prefer, parse_when

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
AUCKLAND = ZoneInfo("Pacific/Auckland")
NOW = datetime(2026, 11, 25, 9, 30, 15, 123456, tzinfo=UTC)


def when(text: str, prefer: Prefer = "future", now: datetime = NOW, zone: ZoneInfo = BERLIN) -> str:
    return parse_when(text, now, zone, prefer=prefer).text


def refusal(text: str, prefer: Prefer = "future") -> UsageError:
    with pytest.raises(UsageError) as caught:
        parse_when(text, NOW, BERLIN, prefer=prefer)
    return caught.value


@pytest.mark.parametrize("prefer", ["future", "past"])
@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2026-11-28", "2026-11-28"),
        ("  2026-11-28T14:00 ", "2026-11-28T13:00:00Z"),
        ("2026-11-28 14:00+05:30", "2026-11-28T08:30:00Z"),
        ("2026-11-28 2pm", "2026-11-28T13:00:00Z"),
        ("2026-11-28 at 9:00", "2026-11-28T08:00:00Z"),
        ("now", "2026-11-25T09:30:15Z"),
        ("today", "2026-11-25"),
        ("TODAY 5PM", "2026-11-25T16:00:00Z"),
        ("tomorrow", "2026-11-26"),
        ("tomorrow 2pm", "2026-11-26T13:00:00Z"),
        ("tomorrow at 2 p.m.", "2026-11-26T13:00:00Z"),
        ("2pm tomorrow", "2026-11-26T13:00:00Z"),
        ("2:30\u202fPM, tomorrow", "2026-11-26T13:30:00Z"),
        ("tomorrow 2.30pm", "2026-11-26T13:30:00Z"),
        ("tomorrow 12am", "2026-11-25T23:00:00Z"),
        ("tomorrow noon", "2026-11-26T11:00:00Z"),
        ("yesterday", "2026-11-24"),
        ("yesterday 17:00", "2026-11-24T16:00:00Z"),
        ("the day after tomorrow", "2026-11-27"),
        ("day before yesterday 9am", "2026-11-23T08:00:00Z"),
        ("next friday", "2026-11-27"),
        ("Next Friday 10:00", "2026-11-27T09:00:00Z"),
        ("10:00 next friday", "2026-11-27T09:00:00Z"),
        ("next wednesday", "2026-12-02"),
        ("last wednesday", "2026-11-18"),
        ("this wednesday", "2026-11-25"),
        ("last fri 9am", "2026-11-20T08:00:00Z"),
        ("next thurs", "2026-11-26"),
        ("in 3 days", "2026-11-28"),
        ("in 3 days at 14:00", "2026-11-28T13:00:00Z"),
        ("three days from now", "2026-11-28"),
        ("in a week", "2026-12-02"),
        ("next week", "2026-12-02"),
        ("2 weeks ago", "2026-11-11"),
        ("a week ago", "2026-11-18"),
        ("in 1 month", "2026-12-25"),
        ("3 months ago", "2026-08-25"),
        ("next year", "2027-11-25"),
        ("in 2 hours", "2026-11-25T11:30:15Z"),
        ("in 90 mins", "2026-11-25T11:00:15Z"),
        ("an hour ago", "2026-11-25T08:30:15Z"),
        ("25 nov", "2026-11-25"),
        ("25 nov 9am", "2026-11-25T08:00:00Z"),
        ("25 nov 11am", "2026-11-25T10:00:00Z"),
        ("November 28th, 2026", "2026-11-28"),
        ("the 28th of November 2026", "2026-11-28"),
        ("Sat, 28 Nov. 2026, 14:00", "2026-11-28T13:00:00Z"),
        ("28/11/2026", "2026-11-28"),
        ("11/28/2026", "2026-11-28"),
        ("28.11.2026 14:00", "2026-11-28T13:00:00Z"),
        ("03/03/2026", "2026-03-03"),
    ],
)
def test_forms_that_leave_nothing_open(text: str, stored: str, prefer: Prefer) -> None:
    assert when(text, prefer) == stored


@pytest.mark.parametrize(
    ("text", "ahead", "behind"),
    [
        ("friday", "2026-11-27", "2026-11-20"),
        ("on friday", "2026-11-27", "2026-11-20"),
        ("this friday", "2026-11-27", "2026-11-20"),
        ("friday 10:00", "2026-11-27T09:00:00Z", "2026-11-20T09:00:00Z"),
        ("monday 9am", "2026-11-30T08:00:00Z", "2026-11-23T08:00:00Z"),
        ("28 nov", "2026-11-28", "2025-11-28"),
        ("Nov 28", "2026-11-28", "2025-11-28"),
        ("28 November 14:00", "2026-11-28T13:00:00Z", "2025-11-28T13:00:00Z"),
        ("3 may", "2027-05-03", "2026-05-03"),
        ("24 nov", "2027-11-24", "2026-11-24"),
        ("26 nov", "2026-11-26", "2025-11-26"),
        ("feb 29", "2028-02-29", "2024-02-29"),
        ("14:00", "2026-11-25T13:00:00Z", "2026-11-24T13:00:00Z"),
        ("9am", "2026-11-26T08:00:00Z", "2026-11-25T08:00:00Z"),
        ("noon", "2026-11-25T11:00:00Z", "2026-11-24T11:00:00Z"),
        ("3 days", "2026-11-28", "2026-11-22"),
        ("2 hours", "2026-11-25T11:30:15Z", "2026-11-25T07:30:15Z"),
    ],
)
def test_what_words_leave_open_is_the_nearest_ahead_or_behind(text: str, ahead: str, behind: str) -> None:
    assert (when(text, "future"), when(text, "past")) == (ahead, behind)


@pytest.mark.parametrize("text", ["wednesday", "wed 9am", "on Wednesday"])
def test_a_weekday_that_is_today_is_asked_back(text: str) -> None:
    error = refusal(text)
    assert error.code == "ambiguous"
    assert error.hint == "Write today, next wednesday or last wednesday."


def test_a_weekday_that_contradicts_its_date_is_refused() -> None:
    assert refusal("friday 28 nov").message == "“friday 28 nov” is a Saturday in 2026."
    assert when("sat 28 nov") == "2026-11-28"


@pytest.mark.parametrize("text", ["03/04/2026", "3.4.2026", "03-04-2026 14:00"])
def test_a_day_that_could_be_a_month_is_refused(text: str) -> None:
    error = refusal(text)
    assert error.code == "ambiguous"
    assert error.hint == "Write 2026-04-03 or 2026-03-04."


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-02-30 2pm", "30 feb", "31 november 2026", "31/02/2026", "13/13/2026"]
)
def test_impossible_days_are_refused(text: str) -> None:
    assert "in the calendar" in refusal(text).message


@pytest.mark.parametrize(
    "text", ["28 nov 1969", "28 nov 2101", "in 900 years", "100 years ago", "2101-01-01"]
)
def test_years_out_of_range_are_refused(text: str) -> None:
    assert "out of range" in refusal(text).message


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "maybe friday",
        "10",
        "12th",
        "2026",
        "november",
        "nov 2026",
        "fri 10",
        "a",
        "we",
        "end of month",
        "tomorrow 14",
        "tomorrow 25:00",
        "tomorrow 24:00",
        "tomorrow 14h",
        "next friday 99:99",
        "13pm",
        "0am",
        "in 3 days ago",
        "in -3 days",
        "in 1.5 days",
        "in 99999999 days",
        "in 9999 years",
        "9999 years ago",
        "tomorrow in 3 days",
        "2pm tomorrow 3pm",
        "now 2pm",
        "in 2 hours 3pm",
        "tonight",
        "tomorrow morning",
        "1605000000",
        "26 nov 26",
        "28 decide",
        "2026-11",
        "next tomorrow",
        "friday next week",
        "midnight",
        "at",
        "on",
    ],
)
def test_what_would_have_to_be_guessed_is_refused(text: str) -> None:
    error = refusal(text)
    assert error.message == f"“{text}” is not a date I can read."
    assert error.hint == "Write 2026-11-28, 2026-11-28T14:00, tomorrow 2pm, next friday 10:00, in 3 days."


@pytest.mark.parametrize("text", ["friday 2pm CET", "28 nov 14:00 UTC"])
def test_another_zone_is_written_as_an_offset(text: str) -> None:
    assert "2026-11-28T14:00+01:00" in refusal(text).hint


@pytest.mark.parametrize(
    "text", ["", "   ", "\n", "9" * 10_000, " " * 10_000, "today\x1b[31m", "to\x00day", "today\u202e"]
)
def test_what_a_terminal_would_obey_never_comes_back(text: str) -> None:
    error = refusal(text)
    assert error.message.isprintable()
    assert len(error.message) < 100


def test_nonsense_and_iso_do_not_load_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dateparser", None)
    assert when("2026-11-28") == "2026-11-28"
    refusal("x" * 50)
    with pytest.raises(ImportError):
        when("tomorrow")


@pytest.mark.parametrize(
    ("text", "now", "zone", "stored"),
    [
        ("in 2 hours", "2026-03-29T00:30:00+00:00", BERLIN, "2026-03-29T02:30:00Z"),
        ("in 2 hours", "2026-10-24T23:30:00+00:00", BERLIN, "2026-10-25T01:30:00Z"),
        ("in 1 day", "2026-03-28T12:00:00+00:00", BERLIN, "2026-03-29"),
        ("tomorrow 2:30am", "2026-10-24T12:00:00+00:00", BERLIN, "2026-10-25T00:30:00Z"),
        ("today", "2026-11-25T23:30:00+00:00", BERLIN, "2026-11-26"),
        ("today", "2026-11-26T04:30:00+00:00", NEW_YORK, "2026-11-25"),
        ("tomorrow 9am", "2026-11-25T12:00:00+00:00", AUCKLAND, "2026-11-26T20:00:00Z"),
        ("friday", "2026-11-25T12:00:00+00:00", AUCKLAND, "2026-11-27"),
        ("31 dec", "2027-01-01T12:00:00+00:00", BERLIN, "2027-12-31"),
        ("1 jan", "2027-01-01T12:00:00+00:00", BERLIN, "2027-01-01"),
        ("29 feb", "2028-02-29T12:00:00+00:00", BERLIN, "2028-02-29"),
        ("in 1 year", "2028-02-29T12:00:00+00:00", BERLIN, "2029-02-28"),
        ("in 1 month", "2027-01-31T12:00:00+00:00", BERLIN, "2027-02-28"),
    ],
)
def test_zones_and_the_edges_of_the_calendar(text: str, now: str, zone: ZoneInfo, stored: str) -> None:
    assert when(text, now=datetime.fromisoformat(now), zone=zone) == stored


def test_words_for_a_time_that_the_clocks_skip_are_refused() -> None:
    with pytest.raises(UsageError, match=r"There is no 02:30 on 2026-03-29 in Europe/Berlin"):
        when("tomorrow 2:30am", now=datetime(2026, 3, 28, 12, tzinfo=UTC))


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_the_machines_own_zone_does_not_matter(zone: str) -> None:
    """In a process of its own: the library asks for the zone once and keeps it."""
    code = (
        "from test_when import when\n"
        "print(when('tomorrow 2pm'), when('in 2 hours'), when('friday', 'past'), when('9am'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [
        "2026-11-26T13:00:00Z",
        "2026-11-25T11:30:15Z",
        "2026-11-20",
        "2026-11-26T08:00:00Z",
    ]


WORDS = [
    "next",
    "last",
    "this",
    "friday",
    "wed",
    "monday.",
    "in",
    "on",
    "at",
    "the",
    "of",
    "a",
    "an",
    "three",
    "3",
    "12",
    "28",
    "28th",
    "2026",
    "1969",
    "nov",
    "november",
    "may",
    "day",
    "days",
    "week",
    "month",
    "years",
    "hours",
    "min",
    "ago",
    "from",
    "now",
    "today",
    "tomorrow",
    "yesterday",
    "noon",
    "2pm",
    "14:00",
    "25:00",
    "9.30am",
    ",",
    "-",
    "2026-11-28",
    "03/04/2026",
    "28/11/2026",
    "T",
    "Z",
    "+01:00",
    "CET",
    "9999",
    "99",
    "0",
]
NOISE = st.one_of(
    st.text(max_size=70),
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
    st.text("0123456789-:T +Z./apmn", max_size=25),
)


@settings(max_examples=400, deadline=None)
@given(NOISE, st.sampled_from(["future", "past"]), st.sampled_from([BERLIN, NEW_YORK, AUCKLAND]))
def test_any_text_is_read_or_refused(text: str, prefer: Prefer, zone: ZoneInfo) -> None:
    try:
        moment = parse_when(text, NOW, zone, prefer=prefer)
    except UsageError as error:
        assert error.message.isprintable()
        assert len(error.message) < 200
    else:
        assert 1970 <= moment.day.year <= 2100
        assert parse_stored(moment.text) == (moment.at or moment.day)


@settings(max_examples=150, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.times())
def test_every_day_reads_back_from_words(day: date, clock: time) -> None:
    for form in (
        f"{day:%d %B %Y}",
        f"{day:%b} {day.day}, {day.year}",
        f"{day:%A} {day.day} {day:%b %Y}",
        f"{day}",
    ):
        assert when(form) == day.isoformat()
        assert when(f"{form} {clock:%H:%M}", zone=ZoneInfo("UTC")) == f"{day}T{clock:%H:%M}:00Z"


@settings(max_examples=150, deadline=None)
@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)), st.integers(0, 999))
def test_days_are_counted_and_nearest_days_are_near(now: datetime, number: int) -> None:
    today = now.date()
    utc = ZoneInfo("UTC")
    assert when(f"in {number} days", now=now, zone=utc) == str(today + timedelta(number))
    assert when(f"{number} days ago", now=now, zone=utc) == str(today - timedelta(number))
    other = today + timedelta(1 + number % 6)
    week_before = str(other - timedelta(7))
    assert (
        when(f"{today:%d %b}", "future", now, utc) == when(f"{today:%d %b}", "past", now, utc) == str(today)
    )
    assert when(f"{other:%A}", "future", now, utc) == when(f"next {other:%a}", "past", now, utc) == str(other)
    assert (
        when(f"{other:%A}", "past", now, utc) == when(f"last {other:%a}", "future", now, utc) == week_before
    )
