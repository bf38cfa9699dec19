"""Rows that are not as the rest of the record says, and how they are put right."""

from collections.abc import Iterable
from typing import NamedTuple

from bowout.domain.findings import Finding
from bowout.storage.codec import Value
from bowout.storage.health.patient import Patient

_REPAIR = "bowout doctor --repair"
_LOOK = "look at it, and set it anew (bowout show, edit), or bring a backup back"
_HOW = {
    "changed": "{name}: {fields} is not as its history or its events say.",
    "lost": "{name} is lost: history has it, and no step deleted it.",
    "extra": "{name} is there, though history says that it is deleted.",
    "unreadable": "The history of {name} is damaged; what it says cannot be read.",
    "undecodable": "{name}: {fields} is damaged; it is no text any more.",
    "eventless": "No event says where {name} stands.",
}


class Difference(NamedTuple):
    """A row that is not as it should be: `changed`, `lost`, `extra`; or what says how it should be is damaged.

    `fields` are those that differ; `values` what is certain of them, or of the lost row.
    """

    table: str
    row: int
    kind: str
    fields: tuple[str, ...]
    values: dict[str, Value]

    @property
    def is_mendable(self) -> bool:
        """Tell whether it is certain what the row should be."""
        return bool(self.values) and set(self.fields) <= self.values.keys()


def describe(found: Difference) -> Finding:
    """Say what differs."""
    message = _HOW[found.kind].format(name=f"{found.table} {found.row}", fields=", ".join(found.fields))
    mend = _REPAIR if found.is_mendable else _LOOK
    return Finding(f"row_{found.kind}", "error", message[0].upper() + message[1:], mend, found.is_mendable)


def put_right(patient: Patient, found: Iterable[Difference]) -> list[str]:
    """Give rows the values that are certain; returns what was done."""
    done = []
    for each in found:
        if not each.values:
            continue
        if each.kind == "lost":
            names = ", ".join(f'"{name}"' for name in each.values)
            places = ", ".join(f":{name}" for name in each.values)
            patient.change(f'INSERT INTO "{each.table}" ({names}) VALUES ({places})', each.values)  # noqa: S608 - names of columns
            done.append(f"brought back {each.table} {each.row}")
        else:
            sets = ", ".join(f'"{name}" = :{name}' for name in each.values)
            parameters = {**each.values, "id": each.row}
            patient.change(f'UPDATE "{each.table}" SET {sets} WHERE id = :id', parameters)  # noqa: S608 - likewise
            done.append(f"set {', '.join(each.values)} of {each.table} {each.row}")
    return done
