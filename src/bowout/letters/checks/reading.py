"""A letter as the checks see it: its parts, its sentences, and where it writes names."""

import re
from dataclasses import dataclass
from functools import cached_property

from bowout.domain.people import Person
from bowout.letters.checks.patterns import Pattern, Patterns, read_patterns
from bowout.letters.facts import LETTER, Draft, LetterFacts, PrivateWords
from bowout.letters.highlight import told_phrase
from bowout.letters.languages import read_language
from bowout.letters.names import clean, spoken

Span = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """One letter beside what is recorded; every check is handed this."""

    draft: Draft
    facts: LetterFacts
    private: PrivateWords
    recipients: tuple[Person, ...]

    @cached_property
    def patterns(self) -> Patterns:
        """The language's patterns."""
        return read_patterns(self.facts.language)

    @cached_property
    def text(self) -> str:
        """Subject and body, lines kept."""
        return f"{self.draft.subject}\n\n{self.draft.body}"

    @cached_property
    def company(self) -> str:
        """The company on one line."""
        return clean(self.facts.company)

    @cached_property
    def position(self) -> str:
        """The position on one line."""
        return clean(self.facts.position)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Every name and form of address that is on record for those concerned."""
        persons = (*self.facts.recipients, *self.recipients)
        meetings = (*self.facts.held, *self.facts.ahead)
        names = [name for person in persons for name in (person.name, person.greet)]
        names += [name for meeting in meetings for name in meeting.people]
        forms = (form for name in names if name for form in (clean(name), spoken(name)))
        return tuple(dict.fromkeys(form for form in forms if form))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All that is recorded as a name, an address or a number; words in it say nothing."""
        sender = self.facts.sender
        own = (sender.name, sender.email, sender.phone, sender.linkedin)
        whole = (self.company, self.position, *(clean(name) for name in own if name), *self.people)
        parts = (
            part for name in (sender.name, *self.people) for part in clean(name).split() if len(part) > 1
        )
        return tuple(dict.fromkeys((*whole, *parts)))

    @cached_property
    def calendar(self) -> tuple[str, ...]:
        """The names of months and weekdays, which any letter may hold."""
        dates = read_language(self.facts.language).words.table("dates")
        return (*dates.texts("months"), *dates.texts("weekdays"))

    @cached_property
    def name_spans(self) -> tuple[Span, ...]:
        """Where the text writes a recorded name, or the subject the beginning of the position."""
        spans = [span for name in self.names for span in occurrences(name, self.text)]
        head, dots, _ = self.draft.subject.partition("…")
        sizes = range(len(self.position), 0, -1) if dots else ()
        cut = next((size for size in sizes if head.endswith(self.position[:size])), 0)
        return (*spans, (len(head) - cut, len(head)))

    @cached_property
    def highlight_spans(self) -> tuple[Span, ...]:
        """Where the text echoes the highlight, which is the user's own public phrase."""
        phrase = told_phrase(self.facts).casefold()
        # Some letters change their length when folded; then nothing is exempt.
        folded = self.text.casefold() if len(self.text.casefold()) == len(self.text) else self.text
        return tuple(occurrences(phrase, folded)) if phrase else ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the body that are not blank."""
        return tuple(line.strip() for line in self.draft.body.splitlines() if line.strip())

    @cached_property
    def salutation(self) -> str:
        """The opening line, or ""; on paper other lines stand above it."""
        at = self._salutation_at
        return "" if at is None else self.lines[at]

    @cached_property
    def main(self) -> tuple[str, ...]:
        """The lines between salutation and closing."""
        closings = self.patterns.words("closings")
        ends = [at for at, line in enumerate(self.lines) if line.rstrip(",.!").casefold() in closings]
        start = 0 if self._salutation_at is None else self._salutation_at + 1
        return self.lines[start : ends[-1] if ends else len(self.lines)]

    @cached_property
    def _salutation_at(self) -> int | None:
        opening = self.patterns.find("opening")
        lines = enumerate(self.lines if self.facts.form == LETTER else self.lines[:1])
        return next((at for at, line in lines if len(line) < 200 and opening.fullmatch(line)), None)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences between salutation and closing; a full stop inside a name ends none."""
        short = {f"{word}." for word in self.patterns.words("abbreviations")}
        found: list[str] = []
        for line in self.main:
            pieces = re.split(r"(?<=[.!?…])[\"'”’)]*\s+", self._masked(line))
            joined = ""
            for piece in pieces:
                joined = f"{joined} {piece}".strip()
                if joined.split()[-1:] and joined.split()[-1].casefold() not in short:
                    found.append(joined)
                    joined = ""
            found += [joined] if joined else []
        return tuple(found)

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
        for name in sorted((self.company, self.position, *self.people), key=len, reverse=True):
            ending = "." if name.endswith((".", "!", "?", "…")) else ""
            size = 1 if name in (self.company, self.position) else len(name.split())
            mask = " ".join(["Name"] * size)
            for start, end in reversed(occurrences(name, line)):
                after = line[end:].lstrip()
                stop = ending if not after or (after[0].isupper() and line[end : end + 1].isspace()) else ""
                line = f"{line[:start]}{mask}{stop}{line[end:]}"
        return line

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
