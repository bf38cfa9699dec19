"""An application, and what is noted of it."""

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bowout.storage.models.base import Base, key_to, table_args


class Application(Base):
    """One process with one company. `search_key` is company and position, folded, for APP in words.

    `highlight` is the newest good thing that was noted, at a stage or beside them.
    `closed_at` is set while the status is an end, so that the open ones have an
    index of their own. `updated_at` has microseconds and never goes backwards.
    """

    __tablename__ = "application"
    __table_args__ = table_args(
        # Read backwards, they serve "newest first".
        Index("ix_application_newest", "updated_at", "id"),
        Index("ix_application_status_newest", "status", "updated_at", "id"),
        # Of postgresql_where only the migration speaks: here it would import that dialect at every start.
        Index("ix_application_open", "updated_at", "id", sqlite_where=text("closed_at IS NULL")),
        Index(None, "company_id"),
        Index(None, "agency_id"),
    )
    company_id: Mapped[int] = mapped_column(key_to("company"))
    agency_id: Mapped[int | None] = mapped_column(key_to("company"))
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
    __table_args__ = table_args(UniqueConstraint("application_id", "contact_id"), Index(None, "contact_id"))
    application_id: Mapped[int] = mapped_column(key_to("application"))
    contact_id: Mapped[int] = mapped_column(key_to("contact"))


class Concern(Base):
    """What speaks for leaving, noted along the way. Private."""

    __tablename__ = "concern"
    __table_args__ = table_args(Index(None, "application_id"), Index(None, "stage_id"))
    application_id: Mapped[int] = mapped_column(key_to("application"))
    stage_id: Mapped[int | None] = mapped_column(key_to("stage"))
    reason: Mapped[str]
    text: Mapped[str | None]
    at: Mapped[str]


class Event(Base):
    """What happened, and when it happened; never edited. `at` is null where the day is not known."""

    __tablename__ = "event"
    __table_args__ = table_args(
        Index(None, "application_id", "at"), Index(None, "stage_id"), Index(None, "at")
    )
    application_id: Mapped[int] = mapped_column(key_to("application"))
    stage_id: Mapped[int | None] = mapped_column(key_to("stage"))
    at: Mapped[str | None]
    kind: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str | None]
    text: Mapped[str | None]


class Note(Base):
    """A private note."""

    __tablename__ = "note"
    __table_args__ = table_args(Index(None, "application_id"))
    application_id: Mapped[int] = mapped_column(key_to("application"))
    at: Mapped[str]
    text: Mapped[str]


class Reminder(Base):
    """Something to do on a day; `why` says what made it."""

    __tablename__ = "reminder"
    __table_args__ = table_args(Index(None, "application_id"), Index(None, "due_on"))
    application_id: Mapped[int] = mapped_column(key_to("application"))
    due_on: Mapped[str]
    text: Mapped[str | None]
    why: Mapped[str | None]
    done_at: Mapped[str | None]
