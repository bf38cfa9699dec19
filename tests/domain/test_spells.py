"""Which changes of status say how long an application stood where, and when they first answered."""

import pytest

from bowout.domain.courses import Change
from bowout.domain.spells import spells_of


def changes(*told: str) -> list[Change]:
    return [Change(*each.split(" ")) for each in told]


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ((), {}),
        (("moved applied screening",), {"applied": [(0, 1)]}),
        (
            ("moved applied interviewing", "moved interviewing rejected"),
            {"applied": [(0, 1)], "interviewing": [(1, 2)]},
        ),
        # A correction takes the status back, and the time before it goes on.
        (("moved applied offer", "corrected offer applied"), {}),
        (("moved applied offer", "corrected offer applied", "moved applied rejected"), {"applied": [(0, 3)]}),
        # Reopened, the time of before and the time since count, and not that between.
        (
            ("moved applied rejected", "reopened rejected applied", "withdrawn applied withdrawn"),
            {"applied": [(0, 1), (2, 3)]},
        ),
        # Nobody knows since when it is what it was entered as, or corrected to.
        (("added  interviewing", "moved interviewing offer"), {"interviewing": []}),
        (("corrected applied offer", "moved offer accepted"), {"offer": []}),
    ],
)  # fmt: skip
def test_where_it_stood(told: tuple[str, ...], left: dict[str, list[tuple[int, int]]]) -> None:
    assert {status: list(pairs) for status, pairs in spells_of(changes(*told)).left} == left


@pytest.mark.parametrize(
    ("told", "replies", "unknown"),
    [
        ((), (), False),
        (("withdrawn applied withdrawn",), (), False),
        (("moved applied ghosted",), (), False),
        (("moved applied screening", "moved screening offer"), (1, 2), False),
        (("moved applied ghosted", "moved ghosted rejected"), (2,), False),
        (("moved applied offer", "corrected offer applied"), (), False),
        (("moved applied offer", "corrected offer applied", "moved applied rejected"), (3,), False),
        (("added  screening", "moved screening offer"), (2,), True),
    ],
)
def test_when_they_answered(told: tuple[str, ...], replies: tuple[int, ...], unknown: bool) -> None:
    found = spells_of(changes(*told))
    assert (found.replies, found.unknown) == (replies, unknown)
