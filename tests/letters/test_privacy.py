"""What was noted for oneself has no way into a letter."""

import re
from dataclasses import fields, replace
from inspect import signature
from itertools import product

import pytest

from bowout.domain.reasons import REASONS, Exposure, Reason, Statement, statement_for
from bowout.domain.situations import Situation as S
from bowout.letters.checks import check
from bowout.letters.compose import compose
from bowout.letters.facts import Circumstances, LetterFacts, Place, PrivateWords
from tests.letters.cases import BASE, LANGUAGES, SHAPES, TALK, ever_applied, one_of_each

NOTE = "Burnout and Nora's pregnancy, the wedding in Aberystwyth; Globex pays 83,500 against their 75k"
CONCERN = "everybody looked drained, and Mortimer shouted at the intern"
SALARY = "75k"
SECRETS = re.findall("[a-z0-9]+", "burnout nora pregnan wedding globex 83 75 drained mortimer shout intern")


def letters(reason: Reason) -> list[tuple[LetterFacts, str]]:
    """Every letter that leaving for `reason` can become."""
    found = []
    for situation in S:
        for shape, language, elsewhere, spoke, applied in product(
            SHAPES[situation], LANGUAGES, (True, False), (True, False), ever_applied(situation)
        ):
            facts = replace(
                BASE,
                situation=situation,
                language=language,
                applied=applied,
                held=shape.held,
                ahead=shape.ahead,
                offered_on=shape.offered_on,
                statement=statement_for(reason, accepted_elsewhere=elsewhere, spoke=spoke),
                keep_in_touch=reason.keep_in_touch,
            )
            draft = compose(facts)
            found.append((facts, f"{draft.subject}\n{draft.body}"))
    return found


@pytest.mark.parametrize("slug", REASONS)
def test_no_private_word_reaches_a_letter_whatever_the_reason(slug: str) -> None:
    reason = REASONS[slug]
    for _, text in letters(reason):
        bare = text.replace("+44 20 7946 0000", "").casefold()
        assert not [word for word in SECRETS if word in bare]
        assert reason.definition not in text
        if reason.exposure is Exposure.OMIT:
            assert not re.search("because|, as |the reason|slow|delays", bare)
        if slug == "health":
            assert not re.search("health|ill|sick|doctor", bare.replace("will", "").replace("still", ""))
        if slug == "culture_company":
            assert not re.search("culture|values|reputation|people", bare)
        if slug == "compensation":
            assert not re.search(r"\d", bare.partition("salary")[2].partition(".")[0])


def test_a_letter_is_made_from_facts_that_have_no_room_for_a_secret() -> None:
    assert list(signature(compose).parameters) == ["facts"]
    assert {field.name for field in fields(LetterFacts)} == {
        "situation", "language", "sender", "company", "position", "today", "applied", "recipients", "held",
        "ahead", "offered_on", "statement", "said", "highlight", "keep_in_touch", "tone", "form", "circumstances",
        "beside", "thread",
        "kind", "ended_on", "ended_by", "other_position",
    }  # fmt: skip
    assert {field.name for field in fields(Place)} == {"company", "position", "situation", "applied"}
    assert {field.name for field in fields(Circumstances)} == {
        "agency", "internal", "moved", "moved_by_me", "silent", "imminent", "submitted_twice", "through", "later",
        "others_stand", "again",
    }  # fmt: skip


def test_a_softened_reason_cannot_be_told_from_the_others_that_share_its_sentence() -> None:
    assert [text for _, text in letters(REASONS["health"])] == [
        text for _, text in letters(REASONS["personal_family"])
    ]


def test_the_true_wording_of_another_job_is_for_that_reason_alone() -> None:
    for slug, reason in REASONS.items():
        english = ((facts, text) for facts, text in letters(reason) if facts.language.startswith("en"))
        for facts, text in english:
            accepted = "accepted another position" in text
            assert accepted == (facts.statement is Statement.ANOTHER_ACCEPTED)
            assert ("personal circumstances" in text.casefold()) == (slug in ("health", "personal_family"))
            outreach = facts.situation is S.DECLINE_OUTREACH
            assert ("not looking to move" in text) == (outreach and slug == "staying_put")
            looking = slug in ("career_direction", "role_mismatch", "culture_company")
            assert ("not the direction I am heading in" in text) == (outreach and looking)


PRIVATE = PrivateWords((NOTE, CONCERN, SALARY), ("Globex Corporation", "The Initech Company, Inc.", "Hooli"))
NEXT = replace(BASE, situation=S.WITHDRAW_AFTER_INTERVIEW, held=(TALK,))
LEAKS = {
    "private_words": (
        "I was drained.",
        "Mortimer was there.",
        "We move to Aberystwyth.",
        "The interns were kind.",
        "It was Nora's idea.",
        "My number is 83500.",
        "The shouting stopped.",
    ),
    "health": (
        "Burn-out is near.",
        "I am burnt out.",
        "I am pregnant.",
        "I was ill.",
        "My health comes first.",
        "I had surgery.",
        "I suffer from anxiety.",
        "I saw a doctor.",
        "For health reasons.",
        "The doctor said no.",
        "Therapy takes up the days.",
        "A hospital stay is due to begin.",
    ),
    "family": (
        "My wife agrees.",
        "Our son is small.",
        "My husband moved.",
        "For family reasons.",
        "My mother needs me.",
        "We have two kids.",
        "My partner moved.",
        "Childcare is hard.",
        "I will be caring for a relative.",
        "We have a newborn at home.",
        "Our family comes first.",
    ),
    "money": (
        "I need 75k.",
        "I ask for £75,000.",
        "75 000 is the least.",
        "It was 75000 a year.",
        "80 K would do.",
        "€ 70.000 it is.",
        "EUR 70 is low.",
        "20% more would do.",
        "six figures it is.",
        "I need ninety thousand.",
        "I would need £1m.",
        "The salary of €2 million is fine.",
        "It is a salary of 12,000 people like.",
    ),
    "other_employer": (
        "I join Globex.",
        "I go to GLOBEX CORPORATION.",
        "At Initech I start.",
        "Hooli has me.",
        "I have signed with Microsoft.",
        "I have accepted a job with Siemens.",
        "I have found a better job at Google.",
        "I am joining Siemens.",
        "I work for Amazon now.",
        "I have a second job.",
    ),
    "blame": ("It took you a month to reply.", "You were slow to respond.", "I waited two months for you."),
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in LEAKS.items() for text in texts])
def test_a_leak_is_caught_in_an_edited_letter_and_in_the_users_own_sentence(code: str, text: str) -> None:
    draft = compose(NEXT)
    draft = replace(draft, body=draft.body.replace("\n\nKind", f" {text}\n\nKind"))
    assert code in {entry.code for entry in check(draft, NEXT, PRIVATE)}
    said = replace(NEXT, said=text)
    assert code in {entry.code for entry in check(compose(said), said, PRIVATE)}


def test_a_leak_in_the_subject_is_caught() -> None:
    draft = replace(compose(NEXT), subject="Withdrawal of application: I join Globex")
    assert [entry.code for entry in check(draft, NEXT, PrivateWords((), ("Globex",)))] == ["other_employer"]


def test_the_programs_own_letters_pass_whatever_was_noted() -> None:
    # The user's notes share words with every letter: names, the highlight, ordinary words.
    note = (
        "Dana Fox said the on-call practice walk was fine, Priya was kind; I would withdraw my application, "
        "thank you, career goals, the Backend Engineer position at Acme, 3 December at 14:00 CET, "
        "+44 20 7946 0000, success"
    )
    employers = (
        "Acme Labs",
        "December",
        "Kind",
        "Match",
        "Indeed",
        "Target",
        "The Search",
        "Thank",
        "Acme",
        "You",
    )
    for facts in one_of_each(highlight="the walk through your on-call practice"):
        found = check(compose(facts), facts, PrivateWords((note,), employers))
        assert not [entry for entry in found if entry.level == "error"], found


@pytest.mark.parametrize(
    ("company", "employer", "text", "caught"),
    [
        ("Acme Labs", "Acme", "I liked Acme Labs.", False),
        ("Acme Labs", "Acme", "I liked Acme.", False),
        ("Acme", "Acme Labs", "I join Acme Labs.", True),
        ("Acme", "Target", "I missed the target.", False),
        ("Acme", "Target", "I go to Target.", True),
        ("Acme", "Indeed", "Indeed I did.", False),
        ("Acme", "Indeed", "I was found by Indeed.", True),
        ("Acme", "Monday", "I can talk on Monday.", False),
        ("Acme", "LinkedIn", "I am on LinkedIn now.", True),
        ("Acme", "Globe", "I like Globex.", False),
    ],
)
def test_other_employers_that_are_words_or_parts_of_this_one(
    company: str, employer: str, text: str, caught: bool
) -> None:
    facts = replace(NEXT, company=company)
    draft = compose(facts)
    draft = replace(draft, body=draft.body.replace("\n\nKind", f" {text}\n\nKind"))
    codes = {entry.code for entry in check(draft, facts, PrivateWords((), (employer,)))}
    assert ("other_employer" in codes) == caught


@pytest.mark.parametrize(
    ("highlight", "caught"),
    [
        ("your work on patient health", False),
        ("the family feeling in the team", False),
        ("the talk about serving 10k requests", False),
        ("your patience with my illness", True),
        ("the £500 training budget", True),
        ("your salary of 90k", True),
        ("the pay of 90k", True),
        ("the bonus of 12,000", True),
        ("the 80k package", True),
    ],
)
def test_a_highlight_is_public_unless_it_speaks_of_oneself(highlight: str, caught: bool) -> None:
    facts = replace(NEXT, highlight=highlight)
    assert any(entry.level == "error" for entry in check(compose(facts), facts, PrivateWords())) == caught


@pytest.mark.parametrize(
    "phrase", ["the 90k you offer", "your salary of 90k", "the £500 a day", "the 90 thousand"]
)
def test_a_figure_of_pay_is_found_in_a_highlight(phrase: str) -> None:
    facts = replace(NEXT, highlight=phrase)
    assert "money" in {entry.code for entry in check(compose(facts), facts, PrivateWords())}


def test_a_company_by_the_name_of_family_is_no_leave_to_speak_of_ones_own() -> None:
    facts = replace(NEXT, company="Mind Family Clinic")
    assert "family" not in {entry.code for entry in check(compose(facts), facts, PrivateWords())}
    said = replace(facts, said="My family needs me.")
    assert "family" in {entry.code for entry in check(compose(said), said, PrivateWords())}


def test_another_employer_of_the_record_is_found_in_a_highlight() -> None:
    facts = replace(NEXT, highlight="your talk about Globex")
    found = check(compose(facts), facts, PrivateWords((), ("Globex",)))
    assert "other_employer" in {entry.code for entry in found}


@pytest.mark.parametrize(
    "text",
    [
        "I can start at Acme or not at all.",
        "The position with Hays was well described.",
        "The role at acme and the offer for December are known to you.",
        "Working for you would have been a pleasure.",
        "It was kind of you to join Zoom on Monday, and to start at Level 3.",
        "The position for Senior Engineers was well described.",
        "I have taken a job at another company.",
    ],
)
def test_what_tells_of_no_other_employer(text: str) -> None:
    facts = replace(NEXT, circumstances=Circumstances(agency="Hays"))
    draft = compose(facts)
    draft = replace(draft, body=draft.body.replace("\n\nKind", f" {text}\n\nKind"))
    assert "other_employer" not in {entry.code for entry in check(draft, facts, PrivateWords())}


@pytest.mark.parametrize(
    "text",
    [
        "I would be glad if something in public health data comes up.",
        "I liked the doctor-facing product.",
        "It was good to hear what the team does for hospitals and families.",
        "I am withdrawing from the Family Support Worker position.",
        "I am withdrawing from the Mental Health Nurse role.",
        "I am withdrawing from the Staff Engineer, Baby Care position.",
        "It is rare that you run a €2m payroll with four people.",
        "The product has 12,000 users.",
        "You have 15,000 active customers and 80k requests.",
    ],
)
def test_what_the_company_does_is_no_secret_of_the_writers(text: str) -> None:
    facts = replace(NEXT, company="", position="")
    draft = compose(NEXT)
    draft = replace(draft, body=f"Dear Dana,\n\n{text}\n\nKind regards,\nSam Taylor\n", subject="Withdrawal")
    codes = {entry.code for entry in check(draft, facts, PrivateWords())}
    assert not codes & {"health", "family", "money"}
