"""Each check has a letter that trips it and one that does not."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from bowout.domain.people import Person
from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation as S
from bowout.domain.stages import StageKind as K
from bowout.letters.checks import CHECKS, check
from bowout.letters.checks.patterns import read_patterns
from bowout.letters.checks.reading import Reading
from bowout.letters.checks.reasons import untrue_reason
from bowout.letters.compose import compose
from bowout.letters.facts import Draft, LetterFacts, Meeting, PrivateWords, Sender
from bowout.letters.languages import languages
from bowout.letters.text import read_text
from bowout.letters.wording import clause
from tests.letters.by_hand import BY_HAND, FOLDER
from tests.letters.cases import BASE, BOOKED, DANA, INVITED, LANGUAGES, OFFERED, TALK, TOM, one_of_each

NOTHING = PrivateWords()
NEXT = replace(
    BASE,
    situation=S.DECLINE_NEXT_INTERVIEW,
    held=(TALK,),
    ahead=(BOOKED,),
    statement=Statement.DIRECTION,
    highlight="the walk through your on-call practice",
)
APPROACHED = replace(BASE, situation=S.DECLINE_OUTREACH, applied=False, statement=Statement.ROLE)
RESCIND = replace(BASE, situation=S.RESCIND_ACCEPTANCE, held=(TALK,), offered_on=OFFERED)


def codes(draft: Draft, facts: LetterFacts, private: PrivateWords = NOTHING) -> set[str]:
    """The codes of what was found."""
    return {finding.code for finding in check(draft, facts, private)}


def edited(facts: LetterFacts, old: str = "", new: str = "", add: str = "") -> Draft:
    """The program's own letter with a change as by hand: the pattern `old` becomes `new`, `add` ends the text."""
    draft = compose(facts)
    body, changed = re.subn(old, lambda _: new, draft.body, count=1) if old else (draft.body, 1)
    assert changed, (old, draft.body)
    return replace(draft, body=body.replace("\n\nKind regards", f" {add}\n\nKind regards") if add else body)


LETTER = replace(NEXT, form="letter")
LONG_SAID = "I go on " + "and on " * 20


def greeted(salutation: str, closing: str) -> Draft:
    """The letter for NEXT with another salutation and another closing."""
    draft = compose(NEXT)
    body = draft.body.replace("Dear Dana,", salutation).replace("Kind regards,", closing)
    return replace(draft, body=body)


def subject(text: str) -> Draft:
    """The letter for NEXT with another subject."""
    return replace(compose(NEXT), subject=text)


LATE = "One. Two. Three. Four. I have decided to withdraw my application."
# Patterns, so that a test of a check is none of the letters' wording.
DECISION = r"I [^.]*withdraw my application[^.]*\."
REASON = r"as my career goals [^.]*"
SLOT = r"[^.]*14:00 CET[^.]*\."
POSITION = "Backend Engineer "
TRIPS: list[tuple[str, LetterFacts, Draft]] = [
    *(
        ("placeholder", NEXT, edited(NEXT, add=text))
        for text in (
            "[Your Name] will call.",
            "Hello {{ name }}.",
            "{% if x %}",
            "I met None there.",
            "I liked it..",
            "Really!. Yes.",
            "I am a Engineer.",
            "I saw the the plan.",
            "Well , no.",
            "TODO say more.",
            "the role role",
            "I spoke to to Priya.",
            "I work as an Manager.",
            "Yours, {name}",
            "I like %(company)s.",
            "Ask for <Your Name>.",
            "Call me (your phone number).",
            "It was on ____ that I came.",
            "I met Ms , and Priya.",
            "It was good,.",
            "I heard of it from, , Priya.",
            "undefined is the word.",
            "The case is DECLINE_OFFER.",
            "It is for career_direction that I go.",
            "I chose Another_Accepted.",
            "The salary is NaN.",
        )
    ),
    ("placeholder", NEXT, edited(NEXT, "Dear Dana,", "Dear ,")),
    ("placeholder", NEXT, edited(NEXT, "Dear Dana,", "Hi ,")),
    ("placeholder", NEXT, edited(NEXT, "Dear Dana,", "Dear None,")),
    ("placeholder", NEXT, edited(NEXT, "Dear Dana,", "Dear [Name],")),
    ("placeholder", NEXT, subject("Withdrawal of application – {position}")),
    ("position_missing", NEXT, edited(NEXT, POSITION, "")),
    ("name_misspelt", NEXT, edited(NEXT, "Dear Dana,", "Dear Diana,")),
    ("name_misspelt", NEXT, edited(NEXT, "Dear Dana,", "Dear Tom,")),
    ("name_misspelt", NEXT, edited(NEXT, "Priya Shah", "Prya Shah")),
    ("name_misspelt", NEXT, edited(NEXT, "Sam Taylor", "Sam Tailor")),
    (
        "name_misspelt",
        replace(NEXT, company="Initech"),
        edited(replace(NEXT, company="Initech"), "Initech", "Inittech"),
    ),
    ("decision_missing", NEXT, edited(NEXT, DECISION, "I have thought about it.")),
    ("decision_late", NEXT, edited(NEXT, DECISION, LATE)),
    ("did_not_happen", BASE, edited(BASE, add="I enjoyed our conversation.")),
    ("did_not_happen", BASE, edited(BASE, add="Thank you for the interview.")),
    ("did_not_happen", BASE, edited(BASE, add="Thank you for the invitation.")),
    ("did_not_happen", BASE, edited(BASE, add="I liked the call.")),
    ("did_not_happen", BASE, edited(BASE, add="I learned from the assessment.")),
    ("did_not_happen", NEXT, edited(NEXT, add="Thank you for your offer.")),
    ("did_not_happen", NEXT, edited(NEXT, add="I withdraw my acceptance.")),
    ("did_not_happen", BASE, edited(BASE, add="My references can rest.")),
    ("did_not_happen", replace(NEXT, applied=False), edited(NEXT)),
    (
        "did_not_happen",
        replace(BASE, situation=S.DECLINE_INTERVIEW, ahead=(INVITED,)),
        edited(
            replace(BASE, situation=S.DECLINE_INTERVIEW, ahead=(INVITED,)), add="Thank you for the interview."
        ),
    ),
    (
        "did_not_happen",
        replace(BASE, situation=S.WITHDRAW_AFTER_SCREENING, held=(Meeting(K.ASSESSMENT),)),
        edited(
            replace(BASE, situation=S.WITHDRAW_AFTER_SCREENING, held=(Meeting(K.ASSESSMENT),)),
            add="I liked our talk.",
        ),
    ),
    *(
        ("blame", NEXT, edited(NEXT, add=text))
        for text in (
            "The process took too long.",
            "The hiring was disorganised.",
            "The delays were many.",
            "It is beneath me.",
            "It was not as advertised.",
            "I saw red flags.",
            "I never heard back.",
            "I read bad reviews.",
            "You took six weeks to answer.",
            "It took you months.",
        )
    ),
    ("untrue_reason", NEXT, edited(NEXT, add="I have accepted another position.")),
    ("untrue_reason", NEXT, edited(NEXT, add="This is due to personal circumstances.")),
    ("untrue_reason", NEXT, edited(NEXT, add="I am not looking to move.")),
    (
        "untrue_reason",
        NEXT,
        edited(NEXT, REASON, "as the terms would not work for me"),
    ),
    ("untrue_reason", replace(NEXT, statement=None), edited(NEXT)),
    ("untrue_reason", replace(APPROACHED, statement=Statement.TERMS), edited(APPROACHED)),
    (
        "untrue_reason",
        replace(NEXT, statement=Statement.ANOTHER_CHOSEN),
        edited(NEXT, add="I have accepted a new job."),
    ),
    ("too_long", NEXT, edited(NEXT, add="Well and good. " * 40)),
    ("doors_after_accepting", RESCIND, edited(RESCIND, add="I would be glad to stay in touch.")),
    ("doors_after_accepting", RESCIND, edited(RESCIND, add="Keep me in mind for other roles.")),
    ("apology_missing", RESCIND, edited(RESCIND, r"[^.]*\bsorry\b", "I go")),
    ("header_break", NEXT, subject("Withdrawal of application\nBcc: eve@b.example")),
    ("header_break", NEXT, subject("Withdrawal of application\u2028x")),
    (
        "header_break",
        replace(NEXT, recipients=(Person("Dana\r\nBcc: x", "dana@acme.example"),)),
        edited(NEXT),
    ),
    ("no_recipient", replace(NEXT, recipients=()), edited(NEXT)),
    ("thanks", NEXT, edited(NEXT, add="Thank you. Many thanks.")),
    (
        "too_short",
        NEXT,
        Draft("Withdrawal of application", "Dear Dana,\n\nI withdraw from Backend Engineer.\n\nSam Taylor\n"),
    ),
    ("rather_long", NEXT, edited(NEXT, add="Well and good. " * 20)),
    ("several_reasons", NEXT, edited(NEXT, add="It is also because of the commute.")),
    (
        "several_reasons",
        replace(NEXT, said="My plans have moved. I will teach."),
        edited(replace(NEXT, said="My plans have moved. I will teach.")),
    ),
    ("long_reason", replace(NEXT, said=LONG_SAID), edited(replace(NEXT, said=LONG_SAID))),
    (
        "long_reason",
        NEXT,
        edited(NEXT, REASON, "as my career goals have changed" + " and changed" * 15),
    ),
    ("closing_clash", NEXT, edited(NEXT, "Kind regards,", "Yours faithfully,")),
    ("closing_clash", NEXT, greeted("Hi Dana,", "Yours faithfully,")),
    ("closing_clash", NEXT, greeted("Dear Sir,", "Cheers,")),
    ("closing_clash", NEXT, greeted("Dear Sir or Madam,", "Best,")),
    ("closing_clash", LETTER, greeted("Dear Dana,", "Kind regards,")),
    ("closing_clash", LETTER, greeted("Dear Hiring Manager,", "Yours sincerely,")),
    ("comparative", NEXT, edited(NEXT, add="I have a better offer.")),
    ("comparative", NEXT, edited(NEXT, add="I have found a better job.")),
    ("comparative", NEXT, edited(NEXT, add="It is a better opportunity.")),
    ("reopening", RESCIND, edited(RESCIND, add="Unless the terms move, I will go.")),
    ("relative_date", NEXT, edited(NEXT, add="I will call tomorrow.")),
    ("relative_date", NEXT, edited(NEXT, add="I will call next Thursday, and again on 12 December.")),
    ("subject_length", NEXT, subject("Withdrawal")),
    ("subject_length", NEXT, subject("W" * 61)),
    ("shouting", NEXT, edited(NEXT, add="Good luck! Bye!")),
    ("shouting", NEXT, edited(NEXT, add="VERY GOOD WORK INDEED.")),
    ("shouting", NEXT, edited(NEXT, add="All good 🎉")),
    ("slot_not_named", NEXT, edited(NEXT, SLOT)),
    ("stock_phrase", NEXT, edited(NEXT, add="At this time I wish you well.")),
    ("private_words", NEXT, edited(NEXT, add="I felt tired.")),
    ("health", NEXT, edited(NEXT, add="I have to look after my health.")),
    ("family", NEXT, edited(NEXT, add="My wife agrees.")),
    ("money", NEXT, edited(NEXT, add="I would need 75k.")),
    ("other_employer", NEXT, edited(NEXT, add="I go to Globex.")),
]
PRIVATE = PrivateWords(("everyone looked tired",), ("Globex",))


@pytest.mark.parametrize(("code", "facts", "draft"), TRIPS)
def test_a_letter_that_trips_it(code: str, facts: LetterFacts, draft: Draft) -> None:
    assert code in codes(draft, facts, PRIVATE)


def test_every_check_is_tripped_by_some_letter_and_its_code_is_its_own() -> None:
    listed = [entry.code for entry in CHECKS]
    assert len(set(listed)) == len(listed)
    assert {code for code, _, _ in TRIPS} == set(listed)


def test_the_documents_list_every_check_with_its_level() -> None:
    page = (Path(__file__).parents[2] / "docs" / "letters.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (error|warning|info) \|", page, re.MULTILINE)
    assert rows == [(entry.code, entry.level) for entry in CHECKS]


LOOKING = {Statement.DIRECTION, Statement.ROLE, Statement.MATCH}
# Which other reason makes a letter true: who accepted another position has chosen it.
ALSO_TRUE = {Statement.ANOTHER_CHOSEN: {Statement.ANOTHER_ACCEPTED}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reason_in_a_letter_is_found_and_true_of_no_other(language: str) -> None:
    shapes = {facts.situation: facts for facts in one_of_each(language=language)}
    for facts, own in product(shapes.values(), Statement):
        draft = compose(replace(facts, statement=own))
        outreach = facts.situation is S.DECLINE_OUTREACH
        true = {own} | ALSO_TRUE.get(own, set()) | (LOOKING if outreach and own in LOOKING else set())
        said = bool(clause(own, facts.situation, language)) or outreach
        for other in (None, *Statement):
            letter = Reading(draft, replace(facts, statement=other), NOTHING, ())
            assert bool(untrue_reason(letter)) == (said and other not in true), (other, draft.body)


@pytest.mark.parametrize("facts", [NEXT, RESCIND])
def test_the_letter_itself_trips_none(facts: LetterFacts) -> None:
    assert check(compose(facts), facts, PRIVATE) == ()


INNOCENT = [
    "None of this was easy to write.",
    "I thought of a European tour and a one-off project.",
    "The process was clear from the start.",
    "I hope the walk through the plan helps others.",
    "The team said the right things... and more.",
    "I have read the job title, e.g. Dr. or St. Anne.",
    "My work at the second interview may interest Level 3 in 2026, on 12 November at 14:00.",
    "What you offer customers is good.",
    "I remember the code reviews with care.",
    "You were quick and open with your answers.",
    *(
        "After your Series A round, team A is larger.",
        "An hour of it was enough, and an SRE was there.",
        "I cannot stress enough how kind Priya was.",
        "I hope that this does not disappoint you.",
        "It would be unfair to keep you waiting.",
        "I am sorry for the delay and for my slow reply.",
        "Please ignore my message of 12 November.",
        "I do not want to waste your time.",
        "Your parent company does a lot for its customers.",
        "I liked the exhaustive logs and the chaos engineering.",
        "The job id 48213 and ref. 4711/2026 are mine.",
        "Please give me a call if you need anything.",
        "I was glad to hear of REST, JSON and HTTP.",
        "It works on Linux™ at 20 °C.",
        "Unless you need anything, that is all.",
        "I would be glad if you could confirm this.",
        "I will not change my mind.",
        "We met last Thursday, 12 November, and I was glad of it.",
        "We met last Thursday (12 November).",
        "Please free the slot, as I have decided not to pursue the position.",
        "You took the time to answer all of it.",
        "A snake_case name is fine.",
    ),
]


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_sentences_pass(text: str) -> None:
    assert check(edited(NEXT, add=text), NEXT, PRIVATE) == ()


@pytest.mark.parametrize(
    "greeting",
    ["Dear Ms Fox,", "Hi Dana,", "Dear Dana Fox,", "Hello all,", "Dear Acme team,", "Dear Sir or Madam,"],
)
def test_a_salutation_by_hand_may_differ(greeting: str) -> None:
    assert "name_misspelt" not in codes(edited(NEXT, "Dear Dana,", greeting), NEXT)


@pytest.mark.parametrize("written", ["Ms. Alvarez", "Ms Alvarez"])
@pytest.mark.parametrize("recorded", ["Ms Alvarez", "Ms. Alvarez"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_full_stop_of_a_title_is_no_misspelling(language: str, recorded: str, written: str) -> None:
    facts = replace(NEXT, language=language, recipients=(Person(recorded, "a@acme.example"),))
    draft = replace(compose(NEXT), body=compose(NEXT).body.replace("Dear Dana,", f"Dear {written},"))
    assert "name_misspelt" not in codes(draft, facts)
    wrong = replace(draft, body=draft.body.replace("Alvarez", "Alvares"))
    assert "name_misspelt" in codes(wrong, facts)


FITTING = [
    (NEXT, "Dear Sir or Madam,", "Yours faithfully,"),
    (NEXT, "Dear Sir or Madam,", "Kind regards,"),
    (NEXT, "Hi Dana,", "Best,"),
    (NEXT, "Dear Dana,", "Cheers,"),
    (NEXT, "Dear all,", "Yours faithfully,"),
    (LETTER, "Dear Dana,", "Yours sincerely,"),
    (LETTER, "Dear Hiring Manager,", "Yours faithfully,"),
    (LETTER, "Dear Acme team,", "Kind regards,"),
    (replace(LETTER, language="en-US"), "Dear Dana,", "Sincerely,"),
    (replace(LETTER, language="en-US"), "Dear Hiring Manager,", "Sincerely,"),
    (replace(LETTER, language="en-US"), "Dear Dana,", "Best regards,"),
]


@pytest.mark.parametrize(("facts", "salutation", "closing"), FITTING)
def test_a_closing_that_goes_with_the_salutation(facts: LetterFacts, salutation: str, closing: str) -> None:
    assert "closing_clash" not in codes(greeted(salutation, closing), facts)


def test_the_form_of_a_letter_is_seen_in_the_text_itself() -> None:
    draft = compose(NEXT)
    letter = replace(draft, body=f"12 Elm Row\nYork YO1 7HH\n\n24 November 2026\n\n{draft.body}")
    assert codes(letter, NEXT) == {"closing_clash"}
    assert codes(replace(letter, body=letter.body.replace("Kind regards", "Yours sincerely")), NEXT) == set()


@pytest.mark.parametrize("name", BY_HAND)
def test_an_ordinary_letter_by_hand_passes(name: str) -> None:
    facts = BY_HAND[name]
    written = read_text((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    found = check(written.draft, facts, PrivateWords(("everyone looked tired; the pay is bad",), ("Globex",)))
    assert {entry.code for entry in found} == (set() if facts.recipients else {"no_recipient"}), found


def test_every_letter_by_hand_is_read() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(BY_HAND)


@pytest.mark.parametrize("name", BY_HAND)
def test_a_letter_by_hand_is_not_waved_through(name: str) -> None:
    # What is right in a letter is right for its parts: a leak in each of its paragraphs is found.
    written = read_text((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    letter = Reading(written.draft, BY_HAND[name], NOTHING, ())
    assert letter.main
    for paragraph in letter.main:
        draft = replace(written.draft, body=letter.body.replace(paragraph, f"{paragraph} My wife needs 75k."))
        assert {"family", "money"} <= codes(draft, BY_HAND[name])


DATES = ["3 December", "December 3", "Thursday, 3rd of December", "Dec. 3rd", "2026-12-03", "3/12", "12/3"]


@pytest.mark.parametrize("day", DATES)
def test_a_booked_day_may_be_named_as_people_do(day: str) -> None:
    body = f"Dear Dana,\n\nI cannot come on {day}.\n"
    assert "slot_not_named" not in codes(Draft("", body), NEXT)


@pytest.mark.parametrize("day", ["13 December", "3 November", "December 30", "2026-12-30", "3", "13/12"])
def test_another_day_is_not_the_booked_one(day: str) -> None:
    body = f"Dear Dana,\n\nI cannot come on {day}.\n"
    assert "slot_not_named" in codes(Draft("", body), NEXT)


def test_a_check_that_does_not_apply_is_left_out() -> None:
    draft = edited(NEXT, POSITION, "", add="I will call tomorrow.")
    assert codes(draft, NEXT) == {"position_missing", "relative_date"}
    found = check(draft, NEXT, NOTHING, skip={"position_missing"})
    assert [entry.code for entry in found] == ["relative_date"]


@pytest.mark.parametrize("language", languages())
def test_every_language_has_what_the_checks_look_for(language: str) -> None:
    # Also one that inherits nothing: without a key, a check would find nothing in it for ever. What clashes is its own.
    needed = {key for key in read_patterns("en-GB").sources if not key.startswith("clashes.")}
    assert set(read_patterns(language).sources) >= needed


def test_recipients_of_the_delivery_go_before_those_of_the_facts() -> None:
    draft = compose(NEXT)
    assert [entry.code for entry in check(draft, NEXT, NOTHING, ())] == ["no_recipient"]
    assert check(draft, NEXT, NOTHING, (DANA, TOM)) == ()


def test_errors_come_first_and_each_message_says_how_to_mend_it() -> None:
    body = edited(NEXT, add="I will call tomorrow. My wife agrees. At this time I go.")
    found = check(body, NEXT, NOTHING)
    assert [entry.level for entry in found] == sorted(
        (e.level for e in found), key=["error", "warning", "info"].index
    )
    assert {"error", "warning", "info"} == {entry.level for entry in found}
    assert all(":" in entry.message and entry.message.endswith(".") for entry in found)


@pytest.mark.parametrize(
    "text", ["", "\n", "no salutation, no closing", "Dear Dana,", "Dear Dana,\n\n\n\nKind regards,\n"]
)
def test_any_text_can_be_checked(text: str) -> None:
    assert "decision_missing" in codes(Draft("", text), NEXT)


@pytest.mark.parametrize(
    ("company", "position"),
    [
        ("Health Partners", "Family Lawyer"),
        ("Offer Up", "Interview Coach"),
        ("Sick Kids Hospital", "Compensation Analyst, Level 3"),
        ("401(k) Advisors", "Head of $100,000 Prizes"),
        ("The Conversation", "Assessment Lead"),
        ("Delay Ltd.", "Rude Health Manager"),
        ("[x] None {{ }}", "TODO Engineer"),
        ("Acme", "Head of $100,000 Prizes and of None Other than the Health of the Family"),
    ],
)
def test_no_name_trips_a_check(company: str, position: str) -> None:
    facts = replace(
        BASE,
        company=company,
        position=position,
        sender=Sender("Alex Sick", "alex@sick.example", "+49 75 000 123"),
        recipients=(Person("Wife Son", "w@x.example"),),
        statement=Statement.TERMS,
    )
    assert not [entry for entry in check(compose(facts), facts, PRIVATE) if entry.level == "error"]


def test_every_key_of_the_checks_file_is_used() -> None:
    code = " ".join(
        path.read_text(encoding="utf-8") for path in Path(check.__code__.co_filename).parent.glob("*.py")
    )
    unused = [
        key
        for key in read_patterns("en-GB").table.values
        if f'"{key}"' not in code and f'"{key}.' not in code
    ]
    assert not [key for key in unused if key not in ("events", "claims", "clashes")]
    assert set(read_patterns("en-GB").table.table("claims").values) == set(Statement)


def test_a_pattern_is_one_alternative() -> None:
    for parts in read_patterns("en-GB").sources.values():
        for part in parts:
            outer = re.sub(r"\[[^\]]*\]", "", re.sub(r"\\.", "", part))
            while (less := re.sub(r"\([^()]*\)", "", outer)) != outer:
                outer = less
            assert "|" not in outer, part
