"""The outbox: what is to leave is noted before it does, and that it left only by the server's word.

`begin` is committed before a byte goes out, and one of the others after it: killed
between them, a letter stays `sending`, and nothing sends it again without asking.
"""

from bowout.domain.errors import Refused
from bowout.services.correspondence import mark_sent, told_by
from bowout.services.events import load_application, record_event, title
from bowout.services.posting import Mail, attempts, mail_of, open_attempt
from bowout.storage.models import Delivery, Message
from bowout.storage.work import Work

SMTP = "smtp"


def begin(work: Work, message: Message, *, known: int | None = None) -> tuple[int, Mail]:
    """Note that a letter is about to be sent; returns the number of the attempt, and the mail.

    `known` is the open attempt that somebody was asked about: only beside that one may it be tried again.

    Raises:
        Refused: it was sent, or is being sent; or cannot be written as a mail.
    """
    if message.state in ("sent", "discarded"):
        raise Refused(
            f"Letter {message.id} is {message.state} already.", "Nothing to do.", code="already_sent"
        )
    before = open_attempt(work.reader, message.id)
    if message.state == "sending" and (before is None or before.id != known):
        raise Refused(
            f"Letter {message.id} is being sent, or was, and it is not known whether it left.",
            f"bowout send {message.application_id} looks for it, and asks.",
            code="sending",
        )
    mail = mail_of(work.reader, message.id, work.now, draft=False)
    attempt = Delivery(message_id=message.id, channel=SMTP, at=work.at, result="sending", detail=None)
    work.session.add(attempt)
    # The very bytes: tried again, it is the same mail. Of a reply, the calendar object is what stays.
    if message.direction == "out":
        message.raw = mail.data
    message.state = "sending"
    work.session.flush()
    owner = load_application(work, message.application_id)
    work.operation.summary = f"send letter {message.id} to {title(work, owner)}"
    return attempt.id, mail


def taken(work: Work, message: Message, attempt: int) -> None:
    """Note that the server took the letter."""
    _settle(work, attempt, "sent", None)
    if message.state != "sent":
        message.state = "sending"
        mark_sent(work, message)


def refused(work: Work, message: Message, attempt: int, why: str) -> None:
    """Note that an attempt certainly did not send the letter; an earlier one still may have."""
    _settle(work, attempt, "failed", why)
    work.session.flush()
    if message.state != "sending" or open_attempt(work.reader, message.id):
        return
    message.state, message.raw = "failed", None if message.direction == "out" else message.raw
    for application in told_by(work, message):
        record_event(
            work,
            application,
            "letter_failed",
            at=work.at,
            from_="sending",
            to="failed",
            text=f"{message.subject} ({SMTP})",
        )


def unanswered(work: Work, attempt: int, why: str) -> None:
    """Note that nobody said what became of an attempt: the letter stays `sending`."""
    _settle(work, attempt, "unknown", why)


def found(work: Work, message: Message) -> None:
    """Note that a letter was sent, since it is among the sent mail."""
    for attempt in attempts(work.reader, message.id):
        if attempt.is_open:
            _settle(work, attempt.id, "sent", "found among the sent mail")
    if message.state != "sent":
        mark_sent(work, message)


def _settle(work: Work, attempt: int, result: str, why: str | None) -> None:
    row = work.session.get(Delivery, attempt)
    if row is not None:  # an undo of the record alone, in another terminal, leaves nothing to settle
        row.result, row.detail = result, why
