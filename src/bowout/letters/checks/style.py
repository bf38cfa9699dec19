"""Checks of style: what makes a letter worse without making it wrong."""

import re
import unicodedata

from bowout.letters.checks.reading import Reading


def thanks(letter: Reading) -> str | None:
    """One or two sentences of thanks."""
    pattern = letter.patterns.find("thanks")
    count = sum(1 for sentence in letter.sentences if pattern.search(sentence))
    if count == 0:
        return "Nobody is thanked: a short thank-you opens the letter well."
    return f"The letter says thank you {count} times: twice is enough." if count > 2 else None


def long_reason(letter: Reading) -> str | None:
    """A reason of over 30 words explains too much."""
    size = len((letter.facts.said or "").split())
    return f"Your reason has {size} words: 30 are plenty." if size > 30 else None


def comparative(letter: Reading) -> str | None:
    """Nobody wants to hear that another is better."""
    found = letter.match(letter.patterns.find("comparatives"), spare=letter.highlight_spans)
    return f"“{found}” compares: leave it out." if found else None


def relative_date(letter: Reading) -> str | None:
    """A date is absolute, since nobody knows when the letter is read."""
    found = letter.match(letter.patterns.find("relative_dates"), spare=letter.highlight_spans)
    return f"“{found}”: write the date." if found else None


def shouting(letter: Reading) -> str | None:
    """No exclamation marks in a row, no capitals, no emoji."""
    text = " ".join(letter.main)
    for name in letter.names:
        text = text.replace(name, "")
    if text.count("!") > 1:
        return "More than one “!”: use full stops."
    if len(re.findall(r"\b[A-Z]{4,}\b", text)) > 1:
        return "Words in capitals shout: write them small."
    odd = (char for char in text if not char.isascii())
    emoji = next((char for char in odd if unicodedata.category(char) == "So"), "")
    return f"“{emoji}”: leave emoji out." if emoji else None


def stock_phrase(letter: Reading) -> str | None:
    """Recruiters no longer read these."""
    found = letter.match(letter.patterns.find("stock"))
    return f"“{found}” is in every such letter: say it in your own words." if found else None
