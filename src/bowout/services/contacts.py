"""People of theirs: who runs a process, and who takes part in a stage."""

from sqlalchemy import select

from bowout.domain.choices import choose
from bowout.domain.errors import NotFound
from bowout.domain.names import fold
from bowout.domain.people import Person
from bowout.domain.results import ContactView
from bowout.services.events import title
from bowout.storage.models import Application, ApplicationContact, Contact, Stage, StagePerson
from bowout.storage.work import Work

ROLES = ("recruiter", "hiring_manager", "interviewer", "agency", "coordinator", "referrer", "other")


def role_named(word: str) -> str:
    """Read a role as a person shortens it; UsageError lists them all."""
    return choose(word, dict.fromkeys(ROLES, ()), "role")


def add_contact(
    work: Work, application: Application, person: Person, *, role: str | None = None, told: bool = True
) -> Contact:
    """Add a person to an application, or complete what is known of them there.

    What was `told` replaces a name that is known; what only stood in a mail does not.
    """
    contact = _known(work, application, person)
    if contact is None:
        contact = Contact(company_id=application.company_id, name=person.name, email=person.email)
        work.session.add(contact)
        work.session.flush()
    contact.name = (person.name if told else contact.name) or contact.name or person.name
    contact.email = person.email or contact.email
    contact.greet = person.greet or contact.greet
    contact.role = role or contact.role
    _link(work, application, contact)
    work.touch(application)
    work.operation.summary = f"contact at {title(work, application)}"
    return contact


def add_participant(
    work: Work, application: Application, stage: Stage, person: Person, *, told: bool = True
) -> None:
    """Say that a person takes part in a stage: an interviewer, unless they were known before."""
    known = _known(work, application, person)
    contact = add_contact(work, application, person, role=None if known else "interviewer", told=told)
    linked = select(StagePerson).where(StagePerson.stage_id == stage.id, StagePerson.contact_id == contact.id)
    if work.session.scalars(linked).first() is None:
        work.session.add(StagePerson(stage_id=stage.id, contact_id=contact.id))


def remove_contact(work: Work, application: Application, person: Person) -> Contact:
    """Take a person off an application, and off its stages.

    Raises:
        NotFound: no such person there; those who are, are named.
    """
    contact = _known(work, application, person)
    if contact is None:
        names = ", ".join(str(Person(known.name, known.email)) for known in contacts_of(work, application))
        raise NotFound(
            f"{person} is not a contact of {title(work, application)}.", names and f"There are: {names}."
        )
    stages = select(Stage.id).where(Stage.application_id == application.id)
    for link in [
        *work.session.scalars(
            select(StagePerson).where(StagePerson.contact_id == contact.id, StagePerson.stage_id.in_(stages))
        ),
        *work.session.scalars(
            select(ApplicationContact).where(
                ApplicationContact.contact_id == contact.id,
                ApplicationContact.application_id == application.id,
            )
        ),
    ]:
        work.session.delete(link)
    work.session.flush()
    delete_unlinked(work, [contact])
    work.touch(application)
    work.operation.summary = f"remove contact from {title(work, application)}"
    return contact


def contacts_of(work: Work, application: Application) -> list[Contact]:
    """The people of an application, in the order they were added."""
    return list(
        work.session.scalars(
            select(Contact)
            .join(ApplicationContact, ApplicationContact.contact_id == Contact.id)
            .where(ApplicationContact.application_id == application.id)
            .order_by(ApplicationContact.id)
        )
    )


def companies_of(work: Work, contact: Contact) -> list[int]:
    """The companies of the applications that a person has to do with, in the order they were added."""
    return list(
        work.session.scalars(
            select(Application.company_id)
            .join(ApplicationContact, ApplicationContact.application_id == Application.id)
            .where(ApplicationContact.contact_id == contact.id)
            .order_by(ApplicationContact.id)
        )
    )


def contact_view(contact: Contact) -> ContactView:
    """What is told of a contact."""
    return ContactView(contact.name, contact.email, contact.phone, contact.role, contact.greet)


def delete_unlinked(work: Work, contacts: list[Contact]) -> None:
    """Delete those of some contacts whom no application and no stage knows any more."""
    for contact in contacts:
        used = [
            work.session.scalars(
                select(ApplicationContact.id).where(ApplicationContact.contact_id == contact.id)
            ).first(),
            work.session.scalars(select(StagePerson.id).where(StagePerson.contact_id == contact.id)).first(),
        ]
        if not any(used):
            work.session.delete(contact)
    work.session.flush()


def _known(work: Work, application: Application, person: Person) -> Contact | None:
    """Find a person at the application by address, else by name; else at the company by address."""
    here = contacts_of(work, application)
    by_address = [known for known in here if person.email and fold(known.email or "") == fold(person.email)]
    by_name = [
        known
        for known in here
        if person.name
        and fold(known.name or "") == fold(person.name)
        and (not person.email or not known.email)
    ]
    if by_address or by_name:
        return (by_address or by_name)[0]
    if not person.email:
        return None
    same = select(Contact).where(Contact.company_id == application.company_id, Contact.email == person.email)
    return work.session.scalars(same).first()


def _link(work: Work, application: Application, contact: Contact) -> None:
    known = select(ApplicationContact).where(
        ApplicationContact.application_id == application.id, ApplicationContact.contact_id == contact.id
    )
    if work.session.scalars(known).first() is None:
        work.session.add(ApplicationContact(application_id=application.id, contact_id=contact.id))
        work.session.flush()
