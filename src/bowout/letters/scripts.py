"""What to say on the phone, in the letter's language, and no more than the letter says."""

from bowout.domain.ways import Call
from bowout.letters.dates import spell_date
from bowout.letters.facts import DUPLICATE, LetterFacts
from bowout.letters.languages import Table, merged, read_language
from bowout.letters.names import clean, mend, names_of, roles_at
from bowout.letters.view import public_sentence
from bowout.letters.wording import sentence


def on_the_phone(facts: LetterFacts, call: Call) -> str:
    """What to say when somebody answers: who, the decision, thanks, and what happens next."""
    words = _words(facts)
    then = words.text("passed_on" if facts.circumstances.agency else "written")
    return _said(facts, _hello(facts, words), _news(facts, words.table("phone"), call), then)


def for_voicemail(facts: LetterFacts, call: Call) -> str:
    """What to say when nobody does; an acceptance is not taken back to a machine, as long as they can call."""
    words = _words(facts)
    voicemail = words.table("voicemail")
    phone = clean(facts.sender.phone or "") if call == "acceptance" else ""
    call_back = voicemail.text("call_back").format(phone=phone) if phone else ""
    parts = (_news(facts, voicemail, call), call_back, words.text("written"), voicemail.text("goodbye"))
    return _said(facts, _hello(facts, words), *parts)


def asked_why(facts: LetterFacts) -> str:
    """The sentence that the letter gives; where it gives none, that one keeps it to oneself."""
    given = facts.statement and sentence(facts.statement, facts.worded_as, facts.language, facts.tone)
    return public_sentence(facts) or given or _words(facts).text("keep")


def asked_to_stay(facts: LetterFacts) -> str:
    """What to say to more money, or to another time."""
    return _words(facts).text("stands")


def _words(facts: LetterFacts) -> Table:
    return merged(read_language(facts.language).folders, "spoken.toml")


def _hello(facts: LetterFacts, words: Table) -> str:
    role = roles_at(facts, facts.places, read_language(facts.language).words)
    return words.text("hello").format(name=clean(facts.sender.name), role=role)


def _news(facts: LetterFacts, words: Table, call: Call) -> str:
    slot = facts.circumstances.imminent
    on = slot.on if slot else None
    date = spell_date(on, facts.today, read_language(facts.language).words) if on else ""
    # Of two applications for one position the other one stands, and so does what I think of them.
    twice = call == "soon" and facts.letter == DUPLICATE
    return words.text("twice" if twice else call).format(date=date)


def _said(facts: LetterFacts, *parts: str) -> str:
    text = " ".join(part for part in parts if part)
    return mend(text, names_of(facts))
