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
    return _worded("alone", reason.statement, None, language) if reason.statement else nothing


def sentence(statement: Statement, situation: Situation, language: str) -> str:
    """The whole sentence for a statement; "" where in this situation it is said otherwise, or not at all."""
    said = _worded("alone", statement, situation, language)
    return said[:1].upper() + said[1:]


def clause(statement: Statement, situation: Situation, language: str) -> str:
    """The statement as it ends the sentence of the decision: `, as …`; "" as for `sentence`."""
    return _worded("joined", statement, situation, language)


def _worded(manner: str, statement: Statement, situation: Situation | None, language: str) -> str:
    reasons = read_language(language).reasons
    kind = next(kind for kind in ("clauses", "phrases") if statement in reasons.table(kind).values)
    special = reasons.table(situation) if situation else reasons.table(kind)
    table = special if statement in special.values else reasons.table(kind)
    reason = table.text(statement)
    return reasons.table(manner).text(kind).format(reason=reason) if reason else ""
