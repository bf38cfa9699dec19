"""Words may be shortened to anything unambiguous."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.errors import UsageError
from bowout.domain.reasons import REASONS, reason_named
from bowout.domain.stages import StageKind, kind_named
from bowout.domain.statuses import Status, status_named


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("pay", "compensation"),
        ("family", "personal_family"),
        ("process", "hiring_process"),
        ("career", "career_direction"),
        ("culture", "culture_company"),
        ("Career-Direction", "career_direction"),
        ("WORK arrangement", "work_arrangement"),
        ("other", "other_offer"),
        ("study", "further_study"),
        ("health", "health"),
        ("loc", "location"),
    ],
)
def test_reasons_by_the_names_people_use(word: str, slug: str) -> None:
    assert reason_named(word).slug == slug


@pytest.mark.parametrize(
    ("word", "status"),
    [("interv", Status.INTERVIEWING), ("OFFER", Status.OFFER), ("withd", Status.WITHDRAWN)],
)
def test_statuses(word: str, status: Status) -> None:
    assert status_named(word) == status


@pytest.mark.parametrize(
    ("word", "kind"),
    [("interv", StageKind.INTERVIEW), ("call", StageKind.SCREENING), ("ref", StageKind.REFERENCES)],
)
def test_kinds(word: str, kind: StageKind) -> None:
    assert kind_named(word) == kind


@pytest.mark.parametrize("word", ["", "zebra", "-", "_"])
def test_an_unknown_word_prints_the_list(word: str) -> None:
    with pytest.raises(UsageError) as refusal:
        reason_named(word)
    assert all(slug in refusal.value.hint for slug in REASONS)


def test_an_ambiguous_word_names_what_it_could_be() -> None:
    with pytest.raises(UsageError, match=r"could be .*career_direction.*culture_company"):
        reason_named("c")


@given(st.sampled_from(sorted(REASONS)), st.integers(min_value=1))
def test_every_beginning_of_a_slug_finds_it_or_names_it(slug: str, length: int) -> None:
    beginning = slug[: 1 + length % len(slug)]
    try:
        assert reason_named(beginning).slug == slug
    except UsageError as refusal:
        assert slug in refusal.message
