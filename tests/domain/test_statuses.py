"""The table of moves, whole."""

from itertools import product

import pytest

from bowout.domain.errors import IllegalMove
from bowout.domain.stages import IMPLIES, StageKind, status_after
from bowout.domain.statuses import CLOSED, MOVES, OPEN, Move, Status, check_move, ended_by, rank

S = Status


def test_each_pair_of_statuses_is_either_in_the_table_or_refused_with_the_legal_ones() -> None:
    for present, wanted in product(S, S):
        if wanted in MOVES[present]:
            assert check_move(present, wanted, note=True) in Move
            continue
        with pytest.raises(IllegalMove) as refusal:
            check_move(present, wanted, note=True)
        if present != wanted:
            assert all(legal in refusal.value.hint for legal in MOVES[present])


def test_the_table_is_the_one_of_the_design() -> None:
    assert set(MOVES[S.APPLIED]) == {S.SCREENING, S.INTERVIEWING, S.OFFER, S.REJECTED, S.GHOSTED, S.WITHDRAWN}
    assert set(MOVES[S.OFFER]) == {S.ACCEPTED, S.WITHDRAWN, S.REJECTED, S.GHOSTED}
    assert set(MOVES[S.ACCEPTED]) == {S.WITHDRAWN, S.REJECTED}
    assert set(MOVES[S.GHOSTED]) == set(S) - {S.GHOSTED}
    assert S.ACCEPTED not in MOVES[S.SAVED]
    assert set(MOVES[S.REJECTED]) == set(MOVES[S.WITHDRAWN]) == set(OPEN)


@pytest.mark.parametrize(("present", "wanted"), [(S.INTERVIEWING, S.SCREENING), (S.SCREENING, S.APPLIED)])
def test_going_back_is_noted_as_a_correction(present: Status, wanted: Status) -> None:
    assert check_move(present, wanted) is Move.CORRECTED


@pytest.mark.parametrize("closed", [S.REJECTED, S.WITHDRAWN])
def test_reopening_needs_a_word_why(closed: Status) -> None:
    with pytest.raises(IllegalMove, match="needs a word"):
        check_move(closed, S.INTERVIEWING)
    assert check_move(closed, S.INTERVIEWING, note=True) is Move.REOPENED


def test_correct_goes_past_the_table_but_not_to_the_same_status() -> None:
    for present, wanted in product(S, S):
        if present != wanted:
            assert check_move(present, wanted, correct=True) is Move.CORRECTED
    with pytest.raises(IllegalMove, match="already"):
        check_move(S.APPLIED, S.APPLIED, correct=True)


def test_a_stage_moves_the_status_forward_and_never_back() -> None:
    for present, kind in product((*OPEN, S.GHOSTED), StageKind):
        after = status_after(present, kind)
        assert after == present or after == IMPLIES[kind]
        assert rank(after) >= rank(present)
    assert status_after(S.OFFER, StageKind.SCREENING) == S.OFFER
    assert status_after(S.SAVED, StageKind.OUTREACH) == S.SAVED
    assert status_after(S.GHOSTED, StageKind.INTERVIEW) == S.INTERVIEWING


def test_who_ended_it_is_a_fact_of_its_own() -> None:
    assert {status: ended_by(status) for status in CLOSED} == {
        S.ACCEPTED: None,
        S.REJECTED: "employer",
        S.WITHDRAWN: "me",
        S.GHOSTED: "nobody",
    }
