from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.dates import (
    Moment,
    at_local,
    at_time,
    on_day,
    parse_iso,
    parse_stored,
    show,
    sort_key,
    utc_text,
)
from bowout.domain.errors import UsageError

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
ZONES = st.sampled_from([BERLIN, NEW_YORK, KATHMANDU, LORD_HOWE, ZoneInfo("UTC"), ZoneInfo("Pacific/Apia")])
DAYS = st.dates(date(1970, 1, 1), date(2100, 12, 31))
INSTANTS = st.datetimes(datetime(1970, 1, 3), datetime(2100, 12, 29), timezones=st.just(UTC))


def iso(text: str, zone: ZoneInfo = BERLIN) -> str | None:
    moment = parse_iso(text, zone)
    return moment.text if moment else None


@pytest.mark.parametrize(
    ("text", "zone", "stored"),
    [
        ("2026-11-28", BERLIN, "2026-11-28"),
        ("2026-11-28T14:00", BERLIN, "2026-11-28T13:00:00Z"),
        ("2026-11-28 14:00", BERLIN, "2026-11-28T13:00:00Z"),
        ("2026-11-28 14:00:59", BERLIN, "2026-11-28T13:00:59Z"),
        ("2026-07-01 14:00", BERLIN, "2026-07-01T12:00:00Z"),
        ("2026-11-28T14:00", NEW_YORK, "2026-11-28T19:00:00Z"),
        ("2026-11-28T14:00", KATHMANDU, "2026-11-28T08:15:00Z"),
        ("2026-11-28T14:00Z", BERLIN, "2026-11-28T14:00:00Z"),
        ("2026-11-28t14:00z", BERLIN, "2026-11-28T14:00:00Z"),
        ("2026-11-28 14:00+05:30", BERLIN, "2026-11-28T08:30:00Z"),
        ("2026-11-28T23:30-05:00", BERLIN, "2026-11-29T04:30:00Z"),
        ("2028-02-29", BERLIN, "2028-02-29"),
        ("1970-01-01", BERLIN, "1970-01-01"),
        ("2100-12-31T23:59", BERLIN, "2100-12-31T22:59:00Z"),
    ],
)
def test_iso_forms(text: str, zone: ZoneInfo, stored: str) -> None:
    assert iso(text, zone) == stored


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "20261128",
        "2026-W48-6",
        "2026-11-28T14",
        "2026-11-28x14:00",
        "2026-1-5",
        "2026-11-28T14:00+1",
        "2026-11-28\n",
        "２０２６-11-28",
        "2026-11-28T14:00:00.5",
        "12026-11-28",
    ],
)
def test_other_forms_are_left_to_others(text: str) -> None:
    assert parse_iso(text, BERLIN) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2027-02-29",
        "2026-13-01",
        "0000-01-01",
        "2026-11-28T24:00",
        "2026-11-28T14:60",
        "2026-11-28T14:00+24:00",
    ],
)
def test_what_the_calendar_lacks_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=f"There is no “{text.replace('+', '.')}” in the calendar"):
        parse_iso(text, BERLIN)


@pytest.mark.parametrize(
    "text",
    [
        "1969-12-31",
        "2101-01-01",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-14:00",
        "2100-12-31T23:59-05:00",
    ],
)
def test_years_out_of_range_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="out of range"):
        parse_iso(text, BERLIN)


@pytest.mark.parametrize(
    ("text", "zone", "instead"),
    [
        ("2026-03-29T02:30", BERLIN, "2026-03-29T03:30"),
        ("2026-03-29T02:00", BERLIN, "2026-03-29T03:00"),
        ("2026-03-08 02:59", NEW_YORK, "2026-03-08T03:59"),
        ("2026-10-04 02:15", LORD_HOWE, "2026-10-04T02:45"),
    ],
)
def test_a_time_that_the_clocks_skip_is_refused(text: str, zone: ZoneInfo, instead: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_iso(text, zone)
    assert f"There is no {text[-5:]} on {text[:10]} in {zone.key}" in caught.value.message
    assert instead in caught.value.hint


def test_the_edges_of_a_gap_exist() -> None:
    assert iso("2026-03-29T01:59") == "2026-03-29T00:59:00Z"
    assert iso("2026-03-29T03:00") == "2026-03-29T01:00:00Z"


def test_a_time_that_comes_twice_is_the_first() -> None:
    assert iso("2026-10-25T02:30") == "2026-10-25T00:30:00Z"
    assert iso("2026-10-25T02:30+01:00") == "2026-10-25T01:30:00Z"
    assert at_local(datetime(2026, 10, 25, 2, 30, fold=1), BERLIN).text == "2026-10-25T00:30:00Z"


def test_the_day_is_that_of_the_zone() -> None:
    late = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
    assert at_time(late, BERLIN) == Moment(date(2026, 11, 29), late)
    assert at_time(late, NEW_YORK).day == date(2026, 11, 28)


def test_utc_text_cuts_to_the_second_and_needs_a_zone() -> None:
    assert utc_text(datetime(2026, 11, 28, 13, 0, 59, 999_999, tzinfo=UTC)) == "2026-11-28T13:00:59Z"
    with pytest.raises(ValueError, match="time zone"):
        utc_text(datetime(2026, 11, 28))


def test_shown_for_people() -> None:
    assert show("2026-11-28", NEW_YORK) == "2026-11-28"
    assert show("2026-11-28T13:00:00Z", BERLIN) == "2026-11-28 14:00"
    assert show("2026-11-28T23:30:00Z", BERLIN) == "2026-11-29 00:30"


def test_a_bare_day_comes_before_the_times_of_that_day() -> None:
    texts = [
        "2026-11-28T23:30:00Z",
        "2026-11-29",
        "2026-11-28",
        "2026-11-27T23:00:00Z",
        "2026-11-27T22:59:59Z",
    ]
    assert sorted(texts, key=lambda text: sort_key(text, BERLIN)) == [
        "2026-11-27T22:59:59Z",
        "2026-11-28",
        "2026-11-27T23:00:00Z",
        "2026-11-29",
        "2026-11-28T23:30:00Z",
    ]


@given(DAYS)
def test_days_come_back(day: date) -> None:
    assert parse_stored(on_day(day).text) == day
    assert parse_iso(day.isoformat(), BERLIN) == Moment(day)


@given(INSTANTS, ZONES)
def test_instants_come_back_to_the_second(instant: datetime, zone: ZoneInfo) -> None:
    moment = at_time(instant, zone)
    assert moment.at == parse_stored(moment.text) == instant.replace(microsecond=0)
    assert parse_iso(moment.text, zone) == moment
    assert show(moment.text, zone)[:10] == moment.day.isoformat() == sort_key(moment.text, zone)[0]


@given(INSTANTS, ZONES)
def test_a_wall_clock_reads_back_or_does_not_exist(wall: datetime, zone: ZoneInfo) -> None:
    wall = wall.replace(tzinfo=None, microsecond=0)
    try:
        moment = at_local(wall, zone)
    except UsageError:
        # The only other reason: no instant of these two days shows it.
        hours = (wall.replace(tzinfo=UTC) + timedelta(minutes=15 * step) for step in range(-100, 101))
        assert all(hour.astimezone(zone).replace(tzinfo=None) != wall for hour in hours)
    else:
        assert moment.day == wall.date()
        assert show(moment.text, zone) == f"{wall:%Y-%m-%d %H:%M}"


@given(st.lists(INSTANTS, min_size=2), ZONES)
def test_times_sort_as_they_happened(instants: list[datetime], zone: ZoneInfo) -> None:
    texts = [utc_text(instant) for instant in instants]
    assert sorted(texts, key=lambda text: sort_key(text, zone)) == sorted(texts)
