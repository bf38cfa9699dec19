"""What services return, and what `--json` prints: field by field, name by name.

Named tuples: as fixed as frozen dataclasses, and made in a tenth of the time, which
each command would wait for. Times are stored texts (UTC with `Z`, or a bare date). A trailing underscore
stands for a name that Python reserves (`from_` prints as `from`).
"""

from typing import NamedTuple


class ContactView(NamedTuple):
    """A person of theirs."""

    name: str | None
    email: str | None
    phone: str | None
    role: str | None
    greet: str | None


class ConcernView(NamedTuple):
    """What speaks for leaving, as noted: private."""

    reason: str
    text: str | None


class StageView(NamedTuple):
    """A step with the employer."""

    number: int
    kind: str
    round: int | None
    state: str
    at: str | None
    due: str | None
    time_zone: str | None
    minutes: int | None
    where: str | None
    people: tuple[ContactView, ...]
    outcome: str | None
    highlight: str | None
    concerns: tuple[ConcernView, ...]


class WithdrawalView(NamedTuple):
    """That I left: why (privately), in which situation, at which stage, and on which day."""

    reason: str
    note: str | None
    situation: str
    stage: str
    on: str


class ApplicationView(NamedTuple):
    """An application as lists show it."""

    id: int
    company: str
    position: str
    status: str
    applied_on: str | None
    source: str | None
    url: str | None
    location: str | None
    salary: str | None
    agency: str | None
    internal: bool
    tags: tuple[str, ...]
    created_at: str
    updated_at: str
    next_stage: StageView | None
    withdrawal: WithdrawalView | None


class ProfileView(NamedTuple):
    """Who writes."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    linkedin: str | None = None
    address: str | None = None
    time_zone: str | None = None
    language: str | None = None
    tone: str | None = None
