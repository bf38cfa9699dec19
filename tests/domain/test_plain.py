"""Results as plain values."""

import subprocess
import sys
from dataclasses import dataclass, field, fields

import pytest

from bowout.domain import details, results
from bowout.domain.details import EventView
from bowout.domain.leavings import CheckView, Left
from bowout.domain.plain import plain
from bowout.domain.reason_details import Given, Telling, UsedReasonView
from bowout.domain.results import ApplicationView, ConcernView, ContactView, StageView, WithdrawalView
from bowout.domain.statuses import Status

STAGE = StageView(
    number=2,
    kind="interview",
    round=1,
    state="scheduled",
    at="2026-11-28T13:00:00Z",
    due=None,
    time_zone="Europe/Berlin",
    minutes=60,
    where=None,
    people=(ContactView("Dana Fox", "dana@acme.example", None, "recruiter", None),),
    outcome=None,
    highlight="the team",
    concerns=(ConcernView("compensation", None),),
)
VIEW = ApplicationView(
    id=12,
    company="Acme",
    position="Backend Engineer",
    status="withdrawn",
    applied_on="2026-11-01",
    source=None,
    url=None,
    location="Zürich",
    salary=None,
    agency=None,
    internal=False,
    tags=("remote", "python"),
    created_at="2026-11-01T08:00:00Z",
    updated_at="2026-11-02T08:00:00Z",
    next_stage=STAGE,
    withdrawal=WithdrawalView("other_offer", None, "decline_interview", "interview", "2026-11-02"),
)


def test_a_view_becomes_a_dict_in_the_order_of_its_fields() -> None:
    record = plain(VIEW)
    assert isinstance(record, dict)
    assert list(record) == list(ApplicationView._fields)
    assert record["tags"] == ["remote", "python"]
    assert record["internal"] is False
    assert record["next_stage"] == {
        "number": 2,
        "kind": "interview",
        "round": 1,
        "state": "scheduled",
        "at": "2026-11-28T13:00:00Z",
        "due": None,
        "time_zone": "Europe/Berlin",
        "minutes": 60,
        "where": None,
        "people": [
            {
                "name": "Dana Fox",
                "email": "dana@acme.example",
                "phone": None,
                "role": "recruiter",
                "greet": None,
            }
        ],
        "outcome": None,
        "highlight": "the team",
        "concerns": [{"reason": "compensation", "text": None}],
    }


def test_reserved_names_lose_their_underscore() -> None:
    assert plain(EventView(at=None, kind="moved", from_="applied", to="offer", text=None)) == {
        "at": None,
        "kind": "moved",
        "from": "applied",
        "to": "offer",
        "text": None,
    }


def test_fields_not_meant_for_json_are_left_out() -> None:
    withdrawal = VIEW.withdrawal
    assert withdrawal is not None
    left = Left(VIEW, withdrawal, None, (CheckView("a", "info", "b"),), closed=("a reminder",))
    record = plain(left)
    assert isinstance(record, dict)
    assert list(record) == ["application", "withdrawal", "letter", "checks"]
    assert record["checks"] == [{"code": "a", "level": "info", "message": "b"}]


def test_enums_and_dicts_become_plain() -> None:
    found = plain({Status.OFFER: [Status.APPLIED, (1, 2.5, None, True)]})
    assert found == {"offer": ["applied", [1, 2.5, None, True]]}
    assert isinstance(found, dict)
    assert type(next(iter(found))) is str
    items = found["offer"]
    assert isinstance(items, list)
    assert type(items[0]) is str
    used = plain(
        UsedReasonView(
            *("pay", "Pay", "", "", "", ""),
            count=2,
            stages={"offer": 2},
            stated={"offer": Given(softened=2)},
            days_to_tell=Telling(1.5, 2, 0),
        )
    )
    assert isinstance(used, dict)
    assert used["stages"] == {"offer": 2}
    assert used["stated"] == {"offer": {"said": 0, "softened": 2, "own_sentence": 0, "nothing": 0}}
    assert used["days_to_tell"] == {"median": 1.5, "n": 2, "untold": 0}


def test_every_result_has_a_form() -> None:
    kinds = [
        kind
        for kind in [*vars(results).values(), *vars(details).values()]
        if isinstance(kind, type) and kind.__module__ in (results.__name__, details.__name__)
    ]
    assert len(kinds) > 10
    for kind in kinds:
        names = getattr(kind, "_fields", None) or [one.name for one in fields(kind)]
        assert isinstance(plain(kind(*[None] * len(names))), dict)


@dataclass(frozen=True)
class _Odd:
    value: object
    hidden: object = field(default=None, metadata={"json": False})


def test_what_json_has_no_form_for_is_an_error() -> None:
    assert plain(_Odd(1, hidden=object())) == {"value": 1}
    for value in (object(), _Odd({1: 2}), b"x", {1}):
        with pytest.raises(TypeError):
            plain(value)


def test_importing_the_domain_is_cheap() -> None:
    heavy = "email json csv subprocess sqlite3 socket tempfile"
    code = "import bowout.domain.plain, bowout.domain.results, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not set(heavy.split()) & set(loaded)
