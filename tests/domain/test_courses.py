"""How an application went: its steps and its end, each a node of the picture."""

import pytest

from bowout.domain.courses import Change, Course, course_of
from bowout.domain.stages import StageKind

KINDS = list(StageKind)


def course(
    status: str,
    *told: str,
    kinds: tuple[str, ...] = (),
    situation: str | None = None,
    applied: bool = True,
    silent: bool = False,
) -> Course:
    bits = sum(1 << KINDS.index(StageKind(kind)) for kind in kinds)
    changes = [Change(*each.split(" ")) for each in told]
    return course_of(status, changes, bits, situation, applied=applied, mailed=False, silent=silent)


@pytest.mark.parametrize(
    ("found", "path"),
    [
        (course("applied"), "Applied Ongoing"),
        (course("applied", silent=True), "Applied Ghosted"),
        (course("screening", "moved applied screening", silent=True), "Applied Screening Ghosted"),
        (course("interviewing", "moved applied interviewing"), "Applied Interview Ongoing"),
        # A step that is known takes the place of the status that it led to.
        (course("screening", "moved applied screening", kinds=("assessment",)), "Applied Assessment Ongoing"),
        (course("interviewing", "moved applied interviewing", kinds=("final",)), "Applied Final-interview Ongoing"),
        # Called off by them, its status was reached all the same; without a status nothing was.
        (course("applied", kinds=()), "Applied Ongoing"),
        # Undated steps without a change of status count.
        (
            course("rejected", "added  rejected", kinds=("screening", "interview")),
            "Applied Screening Interview Rejected",
        ),
        (course("accepted", "moved offer accepted"), "Applied Offer Accepted"),
        (course("ghosted", "moved applied ghosted"), "Applied Ghosted"),
        (
            course("withdrawn", "moved applied interviewing", "withdrawn interviewing withdrawn",
                   situation="withdraw_after_interview"),
            "Applied Interview Withdrew",
        ),
        (
            course("withdrawn", "moved applied offer", "withdrawn offer withdrawn", situation="decline_offer"),
            "Applied Offer Declined",
        ),
        (
            course("withdrawn", "withdrawn applied withdrawn", kinds=("outreach",), situation="decline_outreach"),
            "Approached Declined",
        ),
        (course("withdrawn", "withdrawn saved withdrawn", situation="withdraw_application", applied=False),
         "Saved Withdrew"),
        (course("rejected", "added  rejected", applied=False), "Applied Rejected"),
        (course("applied", "moved applied offer", "corrected offer applied"), "Applied Ongoing"),
        (course("offer", "moved applied rejected", "corrected rejected offer"), "Applied Offer Ongoing"),
    ],
)  # fmt: skip
def test_its_path(found: Course, path: str) -> None:
    assert [node.replace(" ", "-") for node in found.path] == path.split(" ")


@pytest.mark.parametrize(
    ("found", "depth", "replied"),
    [
        (course("applied"), 0, False),
        (course("withdrawn", "withdrawn applied withdrawn", situation="withdraw_application"), 0, False),
        (course("ghosted", "moved applied ghosted"), 0, False),
        (course("rejected", "moved applied rejected"), 0, True),
        (course("screening", "moved applied screening"), 1, True),
        (course("withdrawn", "moved applied interviewing", "withdrawn interviewing withdrawn"), 2, True),
        (course("accepted", "added  accepted"), 3, True),
        (course("applied", "moved applied rejected", "corrected rejected applied"), 0, False),
    ],
)
def test_how_far_it_came_and_whether_they_replied(found: Course, depth: int, replied: bool) -> None:
    assert (found.depth, found.replied) == (depth, replied)
