"""A mail that was forwarded as a file concerns whom the first one wrote of, and is answered in that one's thread."""

from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from tests.cli.test_inbox import ATTENDING, ME, mail, one, take
from tests.mail.calendars import calendar
from tests.support import Result, Runner

__all__ = ["take"]
pytestmark = pytest.mark.usefixtures("clock", "writer")
PAL = "Pal <pal@friend.example>"
REASON = ("-r", "career")
FIRST = mail(subject="Interview: Backend Engineer", ics=calendar(ATTENDING))


def forwarded(
    first: bytes = FIRST, sender: str = PAL, subject: str = "WG: Interview: Backend Engineer"
) -> bytes:
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = sender, ME, subject
    outer["Message-ID"] = "<fw1@friend.example>"
    outer.set_content("See below.")
    outer.add_attachment(message_from_bytes(first, policy=default))
    return outer.as_bytes()


@pytest.mark.parametrize("sender", [PAL, ME, "Robin <robin+jobs@example.org>"])
@pytest.mark.parametrize("depth", [1, 2])
def test_the_first_mail_counts(bowout: Runner, take: Callable[..., Result], sender: str, depth: int) -> None:
    sent = forwarded(sender=sender)
    if depth == 2:
        sent = forwarded(sent, "Kim <kim@other.example>", "Fwd: WG: Interview: Backend Engineer")
    found = one(take(sent))
    view = bowout("show", 1, "--json").json
    assert (found["done"][0], view["company"]) == ("New: Acme, position not named (1)", "Acme")
    assert [contact["email"] for contact in view["contacts"]][:1] == ["dana@acme.example"]
    assert not {"pal@friend.example", "kim@other.example"} & {each["email"] for each in view["contacts"]}
    assert (found["stage"]["state"], found["refused"]) == ("scheduled", None)
    assert [message["subject"] for message in view["messages"]] == ["Interview: Backend Engineer"]
    assert one(take(FIRST))["done"] == [], "the same mail, as it came"
    letter = bowout("withdraw", 1, *REASON, "--json").json["letter"]
    assert (letter["to"], letter["in_reply_to"]) == (["Dana Fox <dana@acme.example>"], "<m1@acme.example>")


def test_it_is_found_by_the_thread_and_the_person_within(bowout: Runner, take: Callable[..., Result]) -> None:
    for company in ("Acme", "Friend"):
        bowout("add", company, "Backend Engineer")
    assert one(take(forwarded()))["application_id"] == 1
    answer = mail(
        "Kim <kim@elsewhere.example>", "Re: x", Message_ID="<m2@e.example>", In_Reply_To="<m1@acme.example>"
    )
    assert one(take(forwarded(answer, subject="Fwd: Re: x")))["application_id"] == 1


def test_who_is_known_and_passes_something_on_is_the_one_to_answer(
    bowout: Runner, take: Callable[..., Result]
) -> None:
    bowout("add", "Initech", "Backend Engineer", "--contact", PAL)
    assert one(take(forwarded()))["application_id"] == 1
    letter = bowout("withdraw", 1, *REASON, "--json").json["letter"]
    assert (letter["to"][0], letter["in_reply_to"]) == (PAL, "<fw1@friend.example>")


@pytest.mark.parametrize(
    ("sender", "subject", "first"),
    [
        ("Lee <lee@acme.example>", "WG: Interview: Backend Engineer", FIRST),
        (PAL, "Our offer", mail("Kim <kim@kim.example>", "Budget").replace(b"To: Robin", b"To: Lee").replace(
            b"robin@example.org", b"lee@friend.example")),
    ],
)  # fmt: skip
def test_a_mail_to_which_another_belongs_is_its_sender_s(
    bowout: Runner, take: Callable[..., Result], sender: str, subject: str, first: bytes
) -> None:
    one(take(forwarded(first, sender, subject)))
    view = bowout("show", 1, "--json").json
    assert sender.partition("<")[2].rstrip(">") in [contact["email"] for contact in view["contacts"]]
    assert [message["subject"] for message in view["messages"]] == [subject]
