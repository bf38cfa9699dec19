"""What is said to log in (SASL), and the sentence for a login that is refused."""

from base64 import b64encode

from bowout.mail.account import PROVIDERS, Account
from bowout.mail.errors import NotSent
from bowout.mail.secrets import Secret


def plain(account: Account, secret: Secret) -> bytes:
    """The answer to PLAIN (RFC 4616)."""
    return f"\0{account.user}\0{secret.value}".encode()


def bearer(account: Account, secret: Secret) -> bytes:
    """The answer to XOAUTH2: an access token in the place of a password."""
    return f"user={account.user}\x01auth=Bearer {secret.value}\x01\x01".encode()


def forms(account: Account, secret: Secret) -> tuple[str, ...]:
    """The forms in which the secret went to the server, none of which is shown if it comes back."""
    sent = (secret.value.encode(), plain(account, secret), bearer(account, secret))
    return (secret.value, *(b64encode(form).decode() for form in sent))


def refused(account: Account, server: tuple[str, int]) -> NotSent:
    """A login that the server did not take; of its own words none, they might hold what it was told."""
    hint = PROVIDERS[account.provider].refused
    return NotSent(f"{server[0]} refused the login of {account.user}.", hint, code="login_refused")


def impossible(server: tuple[str, int]) -> NotSent:
    """A server that offers no way to log in that is known here."""
    return NotSent(
        f"{server[0]} offers no login that bowout knows.",
        "It knows PLAIN and LOGIN with a password, and XOAUTH2 with a token.",
        code="login_refused",
    )
