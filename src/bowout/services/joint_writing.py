"""Write one letter that tells of several processes."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from bowout.letters.facts import LetterFacts, PrivateWords
from bowout.services.joint_letters import joint_facts, joint_private
from bowout.services.said import Stated
from bowout.services.standing import Record
from bowout.services.writing import Edited, Letter, finish_letter
from bowout.storage.work import Work


class Part(NamedTuple):
    """A process that a letter tells of, what one about it alone is made from, and what it must not hold."""

    record: Record
    facts: LetterFacts
    private: PrivateWords


def write_joint(
    work: Work,
    parts: Sequence[Part],
    *,
    leaving: Collection[int],
    edited: Edited | None = None,
    force: bool = False,
    beside: Iterable[Stated] = (),
) -> Letter:
    """Write and check one letter about all of them, the deepest first; the rest is as `finish_letter` has it."""
    return finish_letter(
        work,
        parts[0].record,
        joint_facts([part.facts for part in parts]),
        joint_private([(part.facts, part.private) for part in parts]),
        edited=edited,
        force=force,
        about=[part.record.view.id for part in parts],
        leaving=leaving,
        beside=beside,
    )
