"""What is said beside the letter."""

import re
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from bowout.domain.people import Person
from bowout.domain.reasons import REASONS, Exposure, Statement, statement_for
from bowout.domain.situations import Situation as S
from bowout.domain.stages import StageKind as K
from bowout.letters.advice import OtherApplication, Surroundings, advice
from bowout.letters.facts import Circumstances, LetterFacts, Meeting, Sender
from bowout.letters.wording import sentence
from tests.letters.cases import BASE, BOOKED, DANA, LANGUAGES, ON_A_DAY, TALK, TODAY, at

OFFER = replace(BASE, situation=S.DECLINE_OFFER, statement=Statement.DIRECTION)
RESCIND = replace(BASE, situation=S.RESCIND_ACCEPTANCE)
NEXT = replace(BASE, situation=S.DECLINE_NEXT_INTERVIEW, held=(TALK,), ahead=(BOOKED,))
SLOT = replace(BOOKED, people=("Dana Fox", "Lee Wong"))
SOON = replace(NEXT, circumstances=Circumstances(imminent=SLOT))
FULL = Surroundings(
    answer_by=Meeting(K.OFFER, day=date(2026, 12, 4)),
    agency="Search & Co",
    referrers=("Kim Park",),
    coordinators=("Ola Nord",),
    referees=True,
    others=(
        OtherApplication(7, "Backend Engineer", same=True),
        OtherApplication(8, "Data Engineer"),
    ),
)


def by_agency(facts: LetterFacts, **changes: object) -> LetterFacts:
    """The same, with the agency Search & Co between."""
    around = replace(facts.circumstances, agency="Search & Co")
    ann = Person("Ann Lee", "ann@search.example")
    return replace(facts, circumstances=around, recipients=(ann,), **changes)  # type: ignore[arg-type]


def test_a_plain_withdrawal_is_sent_soon_and_made_in_the_portal_too() -> None:
    assert advice(BASE) == (
        "Send it within a day or two.",
        "If you applied through a portal, withdraw there as well.",
    )
    assert advice(by_agency(BASE)) == ("Send it within a day or two.",)
    outreach = replace(BASE, situation=S.DECLINE_OUTREACH, applied=False)
    assert advice(outreach) == ("Send it within a day or two.",)


def test_a_letter_to_nobody_known_has_a_place() -> None:
    nobody = (Person("Dana Fox"),)
    assert advice(replace(BASE, recipients=nobody))[1] == (
        "No address of theirs is known: paste the letter into the portal where you applied, and withdraw there."
    )
    assert advice(replace(BASE, recipients=(), applied=False))[1] == (
        "No address of theirs is known: paste the letter where they wrote to you."
    )
    assert "No address of theirs is known: ask on the phone where to send the letter." in advice(
        replace(RESCIND, recipients=nobody)
    )


def test_an_offer_is_declined_by_telephone_first_with_scripts() -> None:
    assert advice(OFFER) == (
        "Call Dana Fox first, then send the letter on the same day.",
        (
            "On the phone: “Hello, this is Sam Taylor, about the Backend Engineer position at Acme. Thank you very "
            "much for the offer. I have decided to decline it. I am putting it in writing now.”"
        ),
        "If they ask why: “My career goals have changed.” If they offer more: “Thank you, but my decision stands.”",
        (
            "For voicemail: “Hello, this is Sam Taylor, about the Backend Engineer position at Acme. I am very "
            "grateful for the offer, but I have decided to decline it. I am putting it in writing now. Thank you, "
            "and goodbye.”"
        ),
        "If you applied through a portal, decline there as well.",
    )


@pytest.mark.parametrize(
    ("wanted", "late", "language", "line"),
    [
        (
            Meeting(K.OFFER, day=date(2026, 12, 4)),
            False,
            "en-GB",
            "They expect your answer by Friday, 4 December; whoever is next on their list is glad of every day.",
        ),
        (
            Meeting(K.OFFER, at=at(4, hour=17)),
            False,
            "en-US",
            (
                "They expect your answer by Friday, December 4 at 5:00 PM CET; whoever is next on their list is glad "
                "of every day."
            ),
        ),
        (
            Meeting(K.OFFER, day=TODAY),
            False,
            "en-GB",
            "They expect your answer today, Tuesday, 24 November.",
        ),
        (
            Meeting(K.OFFER, day=date(2026, 11, 20)),
            True,
            "en-GB",
            "They wanted your answer by Friday, 20 November. A late one is better than none: give it today.",
        ),
    ],
)
def test_an_offers_deadline_comes_first(wanted: Meeting, late: bool, language: str, line: str) -> None:
    around = Surroundings(answer_by=wanted, late=late)
    assert advice(replace(OFFER, language=language), around)[0] == line
    assert not any("your answer" in text for text in advice(RESCIND, around))


def test_before_rescinding_comes_a_checklist() -> None:
    given = advice(RESCIND)
    assert given[:4] == (
        "Have you signed? Then first read what: notice, a bonus to repay. If in doubt, ask a lawyer or your union.",
        "If a visa hangs on this job, or a careers office helped you to it, ask there first; some have rules.",
        "Have what you do instead in writing first, and resign from nothing until then.",
        "Call Dana Fox first, then send the letter on the same day.",
    )
    assert "I am calling to withdraw my acceptance of the offer. I am sorry to go back on my word" in given[4]
    assert (
        "I have some news about my start. Please call me back on +44 20 7946 0000. I am putting" in given[6]
    )
    assert "acceptance" not in given[6]
    assert not any("portal" in text for text in given)


def test_a_voicemail_asks_to_be_called_back_where_there_is_a_number() -> None:
    assert "Please call me back at +44 20 7946 0000." in advice(replace(RESCIND, language="en-US"))[6]
    unlisted = replace(RESCIND, sender=Sender("Sam Taylor", "sam@taylor.example"))
    assert "about my start. I am putting it in writing now." in advice(unlisted)[6]
    assert "call me back" not in " ".join(advice(OFFER))


def test_an_interview_within_a_day_is_called_off_by_telephone() -> None:
    assert advice(SOON) == (
        "Call Dana Fox now, then send the letter: the interview is so near that they may read it too late.",
        (
            "On the phone: “Hello, this is Sam Taylor, about the Backend Engineer position at Acme. I have decided to "
            "withdraw, so please do not expect me on 3 December. I am sorry for the short notice, and I thank you for "
            "the invitation. I am putting it in writing now.”"
        ),
        (
            "If they ask why: “I would rather keep that to myself.” "
            "If they offer another time: “Thank you, but my decision stands.”"
        ),
        (
            "For voicemail: “Hello, this is Sam Taylor, about the Backend Engineer position at Acme. I am sorry for "
            "the short notice, but I am withdrawing and will not be there on 3 December. I am putting it in writing "
            "now. Thank you, and goodbye.”"
        ),
        "If you applied through a portal, withdraw there as well.",
        "Make sure that word reaches Lee Wong in time: the letter does not go to them.",
    )
    on_a_day = Circumstances(imminent=replace(ON_A_DAY, kind=K.SCREENING))
    american = advice(replace(NEXT, circumstances=on_a_day, language="en-US"))
    assert "the screening call is so near" in american[0]
    assert "will not be there on December 3." in american[3]
    assert not any("phone" in text for text in advice(NEXT))


def test_of_two_applications_only_one_is_called_off() -> None:
    twice = replace(SOON, circumstances=replace(SOON.circumstances, submitted_twice=True, later=True))
    said, voicemail = advice(twice)[1], advice(twice)[3]
    assert "withdrawing one of them, so please do not expect me on 3 December. The other one stands." in said
    assert "withdrawing one of my two applications and will not be there on 3 December" in voicemail
    assert "decided to withdraw" not in said


def test_whom_to_call_is_the_agency_where_the_letter_goes_there() -> None:
    given = advice(by_agency(OFFER))
    assert given[0] == "Call Ann Lee at Search & Co first, then send the letter on the same day."
    assert "I am putting it in writing now, so that you can pass it on.”" in given[1]
    assert "at Acme" in given[1]
    # An agency that has not said who its client is stands where the company would.
    secret = advice(by_agency(OFFER, company="Search & Co"))
    assert "about the Backend Engineer position with your client. Thank you" in secret[1]
    nameless = replace(by_agency(OFFER), recipients=(Person(None, "jobs@search.example"),))
    assert advice(nameless)[0].startswith("Call Search & Co first,")
    assert advice(replace(OFFER, recipients=()))[0].startswith("Call first,")


def test_ones_own_employer_is_not_named_to_itself() -> None:
    inside = replace(OFFER, circumstances=Circumstances(internal=True))
    assert "about the Backend Engineer position. Thank you" in advice(inside)[1]


def test_the_answer_to_why_is_what_the_letter_says_and_no_more() -> None:
    for language, statement in product(LANGUAGES, Statement):
        facts = replace(OFFER, statement=statement, language=language)
        assert f"ask why: “{sentence(statement, S.DECLINE_OFFER, language)}” If" in advice(facts)[2]
    # What would ask for a counter-proposal is not in the letter, and so not said.
    assert (
        "ask why: “I would rather keep that to myself.”"
        in advice(replace(RESCIND, statement=Statement.TERMS))[5]
    )
    assert (
        "ask why: “I am moving north.” If"
        in advice(replace(OFFER, statement=None, said="I am moving north"))[2]
    )


def test_who_else_is_to_be_told() -> None:
    around = Surroundings(
        referrers=("Park, Kim", "Li Wei"), coordinators=("Ola Nord", "Lee Wong"), referees=True
    )
    assert advice(SOON, around)[5:] == (
        "Make sure that word reaches Ola Nord and Lee Wong in time: the letter does not go to them.",
        "Kim Park and Li Wei referred you: tell them yourself, before they hear it from others.",
        "Tell your referees that they need not expect a call.",
    )
    assert advice(replace(BASE, company="Fig Inc."), Surroundings(agency="Search & Co"))[0] == (
        "Tell Search & Co first: the agency speaks for you there, and should not hear it from Fig Inc."
    )


def test_other_applications_at_the_company_stay_open() -> None:
    twice = replace(BASE, circumstances=Circumstances(submitted_twice=True))

    def said(*others: OtherApplication, facts: LetterFacts = twice) -> tuple[str, ...]:
        return advice(facts, Surroundings(others=others))[2:]

    both = (
        "Application 7 for the same position stays open, but this letter may be read as of both: withdraw that one "
        "as well, or give the reason administrative to withdraw this one alone."
    )
    assert said(OtherApplication(7, "Backend Engineer", same=True), facts=BASE) == (both,)

    assert said(OtherApplication(7, "Backend Engineer", same=True)) == (
        "Application 7 for the same position stays open: only the later submission is withdrawn.",
    )
    assert said(OtherApplication(7, "Backend Engineer", same=True, later=True)) == (
        (
            "Application 7 for the same position came later and stays open; usually the later one is withdrawn, "
            "so see whether you meant it."
        ),
    )
    assert said(OtherApplication(7, "")) == ("Application 7 (not named) at the same company stays open.",)
    assert said(*(OtherApplication(number, "Engineer") for number in range(7, 12))) == (
        "Applications 7 (Engineer), 8 (Engineer), 9 (Engineer), 2 more at the same company stay open.",
    )


def test_the_least_urgent_falls_away_where_there_is_too_much_to_read() -> None:
    given = advice(replace(OFFER, circumstances=SOON.circumstances), FULL)
    assert len(given) == 9
    assert given[0].startswith("Tell Search & Co first") and given[1].startswith("They expect your answer by")
    assert given[2].startswith("Call Dana Fox now") and given[-1].startswith("Kim Park referred you")


def test_names_are_spoken_and_end_in_one_full_stop() -> None:
    facts = replace(
        OFFER, company="The Fig Tree Inc.", recipients=(Person("Fox, Dana\n", "dana@fig.example"),)
    )
    given = advice(facts)
    assert given[0].startswith("Call Dana Fox first")
    assert "at The Fig Tree Inc. Thank you" in given[1]


SECRETS = "burnout", "Nora", "75k", "Globex", "Mortimer", "drained"
UNSAID = tuple(reason for reason in REASONS.values() if reason.exposure is not Exposure.SAY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("situation", S)
def test_no_advice_tells_what_is_private(situation: S, language: str) -> None:
    for reason, spoke, shape, around in product(
        REASONS.values(), (True, False), (BASE, SOON, by_agency(SOON)), (Surroundings(), FULL)
    ):
        statement = statement_for(reason, accepted_elsewhere=spoke, spoke=spoke)
        facts = replace(shape, situation=situation, language=language, statement=statement)
        text = "\n".join(advice(facts, around))
        assert not re.search("  |[.][.]|[{}]|None", text)
        said = text.replace(sentence(statement, situation, language), "") if statement else text
        for secret in (*SECRETS, *(unsaid.slug for unsaid in UNSAID), *(unsaid.label for unsaid in UNSAID)):
            assert not re.search(rf"\b{re.escape(secret)}\b", said, re.IGNORECASE), secret
        assert reason.definition not in text


def test_a_softened_reason_cannot_be_told_from_the_others_that_share_its_sentence() -> None:
    def said(slug: str) -> tuple[str, ...]:
        statement = statement_for(REASONS[slug], accepted_elsewhere=False, spoke=True)
        return advice(replace(OFFER, statement=statement), FULL)

    assert said("health") == said("personal_family")
    assert said("hiring_process") == said("unspecified")


def test_a_script_is_for_the_first_whom_the_letter_names() -> None:
    two = replace(OFFER, recipients=(DANA, Person("Tom Reed", "tom@acme.example")))
    assert advice(two)[0] == advice(OFFER)[0]
