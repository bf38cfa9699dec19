"""What is German of the letters besides their sentences: who is greeted how, one thing liked or several, truth."""

from dataclasses import replace

import pytest

from bowout.domain.errors import UsageError
from bowout.domain.people import Person
from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation as S
from bowout.letters.checks import check
from bowout.letters.compose import compose
from bowout.letters.facts import FORMS, PrivateWords
from bowout.letters.highlight import highlight_sentence
from tests.letters.cases import BASE, BOOKED, DANA, TALK, TOM, one_of_each

GERMAN = replace(BASE, language="de")
NEXT = replace(
    GERMAN,
    situation=S.DECLINE_NEXT_INTERVIEW,
    held=(TALK,),
    ahead=(BOOKED,),
    statement=Statement.DIRECTION,
    highlight="der Einblick in Ihre Rufbereitschaft",
)


def test_the_true_wording_of_another_job_is_for_that_reason_alone() -> None:
    for facts in one_of_each(language="de"):
        for statement in Statement:
            text = compose(replace(facts, statement=statement)).body
            assert ("andere Stelle zugesagt" in text) == (statement is Statement.ANOTHER_ACCEPTED)
            assert ("andere Stelle entschieden" in text) == (statement is Statement.ANOTHER_CHOSEN)
            assert ("persönlichen Gründen" in text) == (statement is Statement.PERSONAL)


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (Person("Dana Fox"), "Guten Tag Dana Fox,"),
        (Person("Dana Fox", greet="Dana"), "Hallo Dana,"),
        (Person("Dana Fox", greet="Frau Fox"), "Sehr geehrte Frau Fox,"),
        (Person("Tom Reed", greet="Mr Reed"), "Sehr geehrter Herr Reed,"),
        (Person("Dr. Dana Fox"), "Guten Tag Dr. Fox,"),
        (Person("Frau Prof. Dr. Dana Fox"), "Sehr geehrte Frau Prof. Dr. Fox,"),
        (Person("M. Fox"), "Guten Tag M. Fox,"),
    ],
)
def test_no_title_is_guessed_and_each_has_its_line(person: Person, line: str) -> None:
    for form in FORMS:
        facts = replace(NEXT, recipients=(person,), form=form)
        assert f"{line}\n\nvielen Dank" in compose(facts).body


def test_two_are_greeted_together_or_each_by_title() -> None:
    pair = (Person("Dana Fox", greet="Frau Fox"), Person("Tom Reed", greet="Herr Reed"))
    assert "Sehr geehrte Frau Fox, sehr geehrter Herr Reed,\n" in compose(replace(NEXT, recipients=pair)).body
    assert "Guten Tag Dana Fox und Tom Reed,\n" in compose(replace(NEXT, recipients=(DANA, TOM))).body


def test_what_was_liked_is_noted_in_the_nominative_one_thing_or_several() -> None:
    for phrase, told in (
        ("Die offenen Gespräche", "die offenen Gespräche."),
        ("Ihre Anregungen", "Ihre Anregungen."),
        ("Ein paar Ihrer Fragen", "ein paar Ihrer Fragen."),
        ("Der Rundgang und das Gespräch", "der Rundgang und das Gespräch."),
        ("Offenheit", "Offenheit."),
    ):
        assert highlight_sentence(phrase, "de") == f"Was mir besonders gut gefallen hat: {told}"
    for phrase, told in (
        ("Der Einblick in Ihre Rufbereitschaft.", " der Einblick in Ihre Rufbereitschaft."),
        ("Ihre Arbeit an freier Software", " Ihre Arbeit an freier Software."),
        ("Die offene Fehlerkultur", " die offene Fehlerkultur."),
        ("Die Art, wie Sie zuhören", " die Art, wie Sie zuhören."),
        ("Wie offen Sie über Fehler sprechen", ", wie offen Sie über Fehler sprechen."),
    ):
        assert highlight_sentence(phrase, "de") == f"Besonders gut gefallen hat mir{told}"
    with pytest.raises(UsageError):
        highlight_sentence("Ich mochte alles", "de")


def test_an_agency_is_not_told_of_its_own_what_is_said_of_its_client() -> None:
    facts = replace(NEXT, circumstances=replace(NEXT.circumstances, agency="Hays"))
    assert "Rufbereitschaft" not in compose(facts).body
    assert "Offenheit" in compose(replace(facts, highlight="die Offenheit im Gespräch")).body


def test_without_a_position_the_subject_has_no_gap() -> None:
    assert compose(replace(GERMAN, position="")).subject == "Rückzug meiner Bewerbung – Sam Taylor"
    assert (
        compose(replace(GERMAN, position="", applied=False)).subject
        == "Rückzug aus dem Verfahren – Sam Taylor"
    )


@pytest.mark.parametrize(
    ("company", "where"),
    [
        ("Acme", "bei Acme"),
        ("Acme GmbH", "bei der Acme GmbH"),
        ("Acme GmbH & Co. KG", "bei der Acme GmbH & Co. KG"),
        ("Acme SE (Berlin)", "bei der Acme SE (Berlin)"),
        ("Acme e. V.", "beim Acme e. V."),
        ("Die Acme AG", "bei Die Acme AG"),
        ("MANAG", "bei MANAG"),
        ("Otto (GmbH & Co KG)", "bei der Otto (GmbH & Co KG)"),
        ("Deutsche Bahn AG", "bei der Firma Deutsche Bahn AG"),
        ("Stadt Kiel", "bei der Stadt Kiel"),
        ("Universität Hamburg", "bei der Universität Hamburg"),
        ("Bundesamt für Statistik", "beim Bundesamt für Statistik"),
        ("Klinikum Nord gGmbH", "bei der Klinikum Nord gGmbH"),
        ("Stadtwerke Kiel", "bei Stadtwerke Kiel"),
        ("Hauptstadt Coffee", "bei Hauptstadt Coffee"),
    ],
)
def test_a_company_with_its_legal_form_has_an_article(company: str, where: str) -> None:
    facts = replace(NEXT, company=company, recipients=())
    draft = compose(facts)
    assert where in draft.body
    assert f"Team {where}," in draft.body
    assert not [found for found in check(draft, facts, PrivateWords()) if found.level == "error"]
    told = compose(replace(facts, circumstances=replace(facts.circumstances, agency="Hays"))).body
    alone = where.removeprefix("bei ").replace("beim", "dem")
    assert f"Bitte sagen Sie {alone} den Termin" in told
