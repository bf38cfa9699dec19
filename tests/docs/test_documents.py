"""The documents say what is so, and the tool that plays their sessions notices when they do not."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "tools" / name, *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize("command", [("commands.py", "--check"), ("links.py",), ("schema_sql.py", "--check")])
def test_what_is_written_is_so(command: tuple[str, ...]) -> None:
    done = tool(*command)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_the_sessions_print_what_the_documents_show() -> None:
    done = tool("sessions.py")
    assert (done.returncode, done.stderr) == (0, "")


SESSION = """\
# A document

```sh
$ false
```

```console
$ mkdir kept && echo one \\
>   two
one two
$ pwd && printenv BOWOUT_NOW
~
2026-11-23T10:00:00Z
```

<!-- session: now=2027-01-01T00:00:00Z fails -->
```console
$ printenv BOWOUT_NOW; ls
2027-01-01T00:00:00Z
kept
$ test -t 1 && test ! -t 0 && exit 3
```

<!-- session: file=mail.txt -->
   ```text
   From: Dana

   Hello
   ```

```console
$ cat mail.txt
From: Dana

Hello
```

<!-- session: fresh -->
   ```console
   $ ls
   ```
"""


def test_a_session_that_is_right_passes_and_is_left_alone(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text(SESSION, encoding="utf-8")
    for arguments in ((document,), ("--update", document)):
        done = tool("sessions.py", *arguments)
        assert (done.returncode, done.stderr) == (0, "")
    assert document.read_text(encoding="utf-8") == SESSION


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("one two\n", "one three\n", "-one three"),
        ("exit 3", "exit 0", "exit code 0"),
        ("mkdir kept &&", "false &&", "exit code 1"),
        ("$ ls\n   ```\n", "$ ls\n", "not closed"),
        ("fresh", "frehs", "not a word"),
        ("file=", "flie=", "not a word"),
        ("file=mail", "file=../mail", "not a word"),
        ("$ mkdir", "mkdir", "starts with a command"),
    ],
)
def test_a_session_that_is_wrong_is_told(tmp_path: Path, written: str, instead: str, told: str) -> None:
    document = tmp_path / "page.md"
    assert written in SESSION
    document.write_text(SESSION.replace(written, instead), encoding="utf-8")
    done = tool("sessions.py", document)
    assert done.returncode == 1
    assert told in done.stderr


def test_update_writes_what_is_printed(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text(
        SESSION.replace("one two\n", "").replace("\nkept\n", "\nlost\nand more\n"), encoding="utf-8"
    )
    assert tool("sessions.py", "--update", document).returncode == 0
    assert document.read_text(encoding="utf-8") == SESSION


def test_every_refusal_of_a_reply_is_in_the_document() -> None:
    root = Path(__file__).parents[2]
    mail = root / "src" / "bowout" / "mail"
    code = "".join(path.read_text(encoding="utf-8") for path in mail.glob("calendar_*.py"))
    code += (mail / "invitation.py").read_text(encoding="utf-8")
    made = set(re.findall(r'\bcode="(\w+)"', code))
    section = (root / "docs" / "mail.md").read_text(encoding="utf-8")
    section = section.partition("\n### When no reply can be made\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == made
