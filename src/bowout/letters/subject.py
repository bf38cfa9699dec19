"""The subject: one line of 20 to 60 characters that never gives the reason."""

import unicodedata

from bowout.domain.situations import BOUND
from bowout.domain.stages import INTERVIEWS, StageKind
from bowout.letters.dates import spell_date, spell_time
from bowout.letters.facts import LetterFacts, Place
from bowout.letters.languages import Table
from bowout.letters.meetings import of_kinds
from bowout.letters.names import clean, listed, role_phrase, titles

LONGEST = 60
_JOIN = " – "


def subject(facts: LetterFacts, words: Table, *, named: bool = True) -> str:
    """Write it; too long, it loses the name, then the end of the position. One that is imminent names its time."""
    position, name = listed(titles(_named(facts)), words), clean(facts.sender.name)
    days = tuple(meeting.on for meeting in of_kinds(facts.ahead, *INTERVIEWS) if meeting.on)
    date = spell_date(days[0], facts.today, words) if days else ""
    imminent = facts.circumstances.imminent
    slot = spell_time(imminent, facts.today, words) if imminent else ""
    parts = _pattern(facts, words, booked=len(days) == 1).split(_JOIN)
    # A recruiter who writes first does not always name a position.
    pattern = _JOIN.join(part for part in parts if position or "{position}" not in part)
    nameless = _JOIN.join(part for part in pattern.split(_JOIN) if "{name}" not in part)

    def fill(form: str, title: str) -> str:
        return form.format(position=title, role=role_phrase(title, words), name=name, date=date, slot=slot)

    for form in (pattern, nameless) if named else (nameless,):
        if len(fill(form, position)) <= LONGEST:
            return fill(form, position)
    return fill(nameless, _shorten(position, LONGEST + 1 - len(fill(nameless, "X"))))


def _pattern(facts: LetterFacts, words: Table, *, booked: bool) -> str:
    imminent = facts.circumstances.imminent
    if imminent and facts.situation not in BOUND:
        return words.table("subject_imminent").text(
            "interview" if imminent.kind in INTERVIEWS else StageKind.SCREENING
        )
    offers = sum(place.situation in BOUND for place in facts.beside) + (facts.situation in BOUND)
    offered = words.table("subject_offers" if offers > 1 else "subject_offer") if offers else None
    unnamed = "" if clean(facts.position) else words.table("subject_unnamed").text(facts.letter)
    special = words.table("subject_booked").text(facts.letter) if booked else ""
    applied = sum(place.applied for place in facts.places)
    process = "" if applied > bool(facts.beside) else words.table("subject_process").text(facts.letter)
    return (
        (offered.text(facts.letter) if offered else "")
        or special
        or process
        or unnamed
        or words.table("subject").text(facts.letter)
    )


def _named(facts: LetterFacts) -> tuple[Place, ...]:
    """The positions that a subject names: those with an offer, if there are any."""
    return tuple(place for place in facts.places if place.situation in BOUND) or facts.places


def _shorten(position: str, room: int) -> str:
    cut = position[: room - 1]
    whole_words = cut.rpartition(" ")[0] if not position[room - 1 : room].isspace() else cut
    # One very long word is cut inside, but never between a letter and its accent.
    while not whole_words and cut and unicodedata.combining(position[len(cut)]):
        cut = cut[:-1]
    return (whole_words or cut).rstrip(" ,;:.-–—/&(|·") + "…"
