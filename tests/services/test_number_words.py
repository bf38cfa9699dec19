"""Numbers as people read them."""

import pytest

from bowout.services.numbers.words import shown


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (None, "share", "–"),
        (0.424, "share", "42 %"),
        (0, "count", "0"),
        (100, "count", "100"),
        (5000, "count", "5,000"),
        (2.69, "per week", "2.69"),
        (3.5, "days", "3.5"),
        (12345.25, "hours", "12,345.25"),
    ],
)
def test_a_value_is_shown_whole_and_no_longer_than_needed(value: float | None, unit: str, words: str) -> None:
    assert shown(value, unit) == words
