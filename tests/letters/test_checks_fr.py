"""The checks of French letters: sentences that trip each, and ordinary ones that trip none."""

from dataclasses import replace

import pytest

from bowout.domain.situations import Situation as S
from bowout.domain.stages import StageKind as K
from bowout.letters.checks import check
from bowout.letters.compose import compose
from bowout.letters.facts import Draft, LetterFacts, Meeting, PrivateWords
from tests.letters.cases import BASE, BOOKED, OFFERED, TALK

NOTHING = PrivateWords()
APPLIED = replace(BASE, language="fr")
MET = replace(APPLIED, situation=S.WITHDRAW_AFTER_INTERVIEW, held=(TALK,))
NEXT = replace(MET, situation=S.DECLINE_NEXT_INTERVIEW, ahead=(BOOKED,))
OFFER = replace(MET, situation=S.DECLINE_OFFER, offered_on=OFFERED)
RESCIND = replace(OFFER, situation=S.RESCIND_ACCEPTANCE)
CALLED = replace(APPLIED, situation=S.WITHDRAW_AFTER_SCREENING, held=(Meeting(K.SCREENING),))
CLINIC = replace(MET, company="Clinique des Lilas", position="Infirmier")


def added(facts: LetterFacts, sentence: str) -> Draft:
    """The program's own letter with a sentence more before the closing."""
    draft = compose(facts)
    return replace(draft, body=draft.body.replace("\n\nCordialement", f" {sentence}\n\nCordialement"))


def codes(draft: Draft, facts: LetterFacts, private: PrivateWords = NOTHING) -> set[str]:
    """What was found but for the length, which a sentence more may change."""
    found = {finding.code for finding in check(draft, facts, private)}
    return found - {"rather_long", "no_recipient"}


TRIPS: dict[str, tuple[str, ...]] = {
    "placeholder": (
        "[Votre nom] vous appellera.",
        "Je m’appelle {prénom}.",
        "Mon numéro est (à compléter).",
        "Voir <votre nom>.",
        "J’ai rencontré None.",
        "C’était bien..",
        "Vraiment !. Oui.",
        "C’était bien ,et utile , oui.",
        "Le le projet me plaît.",
        "Je ai lu votre message.",
        "Je sais que il viendra.",
        "Je renonce à le poste.",
        "Il s’agit du poste de ingénieur.",
    ),
    "blame": (
        "Vous avez mis trois semaines à me répondre.",
        "J’ai attendu plus de deux mois.",
        "J’ai attendu six semaines sans nouvelles.",
        "Je regrette votre manque de transparence.",
        "L’organisation m’a paru peu professionnelle.",
        "Le recrutement était mal organisé.",
        "Tout cela m’a semblé désorganisé.",
        "La recruteuse a été impolie.",
        "J’ai été très déçue par l’accueil.",
        "Je dois dire ma déception.",
        "L’ambiance m’a paru toxique.",
        "C’était une perte de temps.",
        "Vous m’avez fait perdre mon temps.",
        "Je me suis senti ignoré.",
        "J’ai été induit en erreur.",
        "Le poste n’était pas conforme à l’annonce.",
        "Ces tâches sont en dessous de mes compétences.",
        "C’était le chaos.",
        "Vous m’avez ghosté.",
        "Cette attente était inadmissible.",
        "Le processus a été beaucoup trop long.",
        "Votre silence m’a surpris.",
        "Vos délais ne sont pas sérieux.",
        "Je n’ai jamais eu de réponse.",
        "Vous ne m’avez jamais rappelé.",
        "J’ai lu de mauvais avis sur vous.",
        "Les avis négatifs m’inquiètent.",
        "Les licenciements récents m’ont fait réfléchir.",
        "Le poste est mal payé.",
        "J’ai des doutes sur votre stratégie.",
        "Je trouve cela injuste.",
        "Je suis restée sans réponse de votre part.",
        "Personne ne m’a jamais recontactée.",
        "Je suis déçu de cet échange.",
        "Vous m’avez trompé.",
        "J’ai senti du mépris.",
    ),
    "family": (
        "Ma famille a besoin de moi.",
        "Mon mari a été muté.",
        "Ma femme a trouvé un poste à Lyon.",
        "Mon conjoint déménage.",
        "Nous attendons un bébé.",
        "Je souhaite passer plus de temps avec mes enfants.",
        "Ma fille change d’école.",
        "Notre fils a deux ans.",
        "Ma mère vient d’arriver.",
        "Je dois aider mon père.",
        "Mes parents habitent loin.",
        "Je dois m’occuper d’un proche.",
        "Je suis proche aidante.",
        "Je suis en plein divorce.",
        "Après un décès, je reste ici.",
        "Il me faut une place en crèche.",
        "La garde d’enfants est compliquée.",
        "Ma belle-mère viendra.",
        "Mon compagnon travaille ailleurs.",
        "C’est pour des raisons familiales.",
        "Ma sœur se marie.",
        "La naissance de notre enfant approche.",
        "Nous attendons des jumeaux.",
        "Ma petite amie vit à Lille.",
    ),
    "health": (
        "Ma santé ne le permet pas.",
        "Je suis malade.",
        "Je suis en arrêt maladie.",
        "Je sors d’un burn-out.",
        "Je suis enceinte.",
        "Ma grossesse change mes plans.",
        "Mon congé maternité commence.",
        "Je dois être hospitalisée.",
        "Mon médecin me le conseille.",
        "Je dois me faire opérer.",
        "J’ai un cancer.",
        "Je souffre de migraines.",
        "Je suis épuisée.",
        "Je traverse une dépression.",
        "Je suis un traitement lourd.",
        "Mon handicap l’exige.",
        "J’ai eu un accident.",
        "Le stress serait trop fort.",
        "Ma thérapie prend du temps.",
        "Mon anxiété revient.",
        "Je vais subir une intervention.",
        "J’ai une RQTH.",
        "Mon diabète l’impose.",
    ),
    "money": (
        "Il me faudrait 45 000 €.",
        "Il me faudrait 45\u00a0000\u00a0€ bruts.",
        "Il me faudrait 45.000 euros.",
        "On me propose 52k€ par an.",
        "On me propose 52 K€.",
        "J’attends 3 500 euros nets.",
        "Mon salaire est de 48 000.",
        "Il me faut 10 % de plus.",
        "Je demande quarante-cinq mille par an.",
        "Mon taux est de 550 EUR par jour.",
        "Il me faut CHF 120000.",
    ),
    "other_employer": (
        "Je rejoins Dassault.",
        "J’ai accepté un poste chez Safran.",
        "Je vais travailler pour Thales.",
        "Je vais rejoindre Renault en mars.",
        "J’ai signé avec Airbus.",
        "J’ai une offre au sein de Capgemini.",
        "J’ai un second emploi.",
        "Je travaillerai au sein d’Airbus.",
    ),
    "comparative": (
        "J’ai reçu une meilleure offre.",
        "J’ai trouvé un poste plus intéressant.",
        "L’autre poste est mieux payé.",
        "Le salaire plus élevé a compté.",
    ),
    "reopening": (
        "Je pourrais reconsidérer ma décision.",
        "Sauf si le salaire change.",
        "Si vous pouviez revoir votre offre, j’accepterais.",
        "Si le salaire était différent, je dirais oui.",
        "Je reste ouvert à la discussion.",
        "Je reste ouverte à une nouvelle proposition.",
        "Une négociation est possible.",
        "Je peux changer d’avis.",
        "Une contre-proposition serait bienvenue.",
    ),
    "relative_date": (
        "Je vous appelle demain.",
        "Notre échange d’hier m’a plu.",
        "Je vous appelle la semaine prochaine.",
        "Je serai là lundi prochain.",
        "Je vous rappelle cette semaine.",
        "Merci pour notre échange d’aujourd’hui.",
        "Je vous écris ce soir.",
    ),
    "stock_phrase": (
        "Après mûre réflexion, je confirme.",
        "N’hésitez pas à m’écrire.",
        "Je reste à votre disposition.",
        "Nos chemins se recroiseront.",
        "Par la présente, je confirme.",
    ),
    "untrue_reason": (
        "J’ai accepté une autre proposition.",
        "J’ai choisi un autre employeur.",
        "Je garde mon emploi.",
        "Mes objectifs ont évolué.",
        "Je recherche un autre type de poste.",
        "Le poste ne correspond pas à mes attentes.",
        "Les conditions ne me conviennent pas.",
        "Mes prétentions sont plus hautes.",
        "Le lieu de travail ne me convient pas.",
        "Le trajet me prendrait deux heures.",
        "Les modalités de travail ne me conviennent pas.",
        "C’est pour des raisons personnelles.",
        "C’est pour des raisons d’ordre privé.",
        "Je vais reprendre des études.",
        "C’est pour des raisons administratives.",
    ),
    "did_not_happen": (
        "Votre offre m’honore.",
        "Je reviens sur mon acceptation.",
        "J’ai accepté votre offre.",
        "Vous pouvez appeler mes références.",
        "Je ne ferai pas l’étude de cas.",
        "Notre appel m’a plu.",
    ),
}


@pytest.mark.parametrize(
    ("code", "sentence"), [(code, text) for code, texts in TRIPS.items() for text in texts]
)
def test_what_a_letter_must_not_say_is_found(code: str, sentence: str) -> None:
    assert code in codes(added(MET, sentence), MET)


@pytest.mark.parametrize(
    "sentence",
    [
        "Merci pour l’entretien du 3 décembre.",
        "Après notre entretien, j’ai réfléchi.",
        "Je vous remercie de m’avoir reçue.",
        "Nos échanges m’ont beaucoup apporté.",
        "Nous avons longuement échangé.",
        "J’ai eu grand plaisir à échanger avec vous.",
        "Notre appel m’a plu.",
        "Votre invitation m’a touché.",
        "Je vous remercie de m’avoir invité.",
    ],
)
def test_what_did_not_happen_is_found_where_nothing_has(sentence: str) -> None:
    assert "did_not_happen" in codes(added(APPLIED, sentence), APPLIED)


HARMLESS = (
    "Je vous souhaite une bonne continuation.",
    "Votre équipe m’a paru soudée et curieuse.",
    "J’ai apprécié la qualité de nos échanges et la clarté de vos réponses.",
    "Le projet que vous m’avez présenté est passionnant.",
    "Vous m’avez accueilli avec beaucoup de gentillesse.",
    "Je garde un excellent souvenir de notre rencontre.",
    "Je reste joignable au 06 12 34 56 78.",
    "Merci de votre compréhension.",
    "Merci d’avance de votre retour.",
    "Merci de bien vouloir supprimer mes données, conformément au RGPD.",
    "Merci de me confirmer la bonne prise en compte de ce retrait.",
    "Pourriez-vous me confirmer la réception de ce message ?",
    "Puis-je avoir une confirmation par écrit ?",
    "Dites-le-moi si un élément manque au dossier.",
    "Que vous vous rassuriez, la décision est réfléchie.",
    "J’ai lu que vos produits équipent 10 000 clients en Europe.",
    "Vos 2 millions d’utilisateurs ont de la chance.",
    "La présentation de vos 300 collaborateurs m’a impressionné.",
    "Votre entreprise familiale a une belle histoire.",
    "La famille de produits que vous développez est remarquable.",
    "La société mère et ses filiales sont bien organisées.",
    "Vos fils de discussion internes sont un modèle.",
    "La carte mère du prototype m’a impressionné.",
    "Le traitement de ma candidature a été exemplaire.",
    "Je n’ai jamais douté de votre sérieux.",
    "Je vous dois une réponse rapide.",
    "Je suis conscient du temps que vous avez consacré à ce recrutement.",
    "Je sais que cette décision peut vous surprendre.",
    "Je comprends que ce délai vous gêne.",
    "Veuillez excuser ma réponse tardive.",
    "Veuillez m’excuser de ce retard de réponse.",
    "Je regrette de ne pas poursuivre cette aventure avec vous.",
    "Ce n’est en rien lié à vos équipes.",
    "Cela ne change rien à l’estime que j’ai pour votre travail.",
    "J’ai longuement hésité.",
    "J’ai pris le temps de réfléchir à la suite.",
    "Aujourd’hui, ma décision est prise.",
    "J’ai particulièrement aimé le soin apporté à l’accueil.",
    "Je vous remercie également, vous et toute l’équipe, de votre disponibilité.",
    "Je suivrai vos actualités avec intérêt.",
    "Votre métier demande beaucoup de patience.",
    "Le télétravail à 80 % que vous proposez est appréciable.",
    "La référence de l’annonce est 2026-4521.",
    "Le dossier porte le n° 45812.",
    "Ma candidature a été déposée sous la référence AB-12345.",
    "Ce fut un plaisir de découvrir vos locaux de Nantes.",
    "Je vous laisse le soin d’en informer vos collègues.",
    "L’entretien du 12 novembre m’a permis de mieux comprendre vos enjeux.",
    "Vous trouverez sans peine une personne motivée.",
    "Je n’oublierai pas votre accueil.",
    "Je vous adresse mes meilleures salutations et à l’équipe aussi.",
    "La visite des ateliers, malgré la pluie, était un beau moment.",
    "Vos valeurs me parlent et je les partage.",
    "Il s’agit d’un choix personnel.",
    "Je reste fidèle à mes engagements jusqu’à cette date.",
    "Votre sens de l’écoute est rare.",
    "Les enceintes acoustiques que vous fabriquez sont réputées.",
    "Vous pouvez conserver mon CV dans votre vivier.",
    "Je tiens tout d’abord à vous remercier de l’intérêt porté à ma candidature.",
    "Je fais suite à notre entretien du 12 novembre dernier.",
    "Cette décision n’a pas été facile à prendre.",
    "Je vous souhaite le meilleur pour la suite.",
    "Je vous prie de bien vouloir m’excuser pour la gêne occasionnée.",
    "J’espère que vous comprendrez ma décision.",
    "J’espère que vous ne serez pas déçus.",
    "Vous bâtissez les solutions de demain.",
    "On ne m’a jamais donné autant d’explications.",
    "Je n’ai jamais eu un aussi bon accueil.",
    "Par manque de temps, je serai brève.",
    "Je me suis trompé d’adresse la première fois.",
    "C’est par méprise que deux messages sont partis.",
    "J’ai des doutes sur mes compétences en gestion.",
    "Je vous invite à supprimer mes données.",
    "Votre équipe forme une vraie famille.",
    "Le secteur de la santé me passionne.",
    "Au sein de la Direction Technique, tout le monde m’a bien reçue.",
    "L’équipe est plus grande que je ne l’imaginais.",
    "J’ai relu le contrat de confidentialité et je le respecterai.",
    "Vos bureaux sont à 200 mètres de la gare.",
    "Notre entretien de 45 minutes a filé.",
    "Je n’aurais pas pu rêver d’un meilleur accueil.",
    "Vous avez pris le temps de répondre à chaque question.",
    "Vous avez pris trois heures pour me recevoir, et je vous en sais gré.",
    "L’attente a été courte et les réponses précises.",
    "Je reste sensible à la cause que vous défendez.",
)


@pytest.mark.parametrize("sentence", HARMLESS)
def test_an_ordinary_sentence_trips_nothing(sentence: str) -> None:
    assert codes(added(MET, sentence), MET) <= {"thanks"}


@pytest.mark.parametrize(
    "sentence",
    [
        "J’ai répondu à votre offre d’emploi le 2 novembre.",
        "J’ai postulé à votre offre parue en octobre.",
        "J’ai vu votre offre n° 4512 sur votre site.",
        "Votre annonce était très claire.",
        "Nos échanges par mail ont été très clairs.",
        "J’aurais aimé vous rencontrer.",
        "J’aurais plaisir à échanger avec vous un jour.",
        "Je vous laisse mon numéro de téléphone.",
        "Le poste comprend l’entretien des machines.",
        "Votre offre de services est originale.",
        "Je ne pourrai pas honorer notre échange prévu le 3 décembre.",
    ],
)
def test_what_an_applicant_says_before_any_contact_trips_nothing(sentence: str) -> None:
    assert codes(added(APPLIED, sentence), APPLIED) <= {"thanks"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Merci pour cet entretien téléphonique.",
        "Notre appel a été très instructif.",
        "J’ai été heureuse de notre échange.",
    ],
)
def test_a_call_that_was_held_may_be_spoken_of(sentence: str) -> None:
    assert codes(added(CALLED, sentence), CALLED) <= {"thanks"}


@pytest.mark.parametrize(
    "sentence",
    [
        "J’ai apprécié votre engagement pour la santé des enfants.",
        "Vos médecins et vos équipes font un travail remarquable.",
        "Votre maternité est un modèle.",
        "L’accompagnement des familles est au cœur de votre projet.",
    ],
)
def test_what_they_do_is_no_secret(sentence: str) -> None:
    assert not codes(added(CLINIC, sentence), CLINIC)


@pytest.mark.parametrize(
    "sentence",
    ["Ma santé passe avant tout.", "C’est pour mes enfants.", "Mon médecin me le déconseille."],
)
def test_ones_own_stays_private_before_those_whose_work_it_is(sentence: str) -> None:
    assert codes(added(CLINIC, sentence), CLINIC) & {"health", "family"}
