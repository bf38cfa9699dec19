"""The password or access token of an account: from the keyring, a program, or the person.

Nothing of a secret, nor of what a program that gives one writes, comes into an error or a
`repr`; of a command not even its first word, since somebody may have typed the password there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bowout.domain.errors import Refused
from bowout.mail.account import Account

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "bowout"  # what the keyring files it under, with the account's user
COMMAND_SECONDS = 60.0  # somebody may have to unlock what the program reads from
_NOT_REAL = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


@dataclass(frozen=True, slots=True)
class Secret:
    """What proves who logs in, and where it came from."""

    value: str = field(repr=False, metadata={"json": False})
    kind: Literal["password", "token"]
    source: Literal["keyring", "command", "asked"]


def secret_of(account: Account, ask: Callable[[str], str] | None, *, anew: bool = False) -> Secret:
    """Get the secret of an account: keyring, else password_command, else token_command, else `ask`.

    `anew`: what the keyring keeps was refused.

    Raises:
        Refused: a command failed; or there is none, and nobody to ask.
    """
    kept = None if anew else _kept(account.user)
    if kept:
        return _checked(kept, "password", "keyring")
    if account.password_command:
        return _checked(_printed(account.password_command, "mail.password_command"), "password", "command")
    if account.token_command:
        return _checked(_printed(account.token_command, "mail.token_command"), "token", "command")
    if ask is None:
        raise Refused(
            f"There is no password for {account.user}.",
            "On a terminal it is asked for, and `bowout config check` keeps it in the keyring;"
            " or set mail.password_command or mail.token_command.",
            code="no_secret",
        )
    return _checked(ask(f"Password for {account.user}"), "password", "asked")


def can_store() -> bool:
    """Tell whether there is a keyring that keeps secrets from others."""
    return next(_keyrings(), None) is not None


def store_secret(account: Account, secret: Secret) -> None:
    """Keep a password in the keyring.

    Raises:
        Refused: there is none, or it does not take it.
    """
    keyring = next(_keyrings(), None)
    try:
        if keyring is not None:
            keyring.set_password(SERVICE, account.user, secret.value)
            return
    except Exception:  # noqa: BLE001, S110 - a backend hands on what its own library raises
        pass
    raise Refused("The keyring did not take the password.", "Is it unlocked?", code="no_keyring")


def _kept(user: str) -> str | None:
    for keyring in _keyrings():
        try:
            found = keyring.get_password(SERVICE, user)
        except Exception:  # noqa: BLE001, S112 - locked, or its service does not run, in its own library's words
            continue
        if found:
            return str(found)
    return None


def _keyrings() -> "Iterator[KeyringBackend]":
    """The keyrings that are real: not those that only fail, forget, or write into a plain file."""
    import keyring

    try:
        chosen = keyring.get_keyring()
        # Of a chain each is looked at: a plain file may be among them.
        backends = getattr(chosen, "backends", [chosen])
    except Exception:  # noqa: BLE001 - of its own settings
        return
    for backend in backends:
        kind = type(backend)
        if not kind.__module__.startswith(_NOT_REAL) and "plaintext" not in kind.__name__.lower():
            yield backend


def _printed(command: tuple[str, ...], setting: str) -> str:
    """The first line that a program prints; it is started without a shell, and cannot read the terminal's input."""
    import subprocess

    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=COMMAND_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _no_secret(setting, f"did not end within {COMMAND_SECONDS:g} seconds") from None
    except (OSError, ValueError):
        raise _no_secret(setting, "could not be started") from None
    if done.returncode:
        raise _no_secret(setting, f"ended with code {done.returncode}")
    line = done.stdout.partition(b"\n")[0].removesuffix(b"\r")
    if not line:
        raise _no_secret(setting, "printed nothing")
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise _no_secret(setting, "printed something that is not UTF-8") from None


def _no_secret(setting: str, what: str) -> Refused:
    return Refused(f"The program of {setting} {what}.", "Run it by hand to see why.", code="no_secret")


def _checked(
    value: str, kind: Literal["password", "token"], source: Literal["keyring", "command", "asked"]
) -> Secret:
    """A secret that a login can carry: what ends a field or a line there would end it early."""
    if not value or any(char < " " or char == "\x7f" for char in value):
        what = "is empty" if not value else "has a character that no login can carry"
        raise Refused(f"The {kind} {what}.", "Give it anew.", code="no_secret")
    return Secret(value, kind, source)
