"""On a terminal, what is missing is asked for; the questions stand on stderr."""

import os
import pty
import select
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bowout.domain.reasons import REASONS
from tests.support import CONSOLE_SCRIPT, Clock, Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]


@pytest.fixture(autouse=True)
def at_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_the_reason_is_asked_for_with_the_concerns_first(bowout: Runner, writer: None) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("note", "acme", "--concern", "culture:everyone looked tired")
    result = bowout("withdraw", "acme", stdin="1\n", terminal=True)
    assert result.code == 0
    assert "1. culture_company" in result.err
    assert "noted along the way" in result.err
    assert bowout("show", "1", "--json").json["withdrawal"]["reason"] == "culture_company"


def test_a_number_that_is_none_is_asked_for_again(bowout: Runner, writer: None) -> None:
    bowout("add", "Acme", "Engineer")
    result = bowout("withdraw", "acme", stdin="seven\n99\n3\n", terminal=True)
    assert result.code == 0
    assert f"A number from 1 to {len(REASONS)}" in result.err


def test_a_word_that_names_no_reason_or_several_is_told_so(bowout: Runner, writer: None) -> None:
    bowout("add", "Acme", "Engineer")
    result = bowout("withdraw", "acme", stdin="offer\nseven\nother_o\n", terminal=True)
    assert result.code == 0
    told = " ".join(result.err.split())
    assert "“offer” could be other_offer or staying_put. A number from 1 to 14 or a word of the list" in told
    assert told.count("A number from 1 to 14 or a word of the list, please. Why do you leave?") == 2
    assert bowout("show", "1", "--json").json["withdrawal"]["reason"] == "other_offer"


def test_who_writes_is_asked_for_once(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("add", "Globex", "Engineer")
    result = bowout("withdraw", "acme", "-r", "pay", stdin="Robin Ames\nrobin@example.org\n", terminal=True)
    assert result.code == 0
    assert "Robin Ames" in result.out
    assert bowout("profile", "--json").json["email"] == "robin@example.org"
    assert bowout("withdraw", "globex", "-r", "pay", terminal=True).code == 0


def test_which_application_is_asked_where_several_match(bowout: Runner) -> None:
    bowout("add", "Acme", "Backend")
    bowout("add", "Acme", "Frontend")
    result = bowout("note", "acme", "hello", "-q", stdin="2\n", terminal=True)
    assert result.code == 0
    assert "Acme, Backend (1): applied" in result.err
    assert result.out == "1\n"


def test_deleting_is_confirmed(bowout: Runner, rows: Rows) -> None:
    bowout("add", "Acme", "Engineer")
    before = rows()
    assert bowout("delete", "acme", stdin="n\n", terminal=True).code == 1
    assert rows() == before
    assert bowout("delete", "acme", stdin="y\n", terminal=True).code == 0
    assert not rows()["application"]


def test_taking_back_an_acceptance_is_confirmed(bowout: Runner, writer: None) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("move", "acme", "offer")
    bowout("move", "acme", "accepted")
    assert bowout("withdraw", "1", "-r", "pay", stdin="n\n", terminal=True).code == 1
    assert bowout("withdraw", "1", "-r", "pay", stdin="y\n", terminal=True).code == 0


@pytest.mark.parametrize(
    ("answer", "situation"), [("y", "withdraw_after_interview"), ("n", "withdraw_application")]
)
def test_whether_a_booked_step_took_place_is_asked(
    bowout: Runner, writer: None, clock: Clock, answer: str, situation: str
) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "interview", "--at", "2026-11-24T10:00")
    clock.advance(days=3)
    result = bowout("withdraw", "acme", "-r", "pay", stdin=f"{answer}\n", terminal=True)
    assert result.code == 0
    assert "take place" in result.err
    shown = bowout("show", "1", "--json").json
    assert shown["withdrawal"]["situation"] == situation
    assert shown["stages"][0]["state"] == {"y": "done", "n": "cancelled"}[answer]
    assert "counts as held" not in result.out + result.err


def test_the_end_of_input_at_a_question_changes_nothing(bowout: Runner, rows: Rows) -> None:
    bowout("add", "Acme", "Engineer")
    before = rows()
    assert bowout("withdraw", "acme", stdin="", terminal=True).code == 130
    assert rows() == before


def test_the_record_opens_in_the_editor(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bowout("add", "Acme", "Engineer", "--location", "Leeds")
    editor = tmp_path / "an editor"
    editor.write_text(
        '#!/bin/sh\nsed -i.bak \'s/Leeds/York "X" äö/; s/"X"/\\\\"X\\\\"/\' "$1"; rm -f "$1.bak"\n'
    )
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", f'"{editor}"')
    assert bowout("edit", "acme", terminal=True).code == 0
    assert bowout("show", "acme", "--json").json["location"] == 'York "X" äö'


@pytest.mark.parametrize(
    ("script", "code", "words"),
    [
        ("echo nonsense >> $1", 2, "cannot be read"),
        ("echo 'colour = \"red\"' >> $1", 2, "“colour” is not a field"),
        ("exit 3", 1, "ended with code 3"),
        ("sed -i.bak 's/2026-11-23/someday/' $1", 2, "not a date"),
        ("sed -i.bak 's/Engineer//' $1", 2, "position is empty"),
    ],
)
def test_what_was_written_in_the_editor_is_kept_where_it_cannot_be_used(
    bowout: Runner,
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    script: str,
    code: int,
    words: str,
) -> None:
    bowout("add", "Acme", "Engineer")
    before = rows()
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = bowout("edit", "acme", terminal=True)
    assert result.code == code
    assert words in " ".join(result.err.split())
    kept = " ".join(result.err.split()).split("What you wrote is in ")[1].rstrip(".")
    assert 'company = "Acme"' in Path(kept).read_text()
    assert rows() == before


def test_ctrl_c_at_a_question_ends_with_130(bowout: Runner, clock: Clock) -> None:
    bowout("add", "Acme", "Engineer")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [CONSOLE_SCRIPT, "withdraw", "acme"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    deadline = time.monotonic() + 30
    while b"Why do you leave" not in shown and time.monotonic() < deadline:
        if select.select([ours], [], [], 1)[0]:
            shown += os.read(ours, 4096)
    assert b"Why do you leave" in shown
    # Pressed again, as people do: one that comes just before the line is read is told after it.
    while process.poll() is None and time.monotonic() < deadline + 30:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=2)
    assert process.returncode == 130
    assert b"Traceback" not in shown
    os.close(ours)


def test_the_reason_may_be_named_and_a_wrong_address_is_asked_for_again(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    typed = "career\nRobin Ames\nno address\nrobin@example.org\n"
    assert bowout("withdraw", "acme", stdin=typed, terminal=True).code == 0
    assert bowout("show", "1", "--json").json["withdrawal"]["reason"] == "career_direction"
    assert bowout("profile", "--json").json["email"] == "robin@example.org"


def test_each_concern_is_offered_with_what_was_noted_and_where(bowout: Runner, writer: None) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "interview", "--at", "2026-11-20T10:00")
    long = "everyone looked tired, and the team lead said twice that nobody has had a free weekend since June"
    bowout("stage", "done", "acme", "--concern", f"culture:{long}")
    bowout("note", "acme", "--concern", "pay:45k")
    bowout("note", "acme", "--concern", "culture")
    result = bowout("withdraw", "acme", stdin="1\n", terminal=True)
    assert result.err.startswith(
        "  1. culture_company   People, values, reputation; something raised a flag.\n"
        "     noted at interview 1: everyone looked tired, and the team lead said twice\n"
        "     that nobody has had a free weekend since June\n"
        "     noted along the way\n"
        "  2. compensation      Pay and benefits.\n"
        "     noted along the way: 45k\n"
        "  3. other_offer       I accepted or prefer a job elsewhere.\n"
    )
    assert "tired" not in result.out


@pytest.mark.parametrize(
    "command",
    [
        ("withdraw", "acme", "--highlight"),
        ("stage", "done", "acme", "--highlight"),
        ("note", "acme", "--highlight"),
    ],
)
def test_a_bad_highlight_is_refused_before_any_question(bowout: Runner, command: tuple[str, ...]) -> None:
    for position in ("Backend", "Frontend"):
        bowout("add", "Acme", position)
    result = bowout(*command, "they were nice!", terminal=True)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("bowout: A highlight does without “!”.\n")
    assert "your on-call practice" in " ".join(result.err.split())
