"""The library's IMAP client, held to a deadline and to what a server may say; loaded only to use it."""

import imaplib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from bowout.mail import login, wire
from bowout.mail.account import IMAP_PORT, Account
from bowout.mail.errors import NotSent
from bowout.mail.secrets import Secret

# What the library raises where a server does not keep to the protocol: besides its own
# errors those of reading something as what it is not.
FAILURES = (OSError, imaplib.IMAP4.error, ValueError, TypeError, AttributeError, LookupError)
STARTTLS_PORT = 143
_FOLDER = re.compile(rb'\(([^)]*)\) (?:"(\\?.)"|NIL) (.*)', re.DOTALL | re.IGNORECASE)


class Folder(NamedTuple):
    """A folder: its flags in lower case, the character between its levels, its name as the server has it."""

    flags: frozenset[str]
    delimiter: str
    name: str

    @property
    def leaf(self) -> str:
        """The last level of its name."""
        return self.name.rpartition(self.delimiter)[2] if self.delimiter else self.name


class Session(imaplib.IMAP4):
    """A conversation with a server, which begins when it is made."""

    server: tuple[str, int]

    def __init__(self, server: tuple[str, int]) -> None:
        self._prepare(server)
        with self._closing_on_failure():
            super().__init__(*server, timeout=wire.CONNECT_SECONDS)

    def _prepare(self, server: tuple[str, int]) -> None:
        self.server = server
        self._incoming = wire.Incoming()
        self._hidden: tuple[str, ...] = ()

    @contextmanager
    def _closing_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close_socket()
            raise

    def start_tls(self) -> None:
        """Go on within TLS.

        Raises:
            NotSent: the server has none.
        """
        if "STARTTLS" not in self._offers():
            raise wire.no_tls(self.server, IMAP_PORT)
        self.starttls(wire.tls_context())
        # Nor what was said before, by whoever could reach into the connection.
        self.untagged_responses.clear()

    def read(self, size: int) -> bytes:
        """Read so many bytes; the library asks for as many as the server says will come."""
        return self._incoming.exactly(self.sock, size)

    def readline(self) -> bytes:
        """Read a line."""
        return self._incoming.line(self.sock)

    def leave(self) -> None:
        """Say goodbye; that nobody hears it matters to nobody."""
        with suppress(*FAILURES):
            self._incoming.allow(2, 2)
            self.logout()

    def close_socket(self) -> None:
        """End the connection without a word."""
        if getattr(self, "sock", None) is not None:
            with suppress(*FAILURES):
                self.shutdown()
            self.sock.close()

    def log_in(self, account: Account, secret: Secret) -> None:
        """Log in by what the server offers and the secret is for.

        Raises:
            NotSent: there is no such way, or it was refused.
        """
        offered = self._offers()
        self._hidden = login.forms(account, secret)
        if secret.kind == "token":
            name, answer = "XOAUTH2", login.bearer(account, secret)
        else:
            name, answer = "PLAIN", login.plain(account, secret)
        answers = [answer]
        try:
            if f"AUTH={name}" in offered:
                # To whatever is asked after it, as why XOAUTH2 was refused, an empty line.
                self.authenticate(name, lambda _: answers.pop() if answers else b"")
            elif name == "PLAIN" and "LOGINDISABLED" not in offered and secret.value.isascii():
                self.login(quoted(account.user), secret.value)
            else:
                raise login.impossible(self.server)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            raise login.refused(account, self.server) from None

    def folders(self) -> list[Folder]:
        """List the folders that hold mail, with what each is for."""
        found = list(folders_of(self.list('""', '"*"')[1]))
        marked = any(folder.flags & {"\\drafts", "\\sent"} for folder in found)
        if not marked and "SPECIAL-USE" in self._offers():
            # Some tell it only when asked for it (RFC 6154).
            found = list(folders_of(self.list('""', '"*" RETURN (SPECIAL-USE)')[1])) or found
        return found

    def has(self, folder: Folder, message_id: str) -> bool:
        """Tell whether a folder has the message with an id."""
        self._agreed(self.select(quoted(folder.name), readonly=True))
        found = self._agreed(self.search(None, "UNDELETED", "HEADER", "Message-ID", quoted(message_id)))
        return any(line.split() for line in found if isinstance(line, bytes))

    def keep(self, folder: Folder, data: bytes) -> None:
        """Put a draft into a folder."""
        self._agreed(self.append(quoted(folder.name), r"(\Draft \Seen)", "", data))

    def _offers(self) -> set[str]:
        return {
            word.upper() for line in self.capability()[1] if line for word in line.decode("ascii").split()
        }

    def _agreed(self, answer: tuple[str, Sequence[bytes | None]]) -> Sequence[bytes | None]:
        if answer[0] == "OK":
            return answer[1]
        said = wire.shown(next((line for line in answer[1] if isinstance(line, bytes)), b""), *self._hidden)
        raise NotSent(
            f"{self.server[0]} refused it: {said}", "Nothing was added there.", code="refused_by_server"
        )


class TlsSession(imaplib.IMAP4_SSL, Session):
    """One that is within TLS from its first byte."""

    def __init__(self, server: tuple[str, int]) -> None:
        self._prepare(server)
        timeout, context = wire.CONNECT_SECONDS, wire.tls_context()
        with self._closing_on_failure():
            super().__init__(*server, ssl_context=context, timeout=timeout)


def connect(server: tuple[str, int]) -> Session:
    """Connect over TLS: from the first byte, else by STARTTLS on ports or servers where that is so.

    Raises:
        NotSent: the server has no TLS.
    """
    if server[1] != STARTTLS_PORT:
        try:
            return TlsSession(server)
        except OSError as error:
            if server[1] == IMAP_PORT or not wire.speaks_plainly(error):
                raise
    session = Session(server)
    try:
        session.start_tls()
    except BaseException:
        session.close_socket()
        raise
    return session


def quoted(text: str) -> str:
    """A text as a command takes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def folders_of(lines: Iterable[bytes | tuple[bytes, bytes] | None]) -> Iterator[Folder]:
    """Read the answers to LIST; a folder that holds no mail, or whose name fits no command, is left out."""
    for line in lines:
        # A name may come as a literal: then what is before it, and the name, are a pair.
        found = _FOLDER.fullmatch(line[0] if isinstance(line, tuple) else line or b"")
        if found is None:
            continue
        flags = frozenset(found[1].decode("latin-1").lower().split())
        name = (line[1] if isinstance(line, tuple) else _unquoted(found[3])).decode("latin-1")
        if name.isprintable() and name.isascii() and not flags & {"\\noselect", "\\nonexistent"}:
            yield Folder(flags, (found[2] or b"").decode("latin-1")[-1:], name)


def _unquoted(name: bytes) -> bytes:
    quotes = len(name) > 1 and name[:1] == name[-1:] == b'"'
    return re.sub(rb"\\(.)", rb"\1", name[1:-1]) if quotes else name
