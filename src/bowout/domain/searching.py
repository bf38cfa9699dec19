"""How words are looked for: folded, as parts of words, and what an index has to know of a text for that.

An index knows three characters at a time. So a word of one or two is looked for where words
begin (in scripts without blanks between words: anywhere), and each such place is a *mark*.
"""

import unicodedata
from collections.abc import Iterator, Sequence

MOST_WORDS, LONGEST = 100, 2000
# What nobody types: private characters, which are taken out of every text that is folded.
_TWO, _ONE = "\ue001", "\ue003"
IS_OPEN, IS_CLOSED = "\ue002op", "\ue002cl"
GRAM = 3
# Thai, Lao, Tibetan, Burmese and Khmer; from the CJK radicals on, nearly all that is written without blanks.
_UNSPACED = ((0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0xD7FF), (0xF900, 0xFAFF))
_BEYOND = 0x20000


class _Folded(dict[int, str]):
    """What a character folds to, found once for each."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(char: str) -> str:
    """Fold as `names.fold` and `names.unaccented` do, a character at a time, so that each keeps its place."""
    kind = unicodedata.category(char)
    if char.isspace() or kind in ("Cc", "Cs") or "\ue000" <= char <= "\ue0ff":
        return " "
    if kind == "Cf":
        return ""  # soft hyphens, joiners and marks of direction part no word
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return unicodedata.normalize("NFC", " ".join(bare.split()) if bare.strip() else "")


_FOLDED = _Folded()


def composed(text: str) -> str:
    """Compose a text's characters: the form whose places `find` and `spans` count."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """Fold a text to be searched: case, accents, width; what parts words is a blank."""
    if text.isascii() and text.isprintable():
        return text.lower()
    return composed(text).translate(_FOLDED)


def words_in(texts: Sequence[str]) -> tuple[str, ...]:
    """Fold what somebody looks for, and part it into words, each once. Nothing in them is an operator."""
    return tuple(dict.fromkeys(folded(" ".join(texts)).split()))


def find(word: str, text: str, start: int = 0) -> int:
    """Find where a folded word stands in a folded text, from `start` on; -1: nowhere."""
    place = text.find(word, start)
    while place >= 0 and len(word) < GRAM and not _stands(word, text, place):
        place = text.find(word, place + 1)
    return place


def _stands(word: str, text: str, place: int) -> bool:
    return _begins(text, place) and (len(word) > 1 or _alone(text, place))


def _begins(text: str, place: int) -> bool:
    """Tell whether something begins at a place: a word, a sign, or any character of a script without blanks."""
    char = text[place]
    return place == 0 or _unspaced(char) or not (char.isalnum() and text[place - 1].isalnum())


def _alone(text: str, place: int) -> bool:
    """Tell whether a character is a word by itself."""
    char, after = text[place], text[place + 1 : place + 2]
    return _unspaced(char) or not (char.isalnum() and after.isalnum() and not _unspaced(after))


def _unspaced(char: str) -> bool:
    code = ord(char)
    return code >= 0x0E00 and (code >= _BEYOND or any(low <= code <= high for low, high in _UNSPACED))


def marks(text: str) -> set[str]:
    """The marks of a folded text, each of three characters: what words of one or two are found by."""
    found = set()
    for place, char in enumerate(text):
        if char.isspace() or not _begins(text, place):
            continue
        if _alone(text, place):
            found.add(mark(char))
        after = text[place + 1 : place + 2]
        if after.strip():
            found.add(mark(char + after))
    return found


def mark(word: str) -> str:
    """The mark by which a folded word of one or two characters is found."""
    return f"{_TWO}{word}" if len(word) > 1 else f"{_ONE}{word}{_ONE}"


def grams(text: str) -> set[str]:
    """All runs of three characters within the words of a folded text."""
    return {word[place : place + GRAM] for word in text.split() for place in range(len(word) - GRAM + 1)}


def spans(words: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Where folded words stand in a text as it was composed: beginnings and ends, in order, none overlapping."""
    flat = folded(text)
    places: Sequence[int] = range(len(text))
    if not text.isascii():
        places = [place for place, char in enumerate(text) for _ in _FOLDED[ord(char)]]
    found = sorted((places[at], places[at + len(word) - 1] + 1) for word in words for at in _all(word, flat))
    merged: list[tuple[int, int]] = []
    for begin, end in found:
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _all(word: str, text: str) -> Iterator[int]:
    place = find(word, text)
    while place >= 0:
        yield place
        place = find(word, text, place + len(word))
