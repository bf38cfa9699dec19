"""What the tests of connections share: certificates, and time limits that a test can wait for."""

from pathlib import Path

import pytest

from bowout.mail import wire
from tests.mail.certificates import Certificates, make_certificates


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
