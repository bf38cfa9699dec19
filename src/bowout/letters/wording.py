"""What a letter says of a reason. Loads no Jinja, so that a list of reasons can show it."""

from bowout.domain.reasons import Reason, Statement
from bowout.domain.situations import Situation
from bowout.letters.languages import DEFAULT, read_language


def says(reason: Reason, language: str = DEFAULT) -> str:
    """The sentence that a letter gives for a reason, or the language's word for none.

    Raises:
        UsageError: there are no letters in that language.
    """
    reasons = read_language(language).reasons
    return reasons.table("says").text(reason.statement) if reason.statement else reasons.text("nothing")


def sentence(statement: Statement, situation: Situation, language: str) -> str:
    """The sentence for a statement; "" where in this situation it is said otherwise, or not at all."""
    reasons = read_language(language).reasons
    special = reasons.table(situation)
    return special.text(statement) if statement in special.values else reasons.table("says").text(statement)
