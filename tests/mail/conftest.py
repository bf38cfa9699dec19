"""What the tests of connections share: certificates, and time limits that a test can wait for."""

from pathlib import Path

import pytest

from bowout.mail import wire
from tests.mail.certificates import Certificates, make_certificates
from tests.mail.servers import PASSWORD, RECIPIENT, USER, MailServers
from tests.support import Runner


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Certificates for servers of this process. Mark the test `mail_servers`: openssl makes them."""
    try:
        return make_certificates(tmp_path_factory.mktemp("certificates"))
    except FileNotFoundError:
        pytest.skip("openssl is not installed")


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time limits that are soon over; for those alone who shall run into them."""
    monkeypatch.setattr(wire, "CONNECT_SECONDS", 0.5)
    monkeypatch.setattr(wire, "DATA_SECONDS", 2.0)


@pytest.fixture
def trusted(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The certificate of a server that this test trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.ca))
    return certificates.good


@pytest.fixture
def account(bowout: Runner, tmp_path: Path) -> None:
    """Somebody who writes, whose password a program prints, and one application."""
    (tmp_path / "secret").write_text(f"{PASSWORD}\n", encoding="utf-8")
    for command in (
        ("profile", "--name", "Robin Ames", "--email", USER),
        ("config", "set", "mail.password_command", f"cat {tmp_path / 'secret'}"),
        ("add", "Acme", "Engineer", "--contact", f"Dana Fox <{RECIPIENT}>"),
    ):
        assert bowout(*command).code == 0


@pytest.fixture
def servers(mail_servers: MailServers, account: None, bowout: Runner) -> MailServers:
    """Postfix and Dovecot, as the settings name them."""
    bowout("config", "set", "mail.smtp", f"localhost:{mail_servers.smtps}")
    bowout("config", "set", "mail.imap", f"localhost:{mail_servers.imaps}")
    return mail_servers
