"""The connection to a mail server: over TLS only, bounded in time and size, its failures in a sentence each."""

import re
import time
from typing import TYPE_CHECKING

from bowout.mail.errors import NotSent

if TYPE_CHECKING:
    import ssl
    from socket import socket

CONNECT_SECONDS = 15.0  # to connect, and for each answer before the letter itself
DATA_SECONDS = 60.0  # for the letter, and for the whole of a conversation besides
LARGEST = 4_000_000  # bytes that a server may say in one conversation; listing many folders takes far less

# Nobody listens there, or nothing comes through.
NO_SERVER = (ConnectionRefusedError, TimeoutError)

_SETTING = "Look at the name of the server and its port: bowout config show"
_PLAIN_SERVER = {"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "UNKNOWN_PROTOCOL", "HTTP_REQUEST"}


class TooMuch(OSError):
    """A server says more than any answer needs."""


class Incoming:
    """What a server says, read line by line until a deadline.

    The library's own reading gives each byte a time-out of its own, so that a
    server which drips them could hold a command for days.
    """

    def __init__(self) -> None:
        self._buffer = b""
        self._sock: socket | None = None
        self._left = LARGEST
        self._last = 0.0
        self.allow(DATA_SECONDS, CONNECT_SECONDS)

    def allow(self, seconds: float, each: float) -> None:
        """Set how long all that follows may take, and each answer."""
        self._deadline = time.monotonic() + seconds
        self._each = each

    def line(self, sock: "socket") -> bytes:
        """Read to the end of a line; an incomplete one where the server has closed the connection."""
        until = min(self._deadline, time.monotonic() + self._each)
        while b"\n" not in self._buffer and self._more(sock, until):
            pass
        line, end, self._buffer = self._buffer.partition(b"\n")
        return line + end

    def exactly(self, sock: "socket", size: int) -> bytes:
        """Read so many bytes; fewer where the server has closed the connection."""
        if size > self._left + len(self._buffer):
            raise TooMuch
        until = min(self._deadline, time.monotonic() + self._each)
        while len(self._buffer) < size and self._more(sock, until):
            pass
        found, self._buffer = self._buffer[:size], self._buffer[size:]
        return found

    def _more(self, sock: "socket", until: float) -> bool:
        if sock is not self._sock:
            # What came before TLS began is not to be taken for what the server says within it.
            self._sock, self._buffer = sock, b""
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        before = sock.gettimeout()
        sock.settimeout(left)
        try:
            got = sock.recv(8192)
        finally:
            sock.settimeout(before)
        self._buffer += got
        self._left -= len(got)
        if self._left < 0:
            raise TooMuch
        return bool(got)


def tls_context() -> "ssl.SSLContext":
    """Make what checks a server's certificate and name; `SSL_CERT_FILE` may name other authorities."""
    import ssl

    return ssl.create_default_context()


def speaks_plainly(error: OSError) -> bool:
    """Tell whether TLS failed since the server began without it, as one does that wants STARTTLS."""
    return getattr(error, "reason", None) in _PLAIN_SERVER


def failure(error: Exception, server: tuple[str, int]) -> NotSent:
    """Say in a sentence why a server could not be used."""
    import socket
    import ssl

    host, port = server
    code = getattr(error, "smtp_code", 0)
    if isinstance(error, ssl.SSLCertVerificationError):
        return _bad_certificate(error, host)
    if isinstance(error, socket.gaierror | UnicodeError):
        what, hint = f"No server called {host} was found.", f"Is this machine online? {_SETTING}"
    elif isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        what, hint = f"{host}:{port} makes no connection over TLS.", _SETTING
    elif isinstance(error, TimeoutError):
        what, hint = f"{host}:{port} did not answer in time.", "Try again later."
    elif isinstance(error, ConnectionRefusedError):
        what, hint = f"Nothing answers at {host}:{port}.", _SETTING
    elif code >= 400:
        said = shown(getattr(error, "smtp_error", ""))
        what, hint = f"{host}:{port} takes nothing now: {code} {said}".rstrip(), "Try again later."
    elif code or isinstance(error, TooMuch) or not (isinstance(error, OSError) or "EOF" in str(error)):
        what, hint = f"{host}:{port} answers what no mail server would.", _SETTING
    else:
        what, hint = f"{host}:{port} broke the connection off.", "Try again later."
    return NotSent(what, hint)


def no_tls(server: tuple[str, int], port: int) -> NotSent:
    """A server that would have the password in the open; `port` is the one that most have TLS at."""
    why = f"{server[0]}:{server[1]} offers no TLS, so no password is told to it."
    return NotSent(why, f"Try port {port}.", code="no_tls")


def _bad_certificate(error: "ssl.SSLCertVerificationError", host: str) -> NotSent:
    if error.verify_code in (62, 64):  # X509_V_ERR_HOSTNAME_MISMATCH, …_IP_ADDRESS_MISMATCH
        why = "for another server"
    else:
        why = "out of date" if error.verify_code == 10 else "from nobody that this machine trusts"
    return NotSent(
        f"The certificate of {host} is {why}.", f"No password was told to it. {_SETTING}", code="certificate"
    )


def shown(answer: bytes | str, *hidden: str) -> str:
    """What a server said, in a line that is safe to print; what is secret in it is left out."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    for secret in hidden:
        text = text.replace(secret, "…") if secret else text
    text = " ".join(re.sub(r"[^\w\s!-~]", "?", re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text)).split())
    return f"{text[:199]}…" if len(text) > 200 else text
