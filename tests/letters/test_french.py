"""What French asks of a letter besides its sentences: elision, no-break spaces, titles, dates."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bowout.domain.people import Person
from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation as S
from bowout.domain.stages import StageKind as K
from bowout.letters.compose import compose
from bowout.letters.dates import spell_slot, spell_whole_date
from bowout.letters.facts import Meeting
from bowout.letters.highlight import highlight_sentence
from bowout.letters.languages import read_language
from bowout.letters.names import role_phrase
from tests.letters.cases import APPLIED, BASE, BOOKED, TALK

WORDS = read_language("fr").words
MET = replace(
    BASE,
    language="fr",
    situation=S.WITHDRAW_AFTER_INTERVIEW,
    held=(TALK,),
    statement=Statement.DIRECTION,
)
MADAME, MONSIEUR = Person("Mme Dana Fox", "fox@acme.example"), Person("M. Tom Reed", "reed@acme.example")
DANA, TOM = (Person(name, f"{name[:3]}@acme.example".lower()) for name in ("Dana Fox", "Tom Reed"))
RUIZ = Person("Mme Ana Ruiz", "ruiz@acme.example")
LEA = Person("Léa Roux", "lea@acme.example", greet="Léa")
ANA = Person("Ana Ruiz", "ana@acme.example", greet="Ana")


@pytest.mark.parametrize(
    ("position", "phrase"),
    [
        ("Développeuse", "le poste de Développeuse"),
        ("Analyste", "le poste d’Analyste"),
        ("Éducateur", "le poste d’Éducateur"),
        ("Œnologue", "le poste d’Œnologue"),
        ("Hôtesse d’accueil", "le poste d’Hôtesse d’accueil"),
        ("Horloger", "le poste d’Horloger"),
        ("Usineuse", "le poste d’Usineuse"),
        ("UX Designer", "le poste d’UX Designer"),
        ("Head of Data", "le poste de Head of Data"),
        ("HR Manager", "le poste de HR Manager"),
        ("Hospitality Manager", "le poste de Hospitality Manager"),
        ("User Researcher", "le poste de User Researcher"),
        ("European Lead", "le poste de European Lead"),
        ("Yield Manager", "le poste de Yield Manager"),
        ("Hématologue", "le poste d’Hématologue"),
        ("Hélicoptériste", "le poste d’Hélicoptériste"),
        ("Human Resources Manager", "le poste de Human Resources Manager"),
        ("Head of Harmony", "le poste de Head of Harmony"),
        ("", "un poste"),
    ],
)
def test_de_is_elided_where_it_is_spoken_so(position: str, phrase: str) -> None:
    assert role_phrase(position, WORDS) == phrase


@pytest.mark.parametrize(
    ("highlight", "told"),
    [
        ("L’accueil de vos équipes", "l’accueil de vos équipes"),
        ("L'accueil de vos équipes", "l'accueil de vos équipes"),
        ("La clarté de vos réponses.", "la clarté de vos réponses"),
        ("Votre façon de travailler", "votre façon de travailler"),
        ("Kubernetes en production", "Kubernetes en production"),
    ],
)
def test_a_highlight_begins_small_after_an_elided_article_too(highlight: str, told: str) -> None:
    assert highlight_sentence(highlight, "fr") == f"J’ai particulièrement apprécié {told}."


def test_a_highlight_is_told_to_an_agency_as_theirs() -> None:
    around = replace(MET.circumstances, agency="Hays")
    letter = compose(replace(MET, highlight="Votre façon de travailler", circumstances=around))
    assert "apprécié leur façon de travailler." in letter.body
    letter = compose(replace(MET, highlight="la façon dont vous travaillez", circumstances=around))
    assert "apprécié" not in letter.body


@pytest.mark.parametrize(
    ("people", "email", "paper"),
    [
        ((MADAME,), "Bonjour Madame Fox,", "Madame,"),
        ((MONSIEUR,), "Bonjour Monsieur Reed,", "Monsieur,"),
        ((DANA,), "Bonjour,", "Madame, Monsieur,"),
        ((ANA,), "Bonjour Ana,", "Madame, Monsieur,"),
        ((MADAME, MONSIEUR), "Bonjour Madame Fox, bonjour Monsieur Reed,", "Madame, Monsieur,"),
        ((DANA, TOM), "Bonjour,", "Madame, Monsieur,"),
        ((MADAME, TOM), "Bonjour,", "Madame, Monsieur,"),
        ((ANA, TOM), "Bonjour,", "Madame, Monsieur,"),
        ((ANA, LEA), "Bonjour Ana et Léa,", "Madame, Monsieur,"),
        ((MADAME, RUIZ), "Bonjour Mesdames Fox et Ruiz,", "Mesdames,"),
        ((MADAME, MONSIEUR, TOM), "Bonjour à toutes et à tous,", "Mesdames, Messieurs,"),
        ((), "Bonjour à toute l’équipe,", "Madame, Monsieur,"),
        ((Person("Dr Dana Fox", "fox@acme.example"),), "Bonjour Docteur Fox,", "Docteur,"),
        ((Person("Dre Dana Fox", "fox@acme.example"),), "Bonjour Docteure Fox,", "Docteure,"),
        ((Person("M. Le Goff", "goff@acme.example"),), "Bonjour Monsieur Le Goff,", "Monsieur,"),
        ((Person("Mme de Villiers", "v@acme.example"),), "Bonjour Madame de Villiers,", "Madame,"),
        ((Person("Me Dana Fox", "fox@acme.example"),), "Bonjour Maître Fox,", "Maître,"),
        ((Person("Miss Dana Fox", "fox@acme.example"),), "Bonjour Madame Fox,", "Madame,"),
    ],
)
def test_nobody_is_madame_or_monsieur_by_a_guess(people: tuple[Person, ...], email: str, paper: str) -> None:
    facts = replace(MET, recipients=people)
    assert compose(facts).body.startswith(f"{email}\n\n")
    body = compose(replace(facts, form="letter")).body
    assert f"\n\n{paper}\n\n" in body
    formula = f"Je vous prie d’agréer, {paper} l’expression de mes salutations distinguées."
    assert body.endswith(f"\n\n{formula}\n\nSam Taylor\n")


@pytest.mark.parametrize(
    ("company", "phrase"),
    [
        ("Acme", "chez Acme"),
        ("L’Oréal", "chez L’Oréal"),
        ("Le Monde", "chez Le Monde"),
        ("Société Générale", "chez Société Générale"),
        ("Office Depot", "chez Office Depot"),
        ("Clinique des Lilas", "à la Clinique des Lilas"),
        ("Ville de Lyon", "à la Ville de Lyon"),
        ("Hôpital Saint-Antoine", "à l’Hôpital Saint-Antoine"),
        ("Université Lyon 2", "à l’Université Lyon 2"),
        ("CNRS", "au CNRS"),
        ("Ministère de la Culture", "au Ministère de la Culture"),
    ],
)
def test_a_company_has_the_preposition_that_its_name_asks_for(company: str, phrase: str) -> None:
    assert (
        f"le poste de Backend Engineer {phrase}. J’ai décidé" in compose(replace(MET, company=company)).body
    )


def test_an_agency_tells_a_company_by_its_article() -> None:
    around = replace(MET.circumstances, agency="Hays")
    for company, told in (("Hôpital Saint-Antoine", "l’Hôpital Saint-Antoine"), ("CNRS", "le CNRS")):
        body = compose(replace(MET, company=company, circumstances=around)).body
        assert f"Merci d’informer {told} de ma décision" in body


def test_several_positions_share_one_phrase() -> None:
    beside = (replace(APPLIED, position="Ingénieure qualité"), APPLIED)
    body = compose(replace(BASE, language="fr", position="Analyste", beside=beside)).body
    assert "pour les postes d’Analyste, d’Ingénieure qualité et de Data Engineer chez Acme" in body


def test_dates_and_marks_are_written_as_in_french() -> None:
    slot = Meeting(K.INTERVIEW, datetime(2026, 12, 1, 9, 5, tzinfo=UTC))
    told = "le mardi 1er décembre à 9\u00a0h\u00a005 UTC"
    assert spell_slot(slot, BASE.today, WORDS) == told
    assert spell_whole_date(date(2027, 8, 1), WORDS) == "1er août 2027"
    facts = replace(MET, situation=S.DECLINE_NEXT_INTERVIEW, ahead=(slot, BOOKED), form="letter")
    body = compose(facts).body
    assert f"les créneaux prévus {told} et le jeudi 3 décembre à 14\u00a0h\u00a000 CET" in body
    assert "\n\nLe 24 novembre 2026\n\n" in body
    assert "\n\nObjet\u00a0: Désistement pour l’entretien – Backend Engineer\n\n" in body
