"""Numbers in words: what they are parts of, and their values as people read them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bowout.services.numbers.reading import Number

# The words over numbers that are parts of one.
_TITLES = {
    "deepest": "deepest stage reached",
    "conversion": "of those before, go on to",
    "end": "how they ended",
    "reply_days": "days to the first reply",
    "left_at": "the stage you leave at",
    "reason": "your true reasons",
    "stated": "what was given of them",
    "telling_days": "days from deciding to telling",
}


def title_of(number: "Number") -> str | None:
    """The words over the numbers that this one is a part of; None: it stands alone."""
    stem, dot, _ = number.key.partition(".")
    if not dot:
        return None
    return _TITLES.get(stem) or f"days in “{stem.removeprefix('days_in_')}”"


def shown(value: float | None, unit: str) -> str:
    """A value for people: `42 %`, `3.5`, `1,240`; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value * 100:.0f} %" if unit == "share" else f"{value:,.2f}".rstrip("0").rstrip(".")


def of_what(number: "Number") -> str:
    """Say of how many it is, whether these are few, and what was left out."""
    counted = f"{number.n:,}" if number.count is None else f"{number.count:,} of {number.n:,}"
    few = " (few)" if number.small and number.n and number.unit != "count" else ""
    return f"{counted}{few}{f'; {number.note}' if number.note else ''}"


def before_that(number: "Number") -> str:
    """Say what it was in the period before."""
    before = number.before
    if not (before and before.n):
        return "–"
    few = " (few)" if before.small and number.unit != "count" else ""
    return f"{shown(before.value, number.unit)} of {before.n:,}{few}"
