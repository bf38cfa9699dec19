from zoneinfo import ZoneInfo

import pytest

from bowout.domain.errors import UsageError
from bowout.zones import system_zone, zone_named


@pytest.fixture(autouse=True)
def _no_zone_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ", raising=False)


@pytest.mark.parametrize("name", ["Europe/Berlin", "europe/berlin", "UTC", "America/Argentina/Buenos_Aires"])
def test_zones_by_name(name: str) -> None:
    assert zone_named(name).key.casefold() == name.casefold()


def test_blanks_stand_for_the_line_below() -> None:
    assert zone_named("america/new york") == ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Berlin", "Did you mean Europe/Berlin"),
        ("Europe/Berlni", "Did you mean Europe/Berlin"),
        ("", "Write a name"),
        ("Europe", "Write a name"),
    ],
)
def test_an_unknown_zone_names_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match=f"“{name}” is not a time zone") as caught:
        zone_named(name)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "name",
    [
        "../etc/passwd",
        "/etc/passwd",
        "Europe/../UTC",
        "a\0b",
        "\x1b[31m",
        "x" * 10_000,
        "tzdata.zi",
        "zone.tab",
    ],
)
def test_names_of_files_are_no_zones(name: str) -> None:
    with pytest.raises(UsageError, match="is not a time zone") as caught:
        zone_named(name)
    assert caught.value.message.isprintable()


@pytest.mark.parametrize(
    ("tz", "zone"),
    [
        ("Asia/Tokyo", "Asia/Tokyo"),
        (":Asia/Tokyo", "Asia/Tokyo"),
        ("", "UTC"),
        ("CET-1CEST", "UTC"),
        ("../x", "UTC"),
    ],
)
def test_the_systems_zone_is_that_of_tz(monkeypatch: pytest.MonkeyPatch, tz: str, zone: str) -> None:
    monkeypatch.setenv("TZ", tz)
    assert system_zone() == ZoneInfo(zone)


def _no_link(path: str) -> str:
    raise OSError(path)


def test_a_link_of_the_system_names_it_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.readlink", lambda _path: "../usr/share/zoneinfo/Asia/Tokyo")
    assert system_zone() == ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("answer", "zone"),
    [("Asia/Tokyo", "Asia/Tokyo"), (None, "UTC"), ("Nowhere/Land", "UTC"), (KeyError("two"), "UTC")],
)
@pytest.mark.parametrize("tz", [None, ":/etc/localtime"])
def test_else_it_is_asked_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tz: str | None, answer: str | Exception | None, zone: str
) -> None:
    def ask() -> str | None:
        if isinstance(answer, Exception):
            raise answer
        return answer

    if tz:
        monkeypatch.setenv("TZ", tz)
    monkeypatch.setattr("os.readlink", _no_link)
    monkeypatch.setattr("tzlocal.get_localzone_name", ask)
    assert system_zone() == ZoneInfo(zone)
