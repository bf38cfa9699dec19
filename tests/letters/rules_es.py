"""What a Spanish letter has to look like."""

from bowout.domain.reasons import Statement as T
from bowout.domain.situations import Situation as S
from bowout.letters.facts import DUPLICATE, Circumstances, LetterFacts
from tests.letters.cases import LONG, SHORT, USUAL
from tests.letters.rules import Rules

SETTLED = (T.ANOTHER_ACCEPTED, T.ANOTHER_CHOSEN, T.STAYING, T.STUDY)
PHRASES = {
    SHORT: "la franqueza de su equipo",
    USUAL: "el recorrido por su sistema de guardias",
    LONG: "con qué franqueza habló el equipo de lo ocurrido",
    "your open-source work": "sus proyectos de código abierto",
    "how clearly your message described the team": "con qué claridad describía al equipo su mensaje",
    "I have promised myself another year in research.": "Me he propuesto dedicar un año más a la investigación.",
    "I have taken a job closer to home": "He aceptado un trabajo más cerca de casa",
    "My plans have changed.": "Mis planes han cambiado.",
    "I would rather stay in research for now.": "Por ahora prefiero seguir en la investigación.",
}

# The dictionary has hardly any plurals, and few forms of verbs.
SPELLINGS = """
aceptado alegró alejadas altera alturas cambiado cambiarme cancelarse cancele cancelen cancelo
candidaturas cet circunstancias citas comunico comunicársela comunicárselo condiciones contara contaran continuaré
conversaciones
corresponde correspondía correspondían cuestiones cuánto decidido decirlo declinarla decírselo dedicarme
dedique dediquen depositado diga digan disculpas encaja encantaría encuentre encuentren escribo espero
estamos estudios están fue futuras gestiones gracias guardias gustaría hace han hay informen internas
llamadas meditado molestias muchas muchísimas muchísimo mías noticias objetivos ocuparé ofrecerme optado
otras otros pensara pensaran pensarlo personales pida pidan planes podido ponerse preferido presentaron
presentó previstas profesionales proponerme prácticas pueda puedan puede pueden puestos quiero
referencias resultan retira retirarla salarial salariales seguiré siento sigue siguen tenerme
tengan todas trasladarme traslade trasladen ustedes vacantes valoré viables voy
"""


def door(facts: LetterFacts) -> str:
    """What is said of later: whoever has another job is not looking for vacancies."""
    around, settled = facts.circumstances, bool(facts.said) or facts.statement in SETTLED
    applied_alone = facts.situation is S.WITHDRAW_APPLICATION
    direction = facts.statement is T.DIRECTION
    cases = (
        (facts.situation is S.RESCIND_ACCEPTANCE or facts.letter == DUPLICATE or facts.tone == "brief", ""),
        (bool(around.others_stand) and not settled, "candidatura"),
        # Sometimes no room is left for one.
        (applied_alone and (facts.highlight == PHRASES[LONG] or around != Circumstances()), ""),
        (around.internal and facts.statement in (T.STAYING, T.DIRECTION), ""),
        (
            facts.situation is S.DECLINE_OUTREACH
            and not facts.said
            and facts.statement in (T.DIRECTION, T.ROLE, T.MATCH),
            "en mí para otros puestos",
        ),
        (facts.situation is S.DECLINE_OUTREACH, "volver a tener noticias"),
        (around.internal and not settled, "conmigo para otras vacantes internas"),
        (settled or direction, "mantener el contacto"),
        (bool(around.agency), "conmigo para otros puestos"),
        (True, "conmigo para futuras vacantes"),
    )
    return next(said for holds, said in cases if holds)


RULES = Rules(
    opening="Estimad[oa] |Buenos días, |Hola, |A quien corresponda:|A la atención de ",
    closing="Un (?:cordial saludo|saludo|saludo muy cordial),|Atentamente,",
    lengths={
        # The shortest whole one, after a screening, has 44.
        "usual": (44, 100),
        S.WITHDRAW_APPLICATION: (25, 60),
        S.DECLINE_OFFER: (70, 130),
        S.RESCIND_ACCEPTANCE: (70, 130),
        DUPLICATE: (25, 100),
        "brief": (25, 60),
        "brief_duplicate": (25, 75),
    },
    decision="retirar|declinar|no voy a seguir adelante",
    thanks="gracias|agradecimiento",
    stock="detenidamente|este momento|estos momentos|cruc|de antemano|encuentre bien|me dirijo a|la presente|no dude"
    "|sin otro particular|lamento comunicar|disposición|placer",
    reasons="objetivo|personal|salari|otro",
    request="Por favor, ",
    door=door,
    slot="el jueves 3 de diciembre a las 14:00 CET",
    phrases=PHRASES,
    forbidden={
        "a gender of the writer": r"\b(?:agradecid|encantad|interesad|convencid|segur|content|comprometid)[oa]\b",
        "a contraction that was missed": r"\b(?:[Aa]|[Dd]e) el [a-zñ]",
        "tú": r"(?i:\b(?:tu|tus|te|ti|contigo|vosotros|vuestr[oa]s?)\b)",
        "a month or a weekday with a capital": r"\b(?:Lunes|Martes|Miércoles|Jueves|Viernes|Noviembre|Diciembre)\b",
        "y before the sound of an i": r"\by (?:Hi|I)[^aeoáéó]",
        "English quotation marks": '[“”"]',
    },
    spellings=tuple(SPELLINGS.split()),
    rescinding="^Les? escribo para retirar mi aceptación de la oferta",
)
