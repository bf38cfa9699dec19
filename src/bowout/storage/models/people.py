"""Who writes, and whom they have to do with."""

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bowout.storage.models.base import Base, key_to, table_args


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
    __table_args__ = table_args(UniqueConstraint("key"))
    name: Mapped[str]
    key: Mapped[str]
    website: Mapped[str | None]
    notes: Mapped[str | None]


class Contact(Base):
    """A person at a company or an agency; `greet` is how they are addressed, as the user gave it."""

    __tablename__ = "contact"
    __table_args__ = table_args(Index(None, "company_id"), Index(None, "email"))
    company_id: Mapped[int | None] = mapped_column(key_to("company"))
    name: Mapped[str | None]
    title: Mapped[str | None]
    greet: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    role: Mapped[str | None]
