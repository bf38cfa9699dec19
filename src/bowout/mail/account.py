"""The account that mail goes through, from the settings; what each provider needs."""

import os
from typing import NamedTuple

from bowout.domain.errors import UsageError
from bowout.settings import Settings

SMTP_PORT, IMAP_PORT = 465, 993  # within TLS from the first byte


class Account(NamedTuple):
    """Whom to log in as, and where; nothing secret is in it."""

    user: str
    smtp: tuple[str, int] | None  # None: this account only keeps drafts
    imap: tuple[str, int] | None  # None: this account only sends
    password_command: tuple[str, ...] | None
    token_command: tuple[str, ...] | None
    provider: str


class Provider(NamedTuple):
    """The servers of a provider, what it needs, and what to do where it refuses a login."""

    smtp: str
    imap: str
    needs: tuple[str, ...]
    refused: str


PROVIDERS = {
    "gmail": Provider(
        "smtp.gmail.com:465",
        "imap.gmail.com:993",
        (
            "Gmail takes an app password (it needs 2-Step Verification), not your ordinary one;",
            "or an access token (XOAUTH2): set mail.token_command to what prints one.",
        ),
        "Gmail takes an app password or an access token (mail.token_command), not your ordinary password.",
    ),
    "outlook": Provider(
        "smtp-mail.outlook.com:587",
        "outlook.office365.com:993",
        (
            "A personal account takes an access token alone (XOAUTH2): set mail.token_command to what prints one.",
            "At work or school (Exchange Online) it is the same, with mail.smtp smtp.office365.com:587.",
            "--eml, --mailto and --copy need none of it.",
        ),
        "Outlook takes an access token (mail.token_command), not a password; --eml and --mailto need none.",
    ),
    "other": Provider(
        "",
        "",
        (
            "Set mail.smtp to send, mail.imap for drafts; mail.user where it is not your address.",
            "The password comes from the keyring, from mail.password_command, or is asked for.",
        ),
        "Look at mail.user and the password; some providers want an app password.",
    ),
}


def read_account(found: Settings, address: str) -> Account:
    """Read the account that the settings describe; `address` is who writes, and logs in unless mail.user is set.

    Raises:
        UsageError: mail is not set up; the hint names the setting to set.
    """
    mail = found.mail
    provider = PROVIDERS[mail.provider or "other"]
    smtp, imap = mail.smtp or provider.smtp, mail.imap or provider.imap
    if not (smtp or imap):
        raise UsageError(
            "Mail is not set up.",
            "bowout config set mail.provider gmail (or outlook), or mail.smtp and mail.imap to your provider's"
            " servers. --eml, --mailto and --copy need none of it.",
            code="mail_not_set_up",
        )
    user = mail.user or address
    if not user:
        raise UsageError(
            "It is not known whom to log in as.", "bowout config set mail.user NAME", code="mail_not_set_up"
        )
    return Account(
        user=user,
        smtp=_server(smtp, SMTP_PORT),
        imap=_server(imap, IMAP_PORT),
        password_command=_words(mail.password_command),
        token_command=_words(mail.token_command),
        provider=mail.provider or "other",
    )


def _server(text: str, port: int) -> tuple[str, int] | None:
    """Read HOST, HOST:PORT or [IPV6]:PORT; the settings have seen to it that it is one of them."""
    if not text:
        return None
    host, colon, digits = text.rpartition(":")
    if not colon or digits.endswith("]"):
        host, digits = text, str(port)
    return host.strip("[]"), int(digits)


def _words(command: str) -> tuple[str, ...] | None:
    import shlex

    words = shlex.shlex(command, posix=True, punctuation_chars=False)
    words.whitespace_split, words.commenters = True, ""
    if os.name == "nt":
        words.escape = ""  # there a backslash is in every path
    return tuple(words) or None
