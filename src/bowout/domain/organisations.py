"""Which organisation a mail address belongs to, as far as its domain says."""

import re

from bowout.domain.names import fold

# Where people have their private mail: such a domain says nothing of an employer.
_PRIVATE = frozenset({
    "aol", "bluewin", "fastmail", "free", "freenet", "gmail", "gmx", "googlemail", "hey", "hotmail",
    "icloud", "laposte", "libero", "live", "mac", "mail", "me", "msn", "naver", "orange", "outlook",
    "posteo", "proton", "protonmail", "qq", "seznam", "t-online", "telefonica", "tutanota", "ukr",
    "wanadoo", "web", "wp", "yahoo", "yandex", "126", "163",
})  # fmt: skip
# Below a country's domain these are no names: acme.co.uk is Acme's.
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gob", "gov", "gouv", "net", "org", "or", "ne"})


def domain_of(address: str) -> str:
    """The domain of a mail address, in small letters."""
    return address.rpartition("@")[2].casefold().rstrip(".")


def organisation_of(address: str) -> str | None:
    """The label that names whose domain it is: `acme` of `pat@mail.acme.co.uk`; None for private mail."""
    labels = domain_of(address).split(".")
    if len(labels) < 2:
        return None
    labels.pop()
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return None if labels[-1] in _PRIVATE else labels[-1]


def named_after(label: str) -> str:
    """Write a domain's label as a company's name: `big-corp` is Big Corp."""
    return " ".join(word[:1].upper() + word[1:] for word in re.split(r"[-_]+", label) if word)


def squeezed(name: str) -> str:
    """A name as a domain would have it: letters and digits alone."""
    return re.sub(r"[\W_]+", "", fold(name))
