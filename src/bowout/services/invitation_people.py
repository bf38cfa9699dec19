"""The people of an invitation: as whom I am invited, and who else becomes a contact."""

from collections.abc import Collection

from bowout.domain.errors import Refused
from bowout.domain.names import fold
from bowout.domain.organisations import domain_of, organisation_of
from bowout.domain.people import Person, fold_address
from bowout.mail.headers import wire_address
from bowout.mail.invitation import Invitation
from bowout.mail.mailboxes import called
from bowout.mail.own import find_mine
from bowout.mail.senders import is_service
from bowout.services.contacts import add_contact, add_participant, contacts_of, remove_contact
from bowout.services.profile import read_profile
from bowout.storage.models import Application, Stage
from bowout.storage.work import Work

_MOST_PEOPLE = 20  # of an invitation: more are a webinar's audience


def me_among(invitation: Invitation, me: Collection[str]) -> str | None:
    """Find as which of its attendees I am invited."""
    return find_mine((attendee.address for attendee in invitation.attendees), me)


def invited_as(
    work: Work, application: Application, stage: Stage, invitation: Invitation, me: Collection[str]
) -> str | None:
    """Take in as whom I am invited to a step that is known, where that is news; gives the address then.

    Whoever was taken for one of theirs under that address was me.
    """
    mine = me_among(invitation, me)
    if mine is None or stage.calendar_attendee == mine:
        return None
    stage.calendar_attendee = mine
    if any((contact.email or "").casefold() == mine for contact in contacts_of(work, application)):
        remove_contact(work, application, Person(email=mine))
    work.touch(application)
    return mine


def organizer_of(invitation: Invitation) -> str | None:
    """The address of who invites."""
    return invitation.organizer.email if invitation.organizer else None


def is_foreign(stage: Stage, invitation: Invitation) -> bool:
    """Tell whether somebody else than who invited to a step now speaks of it.

    Colleagues share calendars: an address of the same domain is the same, unless anybody may have one there.
    """
    known, new = (stage.calendar_organizer or "").lower(), (organizer_of(invitation) or "").lower()
    if not known or not new or known == new:
        return False
    first, second = domain_of(known), domain_of(new)
    shared = first == second or first.endswith(f".{second}") or second.endswith(f".{first}")
    return not shared or organisation_of(new) is None


def not_theirs(stage: Stage, invitation: Invitation) -> str:
    """Say who speaks of a step, and who would have to."""
    return f"{organizer_of(invitation)} is not who invited to it ({stage.calendar_organizer})"


def add_people(
    work: Work, application: Application, stage: Stage, invitation: Invitation, me: Collection[str]
) -> None:
    """Add who takes part, and who invites: not me, whichever address was used, no rooms, no services."""
    own = tuple(address for address in (*me, stage.calendar_attendee) if address)
    name = fold(read_profile(work.reader).name or "")
    organizer = _theirs(invitation.organizer, own, name) if invitation.organizer else None
    inviting = fold_address(invitation.organizer) if invitation.organizer else None
    invited = [
        person
        for attendee in invitation.attendees
        if attendee.address.casefold() != inviting
        and (person := _theirs(Person(attendee.name, attendee.address), own, name))
    ]
    for person in invited[:_MOST_PEOPLE]:
        add_participant(work, application, stage, person, told=False)
    if organizer:
        add_contact(work, application, organizer, told=False)


def _theirs(person: Person, own: Collection[str], name: str) -> Person | None:
    """Give somebody of theirs, without an address that no mail can be written to; None: me, a service, or nobody."""
    if not person.email or is_service(person) or find_mine((person.email,), own):
        return None
    named = called(person)
    if name and fold(named.name or "") == name:
        return None
    try:
        wire_address(person.email)
    except Refused:
        return Person(named.name) if named.name else None
    return named
