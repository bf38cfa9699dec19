"""What exports write, and what they keep to themselves."""

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.results import ApplicationView, ConcernView, ContactView, StageView, WithdrawalView
from bowout.exchange.cells import guard
from bowout.exchange.exporting import COLUMNS, write_csv, write_json

STAGE = StageView(
    number=3,
    kind="interview",
    round=2,
    state="scheduled",
    at="2026-11-28T13:00:00Z",
    due=None,
    time_zone="Europe/Berlin",
    minutes=60,
    where="Zoom",
    people=(
        ContactView("Dana Fox", "dana@acme.example", None, "recruiter", None),
        ContactView(None, None, "+49 30 1", None, None),
    ),
    outcome=None,
    highlight="SECRET-HIGHLIGHT",
    concerns=(ConcernView("culture", "SECRET-CONCERN"), ConcernView("compensation", None)),
)
PLAIN = ApplicationView(
    id=1,
    company="Äcme",
    position="Backend, Engineer",
    status="applied",
    applied_on="2026-11-01",
    source=None,
    url="https://acme.example/1",
    location="Zürich",
    salary=None,
    agency=None,
    internal=True,
    tags=("remote", "a, b"),
    created_at="2026-11-01T08:00:00Z",
    updated_at="2026-11-02T08:00:00Z",
    next_stage=None,
    withdrawal=None,
)
LEFT = PLAIN._replace(
    id=2,
    status="withdrawn",
    next_stage=STAGE,
    withdrawal=WithdrawalView("culture", "SECRET-NOTE", "decline_interview", "interview", "2026-11-03"),
)


def unguard(cell: str) -> str:
    """What a reader of the file does: take one apostrophe off what looks guarded."""
    return cell[1:] if re.match("'+[=+@\\t\\r\\n＝＋－＠-]", cell) else cell


def _json(*views: ApplicationView, private: bool = False) -> str:
    out = io.StringIO(newline="")
    write_json(iter(views), out, private=private)
    return out.getvalue()


def _csv(*views: ApplicationView, private: bool = False) -> str:
    out = io.StringIO(newline="")
    write_csv(iter(views), out, private=private)
    return out.getvalue()


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_is_a_list_with_an_application_on_each_line() -> None:
    text = _json(PLAIN, LEFT)
    lines = text.splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("[", "]", 4)
    assert text.endswith("\n]\n")
    assert "Äcme" in text
    first, second = json.loads(text)
    assert list(first) == list(second) == list(ApplicationView._fields)
    assert first["tags"] == ["remote", "a, b"]
    assert first["internal"] is True
    assert first["next_stage"] is None
    assert second["next_stage"]["people"][0]["email"] == "dana@acme.example"


def test_nothing_is_an_empty_list_and_a_heading() -> None:
    assert _json() == "[]\n"
    assert _csv() == ",".join(COLUMNS) + "\r\n"


def test_json_keeps_what_is_private_but_not_its_keys() -> None:
    record = json.loads(_json(LEFT))[0]
    assert record["withdrawal"] == {
        "reason": None,
        "note": None,
        "situation": "decline_interview",
        "stage": "interview",
        "on": "2026-11-03",
    }
    assert record["next_stage"]["highlight"] is None
    assert record["next_stage"]["concerns"] == []
    whole = json.loads(_json(LEFT, private=True))[0]
    assert whole["withdrawal"]["reason"] == "culture"
    assert whole["withdrawal"]["note"] == "SECRET-NOTE"
    assert whole["next_stage"]["highlight"] == "SECRET-HIGHLIGHT"
    assert whole["next_stage"]["concerns"][0] == {"reason": "culture", "text": "SECRET-CONCERN"}
    assert list(whole["withdrawal"]) == list(record["withdrawal"])
    assert list(whole["next_stage"]) == list(record["next_stage"])


def test_the_columns_are_stable() -> None:
    assert ",".join(COLUMNS) == (
        "id,company,position,status,applied_on,source,url,location,salary,agency,internal,tags,created_at,updated_at,"
        "next_stage_number,next_stage_kind,next_stage_round,next_stage_state,next_stage_at,next_stage_due,"
        "next_stage_time_zone,next_stage_minutes,next_stage_where,next_stage_people,next_stage_outcome,"
        "next_stage_highlight,next_stage_concerns,"
        "withdrawal_reason,withdrawal_note,withdrawal_situation,withdrawal_stage,withdrawal_on"
    )


def test_csv_has_a_row_for_each_application() -> None:
    text = _csv(PLAIN, LEFT, private=True)
    assert text.endswith("\r\n")
    first, second = _rows(text)
    assert first["position"] == "Backend, Engineer"
    assert first["tags"] == "remote; a, b"
    assert first["internal"] == "true"
    assert first["next_stage_kind"] == first["withdrawal_reason"] == first["salary"] == ""
    assert second["next_stage_at"] == "2026-11-28T13:00:00Z"
    assert second["next_stage_people"] == "Dana Fox <dana@acme.example>; +49 30 1"
    assert second["next_stage_concerns"] == "culture: SECRET-CONCERN; compensation"
    assert second["next_stage_highlight"] == "SECRET-HIGHLIGHT"
    assert (second["withdrawal_reason"], second["withdrawal_note"]) == ("culture", "SECRET-NOTE")


def test_csv_keeps_what_is_private_to_itself() -> None:
    row = _rows(_csv(LEFT))[0]
    hidden = {
        "withdrawal_reason": "",
        "withdrawal_note": "",
        "next_stage_highlight": "",
        "next_stage_concerns": "",
    }
    assert {key: row[key] for key in hidden} == hidden
    assert row["withdrawal_stage"] == "interview"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_formulas_are_guarded(text: str, cell: str) -> None:
    assert guard(text) == cell
    assert unguard(cell) == text
    row = _rows(_csv(PLAIN._replace(company=text)))[0]
    assert row["company"] == cell


@given(st.text() | st.text("'=+-@\t\ra"))
def test_the_guard_comes_off_as_it_went_on(text: str) -> None:
    cell = guard(text)
    assert unguard(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS, TEXTS, st.lists(TEXTS))
def test_any_text_comes_back(company: str, position: str, tags: list[str]) -> None:
    view = PLAIN._replace(company=company, position=position, tags=tuple(tags))
    record = json.loads(_json(view).encode().decode())[0]
    assert (record["company"], record["position"], record["tags"]) == (company, position, tags)
    row = _rows(_csv(view))[0]
    assert (unguard(row["company"]), unguard(row["position"])) == (company, position)
    assert unguard(row["tags"]) == "; ".join(tags)


def test_each_is_written_before_the_next_is_asked_for() -> None:
    out = io.StringIO()

    def views() -> Iterator[ApplicationView]:
        for number in range(50):
            yield PLAIN._replace(company=f"Company {number}")
            if write is write_json or number > 0:
                assert f"Company {max(0, number - 1)}" in out.getvalue()

    for write in (write_json, write_csv):
        out = io.StringIO()
        write(views(), out)
