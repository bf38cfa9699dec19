"""What of the facts a letter that is not the leaving itself keeps, whichever it is."""

from collections.abc import Iterator
from dataclasses import replace

from bowout.domain.follow_ups import FollowUp
from bowout.domain.situations import Situation
from bowout.domain.stages import StageState
from bowout.letters.facts import Circumstances, LetterFacts, Meeting
from bowout.services.letter_facts import meeting_of
from bowout.services.standing import Record

PRAISING = (FollowUp.RECONNECT, FollowUp.STILL_INTERESTED)


def as_follow_up(facts: LetterFacts, kind: FollowUp, ahead: tuple[Meeting, ...] = ()) -> LetterFacts:
    """Facts as a follow-up has them: what lay ahead is over, and little else changes its wording.

    `ahead`: for DECLINE_STAGE the step that is declined.
    """
    around = Circumstances(agency=facts.circumstances.agency, internal=facts.circumstances.internal)
    return replace(
        facts,
        kind=kind,
        ahead=facts.ahead if kind is FollowUp.TAKE_BACK else ahead,
        highlight=facts.highlight if kind in PRAISING else None,
        keep_in_touch=kind is FollowUp.RECONNECT and facts.situation is not Situation.RESCIND_ACCEPTANCE,
        circumstances=around,
    )


def declined_steps(record: Record) -> Iterator[Meeting]:
    """The steps that I have declined, as a letter may tell of them."""
    for stage, step in record.stages:
        if step.state is StageState.DECLINED:
            yield meeting_of(stage, record, held=False)
