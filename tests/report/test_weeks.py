"""Bars of when applications were sent: all of them, and words that do not lie over each other."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bowout.report.weeks import HEIGHT, WIDTH, draw


@given(
    st.integers(0, 400).map(lambda weeks: date(2015, 1, 5) + timedelta(7 * weeks)),
    st.lists(st.integers(0, 60), min_size=1, max_size=900),
)
def test_every_application_is_in_one_bar(first: date, counts: list[int]) -> None:
    weeks = [(str(first + timedelta(7 * place)), count) for place, count in enumerate(counts)]
    drawn = draw(weeks)
    assert sum(bar.applications for bar in drawn.bars) == sum(counts)
    assert len(drawn.bars) <= 104
    most = max(bar.applications for bar in drawn.bars) or 1
    for bar in drawn.bars:
        assert abs(bar.height - HEIGHT * bar.applications / most) < 0.01
        assert drawn.left <= bar.x and bar.x + bar.width <= WIDTH
    assert all(after.at - before.at >= 40 for before, after in pairwise(drawn.times))


def test_a_short_search_has_its_months_named() -> None:
    drawn = draw([("2025-12-22", 1), ("2025-12-29", 4), ("2026-01-05", 2), ("2026-01-12", 3)])
    assert (drawn.of, [mark.text for mark in drawn.times]) == ("week", ["Dec 2025", "Jan 2026"])
    assert [mark.text for mark in drawn.counts] == ["4", "2"]
    assert drawn.bars[0].name == "week of 2025-12-22"
