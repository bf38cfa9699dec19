"""Unsent letters that a change of status leaves without a ground."""

from sqlalchemy import select

from bowout.domain.follow_ups import ANSWERS, FollowUp
from bowout.domain.messages import AT_HOME
from bowout.domain.statuses import OPEN, Status
from bowout.storage.models import Application, Message
from bowout.storage.work import Work

# Of one that goes on there is nothing to answer or to take up again; of one that is over, nothing goes on.
_OF_CLOSED = (*ANSWERS, FollowUp.RECONNECT)
_OF_OPEN = (FollowUp.TAKE_BACK, FollowUp.STILL_INTERESTED, FollowUp.DECLINE_STAGE)


def drop_groundless(work: Work, application: Application) -> tuple[str, ...]:
    """Discard the unsent letters of an application that no longer fit its status; says so, for people."""
    goes_on = application.status in (*OPEN, Status.ACCEPTED)
    groundless = select(Message).where(
        Message.application_id == application.id,
        Message.situation.in_(_OF_CLOSED if goes_on else _OF_OPEN),
        Message.state.in_(AT_HOME),
    )
    found = list(work.session.scalars(groundless.order_by(Message.id)))
    for message in found:
        message.state = "discarded"
    return tuple(f"Letter {message.id}, which was not sent, is discarded." for message in found)
