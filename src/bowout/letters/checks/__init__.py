"""The checks that nothing leaves without; they read any text, written by the program or by hand."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bowout.domain.follow_ups import ANSWERS, GOING_ON, FollowUp
from bowout.domain.people import Person
from bowout.letters.checks import form, naming, privacy, reasons, style, truth
from bowout.letters.checks.reading import Reading
from bowout.letters.facts import Draft, Finding, LetterFacts, PrivateWords


@dataclass(frozen=True, slots=True)
class Check:
    """A code, its level, and the function that says what is wrong, or None.

    `recorded`: it compares with what is recorded, and says nothing of a text alone.
    """

    code: str
    level: str
    look: Callable[[Reading], str | None]
    recorded: bool = False


CHECKS = (
    Check("placeholder", "error", form.placeholder),
    Check("position_missing", "error", naming.position_missing, recorded=True),
    Check("name_misspelt", "error", naming.name_misspelt, recorded=True),
    Check("decision_missing", "error", form.decision_missing),
    Check("decision_late", "error", form.decision_late),
    Check("did_not_happen", "error", truth.did_not_happen, recorded=True),
    Check("private_words", "error", privacy.private_words, recorded=True),
    Check("health", "error", privacy.health),
    Check("family", "error", privacy.family),
    Check("money", "error", privacy.money),
    Check("other_employer", "error", privacy.other_employer, recorded=True),
    Check("blame", "error", truth.blame),
    Check("untrue_reason", "error", reasons.untrue_reason, recorded=True),
    Check("too_long", "error", form.too_long),
    Check("doors_after_accepting", "error", truth.doors_after_accepting, recorded=True),
    Check("apology_missing", "error", truth.apology_missing, recorded=True),
    Check("header_break", "error", form.header_break),
    Check("no_recipient", "warning", form.no_recipient, recorded=True),
    Check("thanks", "warning", style.thanks),
    Check("too_short", "warning", form.too_short),
    Check("rather_long", "warning", form.rather_long),
    Check("several_reasons", "warning", reasons.several_reasons),
    Check("long_reason", "warning", reasons.long_reason),
    Check("comparative", "warning", style.comparative),
    Check("reopening", "warning", truth.reopening),
    Check("relative_date", "warning", style.relative_date),
    Check("subject_length", "warning", form.subject_length),
    Check("shouting", "warning", style.shouting),
    Check("slot_not_named", "warning", truth.slot_not_named, recorded=True),
    Check("closing_clash", "warning", style.closing_clash),
    Check("stock_phrase", "info", style.stock_phrase),
)
_NO_DECISION = (FollowUp.EXPLAIN, FollowUp.RECONNECT, FollowUp.STILL_INTERESTED, FollowUp.TAKE_BACK)
# A check that has nothing to say of some of the letters that are not the leaving itself.
_NOT_OF: dict[str, tuple[FollowUp, ...]] = {
    "decision_missing": _NO_DECISION,
    "decision_late": _NO_DECISION,
    "doors_after_accepting": GOING_ON,
    "apology_missing": (*ANSWERS, FollowUp.STILL_INTERESTED, FollowUp.DECLINE_STAGE),
    "reopening": GOING_ON,
    "slot_not_named": (FollowUp.TAKE_BACK,),
}
RECORDED = frozenset(entry.code for entry in CHECKS if entry.recorded)


def check(
    draft: Draft,
    facts: LetterFacts,
    private: PrivateWords,
    recipients: tuple[Person, ...] | None = None,
    *,
    skip: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Read a letter against the record; errors first. The rules are in letters.md, "The checks".

    `recipients` are those of the delivery, where they are not those of the
    facts; `skip` are the codes of checks that do not apply.
    """
    letter = Reading(draft, facts, private, facts.recipients if recipients is None else recipients)
    apply = (
        entry for entry in CHECKS if entry.code not in skip and facts.kind not in _NOT_OF.get(entry.code, ())
    )
    found = ((entry, entry.look(letter)) for entry in apply)
    return tuple(Finding(entry.code, entry.level, message) for entry, message in found if message)
