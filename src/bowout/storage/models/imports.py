"""What foreign tables said."""

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bowout.storage.models.base import Base, key_to, table_args


class Imported(Base):
    """A row of a file that an application came from, by which it is known when the file comes again.

    `fingerprint` is made of what names it: company, position, link, number there, and which of
    several equals it is. `said` is the rest as JSON, so that a later file shows what it changed.
    """

    __tablename__ = "imported"
    __table_args__ = table_args(UniqueConstraint("fingerprint"), Index(None, "application_id"))
    application_id: Mapped[int] = mapped_column(key_to("application"))
    fingerprint: Mapped[str]
    said: Mapped[str]
