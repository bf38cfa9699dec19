"""People and words in the headers of received mails, as they were meant."""

import re
from binascii import Error, a2b_qp
from collections.abc import Iterable, Iterator

from bowout.domain.people import Person, is_address
from bowout.domain.texts import decode_text
from bowout.mail.headers import without_unfit
from bowout.mail.parts import from_base64, is_charset

_LONGEST_NAME = 200
_LONGEST_LINE = 100_000
_LONGEST_PHRASE = 2000  # encoded, it takes several times its length
_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*\??)\?=")
_BETWEEN = re.compile(r"(?<=\?=)\s+(?==\?)")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|<[^<>]*>?|[,;:]|[^",;:<(]+|.', re.DOTALL)
_LOOSE = re.compile(r"<[^<>]*>?|[,;:]|[^,;:<]+", re.DOTALL)
_SUFFIX = re.compile(
    r"(?:[js]r|ph\.?d|m\.?[abd]|mba|m\.?sc|esq|inc|llc|ltd|corp|co|plc|gmbh|ag|se|kg|s\.?a|s\.?r\.?l|b\.?v|i+v?)\.?",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(team|hr|human|recruit\w*|talent|careers?|jobs|hiring|support|people|office|dept)\b", re.IGNORECASE
)
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "den",
        "der",
        "di",
        "da",
        "del",
        "della",
        "dos",
        "du",
        "el",
        "al",
        "la",
        "le",
        "bin",
        "ibn",
        "ter",
        "ten",
        "zu",
        "mac",
        "st",
        "st.",
        "o'",
    ]
)


def words(text: str) -> str:
    """Decode the encoded words of RFC 2047, also inside quotes and with a character cut between two."""
    if "=?" not in text:
        return text
    out: list[str] = []
    run: list[bytes] = []
    at, charset = 0, ""
    text = _BETWEEN.sub("", text)
    for found in _WORD.finditer(text):
        if found.start() > at or found[1].lower() != charset:
            out += (_text(charset, b"".join(run)), text[at : found.start()])
            run, charset = [], found[1].lower()
        run.append(_decoded(found[2], found[3]))
        at = found.end()
    return "".join((*out, _text(charset, b"".join(run)), text[at:]))


def line(text: str) -> str:
    """Decode a header for people: one line, without what would hide or turn its words."""
    return " ".join(without_unfit(words(text[:_LONGEST_LINE])).split())


def people(values: Iterable[str]) -> tuple[Person, ...]:
    """Read the people of headers such as To; those without an address are left out."""
    return tuple(person for value in values for person in _people(value))


def called(person: Person) -> Person:
    """Give a person the name as it is said: `Fox, Dana` is Dana Fox where the comma parts a surname."""
    name = person.name or ""
    surname, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not surname or not given or "," in given or re.search(r"\d", name):
        return person
    bare, _, remark = given.partition("(")
    first = bare.split()
    domain = re.split(r"[.@-]", (person.email or "").partition("@")[2].casefold())
    if not first or len(first) > 3 or _SUFFIX.fullmatch(first[-1]) or _ROLE.search(f"{surname} {bare}"):
        return person
    if {part.casefold() for part in (*first, *surname.split())} & set(domain):
        return person
    if not _is_surname(surname.casefold().split(), first[0].casefold(), person.email or ""):
        return person
    return Person(" ".join((*first, surname)) + (f" ({remark}" if remark else ""), person.email)


def _is_surname(surname: list[str], given: str, address: str) -> bool:
    """Tell whether it is one word, begins as surnames do, or the address has the two in their order."""
    if len(surname) == 1 or surname[0] in _PARTICLES:
        return True
    local = re.split(r"[._-]", address.partition("@")[0].casefold())
    return len(surname) <= 3 and local[0] in {given, given[:1]} and bool(set(local[1:]) & set(surname))


def _people(value: str) -> Iterator[Person]:
    phrase, angle, after = "", "", ""
    for piece in (*_tokens(value), ","):
        if piece in {",", ";"}:
            yield from _person(phrase or after, angle)
            # An unquoted "Fox, Dana <…>": the comma parts no people.
            waits = piece == "," and not angle and phrase.strip() and not re.search("[@:,]", phrase)
            phrase, angle, after = (f"{phrase.strip()}, " if waits else ""), "", ""
        elif piece == ":":
            phrase = ""
        elif piece.startswith("<"):
            # The library writes a comma as an encoded word (CPython 3.11): two in a row are two people.
            before = tuple(_person(phrase, angle)) if angle else ()
            yield from before
            phrase, angle, after = after if before else phrase + after, piece, ""
        elif angle:
            after += piece
        else:
            phrase += piece


def _tokens(value: str) -> Iterator[str]:
    """Cut a header, each character looked at once; from a quote that never closes on, quotes mean nothing."""
    at, pattern = 0, _TOKEN
    while found := pattern.match(value, at):
        if found[0] in {'"', "("} and pattern is _TOKEN:
            pattern = _LOOSE
            continue
        at = found.end()
        yield found[0]
        if at == len(value):
            return


def _person(phrase: str, angle: str) -> Iterator[Person]:
    remark = None if angle else re.search(r"\(([^()]*)\)\s*\Z", phrase)
    address = _address(angle or (phrase[: remark.start()] if remark else phrase))
    if is_address(address):
        name = phrase if angle else remark[1] if remark else ""
        yield Person(_name(name, address), address)


def _address(text: str) -> str:
    """Take an address out of its brackets, its route, its `mailto:` and needless quotes."""
    bare = "".join(text.split()).strip("<>'")
    if bare[:7].lower() == "mailto:":
        bare = bare[7:]
    if bare.startswith("@"):
        bare = bare.rpartition(":")[2]
    return re.sub(r'\A"([^"@\\]+)"(?=@)', r"\1", bare)


def _name(phrase: str, address: str) -> str | None:
    """Read a name as written; an address is none, and beside a name it says nothing."""
    plain = re.sub(
        r'"((?:[^"\\]|\\.)*)"', lambda quoted: re.sub(r"\\(.)", r"\1", quoted[1]), phrase[:_LONGEST_PHRASE]
    )
    name = line(plain).strip(", ")
    while len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1].strip()
    name = re.sub(r"\s*[(\[<][^()\[\]<>\s]*@[^()\[\]<>\s]*[)\]>]\Z", "", name)
    if not name or name.casefold() == address.casefold() or any(map(_hides_address, name.split())):
        return None
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _hides_address(word: str) -> bool:
    return "@" in word and is_address(word.strip("\"'<>()[],;:"))


def _decoded(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding in "bB":
        return from_base64(raw)
    try:
        return a2b_qp(raw.replace(b"\n", b" "), header=True)
    except Error:
        return raw


def _text(charset: str, data: bytes) -> str:
    named = {"gb2312": "gb18030", "ks_c_5601-1987": "cp949"}.get(charset, charset)
    try:
        return data.decode(named if is_charset(named) else "utf-8")
    except (LookupError, ValueError):
        return decode_text(data) or data.decode("utf-8", "replace")
