"""The tables, as typed declarative classes.

Times are ISO text in UTC (`2026-11-28T13:00:00Z`; a bare date where no time is
known) on every engine: they sort as they stand, and one SELECT text serves
SQLite's own driver and PostgreSQL alike. Lists are JSON text for the same
reason.

There is no `relationship()`: keys are set by hand and parents are flushed
before their children, so that the flush listener in history.py sees each
change as it is.
"""

from typing import ClassVar

from sqlalchemy import ForeignKey, Index, MetaData, Text, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """A table whose numbers are never used again, also not after an undo."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar = {str: Text()}
    __table_args__: object = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)

    def __init__(self, **values: object) -> None:
        """Set every column, the unnamed ones to None: history reads them all after the flush."""
        for column in self.__table__.columns:
            if column.name != "id":
                setattr(self, column.name, values.pop(column.name, None))
        if values:
            raise TypeError(f"{type(self).__name__} has no {', '.join(values)}")


def _args(*items: object) -> tuple[object, ...]:
    return (*items, {"sqlite_autoincrement": True})


def _to(table: str) -> ForeignKey:
    return ForeignKey(f"{table}.id")


class Profile(Base):
    """Who writes. One row at most."""

    __tablename__ = "profile"
    name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    linkedin: Mapped[str | None]
    address: Mapped[str | None]
    time_zone: Mapped[str | None]
    language: Mapped[str | None]
    tone: Mapped[str | None]
    signature: Mapped[str | None]


class Company(Base):
    """An employer or an agency; `key` is its folded name, by which it is found again."""

    __tablename__ = "company"
    __table_args__ = _args(UniqueConstraint("key"))
    name: Mapped[str]
    key: Mapped[str]
    website: Mapped[str | None]
    notes: Mapped[str | None]


class Contact(Base):
    """A person at a company or an agency; `greet` is how they are addressed, as the user gave it."""

    __tablename__ = "contact"
    __table_args__ = _args(Index(None, "company_id"), Index(None, "email"))
    company_id: Mapped[int | None] = mapped_column(_to("company"))
    name: Mapped[str | None]
    title: Mapped[str | None]
    greet: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    role: Mapped[str | None]


class Application(Base):
    """One process with one company. `search_key` is company and position, folded, for APP in words.

    `highlight` is the newest good thing that was noted, at a stage or beside them.
    `closed_at` is set while the status is an end, so that the open ones have an
    index of their own. `updated_at` has microseconds and never goes backwards.
    """

    __tablename__ = "application"
    __table_args__ = _args(
        # Read backwards, they serve "newest first".
        Index("ix_application_newest", "updated_at", "id"),
        Index("ix_application_status_newest", "status", "updated_at", "id"),
        # Of postgresql_where only the migration speaks: here it would import that dialect at every start.
        Index("ix_application_open", "updated_at", "id", sqlite_where=text("closed_at IS NULL")),
        Index(None, "company_id"),
        Index(None, "agency_id"),
    )
    company_id: Mapped[int] = mapped_column(_to("company"))
    agency_id: Mapped[int | None] = mapped_column(_to("company"))
    position: Mapped[str]
    search_key: Mapped[str]
    status: Mapped[str]
    ended_by: Mapped[str | None]
    closed_at: Mapped[str | None]
    applied_on: Mapped[str | None]
    source: Mapped[str | None]
    url: Mapped[str | None]
    location: Mapped[str | None]
    salary: Mapped[str | None]
    internal: Mapped[bool]
    tags: Mapped[str]
    highlight: Mapped[str | None]
    created_at: Mapped[str]
    updated_at: Mapped[str]


class ApplicationContact(Base):
    """Who runs the process, on their side."""

    __tablename__ = "application_contact"
    __table_args__ = _args(UniqueConstraint("application_id", "contact_id"), Index(None, "contact_id"))
    application_id: Mapped[int] = mapped_column(_to("application"))
    contact_id: Mapped[int] = mapped_column(_to("contact"))


class Stage(Base):
    """A step with the employer. `number` counts within the application, `round` among its interviews.

    `at` is UTC or a bare date, `time_zone` the IANA name it was booked in. The
    `calendar_` columns and `invitation` (UTF-8) are as the organizer sent them;
    `calendar_attendee` is the address under which I am invited.
    """

    __tablename__ = "stage"
    __table_args__ = _args(UniqueConstraint("application_id", "number"), Index(None, "calendar_uid"))
    application_id: Mapped[int] = mapped_column(_to("application"))
    number: Mapped[int]
    kind: Mapped[str]
    round: Mapped[int | None]
    state: Mapped[str]
    at: Mapped[str | None]
    time_zone: Mapped[str | None]
    minutes: Mapped[int | None]
    place: Mapped[str | None]
    due: Mapped[str | None]
    outcome: Mapped[str | None]
    highlight: Mapped[str | None]
    rescheduled_by_me: Mapped[int]
    rescheduled_by_them: Mapped[int]
    calendar_uid: Mapped[str | None]
    calendar_sequence: Mapped[int | None]
    calendar_stamp: Mapped[str | None]
    calendar_organizer: Mapped[str | None]
    invitation: Mapped[bytes | None]
    calendar_attendee: Mapped[str | None]


class StagePerson(Base):
    """Who takes part in a stage."""

    __tablename__ = "stage_person"
    __table_args__ = _args(UniqueConstraint("stage_id", "contact_id"), Index(None, "contact_id"))
    stage_id: Mapped[int] = mapped_column(_to("stage"))
    contact_id: Mapped[int] = mapped_column(_to("contact"))


class Concern(Base):
    """What speaks for leaving, noted along the way. Private."""

    __tablename__ = "concern"
    __table_args__ = _args(Index(None, "application_id"), Index(None, "stage_id"))
    application_id: Mapped[int] = mapped_column(_to("application"))
    stage_id: Mapped[int | None] = mapped_column(_to("stage"))
    reason: Mapped[str]
    text: Mapped[str | None]
    at: Mapped[str]


class Event(Base):
    """What happened, and when it happened; never edited. `at` is null where the day is not known."""

    __tablename__ = "event"
    __table_args__ = _args(Index(None, "application_id", "at"), Index(None, "stage_id"), Index(None, "at"))
    application_id: Mapped[int] = mapped_column(_to("application"))
    stage_id: Mapped[int | None] = mapped_column(_to("stage"))
    at: Mapped[str | None]
    kind: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str | None]
    text: Mapped[str | None]


class Withdrawal(Base):
    """That I left, why, and where; `message_id` is the letter that says so.

    `revoked_at` is set when the application is reopened.
    """

    __tablename__ = "withdrawal"
    __table_args__ = _args(
        Index(None, "application_id"),
        Index(None, "message_id"),
        Index("ix_withdrawal_used", "reason", "stage", sqlite_where=text("revoked_at IS NULL")),
    )
    application_id: Mapped[int] = mapped_column(_to("application"))
    reason: Mapped[str]
    sub_reason: Mapped[str | None]
    note: Mapped[str | None]
    stated: Mapped[str | None]
    situation: Mapped[str]
    stage: Mapped[str]
    decided_on: Mapped[str]
    told_on: Mapped[str | None]
    message_id: Mapped[int | None] = mapped_column(_to("message"))
    revoked_at: Mapped[str | None]


class Message(Base):
    """Mail in and out as a record of its own; `recipients` and `cc` are JSON lists of persons.

    `stated` is what a letter gives as a reason, and `statement` which of ours that is, if it is
    one. `form` and `keep_in_touch` are how it was wanted; null: as the rules say.
    """

    __tablename__ = "message"
    __table_args__ = _args(Index(None, "application_id"), Index(None, "message_id"), Index(None, "state"))
    application_id: Mapped[int] = mapped_column(_to("application"))
    direction: Mapped[str]
    situation: Mapped[str | None]
    template: Mapped[str | None]
    template_version: Mapped[str | None]
    language: Mapped[str | None]
    tone: Mapped[str | None]
    sender: Mapped[str | None]
    recipients: Mapped[str]
    cc: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    advice: Mapped[str]
    message_id: Mapped[str | None]
    in_reply_to: Mapped[str | None]
    thread: Mapped[str | None]
    raw: Mapped[bytes | None]
    state: Mapped[str]
    created_at: Mapped[str]
    sent_at: Mapped[str | None]
    stated: Mapped[str | None]
    statement: Mapped[str | None]
    form: Mapped[str | None]
    keep_in_touch: Mapped[bool | None]


class MessageApplication(Base):
    """Which application a letter concerns: it is written for it and leaves it, or `named_only` names it."""

    __tablename__ = "message_application"
    __table_args__ = _args(UniqueConstraint("message_id", "application_id"), Index(None, "application_id"))
    message_id: Mapped[int] = mapped_column(_to("message"))
    application_id: Mapped[int] = mapped_column(_to("application"))
    named_only: Mapped[bool]


class Delivery(Base):
    """One attempt to hand a message over."""

    __tablename__ = "delivery"
    __table_args__ = _args(Index(None, "message_id"))
    message_id: Mapped[int] = mapped_column(_to("message"))
    channel: Mapped[str]
    at: Mapped[str]
    result: Mapped[str]
    detail: Mapped[str | None]


class Note(Base):
    """A private note."""

    __tablename__ = "note"
    __table_args__ = _args(Index(None, "application_id"))
    application_id: Mapped[int] = mapped_column(_to("application"))
    at: Mapped[str]
    text: Mapped[str]


class Reminder(Base):
    """Something to do on a day; `why` says what made it."""

    __tablename__ = "reminder"
    __table_args__ = _args(Index(None, "application_id"), Index(None, "due_on"))
    application_id: Mapped[int] = mapped_column(_to("application"))
    due_on: Mapped[str]
    text: Mapped[str | None]
    why: Mapped[str | None]
    done_at: Mapped[str | None]


class Operation(Base):
    """One changing command: when it was recorded and what it touched, never its arguments.

    `kind` is `command`, `undo` or `redo`; `reverses` the operation that an undo
    or redo acts on; `undone_by` the one that took this one back, if any.
    """

    __tablename__ = "operation"
    __table_args__ = _args(Index(None, "reverses"), Index(None, "undone_by"))
    at: Mapped[str]
    kind: Mapped[str]
    command: Mapped[str]
    touched: Mapped[str]
    schema_revision: Mapped[str]
    summary: Mapped[str]
    reverses: Mapped[int | None] = mapped_column(_to("operation"))
    undone_by: Mapped[int | None] = mapped_column(_to("operation"))


class Change(Base):
    """What an operation did to one row: the whole row before and after, as JSON; null: it was not there."""

    __tablename__ = "change"
    __table_args__ = _args(Index(None, "operation_id"), Index(None, "table_name", "row_id"))
    operation_id: Mapped[int] = mapped_column(_to("operation"))
    table_name: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[str | None]
    after: Mapped[str | None]


def column_values(row: Base) -> dict[str, object]:
    """The values of a row as they stand, to see whether a command changed one; a flush does not hide it."""
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


UNRECORDED = (Operation, Change)
