"""Why no reply can be made to what came, where a step that is known says more than the calendar alone."""

from dataclasses import replace

from bowout.domain.leavings import Left
from bowout.domain.stages import StageState
from bowout.mail.calendar_answered import cancelled
from bowout.mail.calendar_reply import decline
from bowout.mail.invitation import NoReply
from bowout.mail.received import CalendarText, Received
from bowout.services.declining import no_reply
from bowout.services.invitations import known_stage
from bowout.storage.models import Application
from bowout.storage.work import Work


def why_no_reply(work: Work, application: Application, received: Received) -> NoReply | None:
    """Say why no reply can be made to what was taken in; None: there can be one to each event, or there is none."""
    refused = [(each, _judge(work, application, each)) for each in received.calendars]
    answered = {invitation.uid for each, why in refused if why is None for invitation in each.invitations}
    for each, why in refused:
        events = {invitation.uid for invitation in each.invitations}
        # The same event may come twice, as a question and as a file for those whose program asks nothing.
        if why is not None and not (events and events <= answered):
            return why
    return None


def _judge(work: Work, application: Application, calendar: CalendarText) -> NoReply | None:
    stage = known_stage(work, application, calendar.invitations)
    if stage is None:
        return calendar.refused
    if calendar.refused is None:
        return cancelled() if stage.state == StageState.CANCELLED else None
    if calendar.refused.code != "not_attendee" or not stage.calendar_attendee:
        return calendar.refused
    try:
        decline(calendar.text, (stage.calendar_attendee,), work.now)
    except NoReply as refusal:
        return refusal
    return None


def add_arrival(work: Work, left: Left, *, done: tuple[str, ...], refusal: NoReply | None) -> Left:
    """Add to what leaving did what taking in did, and why there is no reply, unless that is said already."""
    left = replace(left, closed=(*done, *left.closed))
    if refusal is None or any(check.code == refusal.code for check in left.checks):
        return left
    return replace(left, checks=(*left.checks, no_reply(work, refusal, "the invitation")))
