"""bowout reasons."""

import pytest

from bowout.domain.reasons import REASONS
from bowout.letters.wording import says
from tests.support import Runner

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
    assert used[0] == CAREER | {"count": 1, "stages": {"interview": 1}}
    assert {(found["count"], str(found["stages"])) for found in used[1:]} == {(0, "{}")}
    assert bowout("reasons", "--used").out == (
        "reason\ttimes\tleft at\n"
        "career_direction\t1\tinterview 1\n"
        "n = 1: the processes that you left, without those reopened since.\n"
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
