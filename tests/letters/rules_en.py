"""What an English letter has to look like."""

from bowout.domain.reasons import Statement as T
from bowout.domain.situations import Situation as S
from bowout.letters.facts import DUPLICATE, Circumstances, LetterFacts
from tests.letters.cases import LONG
from tests.letters.rules import Rules

SETTLED = (T.ANOTHER_ACCEPTED, T.ANOTHER_CHOSEN, T.STAYING, T.STUDY)


def door(facts: LetterFacts) -> str:
    """What is said of later: whoever has another job is not looking for openings."""
    around, settled = facts.circumstances, bool(facts.said) or facts.statement in SETTLED
    applied_alone = facts.situation is S.WITHDRAW_APPLICATION
    direction = facts.statement is T.DIRECTION
    cases = (
        (facts.situation is S.RESCIND_ACCEPTANCE or facts.letter == DUPLICATE or facts.tone == "brief", ""),
        (bool(around.others_stand) and not settled, "My application"),
        # Sometimes no room is left for one.
        (applied_alone and (facts.highlight == LONG or around != Circumstances()), ""),
        (around.internal and facts.statement in (T.STAYING, T.DIRECTION), ""),
        (
            facts.situation is S.DECLINE_OUTREACH
            and not facts.said
            and facts.statement in (T.DIRECTION, T.ROLE, T.MATCH),
            "hear about other positions",
        ),
        (facts.situation is S.DECLINE_OUTREACH, "hear from you again"),
        (around.internal and not settled, "hear about other openings here"),
        (settled or direction, "stay in touch"),
        (bool(around.agency), "hear about other positions"),
        (True, "hear about future openings"),
    )
    return next(said for holds, said in cases if holds)


RULES = Rules(
    opening="Dear ",
    closing="(?:Kind|Best|Warm) regards,|Yours (?:sincerely|faithfully),|Sincerely,",
    lengths={
        "usual": (45, 90),
        S.WITHDRAW_APPLICATION: (25, 50),
        S.DECLINE_OFFER: (70, 120),
        S.RESCIND_ACCEPTANCE: (70, 120),
        DUPLICATE: (25, 90),
        "brief": (25, 50),
        "brief_duplicate": (25, 65),
    },
    # "2:00 PM" is two words; "December 3" is no longer.
    room=lambda facts: 2 if facts.language == "en-US" and facts.ahead else 0,
    decision="withdraw|declin|will not be pursuing",
    thanks="thank",
    stock="after careful consideration|at this time|not the right fit|paths cross|confident you will|once again"
    "|finds you well|reaching out|reached out|regret to|please be advised|do not hesitate|pleasure",
    reasons="goal|personal|salary|another",
    request="Please ",
    door=door,
    slot="Thursday, 3 December at 14:00 CET",
    forbidden={"a possessive": "Acme['’]s"},
    rescinding="^I am writing to withdraw my acceptance of the offer",
)
