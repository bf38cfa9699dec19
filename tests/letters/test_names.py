"""Names come through as they are, and bring no second full stop nor a second "the"."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bowout.domain.people import Person
from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation as S
from bowout.domain.stages import StageKind as K
from bowout.letters.checks import check
from bowout.letters.compose import compose
from bowout.letters.facts import LetterFacts, Meeting, PrivateWords, Sender
from bowout.letters.languages import read_language
from bowout.letters.names import bare_title, clean
from tests.letters.cases import (
    ANA,
    BASE,
    BOOKED,
    CALL,
    DANA,
    INVITED,
    ON_A_DAY,
    TALK,
    TOM,
    at,
    main_text,
    one_of_each,
)  # fmt: skip

AFTER = replace(BASE, situation=S.WITHDRAW_AFTER_INTERVIEW, held=(TALK,))
BEFORE = replace(BASE, situation=S.DECLINE_INTERVIEW, ahead=(INVITED,))


def opening(facts: LetterFacts) -> str:
    """The salutation."""
    return compose(facts).body.partition("\n")[0]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("Dana Fox", "Dear Dana Fox,", "Dear Dana,"),
        ("Anna Maria Lopez", "Dear Anna Maria Lopez,", "Dear Anna Maria Lopez,"),
        ("Dana", "Dear Dana,", "Dear Dana,"),
        ("Dr Fox", "Dear Dr Fox,", "Dear Dr Fox,"),
        ("Ms. Fox", "Dear Ms Fox,", "Dear Ms Fox,"),
        ("Dr. Dana Fox", "Dear Dr Fox,", "Dear Dr Fox,"),
        ("Dr Anna Maria Lopez", "Dear Dr Anna Maria Lopez,", "Dear Dr Anna Maria Lopez,"),
        ("Sir Fox", "Dear Sir Fox,", "Dear Sir Fox,"),
        ("D. Fox", "Dear D. Fox,", "Dear D. Fox,"),
        ("D Fox", "Dear D Fox,", "Dear D Fox,"),
        ("Fox, Dana", "Dear Dana Fox,", "Dear Dana,"),
        ("Fox,Dana", "Dear Dana Fox,", "Dear Dana,"),
        ("Fox, Dr", "Dear Dr Fox,", "Dear Dr Fox,"),
        ("Fox, Jr.", "Dear Fox, Jr.,", "Dear Fox, Jr.,"),
        ("Fox, Dana Lou", "Dear Fox, Dana Lou,", "Dear Fox, Dana Lou,"),
        ("王, 小明", "Dear 王, 小明,", "Dear 王, 小明,"),
        ("王 小明", "Dear 王 小明,", "Dear 王 小明,"),
        ("Siobhán O’Neill", "Dear Siobhán O’Neill,", "Dear Siobhán,"),
        ("Мария Иванова", "Dear Мария Иванова,", "Dear Мария,"),
        ("  Dana \n Fox ", "Dear Dana Fox,", "Dear Dana,"),
    ],
)
def test_one_reader_is_greeted_by_the_first_name_only_after_a_conversation(
    name: str, before: str, after: str
) -> None:
    person = (Person(name, "x@acme.example"),)
    assert opening(replace(BEFORE, recipients=person)) == before
    assert opening(replace(AFTER, recipients=person)) == after


def test_an_assessment_is_no_conversation() -> None:
    facts = replace(BASE, situation=S.WITHDRAW_AFTER_SCREENING, held=(Meeting(K.ASSESSMENT),))
    assert opening(facts) == "Dear Dana Fox,"
    assert opening(replace(facts, held=(CALL,))) == "Dear Dana,"


@pytest.mark.parametrize(
    ("language", "name", "line"),
    [
        ("en-GB", "Ms Van Buren", "Dear Ms Van Buren,"),
        ("en-GB", "Ms Dana Fox", "Dear Ms Fox,"),
        ("fr", "M. Le Goff", "Bonjour Monsieur Le Goff,"),
        ("de", "Frau von Trapp", "Sehr geehrte Frau von Trapp,"),
        ("es", "Sra. de Miguel", "Estimada Sra. de Miguel:"),
    ],
)
def test_a_family_name_of_two_words_is_said_whole(language: str, name: str, line: str) -> None:
    facts = replace(BASE, language=language, recipients=(Person(name, "a@acme.example"),))
    assert compose(facts).body.startswith(f"{line}\n\n")


def test_greet_wins() -> None:
    person = Person("Alexandra Lee", "lee@acme.example", "Ms Lee")
    titles = {"en-GB": "Ms", "en-US": "Ms."}
    for language, title in titles.items():
        for facts in one_of_each(recipients=(person,), language=language):
            assert opening(facts) == f"Dear {title} Lee,"
    whole = Person("Alexandra Lee", "lee@acme.example", "Dr. Alexandra Lee")
    assert opening(replace(AFTER, recipients=(whole,))) == "Dear Dr Alexandra Lee,"


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ((), "Dear Acme team,"),
        ((Person(None, "dana.fox@acme.example"),), "Dear Acme team,"),
        ((Person("dana@acme.example", "dana@acme.example"),), "Dear Acme team,"),
        ((DANA, TOM), "Dear Dana and Tom,"),
        ((DANA, Person(None, "tom@acme.example")), "Dear all,"),
        ((DANA, TOM, ANA), "Dear all,"),
    ],
)
def test_unknown_and_several_readers(recipients: tuple[Person, ...], expected: str) -> None:
    assert opening(replace(AFTER, recipients=recipients)) == expected


@pytest.mark.parametrize(
    ("company", "expected"),
    [
        ("The Home Depot", "Dear Home Depot team,"),
        ("Dream Team", "Dear Dream Team,"),
        ("Acme, Inc.", "Dear Acme, Inc. team,"),
        ("A" * 90, "Dear Hiring Manager,"),
    ],
)
def test_the_team_of_a_company(company: str, expected: str) -> None:
    assert opening(replace(AFTER, company=company, recipients=())) == expected


def test_without_any_contact_the_reader_is_the_hiring_manager() -> None:
    assert opening(replace(BASE, recipients=())) == "Dear Hiring Manager,"


@pytest.mark.parametrize("company", ["Acme Inc.", "Yahoo!", "Who?", "The Home Depot", "Wait…", 'Bar "Inc."'])
def test_a_company_brings_no_second_full_stop_and_no_second_the(company: str) -> None:
    for facts in one_of_each(company=company):
        draft = compose(facts)
        assert f"{company}." not in draft.body or company[-1].isalpha()
        assert f"the {company}" not in draft.body and company in draft.body
        assert [entry.level for entry in check(draft, facts, PrivateWords()) if entry.level == "error"] == []
    plain = compose(replace(BASE, company="Acme Ltd")).body
    assert "at Acme Ltd. I" in plain


@pytest.mark.parametrize(
    ("position", "phrase"),
    [
        ("Sales Position", "the Sales Position at Acme"),
        ("Lead Role", "the Lead Role at Acme"),
        ("Positioning Lead", "the Positioning Lead position at Acme"),
        ("The Fixer", " The Fixer position at Acme"),
        ("Engineer", "the Engineer position at Acme"),
        ("Class A Operator", "the Class A Operator position at Acme"),
    ],
)
def test_the_position_has_one_article_and_one_noun(position: str, phrase: str) -> None:
    for facts in one_of_each(position=position):
        draft = compose(facts)
        assert phrase in draft.body or not facts.language.startswith("en")
        assert position in draft.body
        assert not [entry for entry in check(draft, facts, PrivateWords()) if entry.level == "error"]


def test_interviewers_are_thanked_only_where_they_are_not_the_readers() -> None:
    people = ("Dana Fox", "Priya Shah", "priya shah", "Sam Taylor", "tom@acme.example", "Lou")
    facts = replace(AFTER, held=(replace(TALK, people=people),))
    assert "Please pass my thanks on to Priya Shah and Lou." in compose(facts).body
    alone = replace(
        facts,
        recipients=(Person(None, "priya.shah@acme.example"),),
        held=(replace(TALK, people=("Priya Shah",)),),
    )
    assert "thanks on" not in compose(alone).body
    listed = replace(facts, held=(replace(TALK, people=("Shah, Priya", "Fox, Dana")),))
    assert "Please pass my thanks on to Priya Shah." in compose(listed).body
    many = replace(facts, held=(replace(TALK, people=("A B", "C D", "E F", "G H")),))
    assert "Please pass my thanks on to everyone who took part." in compose(many).body
    junior = replace(facts, held=(replace(TALK, people=("Lee Cole Jr.",)),))
    assert "to Lee Cole Jr. " in compose(junior).body


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        (ZoneInfo("Europe/Berlin"), "Thursday, 3 December at 14:00 CET"),
        (ZoneInfo("America/Sao_Paulo"), "Thursday, 3 December at 14:00 UTC-3"),
        (ZoneInfo("Asia/Kathmandu"), "Thursday, 3 December at 14:00 UTC+5:45"),
        (UTC, "Thursday, 3 December at 14:00 UTC"),
        (timezone(timedelta(0)), "Thursday, 3 December at 14:00 UTC"),
    ],
)
def test_a_slot_is_in_the_zone_of_its_booking(zone: ZoneInfo, written: str) -> None:
    slot = Meeting(K.INTERVIEW, datetime(2026, 12, 3, 14, tzinfo=zone))
    assert f"release the slot on {written}." in compose(replace(BEFORE, ahead=(slot,))).body


def test_a_slot_without_a_time_is_named_by_its_day() -> None:
    facts = replace(BEFORE, ahead=(ON_A_DAY,))
    draft = compose(facts)
    assert "Please release the slot on Thursday, 3 December. I" in draft.body
    assert draft.subject == "Declining the interview on 3 December – Sam Taylor"
    assert "release the slot on Thursday, December 3. I" in compose(replace(facts, language="en-US")).body
    unnamed = replace(draft, body=draft.body.replace("Thursday, 3 December", "Thursday"))
    assert [entry.code for entry in check(unnamed, facts, PrivateWords())] == ["slot_not_named"]
    mixed = replace(BEFORE, ahead=(ON_A_DAY, replace(BOOKED, at=at(4))))
    slots = "Please release the slots on Thursday, 3 December and Friday, 4 December at 14:00 CET."
    assert slots in compose(mixed).body


def test_the_time_goes_before_the_day_that_stands_in_for_it() -> None:
    day = date(2026, 11, 13)
    dayless = replace(AFTER, held=(Meeting(K.INTERVIEW, day=day),))
    assert "the conversation on 13 November about" in compose(dayless).body
    assert (
        "the conversation on 12 November about"
        in compose(replace(AFTER, held=(replace(TALK, day=day),))).body
    )


@pytest.mark.parametrize(
    ("language", "hour", "written"),
    [
        ("en-GB", 0, "Thursday, 7 January 2027 at 00:30 CET"),
        ("en-US", 0, "Thursday, January 7, 2027 at 12:30 AM CET"),
        ("en-US", 12, "Thursday, January 7, 2027 at 12:30 PM CET"),
    ],
)
def test_another_year_is_named(language: str, hour: int, written: str) -> None:
    slot = replace(BOOKED, at=datetime(2027, 1, 7, hour, 30, tzinfo=ZoneInfo("Europe/Berlin")))
    assert written in compose(replace(BEFORE, ahead=(slot,), language=language)).body


def test_the_signature_has_what_there_is() -> None:
    bare = replace(BASE, sender=Sender("Sam Taylor", "sam@taylor.example"))
    assert compose(bare).body.endswith("\n\nKind regards,\nSam Taylor\nsam@taylor.example\n")
    assert compose(BASE).body.endswith("+44 20 7946 0000\nsam@taylor.example\nlinkedin.com/in/samtaylor\n")
    assert "linkedin" not in compose(replace(BASE, keep_in_touch=False)).body


ANY = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\u2028\u2029")
NAMES = st.one_of(
    st.text(ANY, min_size=1, max_size=90),
    st.sampled_from(
        [
            "{{ 7 * 7 }}",
            "<b>Acme</b>",
            "O'Brien & Søns",
            "{% if %}",
            "The",
            "%s {position}",
            "A" * 200,
            "Acme’s",
        ]
    ),
).filter(lambda text: clean(text) != "")
LETTER = st.sampled_from([facts for facts in one_of_each() if facts.language == "en-GB"])


@settings(max_examples=300, deadline=None)
@given(
    facts=LETTER,
    company=NAMES,
    position=NAMES,
    sender=NAMES,
    reader=NAMES,
    statement=st.sampled_from(Statement),
)
def test_any_name_comes_through_as_it_is(
    facts: LetterFacts, company: str, position: str, sender: str, reader: str, statement: Statement
) -> None:
    facts = replace(
        facts,
        company=company,
        position=position,
        sender=Sender(sender, "sam@taylor.example"),
        recipients=(Person(reader, "x@acme.example"),),
        statement=statement,
    )
    draft = compose(facts)
    text = main_text(draft.body)
    assert len(draft.subject.splitlines()) == 1 and 20 <= len(draft.subject) <= 60
    assert clean(company) in text and clean(position) in text
    assert f"\n{clean(sender)}\nsam@taylor.example\n" in draft.body
    bare = text.replace(clean(company), "Acme").replace(clean(position), "Engineer")
    assert ".." not in bare and "the the " not in bare.casefold() and "49" not in bare
    assert all(len(line.splitlines()) <= 1 for line in draft.body.split("\n"))


# With a capital, as names have: a reader called "withdraw" is more than a check can tell from the verb.
WORD = st.text(st.characters(categories=["L"]), min_size=2, max_size=12).map(str.capitalize)
PLAIN = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(facts=LETTER, company=PLAIN, position=PLAIN, sender=PLAIN, reader=PLAIN)
def test_a_letter_with_any_name_passes_its_own_checks(
    facts: LetterFacts, company: str, position: str, sender: str, reader: str
) -> None:
    facts = replace(
        facts,
        company=company,
        position=position,
        sender=Sender(sender, "sam@taylor.example"),
        recipients=(Person(reader, "x@acme.example"),),
    )
    draft = compose(facts)
    found = check(draft, facts, PrivateWords(("burnout, 75k",), ("Globex",)))
    assert not [entry for entry in found if entry.level == "error"], draft.body


@given(st.text(max_size=40), st.sampled_from(["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"]))
@settings(deadline=None)
def test_no_line_break_reaches_the_subject(text: str, line_break: str) -> None:
    facts = replace(
        BASE,
        position=f"Engineer{line_break}Bcc: a@b.example {text}",
        sender=Sender(f"S{line_break}T", "s@t.example"),
    )
    assert len(compose(facts).subject.splitlines()) == 1


def test_a_position_that_nobody_named_leaves_no_gap() -> None:
    for facts in one_of_each(position=""):
        draft = compose(facts)
        assert "  " not in draft.subject + draft.body
        assert read_language(facts.language).words.table("role").text("unnamed") in draft.body
        assert len(draft.subject) > len(facts.sender.name)
        assert draft.subject.strip(" –") == draft.subject
        assert "– –" not in draft.subject
        assert not [found for found in check(draft, facts, PrivateWords()) if found.level == "error"]


@pytest.mark.parametrize(
    ("language", "typed", "title"),
    [
        ("en-GB", "the SRE role!", "SRE"),
        ("en-US", "The SRE position", "SRE"),
        ("en-GB", "  Staff  Engineer ", "Staff Engineer"),
        ("en-GB", "Theatre Manager", "Theatre Manager"),
        ("en-GB", "Job Coach (m/w/d)", "Job Coach (m/w/d)"),
        ("en-GB", "the role", ""),
        ("en-GB", "!", ""),
        ("de", "Die SRE-Leitung Stelle.", "SRE-Leitung"),
        ("de", "die Stelle als Pflegeleitung", "Pflegeleitung"),
        ("fr", "l’Ingénieure poste", "Ingénieure"),
        ("fr", "le poste d’analyste", "analyste"),
        ("es", "el Desarrollador puesto", "Desarrollador"),
        ("es", "el puesto de analista", "analista"),
    ],
)
def test_of_what_a_position_is_called_the_title_stays(language: str, typed: str, title: str) -> None:
    assert bare_title(typed, read_language(language).words) == title
