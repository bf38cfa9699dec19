"""To whom a letter goes: whoever runs the process."""

import re
from collections.abc import Iterable, Sequence

from bowout.domain.errors import Refused
from bowout.domain.names import fold, unaccented
from bowout.domain.people import Person, takes_no_replies
from bowout.domain.results import ApplicationView, ContactView

AGENCY = "agency"
# Who runs it, first who is preferred; an interviewer is thanked, a referrer told otherwise, neither written to.
_RUNS_IT = ((AGENCY,), ("recruiter",), ("coordinator",), ("hiring_manager", "other", None))


def refuse_no_reply(people: tuple[Person, ...]) -> None:
    """Refuse to write to an address that nobody reads; Refused."""
    for person in people:
        if person.email and takes_no_replies(person.email):
            raise Refused(
                f"Nobody reads what is sent to {person.email}.",
                "Withdraw in their portal; without --to the letter is written for it.",
                code="no_reply",
            )


def recipients_of(
    view: ApplicationView,
    contacts: tuple[ContactView, ...],
    *,
    booked: bool,
    wrote: Iterable[tuple[str, str]] = (),
) -> tuple[Person, ...]:
    """Choose whom to write to; with a `booked` slot also the coordinator, who has to release it.

    `wrote` are the addresses that mails came from, the newest first, each with the one to answer to: who wrote
    last is answered, before an agency's client the agency. Without anybody who has an address, those who are
    known by name.
    """
    reachable = [known for known in contacts if known.email and not takes_no_replies(known.email)]
    latest, answer_to = _latest(reachable, wrote)
    for roles in _RUNS_IT:
        chosen = [known for known in reachable if _role(view, known) in roles]
        if latest and (AGENCY not in roles or latest in chosen):
            chosen = [latest._replace(email=answer_to)]
        if chosen and booked and AGENCY not in roles:
            chosen += [known for known in reachable if known.role == "coordinator" and known not in chosen]
        if chosen:
            return tuple(Person(known.name, known.email, known.greet) for known in chosen)
    silent = ("interviewer", "referrer")
    named = [known for known in contacts if known.role not in silent and known.name and not known.email]
    return tuple(Person(known.name, None, known.greet) for known in named)


def _latest(
    reachable: Sequence[ContactView], wrote: Iterable[tuple[str, str]]
) -> tuple[ContactView | None, str]:
    """Who of them wrote last, and where they want to be answered: as they write their address, if it is theirs."""
    for address, answer_to in wrote:
        for known in reachable:
            if fold(known.email or "") == address:
                return known, (known.email or "") if answer_to == address else answer_to
    return None, ""


def greeted(person: Person, contacts: tuple[ContactView, ...]) -> Person:
    """The person as they are addressed, if they are a contact."""
    address = fold(person.email or "")
    known = next((contact for contact in contacts if contact.email and fold(contact.email) == address), None)
    return person._replace(greet=known.greet) if known else person


def agency_written_to(
    view: ApplicationView, contacts: tuple[ContactView, ...], recipients: tuple[Person, ...]
) -> str | None:
    """The agency, where the letter goes to it: nobody is written to, or somebody who belongs there."""
    if view.agency is None:
        return None
    roles = {fold(known.email): _role(view, known) for known in contacts if known.email}
    first = recipients[0] if recipients else None
    if first is None or first.email is None:
        return view.agency
    role = roles.get(fold(first.email)) or _role(view, ContactView(first.name, first.email, None, None, None))
    return view.agency if role == AGENCY else None


def _role(view: ApplicationView, contact: ContactView) -> str | None:
    """The role that was given; without one, a person of a process with an agency is the agency's."""
    if contact.role is not None or view.agency is None:
        return contact.role
    domain = _letters((contact.email or "").rpartition("@")[2])
    # An address at the company itself is nobody's at an agency.
    direct = _letters(view.company) in domain and _letters(view.agency) not in domain
    return None if direct else AGENCY


def _letters(name: str) -> str:
    return re.sub(r"[^\w]|_", "", unaccented(fold(name))) or "-"
