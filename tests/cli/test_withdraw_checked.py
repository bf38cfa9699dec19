"""The checks let pass what withdraw writes by itself: on paper, and to whoever has a title."""

from itertools import product

import pytest

from tests.support import Runner

pytestmark = pytest.mark.usefixtures("clock", "writer")

TONES = ("warm", "neutral", "brief")
CUSTOMS = {"en-GB": "Ms Lee", "en-US": "Ms. Lee"}


def written(bowout: Runner, *options: str) -> str:
    """The body of the letter that would be written; the checks find nothing but that nobody is written to."""
    result = bowout("withdraw", 1, "-r", "career", *options, "--dry-run", "--json")
    assert (result.code, result.err) == (0, "")
    assert {found["code"] for found in result.json["checks"]} <= {"no_recipient"}
    return str(result.json["letter"]["body"])


@pytest.mark.parametrize(("tone", "language"), list(product(TONES, CUSTOMS)))
@pytest.mark.parametrize("met", [False, True], ids=["not met", "met"])
@pytest.mark.parametrize(
    "contact", [(), ("--contact", "Dana Fox <dana@acme.example>")], ids=["nobody", "Dana"]
)
@pytest.mark.parametrize("address", ["", "12 High Street, Leeds LS1 4AB"], ids=["no address", "address"])
def test_on_paper(
    bowout: Runner, tone: str, language: str, met: bool, contact: tuple[str, ...], address: str
) -> None:
    bowout("profile", "--address", address)
    bowout("add", "Acme Inc.", "Backend Engineer", *contact)
    if met:
        bowout("stage", "add", 1, "interview", "--at", "2026-11-20T10:00", "--with", "Lee Wong")
        bowout("stage", "done", 1)
    body = written(bowout, "--format", "letter", "--tone", tone, "--language", language)
    assert "\nDear " in body.removeprefix("Dear ")
    assert address.partition(",")[0] in body


@pytest.mark.parametrize("language", CUSTOMS)
@pytest.mark.parametrize("form", ["email", "letter"])
@pytest.mark.parametrize("greet", CUSTOMS.values())
def test_a_title_is_spelt_as_the_language_does_however_it_was_given(
    bowout: Runner, greet: str, form: str, language: str
) -> None:
    bowout("add", "Acme", "Backend Engineer")
    bowout("contact", "add", 1, "Dana Lee <lee@acme.example>", "--greet", greet)
    body = written(bowout, "--format", form, "--language", language)
    assert f"Dear {CUSTOMS[language]}," in body
