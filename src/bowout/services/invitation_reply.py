"""The reply to one invitation: written by the calendar's rules, in the thread of the mail that brought it."""

from collections.abc import Iterator

from sqlalchemy import select

from bowout.domain.dates import show
from bowout.domain.errors import Refused
from bowout.domain.messages import DECLINE_INVITATION
from bowout.domain.people import Person
from bowout.domain.results import ProfileView
from bowout.mail.calendar_reply import CalendarReply, decline
from bowout.mail.calendar_text import decode_calendar
from bowout.mail.headers import is_message_id, wire_address, without_unfit
from bowout.mail.incoming import Incoming, read_incoming, thread_of
from bowout.mail.invitation import read_invitations
from bowout.mail.mailboxes import called
from bowout.mail.message import new_message_id
from bowout.services.stages import told
from bowout.storage.codec import decode_words, encode_people, encode_words
from bowout.storage.models import Application, Message, Stage
from bowout.storage.work import Work

_LONGEST = 200  # of a title in a subject
_NEWEST = 50  # of the mails that came, among which the invitation is looked for


def write_reply(
    work: Work, application: Application, stage: Stage, profile: ProfileView
) -> tuple[Message, CalendarReply]:
    """Decline the invitation to a step, as the one who is invited; nothing is recorded yet.

    Raises:
        Refused: there can be no reply, or no mail could carry it.
    """
    mine = stage.calendar_attendee or profile.email
    text = (stage.invitation or b"").decode("utf-8", "replace")
    reply = decline(text, [mine] if mine else [], work.now, recurrence=_occurrence(stage, text))
    reply = reply._replace(organizer=called(reply.organizer))
    wire_address(reply.organizer.email or "")
    wire_address(reply.attendee)
    return _message(work, application, stage, Person(profile.name, reply.attendee), reply), reply


def _occurrence(stage: Stage, text: str) -> str | None:
    """Which of a series the step is, where the invitation names several."""
    found = [each for each in read_invitations(text) if each.uid == stage.calendar_uid]
    if len({each.recurrence for each in found}) < 2:
        return None
    return next((each.recurrence for each in found if each.recurrence and each.at == stage.at), None)


def _message(
    work: Work, application: Application, stage: Stage, sender: Person, reply: CalendarReply
) -> Message:
    title = " ".join(without_unfit(reply.summary).split()) or told(work, stage)
    title = title if len(title) <= _LONGEST else f"{title[:_LONGEST].rstrip()}…"
    parent, references = _answered(work, application, reply.uid)
    return Message(
        application_id=application.id,
        direction="reply",
        situation=DECLINE_INVITATION,
        sender=encode_people([sender]),
        recipients=encode_people([reply.organizer]),
        cc=encode_people(()),
        subject=f"Declined: {title}",
        body=f"I decline the invitation: {title}{_when(work, stage)}.\n",
        advice=encode_words(()),
        message_id=new_message_id(sender.email or ""),
        in_reply_to=parent,
        thread=encode_words(references) if references else None,
        raw=reply.text,
        state="drafted",
        created_at=work.at,
    )


def _when(work: Work, stage: Stage) -> str:
    if not stage.at or work.now.tzinfo is None:
        return ""
    zone = f" ({work.now.tzinfo})" if "T" in stage.at else ""
    return f", {show(stage.at, work.now.tzinfo)}{zone}"


def _answered(work: Work, application: Application, uid: str) -> tuple[str | None, tuple[str, ...]]:
    """The id of the mail that brought the invitation, and the ids before it; none where that is not known."""
    received = (
        select(Message)
        .where(Message.application_id == application.id, Message.direction == "in")
        .order_by(Message.id.desc())
        .limit(_NEWEST)
    )
    for message in work.session.scalars(received):
        mail = _opened(message)
        if mail is None:
            # Of a large one the text alone was kept.
            if uid in message.body and is_message_id(message.message_id or ""):
                return message.message_id, decode_words(message.thread or "[]")
        elif mail.message_id and uid in set(_uids(mail)):
            return mail.message_id, thread_of(mail)[:-1]
    return None, ()


def _opened(message: Message) -> Incoming | None:
    try:
        return read_incoming(message.raw) if message.raw else None
    except Refused:
        return None


def _uids(mail: Incoming) -> Iterator[str]:
    for part in mail.calendars:
        try:
            yield from (each.uid for each in read_invitations(decode_calendar(part.data, part.charset)))
        except Refused:
            continue
