"""How each number is found in what was counted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from bowout.domain.courses import APPLIED, Course
from bowout.domain.statuses import Status
from bowout.services.numbers.counts import Counts
from bowout.services.numbers.tally import quantile


@dataclass(frozen=True, slots=True)
class Found:
    """A value, of how many it is, how many of these are meant (of a share), and what was left out."""

    value: float | None
    n: int
    count: int | None = None
    note: str | None = None


def share(count: int, n: int, note: str | None = None) -> Found:
    """So many of so many."""
    return Found(round(count / n, 4) if n else None, n, count, note)


def courses(wanted: Callable[[Course], bool]) -> Callable[[Counts], Found]:
    """Of all applications, those that went so."""
    return lambda counts: share(counts.tally.count(wanted), counts.applications)


def deepest(depth: int) -> Callable[[Counts], Found]:
    """How many came as far as this, and no further."""
    return courses(lambda course: course.depth == depth)


def ended(end: str) -> Callable[[Counts], Found]:
    """How many ended so."""
    return courses(lambda course: course.end == end)


def replied(counts: Counts) -> Found:
    """Of those applied for, those that had a reply."""
    sent = counts.tally.count(lambda course: course.start == APPLIED)
    return share(counts.tally.count(lambda course: course.start == APPLIED and course.replied), sent)


def per_week(counts: Counts) -> Found:
    """How many are sent in a week."""
    n = counts.tally.weeks.total()
    undated = counts.applications - n
    return Found(
        round(n / counts.weeks, 2) if n else None, n, note=f"{undated} without a day" if undated else None
    )


def reply_days(part: float) -> Callable[[Counts], Found]:
    """The days until the first reply, of the part that was quickest."""

    def find(counts: Counts) -> Found:
        tally = counts.tally
        waiting = tally.count(
            lambda course: course.start == APPLIED and not course.replied and course.status == Status.APPLIED
        )
        note = _left_out({"still waiting": waiting, "on an unknown day": tally.undated_replies})
        return Found(quantile(tally.replies, part), tally.replies.total(), note=note)

    return find


def spell(status: str, part: float) -> Callable[[Counts], Found]:
    """The days in a status, of the part that was quickest."""

    def find(counts: Counts) -> Found:
        tally = counts.tally
        note = _left_out({"still there": tally.standing_in(status), "undated": tally.undated[status]})
        return Found(quantile(tally.spells[status], part), tally.spells[status].total(), note=note)

    return find


def reached(depth: int) -> Callable[[Counts], Found]:
    """Of those that came one step less far, how many came this far."""
    return lambda counts: share(
        counts.tally.count(lambda course: course.depth >= depth),
        counts.tally.count(lambda course: course.depth >= depth - 1),
    )


def accepted(counts: Counts) -> Found:
    """Of those with an offer, those accepted."""
    offers = counts.tally.count(lambda course: course.depth == 3)
    return share(counts.tally.count(lambda course: course.status == Status.ACCEPTED), offers)


def ended_by_me(counts: Counts) -> Found:
    """Of those that ended without a job, those that I ended."""
    ended = (Status.WITHDRAWN, Status.REJECTED, Status.GHOSTED)
    mine = counts.tally.count(lambda course: course.status == Status.WITHDRAWN)
    return share(mine, counts.tally.count(lambda course: course.status in ended))


def of_left(read: Callable[[Counts], Counter[str]], key: str) -> Callable[[Counts], Found]:
    """Of those that I left, those of a stage, a reason, or a thing given."""
    return lambda counts: share(read(counts)[key], counts.left.count)


def telling(part: float) -> Callable[[Counts], Found]:
    """The days from deciding to telling, of the part that was quickest."""
    return lambda counts: Found(
        quantile(counts.left.telling, part),
        counts.left.telling.total(),
        note=_left_out({"not told yet": counts.left.untold}),
    )


def hours(counts: Counts) -> Found:
    """The hours put in before leaving."""
    left = counts.left
    note = _left_out({"of unknown length": left.held - left.known})
    return Found(round(left.minutes / 60, 2) if left.known else None, left.known, note=note)


def _left_out(counts: dict[str, int]) -> str | None:
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or None
