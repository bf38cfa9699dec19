"""Shortened words: `career` for career_direction, `interv` for interviewing."""

from collections.abc import Mapping, Sequence

from bowout.domain.errors import UsageError


def normalise(word: str) -> str:
    """Fold case, and treat `-` and spaces as `_`."""
    return "_".join(word.casefold().replace("-", " ").replace("_", " ").split())


def choose(word: str, options: Mapping[str, Sequence[str]], what: str) -> str:
    """Find the one slug that `word` names exactly, or shortens unambiguously.

    `options` maps each slug to its aliases. A whole slug or alias beats the
    beginning of one, which beats the beginning of a word inside one.

    Raises:
        UsageError: none or several match; the message lists them.
    """
    wanted = normalise(word)
    names = {slug: [normalise(name) for name in (slug, *aliases)] for slug, aliases in options.items()}
    tests = (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted),
        lambda name: any(part.startswith(wanted) for part in name.split("_")),
    )
    found: list[str] = []
    if wanted:
        for test in tests:
            found = [slug for slug, own in names.items() if any(test(name) for name in own)]
            if len(found) == 1:
                return found[0]
            if found:
                break
    if found:
        raise UsageError(f"“{word}” could be {_or(found)}.", "Write a little more of it.", code="ambiguous")
    raise UsageError(f"“{word}” is not a {what}.", f"Choose one of: {', '.join(options)}.")


def _or(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
