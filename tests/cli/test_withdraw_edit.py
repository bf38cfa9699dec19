"""withdraw --edit: the letter in the editor; what was written there is recorded, or kept and named."""

import os
import pty
import re
import select
import shlex
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bowout import config
from bowout.config import data_folder
from bowout.letters.text import above_cut
from tests.support import CONSOLE_SCRIPT, Result, Runner, run_here

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]
Editor = Callable[[str], None]

LEAVE = ("withdraw", "acme", "-r", "career", "--edit")
CUT = "# ------------------------ >8 ------------------------"


@pytest.fixture(autouse=True)
def acme(bowout: Runner, writer: None) -> None:
    """One application, with somebody to write to."""
    bowout("add", "Acme", "Backend Engineer", "--contact", "Dana Fox <dana@acme.example>")


@pytest.fixture
def drafts() -> Path:
    """Where files for the editor are made: not among temporary ones, which a restart takes away."""
    return data_folder() / "drafts"


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Makes a shell script the editor; its `$1` is the file. It keeps what it was given as `seen-N`."""

    def make(script: str) -> None:
        path = tmp_path / "an editor"
        seen = shlex.quote(str(tmp_path / "seen"))
        keep = f'n=$(ls {seen}-* 2>/dev/null | wc -l); cp "$1" {seen}-$((n + 1))'
        path.write_text(f"#!/bin/sh\n{keep}\n{script}\n", encoding="utf-8")
        path.chmod(0o700)
        monkeypatch.setenv("EDITOR", shlex.quote(str(path)))

    return make


def kept(result: Result) -> Path:
    """The file that an error names."""
    found = re.search(r"What you wrote is in (.*)\.$", " ".join(result.err.split()))
    assert found, result.err
    return Path(found[1])


def unchanged(bowout: Runner) -> bool:
    return bool(
        bowout("show", "1", "--json").json["status"] == "applied"
        and not bowout("letters", "list", "--json").json
    )


def drafted(bowout: Runner) -> dict[str, str]:
    letter = bowout("withdraw", "acme", "-r", "career", "--dry-run", "--json").json["letter"]
    return {"subject": letter["subject"], "body": letter["body"]}


def template_version() -> str | None:
    path = config.database_url_or_path(None).path
    assert path is not None
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT template_version FROM message").fetchone()[0]  # type: ignore[no-any-return]
    finally:
        connection.close()


def test_the_editor_is_given_the_letter_and_what_the_checks_say(
    bowout: Runner, editor: Editor, tmp_path: Path
) -> None:
    editor("true")
    letter = drafted(bowout)
    assert bowout(*LEAVE, "--say", "I have two wishes. I go tomorrow!").code == 0
    seen = (tmp_path / "seen-1").read_text(encoding="utf-8")
    above, cut, below = seen.partition(f"\n{CUT}\n")
    assert cut
    assert above.startswith(f"Subject: {letter['subject']}\n\nDear Dana Fox,\n\n")
    assert above.endswith("robin@example.org\n")
    assert all(line.startswith("#") for line in below.splitlines())
    assert "# To: Dana Fox <dana@acme.example>\n" in below
    assert "# warning: “tomorrow”: write the date.\n" in below
    assert "give up" in below


def test_a_letter_that_was_left_as_it_is_is_recorded_as_ours(
    bowout: Runner, editor: Editor, drafts: Path
) -> None:
    editor("true")
    letter = drafted(bowout)
    left = bowout(*LEAVE, "--json").json
    assert {name: left["letter"][name] for name in letter} == letter
    assert left["checks"] == []
    assert template_version() is not None
    assert not drafts.exists()


def test_a_changed_word_is_recorded_and_is_no_templates_any_more(
    bowout: Runner, editor: Editor, drafts: Path
) -> None:
    editor("sed -i.bak 's/every success/joy/; s/^Subject: /&My /' \"$1\"")
    letter = drafted(bowout)
    left = bowout(*LEAVE, "--json").json
    assert left["letter"]["body"] == letter["body"].replace("every success", "joy")
    assert left["letter"]["subject"] == f"My {letter['subject']}"
    shown = bowout("letters", "show", 1, "--json").json
    assert shown == left["letter"]
    assert template_version() is None
    assert not drafts.exists(), "what the editor left beside it is gone too"
    assert bowout("undo").code == 0
    assert unchanged(bowout)


def test_a_line_with_a_hash_is_part_of_the_letter(bowout: Runner, editor: Editor) -> None:
    editor("sed -i.bak 's/^Kind regards/# I would\\\n\\\n&/' \"$1\"")
    assert "\n# I would" in bowout(*LEAVE, "--json").json["letter"]["body"]


def test_the_line_may_go_and_line_ends_may_be_those_of_windows(bowout: Runner, editor: Editor) -> None:
    letter = drafted(bowout)
    editor("sed -i.bak '/>8/,$d; s/$/\\r/' \"$1\"")
    assert bowout(*LEAVE, "--json").json["letter"]["body"] == letter["body"]


@pytest.mark.parametrize(
    "script", [': > "$1"', "sed -i.bak '3,/>8/{/>8/!d;}' \"$1\"", "printf '\\n \\n' > \"$1\""]
)
def test_an_empty_letter_gives_up(bowout: Runner, editor: Editor, drafts: Path, script: str) -> None:
    editor(script)
    result = bowout(*LEAVE)
    assert (result.code, result.out) == (1, "")
    assert result.err == "bowout: Nothing was changed: the letter came back empty.\n"
    assert unchanged(bowout)
    assert not drafts.exists()


SCRIPTS = {
    "dies": ("printf mine > \"$1\"; exit 3", 1, "ended with code 3", b"mine"),
    "is killed": ("printf mine > \"$1\"; kill -9 $$", 1, "was killed by signal 9", b"mine"),
    "is interrupted": ("printf mine > \"$1\"; kill -2 $$", 130, "Interrupted.", b"mine"),
    "has no subject": ("printf 'Hello\\n\\nmine' > \"$1\"", 1, "The first line is to be the subject", b"Hello\n\nmine"),
    "has an empty subject": ("printf 'Subject:\\n\\nmine' > \"$1\"", 1, "first line", b"Subject:\n\nmine"),
    "is not UTF-8": ("printf 'Subject: x\\n\\n\\351' > \"$1\"", 1, "not UTF-8", b"Subject: x\n\n\xe9"),
    "is no text": ("printf 'Subject: x\\n\\n\\0' > \"$1\"", 1, "not a text", b"Subject: x\n\n\0"),
    "is wrong": ("printf 'Subject: x\\n\\nMy wife\\r\\n' > \"$1\"", 1, "did not pass", b"Subject: x\n\nMy wife\r\n"),
}  # fmt: skip


@pytest.mark.parametrize(("script", "code", "words", "text"), SCRIPTS.values(), ids=SCRIPTS)
def test_what_was_written_is_kept_where_it_cannot_be_used(
    bowout: Runner, editor: Editor, rows: Rows, script: str, code: int, words: str, text: bytes
) -> None:
    before = rows()
    editor(script)
    result = bowout(*LEAVE)
    assert (result.code, result.out) == (code, "")
    assert words in result.err
    assert len(result.err.splitlines()) == 2
    file = kept(result)
    assert file.read_bytes() == text
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert rows() == before
    assert bowout(*LEAVE, "--json").error["hint"].endswith(".")


def test_what_is_too_large_is_kept(bowout: Runner, editor: Editor) -> None:
    editor('head -c 1000001 /dev/zero > "$1"')
    result = bowout(*LEAVE)
    assert result.code == 1
    assert kept(result).stat().st_size == 1_000_001
    assert unchanged(bowout)


def test_an_editor_that_is_not_there_leaves_the_draft(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = drafted(bowout)
    for command in ("/no/such/editor", "'not closed"):
        monkeypatch.setenv("VISUAL", command)
        result = bowout(*LEAVE)
        assert result.code == 1
        assert "cannot be started" in result.err
        assert letter["body"] in kept(result).read_text(encoding="utf-8")
        assert kept(result).is_relative_to(data_folder() / "drafts")
        assert unchanged(bowout)


def test_an_editor_that_takes_the_file_away(bowout: Runner, editor: Editor, drafts: Path) -> None:
    editor('rm "$1"')
    result = bowout(*LEAVE)
    assert result.code == 1
    assert "left no file" in result.err
    assert "What you wrote" not in result.err
    assert unchanged(bowout)


def test_without_an_editor_and_without_a_terminal(bowout: Runner, drafts: Path) -> None:
    result = bowout(*LEAVE)
    assert result.code == 2
    assert "Set EDITOR" in result.err
    assert unchanged(bowout)
    assert not drafts.exists()


def test_on_a_terminal_vi_is_the_editor(
    bowout: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vi = tmp_path / "bin" / "vi"
    vi.parent.mkdir()
    vi.write_text("#!/bin/sh\nsed -i.bak 's/every success/joy/' \"$1\"\n", encoding="utf-8")
    vi.chmod(0o700)
    monkeypatch.setenv("PATH", f"{vi.parent}{os.pathsep}{os.environ['PATH']}")
    assert "joy" in bowout(*LEAVE, terminal=True).out


def test_a_wrong_letter_may_be_forced(bowout: Runner, editor: Editor) -> None:
    editor("printf 'Subject: Leaving\\n\\nI withdraw from Backend Engineer. My wife is ill.' > \"$1\"")
    left = bowout(*LEAVE, "--force", "--json").json
    assert left["letter"]["body"] == "I withdraw from Backend Engineer. My wife is ill.\n"
    assert {"family", "health"} <= {found["code"] for found in left["checks"]}


# Writes it at first, and takes it out when the letter comes again.
WIFE = """
if grep -q wife "$1"; then sed -i.bak 's/ My wife is ill.//' "$1"
else sed -i.bak 's/with the search./& My wife is ill./' "$1"; fi
"""


def test_on_a_terminal_one_may_edit_again_below_what_the_checks_say(
    bowout: Runner, editor: Editor, tmp_path: Path, drafts: Path
) -> None:
    editor(WIFE)
    result = bowout(*LEAVE, stdin="1\n", terminal=True)
    assert result.code == 0
    assert "“wife”: Family stays private; leave it out." in result.err
    assert "1. Edit it again" in result.err
    above, _, below = (tmp_path / "seen-2").read_text(encoding="utf-8").partition(f"\n{CUT}\n")
    assert "My wife is ill." in above
    assert "# error: “wife”: Family stays private; leave it out.\n" in below
    assert "wife" not in bowout("letters", "show", 1).out
    assert not drafts.exists()


@pytest.mark.parametrize("answer", ["2", "record", "r"])
def test_on_a_terminal_it_may_be_recorded_all_the_same(bowout: Runner, editor: Editor, answer: str) -> None:
    editor(WIFE)
    assert bowout(*LEAVE, stdin=f"{answer}\n", terminal=True).code == 0
    assert "My wife is ill." in bowout("letters", "show", 1).out


@pytest.mark.parametrize(("answer", "code"), [("3\n", 1), ("give up\n", 1), ("", 130)])
def test_on_a_terminal_one_may_give_up(bowout: Runner, editor: Editor, answer: str, code: int) -> None:
    editor(WIFE)
    result = bowout(*LEAVE, stdin=answer, terminal=True)
    assert result.code == code
    assert "My wife is ill." in kept(result).read_text(encoding="utf-8")
    assert unchanged(bowout)


def test_what_was_kept_can_be_checked_and_what_the_checks_said_is_no_part_of_it(
    bowout: Runner, editor: Editor
) -> None:
    editor(f"""{WIFE}! grep -q '^# error' "$1" || exit 3""")
    failed = bowout(*LEAVE, stdin="1\n", terminal=True)
    file = kept(failed)
    use = f"To go on with it: bowout letters check {shlex.quote(str(file))} --app 1. What you wrote is in {file}."
    assert use in " ".join(failed.err.split())
    assert "# error: “wife”" in file.read_text(encoding="utf-8")
    assert bowout("letters", "check", file, "--json").json["checks"] == []


def test_what_has_no_subject_may_be_edited_again_but_not_recorded(bowout: Runner, editor: Editor) -> None:
    swap = 'sed -i.bak -e s/^Betreff:/Subject:/ -e t -e s/^Subject:/Betreff:/ "$1"'
    editor(swap)
    result = bowout(*LEAVE, stdin="edit\n", terminal=True)
    assert result.code == 0
    assert "2. Give up" in result.err
    assert "Record it" not in result.err


def test_a_dry_run_edits_and_records_nothing(
    bowout: Runner, editor: Editor, rows: Rows, drafts: Path
) -> None:
    before = rows()
    editor("sed -i.bak 's/every success/joy/' \"$1\"")
    result = bowout(*LEAVE, "--dry-run")
    assert "joy" in result.out
    assert rows() == before
    assert not drafts.exists()


def test_without_a_letter_there_is_nothing_to_edit(bowout: Runner) -> None:
    assert bowout(*LEAVE, "--no-letter").code == 2


def test_what_is_delivered_is_the_edited_letter(bowout: Runner, editor: Editor, tmp_path: Path) -> None:
    editor("sed -i.bak 's/every success/joy/' \"$1\"")
    assert bowout(*LEAVE, "--eml", tmp_path / "letter.eml").code == 0
    assert b"joy" in (tmp_path / "letter.eml").read_bytes()


def test_other_commands_can_write_while_the_editor_is_open(
    bowout: Runner, editor: Editor, tmp_path: Path
) -> None:
    editor(f"{shlex.quote(str(CONSOLE_SCRIPT))} note acme 'written meanwhile' || exit 9")
    assert bowout(*LEAVE).code == 0
    assert [note["text"] for note in bowout("show", "1", "--json").json["notes"]] == ["written meanwhile"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("stage add acme interview --at 2026-12-03T14:00", "another situation now"),
        ("note acme 'the search for joy'", "joy"),
        ("withdraw acme -r pay", "already withdrawn"),
        ("delete acme --yes", "no application 1"),
    ],
)
def test_the_record_must_not_have_changed_meanwhile(
    bowout: Runner, editor: Editor, command: str, words: str
) -> None:
    editor(
        f"{shlex.quote(str(CONSOLE_SCRIPT))} {command} >/dev/null || exit 9\n"
        "sed -i.bak 's/every success/joy/' \"$1\""
    )
    result = bowout(*LEAVE)
    assert result.code == 1
    assert words in result.err
    assert "joy" in kept(result).read_text(encoding="utf-8")


def test_a_locked_database_keeps_the_letter(
    bowout: Runner, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bowout.cli import withdraw_one as command
    from bowout.domain.errors import DatabaseUnusable

    real, calls = command._leave, []

    def leave(ready: object, order: object, dry: bool) -> object:
        calls.append(dry)
        if not dry:
            raise DatabaseUnusable("The database is locked.")
        return real(ready, order, dry)  # type: ignore[arg-type]

    monkeypatch.setattr(command, "_leave", leave)
    editor("sed -i.bak 's/every success/joy/' \"$1\"")
    result = bowout(*LEAVE)
    assert (result.code, calls) == (4, [True, True, False])
    assert "joy" in kept(result).read_text(encoding="utf-8")


def test_ctrl_c_while_the_editor_is_open_is_the_editors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a terminal it reaches both; an editor that goes on is waited for.
    ready = tmp_path / "ready"
    script = tmp_path / "editor"
    script.write_text(
        "#!/bin/sh\ntrap 'caught=1' INT\n"
        f"touch {shlex.quote(str(ready))}\n"
        'while [ -z "$caught" ]; do sleep 0.05; done\n'
        "sed -i.bak 's/every success/joy/' \"$1\"\n",
        encoding="utf-8",
    )
    script.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(script))
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [CONSOLE_SCRIPT, *LEAVE], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    deadline = time.monotonic() + 30
    while not ready.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    with suppress(OSError):  # how a terminal ends whose other side is closed
        while time.monotonic() < deadline:
            if select.select([ours], [], [], 0.1)[0]:
                os.read(ours, 65536)
    assert process.wait(timeout=30) == 0
    os.close(ours)
    assert "joy" in run_here("letters", "show", 1).out


PARTS = st.sampled_from(
    ["Subject: ", "Subject: Withdrawal of application", "\n", "\n\n", "Dear Dana,", CUT, "# x", "\r\n", "\r", "\t",
     "I withdraw from Backend Engineer at Acme.", "My wife is ill.", "> quoted", "\x00", "\x1b[31m", "\x0c", "\u2028",
     "\ufeff", "[[", "{{", "To: x@y.example", "Kind regards,", "Robin Ames", "75k", " ", "é", "🎉", "\x85", "-- "]
)  # fmt: skip


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=60),
        st.lists(PARTS, max_size=14).map(lambda parts: "".join(parts).encode()),
        st.text(max_size=60).map(lambda text: f"Subject: x\n\n{text}".encode("utf-8", "surrogatepass")),
    ),
    forced=st.booleans(),
)
@example(data=f"{CUT}\nall of it".encode(), forced=True)
@example(data=b"Subject: x", forced=True)
@example(data=b"subject : x\nbody", forced=True)
@example(data=b"# - >8 -", forced=False)
@example(data=f"Subject: x\n\nI withdraw {CUT}\n".encode(), forced=True)
@example(data=b"Subject: x\x0bBcc: y\n\nI withdraw", forced=True)
def test_whatever_comes_back_is_recorded_exactly_or_kept_exactly(
    drafts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, forced: bool
) -> None:
    (tmp_path / "given").write_bytes(data)
    monkeypatch.setenv("EDITOR", f"cp {shlex.quote(str(tmp_path / 'given'))}")
    result = run_here(*LEAVE, "--json", *(("--force",) if forced else ()))
    if result.code == 0:
        letter = result.json["letter"]
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        text = above_cut(text)
        subject, _, body = text.strip("\n").partition("\n")
        assert letter["subject"] == subject.partition(":")[2].strip()
        assert letter["body"] == body.strip("\n") + "\n"
        assert run_here("letters", "show", letter["id"], "--json").json == letter
        assert run_here("letters", "show", letter["id"]).code == 0
        assert run_here("undo").code == 0
        assert not drafts.exists()
        return
    assert result.code == 1
    if result.error["code"] == "empty_letter":
        text = above_cut(data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
        assert not text.strip() or re.fullmatch(r"(?i)\s*subject:[^\r\n]*\s*", text)
        assert not drafts.exists()
    else:
        hint = result.error["hint"]
        file = Path(hint[hint.index("What you wrote is in ") + 21 : -1])
        assert file.read_bytes() == data
        file.unlink()
        file.parent.rmdir()
    assert unchanged(run_here)
