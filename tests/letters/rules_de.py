"""What a German letter has to look like."""

from bowout.domain.reasons import Statement as T
from bowout.domain.situations import Situation as S
from bowout.letters.facts import DUPLICATE, Circumstances, LetterFacts
from tests.letters.cases import LONG, SHORT, USUAL
from tests.letters.rules import Rules

SETTLED = (T.ANOTHER_ACCEPTED, T.ANOTHER_CHOSEN, T.STAYING, T.STUDY)
LONG_IN_GERMAN = "wie offen das Team über das gesprochen hat, was misslang"


def door(facts: LetterFacts) -> str:
    """What is said of later: whoever has another job is not looking for openings."""
    around, settled = facts.circumstances, bool(facts.said) or facts.statement in SETTLED
    applied_alone = facts.situation is S.WITHDRAW_APPLICATION
    direction = facts.statement is T.DIRECTION
    cases = (
        (facts.situation is S.RESCIND_ACCEPTANCE or facts.letter == DUPLICATE or facts.tone == "brief", ""),
        (bool(around.others_stand) and not settled, "Meine Bewerbung"),
        # Sometimes no room is left for one.
        (applied_alone and (facts.highlight == LONG_IN_GERMAN or around != Circumstances()), ""),
        (around.internal and facts.statement in (T.STAYING, T.DIRECTION), ""),
        (
            facts.situation is S.DECLINE_OUTREACH
            and not facts.said
            and facts.statement in (T.DIRECTION, T.ROLE, T.MATCH),
            "von anderen Stellen zu hören",
        ),
        (facts.situation is S.DECLINE_OUTREACH, "wieder von Ihnen zu hören"),
        (around.internal and not settled, "wenn Sie bei anderen Stellen im Haus an mich denken"),
        (settled or direction, "mit Ihnen in Kontakt zu bleiben"),
        (bool(around.agency), "von anderen Stellen zu hören"),
        (True, "wenn Sie bei künftigen Stellen an mich denken"),
    )
    return next(said for holds, said in cases if holds)


RULES = Rules(
    opening="Sehr geehrte|Guten Tag|Hallo ",
    closing="(?:Mit freundlichen|Freundliche|Herzliche) Grüßen?",
    lengths={
        "usual": (45, 90),
        S.WITHDRAW_APPLICATION: (25, 50),
        S.DECLINE_OFFER: (70, 120),
        S.RESCIND_ACCEPTANCE: (70, 120),
        DUPLICATE: (25, 90),
        "brief": (25, 50),
        "brief_duplicate": (25, 65),
    },
    decision="zurückzuziehen|zurückziehen|zurück\\b|absagen|nicht (?:annehmen|anzunehmen|infrage|weiter)",
    thanks="\\bdank",
    stock="reiflicher|leider muss|hiermit möchte|bezugnehmend|schweren Herzens|Bedauern|für Rückfragen|Verständnis"
    "|verbleibe|zum jetzigen|nochmals|Wege|erreicht Sie",
    reasons="Ziele|persönlich|Gehalt|andere",
    request="Bitte ",
    door=door,
    slot="am Donnerstag, dem 3. Dezember, um 14:00 Uhr MEZ",
    phrases={
        SHORT: "Ihre Offenheit",
        USUAL: "der Einblick in Ihre Rufbereitschaft",
        LONG: LONG_IN_GERMAN,
        "your open-source work": "Ihre Arbeit an freier Software",
        "how clearly your message described the team": "wie klar Ihre Nachricht das Team beschrieben hat",
        "I have promised myself another year in research.": "Ich habe mir noch ein Jahr in der Forschung vorgenommen.",
        "I have taken a job closer to home": "Ich habe eine Arbeit in der Nähe gefunden",
        "My plans have changed.": "Meine Pläne haben sich geändert.",
        "I would rather stay in research for now.": "Ich möchte vorerst in der Forschung bleiben.",
    },
    forbidden={
        "straight quotation marks": "[\"']",
        "a comma after the closing": "Grüßen?,",
        "a large beginning": "^[^\\n]*,\\n\\n(?:Vielen|Herzlichen|Hiermit|Ich)\\b",
        "a polite word written small": "\\b(?:ihnen|ihrem|ihres)\\b|[a-zäöü] (?:ihr|ihre|ihren|ihrer)\\b",
        "du": "\\b(?:du|dir|dich|dein\\w*|euch|euer|eure\\w*)\\b",
        "an English word": "\\b(?:the|and|position at|December|CET)\\b",
        "two commas or a stray one": ",,| ,|,\\.",
    },
    # "ß" is "ss" to the test; the others are compounds, or new.
    spellings=(
        "abschliessenden",
        "arbeitsmodell",
        "assessment",
        "auseinanderliegen",
        "doppelbewerbung",
        "gehaltsvorstellungen",
        "kurzfristigkeit",
        "mez",
        "rufbereitschaft",
        "rücknahme",
        "weiss",
    ),
    rescinding="^hiermit ziehe ich meine Zusage",
)
