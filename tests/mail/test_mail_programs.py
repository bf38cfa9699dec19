"""Drafts are opened in mutt and neomutt, in a terminal, and sent from there: they leave as they were written."""

import email
import email.policy
import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import time
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.mail.calendars import EVENT, calendar, changed
from tests.support import Runner

pytestmark = pytest.mark.mail_programs
LONG_ID = f"<{'Ab1_' * 15}@acme.prod.outlook.exa>"  # of 84 characters, as Exchange writes them
NAME = "Dr. Fóx-Winterbottom, Dana Alexandra (Talent & People), the “hiring” team @ Acme Robots, Berlin"
CONFIGURATION = """
set sendmail={script}
set editor="true"
set copy=no
set abort_unmodified=no
set charset=utf-8
set folder={home}
set spoolfile={home}/inbox
set postponed={home}/postponed
set record=""
set tmpdir={home}
"""
# What the programs show when they wait, and the key that goes on.
KEYS = ((b"To: ", b"\r"), (b"Subject:", b"\r"), (b"y:Send", b"y"))


class Program:
    """A mail program that sends what it is given into a file."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self._home = name, folder / name
        self._home.mkdir()
        (self._home / "inbox").touch()
        self._sent, self._arguments = self._home / "sent", self._home / "arguments"
        script = self._home / "sendmail"
        script.write_text(
            "#!/bin/sh\n"
            f"printf '%s\\n' \"$@\" > {shlex.quote(str(self._arguments))}\n"
            f"cat > {shlex.quote(str(self._sent))}\n"
        )
        script.chmod(0o755)
        self._configuration = self._home / "rc"
        self._configuration.write_text(CONFIGURATION.format(script=script, home=self._home))

    def send(self, draft: Path) -> tuple[bytes, list[str]]:
        """Open a draft, change nothing, send it; returns the mail, and whom the envelope names."""
        ours, theirs = pty.openpty()
        # -n: without the system's settings, which may stop at a question of their own. LINES and COLUMNS:
        # neomutt asks /dev/tty for them, which is another terminal here, or none, and then draws no menu.
        running = subprocess.Popen(
            [self.name, "-n", "-F", self._configuration, "-H", draft],
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, cwd=self._home,
            env={
                "PATH": os.environ["PATH"], "HOME": str(self._home), "LANG": "C.UTF-8",
                "TERM": "vt100", "LINES": "24", "COLUMNS": "80",
            },
        )  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            for awaited, key in KEYS:
                shown = _read_until(ours, awaited)
                os.write(ours, key)
            _read_until(ours, None)
            assert running.wait(20) == 0, shown
        finally:
            running.kill()
            running.wait()
            os.close(ours)
        return self._sent.read_bytes(), self._arguments.read_text().split()


def _read_until(terminal: int, awaited: bytes | None) -> bytes:
    """Read what a program shows until it shows that, or until it ends."""
    shown, deadline = b"", time.monotonic() + 20
    while awaited is None or awaited not in shown:
        assert time.monotonic() < deadline, f"it does not show {awaited!r}: {shown!r}"
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            new = os.read(terminal, 65536)
        except OSError:  # Linux says so of a terminal that its program has closed
            new = b""
        if not new:
            assert awaited is None, f"it ended before it showed {awaited!r}: {shown!r}"
            break
        shown += new
    return shown


@pytest.fixture(params=["mutt", "neomutt"])
def program(request: pytest.FixtureRequest, tmp_path: Path) -> Program:
    """Each mail program in turn."""
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    return Program(request.param, tmp_path)


@pytest.fixture
def drafts(bowout: Runner, tmp_path: Path) -> tuple[Path, Path]:
    """The letter and the declined invitation, as `withdraw` writes them into two files."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Dana Fox <dana@acme.example>", "Robin Ämes <robin@example.org>"
    mail["Subject"], mail["Message-ID"] = "Ein Gespräch – Backend", "<first@acme.example>"
    mail["Date"] = "Mon, 23 Nov 2026 09:00:00 +0000"
    mail.set_content("Hello Robin")
    event = changed(EVENT.replace("Ida@Home.example", "robin@example.org"), summary="SUMMARY:Gespräch 日本")
    mail.add_alternative(
        calendar(event).encode(), maintype="text", subtype="calendar", params={"method": "REQUEST"}
    )
    invitation, letter = tmp_path / "invitation.eml", tmp_path / "x.eml"
    # Put in by hand: the library itself would write it as an encoded word.
    invitation.write_bytes(mail.as_bytes().replace(b"<first@acme.example>", LONG_ID.encode()))
    for command in (
        ("profile", "--name", "Robin Ämes", "--email", "robin@example.org"),
        ("add", "Acme", "Engineer", "--contact", f'"{NAME}" <dana@acme.example>'),
        ("withdraw", "acme", "--from", invitation, "-r", "career", "--eml", letter),
    ):
        assert bowout(*command).code == 0, command
    assert sorted(path.name for path in tmp_path.glob("x*")) == ["x-decline.eml", "x.eml"]
    return letter, tmp_path / "x-decline.eml"


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(data: bytes) -> str:
    """The text, however its lines end: a program sends a file as the system has it."""
    return "\n".join(parsed(data).get_content().splitlines()) + "\n"


def raw_ids(data: bytes, header: str) -> list[bytes]:
    """The ids in a header as they stand there: a parser would hide that they were encoded."""
    head = data.replace(b"\r\n", b"\n").split(b"\n\n")[0]
    found = re.findall(rb"^%s:((?:.*\n?)(?:[ \t].*\n?)*)" % header.encode(), head, re.MULTILINE)
    assert len(found) == 1
    return list(found[0].split())


def check_headers(sent: bytes, envelope: list[str], draft: Path) -> None:
    """It goes to whom the draft is for, under its subject, in the thread of the mail that was answered."""
    before, after = parsed(draft.read_bytes()), parsed(sent)
    assert envelope[-1] == "dana@acme.example" and sum("@" in word for word in envelope) == 1
    assert [each.addr_spec for each in after["To"].addresses] == ["dana@acme.example"]
    assert [each.addr_spec for each in after["From"].addresses] == ["robin@example.org"]
    assert after["From"].addresses[0].display_name == "Robin Ämes"
    for name in ("Subject", "Message-ID"):
        assert after[name] == before[name], name
    assert "Cc" not in after and "Bcc" not in after
    assert len(LONG_ID) == 84
    assert raw_ids(sent, "In-Reply-To") == raw_ids(sent, "References") == [LONG_ID.encode()]


def test_the_letter_leaves_a_mail_program_as_it_was_written(
    program: Program, drafts: tuple[Path, Path]
) -> None:
    letter, _ = drafts
    sent, envelope = program.send(letter)
    check_headers(sent, envelope, letter)
    message = parsed(sent)
    assert message["Subject"] == "Re: Ein Gespräch – Backend"
    # By the older parser: the newer one puts a space between two encoded words of one name.
    written = email.message_from_bytes(sent, policy=email.policy.compat32)["To"]
    assert str(make_header(decode_header(written))) == f"{NAME} <dana@acme.example>"
    assert message.get_content_type() == "text/plain"
    assert text_of(sent) == text_of(letter.read_bytes())


def test_the_declined_invitation_leaves_it_as_a_calendar_reply(
    program: Program, drafts: tuple[Path, Path]
) -> None:
    _, decline = drafts
    sent, envelope = program.send(decline)
    check_headers(sent, envelope, decline)
    message = parsed(sent)
    assert message["Subject"] == "Declined: Gespräch 日本"
    assert message.get_content_type() == "text/calendar"
    assert message["Content-Type"].params["method"] == "REPLY"
    assert message.get_content_disposition() != "attachment"
    assert text_of(sent) == text_of(decline.read_bytes())
    [reply] = Calendar.from_ical(text_of(sent), multiple=True)
    [event] = reply.walk("VEVENT")
    assert (str(reply["METHOD"]), str(event["UID"])) == ("REPLY", "talk-1@acme.example")
    assert not isinstance(event["ATTENDEE"], list)
    assert event["ATTENDEE"].params["PARTSTAT"] == "DECLINED"
    assert str(event["ATTENDEE"]).casefold() == "mailto:robin@example.org"
    assert str(event["SUMMARY"]) == "Gespräch 日本"
