"""Checks of style: what makes a letter worse without making it wrong."""

import re

from bowout.letters.checks.reading import Reading
from bowout.letters.facts import LETTER
from bowout.letters.highlight import symbol


def thanks(letter: Reading) -> str | None:
    """One or two sentences of thanks."""
    pattern = letter.patterns.find("thanks")
    count = sum(1 for sentence in letter.sentences if pattern.search(sentence))
    if count == 0 and not letter.patterns.find("appreciation").search(" ".join(letter.main)):
        return "Nobody is thanked: a short thank-you opens the letter well."
    return f"The letter says thank you {count} times: twice is enough." if count > 2 else None


def closing_clash(letter: Reading) -> str | None:
    """The closing goes with the salutation: who is greeted by name is not left like an office."""
    clashes = letter.patterns.table.table("clashes")
    for key in clashes.values if letter.salutation and letter.parts.closing else ():
        clash = clashes.table(key)
        only = clash.text("form")
        applies = not only or (only == LETTER and letter.is_letter)
        greeted, closed = (
            letter.patterns.find(f"clashes.{key}.{part}") for part in ("salutation", "closing")
        )
        if applies and greeted.search(letter.salutation) and closed.search(letter.parts.closing):
            ours = letter.parts.closing.rstrip(",")
            return f"“{ours}” does not go with “{letter.salutation}”: write “{clash.text('instead')}”."
    return None


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
    # CET is a time; "cet" is a word.
    for name in (*letter.names, *letter.zones):
        text = text.replace(name, "")
    if text.count("!") > 1:
        return "More than one “!”: use full stops."
    # An ordinary word: REST and JSON are names, and shout at nobody.
    capitals = [
        word
        for word in re.findall(r"\b[^\W\d_]{3,}\b", text)
        if word.isupper() and letter.patterns.stem(word.lower()) in letter.patterns.harmless
    ]
    if len(capitals) > 1:
        return f"“{' '.join(capitals[:2])}” shouts: write it small."
    emoji = symbol(text)
    return f"“{emoji}”: leave emoji out." if emoji else None


def stock_phrase(letter: Reading) -> str | None:
    """Recruiters no longer read these."""
    found = letter.match(letter.patterns.find("stock"))
    return f"“{found}” is in every such letter: say it in your own words." if found else None
