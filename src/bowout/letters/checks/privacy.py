"""Checks of privacy: what was noted for oneself stays there."""

import re

from bowout.domain.names import core_name
from bowout.letters.checks.patterns import tokens
from bowout.letters.checks.reading import Reading, Span, occurrences
from bowout.letters.highlight import told_phrase
from bowout.letters.names import clean

_NEAR = 40  # characters in which what follows a figure tells what it is
_FIGURE = re.compile(r"\d+(?:[.,'’]\d+|[ \u00a0\u202f]\d{3}(?!\d))*(?:\s?k\b)?", re.IGNORECASE)


def private_words(letter: Reading) -> str | None:
    """No distinctive word or figure of the note or a concern may appear."""
    found = _secret_word(letter) or _secret_figure(letter)
    return f"“{found}” is in your private notes: leave it out." if found else None


def _secret_word(letter: Reading) -> str:
    secret = _secrets(letter)
    if not secret & letter.patterns.stems(letter.text):
        return ""
    for found in re.finditer(r"[^\W\d_]+(?:['’]s\b)?", letter.text):
        if secret & letter.patterns.stems(found.group()) and not _named(found.span(), letter):
            return found.group()
    return ""


def _secret_figure(letter: Reading) -> str:
    secret = {_amount(figure) for text in letter.private.texts for figure in _FIGURE.findall(text)} - {""}
    found = (found for found in _FIGURE.finditer(letter.text) if _amount(found.group()) in secret)
    return next((one.group() for one in found if not _named(one.span(), letter)), "")


def _secrets(letter: Reading) -> set[str]:
    words = [word for text in letter.private.texts for word in tokens(text)]
    # What was liked is public: the user has said it in these very words.
    shown = (*letter.names, letter.facts.highlight or "", *letter.zones)
    public = {stem for text in shown for stem in letter.patterns.stems(text)}
    known = letter.patterns.harmless | public
    long = [word for word in words if len(word) > 2 or not word.isascii()]
    return set(map(letter.patterns.stem, long)) - known


def _amount(figure: str) -> str:
    """`75k`, `75,000` and `75000` are one amount; a year, a day or an hour is none."""
    digits = re.sub(r"\D", "", figure)
    if figure[-1:] in ("k", "K"):
        whole, _, part = re.sub(r"[^\d.,]", "", figure).replace(",", ".").partition(".")
        digits = whole + re.sub(r"\D", "", part).ljust(3, "0")
    return digits if len(digits) > 4 or (len(digits) == 4 and not digits.startswith(("19", "20"))) else ""


def _named(span: tuple[int, int], letter: Reading) -> bool:
    return any(left <= span[0] and span[1] <= right for left, right in letter.name_spans)


def health(letter: Reading) -> str | None:
    """A letter never speaks of anybody's health."""
    return _personal(letter, "health", "Health stays private")


def family(letter: Reading) -> str | None:
    """A letter names no relatives."""
    return _personal(letter, "family", "Family stays private")


def _personal(letter: Reading, key: str, why: str) -> str | None:
    find = letter.patterns.find
    for found in find(key).finditer(letter.text):
        own = find("mine").search(letter.facts.highlight or "")
        # What they do is no secret of the writer's: a clinic's "health", a "Family Lawyer".
        trade = letter.patterns.stems(" ".join((*letter.companies, *letter.positions)))
        trades, oneself = find("trades"), find("about_oneself")
        spans = (*letter.name_spans, *(() if own else letter.highlight_spans))
        named = any(found.start() < right and left < found.end() for left, right in spans)
        if named:
            continue
        theirs = trades.search(found.group()) or letter.patterns.stems(found.group()) & trade
        if not theirs or oneself.search(letter.sentence_at(found.start())):
            return f"“{found.group()}”: {why}; leave it out."
    return None


def money(letter: Reading) -> str | None:
    """A letter gives no figures of pay."""
    found = _sum(letter, "money") or _sum(letter, "figures")
    return f"“{found}”: figures of pay stay out of the letter." if found else None


def _sum(letter: Reading, key: str) -> str:
    """The first figure that may be one of pay."""
    for found in letter.patterns.find(key).finditer(letter.text):
        start, end = found.span()
        spans = (*letter.name_spans, *(_numbers(letter) if key == "figures" else ()))
        named = any(start < right and left < end for left, right in spans)
        if not named and not _of_business(letter, start, end):
            return found.group().strip()
    return ""


def _numbers(letter: Reading) -> tuple[Span, ...]:
    """Where figures are none of pay: in an identifier, an address, and a highlight that speaks of no pay."""
    find = letter.patterns.find
    identifiers = (found.span() for found in find("identifiers").finditer(letter.text))
    praised = () if find("pay", "amounts").search(told_phrase(letter.facts)) else letter.highlight_spans
    # Above the salutation and below the closing stand postcodes and telephone numbers.
    return (*identifiers, *praised, *letter.outer_spans)


def _of_business(letter: Reading, start: int, end: int) -> bool:
    """Tell whether a figure is the number of something, or of millions that are not the writer's."""
    find, after = letter.patterns.find, letter.text[end : end + _NEAR]
    of_pay = ("pay", "of_mine") if find("millions").search(after) else ("pay",)
    large = bool(find("millions", "counted").search(after))
    return large and not find(*of_pay).search(letter.sentence_at(start))


def other_employer(letter: Reading) -> str | None:
    """A letter names no other employer of the search."""
    for employer in letter.private.employers:
        core = core_name(clean(employer))
        if core and not any(_part_of(core, company) for company in letter.companies) and _names(core, letter):
            return f"“{core}” is another employer of your search: leave the name out."
    found = _unrecorded(letter)
    return f"“{found}” tells of another employer: leave it out." if found else None


def _unrecorded(letter: Reading) -> str:
    """What tells of an employer that is neither on record nor a name of this one's."""
    for found in letter.patterns.find("employers").finditer(letter.text):
        told = found.group().rstrip(".,")
        end = found.start() + len(told)
        named = any(left < end <= right for left, right in (*letter.name_spans, *letter.highlight_spans))
        if not named and not _known(told.split()[-1], letter):
            return told
    return ""


def _known(word: str, letter: Reading) -> bool:
    around = letter.facts.circumstances
    names = (*letter.names, *around.others_stand, around.agency or "", around.through or "")
    unknown = set(tokens(word)) - {known for name in names for known in tokens(name)}
    return not unknown or unknown <= {known for name in letter.calendar for known in tokens(name)}


def _part_of(core: str, company: str) -> bool:
    return bool(occurrences(core.casefold(), company.casefold()))


def _names(core: str, letter: Reading) -> bool:
    text = letter.text
    if core.casefold() not in text.casefold():
        return False
    words = letter.patterns.words("also_companies")
    common = all(
        letter.patterns.stem(word) in letter.patterns.harmless or word in words for word in tokens(core)
    )
    # Where every noun has a capital, "Ihre Zeit" names no newspaper.
    noun = (
        letter.patterns.table.text("nouns") == "capital"
        and letter.patterns.stems(core) <= letter.patterns.harmless
    )
    for found in re.finditer(rf"(?<!\w){re.escape(core)}(?!\w)", text, re.IGNORECASE):
        start, end = found.span()
        # "Target" and "Indeed" are words too: only a capital inside a sentence makes one a company.
        word = found.group()
        as_word = common and (
            noun or word.islower() or _begins_sentence(text, start) or word in letter.calendar
        )
        if not as_word and not _named((start, end), letter):
            return True
    return False


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?…\n"
