"""The page of a search: its numbers are those of `stats`, its picture balances, and what was typed stays text."""

import io
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bowout.config import Target, database_url_or_path
from bowout.domain.stages import StageKind
from bowout.domain.statuses import Status
from bowout.report.page import write_page
from bowout.services.applications import NewApplication, add_application
from bowout.services.numbers.reading import read_numbers
from bowout.services.report import read_report
from bowout.services.report_lines import MOST
from bowout.storage.models import Message, Stage
from bowout.storage.reading import reading
from bowout.storage.work import changing
from tests.report.page import Page
from tests.services.test_numbers import BEGINNINGS, GHOSTED_DAYS, HISTORIES, check_flows, live
from tests.support import Clock, Runner

HOSTILE = '<script>alert("x")</script>&amp;\u202e</td><img src=//example.org/x>'


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beginnings=BEGINNINGS, history=HISTORIES)
def test_the_page_has_the_numbers_of_stats(
    tmp_path_factory: pytest.TempPathFactory,
    beginnings: list[NewApplication],
    history: list[tuple[int, str, int]],
) -> None:
    target = Target(path=tmp_path_factory.mktemp("report") / "x.db")
    now = live(target, beginnings, history)
    for since, private in ((None, True), ((now - timedelta(9)).date(), False)):
        with reading(target) as reader:
            numbers = read_numbers(reader, now, GHOSTED_DAYS, since)
            out = io.StringIO()
            write_page(read_report(reader, now, GHOSTED_DAYS, since, private=private), out)
        page = Page(out.getvalue())
        for number in numbers.numbers:
            shown = page.numbers.get(number.key, set())
            counted = number.n and number.count != 0 and (private or not number.key.startswith("reason."))
            assert shown == {(number.value, number.n)} or not (shown or counted)
        places = numbers.reasons_by_stage if private else numbers.given_by_stage
        assert page.places == Counter({(place[0], place.stage): place.times for place in places})
        assert "applications" in page.numbers and "withdrawal_rate" in page.numbers
        check_flows(page.flows, numbers["applications"].n)  # type: ignore[arg-type]  # the same three things
        assert page.lines == numbers["applications"].n


@pytest.fixture
def written(bowout: Runner, tmp_path: Path) -> Path:
    path = tmp_path / "search.html"
    assert bowout("report", "-o", path).code == 0
    return path


@pytest.mark.usefixtures("clock")
def test_what_was_typed_is_text_and_never_markup(bowout: Runner, tmp_path: Path) -> None:
    assert bowout("profile", "--name", "Robin <b>Ames</b>", "--email", "robin@example.org").code == 0
    assert bowout("add", HOSTILE, HOSTILE, "--contact", "Dana Fox <dana@acme.example>").code == 0
    assert bowout("withdraw", "1", "--reason", "culture", "--note", HOSTILE, "--force").code == 0
    path = tmp_path / "search.html"
    assert bowout("report", "-o", path, "--private").code == 0
    text = path.read_text(encoding="utf-8")
    page = Page(text)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert "img" not in [tag for tag, _ in page.tags]
    assert page.text.count("alert(") >= 3
    assert not [
        given for _, given in page.tags if any(name in given for name in ("src", "onload", "onclick"))
    ]
    assert all((given.get("href") or "#").startswith("#") for _, given in page.tags)


@pytest.mark.usefixtures("clock")
def test_what_is_private_is_there_only_if_asked_for(bowout: Runner, tmp_path: Path) -> None:
    assert bowout("profile", "--name", "Robin Ames", "--email", "robin@example.org").code == 0
    assert bowout("add", "Acme", "Engineer", "--note", "secret one").code == 0
    assert bowout("note", "acme", "--concern", "compensation:secret two").code == 0
    assert bowout("note", "acme", "secret three").code == 0
    assert bowout("withdraw", "acme", "--reason", "culture", "--note", "secret four").code == 0
    words = ("secret one", "secret two", "secret three", "secret four", "culture or company", "compensation")
    for options, there in (((), False), (("--private",), True)):
        path = tmp_path / f"{there}.html"
        done = bowout("report", "-o", path, *options)
        assert (done.code, "--private adds it" in done.err + done.out) == (0, not there)
        page = Page(path.read_text(encoding="utf-8"))
        assert [word.lower() in page.text.lower() for word in words] == [there] * len(words)
        assert any(key.startswith("reason.") for key in page.numbers) is there


@pytest.mark.usefixtures("clock")
def test_a_command_in_a_definition_is_shown_as_one(bowout: Runner, tmp_path: Path) -> None:
    assert bowout("add", "Acme", "Engineer").code == 0
    assert bowout("withdraw", "acme", "--reason", "location", "--no-letter").code == 0
    assert bowout("told", "acme").code == 0
    path = tmp_path / "search.html"
    assert bowout("report", "-o", path).code == 0
    assert "by <code>bowout told</code>." in path.read_text(encoding="utf-8")


def test_an_empty_search_has_a_page_too(written: Path) -> None:
    page = Page(written.read_text(encoding="utf-8"))
    assert page.numbers["applications"] == {(0, 0)}
    assert "There is nothing to draw yet." in page.text
    assert written.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("clock")
def test_a_large_search_stays_small(bowout: Runner, tmp_path: Path) -> None:
    """Of 6,000 the newest 5,000 are listed, and letters as far as there is room."""
    table = tmp_path / "table.csv"
    rows = [
        f"Some Company Number {n} Ltd,Senior Platform Engineer (m/w/d),Rejected,2026-0{1 + n % 9}-11"
        for n in range(6000)
    ]
    table.write_text("\n".join(("Company,Position,Status,Applied", *rows)), encoding="utf-8")
    assert bowout("import", table).code == 0
    path = tmp_path / "search.html"
    assert bowout("report", "-o", path).code == 0
    page = Page(path.read_text(encoding="utf-8"))
    assert page.lines == MOST
    assert "0 of 6,000" in page.text
    assert f"{6000 - page.lines:,} older ones are not listed here" in page.text
    assert path.stat().st_size < 1_500_000


def test_a_page_of_the_longest_stays_small(clock: Clock, bowout: Runner, tmp_path: Path) -> None:
    """Long names in a script of three bytes, long histories, long letters: less is listed, and it is said."""
    with changing(database_url_or_path(None), "test", clock.now) as work:
        for number in range(1300):
            made = add_application(
                work, NewApplication(f"{number} " + "日本商事" * 60, "技術者<" * 30, Status.OFFER)
            )
            work.session.add_all(
                Stage(application_id=made.id, number=place, kind=kind, state="done", at="2026-11-01T10:00:00Z",
                      rescheduled_by_me=0, rescheduled_by_them=0)
                for place, kind in enumerate(StageKind, 1)
            )  # fmt: skip
            work.session.add(
                Message(application_id=made.id, direction="out", state="sent", situation="decline_offer",
                        subject="Offer", body="<p>&" * 400, recipients="[]", cc="[]", advice="[]", created_at=work.at)
            )  # fmt: skip
    path = tmp_path / "search.html"
    assert bowout("report", "-o", path).code == 0
    assert 1_200_000 < path.stat().st_size < 1_500_000
    page = Page(path.read_text(encoding="utf-8"))
    assert 500 < page.lines < 1300
    assert f"{1300 - page.lines} older ones are not listed here" in page.text
    assert "left out for want of room" in page.text


def test_which_ways_are_refused(bowout: Runner, tmp_path: Path, written: Path) -> None:
    again = bowout("report", "-o", written)
    assert (again.code, "--overwrite" in again.err) == (1, True)
    assert bowout("report", "-o", written, "--overwrite").code == 0
    assert bowout("report", terminal=True).code == 2
    assert bowout("report", "--format", "csv").code == 2
    assert bowout("report", "--proof", "--open").code == 2
    assert bowout("report", "--proof", "--private").code == 2
    assert bowout("report").out.startswith("<!doctype html>")
