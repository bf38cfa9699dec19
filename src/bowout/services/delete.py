"""Delete applications with all that hangs on them; undo brings them back."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import select

from bowout.services.contacts import companies_of, contacts_of, delete_unlinked
from bowout.services.events import title
from bowout.storage import letter_queries
from bowout.storage.forget import forget, letters_once
from bowout.storage.models import (
    Application,
    ApplicationContact,
    Base,
    Company,
    Concern,
    Contact,
    Delivery,
    Event,
    Imported,
    Message,
    MessageApplication,
    Note,
    Reminder,
    Stage,
    StagePerson,
    Withdrawal,
)
from bowout.storage.reading import Reader
from bowout.storage.work import Work

# What refers to a stage before the stages.
_OWN = (Imported, Event, Concern, Note, Reminder, Withdrawal, Message, Stage, ApplicationContact)


def delete_applications(work: Work, applications: Sequence[Application]) -> None:
    """Delete applications, and the people and companies that nothing else knows."""
    names = ", ".join(title(work, application) for application in applications)
    for application in applications:
        _hand_over(work, application)
        _delete(work, application)
    work.operation.summary = f"delete {names}"


def forget_applications(work: Work, applications: Sequence[Application]) -> None:
    """Delete applications and all that history keeps of them: nothing can bring them back."""
    for application in applications:
        _take_from_others(work, application, [each.id for each in applications])
    numbers = [application.id for application in applications]
    delete_applications(work, applications)
    forget(work, numbers)


def lost_to_others(reader: Reader, numbers: Sequence[int]) -> tuple[str, ...]:
    """Tell, for people, what goes with what is forgotten: letters that tell of others, too, and steps of the log."""
    told: dict[int, list[int]] = {}
    for number in numbers:
        for row in reader.rows(letter_queries.SHARED_LETTERS, {"id": number}):
            if row["application_id"] not in (*numbers, *told.get(row["id"], ())):
                told.setdefault(row["id"], []).append(row["application_id"])
    letters = (
        f"Letter {letter} names it, and goes with it; it also tells of {', '.join(map(str, others))}."
        for letter, others in told.items()
    )
    once = {letter for number in numbers for letter in letters_once(reader, number)}
    rows = reader.rows(letter_queries.steps_shared(numbers, once))
    own = set(numbers)
    steps = (row for row in rows if set(json.loads(row["touched"])) - own)
    return (*letters, *(f"Step {row['id']} ({row['summary']}) cannot be undone any more." for row in steps))


def _letters_naming(work: Work, application: Application) -> list[Message]:
    """The letters that are about an application, or name it."""
    naming = select(MessageApplication.message_id).where(MessageApplication.application_id == application.id)
    return list(work.session.scalars(select(Message).where(Message.id.in_(naming)).order_by(Message.id)))


def _hand_over(work: Work, application: Application) -> None:
    """Leave a letter that tells of others to one of them."""
    for message in _letters_naming(work, application):
        others = select(MessageApplication.application_id).where(
            MessageApplication.message_id == message.id,
            MessageApplication.application_id != application.id,
            MessageApplication.named_only.is_(False),
        )
        heir = work.session.scalars(others.order_by(MessageApplication.id)).first()
        if message.application_id == application.id and heir is not None:
            message.application_id = heir
    work.session.flush()


def _take_from_others(work: Work, application: Application, forgotten: Sequence[int]) -> None:
    """Let a letter that tells of others go, too: it names what is to be forgotten."""
    for message in _letters_naming(work, application):
        telling = select(Withdrawal).where(
            Withdrawal.message_id == message.id, Withdrawal.application_id.not_in(forgotten)
        )
        for each in work.session.scalars(telling):
            each.message_id = None
        _unname(work, message, application)
        others = select(MessageApplication).where(
            MessageApplication.message_id == message.id, MessageApplication.application_id != application.id
        )
        _delete_all(work, list(work.session.scalars(others)))
        message.application_id = application.id
    work.session.flush()


def _unname(work: Work, message: Message, application: Application) -> None:
    """Take a letter's subject out of what happened to the others that it tells of."""
    told = select(MessageApplication.application_id).where(
        MessageApplication.message_id == message.id, MessageApplication.application_id != application.id
    )
    events = select(Event).where(
        Event.application_id.in_(told), Event.kind.like("letter!_%", escape="!"), Event.text.is_not(None)
    )
    for event in work.session.scalars(events):
        if (event.text or "").startswith(message.subject):
            event.text = None


def _delete(work: Work, application: Application) -> None:
    session = work.session
    people = contacts_of(work, application)
    companies = {number for number in (application.company_id, application.agency_id) if number}
    stages = select(Stage.id).where(Stage.application_id == application.id)
    messages = select(Message.id).where(Message.application_id == application.id)
    _delete_all(work, list(session.scalars(select(StagePerson).where(StagePerson.stage_id.in_(stages)))))
    _delete_all(work, list(session.scalars(select(Delivery).where(Delivery.message_id.in_(messages)))))
    links = (MessageApplication.application_id == application.id) | MessageApplication.message_id.in_(
        messages
    )
    _delete_all(work, list(session.scalars(select(MessageApplication).where(links))))
    for model in _OWN:
        own = select(model).where(model.application_id == application.id)
        _delete_all(work, list(session.scalars(own)))
    session.delete(application)
    session.flush()
    delete_unlinked(work, people)
    _move_out(work, people, companies)
    for number in companies:
        delete_unused_company(work, session.get_one(Company, number))


def _move_out(work: Work, people: Sequence[Contact], companies: Collection[int]) -> None:
    """Let people who are known from elsewhere belong there, so that a company may go."""
    for contact in people:
        if contact in work.session and contact.company_id in companies:
            known = companies_of(work, contact)
            if known and contact.company_id not in known:
                contact.company_id = known[0]
    work.session.flush()


def _delete_all(work: Work, rows: Sequence[Base]) -> None:
    for row in rows:
        work.session.delete(row)
    work.session.flush()


def delete_unused_company(work: Work, company: Company) -> None:
    """Delete a company that no application and no person belongs to any more."""
    uses = (
        select(Application.id).where(
            (Application.company_id == company.id) | (Application.agency_id == company.id)
        ),
        select(Contact.id).where(Contact.company_id == company.id),
    )
    if all(work.session.scalars(use.limit(1)).first() is None for use in uses):
        work.session.delete(company)
        work.session.flush()
