"""The tables, as typed declarative classes.

Times are ISO text in UTC (`2026-11-28T13:00:00Z`; a bare date where no time is
known) on every engine: they sort as they stand, and one SELECT text serves
SQLite's own driver and PostgreSQL alike. Lists are JSON text for the same
reason.

There is no `relationship()`: keys are set by hand and parents are flushed
before their children, so that the flush listener in history.py sees each
change as it is.
"""

from bowout.storage.models.applications import Application, ApplicationContact, Concern, Event, Note, Reminder
from bowout.storage.models.base import Base, column_values
from bowout.storage.models.imports import Imported
from bowout.storage.models.letters import Delivery, Message, MessageApplication, Withdrawal
from bowout.storage.models.operations import UNRECORDED, Change, Operation
from bowout.storage.models.people import Company, Contact, Profile
from bowout.storage.models.stages import Stage, StagePerson

__all__ = [
    "UNRECORDED",
    "Application",
    "ApplicationContact",
    "Base",
    "Change",
    "Company",
    "Concern",
    "Contact",
    "Delivery",
    "Event",
    "Imported",
    "Message",
    "MessageApplication",
    "Note",
    "Operation",
    "Profile",
    "Reminder",
    "Stage",
    "StagePerson",
    "Withdrawal",
    "column_values",
]
