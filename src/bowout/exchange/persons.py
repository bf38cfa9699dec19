"""People in cells: names, addresses and numbers taken apart."""

import re

from bowout.domain.people import Person, is_address
from bowout.exchange.columns import Column
from bowout.exchange.drafts import Draft
from bowout.exchange.words import flag

_EMAIL = re.compile(r"[^\s@<>(),;:\"\[\]]+@[^\s@<>(),;:\"\[\]]+\.[^\s@<>(),;:\"\[\]]+")
_PHONE = re.compile(r"\+?\d[\d\s()./-]{6,}\d")


def place_contact(draft: Draft, column: Column, cell: str, _: object) -> None:
    """A person, or several: names and addresses are taken apart, what is neither goes into a note."""
    if flag(cell) is not None or len(cell) > 200:
        draft.note(column.heading, cell)
        return
    rest_kept = False
    for part in re.split(r"\s*[;\n|]\s*|,\s*(?=[^,]*@)", cell):
        found = _EMAIL.search(part)
        address = found[0].rstrip(".") if found and is_address(found[0].rstrip(".")) else None
        name = part.replace(found[0], " ") if found else part
        without = _PHONE.sub(" ", name)
        rest_kept = rest_kept or without != name
        name = " ".join(without.split()).strip(" <>()[],;:-–/\"'")
        plain = bool(name) and not any(char in "<>@" or ord(char) < 32 for char in name)
        if plain and "://" not in name and len(name) <= 100:
            draft.people.append(Person(name=name, email=address))
        elif address:
            draft.people.append(Person(email=address))
            rest_kept = rest_kept or bool(name)
        else:
            rest_kept = rest_kept or bool(part.strip())
    if rest_kept:
        draft.note(column.heading, cell)


def place_email(draft: Draft, column: Column, cell: str, _: object) -> None:
    """Addresses; what is none goes into a note."""
    found = [address.rstrip(".") for address in _EMAIL.findall(cell)]
    good = [address for address in found if is_address(address)]
    draft.emails += good
    if not good or " ".join(good) != cell:
        draft.note(column.heading, cell)
