"""The letter of a leaving: composed or taken from the editor, and checked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from bowout.domain.errors import CheckFailed, Refused
from bowout.domain.leavings import CheckView
from bowout.domain.people import Person
from bowout.domain.reasons import Reason, Statement
from bowout.domain.results import ProfileView
from bowout.domain.situations import Situation
from bowout.letters.facts import Draft, LetterFacts, PrivateWords
from bowout.services.letter_facts import Wishes, leaves_out_highlight, letter_facts, private_words
from bowout.services.standing import Record
from bowout.services.threading import in_thread
from bowout.storage.models import Message
from bowout.storage.work import Work

if TYPE_CHECKING:
    from bowout.services.said import Stated


@dataclass(frozen=True, slots=True)
class Edited:
    """A letter as it came back from the editor, and the situation that it was written in."""

    draft: Draft
    situation: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that was checked; `by_hand` tells that a person changed it.

    `stated` is what it gives as a reason, `statement` which of ours that is, if it is one.
    """

    facts: LetterFacts
    draft: Draft
    checks: tuple[CheckView, ...]
    advice: tuple[str, ...]
    stated: str | None
    statement: Statement | None
    cc: tuple[Person, ...]
    by_hand: bool


def write_letter(
    work: Work,
    record: Record,
    reason: Reason,
    wishes: Wishes,
    profile: ProfileView,
    *,
    note: str | None,
    edited: Edited | None,
    force: bool,
) -> Letter:
    """Write the letter, or take the edited one, and check it; `note` is private, and looked for in it.

    Raises:
        CheckFailed: it has an error, and was not to be written all the same.
        Refused: it was edited in a situation that is no longer so.
    """
    facts = letter_facts(work.reader, record, reason, wishes, profile)
    private = private_words(work.reader, record, note)
    letter = finish_letter(work, record, facts, private, cc=wishes.cc, edited=edited, force=force)
    return replace(letter, checks=letter.checks + tell_left_out(work, record, wishes))


def tell_left_out(work: Work, record: Record, wishes: Wishes) -> tuple[CheckView, ...]:
    """Say that what was liked is not in the letter, where it is noted in another language."""
    if not leaves_out_highlight(work.reader, record, wishes):
        return ()
    told = (
        f"What you liked is noted in {wishes.noted_in} and the letter is in {wishes.language}, so it is left out: "
        "--highlight says it in that language."
    )
    return (CheckView("highlight_left_out", "info", told),)


def finish_letter(
    work: Work,
    record: Record,
    facts: LetterFacts,
    private: PrivateWords,
    *,
    cc: tuple[Person, ...] = (),
    edited: Edited | None = None,
    force: bool = False,
    about: Sequence[int] = (),
    leaving: Collection[int] = (),
    beside: Iterable["Stated"] = (),
) -> Letter:
    """Write and check the letter of these facts, or take the edited one; nothing is recorded.

    `about` are the applications that it tells of, where there are several; `leaving` those
    that are left in the same step, and `beside` is what other letters of it give their
    companies as a reason. Raises as `write_letter` does.
    """
    from bowout.letters.checks import check
    from bowout.letters.compose import compose
    from bowout.services.letters_before import check_first_letter
    from bowout.services.said import check_same_reason

    facts = in_thread(work.reader, record.view.id, facts)
    composed = compose(facts)
    if edited and edited.situation != kept_as(facts):
        raise Refused(
            "The record has changed while you wrote: the letter is for another situation now.",
            "Nothing was recorded. Run it again, and take over what you wrote.",
            code="changed_meanwhile",
        )
    draft = edited.draft if edited else composed
    findings = check(draft, facts, private)
    checks = tuple(CheckView(found.code, found.level, found.message) for found in findings)
    numbers = about or (record.view.id,)
    checks += check_same_reason(work.reader, numbers, facts, beside, edited.draft if edited else None)
    if facts.kind is None:
        checks += check_first_letter(work.reader, numbers)
    refuse_errors(checks, force=force)
    by_hand = draft != composed
    stated, statement = _stated(facts, draft, by_hand=by_hand)
    return Letter(
        facts=facts,
        draft=draft,
        checks=checks + _warn_of_repeating(work, numbers, draft.body),
        advice=_advice(work, record, facts, cc, leaving),
        stated=stated,
        statement=statement,
        cc=cc,
        by_hand=by_hand,
    )


def refuse_errors(checks: Iterable[CheckView], *, force: bool) -> None:
    """Stop at the first look where a letter has an error.

    Raises:
        CheckFailed: names each error.
    """
    errors = [found.message for found in checks if found.level == "error"]
    if errors and not force:
        raise CheckFailed(
            f"The letter did not pass its checks: {' '.join(errors)}",
            "Nothing changed. Change --say or --highlight, or write it all the same with --force.",
        )


def kept_as(facts: LetterFacts) -> str:
    """The situation under which a letter is kept: a follow-up has its own name."""
    return facts.kind or facts.situation


def _advice(
    work: Work, record: Record, facts: LetterFacts, cc: tuple[Person, ...], leaving: Collection[int]
) -> tuple[str, ...]:
    from bowout.letters.advice import advice
    from bowout.letters.follow_up_advice import follow_up_advice
    from bowout.services.surroundings import surroundings_of

    if facts.kind is not None:
        return follow_up_advice(facts)
    return advice(facts, surroundings_of(work.reader, record, facts, cc, leaving))


def _stated(facts: LetterFacts, draft: Draft, *, by_hand: bool) -> tuple[str | None, Statement | None]:
    """What the letter gives as a reason: the user's sentence, or ours, where it is in the text.

    Of an edited one, and of the answer to a recruiter who wrote first, the sentence that claims one of ours.
    """
    from bowout.letters.wording import clause, sentence
    from bowout.services.said import claimed_in

    if facts.said:
        return (facts.said, None) if facts.said.strip().rstrip(".") in draft.body else (None, None)
    if facts.statement is not None:
        about = (facts.statement, facts.worded_as, facts.language, facts.tone)
        whole = sentence(*about)
        if whole and (clause(*about) in draft.body or whole in draft.body):
            return whole, facts.statement
    if by_hand or (facts.statement and facts.situation is Situation.DECLINE_OUTREACH):
        return claimed_in(draft, facts.language)
    return None, None


def _warn_of_repeating(work: Work, numbers: Sequence[int], body: str) -> tuple[CheckView, ...]:
    same = select(Message.id).where(
        Message.application_id.in_(numbers), Message.state == "sent", Message.body == body
    )
    if work.session.scalars(same).first() is None:
        return ()
    return (
        CheckView(
            "same_letter",
            "warning",
            "They have had this very letter before: edit it, so that it says something new.",
        ),
    )
