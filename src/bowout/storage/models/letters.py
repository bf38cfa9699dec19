"""The leaving, and the letters with what became of them."""

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bowout.storage.models.base import Base, key_to, table_args


class Withdrawal(Base):
    """That I left, why, and where; `message_id` is the letter that says so.

    `revoked_at` is set when the application is reopened.
    """

    __tablename__ = "withdrawal"
    __table_args__ = table_args(
        Index(None, "application_id"),
        Index(None, "message_id"),
        Index("ix_withdrawal_used", "reason", "stage", sqlite_where=text("revoked_at IS NULL")),
    )
    application_id: Mapped[int] = mapped_column(key_to("application"))
    reason: Mapped[str]
    sub_reason: Mapped[str | None]
    note: Mapped[str | None]
    stated: Mapped[str | None]
    situation: Mapped[str]
    stage: Mapped[str]
    decided_on: Mapped[str]
    told_on: Mapped[str | None]
    message_id: Mapped[int | None] = mapped_column(key_to("message"))
    revoked_at: Mapped[str | None]


class Message(Base):
    """Mail in and out as a record of its own; `recipients` and `cc` are JSON lists of persons.

    `stated` is what a letter gives as a reason, and `statement` which of ours that is, if it is
    one. `form` and `keep_in_touch` are how it was wanted; null: as the rules say.
    """

    __tablename__ = "message"
    __table_args__ = table_args(
        Index(None, "application_id"), Index(None, "message_id"), Index(None, "state")
    )
    application_id: Mapped[int] = mapped_column(key_to("application"))
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
    __table_args__ = table_args(
        UniqueConstraint("message_id", "application_id"), Index(None, "application_id")
    )
    message_id: Mapped[int] = mapped_column(key_to("message"))
    application_id: Mapped[int] = mapped_column(key_to("application"))
    named_only: Mapped[bool]


class Delivery(Base):
    """One attempt to hand a message over."""

    __tablename__ = "delivery"
    __table_args__ = table_args(Index(None, "message_id"))
    message_id: Mapped[int] = mapped_column(key_to("message"))
    channel: Mapped[str]
    at: Mapped[str]
    result: Mapped[str]
    detail: Mapped[str | None]
