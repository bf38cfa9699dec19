"""A letter as plain text, with header lines or without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.people import Person
from bowout.letters.facts import Draft
from bowout.letters.text import CUT, Written, read_text, write_text

DANA = Person("Dana Fox", "dana@acme.example")
TOM = Person("Reed, Tom", "tom@acme.example")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Dear Dana,\n\nbye", Written("Dear Dana,\n\nbye\n")),
        ("\n\nSubject: Leaving\n\n\nDear Dana,\n\n\n", Written("Dear Dana,\n", "Leaving")),
        ("subject:Leaving\nDear Dana,", Written("Dear Dana,\n", "Leaving")),
        (
            "To: Dana Fox <dana@acme.example>, Reed, Tom <tom@acme.example>\nSubject: x\n\nHi",
            Written("Hi\n", "x", (DANA, TOM)),
        ),
        (
            "To: (nobody: for the portal)\nCc: tom@acme.example\nSubject: x\n\nHi",
            Written("Hi\n", "x", (Person(None, "tom@acme.example"),)),
        ),
        ("To: dana@, Dana\n\nHi", Written("Hi\n", None, ())),
        ("To whom it may concern:\n\nHi", Written("To whom it may concern:\n\nHi\n")),
        ("Re: Subject: x\n\nHi", Written("Re: Subject: x\n\nHi\n")),
        ("Dear Dana,\nSubject: x", Written("Dear Dana,\nSubject: x\n")),
        (f"Subject: x\n\nHi\n\n{CUT}\n# error: 45k\n{CUT}", Written("Hi\n", "x")),
        ("Hi\n# ->8-\nx", Written("Hi\n# ->8-\nx\n")),
        ("Subject:", Written("\n", "")),
        ("", Written("\n")),
    ],
)
def test_what_is_read(text: str, written: Written) -> None:
    assert read_text(text) == written


LINES = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).map(str.strip)


@given(LINES, st.lists(LINES, min_size=1).map("\n".join).filter(lambda body: bool(body.strip("\n"))))
def test_what_is_written_is_read_again(subject: str, body: str) -> None:
    draft = Draft(subject, body.strip("\n") + "\n")
    read = read_text(write_text(draft))
    # A body that begins like a header is one; no letter does.
    if not body.strip("\n").casefold().startswith(("to:", "cc:", "bcc:", "subject:")):
        assert read.draft == draft
