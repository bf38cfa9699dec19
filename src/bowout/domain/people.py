"""A person as they are written on a command line."""

import re
from typing import NamedTuple

from bowout.domain.errors import UsageError

# Deliberately mild: what a mail server may still refuse is its own affair, but
# nothing with a space, a control character or without a dotted domain passes.
_ADDRESS = re.compile(
    r"[^\s@<>(),;:\\\"\x00-\x1f\x7f]+@[^\s@<>(),;:\\\"\x00-\x1f\x7f.]+(\.[^\s@<>(),;:\\\"\x00-\x1f\x7f.]+)+"
)


class Person(NamedTuple):
    """A name, an address, or both; `greet` is how the person is addressed, as the user gave it."""

    name: str | None = None
    email: str | None = None
    greet: str | None = None

    def __str__(self) -> str:
        """Write it as it may be typed: `Dana Fox <dana@acme.example>`."""
        if self.name and self.email:
            return f"{self.name} <{self.email}>"
        return self.name or self.email or ""


def is_address(text: str) -> bool:
    """Tell whether `text` is one plain mail address."""
    return bool(_ADDRESS.fullmatch(text))


def fold_address(person: Person) -> str:
    """The address of a person, to be compared; empty where there is none."""
    return (person.email or "").casefold()


def takes_no_replies(address: str) -> bool:
    """Tell whether nobody reads what is sent to `address`, as with `no-reply@` or `donotreply+7@`."""
    local = re.sub(r"[^a-z]", "", address.partition("@")[0].casefold())
    return local.startswith(("noreply", "donotreply", "nepasrepondre", "mailerdaemon", "bounce"))


def parse_person(text: str) -> Person:
    """Read `Dana Fox <dana@acme.example>`, a bare address, or a bare name.

    Raises:
        UsageError: empty, or with something that was meant as an address and is none.
    """
    cleaned = " ".join(text.split())
    if any(ord(char) < 32 or ord(char) == 127 for char in cleaned) or not cleaned:
        raise UsageError("A person needs a name or an address.", 'Write "Dana Fox <dana@acme.example>".')
    if is_address(cleaned):
        return Person(email=cleaned)
    match = re.fullmatch(r"(?P<name>[^<>]*?)\s*<(?P<email>[^<>]*)>", cleaned)
    if match:
        email = match["email"].strip()
        if not is_address(email):
            raise UsageError(f"“{email}” is not a mail address.", 'Write "Dana Fox <dana@acme.example>".')
        name = match["name"].strip().strip('"').strip()
        return Person(name=name or None, email=email)
    if "@" in cleaned or "<" in cleaned or ">" in cleaned:
        raise UsageError(f"“{cleaned}” is not a mail address.", 'Write "Dana Fox <dana@acme.example>".')
    return Person(name=cleaned)
