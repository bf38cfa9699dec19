"""An invitation as a stage: booked, moved, called off, as the organizer says it."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from bowout.domain.invited import kind_of_invitation
from bowout.domain.stages import OPEN_STATES, StageState
from bowout.mail.invitation import Invitation, read_invitations
from bowout.services.invitation_changes import change, moment, of, state, take_over, untimed, where_of
from bowout.services.invitation_people import (
    add_people,
    invited_as,
    is_foreign,
    me_among,
    not_theirs,
    organizer_of,
)
from bowout.services.overlaps import overlaps
from bowout.services.stage_changes import close_stage
from bowout.services.stages import NewStage, add_stage, name_of, stages_of
from bowout.storage.models import Application, Stage
from bowout.storage.views import has_passed
from bowout.storage.work import Work


class Taken(NamedTuple):
    """What became of an invitation: the stage, and a line for each thing done; none: it was known."""

    stage: Stage
    done: tuple[str, ...]


def take_invitation(
    work: Work, application: Application, invitation: Invitation, text: str, me: Collection[str]
) -> Taken:
    """Make the stage that an invitation is to, or change it; what is older than what is known changes nothing.

    The pair of SEQUENCE and DTSTAMP tells which is newer (RFC 5546 2.1.5), for cancellations too.
    `text` is the calendar object as it came, `me` my own addresses.
    """
    stage = _known(work, application, invitation) or _same_file(work, application, invitation, text)
    also: tuple[str, ...] = ()
    if stage is None:
        if invitation.cancelled:
            also = tuple(_same_time(work, application, invitation))
        stage = _unlinked(work, application, invitation) or _add(work, application, invitation)
        done = (f"{of(work, stage)}: {state(application, stage, invitation)}",)
    elif is_foreign(stage, invitation):
        return Taken(stage, (f"{of(work, stage)}: nothing changed, {not_theirs(stage, invitation)}",))
    elif not _is_newer(invitation, stage):
        return Taken(stage, _as_whom(work, application, stage, invitation, me))
    else:
        done = (change(work, application, stage, invitation),)
    if invitation.cancelled and stage.state in OPEN_STATES:
        close_stage(work, application, stage, StageState.CANCELLED, at=work.at)
        done = (f"{name_of(stage).capitalize()}: cancelled by them",)
    _link(stage, invitation, text, me)
    add_people(work, application, stage, invitation, me)
    work.session.flush()
    return Taken(stage, (*done, *also, *overlaps(work, stage)))


def known_stage(work: Work, application: Application, invitations: Sequence[Invitation]) -> Stage | None:
    """The stage that the first of some invitations is to, if it was taken in before."""
    return next((stage for each in invitations if (stage := _known(work, application, each))), None)


def _known(work: Work, application: Application, invitation: Invitation) -> Stage | None:
    """The stage of this very event, be it one of a series."""
    if not invitation.uid:
        return None
    return next(
        (
            stage
            for stage in stages_of(work, application)
            if stage.calendar_uid == invitation.uid and _recurrence(stage) == invitation.recurrence
        ),
        None,
    )


def _same_file(work: Work, application: Application, invitation: Invitation, text: str) -> Stage | None:
    """The stage of an event without a UID: what was made of the very same bytes, for want of anything better."""
    if invitation.uid:
        return None
    same = [stage for stage in stages_of(work, application) if stage.invitation == text.encode()]
    unnamed = [each for each in read_invitations(text) if not each.uid]
    place = unnamed.index(invitation)
    return same[place] if len(same) == len(unnamed) else None


def _recurrence(stage: Stage) -> str | None:
    """Which of a series a stage is; it stands in the invitation that it was made of."""
    if not stage.invitation:
        return None
    found = read_invitations(stage.invitation.decode())
    own = [each for each in found if each.uid == stage.calendar_uid]
    # A file may hold a series and what is otherwise once: the stage is the one of its time.
    at = next((each for each in own if each.at == stage.at), None)
    return (at or own[0]).recurrence if own else None


def _unlinked(work: Work, application: Application, invitation: Invitation) -> Stage | None:
    """The step that was noted by hand before its invitation came: of the same time, or still without one.

    What is cancelled, or past, may be anything of before: it is none that is still waited for.
    """
    if invitation.cancelled:
        return None
    kind, past = kind_of_invitation(invitation.summary), has_passed(invitation.at, work.now)
    for stage in _by_hand(work, application):
        waits = stage.state == StageState.INVITED and stage.kind == kind and not past
        if (stage.at is not None and stage.at == invitation.at) or waits:
            take_over(work, application, stage, invitation, None)
            return stage
    return None


def _by_hand(work: Work, application: Application) -> Iterator[Stage]:
    for stage in stages_of(work, application):
        if not stage.calendar_uid and stage.state in OPEN_STATES:
            yield stage


def _same_time(work: Work, application: Application, invitation: Invitation) -> Iterator[str]:
    """Point out the step that was noted by hand, and may be what they cancel."""
    for stage in _by_hand(work, application):
        if stage.at is not None and stage.at == invitation.at:
            todo = f"bowout stage cancel {application.id} {stage.number}"
            yield f"{of(work, stage)} was noted by you; if it is the same: {todo}"


def _add(work: Work, application: Application, invitation: Invitation) -> Stage:
    new = NewStage(
        kind_of_invitation(invitation.summary),
        at=moment(work, invitation),
        minutes=invitation.minutes,
        where=where_of(invitation),
        untimed=untimed(work, invitation),
    )
    stage = add_stage(work, application, new)
    if stage.at and invitation.time_zone:
        stage.time_zone = invitation.time_zone
    return stage


def _link(stage: Stage, invitation: Invitation, text: str, me: Collection[str]) -> None:
    """Keep what tells a later one of the same event apart, and what a reply is made of."""
    stage.calendar_uid = invitation.uid or None
    stage.calendar_sequence = invitation.sequence
    stage.calendar_stamp = invitation.stamp
    stage.calendar_organizer = organizer_of(invitation) or stage.calendar_organizer
    invited = {attendee.address for attendee in invitation.attendees}
    before = stage.calendar_attendee
    stage.calendar_attendee = me_among(invitation, me) or (before if before in invited else None)
    stage.invitation = text.encode()


def as_whom(
    work: Work, application: Application, received: Sequence[Invitation], me: Collection[str]
) -> tuple[str, ...]:
    """Take in as whom I am invited, where an invitation was taken in before without it; says so, for people."""
    return tuple(
        line
        for invitation in received
        if (stage := _known(work, application, invitation)) and not is_foreign(stage, invitation)
        for line in _as_whom(work, application, stage, invitation, me)
    )


def _as_whom(
    work: Work, application: Application, stage: Stage, invitation: Invitation, me: Collection[str]
) -> tuple[str, ...]:
    mine = invited_as(work, application, stage, invitation, me)
    return (f"{of(work, stage)}: you are invited as {mine}",) if mine else ()


def _is_newer(invitation: Invitation, stage: Stage) -> bool:
    known = (stage.calendar_sequence or 0, stage.calendar_stamp or "")
    return (invitation.sequence, invitation.stamp or "") > known
