"""A mail that answers a letter of mine: which one, and that it closes the loop."""

import re
from collections.abc import Collection, Sequence

from bowout.domain.dates import Moment, at_time, parse_stored
from bowout.domain.messages import UNSENT
from bowout.domain.organisations import domain_of
from bowout.domain.people import fold_address
from bowout.mail.incoming import Incoming, thread_of
from bowout.services.closing import record_answer
from bowout.services.correspondence import mark_sent
from bowout.storage import mail_queries, queries
from bowout.storage.codec import decode_people
from bowout.storage.models import Application, Message
from bowout.storage.reading import Reader, Row
from bowout.storage.work import Work

_NEWEST_IDS = 50  # of a thread: long ones are known by their last mails
_PREFIX = re.compile(r"(?:\s*(?:re|aw|sv|antw|rv|r|rép|fwd?|wg|tr|回复|答复)\s?[:：]\s*)+", re.IGNORECASE)


def take_answer(work: Work, application: Application, mail: Incoming, me: Collection[str]) -> list[str]:
    """Note that they answered a letter of mine, which therefore reached them; says so, for people.

    What no person wrote is no answer, nor what I wrote.
    """
    sender = (mail.sender.email if mail.sender else None) or ""
    letters = letters_answered(work.reader, mail, application.id)
    if not letters or sender.casefold() in map(str.casefold, me):
        return []
    if mail.bounced:
        return [f"Letter {letters[-1]} did not arrive: a mail server returned it. Look at its address"]
    if mail.automatic:
        return ["It was answered automatically: nobody has read your letter yet"]
    at = _moment(work, mail)
    done = []
    found = [work.session.get_one(Message, number) for number in letters]
    for letter in found:
        if letter.state in UNSENT:
            # It had left when they answered; their clock may be behind.
            mark_sent(work, letter, at if at and at.text >= letter.created_at else None)
            done.append(f"Letter {letter.id}: sent, since they answer it")
    work.session.flush()
    # One that was noted as sent later than it was is answered all the same.
    sent = min((letter.sent_at for letter in found if letter.sent_at), default=work.at)
    stopped = record_answer(work, application, mail.subject, max(at.text if at else work.at, sent))
    return [*done, "They answered your letter", *(f"Closed: the reminder for {day}" for day in stopped)]


def letters_answered(reader: Reader, mail: Incoming, application: int) -> Sequence[int]:
    """The letters of mine about an application that a mail answers, the oldest first.

    By the letter's own id; or, since most composers give what they send an id of their own, an answer to
    something unknown from somebody whom the letter was for: in the same thread, or under the same subject.
    """
    earlier = [each for each in thread_of(mail)[-_NEWEST_IDS:] if each != mail.message_id]
    if not earlier:
        return ()
    known = reader.rows(*queries.with_texts(mail_queries.MESSAGES_BY_ID, earlier))
    rows = reader.rows(mail_queries.LETTERS_OF, {"id": application})
    own = {row["id"] for row in known if row["direction"] == "out"}
    if own:
        return [row["id"] for row in rows if row["id"] in own]
    ids = {row["message_id"] for row in known}
    parent = mail.in_reply_to or earlier[-1]
    if parent in ids:
        return ()  # they go on from a mail of their own
    return [
        row["id"]
        for row in rows
        if row["state"] in ("handed_over", "sent") and _is_answer(row, mail, earlier)
    ]


def _is_answer(row: Row, mail: Incoming, earlier: Collection[str]) -> bool:
    """Tell whether a mail that answers something unknown answers this letter."""
    if mail.sender is None or (mail.at or "") < row["created_at"]:
        return False
    readers = (*decode_people(row["recipients"]), *decode_people(row["cc"]))
    domains = {domain_of(person.email) for person in readers if person.email}
    known = fold_address(mail.sender) in map(fold_address, readers)
    if not known and domain_of(mail.sender.email or "") not in domains:
        return False
    if row["in_reply_to"]:
        return row["in_reply_to"] in earlier
    return _bare(mail.subject) == _bare(row["subject"])


def _bare(subject: str) -> str:
    """A subject without what mail programs put before it."""
    return " ".join(_PREFIX.sub("", subject, count=1).split()).casefold()


def _moment(work: Work, mail: Incoming) -> Moment | None:
    """When they wrote; None: now, where that is not known or not over."""
    stored = parse_stored(mail.at) if mail.at and mail.at <= work.at else None
    zone = work.now.tzinfo
    return at_time(stored, zone) if hasattr(stored, "hour") and zone else None  # type: ignore[arg-type]
