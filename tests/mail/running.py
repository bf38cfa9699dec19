"""Real mail servers for the tests: Postfix and Dovecot, on ports of their own.

No service manager, nothing outside one folder: two servers of two runs do not meet.
"""

import os
import pwd
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.mail.certificates import make_certificates
from tests.mail.dovecot import dovecot
from tests.mail.postfix import postfix
from tests.mail.servers import RECIPIENT, SECOND, USER, MailServers

_NEEDED = ("postfix", "dovecot", "openssl")


def free_ports(count: int) -> list[int]:
    """Ports of 127.0.0.1 that nobody listens at."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listening.getsockname()[1] for listening in sockets]
    for listening in sockets:
        listening.close()
    return ports


@contextmanager
def running_servers(folder: Path) -> Iterator[MailServers]:
    """Run both servers in `folder`.

    Raises:
        OSError: they cannot run here.
    """
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    if missing:
        raise FileNotFoundError(f"not installed: {', '.join(missing)}")
    if os.geteuid() != 0:
        raise PermissionError("Postfix starts for root alone")
    folder.chmod(0o755)
    smtps, submission, plaintext, wrong_name, imaps, imap, auth = free_ports(7)
    servers = MailServers(
        folder, make_certificates(folder), smtps, submission, plaintext, wrong_name, imaps, imap
    )
    mail = folder / "mail"
    owner = pwd.getpwnam("nobody")
    for name in (RECIPIENT, SECOND, USER):
        (mail / name).mkdir(parents=True)
    for part in (mail, *mail.iterdir()):
        os.chown(part, owner.pw_uid, owner.pw_gid)
    with postfix(servers, auth, owner), dovecot(servers, auth, owner):
        # Postfix after what it asks for logins: a server of it that finds nobody there stays away for a minute.
        for port in (auth, imaps, imap, smtps, submission, plaintext, wrong_name):
            _wait_for(port)
        yield servers


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nothing listens at {port}")


@pytest.fixture(scope="session")
def all_mail_servers() -> Iterator[MailServers]:
    """The run's servers, started when a test first asks for them."""
    # Not in pytest's folder: that one is closed to others, as whom these servers run, and too long for a socket.
    folder = Path(tempfile.mkdtemp(prefix="bowout-"))
    try:
        with running_servers(folder) as servers:
            yield servers
    except OSError as error:
        pytest.skip(f"the mail servers cannot run here: {error}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def mail_servers(all_mail_servers: MailServers, monkeypatch: pytest.MonkeyPatch) -> MailServers:
    """Postfix and Dovecot with nothing in any folder, trusted by this test. Mark the test `mail_servers`."""
    monkeypatch.setenv("SSL_CERT_FILE", str(all_mail_servers.certificates.ca))
    all_mail_servers.empty()
    return all_mail_servers
