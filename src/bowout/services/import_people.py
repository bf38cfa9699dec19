"""The companies and people of imported rows: found, or made once."""

from collections.abc import Iterable, Sequence

from bowout.domain.names import fold
from bowout.domain.people import Person
from bowout.storage import import_queries, queries
from bowout.storage.bulk import Bulk
from bowout.storage.work import Work


class Companies:
    """The companies of some rows, by their names however spelt."""

    def __init__(self, work: Work, bulk: Bulk, names: Iterable[str]) -> None:
        self._bulk = bulk
        query, texts = queries.with_texts(import_queries.COMPANIES, sorted({fold(name) for name in names}))
        self._known = {row["key"]: (int(row["id"]), row["name"]) for row in work.reader.rows(query, texts)}

    def named(self, name: str) -> tuple[int, str]:
        """The number and the name of a company, which is made if it is new."""
        key = fold(name)
        if key not in self._known:
            self._known[key] = (self._bulk.add("company", {"name": name, "key": key}), name)
        return self._known[key]


def add_contacts(work: Work, bulk: Bulk, added: Sequence[tuple[int, int, tuple[Person, ...]]]) -> None:
    """Give new applications their people: each number, company and persons; one address is one person there."""
    companies = {company for _, company, people in added if people}
    if not companies:
        return
    rows = work.reader.rows(queries.with_ids(import_queries.PEOPLE, sorted(companies)))
    known = {(row["company_id"], fold(row["email"])): int(row["id"]) for row in rows}
    for number, company, people in added:
        linked: set[int] = set()
        for person in dict.fromkeys(people):
            address = (company, fold(person.email or ""))
            contact = known.get(address) if person.email else None
            if contact is None:
                contact = bulk.add(
                    "contact", {"company_id": company, "name": person.name, "email": person.email}
                )
                if person.email:
                    known[address] = contact
            if contact not in linked:
                linked.add(contact)
                bulk.add("application_contact", {"application_id": number, "contact_id": contact})
