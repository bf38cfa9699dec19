"""Facts in, letter out: pure, but for reading the templates once."""

from functools import cache

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from bowout.domain.situations import Situation
from bowout.letters.facts import Draft, LetterFacts
from bowout.letters.highlight import highlight_sentence
from bowout.letters.languages import Language, Table, read_language
from bowout.letters.meetings import in_contact, spoke
from bowout.letters.names import clean, mend, salutation
from bowout.letters.subject import subject
from bowout.letters.view import view

__all__ = ["compose", "highlight_sentence"]


def compose(facts: LetterFacts) -> Draft:
    """Write the letter that the situation calls for, ready to paste.

    Raises:
        UsageError: no letters in that language, or a highlight that breaks the rules.
    """
    language = read_language(facts.language)
    words = language.words
    opening = salutation(facts, words, spoke=spoke(facts), contact=in_contact(facts))
    paragraphs = (opening, *_paragraphs(facts, language), _signature(facts, words))
    return Draft(subject(facts, words), "\n\n".join(paragraphs) + "\n")


def _paragraphs(facts: LetterFacts, language: Language) -> list[str]:
    seen = view(facts, language)
    blocks = (template.render(seen) for template in _templates(language.code, facts.situation))
    people = tuple(name for meeting in facts.held for name in meeting.people)
    names = tuple(clean(name) for name in (facts.company, facts.position, *people))
    texts = (mend(" ".join(block.split()), names) for block in blocks)
    return [text for text in texts if text]


def _signature(facts: LetterFacts, words: Table) -> str:
    sender = facts.sender
    # A profile is an invitation to connect, so it goes with the open door.
    open_door = facts.keep_in_touch and facts.situation is not Situation.RESCIND_ACCEPTANCE
    profile = sender.linkedin if open_door else None
    lines = (words.text("closing"), sender.name, sender.phone, sender.email, profile)
    return "\n".join(clean(line) for line in lines if line and clean(line))


@cache
def _templates(code: str, situation: Situation) -> tuple[Template, ...]:
    """Compile a letter by paragraphs: a blank line in its file parts two, whatever comes out empty."""
    environment = _environment(code)
    path = read_language(code).path(f"letters/{situation}.j2")
    return tuple(environment.from_string(block) for block in path.read_text(encoding="utf-8").split("\n\n"))


@cache
def _environment(code: str) -> SandboxedEnvironment:
    return SandboxedEnvironment(
        loader=FileSystemLoader(read_language(code).folders),
        undefined=StrictUndefined,
        autoescape=False,
        auto_reload=False,
    )
