"""Who is spoken to, and how: the line that opens the letter, and the closing that suits it."""

from typing import NamedTuple

from bowout.domain.people import Person
from bowout.letters.facts import LETTER, LetterFacts
from bowout.letters.languages import Table
from bowout.letters.meetings import in_contact, spoke
from bowout.letters.names import at_company, clean, is_western, listed, placed, spoken

_LONGEST, _IN_FULL, _WITH_TWO_FAMILIES = 60, 2, 3
_MARKS = ",:."
_SHARED = ("two", "two_greeted", "two_titled")


class _Greeting(NamedTuple):
    """A person as spoken to, the line for them, the key of the line that two of the kind share, and title with name."""

    name: str
    line: str
    pair: str
    full: str

    @property
    def worded(self) -> bool:
        """Whether a title has words of its own."""
        return self.pair not in _SHARED


def salutation(facts: LetterFacts, words: Table) -> str:
    """Write the line that opens the letter; no name, title or gender is guessed."""
    patterns = _patterns(facts, words)
    found = tuple(_greeting(person, facts, words) for person in facts.recipients)
    greetings = tuple(greeting for greeting in found if greeting)
    if len(found) > 2 or (len(found) == 2 and len(greetings) < 2):
        return patterns.text("all")
    if len(greetings) == 2:
        return _to_two(*greetings, patterns, words)
    return greetings[0].line if greetings else _to_nobody(facts, patterns, words)


def to_one(facts: LetterFacts, words: Table) -> bool:
    """Tell whether the letter speaks to one person; to a team, or to nobody known, it speaks as to several."""
    return len(facts.recipients) == 1 and _greeting(facts.recipients[0], facts, words) is not None


def closing(facts: LetterFacts, words: Table) -> str:
    """Write the line before the name; on paper it depends on whether somebody is named above."""
    if facts.form != LETTER:
        return words.text("closing")
    named = any(_greeting(person, facts, words) for person in facts.recipients)
    pattern = words.table("letter").text("closing" if named else "closing_unnamed")
    return pattern.format(greeting=salutation(facts, words).rstrip(_MARKS))


def titled(name: str, words: Table) -> str:
    """A name as the language spells its title: `Ms. Lee` in American English is Ms Lee in British."""
    return " ".join((*_titles(name, words), *_untitled(name, words)))


def mentioned(people: tuple[str, ...], words: Table) -> tuple[str, ...]:
    """Names as they stand in a sentence: "la Sra. Ruiz" in Spanish; where one cannot, none of them is named."""
    names = tuple(_mentioned(name, words) for name in people)
    if all(names):
        return names
    return (words.table("salutation").text("unnamed_one" if len(names) == 1 else "unnamed_several"),)


def _mentioned(name: str, words: Table) -> str:
    """A name in a sentence; "" for a family name alone whose title would need an article, and tells none."""
    titles, articles = _titles(name, words), words.table("salutation").table("articles")
    if not titles or not articles.values:
        return titled(name, words)
    if article := articles.text(titles[0]):
        return f"{article} {titled(name, words)}"
    # "Dr. Dana Fox" is Dana Fox: neither "el" nor "la" is guessed.
    bare = _untitled(name, words)
    return " ".join(bare) if len(bare) > 1 else ""


def _patterns(facts: LetterFacts, words: Table) -> Table:
    """The lines that open a letter; on paper some differ."""
    usual = dict(words.table("salutation").values)
    if facts.form != LETTER:
        return Table(usual)
    paper = words.table("letter").values
    return Table(usual | {key: paper[key] for key in paper if key in usual or key == "titled"})


def _to_two(first: _Greeting, second: _Greeting, patterns: Table, words: Table) -> str:
    """Greet two in one line, or in two lines joined, where a title needs words of its own."""
    # Who is greeted without a name shares the line: "Bonjour Madame Fox, bonjour," would greet one of them twice.
    nameless = any(each.pair == "two" and each.name not in each.line for each in (first, second))
    key = "two" if nameless else first.pair if first.pair == second.pair else ""
    names = (first.name, second.name)
    if not key and not (first.worded and second.worded):
        key, names = "two_titled", (first.full, second.full)
    if shared := patterns.text(key):
        return shared.format(first=first.name, second=second.name, both=listed(names, words))
    # "Madame, Monsieur," is two titles; in "…, sehr geehrter Herr Reed," the sentence goes on.
    goes_on = len(second.line.split()) > 1
    then = second.line[:1].lower() + second.line[1:] if goes_on else second.line
    return f"{first.line.rstrip(_MARKS)}, {then}"


def _to_nobody(facts: LetterFacts, patterns: Table, words: Table) -> str:
    """Greet without a name: the team that has been in touch, else whoever hires."""
    team = patterns.text("team").format(
        company=placed(_company(facts), words), at=at_company(_company(facts), words)
    )
    # A colleague of one's own is no team of a company.
    apart = facts.circumstances.internal or facts.form == LETTER
    if apart or len(team) > _LONGEST or not in_contact(facts):
        return patterns.text("unknown")
    return team.replace(" team team,", " team,").replace(" Team team,", " Team,")


def _company(facts: LetterFacts) -> str:
    company = clean(facts.circumstances.agency or facts.company)
    return company[4:] if company.casefold().startswith("the ") else company


def _greeting(person: Person, facts: LetterFacts, words: Table) -> _Greeting | None:
    """How a person is spoken to: as the user gave it, else by title, first name or whole name; None: by no name."""
    patterns = _patterns(facts, words)
    greet = clean(person.greet or "").rstrip(",")
    name = greet or spoken(person.name or "")
    if not name or "@" in name:
        return None
    titles, rest = _titles(name, words), _untitled(name, words)
    if titles:
        # "Dr. Dana Fox" is Dr Fox; a greeting is as it was given, but for the full stop of the language.
        family = rest if greet or not is_western(name) else _family(rest, patterns)
        line = patterns.table("titled").text(titles[0])
        shown = " ".join((*titles[1:], *family) if line else (*titles, *family))
        usual = patterns.text("one_titled")
        whole = line or usual or patterns.text("one")
        pair = f"two_{titles[0]}" if line else "two_titled" if usual else "two"
        return _Greeting(
            shown, whole.format(name=shown, company=_company(facts)), pair, " ".join((*titles, *family))
        )
    kind = "greeted" if greet else "acquainted" if _by_first_name(name, facts, patterns) else "one"
    shown = name.split()[0] if kind == "acquainted" else name
    own = patterns.text(kind)
    line = (own or patterns.text("one")).format(name=shown, company=_company(facts))
    return _Greeting(shown, line, "two_greeted" if kind == "greeted" and own else "two", name)


def _family(name: list[str], patterns: Table) -> list[str]:
    """The family name of a whole name; the whole name where that cannot be told."""
    if len(name) < _IN_FULL or _is_particle(name[1 if len(name) > _IN_FULL else 0], patterns):
        return name
    if len(name) == _IN_FULL:
        return name[1:]
    # Where people have two family names, three words are one of them and two of those, or two of them and one.
    seconds = patterns.texts("second_names")
    if name[1].casefold() in seconds:
        return name[2:]
    return name[1:] if seconds and len(name) == _WITH_TWO_FAMILIES else name


def _is_particle(word: str, patterns: Table) -> bool:
    """Tell whether a family name begins with this word, and no first name: `Le Goff`."""
    return word.casefold() in patterns.texts("particles")


def _by_first_name(name: str, facts: LetterFacts, patterns: Table) -> bool:
    """Tell whether a language that does so greets by first names after a conversation."""
    first, *more = name.split()
    # Not "Sir Fox" or "D. Fox"; and in Chinese, Japanese and Korean the family name comes first.
    honour = _bare(first) in patterns.texts("honours")
    letters = sum(map(str.isalpha, first)) > 1 and first[-1].isalpha() and is_western(first) and not honour
    return bool(patterns.text("acquainted")) and spoke(facts) and len(more) == 1 and letters


def _titles(name: str, words: Table) -> list[str]:
    """The titles that a name begins with, as the language writes them; something follows them."""
    found: list[str] = []
    for part in name.split()[:-1]:
        title = words.table("titles").text(_bare(part))
        if not title:
            break
        found.append(title)
    return found


def _untitled(name: str, words: Table) -> list[str]:
    return name.split()[len(_titles(name, words)) :]


def _bare(word: str) -> str:
    return word.casefold().rstrip(".")
