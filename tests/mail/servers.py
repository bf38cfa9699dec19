"""Real mail servers for the tests: Postfix and Dovecot, on ports of their own, with certificates made here.

No service manager, nothing outside one folder: two servers of two runs do not meet.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bowout.mail.account import Account
from bowout.mail.secrets import Secret

USER, PASSWORD = "robin@example.org", 'wal-rus Ünïted \\ "42"'
SECRET = Secret(PASSWORD, "password", "asked")
RECIPIENT, SECOND = "dana@acme.example", "lee@acme.example"
LIMIT = 100_000  # bytes of a mail that Postfix takes
DRAFTS = "Entwürfe & mehr"
DRAFTS_ON_THE_WIRE = "Entw&APw-rfe &- mehr"
_NEEDED = ("postfix", "dovecot", "openssl")


@dataclass(frozen=True, slots=True)
class Certificates:
    """A CA, what it signed for localhost and for another name, and a CA that signed nothing."""

    ca: Path
    good: Path
    wrong_name: Path
    other_ca: Path


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


def make_certificates(folder: Path) -> Certificates:
    """Make the CAs and certificates with openssl."""

    def run(*arguments: str | Path) -> None:
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=60)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    for name in ("ca", "other_ca"):
        run("req", "-x509", *key, "-days", "30", "-subj", f"/CN=Test {name}", "-keyout", folder / f"{name}.key",
            "-out", folder / f"{name}.pem")  # fmt: skip
    names = {"good": "DNS:localhost,IP:127.0.0.1", "wrong_name": "DNS:elsewhere.example"}
    for number, (name, alternative) in enumerate(names.items(), 1):
        request, extensions, signed = (folder / f"{name}.{end}" for end in ("csr", "ext", "crt"))
        extensions.write_text(f"subjectAltName={alternative}\n")
        run("req", "-new", *key, "-subj", f"/CN={name}", "-keyout", folder / f"{name}.key", "-out", request)
        run("x509", "-req", "-days", "30", "-in", request, "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key",
            "-set_serial", str(number), "-extfile", extensions, "-out", signed)  # fmt: skip
        # Postfix wants the key first.
        (folder / f"{name}.pem").write_text((folder / f"{name}.key").read_text() + signed.read_text())
    return Certificates(*(folder / f"{name}.pem" for name in ("ca", "good", "wrong_name", "other_ca")))


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
    with _postfix(servers, auth, owner), _dovecot(servers, auth, owner):
        # Postfix after what it asks for logins: a server of it that finds nobody there stays away for a minute.
        for port in (auth, imaps, imap, smtps, submission, plaintext, wrong_name):
            _wait_for(port)
        yield servers


@contextmanager
def _postfix(servers: MailServers, auth: int, owner: pwd.struct_passwd) -> Iterator[None]:
    folder = servers.folder
    conf, spool = folder / "postfix", folder / "spool"
    for part in (conf, spool, folder / "postfix-data"):
        part.mkdir()
    shutil.chown(folder / "postfix-data", "postfix")
    keys = servers.certificates
    (conf / "users").write_text(f"{RECIPIENT} {RECIPIENT}/\n{SECOND} {SECOND}/\n")
    (conf / "main.cf").write_text(f"""
compatibility_level = 3.6
queue_directory = {spool}
data_directory = {folder}/postfix-data
maillog_file_prefixes = {folder}
maillog_file = {folder}/postfix.log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.test.example
mydestination =
alias_maps =
local_recipient_maps =
smtputf8_enable = no
message_size_limit = {LIMIT}
virtual_mailbox_limit = 0
virtual_mailbox_domains = acme.example
virtual_mailbox_maps = texthash:{conf}/users
virtual_mailbox_base = {folder}/mail
virtual_minimum_uid = 1
virtual_uid_maps = static:{owner.pw_uid}
virtual_gid_maps = static:{owner.pw_gid}
smtpd_tls_chain_files = {keys.good}
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_client_restrictions =
smtpd_error_sleep_time = 0
smtpd_tls_auth_only = yes
""")

    def listening(port: int, *options: str) -> str:
        return f"127.0.0.1:{port} inet n - n - - smtpd" + "".join(f" -o {option}" for option in options)

    services = [
        listening(servers.smtps, "smtpd_tls_wrappermode=yes"),
        listening(servers.submission, "smtpd_tls_security_level=encrypt"),
        listening(servers.plaintext, "smtpd_tls_security_level=none", "smtpd_tls_auth_only=no"),
        listening(
            servers.wrong_name, "smtpd_tls_wrappermode=yes", f"smtpd_tls_chain_files={keys.wrong_name}"
        ),
        "cleanup unix n - n - 0 cleanup",
        "qmgr unix n - n 300 1 qmgr",
        "tlsmgr unix - - n 1000? 1 tlsmgr",
        "rewrite unix - - n - - trivial-rewrite",
        *(f"{name} unix - - n - 0 bounce" for name in ("bounce", "defer", "trace")),
        "virtual unix - n n - - virtual",
        "error unix - - n - - error",
        "retry unix - - n - - error",
        "proxymap unix - - n - - proxymap",
        "anvil unix - - n - 1 anvil",
        "postlog unix-dgram n - n - 1 postlogd",
    ]
    (conf / "master.cf").write_text("\n".join(services) + "\n")

    def run(word: str) -> None:
        done = subprocess.run(["postfix", "-c", conf, word], stdin=subprocess.DEVNULL, timeout=60, check=False,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        if done.returncode and word == "start":
            raise OSError(f"postfix did not start: {_end_of(folder / 'postfix.log')}")

    run("start")
    try:
        yield
    finally:
        run("stop")


@contextmanager
def _dovecot(servers: MailServers, auth: int, owner: pwd.struct_passwd) -> Iterator[None]:
    folder = servers.folder
    conf, log = folder / "dovecot.conf", folder / "dovecot.log"
    (folder / "passwords").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    conf.write_text(f"""
base_dir = {folder}/dovecot
state_dir = {folder}/dovecot-state
log_path = {log}
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{servers.certificates.good}
ssl_key = <{servers.certificates.good}
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0 secs
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/passwords
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox "Drafts" {{
    auto = create
  }}
  mailbox "{DRAFTS}" {{
    auto = create
    special_use = \\Drafts
  }}
  mailbox Gesendet {{
    auto = create
    special_use = \\Sent
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {servers.imap}
  }}
  inet_listener imaps {{
    port = {servers.imaps}
    ssl = yes
  }}
}}
# After wrong passwords nobody is made to wait.
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
""")
    running = subprocess.Popen(["dovecot", "-F", "-c", conf], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        yield
    except TimeoutError as error:
        raise OSError(f"{error}; {_end_of(log)}; {_end_of(folder / 'postfix.log')}") from None
    finally:
        running.terminate()
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


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


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-800:] if log.exists() else "no log"


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
