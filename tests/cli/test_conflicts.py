"""Two people at one search, or two terminals: what one changed while the other was asked is told, not written over."""

import json
from collections.abc import Callable

import pytest

from bowout.cli import prompts
from tests.support import Result, Runner, run_process

Pause = Callable[..., None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Pause:
    """Let another terminal run a command while the first one waits for an answer."""

    def arrange(*argv: str) -> None:
        note_pause, done = prompts.note_pause, list[Result]()

        def pause() -> None:
            note_pause()
            if not done:
                done.append(run_process(*argv))
                assert done[0].code == 0, done[0].err

        monkeypatch.setattr(prompts, "note_pause", pause)

    return arrange


def test_what_another_changed_is_told_and_kept(
    bowout: Runner, database_url: str, monkeypatch: pytest.MonkeyPatch, meanwhile: Pause
) -> None:
    monkeypatch.setenv("BOWOUT_DB", database_url)
    monkeypatch.setenv("LOGNAME", "kim")
    assert bowout("profile", "--name", "Robin Ames", "--email", "robin@example.org").code == 0
    assert bowout("add", "Acme", "Engineer").code == 0
    meanwhile("rejected", "acme", "--json")
    refused = bowout("withdraw", "acme", stdin="career direction\n", terminal=True)
    assert refused.code == 1
    step = json.loads(bowout("log", "--json").out)[0]
    by = "" if database_url.startswith("sqlite") else " by kim@"
    assert f"Meanwhile step {step['id']}{by}" in refused.err
    assert "changed it: move to rejected: Acme, Engineer (1)." in refused.err.replace("\n", " ")
    assert "Nothing was recorded." in refused.err
    assert bowout("list", "--json").json[0]["status"] == "rejected"
    assert len(json.loads(bowout("log", "--json").out)) == 3


@pytest.mark.usefixtures("search")
def test_what_another_changed_elsewhere_is_no_conflict(bowout: Runner, meanwhile: Pause) -> None:
    meanwhile("note", "globex", "they called")
    done = bowout("withdraw", "globex engineer", stdin="career direction\n", terminal=True)
    assert done.code == 1  # it is that one
    meanwhile("note", "initech", "they called")
    done = bowout("withdraw", "globex", stdin="career direction\n", terminal=True)
    assert done.code == 0, done.err
    assert bowout("show", "globex", "--json").json["status"] == "withdrawn"


@pytest.mark.usefixtures("search")
def test_who_is_not_asked_is_not_held_up(bowout: Runner) -> None:
    for _ in range(3):
        assert bowout("note", "globex", "they called", terminal=True).code == 0
