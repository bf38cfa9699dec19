"""What of a received thing is on record already."""

from bowout.domain.names import fold
from bowout.mail.invitation import Invitation
from bowout.mail.received import Received
from bowout.storage import mail_queries, queries
from bowout.storage.reading import Reader


def owner_of(reader: Reader, received: Received) -> int | None:
    """The application that this very thing was taken in for, of a calendar file the event; None: it is new."""
    if received.key:
        rows = reader.rows(*queries.with_texts(mail_queries.MESSAGES_BY_ID, [received.key]))
        return next((row["application_id"] for row in rows if row["direction"] == "in"), None)
    found = (
        row["application_id"]
        for calendar in received.calendars
        for invitation in calendar.invitations
        for row in reader.rows(*_stages_of(invitation, calendar.text))
    )
    return next(found, None)


def _stages_of(invitation: Invitation, text: str) -> tuple[str, dict[str, object]]:
    if invitation.uid:
        return mail_queries.STAGES_BY_UID, {"uid": invitation.uid}
    return mail_queries.STAGES_BY_TEXT, {"text": text.encode()}


def is_contact(reader: Reader, address: str) -> bool:
    """Tell whether an address is that of a contact of any application."""
    return any(fold(row["email"]) == fold(address) for row in reader.rows(mail_queries.ADDRESSES))
