"""The languages and tones that letters are written in, as a person names them."""

from bowout.domain.errors import UsageError
from bowout.letters.languages import languages, tones


def check_language(name: str) -> str:
    """Read the name of a language that letters are written in; UsageError lists them."""
    return _one_of("language", name, languages())


def check_tone(name: str) -> str:
    """Read the name of a tone of letters; UsageError lists them."""
    return _one_of("tone", name, tones())


def _one_of(what: str, value: str, allowed: tuple[str, ...]) -> str:
    for choice in allowed:
        if choice.casefold() == value.casefold().replace("_", "-"):
            return choice
    raise UsageError(f"“{value}” is not a {what}.", f"Choose one of: {', '.join(allowed)}.")
