"""The situation is derived from what happened: examples from letters.md, and every combination of facts."""

from datetime import UTC, datetime, timedelta
from itertools import combinations, product

import pytest

from bowout.domain.situations import Situation, Standing, Step, derive, standing_status
from bowout.domain.stages import StageKind, StageState
from bowout.domain.statuses import OPEN, Status

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
PAST, AHEAD = NOW - timedelta(days=3), NOW + timedelta(days=3)
K, T, S = StageKind, StageState, Situation


def standing(status: Status, *steps: Step, applied: bool = True) -> Standing:
    return Standing(status, applied, steps, NOW)


@pytest.mark.parametrize(
    ("status", "steps", "applied", "expected"),
    [
        (Status.SAVED, [], False, None),
        (Status.SAVED, [Step(K.OUTREACH, T.DONE)], False, S.DECLINE_OUTREACH),
        (Status.SAVED, [Step(K.OUTREACH, T.CANCELLED)], False, None),
        (Status.APPLIED, [], True, S.WITHDRAW_APPLICATION),
        (Status.APPLIED, [Step(K.OUTREACH, T.DONE)], True, S.WITHDRAW_APPLICATION),
        (Status.SCREENING, [], True, S.WITHDRAW_AFTER_SCREENING),
        (Status.SCREENING, [Step(K.SCREENING, T.INVITED)], True, S.WITHDRAW_AFTER_SCREENING),
        (Status.SCREENING, [Step(K.ASSESSMENT, T.DONE)], False, S.WITHDRAW_AFTER_SCREENING),
        (Status.SCREENING, [Step(K.SCREENING, T.CANCELLED)], True, S.WITHDRAW_APPLICATION),
        (Status.INTERVIEWING, [], True, S.WITHDRAW_AFTER_INTERVIEW),
        (Status.INTERVIEWING, [Step(K.INTERVIEW, T.INVITED)], True, S.DECLINE_INTERVIEW),
        (Status.INTERVIEWING, [Step(K.INTERVIEW, T.SCHEDULED, AHEAD)], True, S.DECLINE_INTERVIEW),
        (Status.INTERVIEWING, [Step(K.INTERVIEW, T.SCHEDULED, PAST)], True, S.WITHDRAW_AFTER_INTERVIEW),
        (
            Status.INTERVIEWING,
            [Step(K.INTERVIEW, T.DONE, PAST), Step(K.INTERVIEW, T.INVITED)],
            True,
            S.DECLINE_NEXT_INTERVIEW,
        ),
        (
            Status.INTERVIEWING,
            [Step(K.INTERVIEW, T.CANCELLED, PAST), Step(K.FINAL, T.SCHEDULED, AHEAD)],
            True,
            S.DECLINE_INTERVIEW,
        ),
        (
            Status.INTERVIEWING,
            [Step(K.SCREENING, T.DONE, PAST), Step(K.INTERVIEW, T.CANCELLED)],
            True,
            S.WITHDRAW_AFTER_SCREENING,
        ),
        (
            Status.INTERVIEWING,
            [Step(K.FINAL, T.DONE, PAST), Step(K.REFERENCES, T.INVITED)],
            True,
            S.WITHDRAW_AT_REFERENCES,
        ),
        (Status.OFFER, [Step(K.REFERENCES, T.DONE)], True, S.DECLINE_OFFER),
        (Status.INTERVIEWING, [Step(K.OFFER, T.INVITED)], True, S.DECLINE_OFFER),
        (Status.ACCEPTED, [Step(K.INTERVIEW, T.INVITED)], True, S.RESCIND_ACCEPTANCE),
    ],
)
def test_the_first_that_holds_decides(
    status: Status, steps: list[Step], applied: bool, expected: Situation | None
) -> None:
    assert derive(standing(status, *steps, applied=applied)) == expected


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ((Status.APPLIED, Status.INTERVIEWING, Status.GHOSTED), Status.INTERVIEWING),
        ((Status.SAVED, Status.GHOSTED), Status.SAVED),
        ((), Status.APPLIED),
    ],
)
def test_a_ghosted_process_stands_where_it_once_stood(earlier: tuple[Status, ...], expected: Status) -> None:
    assert standing_status(Status.GHOSTED, earlier) == expected
    assert standing_status(Status.OFFER, earlier) == Status.OFFER


def test_every_combination_of_facts_claims_only_what_happened() -> None:
    """Each status with every choice of up to two steps in every state, at every time, applied or not."""
    steps = [Step(kind, state, at) for kind, state, at in product(K, T, (None, PAST, AHEAD))]
    chosen = [(), *((step,) for step in steps), *combinations(steps, 2)]
    seen = set()
    for status, some, applied in product((*OPEN, Status.ACCEPTED), chosen, (True, False)):
        facts = standing(status, *some, applied=applied)
        situation = derive(facts)
        seen.add(situation)
        kinds = {step.kind for step in some}
        met = [s for s in some if s.kind in (K.INTERVIEW, K.FINAL) and facts.is_held(s)]
        open_ones = [s for s in some if s.state in (T.INVITED, T.SCHEDULED) and not facts.is_held(s)]
        invited = [s for s in open_ones if s.kind in (K.INTERVIEW, K.FINAL)]
        if situation is None:
            assert status is Status.SAVED
            assert not met and not invited
        if situation in (S.DECLINE_NEXT_INTERVIEW, S.WITHDRAW_AFTER_INTERVIEW):
            assert met or (status is Status.INTERVIEWING and not kinds & {K.INTERVIEW, K.FINAL})
        if situation in (S.DECLINE_INTERVIEW, S.DECLINE_NEXT_INTERVIEW):
            assert invited
        if situation is S.DECLINE_INTERVIEW:
            assert not met
        if situation is S.DECLINE_OUTREACH:
            assert not applied and K.OUTREACH in kinds
        if situation is S.DECLINE_OFFER:
            assert status is Status.OFFER or K.OFFER in kinds
        if situation is S.RESCIND_ACCEPTANCE:
            assert status is Status.ACCEPTED
        if situation is S.WITHDRAW_APPLICATION:
            assert not met
            assert not [step for step in open_ones if step.kind is not K.OUTREACH]
    assert seen == {None, *S}
