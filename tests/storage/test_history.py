"""Every change is written down, and can be taken back and brought back, row for row."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, delete, update

from bowout.config import Target, database_url_or_path
from bowout.domain.errors import BowoutError, IllegalMove, Refused
from bowout.domain.people import Person
from bowout.domain.reasons import REASONS
from bowout.domain.results import ProfileView
from bowout.domain.stages import Outcome, StageKind
from bowout.domain.statuses import OPEN, Status, ended_by
from bowout.services.applications import NewApplication, add_application, edit_application
from bowout.services.contacts import add_contact, remove_contact
from bowout.services.correspondence import load_letter, mark_sent, record_delivery
from bowout.services.delete import delete_applications, forget_applications
from bowout.services.doctor import examine
from bowout.services.events import load_application
from bowout.services.highlights import set_highlight
from bowout.services.leaving import Leaving
from bowout.services.letter_facts import Wishes
from bowout.services.moves import move
from bowout.services.notes import add_concern, add_note
from bowout.services.profile import set_profile
from bowout.services.stage_changes import StageEdit, cancel_stage, edit_stage, finish_stage
from bowout.services.stages import NewStage, add_stage, find_stage
from bowout.services.undoing import redo, undo
from bowout.services.withdraw import withdraw
from bowout.storage.models import Application, Base, Change, Company, Note, Operation
from bowout.storage.reading import reading
from bowout.storage.work import Work, changing

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
WRITER = ProfileView("Robin Ames", "robin@example.org")
Step = Callable[[Work], object]
UNCOMPARED = {Operation.__tablename__, Change.__tablename__}


def snapshot(target: Target) -> dict[str, list[dict[str, object]]]:
    """All rows of all tables but operation and change."""
    with reading(target) as reader:
        return {
            name: [dict(row) for row in reader.rows(f'SELECT * FROM "{name}" ORDER BY id')]
            for name in Base.metadata.tables
            if name not in UNCOMPARED
        }


def perform(target: Target, step: Step) -> int | None:
    """Run one step as one command; the operation's number, None where nothing was recorded."""
    with changing(target, "test", NOW) as work:
        step(work)
    return work.operation.id


def add(company: str, position: str = "Engineer", **options: object) -> Step:
    return lambda work: add_application(work, NewApplication(company, position, duplicate=True, **options))  # type: ignore[arg-type]


def first(work: Work) -> Application:
    return load_application(work, work.reader.rows("SELECT min(id) AS id FROM application")[0]["id"] or 0)


STEPS: dict[str, Step] = {
    "add": add("Acme", contacts=(Person("Dana Fox", "dana@acme.example"),), note="a note", tags=("remote",)),
    "add another": add("Globex", approached=True),
    "note": lambda work: add_note(work, first(work), "they called"),
    "concern": lambda work: add_concern(work, first(work), "health", "tired"),
    "edit": lambda work: edit_application(
        work, first(work), company="Initech", fields={"salary": "60k", "url": ""}
    ),
    "contact": lambda work: add_contact(
        work, first(work), Person("Lee Wong", "lee@acme.example"), role="recruiter"
    ),
    "contact away": lambda work: remove_contact(work, first(work), Person("Dana Fox")),
    "interview": lambda work: add_stage(
        work, first(work), NewStage(StageKind.INTERVIEW, people=(Person("Kim Park"),))
    ),
    "done": lambda work: finish_stage(
        work, first(work), find_stage(work, first(work), None, to_finish=True), outcome=Outcome.PASSED
    ),
    "stage edit": lambda work: edit_stage(
        work, first(work), find_stage(work, first(work), None), StageEdit(minutes=45, where="here")
    ),
    "cancel": lambda work: cancel_stage(work, first(work), find_stage(work, first(work), None)),
    "withdraw": lambda work: withdraw(
        work, first(work), Leaving(REASONS["culture_company"], None, note="why"), ProfileView()
    ),
    "withdraw with a letter": lambda work: withdraw(
        work, first(work), Leaving(REASONS["career_direction"], Wishes("en-GB")), WRITER
    ),
    "delivered": lambda work: record_delivery(
        work, load_letter(work, number=None, application=first(work).id), "eml"
    ),
    "sent": lambda work: mark_sent(work, load_letter(work, number=None, application=first(work).id)),
    "highlight": lambda work: set_highlight(work, first(work), "the walk through your on-call practice"),
    "profile": lambda work: set_profile(work, {"name": "Robin Ames", "phone": "+44 1"}),
    "stage kind": lambda work: edit_stage(
        work, first(work), find_stage(work, first(work), None), StageEdit(kind=StageKind.FINAL)
    ),
    "reject": lambda work: move(work, [first(work)], Status.REJECTED),
    "reopen": lambda work: move(work, [first(work)], Status.INTERVIEWING, note="they called back"),
    "delete": lambda work: delete_applications(work, [first(work)]),
}
# What takes steps out of the history, or takes back an earlier one or the record alone.
UNEVEN: dict[str, Step] = {
    "forget": lambda work: forget_applications(work, [first(work)]),
    "undo": undo,
    "undo the record": lambda work: undo(work, record_only=True),
    "undo an earlier one": lambda work: undo(work, _earlier(work)),
    "redo": redo,
}


def _earlier(work: Work) -> int:
    rows = work.reader.rows("SELECT id FROM operation WHERE kind = 'command' ORDER BY id DESC LIMIT 3")
    return int(rows[-1]["id"])


@pytest.fixture
def target(database_url: str) -> Target:
    return database_url_or_path(database_url)


def assert_recomputable(target: Target) -> None:
    """Promise 2 of the design: what an application's row says of its end follows from its events alone."""
    with reading(target) as reader:
        for row in reader.rows("SELECT id, status, ended_by, closed_at FROM application"):
            events = reader.rows("SELECT to_state, at FROM event WHERE application_id = :id ORDER BY id", row)
            last = [event for event in events if event["to_state"] in set(Status)][-1]
            status = Status(last["to_state"])
            assert row["status"] == status
            assert row["ended_by"] == ended_by(status)
            assert row["closed_at"] == (None if status in OPEN else last["at"])


def assert_well(target: Target) -> None:
    """Whatever was done, doctor finds nothing."""
    assert [found for found in examine(target, NOW).findings if found.level != "info"] == []


def run_all(target: Target, names: list[str]) -> list[int]:
    """Run steps; those that are refused change nothing, and are no operation."""
    done = []
    for name in names:
        before = snapshot(target)
        try:
            number = perform(target, STEPS[name])
        except BowoutError:
            assert snapshot(target) == before, f"{name} was refused and changed something"
            continue
        if number is None:
            assert snapshot(target) == before, f"{name} changed something and is no operation"
        else:
            done.append(number)
    return done


def undo_and_redo_all(target: Target, names: list[str]) -> int:
    states = [snapshot(target)]
    done = run_all(target, names)
    last = snapshot(target)
    assert_recomputable(target)
    assert_well(target)
    for _ in done:
        perform(target, undo)
        assert_well(target)
    assert snapshot(target) == states[0]
    for _ in done:
        perform(target, redo)
        assert_well(target)
    assert snapshot(target) == last
    return len(done)


def test_undo_of_everything_gives_back_the_first_state_and_redo_the_last(target: Target) -> None:
    names = [
        *(
            "add",
            "add another",
            "note",
            "concern",
            "edit",
            "contact",
            "interview",
            "done",
            "interview",
            "stage edit",
        ),
        *(
            "withdraw",
            "reopen",
            "cancel",
            "highlight",
            "withdraw with a letter",
            "delivered",
            "profile",
            "sent",
        ),
        *("reopen", "reject", "contact away", "delete", "add"),
    ]
    assert undo_and_redo_all(target, names) >= 15


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(sorted(STEPS)), min_size=2, max_size=10))
def test_random_histories_go_back_and_forth(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    target = Target(path=tmp_path_factory.mktemp("history") / "x.db")
    perform(target, STEPS["add"])
    undo_and_redo_all(target, names)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(sorted({**STEPS, **UNEVEN})), min_size=4, max_size=16))
def test_after_a_random_history_doctor_finds_nothing(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    target = Target(path=tmp_path_factory.mktemp("history") / "x.db")
    for name in ("add", "add another", "withdraw with a letter", *names):
        with suppress(BowoutError):
            perform(target, {**STEPS, **UNEVEN}[name])
        assert_well(target)


def test_one_command_is_one_operation_with_what_it_touched_and_no_argument(target: Target) -> None:
    perform(target, add("Acme", contacts=(Person("Dana Fox", "dana@acme.example"),), note="a secret"))
    with reading(target) as reader:
        operation = reader.rows("SELECT * FROM operation")
        tables = {row["table_name"] for row in reader.rows("SELECT table_name FROM change")}
    assert len(operation) == 1
    assert json.loads(operation[0]["touched"]) == [1]
    assert "secret" not in json.dumps([dict(row) for row in operation])
    assert tables == {"company", "application", "event", "contact", "application_contact", "note"}


def test_a_refused_command_leaves_nothing_behind(target: Target) -> None:
    perform(target, add("Acme"))
    before = snapshot(target)

    def fails(work: Work) -> None:
        add_note(work, first(work), "half done")
        work.session.flush()
        move(work, [first(work)], Status.ACCEPTED)

    with pytest.raises(IllegalMove):
        perform(target, fails)
    assert snapshot(target) == before
    with reading(target) as reader:
        assert len(reader.rows("SELECT id FROM operation")) == 1


def test_a_command_that_changes_nothing_is_no_operation(target: Target) -> None:
    perform(target, add("Acme"))
    assert perform(target, lambda work: edit_application(work, first(work), position="Engineer")) is None


def test_undo_of_an_earlier_step_is_refused_once_a_later_one_touched_its_rows(target: Target) -> None:
    one = perform(target, add("Acme"))
    two = perform(target, add("Globex"))
    perform(target, lambda work: move(work, [first(work)], Status.OFFER))
    with pytest.raises(Refused, match="Step 3"):
        perform(target, lambda work: undo(work, one))
    perform(target, lambda work: undo(work, two))
    with reading(target) as reader:
        assert [row["status"] for row in reader.rows("SELECT status FROM application")] == ["offer"]


def test_undo_is_refused_where_a_later_step_refers_to_what_it_made(target: Target) -> None:
    one = perform(target, add("Acme"))
    perform(target, lambda work: work.session.add(Note(application_id=1, at=work.at, text="x")))
    with pytest.raises(Refused, match="refers to"):
        perform(target, lambda work: undo(work, one))
    assert len(snapshot(target)["application"]) == 1


def test_a_new_command_ends_redo(target: Target) -> None:
    perform(target, add("Acme"))
    perform(target, undo)
    perform(target, add("Globex"))
    with pytest.raises(BowoutError, match="nothing to redo"):
        perform(target, redo)


def test_numbers_are_never_used_again(target: Target) -> None:
    perform(target, add("Acme"))
    perform(target, undo)
    perform(target, add("Globex"))
    assert [row["id"] for row in snapshot(target)["application"]] == [2]


def test_bulk_statements_are_refused_since_undo_would_not_know_of_them(target: Target) -> None:
    perform(target, add("Acme"))
    for statement in (update(Company).values(name="x"), delete(Company)):
        with pytest.raises(TypeError, match="undo knows"):
            perform(target, lambda work, statement=statement: work.session.execute(statement))  # type: ignore[misc]


def test_a_value_that_was_never_loaded_cannot_be_missed(target: Target) -> None:
    perform(target, add("Acme"))

    def careless(work: Work) -> None:
        company = work.session.get_one(Company, 1)
        work.session.expire(company, ["name"])
        company.name = "Other"

    with pytest.raises(RuntimeError, match="history would miss it"):
        perform(target, careless)


def test_undo_restores_bytes_and_the_time_of_the_last_change(target: Target) -> None:
    perform(target, add("Acme"))
    perform(target, STEPS["interview"])

    def keep_invitation(work: Work) -> None:
        stage = find_stage(work, first(work), None)
        stage.invitation = b"BEGIN:VCALENDAR\x00\xff"
        work.touch(first(work))

    perform(target, keep_invitation)
    before = snapshot(target)
    perform(target, STEPS["done"])
    perform(target, undo)
    assert snapshot(target) == before


def test_the_newest_change_is_later_than_all_others_also_when_the_clock_goes_back(target: Target) -> None:
    perform(target, add("Acme"))
    perform(target, add("Globex"))
    with changing(target, "note", datetime(2020, 1, 1, tzinfo=UTC)) as work:
        add_note(work, load_application(work, 1), "later, by an earlier clock")
    with reading(target) as reader:
        rows = reader.rows("SELECT id FROM application ORDER BY updated_at DESC, id DESC")
    assert [row["id"] for row in rows] == [1, 2]


def test_mapped_classes_keep_the_rules_that_history_relies_on() -> None:
    for mapper in Base.registry.mappers:
        assert not mapper.relationships, f"{mapper.class_.__name__}: keys are set by hand"
        assert not [prop.key for prop in mapper.column_attrs if prop.deferred]
        assert isinstance(mapper.local_table, Table)
        assert mapper.local_table.dialect_options["sqlite"]["autoincrement"] is True
        assert all(column.server_default is None and column.onupdate is None for column in mapper.columns)
