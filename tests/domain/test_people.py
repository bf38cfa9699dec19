"""A person as written on a command line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.errors import UsageError
from bowout.domain.people import Person, parse_person, takes_no_replies


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Dana Fox <dana@acme.example>", Person("Dana Fox", "dana@acme.example")),
        ("dana@acme.example", Person(None, "dana@acme.example")),
        ("<dana@acme.example>", Person(None, "dana@acme.example")),
        ("Dana Fox", Person("Dana Fox")),
        ('"Fox, Dana" <dana@acme.example>', Person("Fox, Dana", "dana@acme.example")),
        ("  Zoë   O'Neil-Smith  ", Person("Zoë O'Neil-Smith")),
        ("李雷 <lei@例え.example>", Person("李雷", "lei@例え.example")),
    ],
)
def test_the_three_forms(text: str, person: Person) -> None:
    assert parse_person(text) == person


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "Dana <dana@>",
        "dana@acme",
        "a@b@c.example",
        "Dana Fox <>",
        "x\x00y",
        "Dana <dana@a.b>\r\nBcc: <e@f.g>",
    ],
)
def test_what_is_no_person_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_person(text)


@given(st.text())
def test_no_text_makes_an_address_that_a_header_could_not_hold(text: str) -> None:
    try:
        person = parse_person(text)
    except UsageError:
        return
    assert not any(char in (person.email or "") for char in " \r\n\t<>,;")
    assert all(ord(char) >= 32 for char in (person.name or ""))


def test_addresses_that_nobody_reads() -> None:
    assert all(map(takes_no_replies, ["no-reply@x.example", "NoReply@x.example", "do_not_reply+3@x.example"]))
    assert not takes_no_replies("norepington@x.example")
    assert not takes_no_replies("dana@noreply.example")
