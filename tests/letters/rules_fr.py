"""What a French letter has to look like."""

from bowout.domain.reasons import Statement as T
from bowout.domain.situations import Situation as S
from bowout.letters.facts import DUPLICATE, Circumstances, LetterFacts
from tests.letters.rules import Rules

SETTLED = (T.ANOTHER_ACCEPTED, T.ANOTHER_CHOSEN, T.STAYING, T.STUDY)


def door(facts: LetterFacts) -> str:
    """What is said of later: whoever has another job is not looking for one."""
    around, settled = facts.circumstances, bool(facts.said) or facts.statement in SETTLED
    applied_alone = facts.situation is S.WITHDRAW_APPLICATION
    direction = facts.statement is T.DIRECTION
    cases = (
        (facts.situation is S.RESCIND_ACCEPTANCE or facts.letter == DUPLICATE or facts.tone == "brief", ""),
        (bool(around.others_stand) and not settled, "d’actualité"),
        # Sometimes no room is left for one.
        (applied_alone and (facts.highlight is not None or around != Circumstances()), ""),
        (around.internal and facts.statement in (T.STAYING, T.DIRECTION), ""),
        (
            facts.situation is S.DECLINE_OUTREACH
            and not facts.said
            and facts.statement in (T.DIRECTION, T.ROLE, T.MATCH),
            "échanger avec vous sur d’autres postes",
        ),
        (facts.situation is S.DECLINE_OUTREACH and not settled, "échanger avec vous sur de futurs postes"),
        (facts.situation is S.DECLINE_OUTREACH, "rester en contact"),
        (around.internal and not settled, "étudier d’autres postes en interne"),
        (settled or direction, "rester en contact"),
        (bool(around.agency), "échanger avec vous sur d’autres postes"),
        (True, "échanger avec vous sur de futurs postes"),
    )
    return next(said for holds, said in cases if holds)


RULES = Rules(
    opening="Bonjour|Madame|Monsieur|Mesdames|Docteur,",
    closing="(?:Bien c|C)ordialement,|Je vous prie d’agréer, [^.]+, l’expression de mes salutations distinguées\\.",
    # French takes some words more: up to ten.
    lengths={
        "usual": (45, 100),
        S.WITHDRAW_APPLICATION: (25, 60),
        S.DECLINE_OFFER: (70, 130),
        S.RESCIND_ACCEPTANCE: (70, 130),
        DUPLICATE: (25, 100),
        "brief": (25, 60),
        "brief_duplicate": (25, 75),
    },
    decision="retirer|décliner|donner(?:ai pas)? suite|pas plus loin|reviens sur mon acceptation",
    thanks="remerci",
    stock="mûre réflexion|mûrement réfléchi|n’hésitez|à votre disposition|nos chemins|merci encore|me permets de"
    "|par la présente|à l’heure actuelle|bonne réception|bonne continuation|opportunité|au niveau de",
    reasons="projet|personnel|salair|autre poste",
    request="Merci d",
    door=door,
    slot="le jeudi 3 décembre à 14\u00a0h\u00a000 CET",
    phrases={
        "your openness": "votre ouverture",
        "the walk through your on-call practice": "la présentation de vos astreintes",
        "how openly the team spoke about what had gone wrong": "la franchise de l’équipe sur ce qui avait mal tourné",
        "your open-source work": "vos projets libres",
        "how clearly your message described the team": "la clarté de votre message",
        "I have promised myself another year in research.": "Je me suis promis une année de plus dans la recherche.",
        "I have taken a job closer to home": "J’ai trouvé un emploi plus près de chez moi",
        "My plans have changed.": "Mes projets ont changé.",
        "I would rather stay in research for now.": "Pour l’instant, je préfère poursuivre dans la recherche.",
    },
    forbidden={
        "a straight apostrophe": r"\w'\w",
        "no no-break space before a mark": r"[^\u00a0][:;!?»](?!/)|«[^\u00a0]",
        "no no-break space in a time": r"\d[ ]h|h[ ]\d",
        "the writer's gender": r"\b(?:je suis|j’ai été|serais|étais) \w+(?:é|ée|eux|euse|i|ie)\b|\w(?:\(e\)|·e)",
        "what is not elided": r"\b(?:de|le|la|je|que|ne|me) [aâeéèêiîoôuœh](?!ead|ealth)(?!R)",
        "what is not contracted": r"\b(?:à|de) les? (?:poste|processus)",
        "a small letter after a full stop": r"\. [a-zà-ÿ]",
    },
    rescinding="^Je vous écris pour vous informer que je reviens sur mon acceptation de l’offre",
)
