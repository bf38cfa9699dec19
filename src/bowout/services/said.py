"""What was said of a reason before: nobody at a company is to hear another one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from bowout.domain.details import CheckView
from bowout.domain.follow_ups import FollowUp
from bowout.domain.names import fold
from bowout.domain.reasons import REASONS, Statement
from bowout.domain.situations import Situation
from bowout.letters.checks.patterns import read_patterns
from bowout.letters.facts import NEUTRAL, SEVERAL, Draft, LetterFacts
from bowout.letters.languages import DEFAULT, is_foreign
from bowout.letters.wording import sentence
from bowout.storage import letter_queries
from bowout.storage.reading import Reader, Row

# Of each pair the one says no more than the other, or what it says more has come true since.
_ALIKE = {Statement.ANOTHER_ACCEPTED: Statement.ANOTHER_CHOSEN, Statement.RANGE: Statement.TERMS}


class Stated(NamedTuple):
    """What a letter gave as a reason: its words, and which of our statements that is, if it is one.

    `language` is that of the letter; None: not known.
    """

    application: int
    words: str
    statement: Statement | None
    language: str | None

    def is_given_by(self, facts: LetterFacts) -> bool:
        """Tell whether a letter made from these facts gives the same reason."""
        if facts.said:
            return _bare(facts.said) == _bare(self.words)
        return facts.statement is not None and general(facts.statement) is general(self.statement)

    def is_foreign_to(self, facts: LetterFacts) -> bool:
        """Tell whether it is the user's own sentence, and theirs is now to be one of another language."""
        return bool(facts.said) and self.statement is None and is_foreign(self.language, facts.language)


def stated_at_company(reader: Reader, number: int) -> list[Stated]:
    """What letters to an application's company gave as a reason, the oldest first; its own are among them."""
    rows = reader.rows(letter_queries.STATED_AT_COMPANY, {"id": number})
    return [stated for row in rows if (stated := read_stated(row))]


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
    if not (facts.said or facts.statement) or facts.kind not in (None, FollowUp.EXPLAIN):
        return ()
    explaining = facts.kind is FollowUp.EXPLAIN
    known = (said for number in numbers for said in stated_at_company(reader, number))
    before = [*(said for said in known if explaining or said.application not in numbers), *beside]
    given = [said for said in before if said.is_given_by(facts)]
    if before and not given:
        return (_otherwise(before[-1], numbers, facts, "error" if explaining else "warning"),)
    if not (given and explaining):
        return ()
    found = [_otherwise(said, numbers, facts, "warning") for said in before if said not in given][:1]
    if given[-1].is_foreign_to(facts):
        message = f"“{given[-1].words}” is not in the letter's language: give --say in that language."
        found.append(CheckView("said_untranslated", "warning", message))
    if edited and not _is_in(edited, facts):
        message = f"They were told “{given[-1].words}”, and the letter as you edited it does not say so."
        found.append(CheckView("said_otherwise", "error", message))
    return tuple(found)


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
