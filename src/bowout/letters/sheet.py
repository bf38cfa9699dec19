"""A letter on paper: what stands above the salutation."""

from bowout.letters.dates import spell_whole_date
from bowout.letters.facts import LetterFacts
from bowout.letters.languages import Table
from bowout.letters.names import clean, spoken
from bowout.letters.salutation import titled


def sheet_head(facts: LetterFacts, words: Table, subject: str) -> tuple[str, ...]:
    """Write the blocks: the sender with address, the date with its year, the reader, the subject."""
    letter, date = words.table("letter"), spell_whole_date(facts.today, words)
    return (
        "\n".join(_sender(facts)),
        letter.text("date").format(date=date) if letter.text("date") else date,
        "\n".join(_reader(facts, words)),
        letter.text("subject").format(subject=subject),
    )


def _sender(facts: LetterFacts) -> list[str]:
    sender = facts.sender
    address = [line.strip() for line in (sender.address or "").split(",")]
    lines = (sender.name, *address, sender.phone, sender.email)
    return [clean(line) for line in lines if line and clean(line)]


def _reader(facts: LetterFacts, words: Table) -> list[str]:
    people = [
        titled(spoken(person.name), words)
        for person in facts.recipients
        if person.name and "@" not in person.name
    ]
    return [*people, clean(facts.circumstances.agency or facts.company)]
