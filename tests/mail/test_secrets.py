"""Where a secret comes from, and where it never goes."""

import shlex
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as Fail
from keyring.backends.null import Keyring as Null
from keyring.errors import KeyringLocked

from bowout.domain.errors import Refused
from bowout.domain.plain import plain
from bowout.mail import secrets
from bowout.mail.account import Account
from bowout.mail.secrets import Secret, can_store, secret_of, store_secret

HIDDEN = "hunter2-hidden"
USER = "robin@example.org"


class Real(KeyringBackend):
    """A keyring in memory."""

    priority = 5

    def __init__(self, kept: str | None = None, *, locked: bool = False) -> None:
        self.kept = {("bowout", USER): kept} if kept else {}
        self.locked = locked

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked(HIDDEN)
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked(password)
        self.kept[service, username] = password


class PlaintextKeyring(Real):
    """One that would write into a file that anybody can read."""


class Chain(ChainerBackend):
    """Several in a row, as the library makes them by itself."""

    def __init__(self, *chained: KeyringBackend) -> None:
        self.chained = chained

    @property
    def backends(self) -> tuple[KeyringBackend, ...]:
        return self.chained


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    keyring.set_keyring(null())
    yield
    keyring.set_keyring(null())


def null() -> KeyringBackend:
    """A keyring that keeps nothing, as the tests have it unless they bring one."""
    return Null()  # type: ignore[no-untyped-call]


def account(password: str | None = None, token: str | None = None) -> Account:
    def words(code: str | None) -> tuple[str, ...] | None:
        return (sys.executable, "-c", code) if code else None

    return Account(USER, ("h", 465), None, words(password), words(token), "other")


def printing(text: str) -> str:
    return f"print({text!r})"


def refusal(of: Account) -> Refused:
    with pytest.raises(Refused) as caught:
        secret_of(of, None)
    told = "".join(traceback.format_exception(caught.value)) + caught.value.hint
    assert HIDDEN not in told.replace(repr(of), "")
    return caught.value


def test_the_keyring_comes_first() -> None:
    keyring.set_keyring(Real(HIDDEN))
    secret = secret_of(account(printing("other"), printing("token")), None)
    assert (secret.value, secret.kind, secret.source) == (HIDDEN, "password", "keyring")


def test_then_the_command_for_a_password_then_the_one_for_a_token_then_somebody() -> None:
    keyring.set_keyring(Real())
    secret = secret_of(account(printing(f"{HIDDEN}\nmore"), printing("token")), None)
    assert (secret.value, secret.kind, secret.source) == (HIDDEN, "password", "command")
    secret = secret_of(account(None, printing("token")), None)
    assert (secret.value, secret.kind, secret.source) == ("token", "token", "command")
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return HIDDEN

    secret = secret_of(account(), ask)
    assert (secret.value, secret.kind, secret.source) == (HIDDEN, "password", "asked")
    assert asked == [f"Password for {USER}"]


def test_nobody_to_ask() -> None:
    error = refusal(account())
    assert error.code == "no_secret"
    assert "mail.password_command" in error.hint


@pytest.mark.parametrize(
    "none",
    [
        null(),
        Fail(),  # type: ignore[no-untyped-call]
        PlaintextKeyring(HIDDEN),
        Chain(),
        Real(locked=True),
        Chain(PlaintextKeyring(HIDDEN), null()),
    ],
    ids=["null", "fail", "plaintext", "empty chain", "locked", "chain"],
)
def test_what_is_no_real_keyring_is_passed_over(none: KeyringBackend) -> None:
    keyring.set_keyring(none)
    assert secret_of(account(printing("printed")), None).value == "printed"
    if not isinstance(none, Real) or isinstance(none, PlaintextKeyring):
        assert not can_store()
    with pytest.raises(Refused, match="did not take") as caught:
        store_secret(account(), Secret(HIDDEN, "password", "asked"))
    assert HIDDEN not in "".join(traceback.format_exception(caught.value))


def test_a_keyring_keeps_it_and_gives_it_back() -> None:
    real = Real()
    for chosen in (real, Chain(PlaintextKeyring(), real)):
        real.kept.clear()
        keyring.set_keyring(chosen)
        assert can_store()
        store_secret(account(), Secret(HIDDEN, "password", "asked"))
        assert secret_of(account(), None) == Secret(HIDDEN, "password", "keyring")
        assert real.kept == {("bowout", USER): HIDDEN}


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (
            f"import sys; print({HIDDEN!r}); print({HIDDEN!r}, file=sys.stderr); sys.exit(3)",
            "ended with code 3",
        ),
        ("pass", "printed nothing"),
        (f"print(); print({HIDDEN!r})", "printed nothing"),
        (r"import sys; sys.stdout.buffer.write(b'\xff\xfe')", "not UTF-8"),
        (f"raise ValueError({HIDDEN!r})", "ended with code 1"),
        (f"print({HIDDEN!r} + chr(0))", "has a character"),
        (f"print({HIDDEN!r} + chr(13) + 'x')", "has a character"),
    ],
)
@pytest.mark.parametrize("kind", ["password", "token"])
def test_a_command_that_fails_says_nothing_of_what_it_wrote(
    code: str, why: str, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    error = refusal(account(**{kind: code}))
    assert why in error.message
    assert kind in error.message
    assert HIDDEN not in "".join(capfd.readouterr())


def test_a_command_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "COMMAND_SECONDS", 0.2)
    code = f"import sys, time; print({HIDDEN!r}, flush=True); time.sleep(60)"
    assert "did not end within 0.2 seconds" in refusal(account(code)).message


def test_a_password_typed_where_the_command_belongs_is_not_repeated() -> None:
    of = account()._replace(password_command=(HIDDEN,))
    assert refusal(of).message == "The program of mail.password_command could not be started."


def test_no_shell_reads_a_command(tmp_path: Path) -> None:
    (tmp_path / "show").write_text('#!/bin/sh\nprintf "%s\\n" "$*"\n')
    (tmp_path / "show").chmod(0o700)
    words = shlex.split(f"{tmp_path / 'show'} '$(id)' ; `id` > {tmp_path / 'out'}")
    assert secret_of(account()._replace(password_command=tuple(words)), None).value.startswith(
        "$(id) ; `id` >"
    )
    assert not (tmp_path / "out").exists()


def test_the_first_line_is_taken_as_it_stands() -> None:
    code = r"import sys; sys.stdout.buffer.write(' päss word \r\nsecond\n'.encode())"
    assert secret_of(account(code), None).value == " päss word "


def test_an_empty_answer_is_no_password() -> None:
    with pytest.raises(Refused, match="is empty"):
        secret_of(account(), lambda _: "")


def test_a_secret_is_in_no_repr_and_no_json() -> None:
    secret = Secret(HIDDEN, "password", "asked")
    assert HIDDEN not in repr(secret) + str(secret) + f"{secret}" + str(plain(secret))
