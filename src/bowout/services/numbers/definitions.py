"""Every number: its key, its words, what it means, and how it is found. The one place that says so."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bowout.domain.courses import ENDS
from bowout.domain.reason_details import Given
from bowout.domain.reasons import REASONS
from bowout.domain.spells import SPENT_IN
from bowout.domain.statuses import Status
from bowout.services.numbers import finding as f
from bowout.services.numbers.counts import Counts
from bowout.services.review import COURSE

COUNT, SHARE, DAYS, HOURS, PER_WEEK = "count", "share", "days", "hours", "per week"


class Definition(NamedTuple):
    """A number. `{days}` in its text are those after which silence means something.

    `headline`: also told of each source, company, tag and month. `part`: one of several that share a text.
    """

    key: str
    label: str
    text: str
    unit: str
    find: Callable[[Counts], f.Found]
    headline: bool = False

    @property
    def part(self) -> str | None:
        """The part of the key after the dot, of a number that is one of several."""
        return self.key.partition(".")[2] or None


_ALL = "all applications but those only saved"
_LEFT = "the processes that you left, without those reopened since"
_DEPTHS = ("applied", "screening", "interview", "offer")


def _definitions() -> Iterator[Definition]:
    yield from _of_applying()
    yield from _of_conversion()
    yield from _of_time()
    yield from _of_leaving()


def _of_applying() -> Iterator[Definition]:
    yield Definition(
        "applications", "Applications", f"{_ALL.capitalize()}.", COUNT,
        lambda counts: f.Found(counts.applications, counts.applications), headline=True,
    )  # fmt: skip
    yield Definition(
        "saved", "Only saved", "Not applied for yet; in no other number.", COUNT,
        lambda counts: f.Found(counts.saved, counts.saved),
    )  # fmt: skip
    yield Definition(
        "applications_per_week", "Applications per week",
        "Those sent on a known day, by the weeks since the Monday of the first, or since the day asked for.",
        PER_WEEK, f.per_week,
    )  # fmt: skip
    yield Definition(
        "response_rate", "Response rate",
        "Of those that you applied for: a person of theirs ever replied. Your own withdrawal is no reply.",
        SHARE, f.replied, headline=True,
    )  # fmt: skip
    yield Definition(
        "ghost_rate", "Ghost rate",
        "Of those that you applied for {days} days ago or longer: no reply, and not left by you.",
        SHARE, lambda counts: f.share(counts.tally.unanswered, counts.tally.asked), headline=True,
    )  # fmt: skip
    yield Definition(
        "interview_rate", "Interview rate", f"Of {_ALL}: an interview or more was ever reached.",
        SHARE, f.courses(lambda course: course.depth >= 2), headline=True,
    )  # fmt: skip
    yield Definition(
        "offer_rate", "Offer rate", f"Of {_ALL}: an offer was ever reached.",
        SHARE, f.courses(lambda course: course.depth >= 3), headline=True,
    )  # fmt: skip


def _of_conversion() -> Iterator[Definition]:
    for depth, name in enumerate(_DEPTHS):
        yield Definition(
            f"deepest.{name}", name, f"Of {_ALL}: the deepest stage ever reached, whatever came then.",
            SHARE, f.deepest(depth),
        )  # fmt: skip
    text = "Of those that reached the stage before it, or a later one: this or a later one."
    for depth, name in enumerate(_DEPTHS[1:], 1):
        yield Definition(f"conversion.{name}", name, text, SHARE, f.reached(depth))
    yield Definition("conversion.accepted", "accepted", text, SHARE, f.accepted)
    for end in ENDS:
        yield Definition(
            f"end.{end.lower()}", end,
            f"Of {_ALL}: how they ended. Ghosted are also those open and silent for {{days}} days; declined is an "
            "offer or an approach of theirs, withdrew all else that you left.",
            SHARE, f.ended(end),
        )  # fmt: skip


def _of_time() -> Iterator[Definition]:
    text = "Days from applying to their first reply; those on an unknown day are left out."
    yield Definition("reply_days.median", "median", text, DAYS, f.reply_days(0.5), headline=True)
    yield Definition("reply_days.p75", "three in four within", text, DAYS, f.reply_days(0.75))
    for status in SPENT_IN:
        text = f"Days in “{status}”, of those that have left it; what is undated or corrected is left out."
        yield Definition(f"days_in_{status}.median", "median", text, DAYS, f.spell(status, 0.5))
        yield Definition(f"days_in_{status}.p75", "three in four within", text, DAYS, f.spell(status, 0.75))


def _of_leaving() -> Iterator[Definition]:
    yield Definition(
        "withdrawal_rate", "Withdrawal rate", f"Of {_ALL}: you left, whether you withdrew or declined.", SHARE,
        f.courses(lambda course: course.status == Status.WITHDRAWN), headline=True,
    )  # fmt: skip
    yield Definition(
        "ended_by_me", "Ended by you",
        "Of those that ended without a job: you left, they did not turn you down or fall silent.",
        SHARE, f.ended_by_me,
    )  # fmt: skip
    for stage in dict.fromkeys(map(str, COURSE)):
        text = f"Of {_LEFT}: the deepest stage begun, or the status."
        yield Definition(
            f"left_at.{stage}", stage, text, SHARE, f.of_left(lambda counts: counts.left.stages, stage)
        )
    for slug, reason in REASONS.items():
        text = f"Of {_LEFT}: the true reason."
        yield Definition(
            f"reason.{slug}", reason.label, text, SHARE, f.of_left(lambda counts: counts.left.reasons, slug)
        )
    for how in Given._fields:
        text = f"Of {_LEFT}: what the letter gave of the true reason; nothing also where there was none."
        yield Definition(
            f"stated.{how}",
            how.replace("_", " "),
            text,
            SHARE,
            f.of_left(lambda counts: counts.left.given, how),
        )
    text = "Days from deciding to telling them, by a letter that was sent or by `bowout told`."
    yield Definition("telling_days.median", "median", text, DAYS, f.telling(0.5))
    yield Definition("telling_days.p75", "three in four within", text, DAYS, f.telling(0.75))
    yield Definition(
        "hours_before_leaving", "Hours before leaving",
        "The length of the calls, tests and interviews held in processes that you left; n are the steps.",
        HOURS, f.hours,
    )  # fmt: skip
    yield Definition(
        "letters_answered", "Replies to your letters",
        "Of the applications that a letter of yours was sent about: they answered.",
        SHARE, lambda counts: f.share(counts.letters.count, counts.letters.n),
    )  # fmt: skip
    yield Definition(
        "reconnections_kept", "Reconnections kept",
        "Of the reminders to get back in touch that are due or done: done.",
        SHARE, lambda counts: f.share(counts.reconnections.count, counts.reconnections.n),
    )  # fmt: skip


DEFINITIONS: tuple[Definition, ...] = tuple(_definitions())
