"""Names as people type them: folded to find them again, nearest where they are misspelt."""

import unicodedata

_FORMS = frozenset(
    {
        "inc",
        "incorporated",
        "ltd",
        "limited",
        "llc",
        "llp",
        "plc",
        "gmbh",
        "ag",
        "se",
        "kg",
        "sa",
        "sas",
        "sarl",
        "srl",
        "spa",
        "bv",
        "nv",
        "ab",
        "oy",
        "as",
        "corp",
        "corporation",
        "co",
        "company",
        "group",
        "holding",
        "holdings",
    }
)


def fold(name: str) -> str:
    """Fold case, width and spacing, so that a name typed another way is the same key."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def core_name(company: str) -> str:
    """Take the legal form, a leading "the" and a last full stop off: `The Hooli Group, Inc.` is Hooli."""
    words = company.split()
    while len(words) > 1 and words[-1].casefold().strip(".,()") in _FORMS:
        words.pop()
    if len(words) > 1 and words[0].casefold() == "the":
        words.pop(0)
    return " ".join(words).rstrip(",.")


def title_of(company: str, position: str, number: int) -> str:
    """Name an application for people: `Acme, Backend Engineer (12)`."""
    return f"{company}, {position or 'position not named'} ({number})"


def unaccented(folded: str) -> str:
    """Take the accents off a folded name: `societe generale` finds `Société Générale`."""
    parts = unicodedata.normalize("NFKD", folded)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))
