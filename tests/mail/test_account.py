"""The account that the settings describe."""

import pytest

from bowout.domain.errors import UsageError
from bowout.mail.account import PROVIDERS, read_account
from bowout.settings import Mail, Settings

ROBIN = "robin@example.org"


def account_of(**mail: str) -> object:
    return read_account(Settings(mail=Mail(**mail)), ROBIN)


def test_presets() -> None:
    gmail = read_account(Settings(mail=Mail(provider="gmail")), ROBIN)
    assert gmail == (ROBIN, ("smtp.gmail.com", 465), ("imap.gmail.com", 993), None, None, "gmail")
    outlook = read_account(Settings(mail=Mail(provider="outlook", user="r@outlook.com")), ROBIN)
    assert outlook.user == "r@outlook.com"
    assert outlook.smtp == ("smtp-mail.outlook.com", 587)
    assert outlook.imap == ("outlook.office365.com", 993)


def test_a_server_of_ones_own_stands_over_the_presets() -> None:
    work = read_account(Settings(mail=Mail(provider="outlook", smtp="smtp.office365.com:587")), ROBIN)
    assert work.smtp == ("smtp.office365.com", 587)
    assert work.imap == ("outlook.office365.com", 993)


@pytest.mark.parametrize(
    ("text", "smtp", "imap"),
    [
        ("mail.example.org", ("mail.example.org", 465), ("mail.example.org", 993)),
        ("mail.example.org:2465", ("mail.example.org", 2465), ("mail.example.org", 2465)),
        ("127.0.0.1:1", ("127.0.0.1", 1), ("127.0.0.1", 1)),
        ("[::1]", ("::1", 465), ("::1", 993)),
        ("[::1]:587", ("::1", 587), ("::1", 587)),
    ],
)
def test_servers(text: str, smtp: tuple[str, int], imap: tuple[str, int]) -> None:
    found = read_account(Settings(mail=Mail(smtp=text, imap=text)), ROBIN)
    assert (found.smtp, found.imap, found.provider) == (smtp, imap, "other")
    assert read_account(Settings(mail=Mail(smtp=text)), ROBIN).imap is None
    assert read_account(Settings(mail=Mail(imap=text)), ROBIN).smtp is None


def test_commands_are_split_as_a_shell_would_and_no_further() -> None:
    found = read_account(
        Settings(
            mail=Mail(smtp="h", password_command="pass show 'my mail' $(x) #1 a|b", token_command="t;u")
        ),
        ROBIN,
    )
    assert found.password_command == ("pass", "show", "my mail", "$(x)", "#1", "a|b")
    assert found.token_command == ("t;u",)


@pytest.mark.parametrize("mail", [{}, {"provider": "other"}, {"user": "me"}, {"password_command": "x"}])
def test_mail_that_is_not_set_up(mail: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="not set up") as caught:
        account_of(**mail)
    assert "mail.provider" in caught.value.hint
    assert "mail.smtp" in caught.value.hint


def test_nobody_to_log_in_as() -> None:
    with pytest.raises(UsageError) as caught:
        read_account(Settings(mail=Mail(smtp="h")), "")
    assert caught.value.hint == "bowout config set mail.user NAME"


def test_each_provider_says_what_it_needs() -> None:
    for provider in PROVIDERS.values():
        assert 2 <= len(provider.needs) <= 3
        assert all(len(line) <= 110 for line in provider.needs)
        assert provider.refused
    assert "app password" in " ".join(PROVIDERS["gmail"].needs)
    assert "XOAUTH2" in " ".join(PROVIDERS["outlook"].needs)
