"""bowout config."""

import os
import shlex
import sys
from pathlib import Path

import pytest

from tests.mail.certificates import Certificates, make_certificates
from tests.mail.hostile import Imap, Server, Smtp
from tests.mail.servers import DRAFTS, PASSWORD, USER, MailServers
from tests.mail.test_secrets import Real
from tests.support import Runner

NO_MAIL = dict.fromkeys(("provider", "user", "smtp", "imap", "password_command", "token_command"), "")
real = pytest.mark.mail_servers


def test_show(bowout: Runner) -> None:
    assert bowout("config", "show", "--json").json == {
        "delivery": "printed",
        "silent_days": 14,
        "ghosted_days": 30,
        "mail": NO_MAIL,
    }
    assert bowout("config", "show").out == (
        "setting\tvalue\twhat\tmay be\n"
        "delivery\tprinted\thow a letter leaves\tone of: printed, copy, mailto, eml, to-drafts\n"
        "silent_days\t14\tafter how many quiet days agenda asks about it\ta whole number from 1 to 365\n"
        "ghosted_days\t30\tafter how many quiet days leaving all closes it as ghosted\ta whole number from 1 to 3650\n"
        "mail.provider\t\twho carries your mail\tone of: gmail, outlook, other\n"
        "mail.user\t\twhom to log in as, if not your address\ta name or an address\n"
        "mail.smtp\t\tthe server that sends (port 465 unless named)\tthe name of a server: HOST or HOST:PORT\n"
        "mail.imap\t\tthe server of your folders (port 993 unless named)\tthe name of a server: HOST or HOST:PORT\n"
        "mail.password_command\t\twhat prints the password\ta program and its arguments; no shell sees them\n"
        "mail.token_command\t\twhat prints an access token (XOAUTH2)\ta program and its arguments; no shell sees them\n"
    )


def test_set_and_path(bowout: Runner, home: Path) -> None:
    path = Path(bowout("config", "path").out.rstrip("\n"))
    assert path.is_relative_to(home)
    assert not path.exists()
    assert bowout("config", "set", "delivery", "copy").out == "delivery is copy\n"
    assert path.read_text() == 'delivery = "copy"\n'
    assert bowout("config", "set", "delivery", "printed", "--json").json == {
        "delivery": "printed",
        "silent_days": 14,
        "ghosted_days": 30,
        "mail": NO_MAIL,
    }
    assert bowout("config", "path", "--json").json == {"path": str(path)}


def test_what_cannot_be_set(bowout: Runner, home: Path) -> None:
    result = bowout("config", "set", "delivery", "pigeon")
    assert (result.code, result.out) == (2, "")
    assert (
        result.err
        == "bowout: “pigeon” is not a value for delivery.\nIt must be one of: printed, copy, mailto, eml, to-drafts.\n"
    )
    result = bowout("config", "set", "delivry", "copy", "--json")
    assert result.error == {
        "code": "usage",
        "message": "“delivry” is not a setting.",
        "hint": "Did you mean delivery?",
    }
    assert list(home.iterdir()) == []


def test_a_broken_file_is_named(bowout: Runner) -> None:
    bowout("config", "set", "delivery", "copy")
    path = Path(bowout("config", "path").out.rstrip("\n"))
    path.write_text("delivery =\n")
    result = bowout("config", "show")
    assert (result.code, result.out) == (1, "")
    assert result.err == f"bowout: {path}, line 1: it is not TOML.\nMend that line or take it out.\n"


@pytest.mark.parametrize(
    ("provider", "needs"),
    [("gmail", "app password"), ("outlook", "XOAUTH2"), ("other", "mail.smtp")],
)
def test_a_provider_says_what_it_needs(bowout: Runner, provider: str, needs: str) -> None:
    result = bowout("config", "set", "mail.provider", provider)
    first, *lines, last = result.out.splitlines()
    assert (result.code, first) == (0, f"mail.provider is {provider}")
    assert 2 <= len(lines) <= 3
    assert needs in " ".join(lines)
    assert "config check" in last
    assert bowout("config", "show", "--json").json["mail"] == NO_MAIL | {"provider": provider}
    assert bowout("config", "set", "mail.provider", provider, "--json").json["mail"]["provider"] == provider
    assert bowout("config", "set", "mail.provider", "").out == "mail.provider is not set any more\n"


def test_a_long_name_has_room_beside_it(bowout: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = bowout("config", "show", terminal=True).out
    assert "mail.password_command  \x1b[1m(not set)\x1b[0m\n" in shown


def set_up(bowout: Runner, **mail: str) -> None:
    for key, value in mail.items():
        assert bowout("config", "set", f"mail.{key}", value).code == 0


def printing(folder: Path, secret: str) -> str:
    """A command that prints a secret; it is in a file of its own, as it would be."""
    path = folder / "secret"
    path.write_text(f"{secret}\n", encoding="utf-8")
    return shlex.join([sys.executable, "-c", f"print(open({str(path)!r}, encoding='utf-8').read())"])


@pytest.mark.usefixtures("writer")
def test_check_without_a_set_up(bowout: Runner) -> None:
    result = bowout("config", "check")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("bowout: Mail is not set up.\nbowout config set mail.provider gmail")
    assert bowout("config", "check", "--json").error["code"] == "mail_not_set_up"


@pytest.mark.usefixtures("writer")
def test_check_without_a_secret(bowout: Runner) -> None:
    set_up(bowout, smtp="localhost:1")
    result = bowout("config", "check")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("bowout: There is no password for robin@example.org.\n")


@real
@pytest.mark.usefixtures("writer")
def test_check(bowout: Runner, mail_servers: MailServers, tmp_path: Path) -> None:
    smtp, imap = f"localhost:{mail_servers.submission}", f"localhost:{mail_servers.imap}"
    set_up(bowout, smtp=smtp, imap=imap, password_command=printing(tmp_path, PASSWORD))
    result = bowout("config", "check")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        f"{USER}: a program gave the password\n"
        f"{smtp}: connected over TLSv1.3, logged in\n"
        f"{imap}: connected over TLS, logged in\n"
        f"Drafts go into the folder “{DRAFTS}”.\n"
        "Nothing was sent.\n"
    )
    assert bowout("config", "check", "--json").json == {
        "user": USER,
        "smtp": ["localhost", mail_servers.submission],
        "imap": ["localhost", mail_servers.imap],
        "provider": "other",
        "secret": "command",
        "tls": "TLSv1.3",
        "drafts": DRAFTS,
    }
    assert mail_servers.drafts() == []
    assert mail_servers.delivered() == []


@real
@pytest.mark.usefixtures("writer")
def test_check_in_a_process_of_its_own(
    bowout_process: Runner, mail_servers: MailServers, tmp_path: Path
) -> None:
    set_up(
        bowout_process, smtp=f"localhost:{mail_servers.smtps}", password_command=printing(tmp_path, PASSWORD)
    )
    assert "logged in" in bowout_process("config", "check").out


@real
@pytest.mark.usefixtures("writer")
def test_check_that_fails_says_why_in_one_sentence(
    bowout: Runner, mail_servers: MailServers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOWOUT_DEBUG", "")
    set_up(bowout, smtp=f"localhost:{mail_servers.smtps}", password_command=printing(tmp_path, "hunter2"))
    result = bowout("config", "check")
    assert result.code == 3
    assert result.err.splitlines()[0] == f"bowout: localhost refused the login of {USER}."
    assert "hunter2" not in result.out + result.err
    assert bowout("config", "check", "--json").error["code"] == "login_refused"
    set_up(bowout, smtp=f"localhost:{mail_servers.plaintext}")
    assert "offers no TLS" in bowout("config", "check").err
    monkeypatch.setenv("SSL_CERT_FILE", os.devnull)
    set_up(bowout, smtp=f"localhost:{mail_servers.smtps}")
    result = bowout("config", "check")
    assert (result.code, "nobody that this machine trusts" in result.err) == (3, True)
    with Server(Smtp(), None) as server:
        port = server.port
    set_up(bowout, smtp=f"localhost:{port}")
    result = bowout("config", "check")
    assert (result.code, result.err.splitlines()[0]) == (3, f"bowout: Nothing answers at localhost:{port}.")


@pytest.fixture
def own_servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificates:
    made = make_certificates(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.ca))
    return made


@real
@pytest.mark.usefixtures("writer")
@pytest.mark.parametrize("answer", ["y\n", "n\n"])
def test_a_password_that_was_typed_can_be_kept(
    bowout: Runner, own_servers: Certificates, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    keys = Real()
    monkeypatch.setattr("keyring.get_keyring", lambda: keys)
    monkeypatch.setattr("getpass.getpass", lambda prompt, stream: "typed-secret")
    with Server(Imap(), own_servers.good) as server:
        set_up(bowout, imap=f"localhost:{server.port}")
        result = bowout("config", "check", terminal=True, stdin=answer)
        assert result.code == 0, result.err
        assert "the password was typed" in result.out
        assert "Keep it in the keyring?" in result.err
        assert "typed-secret" not in result.out + result.err
        assert keys.kept == ({("bowout", USER): "typed-secret"} if answer == "y\n" else {})
        if answer == "y\n":
            assert "It is in the keyring." in result.out
            assert "the password is in the keyring" in bowout("config", "check").out
