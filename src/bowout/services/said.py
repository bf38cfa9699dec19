"""What was said of a reason before: nobody at a company is to hear another one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from bowout.domain.follow_ups import FollowUp
from bowout.domain.leavings import CheckView
from bowout.domain.names import fold
from bowout.domain.reasons import REASONS, Statement
from bowout.domain.situations import Situation
from bowout.letters.checks.patterns import read_patterns
from bowout.letters.facts import NEUTRAL, SEVERAL, Draft, LetterFacts
from bowout.letters.languages import DEFAULT, is_foreign
from bowout.letters.wording import sentence
from bowout.storage import letter_queries
from bowout.storage.reading import Reader, Row

_SENT = 2  # the weight of what was sent, in STATED_AT_COMPANY
# Of each pair the one says no more than the other, or what it says more has come true since.
_ALIKE = {Statement.ANOTHER_ACCEPTED: Statement.ANOTHER_CHOSEN, Statement.RANGE: Statement.TERMS}


class Stated(NamedTuple):
    """What a letter gave as a reason: its words, and which of our statements that is, if it is one.

    `language` is that of the letter; None: not known. `binds` tells that it is said, or stands in
    the letter of leaving; one that only an answer's draft has may still be changed. `present`
    tells that it is of the leaving that stands.
    """

    application: int
    words: str
    statement: Statement | None
    language: str | None
    binds: bool = True
    present: bool = True

    def is_given_by(self, facts: LetterFacts) -> bool:
        """Tell whether a letter made from these facts gives the same reason."""
        if facts.said:
            return _bare(facts.said) == _bare(self.words)
        return facts.statement is not None and general(facts.statement) is general(self.statement)

    def is_foreign_to(self, facts: LetterFacts) -> bool:
        """Tell whether it is the user's own sentence, and theirs is now to be one of another language."""
        return bool(facts.said) and self.statement is None and is_foreign(self.language, facts.language)


def stated_at_company(reader: Reader, number: int) -> list[Stated]:
    """What letters to an application's company gave as a reason; its own are among them.

    Of several the last one counts most: what was sent last, else what the letter of leaving says.
    """
    return [
        Stated(
            row["application_id"],
            row["stated"],
            _statement_of(row),
            row["language"],
            binds=row["weight"] > 0,
            present=bool(row["stands"]),
        )
        for row in reader.rows(letter_queries.STATED_AT_COMPANY, {"id": number})
        if row["stands"] or row["weight"] == _SENT
    ]


def _statement_of(row: Row) -> Statement | None:
    """Which of ours it is; letters of before that was kept are known by their words."""
    if row["statement"]:
        return Statement(row["statement"])
    return _statement(row["stated"], row["situation"], row["language"] or DEFAULT, row["tone"] or NEUTRAL)


def as_stated(facts: LetterFacts, stated: str | None) -> LetterFacts:
    """Give the facts the reason that was given then: a sentence of ours, or the user's own."""
    if stated is None:
        return facts
    statement = _statement(stated, facts.worded_as, facts.language, facts.tone)
    return replace(facts, statement=statement) if statement else replace(facts, said=stated)


def check_same_reason(
    reader: Reader,
    numbers: Sequence[int],
    facts: LetterFacts,
    beside: Iterable[Stated] = (),
    edited: Draft | None = None,
) -> tuple[CheckView, ...]:
    """Find fault with a letter that gives another reason than one to a company that it is about did.

    `numbers` are the applications that it is about, `beside` what letters of this very step
    give as a reason. The answer to why is held to what was said of this very application, too,
    and so is one that was `edited`.
    """
    explaining = facts.kind is FollowUp.EXPLAIN
    facts = _as_edited(facts, edited)
    if not (facts.said or facts.statement) or facts.kind not in (None, FollowUp.EXPLAIN):
        return ()
    known = [said for number in numbers for said in stated_at_company(reader, number)]
    # Of each application the last counts, of this one also what a leaving said that stands no more.
    before = [
        *{
            said.application: said
            for said in known
            if explaining or said.application not in numbers or not said.present
        }.values(),
        *beside,
    ]
    otherwise = [said for said in before if not said.is_given_by(facts)]
    given = [said for said in before if said not in otherwise]
    found = []
    if otherwise:
        said = otherwise[-1]
        level = "error" if explaining and said.binds and not given else "warning"
        found.append(_otherwise(said, numbers, facts, level))
    if not (given and explaining):
        return tuple(found)
    if given[-1].is_foreign_to(facts):
        message = f"“{given[-1].words}” is not in the letter's language: give --say in that language."
        found.append(CheckView("said_untranslated", "warning", message))
    if edited and not _is_in(edited, facts):
        message = f"They were told “{given[-1].words}”, and the letter as you edited it does not say so."
        found.append(CheckView("said_otherwise", "error", message))
    return tuple(found)


def _as_edited(facts: LetterFacts, edited: Draft | None) -> LetterFacts:
    """The facts with the reason that an edited letter gives, where they have none themselves."""
    if edited is None or facts.said or facts.statement:
        return facts
    return replace(facts, statement=claimed_in(edited, facts.language)[1])


def claimed_in(draft: Draft, language: str) -> tuple[str | None, Statement | None]:
    """The sentence of a letter that gives one of our reasons, in whatever words, and which that is."""
    sentences = [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n", draft.body) if part.strip()]
    patterns = read_patterns(language)
    for statement in Statement:
        claim = patterns.find(f"claims.{statement}")
        for words in sentences:
            if claim.search(words):
                return words, statement
    return None, None


def _otherwise(said: Stated, numbers: Sequence[int], facts: LetterFacts, level: str) -> CheckView:
    where = "" if said.application in numbers else f" (application {said.application})"
    told = f"They were told “{said.words}”{where}:"
    if said.is_foreign_to(facts):
        return CheckView("said_otherwise", "warning", f"{told} see that your sentence says the same.")
    return CheckView(
        "said_otherwise", level, f"{told} two people of one company should hear the same reason."
    )


def _is_in(draft: Draft, facts: LetterFacts) -> bool:
    """Tell whether a text gives the reason of the facts, be it in other words."""
    text = fold(draft.body)
    if facts.said:
        return _bare(facts.said) in text
    own = {f"claims.{each}" for each in (facts.statement, general(facts.statement))}
    return read_patterns(facts.language).find(*own).search(text) is not None


def read_stated(row: Row) -> Stated | None:
    """What the letter of a withdrawal gave as a reason; None: nothing, or there is none."""
    number, language = row["application_id"], row["language"] or DEFAULT
    if row["stated"]:
        about = row["situation"], language, row["tone"] or NEUTRAL
        return Stated(number, row["stated"], _statement(row["stated"], *about), row["language"])
    # To a recruiter who wrote first the decision itself may say why, and then nothing is stated apart.
    statement = REASONS[row["reason"]].statement
    if row["situation"] != Situation.DECLINE_OUTREACH or not row["body"] or statement is None:
        return None
    claim = read_patterns(language).find(f"claims.{statement}")
    said = (part.strip() for part in re.split(r"(?<=[.!?])\s+|\n", row["body"]))
    words = next((part for part in said if claim.search(part)), None)
    return Stated(number, words, statement, language) if words else None


def _statement(stated: str, worded_as: str, language: str, tone: str) -> Statement | None:
    """Which of our statements a sentence is, also where a joint letter said it of several positions."""
    ways = (worded_as, SEVERAL)
    return next(
        (own for way in ways for own in Statement if sentence(own, way, language, tone) == stated), None
    )


def general(statement: Statement | None) -> Statement | None:
    """The statement that says no more than this one, and may have been said before."""
    return _ALIKE.get(statement, statement) if statement else None


def _bare(words: str) -> str:
    return fold(words).rstrip(".!?… ")
