"""The steps of an application."""

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bowout.storage.models.base import Base, key_to, table_args


class Stage(Base):
    """A step with the employer. `number` counts within the application, `round` among its interviews.

    `at` is UTC or a bare date, `time_zone` the IANA name it was booked in. The
    `calendar_` columns and `invitation` (UTF-8) are as the organizer sent them;
    `calendar_attendee` is the address under which I am invited.
    """

    __tablename__ = "stage"
    __table_args__ = table_args(UniqueConstraint("application_id", "number"), Index(None, "calendar_uid"))
    application_id: Mapped[int] = mapped_column(key_to("application"))
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
    __table_args__ = table_args(UniqueConstraint("stage_id", "contact_id"), Index(None, "contact_id"))
    stage_id: Mapped[int] = mapped_column(key_to("stage"))
    contact_id: Mapped[int] = mapped_column(key_to("contact"))
