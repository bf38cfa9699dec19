"""The checks of French letters: decisions, thanks, closings, names and dates, however people write them."""

from dataclasses import replace
from pathlib import Path

import pytest

from bowout.domain.people import Person
from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation as S
from bowout.letters.compose import compose
from bowout.letters.facts import Draft, PrivateWords
from tests.letters.cases import INVITED
from tests.letters.test_checks_fr import APPLIED, CALLED, MET, NEXT, OFFER, RESCIND, added, codes

DECISIONS = (
    "Je vous informe que je retire ma candidature.",
    "Je souhaite retirer ma candidature.",
    "Je vous informe de mon souhait de me retirer du processus.",
    "Je ne souhaite pas poursuivre le processus.",
    "Je ne souhaite plus donner suite.",
    "J’ai décidé de ne pas poursuivre.",
    "Je préfère en rester là et mettre fin au processus.",
    "Je ne suis plus candidate.",
    "Je ne pourrai pas participer à cet entretien.",
    "Je décline votre invitation.",
    "Je ne donnerai pas suite.",
    "Je renonce à ce poste.",
    "Je me désiste.",
    "Ma candidature n’est plus d’actualité.",
    "Je dois malheureusement refuser.",
    "Je préfère ne pas aller plus loin.",
    "Je n’irai pas plus loin.",
    "Je vous prie de ne plus tenir compte de ma candidature.",
    "J’annule ma candidature.",
    "Je passe mon tour.",
)


def written(*sentences: str, salutation: str = "Bonjour,", closing: str = "Cordialement,") -> Draft:
    """A letter by hand."""
    text = " ".join(sentences)
    return Draft(
        "Retrait de candidature – Backend Engineer", f"{salutation}\n\n{text}\n\n{closing}\nSam Taylor\n"
    )


THANKS = (
    "Je vous remercie de l’attention portée à ma candidature pour le poste de Backend Engineer chez Acme."
)
MORE = "Je vous souhaite de trouver rapidement la bonne personne pour ce beau poste."


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_is_understood_however_it_is_said(decision: str) -> None:
    assert not codes(written(THANKS, decision, MORE), replace(MET, ahead=(INVITED,)))


@pytest.mark.parametrize(
    "sentence", ["J’ai beaucoup réfléchi.", "Le poste est passionnant.", "J’attends votre réponse."]
)
def test_a_letter_without_a_decision_is_found(sentence: str) -> None:
    assert codes(written(THANKS, sentence, MORE), APPLIED) == {"decision_missing"}


@pytest.mark.parametrize(
    ("sentence", "thanked"),
    [
        ("Merci de votre temps.", True),
        ("Merci pour tout.", True),
        ("Merci d’avoir pris le temps de me lire.", True),
        ("Tous mes remerciements.", True),
        ("J’ai apprécié votre accueil.", True),
        ("Je vous sais gré de votre temps.", True),
        ("Merci d’informer l’équipe.", False),
        ("Merci de bien vouloir me répondre.", False),
        ("Merci de transmettre ce message.", False),
        ("Bonne journée à tous.", False),
    ],
)
def test_a_request_is_no_thanks(sentence: str, thanked: bool) -> None:
    text = (
        "Je retire ma candidature pour le poste de Backend Engineer chez Acme, et je tenais à vous le dire."
    )
    assert ("thanks" not in codes(written(text, sentence, MORE), APPLIED)) is thanked


@pytest.mark.parametrize(
    ("sentences", "count"),
    [
        (("Je retire ma candidature, car mon projet professionnel a évolué.",), 0),
        (("Je retire ma candidature.", "Comme je le disais, mon projet professionnel a évolué."), 0),
        (
            (
                "Je retire ma candidature, car mon projet professionnel a évolué.",
                "De plus, c’est parce que je le veux.",
            ),
            1,
        ),
    ],
)
def test_one_reason_is_enough(sentences: tuple[str, ...], count: int) -> None:
    facts = replace(APPLIED, statement=Statement.DIRECTION)
    assert ("several_reasons" in codes(written(THANKS, *sentences, MORE), facts)) is bool(count)


def test_after_accepting_no_door_is_left_open_and_there_is_an_apology() -> None:
    draft = compose(RESCIND)
    assert not codes(draft, RESCIND)
    for door in (
        "J’aurais plaisir à rester en contact.",
        "Pensez à moi pour d’autres postes.",
        "Peut-être travaillerons-nous ensemble à l’avenir.",
        "J’espère avoir de vos nouvelles.",
    ):
        assert "doors_after_accepting" in codes(added(RESCIND, door), RESCIND)
    bare = replace(
        draft, body=draft.body.replace("Je vous prie de m’excuser de", "Je sais ce que c’est que de")
    )
    assert "apology_missing" in codes(bare, RESCIND)


@pytest.mark.parametrize(
    ("salutation", "closing", "clashes"),
    [
        ("Madame, Monsieur,", "Cordialement,", False),
        ("Bonjour Madame Fox,", "Bien cordialement,", False),
        ("Bonjour,", "Bien à vous,", False),
        ("Bonjour Dana,", "À bientôt,", False),
        ("Bonjour,", "Je vous prie d’agréer, Madame, l’expression de mes salutations distinguées.", False),
        ("Madame,", "Veuillez agréer, Madame, mes salutations distinguées.", False),
        ("Madame, Monsieur,", "Amicalement,", True),
        ("Madame,", "À bientôt,", True),
        (
            "Salut Dana,",
            "Je vous prie d’agréer, Madame, l’expression de mes salutations distinguées.",
            True,
        ),
        (
            "Madame,",
            "Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.",
            True,
        ),
    ],
)
def test_a_closing_goes_with_its_salutation(salutation: str, closing: str, clashes: bool) -> None:
    draft = written(THANKS, "Je retire ma candidature.", MORE, salutation=salutation, closing=closing)
    assert codes(draft, APPLIED) == ({"closing_clash"} if clashes else set())


@pytest.mark.parametrize(
    "formula",
    [
        "Veuillez agréer, Madame, Monsieur, l’expression de mes sentiments distingués.",
        "Je vous prie de recevoir, Madame, mes meilleures salutations.",
        "Dans l’attente de votre retour, je vous prie d’agréer, Monsieur, l’expression de ma considération distinguée.",
        "En vous remerciant de votre compréhension, je vous adresse mes salutations les plus cordiales.",
        "Recevez, Madame, l’assurance de mes salutations distinguées.",
        "Restant à votre écoute, je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.",
    ],
)
def test_a_formula_is_a_closing_and_no_part_of_the_text(formula: str) -> None:
    draft = written(
        THANKS, "Je retire ma candidature.", MORE, salutation="Madame, Monsieur,", closing=formula
    )
    assert not codes(draft, APPLIED)


def test_the_address_of_a_reader_with_a_title_is_no_salutation() -> None:
    facts = replace(MET, form="letter", recipients=(Person("Dr. Dana Fox"),))
    draft = compose(facts)
    assert "\n\nDocteur Dana Fox\nAcme\n\nObjet\u00a0: " in draft.body
    assert "\n\nDocteur,\n\n" in draft.body and "agréer, Docteur, l’expression" in draft.body
    assert not codes(draft, facts)


@pytest.mark.parametrize(
    ("note", "sentence", "found"),
    [
        ("Le manager avait l’air fatigué", "Les fatigués se reposent.", True),
        ("Les bureaux sont sinistres", "Ce bâtiment est sinistre.", True),
        ("Rumeurs de rachat par Vinci", "Le rachat n’y est pour rien.", True),
        ("Ils paient 41500 euros", "Ce sera 41 500, je crois.", True),
        ("Le poste est intéressant mais loin", "Le poste est intéressant.", False),
        (
            "J’ai trouvé un autre emploi avec plus de responsabilités",
            "Vos responsabilités sont grandes.",
            False,
        ),
        ("Ils cherchent quelqu’un pour janvier", "Je vous souhaite une bonne année, dès janvier.", False),
    ],
)
def test_a_distinctive_word_of_a_note_stays_private(note: str, sentence: str, found: bool) -> None:
    private = PrivateWords((note,))
    assert ("private_words" in codes(added(MET, sentence), MET, private)) is found


@pytest.mark.parametrize(
    ("employer", "sentence", "found"),
    [
        ("Orange", "Je serai chez vous avec une veste orange.", False),
        ("Orange", "Un ami d’Orange me l’a dit.", True),
        ("Free", "Vos projets free et ouverts me plaisent.", False),
        ("Doctolib", "Comme à Doctolib, vos équipes sont soudées.", True),
        ("Carrefour", "Votre site est au carrefour de deux lignes.", False),
    ],
)
def test_another_employer_of_the_search_is_not_named(employer: str, sentence: str, found: bool) -> None:
    private = PrivateWords((), (employer,))
    assert ("other_employer" in codes(added(MET, sentence), MET, private)) is found


BY_HAND = {
    "choice_of_another_way": MET,
    "second_interview": NEXT,
    "portal": APPLIED,
    "offer_at_length": OFFER,
    "acceptance_taken_back": RESCIND,
    "approach_turned_down": replace(APPLIED, situation=S.DECLINE_OUTREACH, applied=False),
    "after_a_call": CALLED,
}


@pytest.mark.parametrize("name", BY_HAND)
def test_letters_as_people_write_them_trip_nothing(name: str) -> None:
    body = (Path(__file__).parent / "by_hand_fr" / f"{name}.txt").read_text(encoding="utf-8")
    assert not codes(Draft("Retrait de candidature – Backend Engineer", body), BY_HAND[name])


def test_a_booked_slot_is_found_however_its_date_is_written() -> None:
    draft = compose(NEXT)
    assert not codes(draft, NEXT)
    told = "le jeudi 3 décembre à 14\u00a0h\u00a000 CET"
    assert told in draft.body
    for same in ("le 3 décembre", "le jeudi 3 déc. à 14h", "le 03/12", "le 3/12/2026"):
        assert not codes(replace(draft, body=draft.body.replace(told, same)), NEXT)
    gone = replace(draft, body=draft.body.replace(told, "à cette date"))
    assert codes(gone, NEXT) == {"slot_not_named"}


def test_a_stranger_in_the_salutation_is_found_and_titles_are_none() -> None:
    for salutation in (
        "Bonjour Madame Fox,",
        "Bonjour,",
        "Madame,",
        "Chère Dana,",
        "Bonjour à toute l’équipe,",
    ):
        draft = written(THANKS, "Je retire ma candidature.", MORE, salutation=salutation)
        assert not codes(draft, APPLIED), salutation
    draft = written(THANKS, "Je retire ma candidature.", MORE, salutation="Bonjour Madame Martin,")
    assert codes(draft, APPLIED) == {"name_misspelt"}


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Je retire ma candidature pour le poste de chargé de projet chez Acme.", "chargé de projet"),
        ("Je retire ma candidature au poste d’analyste financier.", "analyste financier"),
        ("Merci pour le poste de travail et le reste.", ""),
    ],
)
def test_a_letter_without_a_record_says_its_position(text: str, position: str) -> None:
    facts = replace(APPLIED, position="")
    found = codes(written(text, MORE), facts)
    assert ("position_missing" in found) is False
    assert position in text
