"""Names as people type them: folded to find them again, nearest where they are misspelt."""

import unicodedata


def fold(name: str) -> str:
    """Fold case, width and spacing, so that a name typed another way is the same key."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def unaccented(folded: str) -> str:
    """Take the accents off a folded name: `societe generale` finds `Société Générale`."""
    parts = unicodedata.normalize("NFKD", folded)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))
