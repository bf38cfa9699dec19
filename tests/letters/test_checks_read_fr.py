"""Sentences and letters of French applicants, as a second reader wrote them: what is found, and what is not."""

from dataclasses import replace
from pathlib import Path

import pytest

from bowout.domain.reasons import Statement as T
from bowout.domain.situations import Situation as S
from bowout.letters.checks import check
from bowout.letters.facts import Circumstances, Draft, PrivateWords
from tests.letters.cases import BOOKED, CALL
from tests.letters.test_checks_fr import APPLIED, MET, NEXT, OFFER, RESCIND, added, codes

FOUND: dict[str, tuple[str, ...]] = {
    "blame": (
        "Sept semaines pour une réponse, c’est long.",
        "Je n’ai pas apprécié la manière dont j’ai été traité.",
        "Le recruteur était en retard et peu préparé.",
        "Le ton employé lors de l’entretien m’a mis mal à l’aise.",
        "Vous m’avez laissée sans nouvelles pendant un mois.",
        "Le poste décrit en entretien ne ressemblait en rien à l’annonce.",
        "Votre processus de recrutement est beaucoup trop lourd.",
        "Les locaux sont vétustes et l’ambiance pesante.",
        "Le management me paraît autoritaire.",
        "Je trouve votre attitude désinvolte.",
        "Personne n’a daigné me répondre.",
        "J’ai dû vous relancer à trois reprises.",
        "Malgré mes nombreuses relances, rien n’est venu.",
        "On m’a fait miroiter autre chose.",
        "Vous n’avez pas tenu vos promesses.",
        "Vos questions étaient déplacées.",
        "L’entretien a été annulé à la dernière minute.",
        "Cela en dit long sur votre entreprise.",
        "La charge de travail me semble démesurée.",
    ),
    "health": (
        "Je dois me faire soigner.",
        "Mes problèmes de dos m’empêchent de voyager.",
        "Je suis actuellement en arrêt.",
        "Je suis en rémission.",
        "Une opération du genou est prévue.",
        "Mon état de fatigue ne me le permet pas.",
        "Je suis au bord de l’épuisement.",
        "Mon médecin traitant me l’a déconseillé.",
        "Je commence une cure.",
    ),
    "family": (
        "J’attends un heureux événement.",
        "Mon épouse refuse de déménager.",
        "Je dois rester auprès de ma grand-mère.",
        "Notre petit dernier vient de naître.",
        "Mon concubin travaille à Lyon.",
        "Je m’occupe de mon grand-père.",
        "Je viens de me séparer.",
        "Je suis maman solo.",
        "Je vais être papa.",
        "Mes gamins sont encore petits.",
        "Ma vie de famille en souffrirait.",
        "Mon ex-mari a la garde.",
    ),
    "money": (
        "Il me faudrait au moins 3,5k par mois.",
        "Je gagne déjà 2800 net.",
        "On m’offre 15% de plus ailleurs.",
        "L’écart est de cinq mille euros par an.",
        "Votre offre à 38-42 K€ est basse.",
    ),
    "other_employer": (
        "Je pars chez Michelin.",
        "Je commence en janvier à la SNCF.",
        "J’ai été retenu par Ubisoft.",
        "Le groupe Bouygues m’a fait une offre.",
        "J’ai été embauchée par la Société Générale.",
        "Mon futur employeur, Dassault, est à Paris.",
    ),
    "relative_date": (
        "J’ai reçu avant-hier une réponse.",
        "Je vous écris suite à notre échange de ce matin.",
        "Merci pour l’entretien de mardi dernier.",
        "Je serai absent dans deux jours.",
        "Notre rendez-vous de la semaine dernière était bien.",
    ),
    "did_not_happen": (
        "Votre promesse d’embauche m’a touché.",
        "Je reviens sur mon accord.",
        "Le contrat que vous m’avez envoyé est clair.",
        "Notre coup de fil m’a plu.",
        "Le test de code était amusant.",
    ),
    "untrue_reason": (
        "J’ai trouvé un autre emploi.",
        "J’ai reçu une promotion et je reste chez mon employeur.",
        "On m’a proposé un CDI que j’ai accepté.",
        "Je vais reprendre une formation à l’université.",
        "Le salaire est trop bas.",
        "Le temps de trajet serait trop important.",
        "Les horaires ne me conviennent pas.",
        "Je préfère un poste en télétravail complet.",
        "Le poste n’est pas fait pour moi.",
        "J’ai finalement signé ailleurs.",
        "Ma situation personnelle a changé.",
    ),
    "comparative": (
        "J’ai reçu une offre plus avantageuse.",
        "Une autre entreprise me propose mieux.",
        "J’ai trouvé mieux ailleurs.",
        "Un concurrent offre de meilleures conditions.",
    ),
    "reopening": (
        "Je reste ouvert si vous revoyez le salaire.",
        "Je pourrais revenir sur ma décision.",
        "À moins que vous ne puissiez vous aligner.",
        "Si vous faites un effort sur le salaire, nous pourrions en reparler.",
    ),
}

ORDINARY = (
    "Je suis en retard dans mes réponses, veuillez m’en excuser.",
    "J’étais un peu en retard le jour de l’entretien, et vous ne m’en avez pas tenu rigueur.",
    "Je me sentais à l’aise avec toute l’équipe.",
    "Je vous préviens à la dernière minute et j’en suis désolé.",
    "J’ai annulé au dernier moment et je m’en excuse.",
    "Le processus n’est pas trop lourd et très clair.",
    "Vous avez deux semaines pour donner votre réponse à d’autres candidats.",
    "Je vous remercie de m’avoir accordé deux semaines de réflexion.",
    "Merci de m’avoir relancé avec tact.",
    "Merci pour vos relances bienveillantes.",
    "Je n’ai pas d’autres questions.",
    "J’ai beaucoup aimé le ton chaleureux de vos messages.",
    "Votre offre de formation est remarquable.",
    "Vos équipes m’ont mis à l’aise dès le début.",
    "L’ambiance chaleureuse de vos bureaux m’a marqué.",
    "Vous avez tenu vos engagements et je vous en remercie.",
    "La charge de travail ne m’effraie pas.",
    "J’ai bien compris que la charge de travail varie selon les saisons.",
    "Vos soins apportés au détail sont remarquables.",
    "Votre société soigne ses candidats.",
    "Je vous laisse le temps de trouver mieux que moi.",
    "Cela m’a permis de mieux comprendre vos métiers.",
    "Je vous propose de rester en lien sur LinkedIn.",
    "Vous pouvez me joindre après le 15 décembre.",
    "Cela fait dix ans que je m’intéresse à vos produits.",
    "Le délai de deux semaines que vous m’avez laissé était généreux.",
    "J’ai eu la chance de rencontrer l’équipe Plateforme.",
    "L’entreprise Acme a un bel avenir.",
    "Le groupe Acme a de belles perspectives.",
    "Je quitte Paris pour quelque temps.",
    "Je vous souhaite de trouver un candidat fait pour ce poste.",
    "Vous avez su trouver les mots justes.",
    "Il est rare de trouver un emploi du temps aussi souple.",
    "Le test des nouvelles fonctionnalités m’a intéressé.",
    "Je retire de cette rencontre beaucoup de bonnes idées.",
    "Je tire de votre retour beaucoup d’enseignements.",
    "Merci pour le café et la bonne humeur.",
    "La ville de Lyon me plaît beaucoup.",
    "Je reste joignable jusqu’au 20 décembre pour toute question pratique.",
    "Bonnes fêtes de fin d’année à vous et à vos équipes.",
    "Je ne peux que saluer votre disponibilité.",
    "Votre rigueur et votre sens du contact sont appréciables.",
    "La séparation entre vos équipes produit et plateforme est très saine.",
    "Vos formations internes donnent envie de suivre une carrière chez vous.",
    "Ma décision n’a rien à voir avec votre entreprise.",
    "Soyez assurée de toute ma considération.",
    "Vous trouverez ci-joint le questionnaire de satisfaction.",
    "Le contrat de confiance entre vos équipes est manifeste.",
    "Je ne souhaite pas revenir sur ma décision.",
    "Je ne peux pas revenir sur ma décision.",
    "Vos petites attentions m’ont touchée.",
    "J’ai hâte de voir naître votre nouveau produit.",
    "Votre produit vient de naître et il a déjà séduit.",
    "Nous en reparlerons peut-être autour d’un café.",
    "Vos 120 nets progrès en un an sont impressionnants.",
    "Le salaire ne figure pas parmi mes raisons.",
    "La rémunération ne pose aucune difficulté.",
    "La rémunération n’est pas en cause.",
    "Je suis retenue par mes engagements jusqu’en mars.",
    "Merci à Priya, chez qui j’ai senti une grande passion.",
)


@pytest.mark.parametrize(
    ("code", "sentence"), [(code, text) for code, texts in FOUND.items() for text in texts]
)
def test_what_a_letter_must_not_say_is_found(code: str, sentence: str) -> None:
    assert code in codes(added(MET, sentence), MET)


@pytest.mark.parametrize("sentence", ORDINARY)
def test_an_ordinary_sentence_trips_nothing(sentence: str) -> None:
    assert codes(added(MET, sentence), MET) <= {"thanks"}


FIRST = replace(APPLIED, situation=S.DECLINE_INTERVIEW, ahead=(BOOKED,))
SPOKEN = replace(APPLIED, situation=S.WITHDRAW_AFTER_SCREENING, held=(CALL,))
OUTREACH = replace(APPLIED, situation=S.DECLINE_OUTREACH, applied=False)
REFERENCES = replace(MET, situation=S.WITHDRAW_AT_REFERENCES)
HAYS = Circumstances(agency="Hays")

RECORDS = {
    "applied": APPLIED,
    "met": MET,
    "met, agency": replace(MET, circumstances=HAYS),
    "next": NEXT,
    "offer": OFFER,
    "offer, agency": replace(OFFER, circumstances=HAYS),
    "rescind": RESCIND,
    "first": FIRST,
    "spoken": SPOKEN,
    "outreach": OUTREACH,
    "references": REFERENCES,
}
LETTERS = (Path(__file__).parent / "ordinary_fr.txt").read_text(encoding="utf-8").strip().split("\n\n### ")


@pytest.mark.parametrize("apostrophe", ["’", "'"])
@pytest.mark.parametrize("text", LETTERS)
def test_a_letter_as_applicants_write_it_passes(text: str, apostrophe: str) -> None:
    title, _, body = text.removeprefix("### ").partition("\n\n")
    record, _, reason = title.partition(" / ")
    draft = Draft("Retrait de candidature – Backend Engineer", body.replace("’", apostrophe) + "\n")
    found = check(draft, replace(RECORDS[record], statement=T(reason) if reason else None), PrivateWords())
    assert not [finding for finding in found if finding.level != "info"]
