"""Sending by SMTP: over TLS, to all recipients or to none, and never claiming more than the server said."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from bowout.domain.errors import Refused
from bowout.mail import login, wire
from bowout.mail.account import SMTP_PORT, Account
from bowout.mail.errors import NotSent, Unknown
from bowout.mail.headers import wire_address
from bowout.mail.secrets import Secret

if TYPE_CHECKING:
    from bowout.mail.smtp_session import Session

STARTTLS_PORTS = (25, 587)


def send(account: Account, secret: Secret, sender: str, recipients: Sequence[str], data: bytes) -> None:
    """Send a mail; when this returns the server has taken it for every recipient.

    Raises:
        NotSent: it has certainly not left, for anybody.
        Unknown: the server had it whole, and did not say what became of it.
    """
    source, targets = _envelope(sender, recipients)
    _check_bytes(data)
    hidden = login.forms(account, secret)
    offered = False
    try:
        with _logged_in(account, secret) as session:
            _offer(session, source, targets, data, hidden)
            offered = True
            _expect(session, 250, _last_answer(session), "the letter", hidden)
    except KeyboardInterrupt:
        if offered:
            raise
        raise NotSent("It was stopped before the server had the letter whole.", code="interrupted") from None


def _offer(
    session: "Session", source: str, targets: Sequence[str], data: bytes, hidden: tuple[str, ...]
) -> None:
    """Tell the server all but the end of the letter: nothing leaves before that."""
    size = [f"SIZE={len(data)}"] if session.has_extn("size") else []
    _expect(session, 250, session.mail(source, size), "the sender", hidden)
    for target in targets:
        answer = session.rcpt(target)
        if answer[0] not in (250, 251):
            with suppress(OSError):
                session.rset()
            _expect(session, 250, answer, f"the recipient {target}", hidden)
    session.allow(2 * wire.DATA_SECONDS, wire.DATA_SECONDS)
    _expect(session, 354, session.docmd("DATA"), "the letter", hidden)
    session.send(re.sub(rb"(?m)^\.", b"..", data).removesuffix(b"\r\n") + b"\r\n")


def check(account: Account, secret: Secret) -> tuple[str, int]:
    """Connect and log in, and send nothing; returns how the connection is secured, and the port that it is to.

    Raises:
        NotSent: it did not work.
    """
    with _logged_in(account, secret) as session:
        return session.tls_version, session.server[1]


def _last_answer(session: "Session") -> tuple[int, bytes]:
    """End the letter, and hear what the server says to it: from here on no failure is certain."""
    answer = (-1, b"")
    # Any failure: the dot may have arrived even where sending it failed.
    with suppress(OSError):
        session.send(b".\r\n")
        answer = session.getreply()
    if answer[0] // 100 not in (2, 4, 5):
        raise Unknown(
            "The server had the letter, and did not say whether it took it.",
            "Look into the folder of sent mail, or ask the recipient, before it is sent again.",
        )
    return (250, answer[1]) if answer[0] // 100 == 2 else answer


def _expect(
    session: "Session", code: int, answer: tuple[int, bytes], what: str, hidden: tuple[str, ...]
) -> None:
    if answer[0] == code:
        return
    host = session.server[0]
    if not 400 <= answer[0] <= 599:
        raise NotSent(f"{host} answered something that is no answer of a mail server.", "Try again later.")
    said = wire.shown(answer[1], *hidden)
    hint = "Try again later." if answer[0] < 500 else "This mail went to nobody."
    raise NotSent(f"{host} refused {what}: {answer[0]} {said}".rstrip(), hint, code="refused_by_server")


@contextmanager
def _logged_in(account: Account, secret: Secret) -> Iterator["Session"]:
    """A session with somebody logged in; what fails in it is NotSent, unless it is Unknown already."""
    if account.smtp is None:
        raise NotSent(
            "No server to send with is set.", "bowout config set mail.smtp HOST", code="mail_not_set_up"
        )
    session = None
    try:
        session = _connect(account.smtp)
        _log_in(session, account, secret)
        yield session
        session.leave()
    except (OSError, UnicodeError) as error:  # smtplib's own are OSErrors too; a name can be none at all
        raise wire.failure(error, account.smtp) from None
    finally:
        if session is not None:
            session.close()


def _connect(server: tuple[str, int]) -> "Session":
    """TLS from the first byte; on ports where that is not so, or where the server speaks first, STARTTLS."""
    from bowout.mail.smtp_session import PlainSession, TlsSession

    if server[1] not in STARTTLS_PORTS:
        try:
            return _begun(TlsSession(server), _greet)
        except OSError as error:
            if server[1] == SMTP_PORT:
                return _submitted(server[0], error)
            if not wire.speaks_plainly(error):
                raise
    return _begun(PlainSession(server), _greet, _start_tls, _greet)


def _submitted(host: str, error: OSError) -> "Session":
    """Where nobody listens on 465, there is 587 with STARTTLS (RFC 8314 3.3); else `error` stands."""
    from bowout.mail.smtp_session import PlainSession

    if isinstance(error, wire.NO_SERVER):
        with suppress(OSError):
            return _begun(PlainSession((host, STARTTLS_PORTS[-1])), _greet, _start_tls, _greet)
    raise error


def _begun(session: "Session", *steps: "Callable[[Session], None]") -> "Session":
    try:
        for step in steps:
            step(session)
    except BaseException:
        session.close()
        raise
    return session


def _start_tls(session: "Session") -> None:
    if not session.has_extn("starttls"):
        raise wire.no_tls(session.server, SMTP_PORT)
    session.starttls(context=wire.tls_context())


def _greet(session: "Session") -> None:
    code, _ = session.ehlo()
    if code != 250:
        raise NotSent(f"{session.server[0]} is no server that letters can be sent by.", "Look at its port.")


def _log_in(session: "Session", account: Account, secret: Secret) -> None:
    offered = session.esmtp_features.get("auth", "").upper().split()
    if secret.kind == "token":
        wanted = {"XOAUTH2": [login.bearer(account, secret)]}
    else:
        words = [account.user.encode(), secret.value.encode()]
        wanted = {"PLAIN": [login.plain(account, secret)], "LOGIN": words}
    name = next((name for name in wanted if name in offered), None)
    if name is None:
        raise login.impossible(session.server)
    answers = [b64encode(answer).decode() for answer in wanted[name]]
    # LOGIN is asked word by word; the others' only word goes along.
    first = f"{name} {answers.pop(0)}" if name != "LOGIN" else name
    code, _ = session.docmd("AUTH", first)
    while code == 334 and answers:
        code, _ = session.docmd(answers.pop(0))
    if code == 334:
        code, _ = session.docmd("")  # XOAUTH2 tells what is wrong, and wants an empty line before it says no
    if code != 235:
        raise login.refused(account, session.server)


def _envelope(sender: str, recipients: Sequence[str]) -> tuple[str, list[str]]:
    """The addresses as they stand in mail, each once: what is none could end its command and begin another."""
    try:
        source = wire_address(sender)
        targets = list(dict.fromkeys(map(wire_address, recipients)))
    except Refused as error:
        raise NotSent(error.message, error.hint, code=error.code) from None
    if not targets:
        raise NotSent("There is nobody to send the mail to.", 'Add --to "Dana Fox <dana@acme.example>".')
    return source, targets


def _check_bytes(data: bytes) -> None:
    """Refuse what a server on the way could read as another mail, or change."""
    if not data.isascii() or b"\0" in data or re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        raise NotSent(
            "The mail has bytes that no mail may have.", "Write the letter anew.", code="unfit_mail"
        )
