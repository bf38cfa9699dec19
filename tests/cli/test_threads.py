"""A letter stays in the thread of those whom it goes to; and leaves by the mail program."""

import email
import email.policy
import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support import Runner

DANA, LEE = "Dana Fox <dana@acme.example>", "Lee Wong <lee@acme.example>"
LONG_ID = f"<{'A1b2' * 18}@acme.prod.outlook.example>"  # over 84 characters, as Exchange writes them
LEAVE = ("withdraw", "acme", "-r", "career", "--json")
pytestmark = pytest.mark.usefixtures("writer")


@pytest.fixture(autouse=True)
def acme(writer: None, bowout: Runner) -> None:
    assert bowout("add", "Acme", "Engineer", "--contact", DANA, "--contact", LEE).code == 0


@pytest.fixture
def receive(bowout: Runner, tmp_path: Path) -> Callable[..., None]:
    """Take in a mail."""

    def take(
        subject: str = "Your application",
        sender: str = DANA,
        message_id: str = LONG_ID,
        day: int = 20,
        **more: str,
    ) -> None:
        lines = {
            "From": sender, "To": "robin@example.org", "Subject": subject, "Message-ID": message_id,
            "Date": f"Fri, {day} Nov 2026 09:00:00 +0000",
            **{name.replace("_", "-"): text for name, text in more.items()},
        }  # fmt: skip
        text = (
            "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value) + "\r\nHello Robin\r\n"
        )
        path = tmp_path / f"{day}.eml"
        path.write_bytes(text.encode())
        result = bowout("inbox", path, "--app", 1)
        assert result.code == 0, result.err

    return take


def mail_of(bowout: Runner) -> bytes:
    number = bowout("letters", "list", "--json").json[-1]["id"]
    return bowout("letters", "show", number, "--eml").out.encode()


def test_a_reply_to_a_long_id_stays_in_its_thread_on_raw_bytes(
    bowout: Runner, receive: Callable[..., None]
) -> None:
    receive(References="<root@acme.example> <second@acme.example>")
    letter = bowout(*LEAVE).json["letter"]
    assert letter["subject"] == "Re: Your application"
    assert letter["in_reply_to"] == LONG_ID
    raw = mail_of(bowout)
    assert f"In-Reply-To: {LONG_ID}".encode() in raw.replace(b"\r\n ", b" ")
    references = re.search(rb"References: (.*?)\r\n(?! )", raw, re.DOTALL)
    assert references
    assert references[1].split() == [b"<root@acme.example>", b"<second@acme.example>", LONG_ID.encode()]
    assert b"=?" not in raw
    assert email.message_from_bytes(raw, policy=email.policy.default)["Subject"] == "Re: Your application"


def test_a_mail_that_names_but_its_parent_has_that_as_references(
    bowout: Runner, receive: Callable[..., None]
) -> None:
    receive(In_Reply_To="<parent@example.org>")
    bowout(*LEAVE)
    assert f"References: <parent@example.org>\r\n {LONG_ID}".encode() in mail_of(bowout)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Interview", "Re: Interview"),
        ("Re: Interview", "Re: Interview"),
        ("RE: re:Re : Interview", "RE: Interview"),
        ("AW: Interview", "Re: AW: Interview"),
        ("Re: SV: Interview", "Re: SV: Interview"),
        ("Report: Interview", "Re: Report: Interview"),
        ("Grüße  aus\tBerlin \N{RIGHT-TO-LEFT OVERRIDE}x", "Re: Grüße aus Berlin x"),
    ],
)
def test_the_threads_subject_is_theirs(
    bowout: Runner, receive: Callable[..., None], theirs: str, ours: str
) -> None:
    receive(theirs)
    assert bowout(*LEAVE).json["letter"]["subject"] == ours


@pytest.mark.parametrize("empty", ["", "Re:"])
def test_without_a_subject_of_theirs_the_letter_has_its_own(
    bowout: Runner, receive: Callable[..., None], empty: str
) -> None:
    receive(empty)
    letter = bowout(*LEAVE).json["letter"]
    assert letter["subject"].startswith("Withdrawal of application")
    assert letter["in_reply_to"] == LONG_ID


def test_the_checks_know_that_a_threads_subject_is_not_ours(
    bowout: Runner, receive: Callable[..., None]
) -> None:
    bowout("note", "acme", "--concern", "pay:the salary of 60000 was below Globex")
    receive("[Ext] {{name}} Your health, family & salary_range 60000 EUR!!! Globex", day=21)
    left = bowout(*LEAVE)
    assert left.code == 0, left.err
    assert left.json["checks"] == []
    again = bowout("letters", "check", left.json["letter"]["id"], "--json")
    assert again.code == 0, again.out
    assert not [found for found in again.json["checks"] if found["level"] != "info"]


def test_the_newest_mail_of_whom_it_goes_to_is_answered(bowout: Runner, receive: Callable[..., None]) -> None:
    receive("Older", message_id="<1@acme.example>", day=18)
    receive("Newer", message_id="<2@acme.example>", day=20)
    receive("Not hers", LEE, "<3@acme.example>", 21)
    receive("Hers as well", LEE, "<4@acme.example>", 19, Cc=DANA)
    letter = bowout(*LEAVE, "--to", DANA).json["letter"]
    assert (letter["subject"], letter["in_reply_to"]) == ("Re: Newer", "<2@acme.example>")
    bowout("undo")
    letter = bowout(*LEAVE, "--to", "Sam Roe <sam@acme.example>").json["letter"]
    assert letter["in_reply_to"] is None
    assert not letter["subject"].startswith("Re:")


def test_a_mail_without_an_id_lends_its_subject_alone(bowout: Runner, receive: Callable[..., None]) -> None:
    receive(message_id="")
    letter = bowout(*LEAVE).json["letter"]
    assert (letter["subject"], letter["in_reply_to"]) == ("Re: Your application", None)
    assert b"In-Reply-To" not in mail_of(bowout)
    assert b"sha256" not in mail_of(bowout)


def test_where_a_step_is_near_the_subject_names_its_time_in_the_thread(
    bowout: Runner, receive: Callable[..., None]
) -> None:
    bowout("stage", "add", "acme", "interview", "--at", "2026-11-23T18:00")
    receive()
    letter = bowout(*LEAVE).json["letter"]
    assert "18:00" in letter["subject"]
    assert letter["in_reply_to"] == LONG_ID


def test_later_letters_answer_in_the_thread_too(bowout: Runner, receive: Callable[..., None]) -> None:
    receive()
    bowout(*LEAVE)
    bowout("sent", "acme")
    receive("Re: Your application", message_id="<why@acme.example>", day=22)
    letter = bowout("explain", "acme", "--json").json
    assert (letter["subject"], letter["in_reply_to"]) == ("Re: Your application", "<why@acme.example>")


# By a link.


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the link is written that a mail program was opened with."""
    folder, link = tmp_path / "bin", tmp_path / "link"
    folder.mkdir()
    (folder / "xdg-open").write_text(f'#!/bin/sh\nprintf %s "$1" > "{link}"\n')
    (folder / "xdg-open").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    return link


def test_a_mail_program_is_opened_with_the_letter(
    bowout: Runner, receive: Callable[..., None], opened: Path
) -> None:
    receive()
    letter = bowout(*LEAVE, "--mailto", "--to", DANA, "--cc", LEE).json["letter"]
    assert letter["state"] == "handed_over"
    link = opened.read_text()
    assert link.startswith("mailto:dana@acme.example?")
    found = parse_qs(urlsplit(link).query)
    assert found["subject"] == ["Re: Your application"]
    assert found["in-reply-to"] == [LONG_ID]
    assert found["cc"] == ["lee@acme.example"]
    assert found["body"][0].replace("\r\n", "\n") == letter["body"]


@pytest.mark.parametrize("by", ["option", "setting"])
def test_a_link_that_is_too_long_becomes_a_file(bowout: Runner, opened: Path, by: str) -> None:
    Path("withdrawal-1.eml").write_text("mine")
    people = [part for n in range(60) for part in ("--cc", f"p{n:02}@a-long-name-of-a-company.example")]
    if by == "setting":
        bowout("config", "set", "delivery", "mailto")
    result = bowout(*LEAVE[:-1], *people, *(["--mailto"] if by == "option" else []))
    assert result.code == 0, result.err
    assert re.search(r"As a link it has \d,\d{3} characters", result.err)
    assert "withdrawal-1-2.eml" in result.err
    assert not opened.exists()
    assert Path("withdrawal-1.eml").read_text() == "mine"
    assert b"X-Unsent: 1" in Path("withdrawal-1-2.eml").read_bytes()
    events = [event["text"] for event in bowout("show", "acme", "--json").json["events"]]
    assert events[-1].endswith("(eml)")


def test_send_takes_the_newest_letter_or_one_by_its_number(bowout: Runner, opened: Path) -> None:
    bowout(*LEAVE)
    bowout("explain", "acme")
    assert bowout("send", "acme", "--mailto", "--json").json["id"] == 2
    assert bowout("send", "acme", "--eml", "a.eml", "-q").out == "1\n"
    bowout("sent", "acme")
    first = bowout("send", "1", "--eml", "b.eml", "--json").json
    assert (first["id"], first["state"]) == (1, "handed_over")
    bowout("config", "set", "delivery", "eml")
    assert "letter-1.eml" in bowout("send", "acme").out
    bowout("sent", "acme")
    assert bowout("send", "acme").code == 1


def test_leaving_all_opens_no_mail_program_and_says_how(bowout: Runner, opened: Path) -> None:
    bowout("config", "set", "delivery", "mailto")
    left = bowout("withdraw", "--all", "-r", "career", "--yes")
    assert left.code == 0
    assert "bowout send ID" in left.out
    assert not opened.exists()
    for way in ("--mailto", "--to-drafts", "--send"):
        assert bowout("withdraw", "--all", "-r", "career", way).code == 2
