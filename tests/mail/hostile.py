"""A mail server that does what it is told, and at a given step what no server should."""

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self


class Broken(Exception):
    """The script ends the conversation here."""


Act = Callable[["Wire"], None]


class Wire:
    """The server's end of one connection."""

    def __init__(self, sock: socket.socket, ended: threading.Event) -> None:
        self._sock, self.ended = sock, ended
        self._file = sock.makefile("rb")

    def say(self, text: str | bytes) -> None:
        self._sock.sendall(text if isinstance(text, bytes) else text.encode() + b"\r\n")

    def hear(self) -> bytes:
        line = self._file.readline()
        if not line:
            raise Broken
        return line

    def reset(self) -> None:
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise Broken


def hang(wire: Wire) -> None:
    wire.ended.wait(20)
    raise Broken


def drip(wire: Wire) -> None:
    """A byte now and then: each comes in time, and all of them together never do."""
    while not wire.ended.wait(0.05):
        wire.say(b"2")
    raise Broken


def close(wire: Wire) -> None:
    raise Broken


def reset(wire: Wire) -> None:
    wire.reset()


def nonsense(wire: Wire) -> None:
    wire.say("hello, who is there?")


def binary(wire: Wire) -> None:
    wire.say(bytes(range(128, 256)) + b"\0\r\n")


def endless(wire: Wire) -> None:
    while not wire.ended.is_set():
        wire.say(b"250-and more\r\n* OK and more\r\n" * 1000)


def huge_line(wire: Wire) -> None:
    while not wire.ended.is_set():
        wire.say(b"2" * 65536)


HOSTILE: dict[str, Act] = {
    act.__name__: act for act in (hang, drip, close, reset, nonsense, binary, endless, huge_line)
}


class Server:
    """Serves one connection at a time with `talk`, within TLS from the first byte where it has a certificate."""

    def __init__(self, talk: Act, certificate: Path | None) -> None:
        self._talk, self._certificate = talk, certificate
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        # Closing it alone does not wake who waits for a connection.
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        self._thread.join(20)
        self._listening.close()

    def _serve(self) -> None:
        while not self._ended.is_set():
            sock, _ = self._listening.accept()
            with contextlib.suppress(OSError, Broken), self._secured(sock) as connection:
                connection.settimeout(20)
                wire = Wire(connection, self._ended)
                try:
                    if not self._ended.is_set():
                        self._talk(wire)
                finally:
                    wire._file.close()

    @contextlib.contextmanager
    def _secured(self, sock: socket.socket) -> Iterator[socket.socket]:
        with sock:
            if self._certificate is None or self._ended.is_set():
                yield sock
                return
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self._certificate)
            sock.settimeout(20)
            with context.wrap_socket(sock, server_side=True) as secured:
                yield secured


SMTP_STEPS = ("greeting", "ehlo", "auth", "mail", "rcpt", "data", "dot")
IMAP_STEPS = ("greeting", "capability", "authenticate", "list", "examine", "search", "append")


class Smtp:
    """An SMTP server, as a script; keeps what it was told."""

    def __init__(
        self, step: str = "", act: Act | None = None, offers: tuple[str, ...] = ("AUTH PLAIN",)
    ) -> None:
        self._step, self._act, self._offers = step, act, offers
        self.heard: list[bytes] = []
        self.mails = 0

    def _at(self, step: str, wire: Wire, answer: str) -> None:
        if step == self._step and self._act is not None:
            self._act(wire)
        else:
            wire.say(answer)

    def __call__(self, wire: Wire) -> None:
        self._at("greeting", wire, "220 here")
        while True:
            line = wire.hear()
            self.heard.append(line)
            if not line.isascii():
                raise Broken  # TLS, where none is spoken
            word = line.split()[0].decode().lower()
            if word == "ehlo":
                lines = ("here", *self._offers)
                offered = "\r\n".join(
                    f"250{'-' if n < len(lines) else ' '}{t}" for n, t in enumerate(lines, 1)
                )
                self._at("ehlo", wire, offered)
            elif word == "data":
                self._at("data", wire, "354 go on")
                self._take(wire)
            elif word == "quit":
                wire.say("221 bye")
                return
            else:
                self._at(word, wire, "235 in" if word == "auth" else "250 yes")

    def _take(self, wire: Wire) -> None:
        while (line := wire.hear()) != b".\r\n":
            self.heard.append(line)
        self.mails += 1
        self._at("dot", wire, "250 taken")


class Imap:
    """An IMAP server, as a script."""

    def __init__(
        self,
        step: str = "",
        act: Act | None = None,
        *,
        auth: str = "AUTH=PLAIN",
        folders: tuple[str, ...] = (),
    ) -> None:
        self._step, self._act, self._auth = step, act, auth
        self._folders = folders or (r'(\Drafts) "/" Drafts', r'(\Sent) "/" Sent')
        self.heard: list[bytes] = []
        self.appended = 0

    def __call__(self, wire: Wire) -> None:
        if self._step == "greeting" and self._act is not None:
            self._act(wire)
        wire.say("* OK here")
        while True:
            line = wire.hear()
            self.heard.append(line)
            if not line.isascii():
                raise Broken
            tag, word = line.split()[:2]
            step = word.decode().lower()
            if step == self._step and self._act is not None:
                self._act(wire)
            self._answer(wire, step, line)
            wire.say(tag.decode() + " OK done")
            if step == "logout":
                return

    def _answer(self, wire: Wire, step: str, line: bytes) -> None:
        if step == "capability":
            wire.say(f"* CAPABILITY IMAP4rev1 {self._auth}")
        elif step == "authenticate":
            wire.say("+ ")
            self.heard.append(wire.hear())
        elif step == "list":
            for folder in self._folders:
                wire.say(f"* LIST {folder}")
        elif step == "search":
            wire.say("* SEARCH")
        elif step == "append":
            wire.say("+ go on")
            size = int(line[line.rindex(b"{") + 1 : line.rindex(b"}")])
            got = 0
            while got < size:
                got += len(wire.hear())
            wire.hear()
            self.appended += 1
