"""Whom a mail concerns, where people, domains and words do not say the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_inbox import DANA, Rows, mail, one, run, take
from tests.support import Result, Runner

__all__ = ["take"]
pytestmark = pytest.mark.usefixtures("clock", "writer")
RON = "Ron Rec <ron@hays.example>"


@pytest.fixture
def agency(bowout: Runner) -> None:
    """Four applications: two of an agency's, two of Acme's, of which one contact each is known."""
    run(bowout, "add", "Globex", "Data Engineer", "--agency", "Hays")
    run(bowout, "add", "Initech", "Developer", "--agency", "Hays", "--contact", RON)
    run(bowout, "add", "Acme", "Data Scientist", "--contact", DANA)
    run(bowout, "add", "Acme", "Backend Engineer (m/f/d)")


@pytest.mark.usefixtures("agency")
@pytest.mark.parametrize(
    ("sender", "subject", "text", "number"),
    [
        (RON, "Interview at Globex for Data Engineer", "Hi", 1),
        ("Rita <rita@hays.example>", "Interview at Globex for Data Engineer", "Hi", 1),
        ("Rita <rita@hays.example>", "News from Initech", "Hi", 2),
        (RON, "Hello", "Shall we talk?", 2),
        (RON, "The Developer at Initech", "It is not Globex this time.", 2),
        (DANA, "Your interview: Backend Engineer", "Hi", 4),
        (DANA, "Your interview", "As at Globex before, says Ron.", 3),
        (DANA, "Data Scientist at Acme", "Our backend engineer will join us.", 3),
    ],
)
def test_the_subject_tells_apart_what_one_agency_or_company_has(
    take: Callable[..., Result], sender: str, subject: str, text: str, number: int
) -> None:
    assert one(take(mail(sender, subject, text)))["application_id"] == number


@pytest.mark.usefixtures("agency")
@pytest.mark.parametrize(
    ("sender", "subject", "text", "numbers"),
    [
        (DANA, "Interview at Globex", "Hi", [3, 1]),
        (DANA, "Hello", "You would be a good backend engineer.", [3, 4]),
        (RON, "Hello", "Globex would like to see you.", [2, 1]),
        (RON, "The developer of Globex", "Hi", [2, 1]),
        (DANA, "The backend role", "Hi", [3, 4]),
        ("Rita <rita@hays.example>", "Hello", "Shall we talk?", [1, 2]),
    ],
)
def test_what_words_and_people_say_of_two_is_asked(
    bowout: Runner, take: Callable[..., Result], rows: Rows, sender: str, subject: str, text: str,
    numbers: list[int],
) -> None:  # fmt: skip
    before, sent = rows(), mail(sender, subject, text)
    refused = take(sent)
    assert (refused.code, refused.error["code"]) == (1, "ambiguous")
    assert [int(each.rpartition("(")[2].partition(")")[0]) for each in refused.error["candidates"]] == numbers
    assert rows() == before
    left = bowout("withdraw", "--from", "-", "-r", "career", "--json", stdin=sent.decode())
    assert (left.code, left.error["code"], rows()) == (1, "ambiguous", before)


@pytest.fixture
def words(bowout: Runner) -> None:
    run(bowout, "add", "Next", "Tester")
    run(bowout, "add", "Global Tech GmbH", "Tester")


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("sender", "subject", "text", "number"),
    [
        ("Tom <tom@gmail.com>", "Interview at Global Tech", "Hi", 2),
        ("Tom <tom@gt.example>", "Interview at Global Tech", "Hi", 2),
        ("Tom <tom@globaltech-group.example>", "Interview at Global Tech", "Hi", 2),
        ("Global Tech <no-reply@ats.example>", "Interview", "Hi", 2),
        ("Tom <tom@gmail.com>", "Interview at Next", "Hi", 1),
        ("Jo <jo@globaltech.example>", "Next steps", "Hi", 2),
    ],
)
def test_a_whole_name_in_the_subject_is_certain(
    take: Callable[..., Result], sender: str, subject: str, text: str, number: int
) -> None:
    assert one(take(mail(sender, subject, text)))["application_id"] == number


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("sender", "subject", "text", "number"),
    [
        ("Tom <tom@othercorp.example>", "Next steps", "Hi", 1),
        ("Tom <tom@gmail.com>", "Re: Next steps", "Hi", 1),
        ("Tom <tom@othercorp.example>", "Hello", "A talk for global tech leaders", 2),
        ("Tom Next <tom@gmail.com>", "Hello", "Hi", 1),
        ("Tom <tom@gmail.com>", "Hello", "I work for Global Tech.", 2),
    ],
)
def test_a_word_alone_is_asked_about(
    bowout: Runner, take: Callable[..., Result], rows: Rows, tmp_path: Path, sender: str, subject: str,
    text: str, number: int,
) -> None:  # fmt: skip
    before = rows()
    refused = take(mail(sender, subject, text))
    assert (refused.code, refused.error["code"], len(refused.error["candidates"])) == (1, "ambiguous", 1)
    assert f"({number})" in refused.error["candidates"][0] and rows() == before
    other = "othercorp" in sender
    file = tmp_path / "with space 0.eml"
    no = bowout("inbox", file, terminal=True, stdin="2\n" if other else "n\n")
    if other:
        assert no.code == 0 and "New: Othercorp" in no.out
        run(bowout, "undo")
    else:
        assert no.code == 1 and rows() == before
    yes = bowout("inbox", file, terminal=True, stdin="1\n" if other else "y\n")
    assert yes.code == 0 and f"({number}): applied" in yes.out


@pytest.mark.usefixtures("agency")
def test_of_a_mailbox_what_could_concern_several_is_named(bowout: Runner, tmp_path: Path) -> None:
    letters = [
        mail("News <news@shop.example>", "Sale", Message_ID="<a@x.example>"),
        mail(DANA, "Interview at Globex", Message_ID="<b@x.example>"),
    ]
    box = tmp_path / "in box.mbox"
    box.write_bytes(b"".join(b"From x@y Mon Nov 23 10:00:00 2026\n" + letter + b"\n" for letter in letters))
    told = run(bowout, "inbox", box)
    assert "in box.mbox#2: passed over. It could concern Acme, Data Scientist (3)" in told
    assert "Globex" in told and "1 mail concerns no application" in told
    [found] = bowout("inbox", box, "--json").json
    assert (found["refused"], found["candidates"], found["done"]) == ("ambiguous", [3, 1], [])
    other = tmp_path / "other.eml"
    other.write_bytes(mail(RON, "Hello", Message_ID="<c@x.example>"))
    (tmp_path / "one.eml").write_bytes(letters[1])
    several = bowout("inbox", tmp_path / "one.eml", other)
    assert several.code == 1 and "Globex" in several.err and "Kept the mail" in several.out
