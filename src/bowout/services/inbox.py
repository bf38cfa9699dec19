"""Takes in what employers send: the mail is kept, its people are known, its invitations are stages."""

from collections.abc import Collection, Sequence

from bowout.domain.details import TakenIn
from bowout.domain.organisations import named_after, organisation_of
from bowout.domain.people import Person
from bowout.domain.results import StageView
from bowout.domain.statuses import OPEN, Status
from bowout.mail.incoming import Incoming
from bowout.mail.invitation import Invitation
from bowout.mail.received import Received
from bowout.mail.senders import is_service, person_behind
from bowout.services.answers import take_answer
from bowout.services.applications import NewApplication
from bowout.services.contacts import add_contact, contacts_of
from bowout.services.events import load_application, record_event, title
from bowout.services.invitations import as_whom, known_stage, take_invitation
from bowout.services.mail_known import owner_of
from bowout.services.mail_matching import Clues
from bowout.services.unanswered import why_no_reply
from bowout.storage import views
from bowout.storage.codec import encode_people, encode_words
from bowout.storage.models import Application, Message, Stage
from bowout.storage.work import Work

# Of a larger mail, which is so by its attachments, the text and the invitations are kept.
LARGEST_RAW = 256 * 1024
# The applications that an invitation makes a stage of; a closed one stays as it is.
_BOOKING = (*OPEN, Status.GHOSTED)


def clues_of(received: Received, me: Collection[str]) -> Clues:
    """What there is to find its application by; services among senders and organizers say nothing."""
    people = [person_behind(received.mail, me)] if received.mail else []
    people += [each.organizer for each in received.invitations]
    mine = {address.casefold() for address in me}
    known = [
        each
        for each in people
        if each and each.email and each.email.casefold() not in mine and not is_service(each)
    ]
    return Clues(received.mail, received.invitations, tuple(known))


def application_for(received: Received, me: Collection[str], *, forced: bool) -> NewApplication | None:
    """The application that it is the beginning of: they wrote first; None: nothing names a company.

    `forced`: it is made in any case.
    """
    people = clues_of(received, me).people
    for person in people:
        label = organisation_of(person.email or "")
        if label:
            return NewApplication(
                named_after(label), "", status=Status.SAVED, approached=True, duplicate=forced
            )
    if not forced:
        return None
    sender = received.mail.sender if received.mail else None
    name = next((each.name or each.email for each in (*people, sender) if each), None)
    return NewApplication(name or "Unknown company", "", status=Status.SAVED, approached=True, duplicate=True)


def take_in(work: Work, received: Received, application: Application, me: Collection[str]) -> TakenIn:
    """Take in what concerns an application; the same thing twice adds nothing."""
    known = owner_of(work.reader, received) if received.key else None
    if known is not None:
        return _again(work, received, load_application(work, known), me)
    done = []
    if received.mail or received.text:
        _keep(work, application, received)
        done.append("Kept the mail" if received.mail else "Kept the text")
    if received.mail:
        done += _learn(work, application, received.mail, me)
        done += take_answer(work, application, received.mail, me)
    stage, lines = _book(work, application, received, me, missing=False)
    shown = _view(work, stage) if stage else None
    return TakenIn(received.file, application.id, shown, (*done, *lines), _code(work, application, received))


def _again(work: Work, received: Received, owner: Application, me: Collection[str]) -> TakenIn:
    """What was taken in before: said otherwise is as whom I am invited; booked is what came while it was closed."""
    done = list(as_whom(work, owner, received.invitations, me))
    if owner.status in _BOOKING:
        done += _book(work, owner, received, me, missing=True)[1]
    stage = known_stage(work, owner, received.invitations)
    shown = _view(work, stage) if stage else None
    return TakenIn(received.file, owner.id, shown, tuple(done), _code(work, owner, received))


def _book(
    work: Work, application: Application, received: Received, me: Collection[str], *, missing: bool
) -> tuple[Stage | None, list[str]]:
    """Take in each invitation; `missing`: those alone that have no stage yet."""
    stage: Stage | None = None
    done: list[str] = []
    for calendar in received.calendars:
        for invitation in calendar.invitations:
            if missing and known_stage(work, application, [invitation]):
                continue
            taken, lines = _invite(work, application, invitation, calendar.text, me)
            stage = taken or stage
            done += lines
    return stage, done


def _code(work: Work, application: Application, received: Received) -> str | None:
    refusal = why_no_reply(work, application, received)
    return refusal.code if refusal else None


def _keep(work: Work, application: Application, received: Received) -> None:
    mail = received.mail
    at = (mail.at if mail else None) or work.at
    message = Message(
        application_id=application.id,
        direction="in",
        sender=encode_people([mail.sender] if mail and mail.sender else []),
        recipients=encode_people(mail.recipients if mail else ()),
        cc=encode_people(mail.cc if mail else ()),
        subject=mail.subject if mail else "",
        body=mail.text if mail else received.text,
        advice=encode_words(()),
        message_id=received.key,
        in_reply_to=mail.in_reply_to if mail else None,
        thread=encode_words(mail.references) if mail else None,
        raw=mail.raw if mail and len(mail.raw) <= LARGEST_RAW else None,
        state="received",
        created_at=work.at,
        sent_at=at,
    )
    work.session.add(message)
    record_event(work, application, "mail_received", at=min(at, work.at), text=message.subject or None)
    work.session.flush()


def _learn(work: Work, application: Application, mail: Incoming, me: Collection[str]) -> list[str]:
    """Add who wrote, with the name as written, unless it is a service."""
    person = person_behind(mail, me)
    if person is None or person.email is None:
        return []
    before = {contact.id for contact in contacts_of(work, application)}
    contact = add_contact(work, application, Person(person.name, person.email), told=False)
    return [] if contact.id in before else [f"Contact: {Person(contact.name, contact.email)}"]


def _invite(
    work: Work, application: Application, invitation: Invitation, text: str, me: Collection[str]
) -> tuple[Stage | None, Sequence[str]]:
    if invitation.is_answer:
        return None, ()
    if application.status not in _BOOKING:
        return None, (
            f"{title(work, application)} is {application.status}: it stays so, without a new stage",
        )
    return take_invitation(work, application, invitation, text, me)


def _view(work: Work, stage: Stage) -> StageView:
    work.session.flush()
    found = views.stages_of(work.reader, [stage.application_id])[stage.application_id]
    return next(each for each in found if each.number == stage.number)
