"""What the shells are told: names, applications, reasons; quickly, and without making anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import CONSOLE_SCRIPT, Runner


def complete(shell: str, line: str, **environment: str) -> list[str]:
    """What the program answers when the shell asks how `line` goes on."""
    asked = {
        "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    done = subprocess.run(
        [CONSOLE_SCRIPT],
        env={**os.environ, "_BOWOUT_COMPLETE": f"complete_{shell}", **asked, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.split("\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("bowout wi", "withdraw"),
        ("bowout stage ca", "cancel"),
        ("bowout withdraw ac", "acme"),
        ("bowout withdraw Ac", "Acme"),
        ("bowout withdraw acme --reason cu", "culture_company"),
        ("bowout add Acme Engineer --status inter", "interviewing"),
        ("bowout stage add acme refer", "references"),
        ("bowout templates show en-GB/letters/decline_of", "en-GB/letters/decline_offer.j2"),
        ("bowout templates edit wish", "wishes.j2"),
        ("bowout templates list --language en-U", "en-US"),
    ],
)
def test_each_shell_is_told(bowout: Runner, shell: str, line: str, answer: str) -> None:
    bowout("add", "Acme", "Engineer")
    assert answer in " ".join(complete(shell, line))


def test_the_database_that_the_line_names_is_asked(bowout: Runner, tmp_path: Path) -> None:
    bowout("--db", tmp_path / "other.db", "add", "Globex", "Engineer")
    assert "globex" in " ".join(complete("bash", f"bowout --db {tmp_path / 'other.db'} show glo"))


def test_nothing_is_made_and_nothing_goes_wrong(tmp_path: Path) -> None:
    path = tmp_path / "not there" / "x.db"
    assert complete("bash", "bowout show a", BOWOUT_DB=str(path)) == ["", ""]
    assert not path.parent.exists()
    (tmp_path / "text.db").write_text("not a database, but long enough to be looked at as one " * 20)
    assert complete("bash", "bowout show a", BOWOUT_DB=str(tmp_path / "text.db")) == ["", ""]
    assert complete("bash", "bowout show " + "9" * 40, BOWOUT_DB=str(path)) == ["", ""]


def test_completing_a_name_imports_no_command() -> None:
    script = "import sys; from bowout.cli.app import main; main([]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "_BOWOUT_COMPLETE": "complete_bash", "COMP_WORDS": "bowout wi", "COMP_CWORD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    loaded = set(done.stdout.split())
    assert "withdraw" in loaded, "the answer stands before the modules"
    assert not {name for name in loaded if name.startswith(("sqlalchemy", "sqlite3", "rich", "jinja2"))}
    assert "bowout.cli.withdraw" not in loaded
