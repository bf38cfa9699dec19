"""The checks that nothing leaves without; they read any text, written by the program or by hand."""

from collections.abc import Callable
from dataclasses import dataclass

from bowout.domain.people import Person
from bowout.letters.checks import form, privacy, style, truth
from bowout.letters.checks.reading import Reading
from bowout.letters.facts import Draft, Finding, LetterFacts, PrivateWords


@dataclass(frozen=True, slots=True)
class Check:
    """A code, its level, and the function that says what is wrong, or None."""

    code: str
    level: str
    look: Callable[[Reading], str | None]


CHECKS = (
    Check("placeholder", "error", form.placeholder),
    Check("position_missing", "error", form.position_missing),
    Check("name_misspelt", "error", form.name_misspelt),
    Check("decision_missing", "error", form.decision_missing),
    Check("decision_late", "error", form.decision_late),
    Check("did_not_happen", "error", truth.did_not_happen),
    Check("private_words", "error", privacy.private_words),
    Check("health", "error", privacy.health),
    Check("family", "error", privacy.family),
    Check("money", "error", privacy.money),
    Check("other_employer", "error", privacy.other_employer),
    Check("blame", "error", truth.blame),
    Check("untrue_reason", "error", truth.untrue_reason),
    Check("too_long", "error", form.too_long),
    Check("doors_after_accepting", "error", truth.doors_after_accepting),
    Check("apology_missing", "error", truth.apology_missing),
    Check("header_break", "error", form.header_break),
    Check("no_recipient", "warning", form.no_recipient),
    Check("thanks", "warning", style.thanks),
    Check("too_short", "warning", form.too_short),
    Check("rather_long", "warning", form.rather_long),
    Check("long_reason", "warning", style.long_reason),
    Check("comparative", "warning", style.comparative),
    Check("reopening", "warning", truth.reopening),
    Check("relative_date", "warning", style.relative_date),
    Check("subject_length", "warning", form.subject_length),
    Check("shouting", "warning", style.shouting),
    Check("slot_not_named", "warning", truth.slot_not_named),
    Check("stock_phrase", "info", style.stock_phrase),
)


def check(
    draft: Draft, facts: LetterFacts, private: PrivateWords, recipients: tuple[Person, ...] | None = None
) -> tuple[Finding, ...]:
    """Read a letter against the record; errors first. The rules are in letters.md, "The checks".

    `recipients` are those of the delivery, where they are not those of the facts.
    """
    letter = Reading(draft, facts, private, facts.recipients if recipients is None else recipients)
    found = ((entry, entry.look(letter)) for entry in CHECKS)
    return tuple(Finding(entry.code, entry.level, message) for entry, message in found if message)
