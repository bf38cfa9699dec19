"""bowout letters."""

import pytest

from tests.support import Runner

SUBJECT = "Declining the interview on 26 November – Robin Ames"
SUMMARY = {
    "id": 1,
    "application_id": 1,
    "situation": "decline_interview",
    "to": ["Dana Fox <dana@acme.example>"],
    "subject": SUBJECT,
    "state": "drafted",
    "at": "2026-11-25T10:00:00Z",
}

pytestmark = pytest.mark.usefixtures("search")


def test_the_json_form_of_the_list(bowout: Runner) -> None:
    result = bowout("letters", "list", "--json")
    assert (result.code, result.err) == (0, "")
    assert result.json == [SUMMARY]
    assert bowout("letters", "list", "acme", "--json").json == [SUMMARY]
    assert bowout("letters", "list", "globex", "--json").out == "[]\n"


def test_the_list_for_people(bowout: Runner) -> None:
    assert bowout("letters", "list").out == (
        "no\twritten\tcompany\tstate\tsubject\tto\n"
        f"1\t2026-11-25 11:00\tAcme (1)\tdrafted\t{SUBJECT}\tDana Fox <dana@acme.example>\n"
        "bowout letters show 1 shows the newest.\n"
    )
    assert bowout("letters", "list", "acme").out.startswith("Acme, Backend Engineer (1): withdrawn\n")
    result = bowout("letters", "list", "globex")
    assert result.code == 0
    assert result.err == "No letter was written yet: bowout withdraw writes one.\n"


def test_the_json_form_of_a_letter_is_that_of_withdraw(bowout: Runner) -> None:
    withdrawn = bowout("withdraw", "globex", "--reason", "pay", "--to", "sam@globex.example", "--json")
    assert bowout("letters", "show", "2", "--json").json == withdrawn.json["letter"]
    letter = bowout("letters", "show", "1", "--json").json
    assert "Acme" in letter.pop("body")
    assert letter.pop("message_id").endswith("@example.org>")
    assert letter.pop("advice")
    assert letter == {
        "id": 1,
        "situation": "decline_interview",
        "language": "en-GB",
        "tone": "neutral",
        "to": ["Dana Fox <dana@acme.example>"],
        "cc": [],
        "subject": SUBJECT,
        "in_reply_to": None,
        "state": "drafted",
    }


def test_piped_it_is_the_letter_alone(bowout: Runner) -> None:
    body = bowout("letters", "show", "1", "--json").json["body"]
    result = bowout("letters", "show", "1")
    assert result.out == f"To: Dana Fox <dana@acme.example>\nSubject: {SUBJECT}\n\n{body}"
    assert result.err.startswith("Acme, Backend Engineer (1): letter 1, drafted\n")
    assert result.err.endswith("When it is sent: bowout sent 1\n")


def test_on_a_terminal_it_stands_from_the_first_column(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    letter = bowout("letters", "show", "1").out
    result = bowout("letters", "show", "1", terminal=True)
    assert f"\n{letter}" in result.out
    assert result.err == ""


def test_a_sent_one_needs_nothing_more(bowout: Runner) -> None:
    bowout("sent", "acme")
    assert bowout("letters", "show", "1").err == "Acme, Backend Engineer (1): letter 1, sent\n\n"
    assert bowout("letters", "list", "--json").json == [SUMMARY | {"state": "sent"}]


@pytest.mark.parametrize(("number", "code"), [("2", 1), ("0", 2), ("x", 2), ("9" * 20, 2)])
def test_one_that_is_not_there(bowout: Runner, number: str, code: int) -> None:
    result = bowout("letters", "show", number)
    assert (result.code, result.out) == (code, "")
    assert len(result.err.splitlines()) == 2
