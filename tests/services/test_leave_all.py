"""Leaving every open process, over random searches: nobody is forgotten, and nobody is written to twice."""

import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from bowout.config import Target
from bowout.domain.dates import Moment
from bowout.domain.errors import BowoutError, Refused
from bowout.domain.leavings import Left, LeftAll
from bowout.domain.people import Person, parse_person
from bowout.domain.reasons import REASONS
from bowout.domain.results import ProfileView
from bowout.domain.stages import Outcome, StageKind
from bowout.domain.statuses import Status
from bowout.services.applications import NewApplication, add_application
from bowout.services.events import load_application
from bowout.services.highlights import set_highlight
from bowout.services.leave_all import accept, leave_all
from bowout.services.leave_plan import LeavingAll
from bowout.services.letter_facts import Wishes
from bowout.services.moves import move
from bowout.services.stage_changes import finish_stage
from bowout.services.stages import NewStage, add_stage, find_stage
from bowout.services.undoing import redo, undo
from bowout.storage.models import Base, Change, Operation
from bowout.storage.reading import reading
from bowout.storage.work import changing

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
WRITER = ProfileView("Robin Ames", "robin@example.org")
ORDER = LeavingAll(REASONS["other_offer"], Wishes("en-GB"))
PEOPLE = tuple(Person(f"{name} Fox", f"{name.lower()}@fox.example") for name in ("Ana", "Bo", "Cy", "Di"))
COMPANIES = ("Acme", "Globex", "Initech", "Fox Search")
Rows = dict[str, list[dict[str, object]]]


class Course(NamedTuple):
    """How one application went."""

    company: str
    people: tuple[Person, ...]
    agency: bool
    approached: bool
    saved: bool
    days: int
    steps: tuple[str, ...]


courses = st.builds(
    Course,
    company=st.sampled_from(COMPANIES),
    people=st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True).map(tuple),
    agency=st.booleans(),
    approached=st.booleans(),
    saved=st.booleans(),
    days=st.sampled_from((1, 10, 20, 40, 90)),
    steps=st.lists(
        st.sampled_from(
            ("screening", "interview", "ahead", "offer", "accepted", "rejected", "ghosted", "unsayable")
        ),
        max_size=4,
    ).map(tuple),
)


def play(target: Target, number: int, course: Course) -> None:
    """Record a course; what its record refuses is left out."""
    start = NOW - timedelta(days=course.days)
    with changing(target, "add", start) as work:
        add_application(
            work,
            NewApplication(
                course.company,
                f"Engineer {number}",
                status=Status.SAVED if course.saved and not course.approached else Status.APPLIED,
                approached=course.approached,
                contacts=course.people,
                duplicate=True,
                fields={"agency": "Fox Search"} if course.agency else None,
            ),
        )
    for place, step in enumerate(course.steps):
        try:
            with changing(target, step, start + timedelta(minutes=place)) as work:
                application = load_application(work, number)
                if step in ("accepted", "rejected", "ghosted"):
                    move(work, [application], Status(step))
                elif step == "unsayable":
                    set_highlight(work, application, "the talk about a salary of 60,000 euros")
                elif step == "ahead":
                    at = NOW + timedelta(days=number % 5, hours=2)
                    add_stage(work, application, NewStage(StageKind.INTERVIEW, Moment(at.date(), at)))
                else:
                    add_stage(work, application, NewStage(StageKind(step)))
                    if step != "offer":
                        stage = find_stage(work, application, None, to_finish=True)
                        finish_stage(work, application, stage, outcome=Outcome.PASSED)
        except BowoutError:
            continue


def rows(target: Target) -> Rows:
    """All rows of all tables but operation and change."""
    with reading(target) as reader:
        return {
            name: [dict(row) for row in reader.rows(f'SELECT * FROM "{name}" ORDER BY id')]
            for name in Base.metadata.tables
            if name not in (Operation.__tablename__, Change.__tablename__)
        }


def owned(found: Rows, number: int) -> dict[str, list[dict[str, object]]]:
    """The rows that belong to an application."""
    # That another's letter names it is that letter's matter.
    own = {
        name: [row for row in part if row.get("application_id") == number and not row.get("named_only")]
        for name, part in found.items()
    }
    return own | {"application": [row for row in found["application"] if row["id"] == number]}


def is_open(row: dict[str, object]) -> bool:
    return row["closed_at"] is None


def leave(target: Target, offered: int | None, kept: frozenset[int]) -> LeftAll | None:
    """Accept the offer if there is one, and leave all but those kept; None where nothing can be left."""
    order = LeavingAll(ORDER.reason, ORDER.wishes, keep=kept)
    try:
        with changing(target, "accept", NOW) as work:
            if offered is None:
                return leave_all(work, order, WRITER)
            return accept(work, load_application(work, offered), None, order, WRITER)
    except Refused as refusal:
        assert refusal.code == "nothing_to_leave"
        return None


@given(some=st.lists(courses, min_size=1, max_size=7), kept=st.frozensets(st.integers(1, 7), max_size=2))
@settings(max_examples=25)
def test_of_any_search_nothing_is_forgotten_and_nobody_is_written_to_twice(
    some: list[Course], kept: frozenset[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Target(path=Path(folder) / "jobs.db", url=f"sqlite:///{folder}/jobs.db")
        for number, course in enumerate(some, 1):
            play(target, number, course)
        before = rows(target)
        offered = next(
            (int(str(row["id"])) for row in before["application"] if row["status"] == "offer"), None
        )
        kept -= {offered or 0}
        done = leave(target, offered, kept)
        after = rows(target)
        if done is None:
            assert after == before
            return
        _every_open_one_has_its_end(before, done, offered, kept)
        _nothing_else_is_written_to(before, after, done, offered)
        _nobody_has_two_letters(after, done)
        _nobody_learns_of_a_stranger(some, done)
        _undone_and_done_again(target, before, after)


def _every_open_one_has_its_end(
    before: Rows, done: LeftAll, offered: int | None, kept: frozenset[int]
) -> None:
    left = [each.application.id for each in done.left]
    ghosted = [view.id for view in done.ghosted]
    still = {each.application.id: each.why for each in done.open if each.why != "accepted"}
    ended = [*left, *ghosted, *still, *([offered] if offered else [])]
    open_before = [int(str(row["id"])) for row in before["application"] if is_open(row)]
    assert sorted(ended) == sorted(open_before)
    assert {number for number in kept if number in open_before} == {
        number for number, why in still.items() if why in ("kept", "saved") and number in kept
    }
    assert all(each.message for each in done.open)


def _nothing_else_is_written_to(before: Rows, after: Rows, done: LeftAll, offered: int | None) -> None:
    changed = {each.application.id for each in done.left} | {view.id for view in done.ghosted} | {offered}
    for row in before["application"]:
        number = int(str(row["id"]))
        if number not in changed:
            assert owned(after, number) == owned(before, number)
        elif number != offered:
            assert is_open(row)
    assert [row for row in after["withdrawal"] if row not in before["withdrawal"]] == [
        row
        for row in after["withdrawal"]
        if row["application_id"] in {each.application.id for each in done.left}
    ]


def _nobody_has_two_letters(after: Rows, done: LeftAll) -> None:
    letters = {each.letter.id: each.letter for each in done.left if each.letter}
    assert len(letters) == len(after["message"])
    readers = Counter(person for letter in letters.values() for person in letter.to)
    assert all(times == 1 for times in readers.values())
    for each in done.left:
        assert each.letter is not None
        assert not [check for check in each.checks if check.level == "error"]
        assert each.application.position in each.letter.body or not each.application.position
        told = [row for row in after["withdrawal"] if row["application_id"] == each.application.id]
        assert told[-1]["message_id"] == each.letter.id


def _nobody_learns_of_a_stranger(some: list[Course], done: LeftAll) -> None:
    """Whoever reads of several companies has to do with each of them."""
    told: dict[int, list[Left]] = {}
    for each in done.left:
        if each.letter is not None and each.letter.id is not None:
            told.setdefault(each.letter.id, []).append(each)
    for group in told.values():
        people: dict[str, set[str | None]] = {}
        for course in (some[each.application.id - 1] for each in group):
            people.setdefault(course.company, set()).update(person.email for person in course.people)
        assert group[0].letter is not None
        readers = {parse_person(text).email for text in group[0].letter.to}
        assert all(readers <= known for known in people.values())
        for course in (some[each.application.id - 1] for each in group):
            assert not course.people or readers.intersection(person.email for person in course.people)


def test_a_chain_of_contacts_does_not_tell_one_company_of_another(tmp_path: Path) -> None:
    target = Target(path=tmp_path / "jobs.db", url=f"sqlite:///{tmp_path}/jobs.db")
    xan, yve, zed, wes = (
        Person(name, f"{name.lower()}@fox.example") for name in ("Xan", "Yve", "Zed", "Wes")
    )
    for number, (company, people) in enumerate(
        (("Acme", (xan, yve)), ("Globex", (yve, zed)), ("Initech", (zed, wes))), 1
    ):
        play(target, number, Course(company, people, False, False, False, 5, ()))
    done = leave(target, None, frozenset())
    assert done is not None
    letters = {each.letter.id: each.letter for each in done.left if each.letter}
    assert [[parse_person(text).name for text in letter.to] for letter in letters.values()] == [
        ["Yve"],
        ["Zed", "Wes"],
    ]
    first, second = (letter.body for letter in letters.values())
    assert "Acme" in first and "Globex" in first and "Initech" not in first
    assert "Initech" in second and "Acme" not in second and "Globex" not in second


def _undone_and_done_again(target: Target, before: Rows, after: Rows) -> None:
    if before == after:
        return
    with changing(target, "undo", NOW) as work:
        undo(work)
    assert rows(target) == before
    with changing(target, "redo", NOW) as work:
        redo(work)
    assert rows(target) == after
