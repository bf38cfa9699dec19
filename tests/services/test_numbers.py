"""The numbers agree with the history, with `reasons --used`, with the list, and with one another."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bowout.config import Target, database_url_or_path
from bowout.domain.agenda import Kind
from bowout.domain.courses import DEPTHS, ENDS, STARTS
from bowout.domain.dates import Moment, sort_key
from bowout.domain.errors import BowoutError
from bowout.domain.reason_details import Given
from bowout.domain.reasons import REASONS
from bowout.domain.results import ApplicationView, ProfileView
from bowout.domain.stages import IMPLIES, Outcome, StageKind
from bowout.domain.statuses import CLOSED, Status
from bowout.services.agenda import read_agenda
from bowout.services.applications import NewApplication, add_application
from bowout.services.correspondence import load_letter, mark_sent
from bowout.services.events import load_application
from bowout.services.flows import Flow, flows
from bowout.services.leaving import Leaving
from bowout.services.letter_facts import Wishes
from bowout.services.listing import every_application
from bowout.services.moves import move
from bowout.services.numbers.reading import Numbers, read_numbers
from bowout.services.review import all_given, left, list_reasons, reasons_used, telling
from bowout.services.stage_changes import cancel_stage, finish_stage
from bowout.services.stages import NewStage, add_stage, find_stage
from bowout.services.withdraw import withdraw
from bowout.storage import queries
from bowout.storage.models import Application
from bowout.storage.reading import Reader, reading
from bowout.storage.views import stages_of
from bowout.storage.work import Work, changing

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 2, 9, 30, tzinfo=ZONE)
WRITER = ProfileView("Robin Ames", "robin@example.org")
GHOSTED_DAYS = 30
RANKS = {"screening": 1, "interviewing": 2, "offer": 3, "accepted": 3}
Step = Callable[[Work, Application], object]


def moves(status: Status, *, correct: bool = False) -> Step:
    return lambda work, application: move(work, [application], status, note="why", correct=correct)


def stage(kind: StageKind, day: int | None = None) -> Step:
    def add(work: Work, application: Application) -> None:
        at = Moment(work.now.date() + timedelta(day)) if day is not None else None
        add_stage(work, application, NewStage(kind, at=at, minutes=45))

    return add


def leaves(reason: str, *, letter: bool = False, told: bool = False) -> Step:
    def leave(work: Work, application: Application) -> None:
        today = Moment(work.now.date()) if told else None
        leaving = Leaving(REASONS[reason], Wishes("en-GB") if letter else None, told=today, force=True)
        withdraw(work, application, leaving, WRITER)

    return leave


STEPS: dict[str, Step] = {
    **{status: moves(status) for status in Status if status is not Status.WITHDRAWN},
    **{f"correct {status}": moves(status, correct=True) for status in Status},
    **{f"{kind} asked for": stage(kind) for kind in StageKind},
    **{f"{kind} booked": stage(kind, 3) for kind in StageKind},
    **{f"{kind} held": stage(kind, -1) for kind in StageKind},
    "done": lambda work, application: finish_stage(
        work, application, find_stage(work, application, None, to_finish=True), outcome=Outcome.UNKNOWN
    ),
    "cancelled": lambda work, application: cancel_stage(
        work, application, find_stage(work, application, None)
    ),
    "declined": lambda work, application: cancel_stage(
        work, application, find_stage(work, application, None), by_me=True
    ),
    "leaves for pay": leaves("compensation", told=True),
    "leaves by letter": leaves("career_direction", letter=True),
    "leaves softly": leaves("culture_company", letter=True),
    "sent": lambda work, application: mark_sent(
        work, load_letter(work, number=None, application=application.id)
    ),
}
HISTORIES = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(sorted(STEPS)), st.sampled_from((0, 0, 1, 4, 11, 32))),
    max_size=14,
)
BEGINNINGS = st.lists(
    st.sampled_from(
        (
            NewApplication("Acme", "Engineer", fields={"source": "LinkedIn"}, tags=("remote", "rust")),
            NewApplication("Globex", "Engineer", approached=True, tags=("remote",)),
            NewApplication("Initech", "Engineer", status=Status.SAVED),
            NewApplication("Umbrella", "Engineer", status=Status.INTERVIEWING),
            NewApplication("Hooli", "Engineer", status=Status.REJECTED),
        )
    ),
    min_size=1,
    max_size=4,
)


def live(
    target: Target, beginnings: Sequence[NewApplication], history: Sequence[tuple[int, str, int]]
) -> datetime:
    """Make the applications, and let happen what is not refused; returns when it is over."""
    now, numbers = START, list[int]()
    for place, new in enumerate(beginnings):
        with changing(target, "test", now) as work:
            fields = {**(new.fields or {}), "location": str(place)}
            made = add_application(
                work, NewApplication(f"{new.company} {place}", new.position, new.status, None, new.approached,
                                     tags=new.tags, fields=fields)
            )  # fmt: skip
            numbers.append(made.id)
    for which, name, days in history:
        now += timedelta(days)
        try:
            with changing(target, "test", now) as work:
                STEPS[name](work, load_application(work, numbers[which % len(numbers)]))
        except BowoutError:
            continue
    return now


@contextmanager
def told(target: Target, now: datetime) -> Iterator[tuple[Reader, Numbers]]:
    with reading(target) as reader:
        yield reader, read_numbers(reader, now, GHOSTED_DAYS)


def check_flows(found: Sequence[Flow], applications: int) -> Counter[str]:
    """Every step has as much going out as coming in; beginnings and ends add up to the applications."""
    into, out = Counter[str](), Counter[str]()
    for source, target, amount in found:
        assert amount > 0
        out[source] += amount
        into[target] += amount
    for step in DEPTHS:
        assert into[step] == out[step], step
    assert sum(out[start] for start in STARTS) == sum(into[end] for end in ENDS) == applications
    assert not any(into[start] for start in STARTS) and not any(out[end] for end in ENDS)
    return into


def check_agreement(target: Target, now: datetime) -> None:
    with told(target, now) as (reader, numbers):
        listed = [view for view in every_application(reader, now) if view.status != "saved"]
        assert numbers["applications"].n == len(listed)
        into = check_flows(flows(reader, now, GHOSTED_DAYS), len(listed))
        for end in ENDS:
            assert numbers[f"end.{end.lower()}"].count == into[end]
        statuses = Counter(view.status for view in listed)
        assert (into["Accepted"], into["Rejected"]) == (statuses["accepted"], statuses["rejected"])
        assert (
            into["Withdrew"] + into["Declined"] == statuses["withdrawn"] == numbers["withdrawal_rate"].count
        )
        silent = read_agenda(reader, now, silent_days=GHOSTED_DAYS).items
        assert into["Ghosted"] == statuses["ghosted"] + sum(item.kind is Kind.SILENT for item in silent)
        check_reasons(reader, numbers)
        check_history(reader, numbers, listed, now)
        check_parts(reader, numbers, now)


def check_reasons(reader: Reader, numbers: Numbers) -> None:
    """`reasons --used` to the unit."""
    used = reasons_used(reader, list_reasons("en-GB"))
    stages, given_ = Counter[str](), Counter[str]()
    for reason in used:
        assert numbers[f"reason.{reason.slug}"].count == reason.count
        stages.update(reason.stages)
        for each in reason.stated.values():
            given_.update(each._asdict())
    for stage_, times in stages.items():
        assert numbers[f"left_at.{stage_}"].count == times
    for how in Given._fields:
        assert numbers[f"stated.{how}"].count == given_[how]
    places = {(place.reason, place.stage): place.times for place in numbers.reasons_by_stage}
    assert places == {(each.slug, at): times for each in used for at, times in each.stages.items()}
    told = {(each.given, each.stage): each.times for each in numbers.given_by_stage}
    whole = {(how, at): n for at, each in all_given(used).items() for how, n in each._asdict().items() if n}
    assert told == whole
    days = telling(left(reader))
    assert numbers["telling_days.median"].n == days.n
    assert numbers["telling_days.median"].value == days.median


def check_history(reader: Reader, numbers: Numbers, listed: Sequence[ApplicationView], now: datetime) -> None:
    """What the events and the steps tell, read by themselves: who replied, how far each came, and how soon."""
    depths, replies, waits, sent = Counter[int](), 0, list[int](), 0
    for view in listed:
        # As they were noted: what was corrected then, was what had been noted before.
        events = reader.rows(queries.EVENTS, {"id": view.id})
        stages = [each for each in stages_of(reader, [view.id])[view.id] if each.state != "cancelled"]
        approached = any(each.kind == "outreach" for each in stages)
        reached = list[tuple[str, str | None]]()
        changes = [event for event in events if event["to_state"] in set(Status)]
        for event in changes:
            if event["kind"] == "corrected":
                reached = [pair for pair in reached if pair[0] != event["from_state"]]
            reached.append(
                (event["to_state"], event["at"] if event["kind"] not in ("added", "corrected") else None)
            )
        ranks = [RANKS.get(status, 0) for status, _ in reached]
        ranks += [RANKS[IMPLIES[StageKind(each.kind)]] for each in stages if each.kind != "outreach"]
        depths[max(ranks)] += 1
        names = {status for status, _ in reached}
        ended_saved = (
            changes[-1]["from_state"] == "saved"
            and changes[-1]["to_state"] in CLOSED
            and "applied" not in names
        )
        if approached or (view.applied_on is None and ended_saved and not max(ranks)):
            continue
        sent += 1
        heard = [pair for pair in reached if pair[0] in (*RANKS, "rejected")]
        replies += bool(heard) or max(ranks) > 0
        undated = any(each.state == "done" and each.at is None for each in stages)
        if not (heard and heard[0][1] and view.applied_on) or (
            undated and heard[0][0] in ("rejected", "accepted")
        ):
            continue
        day = date.fromisoformat(min(sort_key(at, ZONE)[0] for _, at in heard if at))
        waits.append(max(0, (day - date.fromisoformat(view.applied_on)).days))
    names_ = ("applied", "screening", "interview", "offer")
    assert [numbers[f"deepest.{name}"].count for name in names_] == [depths[depth] for depth in range(4)]
    assert (numbers["response_rate"].count, numbers["response_rate"].n) == (replies, sent)
    assert numbers["reply_days.median"].n == len(waits)
    assert numbers["reply_days.median"].value == (median(waits) if waits else None)


def check_parts(reader: Reader, numbers: Numbers, now: datetime) -> None:
    """Weeks and groups add up to the whole; so do the time before a day, and since."""
    whole = numbers["applications"].n
    assert sum(week.applications for week in numbers.weeks) == numbers["applications_per_week"].n <= whole
    for by in ("source", "company", "month"):
        groups = read_numbers(reader, now, GHOSTED_DAYS, by=by).groups
        for place, key in enumerate(("applications", "response_rate", "ghost_rate", "interview_rate")):
            assert groups == () or groups[0].numbers[place].key == key
            assert sum(group.numbers[place].n for group in groups) == numbers[key].n
            assert sum(group.numbers[place].count or 0 for group in groups) == (numbers[key].count or 0)
    today = read_numbers(reader, now, GHOSTED_DAYS, since=now.date())
    for number in today.numbers:
        assert number.before is not None
        assert number.n <= numbers[number.key].n


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beginnings=BEGINNINGS, history=HISTORIES)
def test_random_histories(
    tmp_path_factory: pytest.TempPathFactory,
    beginnings: list[NewApplication],
    history: list[tuple[int, str, int]],
) -> None:
    target = Target(path=tmp_path_factory.mktemp("numbers") / "x.db")
    check_agreement(target, live(target, beginnings, history))


STORY = (
    (0, "screening booked", 2),
    (0, "interview held", 6),
    (0, "leaves softly", 1),
    (0, "sent", 2),
    (1, "offer asked for", 0),
    (1, "leaves by letter", 1),
    (2, "applied", 1),
    (2, "rejected", 4),
    (2, "correct applied", 0),
    (3, "final booked", 1),
)


def test_on_both_engines(database_url: str) -> None:
    beginnings = (
        NewApplication("Acme", "Engineer", tags=("remote", "rust")),
        NewApplication("Globex", "Engineer", approached=True),
        NewApplication("Initech", "Engineer", status=Status.SAVED),
        NewApplication("Umbrella", "Engineer"),
        NewApplication("Hooli", "Engineer", status=Status.SAVED),
    )
    target = database_url_or_path(database_url)
    now = live(target, beginnings, STORY) + timedelta(40)
    check_agreement(target, now)
    with told(target, now) as (reader, numbers):
        assert [tuple(flow) for flow in flows(reader, now, GHOSTED_DAYS)] == [
            ("Applied", "Screening", 1),
            ("Applied", "Final interview", 1),
            ("Applied", "Ghosted", 1),
            ("Approached", "Offer", 1),
            ("Screening", "Interview", 1),
            ("Interview", "Withdrew", 1),
            ("Final interview", "Ongoing", 1),
            ("Offer", "Declined", 1),
        ]
        assert numbers["saved"].n == 1
        assert numbers["hours_before_leaving"].value == 1.5
        assert (numbers["letters_answered"].count, numbers["letters_answered"].n) == (0, 1)
        by_tag = {group.name: group.numbers[0].n for group in read_numbers(reader, now, 30, by="tag").groups}
        assert by_tag == {"remote": 1, "rust": 1, "(none)": 3}
