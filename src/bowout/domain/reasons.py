"""Why one leaves: the categories, what may be said of each, and what stays private.

The reason is what is true and is recorded. What a letter is given is a
statement: the key of a sentence that is mild and still true. Where a reason is
softened, several reasons share one statement, so that the letter cannot tell
which it was.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from bowout.domain.choices import choose
from bowout.domain.errors import UsageError


class Exposure(StrEnum):
    """What happens to a reason on its way to the letter."""

    SAY = "say"
    SOFTEN = "soften"
    OMIT = "omit"


class Statement(StrEnum):
    """A public sentence, worded in templates/letters/LANGUAGE/reasons.toml."""

    ANOTHER_ACCEPTED = "another_accepted"
    ANOTHER_CHOSEN = "another_chosen"
    STAYING = "staying"
    DIRECTION = "direction"
    ROLE = "role"
    MATCH = "match"
    TERMS = "terms"
    RANGE = "range"
    LOCATION = "location"
    ARRANGEMENT = "arrangement"
    PERSONAL = "personal"
    STUDY = "study"
    ADMINISTRATIVE = "administrative"


class Reason(NamedTuple):
    """A category of reason; `private` names what the letter never says of it."""

    slug: str
    label: str
    definition: str
    exposure: Exposure
    statement: Statement | None
    keep_in_touch: bool
    private: str
    aliases: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The label as it stands within a sentence."""
        return self.label[:1].lower() + self.label[1:]


_SAY, _SOFTEN, _OMIT = Exposure.SAY, Exposure.SOFTEN, Exposure.OMIT
_ALL = (
    Reason(
        "other_offer",
        "Another offer",
        "I accepted or prefer a job elsewhere.",
        _SAY,
        Statement.ANOTHER_CHOSEN,
        True,
        "the other employer, the pay, any comparison",
        ("elsewhere", "another job"),
    ),
    Reason(
        "staying_put",
        "Staying where I am",
        "My present job got better: a promotion, a counter-offer.",
        _SAY,
        Statement.STAYING,
        True,
        "the terms of staying",
        ("counter offer", "promotion", "present job"),
    ),
    Reason(
        "career_direction",
        "Career direction",
        "My own goals have moved.",
        _SAY,
        Statement.DIRECTION,
        True,
        "doubts about them or about me",
        ("goals",),
    ),
    Reason(
        "role_mismatch",
        "Role does not match",
        "The duties, the level or the scope are not what I look for.",
        _SAY,
        Statement.ROLE,
        True,
        "that it is beneath me, or not as advertised",
        ("duties", "level", "scope"),
    ),
    Reason(
        "culture_company",
        "Culture or company",
        "People, values, reputation; something raised a flag.",
        _SOFTEN,
        Statement.MATCH,
        False,
        "what raised it: people, reviews, layoffs",
        ("values", "red flags"),
    ),
    Reason(
        "compensation",
        "Compensation",
        "Pay and benefits.",
        _SOFTEN,
        Statement.TERMS,
        True,
        "every figure",
        ("pay", "salary", "benefits", "money"),
    ),
    Reason(
        "location",
        "Location",
        "Relocation or the commute.",
        _SAY,
        Statement.LOCATION,
        True,
        "addresses and family",
        ("commute", "relocation"),
    ),
    Reason(
        "work_arrangement",
        "Work arrangement",
        "Hours, travel, remote work, the kind of contract.",
        _SAY,
        Statement.ARRANGEMENT,
        True,
        "childcare, a second job",
        ("hours", "travel", "remote", "contract"),
    ),
    Reason(
        "personal_family",
        "Personal or family",
        "Something in my family or private life.",
        _SOFTEN,
        Statement.PERSONAL,
        True,
        "who it concerns, and what it is",
        ("private",),
    ),
    Reason(
        "health",
        "Health",
        "My own health.",
        _SOFTEN,
        Statement.PERSONAL,
        True,
        "everything; the word itself never appears",
        ("illness", "sick"),
    ),
    Reason(
        "further_study",
        "Further study",
        "I go on to study instead.",
        _SAY,
        Statement.STUDY,
        True,
        "nothing in particular",
        ("university", "degree"),
    ),
    Reason(
        "hiring_process",
        "The hiring process",
        "Slow, disorganised, silent or disrespectful.",
        _OMIT,
        None,
        False,
        "the delay, and every name",
        ("slow",),
    ),
    Reason(
        "administrative",
        "Administrative",
        "A duplicate, a mistake, a permit, a start date.",
        _SAY,
        Statement.ADMINISTRATIVE,
        True,
        "whose fault it was",
        ("duplicate", "mistake", "permit", "visa"),
    ),
    Reason(
        "unspecified", "Unspecified", "No reason given.", _OMIT, None, True, "a reason of any kind", ("none",)
    ),
)
REASONS = {reason.slug: reason for reason in _ALL}
UNSPECIFIED = "unspecified"


def reason_named(word: str) -> Reason:
    """Read a reason as a person shortens it; UsageError prints the list."""
    try:
        return REASONS[choose(word, {reason.slug: reason.aliases for reason in _ALL}, "reason")]
    except UsageError as error:
        error.hint = f"{error.hint} `bowout reasons` says what each one means."
        raise


def most_noted(slugs: Sequence[str]) -> list[str]:
    """Each of these reasons once, the most often noted first."""
    return sorted(dict.fromkeys(slugs), key=lambda slug: -slugs.count(slug))


# What may be said where one step is declined and the process goes on: nothing that speaks against the position.
SAID_OF_A_STEP = (Statement.PERSONAL, Statement.ADMINISTRATIVE, Statement.LOCATION, Statement.ARRANGEMENT)


def statement_for(reason: Reason, *, accepted_elsewhere: bool, spoke: bool) -> Statement | None:
    """Choose what a letter may say of a reason, and claim no more than the record shows.

    `accepted_elsewhere`: another application of mine stands accepted, so "I have
    accepted" is true. `spoke`: a call or an interview was held, or an offer
    made; only then was there a range of pay to speak of.
    """
    if reason.statement is Statement.ANOTHER_CHOSEN and accepted_elsewhere:
        return Statement.ANOTHER_ACCEPTED
    if reason.statement is Statement.TERMS and spoke:
        return Statement.RANGE
    return reason.statement
