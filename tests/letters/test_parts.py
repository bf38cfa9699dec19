"""The parts of a letter: what the writer wrote, and where."""

import pytest

from bowout.letters.checks.parts import Parts, read_parts
from bowout.letters.checks.patterns import read_patterns


def parts(body: str) -> Parts:
    return read_parts(body, read_patterns("en-GB"), "Sam Taylor")


def test_a_letter_on_paper() -> None:
    head = "12 Elm Row\nYork\n\n24 November 2026\n\nRe: Engineer\n\n"
    body = f"{head}Dear Ms Fox\n\none\ntwo\n\nthree\n\nYours sincerely\n\nSam\n"
    assert parts(body) == Parts(
        head=("12 Elm Row", "York", "24 November 2026", "Re: Engineer"),
        salutation="Dear Ms Fox",
        main=("one two", "three"),
        closing="Yours sincerely",
        tail=("Sam",),
    )


@pytest.mark.parametrize(
    "line",
    [
        "Dear Dana,",
        "Hi!",
        "Hello Dana -",
        "Dear Ms. Lee:",
        "Good morning all,",
        "To whom it may concern:",
        "Dear Dana",
    ],
)
def test_a_salutation(line: str) -> None:
    assert parts(f"{line}\n\nbye\n").salutation == line


@pytest.mark.parametrize(
    "line", ["Hi Dana, thanks for your mail.", "Hi Dana I will not go on with this", "Deary me,", "bye"]
)
def test_no_salutation(line: str) -> None:
    found = parts(f"{line}\n\nbye\n")
    assert (found.head, found.salutation, found.main) == ((), "", (line, "bye"))


@pytest.mark.parametrize(
    "line", ["Kind regards,", "best", "Cheers!", "Thanks again,", "Best, Sam", "Best wishes, Sam Taylor"]
)
def test_a_closing(line: str) -> None:
    found = parts(f"Dear Dana,\n\nbye\n\n{line}\nSam\n")
    assert (found.main, found.closing, found.tail) == (("bye",), line, ("Sam",))


@pytest.mark.parametrize("line", ["Thank you, Dana", "Best of all was the talk", "I send my kind regards,"])
def test_no_closing(line: str) -> None:
    found = parts(f"Dear Dana,\n\nbye\n\n{line}\n")
    assert (found.main, found.closing) == (("bye", line), "")


def test_a_signature_and_a_postscript() -> None:
    assert parts("Dear Dana,\n\nbye\n\n--\nSam\n").main == ("bye",)
    found = parts("Dear Dana,\n\nbye\n\nBest,\nSam\n\nP.S. Greet\nPriya.\n")
    assert (found.main, found.tail) == (("bye", "P.S. Greet Priya."), ("Sam",))


@pytest.mark.parametrize(
    "quoted",
    [
        "On Mon, 23 Nov 2026, Dana Fox <dana@acme.example> wrote:\n> tired\n",
        "On Mon, 23 Nov 2026 at 10:00, Dana Fox\n<dana@acme.example> wrote:\n\n> tired\n>> tired\n",
        "Am 23.11.2026 um 10:00 schrieb Dana Fox:\n> tired",
        "Le 23/11/2026 à 10:00, Dana Fox a écrit :\n> tired",
        "-----Original Message-----\nFrom: Dana\n\ntired\n",
        "From: Dana Fox\nSent: Monday\nTo: Sam\n\ntired\n",
        "---------- Forwarded message ---------\ntired",
    ],
)
def test_what_is_quoted_is_not_the_writers(quoted: str) -> None:
    own = "Dear Dana,\n\nbye\n\nBest,\nSam\n"
    assert parts(f"{own}\n{quoted}") == parts(own)


def test_an_answer_below_what_it_quotes_is_read() -> None:
    found = parts("On Mon, 23 Nov 2026, Dana Fox <d@a.example> wrote:\n> tired\n\nDear Dana,\n\nbye\n")
    assert (found.head, found.salutation, found.main) == ((), "Dear Dana,", ("bye",))


def test_a_sentence_that_ends_like_an_announcement_stays() -> None:
    assert parts("Dear Dana,\n\nI remember what you wrote:\nbye\n").main == (
        "I remember what you wrote: bye",
    )
