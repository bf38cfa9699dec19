"""The calendar invitations to what is declined: a reply to each, drafted beside the letter."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from bowout.domain.details import CheckView
from bowout.domain.errors import Refused
from bowout.domain.people import Person
from bowout.domain.results import ProfileView
from bowout.services.stages import told
from bowout.services.writing import Letter
from bowout.storage import letter_queries, queries
from bowout.storage.codec import decode_people, decode_words
from bowout.storage.models import Application, Message, Stage
from bowout.storage.reading import Reader
from bowout.storage.work import Work

if TYPE_CHECKING:
    from bowout.mail.calendar_reply import CalendarReply
    from bowout.mail.message import Outgoing


class Declined(NamedTuple):
    """The replies that were drafted, what there is to say of them, and a line for people for each."""

    messages: tuple[Message, ...] = ()
    checks: tuple[CheckView, ...] = ()
    told: tuple[str, ...] = ()

    def numbers(self, work: Work) -> tuple[int, ...]:
        """The replies' numbers; what a dry run shows has none."""
        return () if work.dry else tuple(message.id for message in self.messages)


class Reply(NamedTuple):
    """A drafted reply, as it is delivered; `references` are those of the mail that it answers."""

    id: int
    application_id: int
    sender: Person
    organizer: Person
    subject: str
    body: str
    message_id: str
    in_reply_to: str | None
    references: tuple[str, ...]
    calendar: bytes
    state: str

    def as_mail(self, date: datetime, *, draft: bool) -> "Outgoing":
        """Make the mail of it, for `mail.calendar_message.reply_to_bytes`; `draft`: it is to open in a composer."""
        from bowout.mail.message import Outgoing

        return Outgoing(
            sender=self.sender,
            to=(self.organizer,),
            cc=(),
            subject=self.subject,
            body=self.body,
            message_id=self.message_id,
            date=date,
            in_reply_to=self.in_reply_to,
            references=self.references,
            draft=draft,
        )


def replies_of(reader: Reader, applications: Sequence[int]) -> tuple[Reply, ...]:
    """The replies of some applications that are not yet sent, the oldest first."""
    rows = reader.rows(queries.with_ids(letter_queries.UNSENT_REPLIES, applications)) if applications else ()
    return tuple(
        Reply(
            id=row["id"],
            application_id=row["application_id"],
            sender=decode_people(row["sender"])[0],
            organizer=decode_people(row["recipients"])[0],
            subject=row["subject"],
            body=row["body"],
            message_id=row["message_id"],
            in_reply_to=row["in_reply_to"],
            references=decode_words(row["thread"]) if row["thread"] else (),
            calendar=bytes(row["raw"]),
            state=row["state"],
        )
        for row in rows
    )


def carried_by(sender: Person, recipients: Iterable[Person], replies: Sequence[Reply]) -> Reply | None:
    """The reply that a letter which is sent may carry: the only one, from the same address, to one of its readers."""
    if len(replies) != 1 or _folded(replies[0].sender) != _folded(sender):
        return None
    return replies[0] if _folded(replies[0].organizer) in map(_folded, recipients) else None


def draft_replies(
    work: Work, application: Application, stages: Iterable[Stage], profile: ProfileView, letter: Letter | None
) -> Declined:
    """Draft the reply to each invitation among what was declined; where there can be none, a check says why.

    `letter` is the one that tells of it. No reply ever holds a reason.
    """
    messages: list[Message] = []
    checks: list[CheckView] = []
    lines: list[str] = []
    for stage in stages:
        if not stage.invitation:
            continue
        from bowout.services.invitation_reply import write_reply  # late: most steps have no invitation

        try:
            message, reply = write_reply(work, application, stage, profile)
        except Refused as refusal:
            checks.append(_refused(work, stage, refusal))
            continue
        if any(message.raw == other.raw for other in messages):
            continue  # one event, noted as two steps
        work.session.add(message)
        work.session.flush()
        messages.append(message)
        checks += _warnings(work, stage, reply, letter)
        lines.append(f"Declined invitation: {_named(work, stage)}, reply to {reply.organizer}")
    return Declined(tuple(messages), tuple(checks), tuple(lines))


def decline_invitation(work: Work, application: Application, stage: Stage, profile: ProfileView) -> Declined:
    """Draft the reply to the invitation to one step, without a letter; a check says so where there is none."""
    if stage.invitation:
        return draft_replies(work, application, (stage,), profile, None)
    message = (
        f"There is no invitation to {told(work, stage)} that could be declined: "
        "tell them by mail or phone; bowout inbox FILE takes an invitation in."
    )
    return Declined(checks=(CheckView("no_invitation", "warning", message),))


def _refused(work: Work, stage: Stage, refusal: Refused) -> CheckView:
    why = f"{refusal.message[:1].lower()}{refusal.message[1:]}"
    todo = refusal.hint
    if "--as" in todo:
        first = "" if work.dry else "bowout undo, then "
        todo = f"If one of them is you: {first}bowout inbox FILE --as ADDRESS."
    return CheckView(
        refusal.code, "warning", f"No reply to the invitation to {told(work, stage)}: {why} {todo}".rstrip()
    )


def _warnings(work: Work, stage: Stage, reply: "CalendarReply", letter: Letter | None) -> Iterator[CheckView]:
    about, organizer = f"The reply to the invitation to {told(work, stage)}", reply.organizer
    if "no_reply_organizer" in reply.warnings:
        then = "the letter is what tells them" if letter else "tell them in another way, too"
        yield CheckView(
            "no_reply_organizer",
            "warning",
            f"{about} goes to {organizer.email}, where nobody may read it: {then}.",
        )
    if "other_occurrences" in reply.warnings:
        message = f"{about} declines one of several dates that it names: see to the others."
        yield CheckView("other_occurrences", "warning", message)
    if letter and _folded(organizer) not in map(_folded, (*letter.facts.recipients, *letter.cc)):
        message = f"{about} goes to {organizer}, whom the letter does not go to: no reason is in it."
        yield CheckView("other_organizer", "warning", message)


def _named(work: Work, stage: Stage) -> str:
    name = told(work, stage)
    return f"{name[:1].upper()}{name[1:]}"


def _folded(person: Person) -> str:
    return (person.email or "").casefold()
