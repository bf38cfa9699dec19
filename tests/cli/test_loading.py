"""What a command loads: what it does not need costs more than its work (performance.md)."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import READING

RUN = (
    "import sys; from bowout.cli.app import main; code = main(sys.argv[1:]); "
    "print(code, *sys.modules, file=sys.stderr)"
)

MAIL = {"icalendar", "keyring", "ssl", "smtplib", "imaplib", "email"}


def load(*argv: str) -> tuple[str, set[str]]:
    """Run a command; returns its exit code, and the packages that are loaded then."""
    done = subprocess.run([sys.executable, "-c", RUN, *argv], capture_output=True, text=True, check=True)
    code, *modules = done.stderr.splitlines()[-1].split()
    return code, {name.partition(".")[0] for name in modules}


@pytest.mark.usefixtures("search")
def test_reading_loads_no_sqlalchemy() -> None:
    heavy = {"sqlalchemy", "alembic", "jinja2", "rich", "dateparser", "babel", *(MAIL - {"email"})}
    for command in (
        *READING,
        *(f"{command} --json" for command in READING),
        "export",
        "export --format json",
        "export --format ics",
        "export --format sankeymatic",
    ):
        code, modules = load(*command.split())
        assert code == "0", command
        # A letter with a booked date is read against that date as people write it.
        found = modules & (heavy - {"babel"} if "check" in command else heavy)
        assert not found, f"{command} loads {found}"


@pytest.mark.usefixtures("search")
@pytest.mark.parametrize("options", ["--app acme --language en-US", "--json"])
def test_a_file_is_checked_without_sqlalchemy(tmp_path: Path, options: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Dana,\n\nI withdraw from Acme, Backend Engineer.\n", encoding="utf-8")
    code, modules = load("letters", "check", str(path), *options.split())
    assert code == "0"
    # Babel is there: a slot is booked, and the letter is read against its date.
    assert not modules & {"sqlalchemy", "alembic", "jinja2", "rich", "dateparser"}


@pytest.mark.parametrize(
    ("command", "ends_with"),
    [
        ("--help", "0"),
        ("--version", "0"),
        ("list --help", "0"),
        ("withdraw --help", "0"),
        ("letters --help", "0"),
        ("config --help", "0"),
        ("config check --help", "0"),
        ("lisst", "2"),
        ("list --no-such-option", "2"),
    ],
)
def test_help_loads_next_to_nothing(command: str, ends_with: str) -> None:
    code, modules = load(*command.split())
    assert code == ends_with
    assert not modules & {"sqlalchemy", "alembic", "jinja2", "rich", "sqlite3", "dateparser", *MAIL}


def test_settings_of_mail_load_nothing_of_mail() -> None:
    for command in ("config show", "config set mail.provider gmail", "config set mail.smtp smtp.example.org"):
        code, modules = load(*command.split())
        assert code == "0"
        assert not modules & MAIL, command


@pytest.mark.usefixtures("search")
def test_leaving_loads_nothing_to_send_with(tmp_path: Path) -> None:
    for command in ("withdraw globex -r career", f"explain acme --eml {tmp_path / 'x.eml'}"):
        code, modules = load(*command.split())
        assert code == "0", command
        # SQLAlchemy loads asyncio, and that ssl.
        assert not modules & (MAIL - {"email", "ssl"}), command
