"""Who is spoken to, and how: the line that opens the letter, and the closing that suits it."""

from bowout.domain.people import Person
from bowout.letters.facts import LETTER, LetterFacts
from bowout.letters.languages import Table
from bowout.letters.meetings import in_contact, spoke
from bowout.letters.names import clean, is_western, spoken


def salutation(facts: LetterFacts, words: Table) -> str:
    """Write the line that opens the letter; no name, title or gender is guessed."""
    patterns = words.table("salutation")
    names = tuple(_address(person, words, known=spoke(facts)) for person in facts.recipients)
    if len(names) > 2 or (len(names) == 2 and not all(names)):
        return patterns.text("all")
    if len(names) == 2:
        return patterns.text("two").format(first=names[0], second=names[1])
    if names and names[0]:
        return patterns.text("one").format(name=names[0])
    return _to_nobody(facts, words)


def closing(facts: LetterFacts, words: Table) -> str:
    """Write the line before the name; on paper it depends on whether somebody is named above."""
    if facts.form != LETTER:
        return words.text("closing")
    named = any(_address(person, words, known=False) for person in facts.recipients)
    return words.table("letter").text("closing" if named else "closing_unnamed")


def _to_nobody(facts: LetterFacts, words: Table) -> str:
    """Greet without a name: the team that has been in touch, else whoever hires."""
    patterns = words.table("salutation")
    around = facts.circumstances
    company = clean(around.agency or facts.company)
    short = company[4:] if company.casefold().startswith("the ") else company
    team = patterns.text("team").format(company=short)
    if facts.form == LETTER:
        return words.table("letter").text("unknown")
    # A colleague of one's own is no team of a company.
    if around.internal or len(team) > _LONGEST or not in_contact(facts):
        return patterns.text("unknown")
    return team.replace(" team team,", " team,").replace(" Team team,", " Team,")


_LONGEST = 60


def titled(name: str, words: Table) -> str:
    """A name as the language spells its title: `Ms. Lee` in American English is Ms Lee in British."""
    title = _title(name, words)
    return " ".join((title, *name.split()[1:])) if title else name


def _title(name: str, words: Table) -> str:
    parts = name.split()
    return words.table("titles").text(_bare(parts[0])) if len(parts) > 1 else ""


def _address(person: Person, words: Table, *, known: bool) -> str:
    """How a person is spoken to: as the user gave it; `known` ones by a first name, the others by the whole one."""
    greet = clean(person.greet or "").rstrip(",")
    name = greet or spoken(person.name or "")
    if "@" in name:
        return ""
    parts = name.split()
    title = _title(name, words)
    if title:
        # "Dr. Dana Fox" is Dr Fox; a greeting is as it was given, but for the full stop of the language.
        whole = greet or len(parts) != _WITH_TITLE or not is_western(name)
        return " ".join((title, *(parts[1:] if whole else parts[-1:])))
    first = not greet and known and len(parts) == _IN_FULL and _is_first_name(parts[0], words)
    return parts[0] if first else name


_IN_FULL, _WITH_TITLE = 2, 3


def _is_first_name(word: str, words: Table) -> bool:
    # Not "Sir Fox" or "D. Fox"; and in Chinese, Japanese and Korean the family name comes first.
    letters = sum(map(str.isalpha, word))
    honour = _bare(word) in words.table("salutation").texts("honours")
    return is_western(word) and letters > 1 and word[-1].isalpha() and not honour


def _bare(word: str) -> str:
    return word.casefold().rstrip(".")
