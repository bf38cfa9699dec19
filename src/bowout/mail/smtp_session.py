"""The library's SMTP client, held to a deadline and to what an answer may be; loaded only to send."""

import re
import smtplib
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

from bowout.mail import wire

if TYPE_CHECKING:
    from socket import socket

# Instead of this machine's name, which the library would tell.
_NAME = "[127.0.0.1]"
_LINES = 200


class Session(smtplib.SMTP):
    """A conversation with a server, which begins when it is made."""

    sock: "socket | None"

    def _prepare(self, server: tuple[str, int]) -> None:
        self.server = server
        self._incoming = wire.Incoming()

    def allow(self, seconds: float, each: float) -> None:
        """Set how long all that follows may take, and each answer."""
        self._incoming.allow(seconds, each)
        if self.sock is not None:
            self.sock.settimeout(each)

    def getreply(self) -> tuple[int, bytes]:
        """Read an answer; -1 is the code of what is none.

        Raises:
            OSError: the connection broke, or time is up.
        """
        lines: list[bytes] = []
        while self.sock is not None and len(lines) < _LINES:
            line = self._incoming.line(self.sock)
            if not line.endswith(b"\n"):
                break
            found = re.fullmatch(rb"([2-5][0-9]{2})(?:([ -])([^\n]*?))?\r?\n", line)
            if found is None:
                return -1, b""
            lines.append(found[3] or b"")
            if found[2] != b"-":
                return int(found[1]), b"\n".join(lines)
        self.close()
        raise smtplib.SMTPServerDisconnected("no answer")

    @property
    def tls_version(self) -> str:
        """How the connection is secured, as in TLSv1.3."""
        return (self.sock.version() if isinstance(self.sock, ssl.SSLSocket) else None) or ""

    def leave(self) -> None:
        """Say goodbye; that nobody hears it matters to nobody."""
        with suppress(OSError):
            self.allow(2, 2)
            self.quit()


class PlainSession(Session):
    """One that begins without TLS, to go on with STARTTLS."""

    def __init__(self, server: tuple[str, int]) -> None:
        self._prepare(server)
        try:
            super().__init__(*server, local_hostname=_NAME, timeout=wire.CONNECT_SECONDS)
        except BaseException:
            self.close()
            raise


class TlsSession(smtplib.SMTP_SSL, Session):
    """One that is within TLS from its first byte."""

    def __init__(self, server: tuple[str, int]) -> None:
        self._prepare(server)
        timeout, context = wire.CONNECT_SECONDS, wire.tls_context()
        try:
            super().__init__(*server, local_hostname=_NAME, timeout=timeout, context=context)
        except BaseException:
            self.close()
            raise
