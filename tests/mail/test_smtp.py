"""Sending by SMTP: to Postfix, and to servers that misbehave."""

import re
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bowout.domain.people import Person
from bowout.mail import smtp
from bowout.mail.account import Account
from bowout.mail.errors import NotSent, Unknown
from bowout.mail.message import Outgoing, to_bytes
from bowout.mail.secrets import Secret
from tests.mail.hostile import HOSTILE, SMTP_STEPS, Server, Smtp, Wire
from tests.mail.servers import (
    LIMIT,
    PASSWORD,
    RECIPIENT,
    SECOND,
    SECRET,
    USER,
    MailServers,
)
from tests.support import COUNTS

pytestmark = pytest.mark.mail_servers
LETTER = to_bytes(
    Outgoing(
        sender=Person("Robin Ames", USER),
        to=(Person("Dana Fox", RECIPIENT),),
        cc=(),
        subject="Grüße",
        body=".\n..two\n.\n\nGrüße aus der Straße\n" + "ein langer Satz " * 40 + "\nFrom here on\n.",
        message_id=f"<{'a' * 32}@example.org>",
        date=datetime(2026, 11, 23, 10, tzinfo=UTC),
        in_reply_to=f"<{'b' * 84}@acme.example>",
        references=(),
        draft=False,
    )
)


def own(port: int, user: str = USER) -> Account:
    return Account(user, ("localhost", port), None, None, None, "other")


def send(account: Account, data: bytes = LETTER, *to: str, secret: Secret = SECRET) -> None:
    smtp.send(account, secret, USER, to or (RECIPIENT,), data)


def refusal(account: Account, data: bytes = LETTER, *to: str, secret: Secret = SECRET) -> NotSent:
    with pytest.raises(NotSent) as caught:
        send(account, data, *to, secret=secret)
    nothing_secret_in(caught.value)
    return caught.value


def nothing_secret_in(error: NotSent | Unknown, secret: str = PASSWORD) -> None:
    told = "".join(traceback.format_exception(error)) + error.message + error.hint + repr(error)
    assert secret not in told
    assert error.exit_code == 3
    assert error.hint


def told_by_server(raw: bytes) -> bytes:
    """A delivered message without the lines that Postfix puts above it."""
    return raw[raw.index(b"From: Robin") :]


def test_the_same_bytes_arrive_over_both_ways_of_tls(mail_servers: MailServers) -> None:
    for port in (mail_servers.smtps, mail_servers.submission):
        send(mail_servers.account(smtp=port))
    first, second = map(told_by_server, mail_servers.delivered())
    assert first == second == LETTER.replace(b"\r\n", b"\n")


def test_the_envelope_is_who_was_named_and_no_header(mail_servers: MailServers) -> None:
    send(mail_servers.account(), LETTER, SECOND, SECOND)
    assert mail_servers.delivered() == []
    assert len(mail_servers.delivered(SECOND)) == 1


def test_what_a_server_writes_down_of_the_sender_names_no_machine(mail_servers: MailServers) -> None:
    import socket

    send(mail_servers.account())
    (raw,) = mail_servers.delivered()
    assert b"Received: from [127.0.0.1] (" in raw
    assert socket.gethostname().encode() not in told_by_server(raw)


def test_another_certificate_authority_is_not_trusted(
    mail_servers: MailServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(mail_servers.certificates.other_ca))
    for port in (mail_servers.smtps, mail_servers.submission):
        error = refusal(mail_servers.account(smtp=port))
        assert error.message == "The certificate of localhost is from nobody that this machine trusts."
        assert error.code == "certificate"
    assert mail_servers.delivered() == []


def test_a_certificate_for_another_host_is_not_taken(mail_servers: MailServers) -> None:
    error = refusal(mail_servers.account(smtp=mail_servers.wrong_name))
    assert error.message == "The certificate of localhost is for another server."
    assert mail_servers.delivered() == []


def test_without_tls_nobody_logs_in(mail_servers: MailServers) -> None:
    error = refusal(mail_servers.account(smtp=mail_servers.plaintext))
    assert error.message.endswith("offers no TLS, so no password is told to it.")
    assert mail_servers.delivered() == []


@pytest.mark.parametrize("secret", ["wrong", "Ü", " ", "x" * 500])
def test_a_wrong_password(mail_servers: MailServers, secret: str) -> None:
    error = refusal(mail_servers.account(), secret=Secret(secret, "password", "asked"))
    assert error.message == f"localhost refused the login of {USER}."
    assert error.code == "login_refused"
    assert mail_servers.delivered() == []


def test_a_letter_too_large(mail_servers: MailServers) -> None:
    error = refusal(mail_servers.account(), LETTER + b"x\r\n" * LIMIT)
    assert "552" in error.message, error.message
    assert mail_servers.delivered() == []


def test_one_refused_recipient_is_named_and_nobody_gets_it(mail_servers: MailServers) -> None:
    error = refusal(mail_servers.account(), LETTER, RECIPIENT, "nobody@acme.example", SECOND)
    assert error.message.startswith("localhost refused the recipient nobody@acme.example: 550 ")
    assert mail_servers.delivered() == mail_servers.delivered(SECOND) == []


def test_nothing_answers() -> None:
    with Server(Smtp(), None) as server:
        port = server.port
    assert refusal(own(port)).message == f"Nothing answers at localhost:{port}."


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a..b", "x" * 70 + ".invalid"])
def test_no_such_server(host: str) -> None:
    error = refusal(own(1)._replace(smtp=(host, 465)))
    assert error.message == f"No server called {host} was found."


def test_no_server_is_set() -> None:
    assert refusal(own(1)._replace(smtp=None)).hint == "bowout config set mail.smtp HOST"


@pytest.mark.parametrize(
    ("to", "why"),
    [
        (("a@b>\r\nRCPT TO:<eve@evil.example",), "cannot be addressed"),
        (("dana@acme.example\r\nDATA",), "cannot be addressed"),
        (("dana@acme.example", "é@acme.example"), "cannot be addressed"),
        (("dana@acme.example> SIZE=1",), "cannot be addressed"),
        (("",), "no address"),
    ],
)
def test_an_address_that_is_none_is_told_to_no_server(to: tuple[str, ...], why: str) -> None:
    assert why in refusal(own(1), LETTER, *to).message


def test_nobody_to_send_to_and_an_unfit_sender() -> None:
    with pytest.raises(NotSent, match="nobody"):
        smtp.send(own(1), SECRET, USER, (), LETTER)
    with pytest.raises(NotSent, match="cannot be addressed"):
        smtp.send(own(1), SECRET, "me\r\n@here.example", (RECIPIENT,), LETTER)


@pytest.mark.parametrize("data", [b"a\nb\r\n", b"a\rb\r\n", b"a\r\n.\n", "ü\r\n".encode(), b"\0\r\n", b"a\r"])
def test_bytes_that_two_servers_could_read_differently_are_not_sent(data: bytes) -> None:
    assert "bytes" in refusal(own(1), data).message


@pytest.mark.parametrize("step", SMTP_STEPS)
def test_a_hostile_server(
    step: str, trusted: Path, hurry: None, record_property: Callable[[str, object], None]
) -> None:
    expected = Unknown if step == "dot" else NotSent
    for name, act in HOSTILE.items():
        script = Smtp(step, act)
        with Server(script, trusted) as server, pytest.raises((NotSent, Unknown)) as caught:
            send(own(server.port))
        assert type(caught.value) is expected, (name, caught.value)
        nothing_secret_in(caught.value)
        assert script.mails == (step == "dot"), name
    record_property(
        COUNTS, f"SMTP broken at {step}: {expected.__name__} {len(HOSTILE)} of {len(HOSTILE)} times"
    )


@pytest.mark.parametrize("answer", ["451 later", "554 no", "421 closing", "552 too large"])
def test_a_refusal_after_the_letter_is_certain(answer: str, trusted: Path) -> None:
    with Server(Smtp("dot", lambda wire: wire.say(answer)), trusted) as server:
        assert f"refused the letter: {answer}" in refusal(own(server.port)).message


@pytest.mark.parametrize(
    "answer", ["354 go on", "334 ", "100 hm", "250", "999 x", "25 0", "2500 x", "", "250-more"]
)
def test_after_the_letter_only_a_whole_answer_counts(answer: str, trusted: Path, hurry: None) -> None:
    script = Smtp("dot", lambda wire: wire.say(answer))
    with Server(script, trusted) as server:
        if answer == "250":
            send(own(server.port))
        else:
            with pytest.raises(Unknown):
                send(own(server.port))
    assert script.mails == 1


def test_what_comes_after_the_servers_yes_changes_nothing(trusted: Path) -> None:
    def take_and_break(wire: Wire) -> None:
        wire.say("250 taken")
        HOSTILE["reset"](wire)

    with Server(Smtp("dot", take_and_break), trusted) as server:
        send(own(server.port))


@pytest.mark.parametrize("step", ["ehlo", "auth", "mail", "rcpt", "data", "dot"])
def test_a_server_that_says_the_secret_back(step: str, trusted: Path) -> None:
    from base64 import b64encode

    for secret in (PASSWORD, b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()):
        with Server(Smtp(step, lambda wire, said=secret: wire.say(f"550 {said}")), trusted) as server:  # type: ignore[misc]
            error = refusal(own(server.port))
        assert secret not in error.message


def test_what_a_server_says_is_made_safe_to_print(trusted: Path) -> None:
    said = b"550 \x1b[2J\x07ab\xe2\x80\xaec " + b"x" * 5000 + b"\r\n"
    with Server(Smtp("rcpt", lambda wire: wire.say(said)), trusted) as server:
        message = refusal(own(server.port)).message
    assert message.isprintable()
    assert len(message) < 300


def test_a_token_is_said_as_xoauth2_and_a_refusal_is_heard_to_its_end(trusted: Path) -> None:
    from base64 import b64decode

    token = Secret("ya29.token", "token", "command")
    script = Smtp(offers=("AUTH LOGIN XOAUTH2",))
    with Server(script, trusted) as server:
        send(own(server.port), secret=token)
    (said,) = [line.split()[2] for line in script.heard if line.startswith(b"AUTH XOAUTH2")]
    assert b64decode(said) == f"user={USER}\x01auth=Bearer ya29.token\x01\x01".encode()

    def refuse(wire: Wire) -> None:
        wire.say("334 eyJzdGF0dXMiOiI0MDAifQ==")
        assert wire.hear() == b"\r\n"
        wire.say("535 ya29.token is no good")

    with Server(Smtp("auth", refuse, ("AUTH XOAUTH2",)), trusted) as server:
        error = refusal(own(server.port), secret=token)
    assert error.code == "login_refused"
    nothing_secret_in(error, "ya29.token")


def test_login_word_by_word_where_nothing_else_is_offered(trusted: Path) -> None:
    words: list[bytes] = []

    def ask(wire: Wire) -> None:
        from base64 import b64decode

        for question in ("334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"):
            wire.say(question)
            words.append(b64decode(wire.hear()))
        wire.say("235 in")

    with Server(Smtp("auth", ask, ("AUTH LOGIN",)), trusted) as server:
        send(own(server.port))
    assert words == [USER.encode(), PASSWORD.encode()]


@pytest.mark.parametrize(("offers", "kind"), [(("AUTH CRAM-MD5",), "password"), ((), "password"),
                                              (("AUTH PLAIN LOGIN",), "token")])  # fmt: skip
def test_no_way_to_log_in(offers: tuple[str, ...], kind: str, trusted: Path) -> None:
    secret = Secret(PASSWORD, "token" if kind == "token" else "password", "asked")
    script = Smtp(offers=offers)
    with Server(script, trusted) as server:
        assert "offers no login" in refusal(own(server.port), secret=secret).message
    assert not any(line.startswith(b"AUTH") for line in script.heard)


def test_nothing_is_told_of_this_machine(trusted: Path) -> None:
    script = Smtp()
    with Server(script, trusted) as server:
        send(own(server.port))
    assert script.heard[0] == b"ehlo [127.0.0.1]\r\n"
    assert script.heard[-1] == b"quit\r\n"
    sent = b"".join(script.heard)
    assert re.findall(rb"(?im)^(mail|rcpt) .*$", sent)
    assert b"X-Unsent" not in sent


def test_a_plain_server_is_told_no_password() -> None:
    """One that stands between and takes STARTTLS away, or that says what it likes before TLS begins."""
    script = Smtp()
    with Server(script, None) as server:
        assert "no TLS" in refusal(own(server.port)).message
    # The first attempt began TLS, which the script cannot read.
    assert [line for line in script.heard if line.isascii()] == [b"ehlo [127.0.0.1]\r\n"]


def test_a_server_that_only_promises_tls(hurry: None) -> None:
    script = Smtp("starttls", lambda wire: wire.say("220 go on\r\n250 injected"), ("STARTTLS", "AUTH PLAIN"))
    with Server(script, None) as server:
        refusal(own(server.port))
    assert not any(b"AUTH" in line or b"mail" in line for line in script.heard)


def test_checking_logs_in_and_sends_nothing(trusted: Path) -> None:
    script = Smtp()
    with Server(script, trusted) as server:
        version, port = smtp.check(own(server.port), SECRET)
        assert version.startswith("TLS") and port == server.port
    assert [line.split()[0] for line in script.heard] == [b"ehlo", b"AUTH", b"quit"]
