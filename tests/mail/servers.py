"""The mail servers of the tests: where they listen, whose accounts they have, and what arrived."""

import time
from dataclasses import dataclass
from pathlib import Path

from bowout.mail.account import Account
from bowout.mail.secrets import Secret
from tests.mail.certificates import Certificates

USER, PASSWORD = "robin@example.org", 'wal-rus Ünïted \\ "42"'
SECRET = Secret(PASSWORD, "password", "asked")
RECIPIENT, SECOND = "dana@acme.example", "lee@acme.example"
LIMIT = 100_000  # bytes of a mail that Postfix takes
DRAFTS = "Entwürfe & mehr"
DRAFTS_ON_THE_WIRE = "Entw&APw-rfe &- mehr"


@dataclass(frozen=True, slots=True)
class MailServers:
    """Where the servers listen, and what arrived."""

    folder: Path
    certificates: Certificates
    smtps: int
    submission: int
    plaintext: int  # it offers a login without TLS
    wrong_name: int  # its certificate is for another host
    imaps: int
    imap: int

    def account(self, *, smtp: int | None = None, imap: int | None = None, user: str = USER) -> Account:
        """An account at these servers."""
        return Account(
            user=user,
            smtp=("localhost", smtp or self.smtps),
            imap=("localhost", imap or self.imaps),
            password_command=None,
            token_command=None,
            provider="other",
        )

    def delivered(self, recipient: str = RECIPIENT) -> list[bytes]:
        """What arrived for somebody, in the order of arrival, once nothing is on its way any more."""
        deadline = time.monotonic() + 20
        while self._underway() and time.monotonic() < deadline:
            time.sleep(0.05)
        return [path.read_bytes() for path in sorted((self.folder / "mail" / recipient / "new").glob("*"))]

    def _underway(self) -> bool:
        spool = self.folder / "spool"
        return any(path.is_file() for name in ("incoming", "active", "maildrop", "deferred")
                   for path in (spool / name).rglob("*"))  # fmt: skip

    def drafts(self, name: str = DRAFTS_ON_THE_WIRE) -> list[Path]:
        """The messages in a folder of the user's, with their flags at the end of the names."""
        box = self.folder / "mail" / USER / f".{name}"
        return sorted(path for part in ("new", "cur") for path in (box / part).glob("*"))

    def empty(self) -> None:
        """Take away whatever arrived or was put anywhere."""
        self.delivered()
        for part in ("new", "cur"):
            for path in (self.folder / "mail").rglob(f"{part}/*"):
                path.unlink()


def end_of(log: Path) -> str:
    """What was written last, to say why a server does not run."""
    return log.read_text(errors="replace")[-800:] if log.exists() else "no log"
