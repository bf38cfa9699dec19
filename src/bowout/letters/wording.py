"""What a letter says of a reason. Loads no Jinja, so that a list of reasons can show it."""

from bowout.domain.reasons import Reason, Statement
from bowout.letters.facts import NEUTRAL
from bowout.letters.languages import DEFAULT, Language, read_language


def says(reason: Reason, language: str = DEFAULT) -> str:
    """The sentence that a letter gives for a reason, or the language's word for none.

    Raises:
        UsageError: there are no letters in that language.
    """
    words = read_language(language)
    return (
        _worded(reason.statement, "", words, "alone") if reason.statement else words.reasons.text("nothing")
    )


def sentence(statement: Statement, situation: str, language: str, tone: str = NEUTRAL) -> str:
    """The whole sentence for a statement; "" where in this situation it is said otherwise, or not at all."""
    return _worded(statement, situation, read_language(language, tone), "alone")


def clause(statement: Statement, situation: str, language: str, tone: str = NEUTRAL) -> str:
    """The statement as it ends the sentence of the decision: `, as …`; "" as for `sentence`."""
    return _worded(statement, situation, read_language(language, tone), "joined")


def _worded(statement: Statement, situation: str, language: Language, manner: str) -> str:
    reasons = language.reasons
    kind = "phrases" if statement in reasons.table("phrases").values else "clauses"
    special = reasons.table(situation)
    reason = (special if statement in special.values else reasons.table(kind)).text(statement)
    whole = reasons.table("sentences")
    usual = "" if statement in special.values else whole.text(statement)
    if reason and manner == "alone" and (own := whole.table(situation).text(statement) or usual):
        return own
    text = reasons.table(manner).text(kind).format(reason=reason) if reason else ""
    return text[:1].upper() + text[1:]
