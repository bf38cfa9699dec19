"""bowout demo."""

import os
import stat
from pathlib import Path

import pytest

from tests.support import Clock, Runner


def test_it_tells_the_whole_story(bowout: Runner, home: Path) -> None:
    result = bowout("demo")
    assert (result.code, result.err) == (0, "")
    told = result.out
    for part in (
        '$ bowout add Acme "Backend Engineer" --source LinkedIn',
        "stage\t1\tAcme\tinterview 2, with Lee Wong",
        "silent\t4\tNorthwind\tapplied, silent for 21 days",
        "Acme, Backend Engineer (1): withdrawn",
        "To: Dana Fox <dana@acme.example>",
        "second interview",
        "Closed: interview 2 on 2026-11-26 15:00, declined",
        "letter 1 sent",
        "2026-11-23 09:20  withdrew (career direction)",
        "career_direction\t1\tinterview 1",
    ):
        assert part in told
    letter = told.partition("To: Dana Fox")[2].partition("Kind regards")[0]
    assert "the walk through your on-call practice" in letter
    assert "maintain" not in letter
    assert told.index("withdraw acme") < told.index("sent acme") < told.index("history acme")
    assert told.index("history acme") < told.index("reasons --used")
    assert list(home.iterdir()) == [], "nothing of the user's is touched"


@pytest.mark.parametrize(
    "now",
    ["2026-11-23T08:00Z", "2026-11-29T23:59Z", "2027-01-01T12:00Z", "2028-02-29T12:00Z", "2026-03-29T12:00Z"],
)
def test_it_looks_right_on_any_day(bowout: Runner, clock: Clock, now: str, tmp_path: Path) -> None:
    clock.set(now)
    assert bowout("demo", "--keep", tmp_path / "kept").code == 0
    kept = ("--db", str(tmp_path / "kept" / "bowout.db"))
    found = {view["company"]: view for view in bowout("list", "--json", *kept).json}
    assert {company: view["status"] for company, view in found.items()} == {
        "Acme": "withdrawn",
        "Globex": "interviewing",
        "Initech": "rejected",
        "Northwind": "ghosted",
        "Brightwater": "saved",
        "Lakeside": "withdrawn",
        "Café Zéphyr": "saved",
    }
    assert found["Globex"]["next_stage"]["at"] > f"{clock.now:%Y-%m-%dT%H:%M}"
    assert found["Acme"]["withdrawal"]["situation"] == "decline_next_interview"
    assert bowout("letters", "show", 1, "--json", *kept).json["state"] == "sent"
    assert [step["undone"] for step in bowout("log", "--json", *kept).json] == [False] * 21


def test_twice_on_a_day_it_tells_the_same(bowout: Runner) -> None:
    assert bowout("demo").out == bowout("demo").out


def test_kept_it_is_private_and_says_how_to_use_it(bowout: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "a demo"
    result = bowout("demo", "--keep", folder)
    assert f"  export BOWOUT_DB='{folder}/bowout.db' BOWOUT_CONFIG='{folder}/config.toml'\n" in result.out
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / "config.toml").read_text() == 'delivery = "printed"\n'
    again = bowout("demo", "--keep", folder)
    assert (again.code, again.out) == (1, "")
    assert again.err == f"bowout: {folder} is there already and not an empty folder.\nName a new one.\n"


def test_what_the_user_has_set_changes_nothing(
    bowout: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = bowout("demo").out
    monkeypatch.setenv("BOWOUT_DB", str(tmp_path / "mine.db"))
    monkeypatch.setenv("BOWOUT_CONFIG", str(tmp_path / "mine.toml"))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    (tmp_path / "mine.toml").write_text('delivery = "copy"\n')
    before = dict(os.environ)
    assert bowout("demo").out == expected
    assert dict(os.environ) == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mine.toml"]


def test_a_step_that_fails_ends_it(bowout: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    from bowout.cli import demo
    from bowout.cli.demo_story import Scene

    monkeypatch.setattr(demo, "STORY", (Scene(0, "09:00", "Wrong", ("show nobody",)),))
    result = bowout("demo")
    assert result.code == 1
    assert "There are no applications yet." in result.out
    assert "The demo stopped there" in result.err


@pytest.mark.parametrize("now", ["2026-11-23T08:00Z", "2026-11-28T23:59Z", "2028-03-01T12:00Z"])
def test_the_large_one_is_forty_open_processes_left_for_an_offer(
    bowout: Runner, clock: Clock, home: Path, now: str
) -> None:
    clock.set(now)
    result = bowout("demo", "--large")
    assert (result.code, result.err) == (0, "")
    assert "# 44 applications, 40 of them open" in result.out
    assert "Globex, Platform Engineer (15): accepted\n" in result.out
    assert "letter to Mara Lind, also about 28" in result.out.replace("letter 7 ", "letter ")
    assert (
        "Left: 26, by 16 letters and 6 texts for portals.\nClosed as ghosted, without a letter: 9.\n"
        in result.out
    )
    assert "error" not in result.out and "warning" not in result.out
    assert "Undone: accept Globex, Platform Engineer (15); leave 35 others" in result.out
    assert list(home.iterdir()) == []


def test_the_large_one_may_be_kept(bowout: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = bowout("demo", "--large", "--keep", tmp_path / "kept").out
    assert "bowout accept globex --withdraw-others" in told
    monkeypatch.setenv("BOWOUT_DB", str(tmp_path / "kept" / "bowout.db"))
    assert len(bowout("list", "--open", "--json").json) == 40
