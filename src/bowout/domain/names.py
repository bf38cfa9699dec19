"""Names as people type them: folded to find them again, nearest where they are misspelt."""

import unicodedata


def fold(name: str) -> str:
    """Fold case, width and spacing, so that a name typed another way is the same key."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def title_of(company: str, position: str, number: int) -> str:
    """Name an application for people: `Acme, Backend Engineer (12)`."""
    return f"{company}, {position or 'position not named'} ({number})"


def unaccented(folded: str) -> str:
    """Take the accents off a folded name: `societe generale` finds `Société Générale`."""
    parts = unicodedata.normalize("NFKD", folded)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))
