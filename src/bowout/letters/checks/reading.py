"""A letter as the checks see it: its parts, its sentences, and where it writes names."""

import re
from dataclasses import dataclass
from functools import cached_property

from bowout.domain.people import Person
from bowout.letters.checks.parts import Parts, read_parts
from bowout.letters.checks.patterns import Pattern, Patterns, read_patterns
from bowout.letters.dates import calendar
from bowout.letters.facts import LETTER, Draft, LetterFacts, PrivateWords
from bowout.letters.highlight import told_phrase
from bowout.letters.languages import Language, read_language
from bowout.letters.names import clean, spoken, titles
from bowout.letters.salutation import titled

Span = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """One letter beside what is recorded; every check is handed this."""

    draft: Draft
    facts: LetterFacts
    private: PrivateWords
    recipients: tuple[Person, ...]

    @cached_property
    def language(self) -> Language:
        """The language, read once for the letter."""
        return read_language(self.facts.language)

    @cached_property
    def patterns(self) -> Patterns:
        """The language's patterns."""
        return read_patterns(self.facts.language)

    @cached_property
    def parts(self) -> Parts:
        """The parts of the body."""
        return read_parts(self.draft.body, self.patterns, self.facts.sender.name)

    @cached_property
    def body(self) -> str:
        """What the writer wrote: nothing quoted, a paragraph on one line, other lines kept."""
        parts = self.parts
        blocks = ("\n".join(parts.head), parts.salutation, *parts.main, parts.closing, "\n".join(parts.tail))
        return "\n\n".join(filter(None, blocks))

    @cached_property
    def text(self) -> str:
        """Subject and body."""
        return f"{self.subject}\n\n{self.body}"

    @property
    def subject(self) -> str:
        """What the writer wrote as subject: nothing, where it is that of their thread."""
        return "" if self.draft.subject == self.facts.thread else self.draft.subject

    @cached_property
    def companies(self) -> tuple[str, ...]:
        """Every company of the letter, on one line."""
        return tuple(dict.fromkeys(clean(place.company) for place in self.facts.places))

    @cached_property
    def positions(self) -> tuple[str, ...]:
        """Every position that the letter leaves, on one line; without a record, what the letter calls one."""
        recorded = titles(self.facts.places)
        if any(recorded):
            return recorded
        stated = self.patterns.find("stated_position").search(self.body)
        return (stated.group() if stated else "",)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Every name and form of address that is on record for those concerned."""
        persons = (*self.facts.recipients, *self.recipients)
        meetings = (*self.facts.held, *self.facts.ahead)
        names = [name for person in persons for name in (person.name, person.greet)]
        names += [name for meeting in meetings for name in meeting.people]
        words = self.language.words
        forms = (
            form
            for name in names
            if name
            for form in (clean(name), spoken(name), titled(spoken(name), words))
        )
        return tuple(dict.fromkeys(form for form in forms if form))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All that is recorded as a name, an address or a number; words in it say nothing."""
        sender = self.facts.sender
        address = re.split(r"[,\n]", sender.address or "")
        own = (sender.name, sender.email, sender.phone, sender.linkedin, *address)
        # Other positions that the letter says still stand, that it was withdrawn from, or that it asks about.
        given = (*own, *self.facts.circumstances.others_stand, self.facts.other_position or "")
        whole = (*self.companies, *self.positions, *(clean(name) for name in given if name), *self.people)
        parts = (
            part for name in (sender.name, *self.people) for part in clean(name).split() if len(part) > 1
        )
        return tuple(dict.fromkeys((*whole, *parts)))

    @cached_property
    def calendar(self) -> tuple[str, ...]:
        """The names of months and weekdays, which any letter may hold."""
        return calendar(self.language.words)

    @cached_property
    def zones(self) -> tuple[str, ...]:
        """The letters of the zones in which steps ahead were booked, as anybody and as this language writes them."""
        found = tuple(meeting.at.tzname() or "" for meeting in self.facts.ahead if meeting.at)
        own = self.language.words.table("dates").table("zones")
        return tuple(dict.fromkeys(name for zone in found for name in (zone, own.text(zone)) if name))

    @cached_property
    def name_spans(self) -> tuple[Span, ...]:
        """Where the text writes a recorded name, or the subject the beginning of the position."""
        spans = [span for name in self.names for span in occurrences(name, self.text)]
        head, dots, _ = self.subject.partition("…")
        begun = (name[:size] for name in self.positions for size in range(len(name) + 1) if dots)
        cut = max((len(part) for part in begun if head.endswith(part)), default=0)
        return (*spans, (len(head) - cut, len(head)))

    @cached_property
    def highlight_spans(self) -> tuple[Span, ...]:
        """Where the text echoes the highlight, which is the user's own public phrase."""
        phrase = told_phrase(self.facts).casefold()
        # Some letters change their length when folded; then nothing is exempt.
        folded = self.text.casefold() if len(self.text.casefold()) == len(self.text) else self.text
        return tuple(occurrences(phrase, folded)) if phrase else ()

    @cached_property
    def outer_spans(self) -> tuple[Span, ...]:
        """Where the text has its addresses: above the salutation, and below the closing."""
        head, tail = "\n".join(self.parts.head), "\n".join(self.parts.tail)
        start, end = len(self.subject) + 2, len(self.text)
        return ((start, start + len(head)), (end - len(tail), end))

    @cached_property
    def salutation(self) -> str:
        """The line that greets the reader, or ""."""
        return self.parts.salutation

    @cached_property
    def main(self) -> tuple[str, ...]:
        """The paragraphs between salutation and closing."""
        return self.parts.main

    @cached_property
    def is_letter(self) -> bool:
        """It has the form of a letter: an address and a date above the salutation."""
        return self.facts.form == LETTER or len(self.parts.head) > 2

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences between salutation and closing."""
        return tuple(sentence for paragraph in self.main for sentence in self.split(paragraph))

    def split(self, text: str) -> list[str]:
        """The sentences of a text, names masked; a full stop inside a name ends none."""
        short = {f"{word}." for word in self.patterns.words("abbreviations")}
        found: list[str] = []
        joined = ""
        for piece in re.split(r"(?<=[.!?…])[\"'”’)]*\s+", self._masked(text)):
            joined = f"{joined} {piece}".strip()
            if joined.split()[-1:] and joined.split()[-1].casefold() not in short:
                found.append(joined)
                joined = ""
        return [*found, joined] if joined else found

    @cached_property
    def sentences_with_names(self) -> tuple[str, ...]:
        """The same sentences as they are written, as far as full stops tell."""
        return tuple(part for line in self.main for part in re.split(r"(?<=[.!?…])\s+", clean(line)))

    @cached_property
    def words(self) -> int:
        """How many words lie between salutation and closing; a position or a company counts as one."""
        words = " ".join(map(self._masked, self.main)).split()
        return sum(1 for word in words if any(map(str.isalnum, word)))

    def _masked(self, line: str) -> str:
        line = clean(line)
        single = (*self.companies, *self.positions)
        for name in sorted((*single, *self.people), key=len, reverse=True):
            ending = "." if name.endswith((".", "!", "?", "…")) else ""
            size = 1 if name in single else len(name.split())
            mask = " ".join(["Name"] * size)
            for start, end in reversed(occurrences(name, line)):
                after = line[end:].lstrip()
                stop = ending if not after or (after[0].isupper() and line[end : end + 1].isspace()) else ""
                line = f"{line[:start]}{mask}{stop}{line[end:]}"
        return line

    def sentence_at(self, start: int) -> str:
        """The sentence of the text that has the character `start`, as far as full stops tell."""
        ends = [found.end() for found in re.finditer(r"[.!?…]\s+(?=[^a-z])|\n", self.text)]
        left = max((end for end in ends if end <= start), default=0)
        return self.text[left : min((end for end in ends if end > start), default=None)]

    def match(self, pattern: Pattern, *, spare: tuple[Span, ...] = ()) -> str:
        """What `pattern` finds that touches no name nor a spared span; "" where nothing."""
        for found in pattern.finditer(self.text):
            start, end = found.span()
            if not any(start < right and left < end for left, right in (*self.name_spans, *spare)):
                return found.group().strip()
        return ""


def occurrences(name: str, text: str) -> list[Span]:
    """Where `text` has `name` as whole words."""
    found: list[Span] = []
    at = text.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        inside_left = name[0].isalnum() and at > 0 and text[at - 1].isalnum()
        inside_right = name[-1].isalnum() and end < len(text) and text[end].isalnum()
        if not inside_left and not inside_right:
            found.append((at, end))
        at = text.find(name, end)
    return found
