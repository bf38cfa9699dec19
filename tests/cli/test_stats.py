"""bowout stats."""

import re
import tracemalloc
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bowout.config import Target
from bowout.domain.reasons import REASONS
from bowout.services.numbers.definitions import DEFINITIONS
from bowout.services.numbers.reading import read_numbers
from bowout.storage.reading import reading
from tests.support import Clock, Runner
from tools.large_search import fill

KEYS = {
    "key", "label", "definition", "value", "n", "unit", "small", "count", "note", "before"
}  # fmt: skip
PARTS = {
    "deepest": "applied screening interview offer",
    "conversion": "screening interview offer accepted",
    "end": "accepted rejected ghosted withdrew declined ongoing",
    "reply_days": "median p75",
    "days_in_applied": "median p75",
    "days_in_screening": "median p75",
    "days_in_interviewing": "median p75",
    "days_in_offer": "median p75",
    "left_at": "saved outreach applied screening assessment interviewing interview final references offer "
    "accepted rejected withdrawn ghosted",
    "reason": " ".join(REASONS),
    "stated": "said softened own_sentence nothing",
    "telling_days": "median p75",
}
ALONE = {
    "applications", "saved", "applications_per_week", "response_rate", "ghost_rate", "interview_rate", "offer_rate",
    "withdrawal_rate", "ended_by_me", "hours_before_leaving", "letters_answered", "reconnections_kept",
}  # fmt: skip


def test_the_keys_stay() -> None:
    keys = [definition.key for definition in DEFINITIONS]
    parts = {f"{stem}.{part}" for stem, names in PARTS.items() for part in names.split()}
    assert set(keys) == ALONE | parts
    assert len(keys) == len(set(keys))
    assert all(definition.text and definition.label for definition in DEFINITIONS)


@pytest.mark.usefixtures("search")
def test_the_json_form(bowout: Runner) -> None:
    result = bowout("stats", "--json")
    assert (result.code, result.err) == (0, "")
    assert list(result.json) == [
        "since", "before", "by", "ghosted_days", "numbers", "weeks", "reasons_by_stage", "given_by_stage",
        "groups",
    ]  # fmt: skip
    assert {key: result.json[key] for key in ("since", "before", "by", "ghosted_days", "groups")} == {
        "since": None, "before": None, "by": None, "ghosted_days": 30, "groups": []
    }  # fmt: skip
    numbers = {number["key"]: number for number in result.json["numbers"]}
    assert all(set(number) == KEYS for number in numbers.values())
    assert numbers["response_rate"] == {
        "key": "response_rate",
        "label": "Response rate",
        "definition": "Of those that you applied for: a person of theirs ever replied. "
        "Your own withdrawal is no reply.",
        "value": 1.0,
        "n": 3,
        "unit": "share",
        "small": True,
        "count": 3,
        "note": None,
        "before": None,
    }
    found = {key: (number["value"], number["n"]) for key, number in numbers.items() if number["value"]}
    assert found == {
        "applications": (3, 3),
        "saved": (1, 1),
        "applications_per_week": (0.68, 3),
        "response_rate": (1, 3),
        "interview_rate": (0.3333, 3),
        "deepest.applied": (0.3333, 3),
        "deepest.screening": (0.3333, 3),
        "deepest.interview": (0.3333, 3),
        "conversion.screening": (0.6667, 3),
        "conversion.interview": (0.5, 2),
        "end.rejected": (0.3333, 3),
        "end.withdrew": (0.3333, 3),
        "end.ongoing": (0.3333, 3),
        "reply_days.median": (1, 3),
        "reply_days.p75": (12, 3),
        "days_in_applied.median": (1, 3),
        "days_in_applied.p75": (12, 3),
        "days_in_interviewing.median": (1, 1),
        "days_in_interviewing.p75": (1, 1),
        "withdrawal_rate": (0.3333, 3),
        "ended_by_me": (0.5, 2),
        "left_at.interview": (1, 1),
        "reason.career_direction": (1, 1),
        "stated.said": (1, 1),
    }
    assert result.json["weeks"][0] == {"monday": "2026-10-26", "applications": 1}
    assert [week["applications"] for week in result.json["weeks"]] == [1, 0, 0, 0, 2]
    assert result.json["reasons_by_stage"] == [
        {"reason": "career_direction", "stage": "interview", "times": 1}
    ]


@pytest.mark.usefixtures("search")
def test_since_a_day_beside_as_many_days_before(bowout: Runner) -> None:
    found = bowout("stats", "--since", "2026-11-13", "--json").json
    # From the 13th to the 25th are 13 days.
    assert (found["since"], found["before"]) == ("2026-11-13", "2026-10-31")
    numbers = {number["key"]: number for number in found["numbers"]}
    assert (numbers["applications"]["value"], numbers["applications"]["before"]) == (
        2,
        {"value": 1, "n": 1, "small": True},
    )
    assert numbers["end.rejected"]["value"] == 0
    assert numbers["end.rejected"]["before"] == {"value": 1, "n": 1, "small": True}
    assert numbers["reason.career_direction"]["before"] == {"value": None, "n": 0, "small": True}
    piped = bowout("stats", "--since", "2026-11-13").out.splitlines()
    assert piped[0].split("\t")[6:8] == ["before", "before n"]
    assert piped[1].split("\t")[:8] == ["applications", "2", "count", "2", "", "few", "1", "1"]


@pytest.mark.usefixtures("search")
def test_by_something_that_they_have_in_common(bowout: Runner) -> None:
    found = bowout("stats", "--by", "source", "--json").json
    assert [(group["name"], group["numbers"][0]["n"]) for group in found["groups"]] == [
        ("(none)", 2), ("LinkedIn", 1)
    ]  # fmt: skip
    assert [group["name"] for group in bowout("stats", "--by", "tag", "--json").json["groups"]] == [
        "(none)", "remote"
    ]  # fmt: skip
    assert bowout("stats", "--by", "month").out == (
        "month\tn\treplied\tsilent\tinterview\toffer\tdays to reply\tleft\n"
        "2026-11\t3\t3/3\t–\t1/3\t0/3\t1 (3)\t1/3\n"
    )
    on_terminal = bowout("stats", "--by", "month", terminal=True).out
    assert "2026-11  3  3/3*     –       1/3*       0/3*   1 (3)*         1/3*\n" in on_terminal
    assert "replied                 \x1b[2mOf those that you applied for:" in on_terminal
    companies = bowout("stats", "--by", "comp").out.splitlines()[1:]
    assert [line.split("\t")[0] for line in companies] == ["Acme", "Globex", "Initech"]


@pytest.mark.usefixtures("search")
def test_piped_it_is_a_plain_table(bowout: Runner) -> None:
    lines = bowout("stats").out.splitlines()
    assert lines[0].split("\t") == ["number", "value", "unit", "n", "count", "few", "note", "definition"]
    assert len(lines) == 1 + len(DEFINITIONS)
    assert lines[4].split("\t")[:6] == ["response_rate", "1", "share", "3", "3", "few"]
    assert not any("\x1b" in line or "█" in line for line in lines)


@pytest.mark.usefixtures("search")
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_on_a_terminal_there_are_bars(bowout: Runner, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    coloured = bowout("stats", terminal=True).out
    monkeypatch.setenv("NO_COLOR", "1")
    plain = bowout("stats", terminal=True).out
    assert "\x1b" in coloured and "\x1b" not in plain
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == plain
    assert max(map(len, plain.splitlines())) <= columns
    assert "Response rate" in plain and "3 of 3 (few)" in plain
    if columns >= 80:
        assert f"{'Response rate':25}████████████████  100 %" in plain
        assert "Response rate           Of those that you applied for: a person of theirs ever" in plain


def test_nothing_there(bowout: Runner) -> None:
    result = bowout("stats")
    assert (result.code, result.out, result.err) == (0, "", "No applications yet.\n")
    numbers = bowout("stats", "--json").json["numbers"]
    assert {number["value"] for number in numbers if number["unit"] in ("share", "days")} == {None}
    assert bowout("stats", "--by", "tag", "--json").json["groups"] == []


@pytest.mark.usefixtures("search")
@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--by", "colour"), "colour"),
        (("--since", "yesterdax"), "yesterdax"),
        (("--since", "tomorrow"), "still to come"),
    ],
)
def test_what_is_wrong_is_said(bowout: Runner, options: tuple[str, ...], says: str) -> None:
    result = bowout("stats", *options)
    assert (result.code, result.out) == (2, "")
    assert says in result.err


@pytest.mark.usefixtures("writer")
def test_what_no_tracker_shows(bowout: Runner, clock: Clock) -> None:
    assert bowout("add", "Acme", "Engineer", "--contact", "Dana Fox <dana@acme.example>").code == 0
    bowout("stage", "add", "acme", "screening", "--at", "2026-11-24T09:00", "--minutes", "45")
    bowout("stage", "add", "acme", "interview", "--at", "2026-11-25T09:00", "--minutes", "90")
    clock.advance(days=3)
    bowout("stage", "done", "acme", "1")
    assert bowout("withdraw", "acme", "-r", "culture", "--reconnect", "2026-12-10").code == 0
    clock.advance(days=2)
    bowout("sent", "acme")
    assert bowout("answered", "acme").code == 0
    clock.advance(days=20)
    numbers = {number["key"]: number for number in bowout("stats", "--json").json["numbers"]}
    assert numbers["hours_before_leaving"]["value"] == 2.25
    assert numbers["telling_days.median"]["value"] == 2
    assert numbers["letters_answered"]["value"] == 1
    assert (numbers["reconnections_kept"]["value"], numbers["reconnections_kept"]["n"]) == (0, 1)
    assert numbers["stated.softened"]["count"] == 1
    # What they said after I left is no reply to the application; the steps before are.
    assert numbers["response_rate"]["count"] == 1


def test_my_own_withdrawal_is_no_reply_nor_is_the_answer_to_it(bowout: Runner, tmp_path: Path) -> None:
    bowout("add", "Acme", "Engineer", "--contact", "dana@acme.example", "--applied", "2026-11-02")
    bowout("add", "Globex", "Engineer", "--applied", "2026-11-02")
    bowout("add", "Initech", "Engineer", "--applied", "2026-11-02")
    assert bowout("withdraw", "acme", "-r", "pay", "--no-letter", "--told", "today").code == 0
    mail = (
        "From: {who}\nTo: me@example.org\nSubject: Engineer\nDate: Mon, 23 Nov 2026 09:30:00 +0000\n\nHello\n"
    )
    for app, who in (
        ("acme", "dana@acme.example"),
        ("globex", "kim@globex.example"),
        ("initech", "no-reply@initech.example"),
    ):
        file = tmp_path / f"{app}.eml"
        late = mail.replace("09:30", "12:00") if app == "acme" else mail
        file.write_text(late.format(who=who), encoding="utf-8")
        result = bowout("inbox", file, "--app", app)
        assert result.code == 0, result.err
    numbers = {number["key"]: number for number in bowout("stats", "--json").json["numbers"]}
    assert (numbers["response_rate"]["count"], numbers["response_rate"]["n"]) == (1, 3)
    assert (numbers["reply_days.median"]["value"], numbers["reply_days.median"]["n"]) == (21, 1)


def test_days_are_those_of_the_zone(bowout: Runner, clock: Clock) -> None:
    """A reply at half past midnight in Berlin is one of that day, though it is the day before in UTC."""
    bowout("add", "Acme", "Engineer", "--applied", "2026-11-20")
    clock.set("2026-11-23T23:30:00Z")
    bowout("rejected", "acme")
    numbers = {number["key"]: number for number in bowout("stats", "--json").json["numbers"]}
    assert numbers["reply_days.median"]["value"] == 4


@pytest.mark.slow
def test_memory_does_not_grow_with_the_search(tmp_path: Path) -> None:
    """Four times the applications take hardly more: only the counters grow, with the days."""
    peaks = []
    for applications in (2_000, 8_000):
        path = tmp_path / f"{applications}.db"
        fill(path, applications)
        with reading(Target(path=path)) as reader:
            tracemalloc.start()
            found = read_numbers(reader, datetime(2026, 11, 23, tzinfo=ZoneInfo("Europe/Berlin")), 30)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert found["applications"].n == applications
    assert peaks[1] < peaks[0] * 2 + 2_000_000
