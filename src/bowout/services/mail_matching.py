"""Finds the application that a received mail is about: by thread, calendar, people, company, words."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from bowout.domain.names import core_name, fold
from bowout.domain.organisations import domain_of, organisation_of, squeezed
from bowout.domain.people import Person
from bowout.domain.statuses import OPEN
from bowout.mail.incoming import Incoming, thread_of
from bowout.mail.invitation import Invitation
from bowout.storage import mail_queries, queries
from bowout.storage.reading import Reader

_NEWEST_IDS = 50  # of a thread: long ones are known by their last mails
_BODY = 4000  # characters of a mail that are looked through for a company's name


class Matched(NamedTuple):
    """The applications that a mail may be about, and what said so; several: nothing told them apart."""

    numbers: tuple[int, ...]
    by: str


class Clues(NamedTuple):
    """What there is to go by: the mail, if it came in one, its invitations, and the people behind both."""

    mail: Incoming | None
    invitations: tuple[Invitation, ...]
    people: tuple[Person, ...]

    @property
    def subject(self) -> str:
        """The lines that say what it is about."""
        sender = self.mail.sender.name if self.mail and self.mail.sender else None
        titles = (invitation.summary for invitation in self.invitations)
        return "\n".join(filter(None, (self.mail.subject if self.mail else "", sender, *titles)))

    @property
    def text(self) -> str:
        """What it says, from its beginning."""
        parts = (self.mail.text if self.mail else "", *(each.description for each in self.invitations))
        return "\n".join(parts)[:_BODY]


class _Process(NamedTuple):
    status: str
    position: frozenset[str]
    names: tuple[str, ...]


class Directory:
    """Who belongs to which application: read once, and again after something was added."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._processes: dict[int, _Process] = {}
        self._by_address: dict[str, set[int]] = {}
        self._by_domain: dict[str, set[int]] = {}
        self._by_label: dict[str, set[int]] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew."""
        by_address, by_domain, by_label = defaultdict(set), defaultdict(set), defaultdict(set)
        self._processes = {}
        for row in self._reader.rows(mail_queries.PROCESSES):
            names = tuple(core_name(name) for name in (row["company"], row["agency"]) if name)
            self._processes[row["id"]] = _Process(row["status"], _words(row["position"]), names)
            for name in names:
                by_label[squeezed(name)].add(row["id"])
        for row in self._reader.rows(mail_queries.ADDRESSES):
            by_address[fold(row["email"])].add(row["application_id"])
            if organisation_of(row["email"]):
                by_domain[domain_of(row["email"])].add(row["application_id"])
        self._by_address, self._by_domain, self._by_label = by_address, by_domain, by_label

    def find(self, clues: Clues, *, thorough: bool) -> Matched | None:
        """Find what a mail is about; None: nothing here.

        `thorough`: also by a company that its text names, which among thousands of mails would
        take in newsletters.
        """
        tiers = (
            ("thread", self._of_thread),
            ("calendar", self._of_calendar),
            ("people", self._of_people),
            ("company", self._of_domains),
            ("words", self._of_subject),
            *((("words", self._of_text),) if thorough else ()),
        )
        for by, tier in tiers:
            numbers = self._narrow(tier(clues), clues)
            if numbers:
                return Matched(numbers, by)
        return None

    def _of_thread(self, clues: Clues) -> set[int]:
        ids = thread_of(clues.mail)[-_NEWEST_IDS:] if clues.mail else ()
        rows = self._reader.rows(*queries.with_texts(mail_queries.MESSAGES_BY_ID, ids)) if ids else ()
        return {row["application_id"] for row in rows}

    def _of_calendar(self, clues: Clues) -> set[int]:
        rows = (
            row
            for invitation in clues.invitations
            if invitation.uid
            for row in self._reader.rows(mail_queries.STAGES_BY_UID, {"uid": invitation.uid})
        )
        return {row["application_id"] for row in rows}

    def _of_people(self, clues: Clues) -> set[int]:
        return _union(self._by_address, (fold(person.email or "") for person in clues.people))

    def _of_domains(self, clues: Clues) -> set[int]:
        addresses = [person.email for person in clues.people if person.email]
        known = _union(self._by_domain, map(domain_of, addresses))
        labels = (label for address in addresses if (label := organisation_of(address)))
        return known or _union(self._by_label, map(squeezed, labels))

    def _of_subject(self, clues: Clues) -> set[int]:
        return self._naming(clues.subject)

    def _of_text(self, clues: Clues) -> set[int]:
        return self._naming(clues.text)

    def _naming(self, text: str) -> set[int]:
        """The processes whose company a text names; a short name counts only as it is written."""
        plain, folded = _spaced(text), _spaced(fold(text))
        return {
            number
            for number, process in self._processes.items()
            for name in process.names
            if (_spaced(fold(name)) in folded if len(name) > 4 else _spaced(name) in plain)
        }

    def _narrow(self, numbers: Collection[int], clues: Clues) -> tuple[int, ...]:
        """Tell several apart: the open ones first, then those whose position is named."""
        found = sorted(number for number in numbers if number in self._processes)
        for telling in (self._is_open, lambda number: self._is_named(number, clues)):
            if len(found) > 1:
                found = [number for number in found if telling(number)] or found
        return tuple(found)

    def _is_open(self, number: int) -> bool:
        return self._processes[number].status in OPEN

    def _is_named(self, number: int, clues: Clues) -> bool:
        position = self._processes[number].position
        return bool(position) and position <= _words(f"{clues.subject}\n{clues.text}")


def _union(index: dict[str, set[int]], keys: Iterable[str]) -> set[int]:
    return {number for key in keys for number in index.get(key, ())}


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text)))


def _spaced(text: str) -> str:
    """A text as words alone, each between blanks, so that a name is found whole."""
    words = " ".join(re.findall(r"[^\W_]+", text))
    return f" {words} "
