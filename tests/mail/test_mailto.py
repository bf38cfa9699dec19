"""Links that open the mail program."""

import os
import sys
import time
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.errors import NotDelivered, Refused
from bowout.mail import mailto
from bowout.mail.mailto import open_url, url

TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")))
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the opener is a program here")


def test_a_link_as_it_stands() -> None:
    assert url(
        ["dana+jobs@acme.example", "lee@acme.example"],
        ["o'neil@acme.example"],
        "Re: a & b + c",
        "Dear Dana,\n\n50 % sure?\n",
        "<id/1@acme.example>",
    ) == (
        "mailto:dana%2Bjobs@acme.example,lee@acme.example?cc=o%27neil%40acme.example"
        "&subject=Re%3A%20a%20%26%20b%20%2B%20c&in-reply-to=%3Cid%2F1%40acme.example%3E"
        "&body=Dear%20Dana%2C%0D%0A%0D%0A50%20%25%20sure%3F%0D%0A"
    )


def test_what_is_missing_is_left_out() -> None:
    assert url([], [], "", "", None) == "mailto:"
    assert url(["a@b.example"], [], "", "x", "no id") == "mailto:a@b.example?body=x"


@given(TEXTS, TEXTS, st.lists(TEXTS))
def test_any_text_comes_back_as_it_was(subject: str, more: str, lines: list[str]) -> None:
    body = "\n".join([more, *lines])
    link = url(["dana@acme.example"], [], subject, body, None)
    assert link.isascii()
    assert "+" not in link
    assert " " not in link
    parts = urlsplit(link)
    assert unquote(parts.path) == "dana@acme.example"
    found = dict(parse_qsl(parts.query, keep_blank_values=True))
    assert found.get("subject", "") == subject
    assert found.get("body", "") == body.replace("\n", "\r\n")
    assert set(found) <= {"subject", "body"}


@pytest.mark.parametrize(
    "address", ["a@b.example?bcc=eve@evil.example", "a@b.example,c@d.example", "é@b.example"]
)
def test_no_address_that_is_more_than_one(address: str) -> None:
    for to, cc in (([address], []), ([], [address])):
        with pytest.raises(Refused):
            url(to, cc, "", "", None)


def test_no_subject_that_is_a_header() -> None:
    with pytest.raises(Refused):
        url([], [], "x\r\nBcc: eve@evil.example", "", None)
    with pytest.raises(Refused):
        url([], [], "x", "\ud800", None)


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / ("open" if sys.platform == "darwin" else "xdg-open")
    monkeypatch.setenv("PATH", str(tmp_path))
    return path


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)


def test_the_opener_is_given_the_link_alone(opener: Path) -> None:
    program(opener, f'printf "%s|" "$@" > "{opener.parent}/got"; echo noise; echo noise >&2')
    open_url("mailto:a@b.example?body=x%20y")
    assert (opener.parent / "got").read_text() == "mailto:a@b.example?body=x%20y|"


def test_no_opener(opener: Path) -> None:
    with pytest.raises(NotDelivered, match=f"There is no {opener.name} here") as caught:
        open_url("mailto:a@b.example")
    assert caught.value.code == "no_mail_program"
    assert "--eml" in caught.value.hint


def test_an_opener_that_fails_or_cannot_start(opener: Path) -> None:
    program(opener, "exit 3")
    with pytest.raises(NotDelivered, match="opened no mail program"):
        open_url("mailto:a@b.example")
    opener.write_bytes(b"\x7fELF nothing")
    with pytest.raises(NotDelivered, match="opened no mail program"):
        open_url("mailto:a@b.example")


def test_a_mail_program_that_stays_is_not_waited_for(opener: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailto, "SECONDS", 0.2)
    program(opener, f'echo $$ > "{opener.parent}/pid"; while :; do :; done')
    started = time.monotonic()
    open_url("mailto:a@b.example")
    assert time.monotonic() - started < 5
    pid = int((opener.parent / "pid").read_text())
    assert os.getsid(pid) == pid  # it is not ended with this terminal
    os.kill(pid, 9)
    os.waitpid(pid, 0)
