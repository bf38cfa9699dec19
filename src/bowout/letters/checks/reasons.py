"""Checks of the reason that a letter gives: the recorded one, once, and briefly."""

from bowout.domain.reasons import Statement
from bowout.letters.checks.reading import Reading, Span, occurrences
from bowout.letters.names import clean

_CLAIMS = tuple(f"claims.{key}" for key in Statement)
_LONGEST = 30
_ENDS = ".!?… "


def untrue_reason(letter: Reading) -> str | None:
    """A reason in the letter is the recorded one, or in the user's own sentence."""
    statement = letter.facts.statement
    true = {statement} | ({Statement.ANOTHER_CHOSEN} if statement is Statement.ANOTHER_ACCEPTED else set())
    find = letter.patterns.find
    own = [f"claims.{key}" for key in Statement if key in true]
    others = [f"claims.{key}" for key in Statement if key not in true]
    if not find(*others).search(letter.text):
        return None
    # What is true of several reasons stands under each of them.
    shared = [found.span() for found in find(*own).finditer(letter.text)] if own else []
    spare = (*letter.highlight_spans, *_said_spans(letter), *shared)
    untrue = next((text for key in others if (text := letter.match(find(key), spare=spare))), "")
    return (
        f"“{untrue}” is not the recorded reason: take it out, or leave for that reason." if untrue else None
    )


def _said_spans(letter: Reading) -> list[Span]:
    return occurrences(clean(letter.facts.said or ""), letter.text)


def several_reasons(letter: Reading) -> str | None:
    """One reason is enough; a second one invites doubt about the first."""
    given = _reasons(letter)
    if len(given) < 2:
        return None
    return f"{len(given)} sentences give a reason: keep one of them, and take out “{_short(given[-1])}”."


def long_reason(letter: Reading) -> str | None:
    """A reason of over 30 words explains too much."""
    size = max((len(_clause(reason, letter).split()) for reason in _reasons(letter)), default=0)
    return f"The reason has {size} words: {_LONGEST} are plenty." if size > _LONGEST else None


def _reasons(letter: Reading) -> list[str]:
    """The sentences that give a reason: those of the user's own, and those that say why."""
    said = [sentence.rstrip(_ENDS) for sentence in letter.split(letter.facts.said or "")]
    courtesy = letter.patterns.find("thanks", "appreciation")
    why = letter.patterns.find("because", *_CLAIMS)
    return [
        sentence
        for sentence in letter.sentences
        if sentence.rstrip(_ENDS) in said or (why.search(sentence) and not courtesy.search(sentence))
    ]


def _clause(sentence: str, letter: Reading) -> str:
    """A reason that ends the sentence of the decision counts from where it begins."""
    found = letter.patterns.find("because", *_CLAIMS).search(sentence)
    return sentence[found.start() :] if found else sentence


def _short(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:6]) + ("…" if len(words) > 6 else "")
