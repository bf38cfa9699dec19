"""A service is told from a person, and leads to the person behind it."""

import pytest

from bowout.domain.people import Person
from bowout.mail.incoming import read_incoming
from bowout.mail.senders import is_service, person_behind

DANA = Person("Dana Fox", "dana@acme.example")


def behind(sender: str, *reply_to: str, me: tuple[str, ...] = ("ida@home.example",)) -> Person | None:
    answers = f"Reply-To: {', '.join(reply_to)}\n" if reply_to else ""
    return person_behind(read_incoming(f"From: {sender}\n{answers}\nx\n".encode()), me)


@pytest.mark.parametrize(
    "address",
    [
        "no-reply@acme.example", "noreply+7@acme.example", "acme.no_reply@acme.example", "do-not-reply@acme.example",
        "notifications@acme.example", "calendar-notification@google.com", "MAILER-DAEMON@mx.example",
        "postmaster@acme.example", "messages-noreply@linkedin.com", "meetings-noreply@google.com",
        "dana.fox@us.greenhouse-mail.io", "dana@hire.lever.co", "acme@myworkday.com", "notification@calendly.com",
        "invites@calendly.com", "meetings@zoom.us", "acme@talent.icims.com", "messenger@webex.com",
    ],
)  # fmt: skip
def test_a_service_is_nobody(address: str) -> None:
    assert is_service(Person("Acme Careers", address))
    assert behind(f"Acme Careers <{address}>") is None
    assert behind(f"Acme Careers <{address}>", "Dana Fox <dana@acme.example>") == DANA
    assert behind(f"Acme Careers <{address}>", "no-reply@acme.example") is None


@pytest.mark.parametrize(
    "sender",
    [
        Person("Dana Fox", "dana@acme.example"),
        Person(None, "jobs@acme.example"),
        Person("Dana Fox", "dana.fox@zoom.us"),
        Person("Dana Fox", "dana@google.com"),
        Person(None, "norah@acme.example"),
        Person("Eve", "eve@notgreenhouse-mail.io"),
    ],
)
def test_who_writes_from_an_own_mailbox_is_a_person(sender: Person) -> None:
    assert not is_service(sender)
    assert behind(str(sender)) == sender


def test_a_video_service_with_a_reply_to_elsewhere_speaks_for_that_person() -> None:
    assert behind("Dana Fox <dana.fox@zoom.us>", "Dana Fox <dana@acme.example>") == DANA


def test_a_person_stays_the_sender_whoever_answers_go_to() -> None:
    assert behind("Dana Fox <dana@acme.example>", "jobs@acme.example") == DANA


def test_it_is_never_oneself() -> None:
    assert behind("Ida Lund <Ida@Home.example>", "dana@acme.example") is None
    assert behind("x <no-reply@calendly.com>", "ida+jobs@home.example") is None
    assert behind("x <no-reply@calendly.com>", "ida@home.example", "Dana Fox <dana@acme.example>") == DANA


def test_without_a_sender_it_is_who_takes_the_answers() -> None:
    assert behind("", "Dana Fox <dana@acme.example>") == DANA
    assert behind("") is None
