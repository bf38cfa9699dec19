"""What becomes of each open process where all are left: read from the record, nothing is changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bowout.domain.leavings import StaysOpen
from bowout.domain.people import Person
from bowout.domain.reasons import Reason
from bowout.domain.results import ProfileView
from bowout.domain.situations import Situation
from bowout.domain.statuses import Status
from bowout.letters.facts import LetterFacts
from bowout.services.circumstances import is_silent
from bowout.services.joint_letters import by_reader, depth
from bowout.services.letter_facts import Wishes, letter_facts
from bowout.services.standing import Record, record_of
from bowout.services.writing import Edited
from bowout.storage import details, queries, views
from bowout.storage.work import Work

GHOSTED_DAYS = 30


@dataclass(frozen=True, slots=True)
class LeavingAll:
    """What is to become of the open processes; applications by their numbers.

    `keep` stay open. `letters` get one although they are long silent, `ghosts`
    none. `reasons` are those of single ones, `edited` letters as a person wrote
    them, each for just those applications; those of `forced` are written
    although a check failed. `seen` are the ones that were shown, where somebody
    looked: what came in since stays open. After `ghosted_days` a process is long silent.
    `decline_invitations`: those to steps ahead are answered.
    """

    reason: Reason
    wishes: Wishes
    note: str | None = None
    keep: frozenset[int] = frozenset()
    letters: frozenset[int] = frozenset()
    ghosts: frozenset[int] = frozenset()
    reasons: Mapping[int, Reason] = field(default_factory=dict)
    edited: Mapping[frozenset[int], Edited] = field(default_factory=dict)
    forced: frozenset[int] = frozenset()
    seen: frozenset[int] | None = None
    ghosted_days: int = GHOSTED_DAYS
    decline_invitations: bool = True

    def reason_of(self, number: int) -> Reason:
        """Why this one is left."""
        return self.reasons.get(number, self.reason)


class Parting(NamedTuple):
    """A process that is to be left, as it stands, and what a letter about it alone would be made from."""

    record: Record
    facts: LetterFacts
    silent: bool

    @property
    def number(self) -> int:
        """The application's number."""
        return self.record.view.id


class Plan(NamedTuple):
    """Who is written to about what, the deepest first; what is closed as ghosted; what stays open, and why."""

    letters: tuple[tuple[Parting, ...], ...]
    ghosted: tuple[Parting, ...]
    open: tuple[StaysOpen, ...]

    @property
    def leaving(self) -> frozenset[int]:
        """The applications that do not stay open."""
        return frozenset(each.number for group in (*self.letters, self.ghosted) for each in group)


def plan_leaving(work: Work, order: LeavingAll, profile: ProfileView, accepted: int | None = None) -> Plan:
    """Look at every open process but the one `accepted` in this step."""
    records = list(_records(work))
    staying = {record.view.id: _staying(record, order) for record in records}
    going = [record for record in records if staying[record.view.id] is None]
    numbers = frozenset(record.view.id for record in going)
    partings = [_parting(work, record, order, profile, numbers) for record in going]
    ghosts = [each for each in partings if each.number in order.ghosts and can_be_ghosted(each.record)]
    others = [(each, each.facts) for each in partings if each not in ghosts]
    letters = []
    for group in by_reader(others):
        # Whoever gets a letter anyway is told of the silent ones as well.
        if all(each.silent for each in group.items):
            ghosts += group.items
        else:
            told = (_told_to(work, each, group.readers, order, profile, numbers) for each in group.items)
            letters.append(tuple(sorted(told, key=lambda each: (-depth(each.facts), each.number))))
    letters.sort(key=lambda group: (-depth(group[0].facts), group[0].number))
    return Plan(
        tuple(letters),
        tuple(sorted(ghosts, key=lambda each: each.number)),
        (*filter(None, staying.values()), *_accepted_before(work, accepted)),
    )


def can_be_ghosted(record: Record) -> bool:
    """Tell whether it can be said that they fell silent: they wait for nothing of mine."""
    waiting = (Situation.DECLINE_OUTREACH, Situation.DECLINE_OFFER)
    return not record.ahead() and record.situation not in waiting


def _records(work: Work) -> Iterator[Record]:
    reader = work.reader
    found = views.applications(reader, views.Page((queries.IS_OPEN,), order=queries.ORDERS["id"]), work.now)
    stages = views.stages_of(reader, [view.id for view in found])
    for view in found:
        yield record_of(view, stages[view.id], details.events_of(reader, view.id), work.now)


def _staying(record: Record, order: LeavingAll) -> StaysOpen | None:
    view = record.view
    if record.situation is None:
        return StaysOpen(view, "saved", "only saved")
    if view.id in order.keep:
        return StaysOpen(view, "kept", "as you wish")
    if order.seen is not None and view.id not in order.seen:
        return StaysOpen(view, "new", "it came in while you looked at the list")
    return None


def _accepted_before(work: Work, accepted: int | None) -> Iterator[StaysOpen]:
    page = views.Page((queries.STATUS_IS,), (("status0", str(Status.ACCEPTED)),), queries.ORDERS["id"])
    for view in views.applications(work.reader, page, work.now):
        if view.id != accepted:
            yield StaysOpen(view, "accepted", f"you accepted it before: bowout withdraw {view.id}")


def _parting(
    work: Work, record: Record, order: LeavingAll, profile: ProfileView, leaving: frozenset[int]
) -> Parting:
    number = record.view.id
    facts = letter_facts(work.reader, record, order.reason_of(number), order.wishes, profile, leaving)
    silent = is_silent(record, order.ghosted_days) and can_be_ghosted(record) and number not in order.letters
    return Parting(record, facts, silent)


def _told_to(
    work: Work,
    parting: Parting,
    readers: tuple[Person, ...],
    order: LeavingAll,
    profile: ProfileView,
    leaving: frozenset[int],
) -> Parting:
    """The same process, told of to the readers of a letter: what they know of me may differ."""
    if set(parting.facts.recipients) == set(readers) or not readers:
        return parting
    wishes, reason = replace(order.wishes, to=readers), order.reason_of(parting.number)
    return parting._replace(facts=letter_facts(work.reader, parting.record, reason, wishes, profile, leaving))
