"""Over random histories: the answer to why gives the letter's reason; what is closed has nothing left to be done."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bowout.config import Target
from bowout.domain.agenda import Kind
from bowout.domain.errors import BowoutError
from bowout.domain.follow_ups import FollowUp
from bowout.domain.people import Person
from bowout.domain.reasons import REASONS, Reason, Statement
from bowout.domain.results import ProfileView
from bowout.domain.stages import StageKind
from bowout.domain.statuses import Status
from bowout.letters.checks.patterns import read_patterns
from bowout.services.applications import NewApplication, add_application
from bowout.services.events import load_application
from bowout.services.follow_up import Order, follow_up
from bowout.services.leaving import Leaving
from bowout.services.letter_facts import Wishes
from bowout.services.moves import move
from bowout.services.reminders import add_reminder, remind_to_reconnect
from bowout.services.stages import NewStage, add_stage
from bowout.services.withdraw import withdraw
from bowout.storage.models import Application, Reminder
from bowout.storage.work import Work, changing

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
WRITER = ProfileView(name="Robin Ames", email="robin@example.org")
OWN = "I want to be closer to research."
SHARED = {Statement.DIRECTION, Statement.ROLE, Statement.MATCH}
KEPT = "keep the reasons to myself"
SLOW = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


def claims(body: str) -> set[Statement]:
    """The reasons that a text can be read as."""
    patterns = read_patterns("en-GB")
    found = {each for each in Statement if patterns.find(f"claims.{each}").search(body)}
    # Of each pair the one says no more than the other.
    alike = {Statement.RANGE: Statement.TERMS, Statement.ANOTHER_ACCEPTED: Statement.ANOTHER_CHOSEN}
    return {alike.get(each, each) for each in found}


def begin(work: Work, steps: list[StageKind], position: str) -> int:
    """Add an application at the one company that has come so far."""
    new = NewApplication(
        company="Acme",
        position=position,
        contacts=(Person("Dana Fox", "dana@acme.example"),),
        approached=not steps,
        status=Status.APPLIED if steps else Status.SAVED,
    )
    application = add_application(work, new)
    for kind in steps:
        add_stage(work, application, NewStage(kind))
    return application.id


@SLOW
@given(
    reason=st.sampled_from(list(REASONS.values())),
    steps=st.lists(st.sampled_from([StageKind.SCREENING, StageKind.INTERVIEW, StageKind.OFFER]), max_size=2),
    way=st.sampled_from(["usual", "own", "none", "no letter"]),
    tones=st.tuples(st.sampled_from(["neutral", "brief"]), st.sampled_from(["neutral", "warm", "brief"])),
    elsewhere=st.one_of(st.none(), st.sampled_from(list(REASONS.values()))),
)
def test_the_answer_to_why_never_gives_another_reason_than_the_letter(
    reason: Reason, steps: list[StageKind], way: str, tones: tuple[str, str], elsewhere: Reason | None
) -> None:
    with TemporaryDirectory() as folder:
        target = Target(path=Path(folder) / "jobs.db")
        with changing(target, "test", NOW) as work:
            other = None
            if elsewhere is not None:
                second = begin(work, [StageKind.SCREENING], "Platform Engineer")
                order = Leaving(elsewhere, Wishes("en-GB"))
                other = withdraw(work, load_application(work, second), order, WRITER).letter
            number = begin(work, steps, "Backend Engineer")
            wishes = Wishes("en-GB", tones[0], said=OWN if way == "own" else None, no_reason=way == "none")
            order = Leaving(reason, None if way == "no letter" else wishes)
            letter = withdraw(work, load_application(work, number), order, WRITER).letter
            asked = Order(FollowUp.EXPLAIN, Wishes("en-GB", tones[1]))
            answer = follow_up(work, load_application(work, number), asked, WRITER)
        assert answer.letter is not None
        # That another one there was told something else is only warned of.
        warned = {("said_otherwise", "warning")} if other else set()
        assert {(check.code, check.level) for check in answer.checks} <= warned
        said = claims(letter.body) if letter else set()
        heard = claims(answer.letter.body)
        told_there = claims(other.body) if other else set()
        # What several reasons share is no other one: "not the direction" is true of three.
        assert heard <= said | told_there or (heard == SHARED and heard & (said | told_there))
        assert (OWN in answer.letter.body) == (letter is not None and OWN in letter.body)
        if said:
            assert heard & said
        if not heard and OWN not in answer.letter.body:
            assert KEPT in answer.letter.body


def take(work: Work, application: Application, step: str, day: date) -> None:
    """Take one step of a history."""
    if step == "remind":
        add_reminder(work, application, day, None)
    elif step == "reconnect":
        remind_to_reconnect(work, application, day)
    elif step == "leave":
        withdraw(work, application, Leaving(REASONS["health"], None), WRITER)
    else:
        move(work, [application], Status(step), note="why", correct=step == Status.ACCEPTED)


@SLOW
@given(
    st.lists(
        st.one_of(st.sampled_from(list(Status)), st.sampled_from(["remind", "reconnect", "leave"])),
        min_size=1,
        max_size=10,
    )
)
def test_what_is_closed_has_nothing_left_to_be_done_but_to_get_back_in_touch(steps: list[str]) -> None:
    with TemporaryDirectory() as folder:
        target = Target(path=Path(folder) / "jobs.db")
        day = (NOW + timedelta(days=30)).date()
        with changing(target, "test", NOW) as work:
            application = add_application(work, NewApplication(company="Acme", position="Engineer"))
            reconnecting, afterwards = 0, False  # set since it was closed: that one counts
            for step in steps:
                closed = application.closed_at is not None
                try:
                    take(work, application, step, day)
                except BowoutError:
                    continue
                reconnecting += step == "reconnect"
                afterwards = (
                    (afterwards or closed) if step == "remind" else afterwards and step == "reconnect"
                )
                work.session.flush()
                to_do = [each.why for each in work.session.scalars(select(Reminder)) if each.done_at is None]
                assert to_do.count(Kind.RECONNECT) == reconnecting
                if application.closed_at and not afterwards:
                    assert len(to_do) == reconnecting
