"""What a letter says of a reason. Loads no Jinja, so that a list of reasons can show it."""

from bowout.domain.reasons import Reason, Statement
from bowout.domain.situations import Situation
from bowout.letters.languages import DEFAULT, read_language


def says(reason: Reason, language: str = DEFAULT) -> str:
    """The sentence that a letter gives for a reason, or the language's word for none.

    Raises:
        UsageError: there are no letters in that language.
    """
    nothing = read_language(language).reasons.text("nothing")
    return _worded(reason.statement, "", language, "alone") if reason.statement else nothing


def sentence(statement: Statement, situation: Situation, language: str) -> str:
    """The whole sentence for a statement; "" where in this situation it is said otherwise, or not at all."""
    return _worded(statement, situation, language, "alone")


def clause(statement: Statement, situation: Situation, language: str) -> str:
    """The statement as it ends the sentence of the decision: `, as …`; "" as for `sentence`."""
    return _worded(statement, situation, language, "joined")


def _worded(statement: Statement, situation: str, language: str, manner: str) -> str:
    reasons = read_language(language).reasons
    kind = "phrases" if statement in reasons.table("phrases").values else "clauses"
    special = reasons.table(situation)
    reason = (special if statement in special.values else reasons.table(kind)).text(statement)
    text = reasons.table(manner).text(kind).format(reason=reason) if reason else ""
    return text[:1].upper() + text[1:]
