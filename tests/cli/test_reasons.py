"""bowout reasons."""

import pytest

from bowout.domain.reasons import REASONS
from bowout.letters.wording import says
from tests.support import Clock, Runner

CAREER = {
    "slug": "career_direction",
    "label": "Career direction",
    "definition": "My own goals have moved.",
    "exposure": "say",
    "says": says(REASONS["career_direction"]),
    "private": "doubts about them or about me",
}


def test_the_json_form(bowout: Runner) -> None:
    result = bowout("reasons", "--json")
    assert (result.code, result.err) == (0, "")
    assert [found["slug"] for found in result.json] == list(REASONS)
    assert result.json[2] == CAREER


@pytest.mark.usefixtures("search")
def test_how_often_each_was_mine(bowout: Runner) -> None:
    used = bowout("reasons", "--used", "--json").json
    assert {found["slug"] for found in used} == set(REASONS)
    assert used[0] == CAREER | {
        "count": 1,
        "stages": {"interview": 1},
        "stated": {"interview": {"said": 1, "softened": 0, "own_sentence": 0, "nothing": 0}},
        "days_to_tell": {"median": None, "n": 0, "untold": 1},
    }
    assert {(found["count"], str(found["stages"])) for found in used[1:]} == {(0, "{}")}
    assert bowout("reasons", "--used").out == (
        "reason\ttimes\tleft at\n"
        "career_direction\t1\tinterview 1\n"
        "n = 1: the processes that you left, without those reopened since.\n"
        "\n"
        "left at\tn\tsaid\tsoftened\town words\tnothing\n"
        "interview\t1\t1\t0\t0\t0\n"
        "What the letter gave of the true reason: its own sentence, a softened one, one of yours (--say), or nothing, "
        "also where there was no letter.\n"
        "\n"
        "From deciding to telling: nobody was told yet\n"
        "n = 0: those that know, by a letter that was sent or by bowout told. Not told yet: 1.\n"
    )


@pytest.mark.usefixtures("search")
def test_the_most_frequent_comes_first_and_the_reopened_do_not_count(bowout: Runner) -> None:
    bowout("withdraw", "globex", "--reason", "pay", "--no-letter")
    bowout("add", "Umbrella", "Engineer")
    bowout("withdraw", "umbrella", "--reason", "pay", "--no-letter")
    used = bowout("reasons", "--used", "--json").json
    assert [(found["slug"], found["count"]) for found in used[:3]] == [
        ("compensation", 2),
        ("career_direction", 1),
        ("other_offer", 0),
    ]
    assert used[0]["stages"] == {"applied": 1, "screening": 1}
    bowout("move", "umbrella", "applied", "--note", "they raised it")
    assert bowout("reasons", "--used", "--json").json[1]["stages"] == {"screening": 1}


@pytest.mark.usefixtures("writer")
def test_what_was_stated_beside_what_was_true_and_how_soon(bowout: Runner, clock: Clock) -> None:
    lefts = (
        ("-r", "culture"),
        ("-r", "location"),
        ("-r", "location", "--say", "I stay in Leeds."),
        ("-r", "location", "--no-reason"),
        ("-r", "health", "--no-letter", "--told", "today"),
    )
    for number, options in enumerate(lefts, 1):
        assert bowout("add", f"Company {number}", "Engineer", "--applied", "2026-11-01").code == 0
        if number > 2:
            bowout("stage", "add", number, "screening")
        assert bowout("withdraw", number, *options).code == 0
    clock.advance(days=3)
    bowout("sent", "1", "2")
    used = {found["slug"]: found for found in bowout("reasons", "--used", "--json").json}
    given = {slug: found["stated"] for slug, found in used.items() if found["count"]}
    none = {"said": 0, "softened": 0, "own_sentence": 0, "nothing": 0}
    assert given == {
        "culture_company": {"applied": none | {"softened": 1}},
        "location": {
            "screening": none | {"own_sentence": 1, "nothing": 1},
            "applied": none | {"said": 1},
        },
        "health": {"screening": none | {"nothing": 1}},
    }
    assert used["location"]["days_to_tell"] == {"median": 3, "n": 1, "untold": 2}
    assert used["health"]["days_to_tell"] == {"median": 0, "n": 1, "untold": 0}
    shown = bowout("reasons", "--used").out
    assert "applied\t2\t1\t1\t0\t0\nscreening\t3\t0\t0\t1\t2\n" in shown
    assert "From deciding to telling: a median of 3 days\nn = 3: " in shown
    assert "Not told yet: 2." in shown


def test_none_used_yet(bowout: Runner) -> None:
    result = bowout("reasons", "--used")
    assert (result.code, result.out, result.err) == (0, "", "You have left no process yet.\n")
    assert {found["count"] for found in bowout("reasons", "--used", "--json").json} == {0}


def test_on_a_terminal_each_is_explained(bowout: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    shown = bowout("reasons", terminal=True).out
    assert shown.startswith(
        "other_offer        I accepted or prefer a job elsewhere.\n"
        f"                   a letter: {says(REASONS['other_offer'])}\n"
        "                   private: the other employer, the pay, any comparison\n"
    )
    assert max(map(len, shown.splitlines())) <= 80


def test_piped_there_is_one_line_for_each(bowout: Runner) -> None:
    lines = bowout("reasons").out.splitlines()
    assert len(lines) == 1 + len(REASONS)
    assert lines[3].split("\t") == [CAREER[key] for key in ("slug", "label", "definition", "says", "private")]
