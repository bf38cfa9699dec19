"""Delete applications with all that hangs on them; undo brings them back."""

from collections.abc import Sequence

from sqlalchemy import select

from bowout.services.contacts import contacts_of, delete_unlinked
from bowout.services.events import title
from bowout.storage import letter_queries
from bowout.storage.forget import forget
from bowout.storage.models import (
    Application,
    ApplicationContact,
    Base,
    Company,
    Concern,
    Contact,
    Delivery,
    Event,
    Message,
    Note,
    Reminder,
    Stage,
    StagePerson,
    Withdrawal,
)
from bowout.storage.reading import Reader
from bowout.storage.work import Work

# What refers to a stage before the stages.
_OWN = (Event, Concern, Note, Reminder, Withdrawal, Message, Stage, ApplicationContact)


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
        _take_from_others(work, application)
    delete_applications(work, applications)
    forget(work)


def lost_to_others(reader: Reader, numbers: Sequence[int]) -> tuple[str, ...]:
    """Tell, for people, which letters go with what is forgotten although they tell of others, too."""
    told: dict[int, list[int]] = {}
    for number in numbers:
        for row in reader.rows(letter_queries.SHARED_LETTERS, {"id": number}):
            if row["application_id"] not in (*numbers, *told.get(row["id"], ())):
                told.setdefault(row["id"], []).append(row["application_id"])
    return tuple(
        f"Letter {letter} names it, and goes with it; it also tells of {', '.join(map(str, others))}."
        for letter, others in told.items()
    )


def _shared(work: Work, application: Application) -> list[tuple[Message, list[Withdrawal]]]:
    """The letters that tell of this one and of others, each with the others' withdrawals."""
    telling = select(Withdrawal.message_id).where(Withdrawal.application_id == application.id)
    own = (Message.application_id == application.id) | Message.id.in_(telling)
    found = []
    for message in work.session.scalars(select(Message).where(own)).all():
        others = select(Withdrawal).where(
            Withdrawal.message_id == message.id, Withdrawal.application_id != application.id
        )
        found.append((message, list(work.session.scalars(others.order_by(Withdrawal.id)))))
    return [(message, others) for message, others in found if others]


def _hand_over(work: Work, application: Application) -> None:
    """Leave a letter that tells of others to one of them."""
    for message, others in _shared(work, application):
        if message.application_id == application.id:
            message.application_id = others[0].application_id
    work.session.flush()


def _take_from_others(work: Work, application: Application) -> None:
    """Let a letter that tells of others go, too: it names what is to be forgotten."""
    for message, others in _shared(work, application):
        for each in others:
            each.message_id = None
        message.application_id = application.id
    work.session.flush()


def _delete(work: Work, application: Application) -> None:
    session = work.session
    people = contacts_of(work, application)
    companies = {application.company_id, application.agency_id} - {None}
    stages = select(Stage.id).where(Stage.application_id == application.id)
    messages = select(Message.id).where(Message.application_id == application.id)
    _delete_all(work, list(session.scalars(select(StagePerson).where(StagePerson.stage_id.in_(stages)))))
    _delete_all(work, list(session.scalars(select(Delivery).where(Delivery.message_id.in_(messages)))))
    for model in _OWN:
        own = select(model).where(model.application_id == application.id)
        _delete_all(work, list(session.scalars(own)))
    session.delete(application)
    session.flush()
    delete_unlinked(work, people)
    for number in companies:
        delete_unused_company(work, session.get_one(Company, number))


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
