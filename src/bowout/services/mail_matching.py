"""Finds the application that a received mail is about: by thread, calendar, people, company, words."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from bowout.domain.names import fold
from bowout.domain.organisations import domain_of, organisation_of, squeezed
from bowout.domain.people import Person
from bowout.domain.statuses import OPEN
from bowout.mail.incoming import Incoming, thread_of
from bowout.mail.invitation import Invitation
from bowout.mail.senders import is_service
from bowout.services.mail_words import Named, Process, Words, is_alike, process_of, weight, whole
from bowout.storage import mail_queries, queries
from bowout.storage.reading import Reader

_NEWEST_IDS = 50  # of a thread: long ones are known by their last mails
_BODY = 4000  # characters of a mail that are looked through for a company's name


class Matched(NamedTuple):
    """The applications that a mail may be about, and what said so; several: nothing told them apart.

    `sure`: no need to ask where it is a single one.
    """

    numbers: tuple[int, ...]
    by: str
    sure: bool = True

    @property
    def number(self) -> int | None:
        """The one that it is about for certain."""
        return self.numbers[0] if self.sure and len(self.numbers) == 1 else None


class Clues(NamedTuple):
    """What there is to go by: the mail, if it came in one, its invitations, and the people behind both."""

    mail: Incoming | None
    invitations: tuple[Invitation, ...]
    people: tuple[Person, ...]

    @property
    def subject(self) -> str:
        """The lines that say what it is about."""
        titles = (invitation.summary for invitation in self.invitations)
        return "\n".join(filter(None, (self.mail.subject if self.mail else "", *titles)))

    @property
    def sender(self) -> str:
        """The name of who wrote, as which services give that of the company."""
        return (self.mail.sender.name if self.mail and self.mail.sender else None) or ""

    @property
    def labels(self) -> frozenset[str]:
        """The organisations that the people behind it write from."""
        found = (organisation_of(person.email) for person in self.people if person.email)
        return frozenset(label for label in found if label)

    @property
    def text(self) -> str:
        """What it says, from its beginning."""
        parts = (self.mail.text if self.mail else "", *(each.description for each in self.invitations))
        return "\n".join(parts)[:_BODY]


class Directory:
    """Who belongs to which application: read once, and again after something was added."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._processes: dict[int, Process] = {}
        self._by_address: dict[str, set[int]] = {}
        self._by_domain: dict[str, set[int]] = {}
        self._by_label: dict[str, set[int]] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew."""
        by_address, by_domain, by_label = defaultdict(set), defaultdict(set), defaultdict(set)
        self._processes = {}
        for row in self._reader.rows(mail_queries.PROCESSES):
            process = process_of(row["status"], row["company"], row["agency"], row["position"])
            self._processes[row["id"]] = process
            for name in process.names:
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
        for by, tier in (("thread", self._of_thread), ("calendar", self._of_calendar)):
            if numbers := self._narrow(tier(clues), clues):
                return Matched(numbers, by)
        for by, tier in (("people", self._of_people), ("company", self._of_domains)):
            if numbers := self._narrow(tier(clues), clues):
                return self._weighed(Matched(numbers, by), clues)
        if numbers := self._narrow(self._naming(clues.subject), clues):
            return Matched(numbers, "words", sure=self._is_sure(clues, numbers))
        if numbers := self._narrow(self._naming(clues.sender), clues):
            sender = clues.mail.sender if clues.mail else None
            return Matched(numbers, "words", sure=sender is not None and is_service(sender))
        if thorough and (numbers := self._narrow(self._naming(clues.text), clues)):
            return Matched(numbers, "words", sure=False)
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
        domains = (domain_of(person.email) for person in clues.people if person.email)
        return _union(self._by_domain, domains) | _union(self._by_label, map(squeezed, clues.labels))

    def _naming(self, text: str) -> set[int]:
        """The processes whose company or agency a text names."""
        words = Words(text)
        found = self._processes.items()
        return {number for number, process in found if any(map(words.name, process.names))}

    def _narrow(self, numbers: Collection[int], clues: Clues) -> tuple[int, ...]:
        """Tell several apart: the open ones first, then those of which most is named, at best in the subject."""
        found = sorted(number for number in numbers if number in self._processes)
        if len(found) > 1:
            found = [number for number in found if self._is_open(number)] or found
        for text, scattered in ((clues.subject, True), (clues.text, False)):
            if len(found) > 1:
                weights = self._weights(self._named(found, text, scattered=scattered))
                found = [number for number in found if weights[number] == max(weights.values())]
        return tuple(found)

    def _weighed(self, match: Matched, clues: Clues) -> Matched:
        """Hear what the words say against whom people or domains point to: the same may write of another.

        That one is taken where it is theirs, and the subject says so and nothing else; else it is asked.
        """
        related = self._of_people(clues) | self._of_domains(clues)
        rivals = [
            number for number in self._processes if number not in match.numbers and self._is_open(number)
        ]
        titled = self._named([*match.numbers, *rivals], clues.subject, scattered=True)
        mine, most = {each for number in match.numbers for each in titled[number]}, self._weights(titled)
        least = max(most[number] for number in match.numbers)
        better = [number for number in rivals if most[number] > least]
        if better:
            best = tuple(number for number in better if most[number] == max(most[each] for each in better))
            certain = set(best) <= related and all(mine <= titled[number] for number in best)
            return match._replace(numbers=best) if certain else _doubtful(match, best)
        if least:
            return match
        others = [each for each in rivals if each in related and self._is_hinted(each, match, clues.subject)]
        if others:
            return _doubtful(match, others)
        at_home = any(self._names_them(number, clues.labels) for number in match.numbers)
        rivals = [number for number in rivals if number in related or not at_home]
        said = self._weights(self._named([*match.numbers, *rivals], clues.text, scattered=False))
        least = max(said[number] for number in match.numbers)
        # Elsewhere, many have the same positions: what a text says of one is no word of this one.
        others = [each for each in rivals if said[each] > max(least, 0 if each in related else 1)]
        return _doubtful(match, others) if others else match

    def _named(self, numbers: Collection[int], text: str, *, scattered: bool) -> dict[int, frozenset[Named]]:
        words = Words(text)
        return whole({number: words.of(self._processes[number], scattered=scattered) for number in numbers})

    def _is_hinted(self, rival: int, match: Matched, subject: str) -> bool:
        """Tell whether a part of a position is named that those found have not."""
        words, its = Words(subject), self._processes[rival].position
        own = [self._processes[number].position for number in match.numbers]
        return all(words.some_of(its, each) > words.some_of(each, its) for each in own)

    def _weights(self, named: dict[int, frozenset[Named]]) -> dict[int, int]:
        return {number: weight(found) for number, found in named.items()}

    def _is_open(self, number: int) -> bool:
        return self._processes[number].status in OPEN

    def _is_sure(self, clues: Clues, numbers: Collection[int]) -> bool:
        """Tell whether a name in the subject is meant, and who wrote is not of another organisation."""
        words = Words(clues.subject)
        named = any(words.surely_name(name) for each in numbers for name in self._processes[each].names)
        return named and (not clues.labels or any(self._names_them(each, clues.labels) for each in numbers))

    def _names_them(self, number: int, labels: Collection[str]) -> bool:
        return any(is_alike(label, self._processes[number].company) for label in labels)


def _union(index: dict[str, set[int]], keys: Iterable[str]) -> set[int]:
    return {number for key in keys for number in index.get(key, ())}


def _doubtful(match: Matched, others: Collection[int]) -> Matched:
    return match._replace(numbers=(*match.numbers, *others), sure=False)
