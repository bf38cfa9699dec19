"""The German checks: sentences that trip one, and ordinary ones of such letters that trip none."""

from dataclasses import replace

import pytest

from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation as S
from bowout.letters.checks import check
from bowout.letters.compose import compose
from bowout.letters.facts import Draft, LetterFacts, PrivateWords
from tests.letters.cases import BASE, BOOKED, DANA, INVITED, OFFERED, TALK, TOM

NOTHING = PrivateWords()
GERMAN = replace(BASE, language="de")
NEXT = replace(
    GERMAN,
    situation=S.DECLINE_NEXT_INTERVIEW,
    held=(TALK,),
    ahead=(BOOKED,),
    statement=Statement.DIRECTION,
    highlight="der Einblick in Ihre Rufbereitschaft",
)
HELD = replace(GERMAN, situation=S.WITHDRAW_AFTER_INTERVIEW, held=(TALK,))
INVITATION = replace(GERMAN, situation=S.DECLINE_INTERVIEW, ahead=(INVITED,))
OFFER = replace(GERMAN, situation=S.DECLINE_OFFER, held=(TALK,), offered_on=OFFERED)
RESCIND = replace(GERMAN, situation=S.RESCIND_ACCEPTANCE, held=(TALK,), offered_on=OFFERED)
OUTREACH = replace(GERMAN, situation=S.DECLINE_OUTREACH, applied=False)
CLOSING = "\n\nMit freundlichen"


def codes(draft: Draft, facts: LetterFacts, private: PrivateWords = NOTHING) -> set[str]:
    """The codes of what was found, but for what no single sentence can mend."""
    return {finding.code for finding in check(draft, facts, private)} - {"thanks", "rather_long"}


def added(facts: LetterFacts, text: str) -> Draft:
    """The program's own letter with a sentence more, as by hand."""
    draft = compose(facts)
    assert CLOSING in draft.body
    return replace(draft, body=draft.body.replace(CLOSING, f" {text}{CLOSING}"))


def by_hand(body: str, subject: str = "Rückzug meiner Bewerbung als Backend Engineer") -> Draft:
    """A letter that a person wrote."""
    return Draft(subject, body)


TRIPS: list[tuple[str, LetterFacts, str]] = [
    *(
        ("blame", NEXT, text)
        for text in (
            "Das Verfahren hat zu lange gedauert.",
            "Der Prozess war chaotisch.",
            "Die Abläufe wirkten desorganisiert.",
            "Das Gespräch empfand ich als respektlos.",
            "Ich bin von Ihnen enttäuscht.",
            "Das war eine enttäuschende Erfahrung.",
            "Ich habe sechs Wochen auf eine Antwort gewartet.",
            "Sie haben mich wochenlang warten lassen.",
            "Eine Antwort kam erst nach sechs Wochen.",
            "Seitdem habe ich nichts mehr von Ihnen gehört.",
            "Ich habe leider keine Rückmeldung erhalten.",
            "Meine Fragen wurden ignoriert.",
            "Die Stelle ist nicht so wie ausgeschrieben.",
            "Die Aufgaben sind anders als beschrieben.",
            "Die Aufgaben liegen unter meinem Niveau.",
            "Auf kununu habe ich schlechte Bewertungen gelesen.",
            "Die Kultur scheint mir toxisch zu sein.",
            "Es fehlt an Wertschätzung, und die mangelnde Kommunikation stört mich.",
            "Ich habe Zweifel an Ihrer Strategie.",
            "Sie haben vier Wochen gebraucht.",
            "Ihre Verzögerungen waren schwer zu ertragen.",
            "Sie zahlen zu wenig.",
            "Der Umgangston war herablassend.",
            "Man hat mich immer wieder vertröstet.",
        )
    ),
    *(
        ("health", NEXT, text)
        for text in (
            "Ich bin schwanger.",
            "Wegen meiner Schwangerschaft geht es nicht.",
            "Ich bin seit Oktober krankgeschrieben.",
            "Meine Gesundheit geht vor.",
            "Aus gesundheitlichen Gründen geht es nicht.",
            "Nach einem Burn-out brauche ich Ruhe.",
            "Mein Arzt rät mir ab.",
            "Ich beginne eine Therapie.",
            "Ich leide an einer chronischen Erkrankung.",
            "Mir steht eine Operation bevor, meine Operation ist im Mai.",
            "Ich habe eine Schwerbehinderung.",
            "Ich gehe in Elternzeit.",
            "Der Stress macht mir zu schaffen.",
            "Ich hatte einen Bandscheibenvorfall.",
            "Ich muss zur Reha.",
            "Ich bin erschöpft.",
        )
    ),
    *(
        ("family", NEXT, text)
        for text in (
            "Meine Frau hat eine Stelle in Kiel gefunden.",
            "Mein Mann zieht nach Kiel.",
            "Meine Partnerin ist dagegen.",
            "Ich pflege meine Mutter.",
            "Mein Vater ist allein.",
            "Aus familiären Gründen geht es nicht.",
            "Wegen der Kinder kann ich nicht reisen.",
            "Ich habe keinen Kitaplatz gefunden.",
            "Unsere Tochter kommt in die Schule.",
            "Die Großeltern brauchen uns.",
            "Ich bin alleinerziehend.",
            "Wir lassen uns scheiden, die Scheidung kostet Kraft.",
            "Ein Todesfall hat alles verändert.",
            "Ich möchte mehr Zeit für die Familie haben.",
            "Meine Schwester wohnt dort.",
        )
    ),
    *(
        ("money", NEXT, text)
        for text in (
            "Ich bräuchte 75.000 Euro.",
            "Ich bräuchte 75.000 €.",
            "Ich bräuchte € 75.000,–.",
            "Ich bräuchte 75.000,- EUR brutto.",
            "Ich bräuchte 75 TEUR.",
            "Ich bräuchte 75 T€.",
            "Ich bräuchte 75k.",
            "Ich bräuchte 75 Tsd. Euro.",
            "Mein Jahresgehalt liegt bei 75000.",
            "Ein sechsstelliges Gehalt wäre nötig.",
            "Fünfundsiebzigtausend Euro wären nötig.",
            "Es wären 10 % mehr Gehalt nötig.",
            "Es wären 10 Prozent mehr Gehalt nötig.",
            "In Zürich sind 120'000 CHF üblich.",
            "Mein Tagessatz beträgt 800 Euro.",
        )
    ),
    *(
        ("other_employer", NEXT, text)
        for text in (
            "Ich habe eine Stelle bei Globex bekommen.",
            "Ich habe ein Angebot von der Initech GmbH.",
            "Im Januar werde ich bei Initech anfangen.",
            "Ich wechsle zu Initech.",
            "Mein Nebenjob lässt mir wenig Zeit.",
        )
    ),
    *(
        ("comparative", NEXT, text)
        for text in (
            "Ich habe eine bessere Stelle gefunden.",
            "Das andere Angebot ist lukrativer als dieses.",
            "Dort ist das höhere Gehalt ausschlaggebend.",
            "Die Stelle dort passt besser, weil sie besser zu meinen Zielen passt.",
        )
    ),
    *(
        ("reopening", RESCIND, text)
        for text in (
            "Es sei denn, das Gehalt ändert sich.",
            "Falls Sie mehr bieten können, melden Sie sich.",
            "Wenn sich daran etwas ändert, bin ich dabei.",
            "Für weitere Gespräche bin ich gesprächsbereit.",
            "Vielleicht kann man darüber verhandeln.",
        )
    ),
    *(
        ("doors_after_accepting", RESCIND, text)
        for text in (
            "Ich würde mich freuen, mit Ihnen in Kontakt zu bleiben.",
            "Bitte denken Sie bei künftigen Stellen an mich.",
            "Vielleicht darf ich mich in Zukunft wieder bei Ihnen bewerben.",
            "Ich hoffe, dass die Tür für mich offen bleibt.",
        )
    ),
    *(
        ("relative_date", NEXT, text)
        for text in (
            "Ich rufe Sie morgen an.",
            "Ich melde mich nächste Woche.",
            "Wir haben gestern telefoniert.",
            "Ich bin am kommenden Donnerstag verreist.",
            "Ich rufe Sie heute Nachmittag an.",
        )
    ),
    *(
        ("stock_phrase", NEXT, text)
        for text in (
            "Nach reiflicher Überlegung bin ich sicher.",
            "Leider muss ich Ihnen mitteilen, dass es nicht geht.",
            "Für Rückfragen stehe ich Ihnen gern zur Verfügung.",
            "Ich bitte um Ihr Verständnis.",
        )
    ),
    *(
        ("placeholder", NEXT, text)
        for text in (
            "[Ihr Name] meldet sich.",
            "Herr/Frau Fox war freundlich.",
            "Es war bei der Musterfirma.",
            "Ich habe mit mit Priya gesprochen.",
            "Fragen Sie nach <Ihr Name>.",
            "Rufen Sie mich an (Telefonnummer einfügen).",
            "Das war gut,.",
            "Der Stand ist TODO.",
        )
    ),
    *(
        ("untrue_reason", NEXT, text)
        for text in (
            "Ich habe für eine andere Stelle zugesagt.",
            "Ich habe mich für eine andere Stelle entschieden.",
            "Ich bin bereits anderweitig gebunden.",
            "Ich bleibe in meiner jetzigen Position.",
            "Ich suche eine andere Art von Stelle.",
            "Die Rahmenbedingungen passen nicht.",
            "Die Gehaltsvorstellungen liegen zu weit auseinander.",
            "Der Standort passt für mich nicht.",
            "Ich möchte nicht umziehen.",
            "Das hat persönliche Gründe.",
            "Ich nehme ein Studium auf.",
            "Das hat organisatorische Gründe.",
        )
    ),
    ("did_not_happen", GERMAN, "Vielen Dank für das Gespräch."),
    ("did_not_happen", GERMAN, "Nach unserem Gespräch habe ich nachgedacht."),
    ("did_not_happen", GERMAN, "Wir haben uns gut unterhalten."),
    ("did_not_happen", GERMAN, "Das Vorstellungsgespräch sage ich ab."),
    ("did_not_happen", GERMAN, "Die Einladung hat mich gefreut."),
    ("did_not_happen", GERMAN, "Das Telefonat war gut."),
    ("did_not_happen", GERMAN, "Die Testaufgabe war gut."),
    ("did_not_happen", GERMAN, "Meine Referenzen müssen Sie nicht fragen."),
    ("did_not_happen", INVITATION, "Vielen Dank für das Vorstellungsgespräch."),
    ("did_not_happen", INVITATION, "Das Vorstellungsgespräch war angenehm."),
    ("did_not_happen", HELD, "Ihr Angebot hat mich gefreut."),
    ("did_not_happen", HELD, "Die mir gestern angebotene Stelle ist gut."),
    ("did_not_happen", OFFER, "Ich ziehe meine Zusage zurück."),
    ("did_not_happen", OUTREACH, "Ich ziehe meine Bewerbung zurück."),
    ("several_reasons", NEXT, "Das liegt auch daran, weil der Weg weit ist."),
    ("shouting", NEXT, "Viel Erfolg! Auf Wiedersehen!"),
    ("shouting", NEXT, "DAS WAR EINE SEHR GUTE ZEIT."),
]


@pytest.mark.parametrize(("code", "facts", "text"), TRIPS)
def test_a_sentence_that_trips_it(code: str, facts: LetterFacts, text: str) -> None:
    assert code in codes(added(facts, text), facts, PrivateWords(employers=("Globex",)))


INNOCENT = (
    "Ich hoffe, dass ich Sie damit nicht enttäusche.",
    "Es wäre unfair, Sie länger warten zu lassen.",
    "Bitte entschuldigen Sie meine späte Antwort.",
    "Bitte entschuldigen Sie die Verzögerung meiner Antwort.",
    "Ich habe zu lange gezögert und melde mich deshalb erst jetzt.",
    "Ich möchte Sie nicht zu lange warten lassen müssen.",
    "Die Entscheidung ist mir nicht leichtgefallen.",
    "Der Ablauf war von Anfang an klar und gut organisiert.",
    "Sie haben alle Fragen schnell und offen beantwortet.",
    "Bitte ignorieren Sie meine Nachricht vom 12. November.",
    "Guten Morgen und viel Erfolg an alle.",
    "Ich schreibe Ihnen heute, damit Sie planen können.",
    "Wir haben uns am vergangenen Donnerstag, dem 12. November, gesprochen.",
    "Ich melde mich nächste Woche, am 12. Dezember, noch einmal.",
    "Wer die Stelle bekommt, hat ein gutes Team.",
    "Die Menschen, die die Gespräche geführt haben, waren gut vorbereitet.",
    "Ich bin sicher, dass Sie sie bald besetzen.",
    "Meine Unterlagen können Sie gern löschen.",
    "Bitte löschen Sie meine Daten gemäß DSGVO.",
    "Meine Bewerberdaten und Anlagen benötige ich nicht zurück.",
    "Die Referenznummer lautet 48213, die Kennziffer 4711/2026.",
    "Bitte geben Sie die Stelle Nr. 48213 wieder frei.",
    "Ihr Produkt erreicht 12.000 Kundinnen und Kunden.",
    "Sie haben über 30.000 Nutzer gewonnen.",
    "Ich hätte eine 80-Prozent-Stelle gesucht.",
    "Ich war zu 100 Prozent überzeugt.",
    "Ich habe REST, JSON und HTTP gern wieder verwendet.",
    "Ihr Team arbeitet an etwas Großem.",
    "Frau Shah hat mir vieles erklärt.",
    "Auch Herrn Wei gilt mein Gruß.",
    "Die familiäre Atmosphäre hat mir gefallen.",
    "Als Familienunternehmen denken Sie langfristig.",
    "Ihre Tochtergesellschaft in Wien ist bekannt.",
    "Der Mutterkonzern sitzt in Kiel.",
    "Verwandte Themen hätten mich gereizt: verwandte Aufgaben gibt es viele.",
    "Bleiben Sie gesund.",
    "Ein gesundes Wachstum wünsche ich Ihnen.",
    "Ich möchte Ihnen keinen Stress bereiten.",
    "Die Behandlung meiner Bewerbung war vorbildlich.",
    "Ich habe meinen Lebenslauf überarbeitet.",
    "Die Operations-Abteilung war sehr offen.",
    "Ich sage das Gespräch am 3. Dezember um 14:00 Uhr ab.",
    "Das zweite Gespräch brauchen Sie nicht mehr zu planen.",
    "Die Einladung zum zweiten Gespräch hat mich gefreut.",
    "Wegen meiner Bewerbung haben wir bereits gesprochen.",
    "Falls Sie noch etwas brauchen, melden Sie sich gern.",
    "Wenn Sie noch Fragen haben, rufen Sie mich an.",
    "Ich freue mich, wenn Sie den Eingang kurz bestätigen können.",
    "Für eine kurze Bestätigung wäre ich Ihnen dankbar.",
    "Es hat mich beeindruckt, wie offen Sie gesprochen haben.",
    "Sie wissen, z. B. aus dem Gespräch, wie gern ich reise.",
    "Das Gehen fällt mir schwer, weil es so gut war.",
    "Ihre Zeit ist knapp, und ich möchte sie nicht länger beanspruchen.",
    "Für Ihre Mühe und die Zeit, die Sie sich genommen haben, bin ich dankbar.",
    "Ich hätte gern mit Ihnen gearbeitet.",
    "Ich würde gern bei Ihnen arbeiten, wenn die Zeit reif ist.",
    "Bei Gelegenheit können wir telefonieren.",
    "Bei Fragen erreichen Sie mich unter Tel. 030 123456.",
    "Ich wechsle den Bereich, nicht das Fach.",
    "Ich gehe zu Beginn des Jahres auf Reisen.",
    "Ich wünsche Ihnen für die Zukunft alles Gute.",
    "Eine Position als Backend Engineer wird es wieder geben.",
    "Die Kunst des Unterschieds liegt im Detail.",
    "Den Vortrag über die 1.200 Dienste fand ich stark.",
    "Das Team spricht offen über Fehler.",
    "Der Kaffee war gut, das Büro hell.",
    "Mit Snake_case kann ich leben.",
    "Die Vorbereitung auf das Gespräch hat Freude gemacht.",
)


@pytest.mark.parametrize("text", INNOCENT)
def test_an_ordinary_sentence_trips_none(text: str) -> None:
    found = codes(
        added(NEXT, text), NEXT, PrivateWords(("alle wirkten müde", "Burn-out"), ("Globex", "Die Zeit"))
    )
    assert found <= ({"several_reasons"} if "weil" in text else set())


SALUTATIONS = (
    "Sehr geehrte Frau Fox,",
    "Sehr geehrte Damen und Herren,",
    "Sehr geehrte Frau Fox, sehr geehrter Herr Reed,",
    "Sehr geehrtes Acme-Team,",
    "Liebe Frau Fox,",
    "Liebes Team von Acme,",
    "Guten Tag,",
    "Guten Morgen Dana Fox,",
    "Hallo Dana,",
    "Hallo zusammen,",
    "Liebe Kolleginnen und Kollegen,",
    "Guten Tag Frau Dr. Fox!",
)
CLOSINGS = (
    "Mit freundlichen Grüßen",
    "Mit freundlichen Grüßen,",
    "Mit freundlichem Gruß",
    "Mit freundlichen Grüssen",
    "Freundliche Grüße aus Leeds",
    "Viele Grüße",
    "Herzliche Grüße",
    "Beste Grüße",
    "Schöne Grüße nach Kiel",
    "Vielen Dank und viele Grüße",
    "MfG",
)
TEXT = """{salutation}

vielen Dank für das Gespräch am 12. November über die Stelle als Backend Engineer bei Acme. Ich habe mich gegen die
Stelle entschieden und möchte Sie bitten, den Termin am 3. Dezember zu streichen.

Die Offenheit, mit der Sie meine Fragen beantwortet haben, hat mir gefallen.

{closing}
Sam Taylor
"""


@pytest.mark.parametrize("salutation", SALUTATIONS)
@pytest.mark.parametrize("closing", CLOSINGS[:2])
def test_a_salutation_by_hand_may_differ(salutation: str, closing: str) -> None:
    facts = replace(NEXT, recipients=(DANA, TOM))
    assert codes(by_hand(TEXT.format(salutation=salutation, closing=closing)), facts) == set()


@pytest.mark.parametrize("closing", CLOSINGS)
def test_a_closing_by_hand_ends_the_letter(closing: str) -> None:
    draft = by_hand(TEXT.format(salutation="Guten Tag Dana Fox,", closing=closing))
    assert codes(draft, NEXT) == set()
    # What follows the closing is not read as the letter.
    late = replace(draft, body=draft.body.replace("habe mich gegen die\nStelle entschieden", "war dort"))
    assert "decision_missing" in codes(replace(late, body=f"{late.body}Rückzug"), NEXT)


@pytest.mark.parametrize(
    ("salutation", "closing"),
    [
        ("Sehr geehrte Damen und Herren,", "LG"),
        ("Sehr geehrte Damen und Herren,", "Liebe Grüße"),
        ("Hallo Dana,", "Hochachtungsvoll"),
    ],
)
def test_a_closing_that_clashes_with_the_salutation(salutation: str, closing: str) -> None:
    assert codes(by_hand(TEXT.format(salutation=salutation, closing=closing)), NEXT) == {"closing_clash"}


@pytest.mark.parametrize(
    "salutation",
    ["Sehr geehrte,", "Sehr geehrte Frau,", "Sehr geehrter Herr ,", "Liebe,", "Sehr geehrte/r Dana Fox,"],
)
def test_a_salutation_that_lacks_its_name_is_left_over(salutation: str) -> None:
    draft = by_hand(TEXT.format(salutation=salutation, closing="Viele Grüße"))
    assert "placeholder" in codes(draft, replace(NEXT, recipients=()))


def test_somebody_else_may_not_be_greeted() -> None:
    draft = by_hand(TEXT.format(salutation="Sehr geehrter Herr Hase,", closing="Viele Grüße"))
    assert codes(draft, NEXT) == {"name_misspelt"}


DECISIONS = (
    "hiermit ziehe ich meine Bewerbung als Backend Engineer zurück.",
    "ich möchte meine Bewerbung als Backend Engineer zurückziehen.",
    "ich habe mich entschieden, die Bewerbung als Backend Engineer zurückzuziehen.",
    "leider muss ich das Gespräch zur Stelle als Backend Engineer absagen.",
    "ich sage das Gespräch zur Stelle als Backend Engineer am 3. Dezember um 14:00 Uhr hiermit ab.",
    "ich verfolge die Stelle als Backend Engineer nicht weiter.",
    "ich stehe für die Stelle als Backend Engineer nicht mehr zur Verfügung.",
    "ich nehme von der Stelle als Backend Engineer Abstand.",
    "ich habe mich gegen die Stelle als Backend Engineer entschieden.",
    "bitte nehmen Sie meine Bewerbung als Backend Engineer aus dem Verfahren; ich trete davon zurück.",
)


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_is_found_however_it_is_put(decision: str) -> None:
    draft = by_hand(
        f"Guten Tag Dana Fox,\n\n{decision} Vielen Dank für Ihre Zeit.\n\nViele Grüße\nSam Taylor\n"
    )
    assert not {"decision_missing", "decision_late"} & codes(draft, NEXT)


def test_a_day_of_the_month_ends_no_sentence() -> None:
    late = "Danke. Am 3. Mai war ich da. Am 4. Mai auch. Ich sage ab."
    draft = by_hand(f"Guten Tag Dana Fox,\n\n{late} Backend Engineer.\n\nViele Grüße\nSam Taylor\n")
    assert "decision_late" not in codes(draft, NEXT)


@pytest.mark.parametrize("written", ["Sie wirkten so müde.", "Alle waren müde.", "Ein müdes Lächeln."])
def test_a_private_word_is_found_in_each_of_its_forms(written: str) -> None:
    noted = PrivateWords(("alle wirkten müde",))
    assert "private_words" in codes(added(NEXT, written), NEXT, noted)


def test_an_employer_that_is_called_as_a_noun_is_none_where_every_noun_has_a_capital() -> None:
    noted = PrivateWords(employers=("Die Zeit", "Zeit", "Team", "Freitag", "Globex"))
    assert codes(added(NEXT, "Ihre Zeit und Ihr Team waren es wert."), NEXT, noted) == set()
    assert codes(added(NEXT, "Ich kenne Globex."), NEXT, noted) == {"other_employer"}


def test_what_a_company_does_is_no_secret_of_the_writers() -> None:
    facts = replace(HELD, company="Klinik am See", position="Pflegefachkraft")
    for text in (
        "Die Arbeit Ihrer Therapeutinnen hat mich beeindruckt.",
        "Ihr Einsatz für Kinder beeindruckt.",
    ):
        assert codes(added(facts, text), facts) == set()
    assert "health" in codes(added(facts, "Ich bin krank."), facts)
    assert "family" in codes(added(facts, "Ich habe zwei Kinder."), facts)
