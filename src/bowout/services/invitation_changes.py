"""What a newer version of an invitation changes of its step, and what it leaves as I have it."""

from datetime import datetime

from bowout.domain.dates import Moment, at_time, on_day, parse_stored, show
from bowout.domain.errors import UsageError
from bowout.domain.stages import StageKind, StageState
from bowout.mail.invitation import Invitation, read_invitations
from bowout.services.events import record_event
from bowout.services.stage_changes import StageEdit, edit_stage
from bowout.services.stages import follow, happened, name_of, told
from bowout.storage.models import Application, Stage, column_values
from bowout.storage.work import Work


def change(work: Work, application: Application, stage: Stage, invitation: Invitation) -> str:
    """Take over what is newer, and say so; what is held, or was declined and is not asked anew, stays as it is."""
    if stage.state == StageState.DONE:
        why = "they cancelled it, but it is done" if invitation.cancelled else "it is done"
        return f"{of(work, stage)}: nothing changed, {why}"
    if stage.state in (StageState.CANCELLED, StageState.DECLINED):
        if invitation.cancelled or not _asks_anew(stage, invitation):
            return f"{of(work, stage)}: stays {stage.state}"
        return _revive(work, application, stage, invitation)
    before, columns = stage.at, column_values(stage)
    take_over(work, application, stage, invitation, _said(stage))
    moved = f" (before: {_shown(work, before)})" if before != stage.at and before else ""
    if stage.at is None and invitation.at is None and not invitation.cancelled:
        return f"{of(work, stage)}: {state(application, stage, invitation)}{moved}"
    what = "changed" if columns != column_values(stage) else "sent again, at the same time and place"
    return f"{of(work, stage)}: {what}{moved}"


def _asks_anew(stage: Stage, invitation: Invitation) -> bool:
    """Tell whether they want another answer: what I declined takes a raised SEQUENCE (RFC 5546 2.1.4)."""
    return stage.state == StageState.CANCELLED or invitation.sequence > (stage.calendar_sequence or 0)


def _revive(work: Work, application: Application, stage: Stage, invitation: Invitation) -> str:
    """Book a step again that was called off."""
    was, stage.state = stage.state, StageState.SCHEDULED if moment(work, invitation) else StageState.INVITED
    take_over(work, application, stage, invitation, None)
    record_event(
        work, application, f"stage_{stage.state}", at=work.at, from_=was, to=stage.state,
        text=told(work, stage), stage=stage,
    )  # fmt: skip
    follow(work, application, StageKind(stage.kind), happened(work, stage))
    name, _, rest = state(application, stage, invitation).partition(",")
    return f"{of(work, stage)}: {name} again{',' if rest else ''}{rest}"


def take_over(
    work: Work, application: Application, stage: Stage, invitation: Invitation, said: Invitation | None
) -> None:
    """Give a step the time and place of its invitation.

    `said` is what the version before had: what I changed by hand, and they did not, stays mine. Without it
    all is news.
    """
    at, where = moment(work, invitation), where_of(invitation)
    timed = said is None or _time(said) != _time(invitation)
    placed = said is None or where_of(said) != where
    if timed and at is None and stage.at and not invitation.cancelled:
        _lose_time(work, application, stage, invitation)
    dropped = "" if said and not invitation.cancelled else None
    edit = StageEdit(
        at=at if timed else None,
        minutes=invitation.minutes if said is None or said.minutes != invitation.minutes else None,
        where=(where or dropped) if placed else None,
    )
    edit_stage(work, application, stage, edit)
    if timed and at and invitation.time_zone:
        stage.time_zone = invitation.time_zone


def _lose_time(work: Work, application: Application, stage: Stage, invitation: Invitation) -> None:
    """Take a step's time away: it holds no more, and the new one cannot be known."""
    was, stage.at, stage.time_zone, stage.state = stage.state, None, None, StageState.INVITED
    text = f"{name_of(stage)}, without a time: {_why(invitation)}"
    record_event(
        work, application, "stage_invited", at=work.at, from_=was, to=stage.state, text=text, stage=stage
    )


def state(application: Application, stage: Stage, invitation: Invitation) -> str:
    """Say how a step stands; without a time why, and what to do."""
    if stage.at is not None or stage.state != StageState.INVITED:
        return stage.state
    todo = f'bowout stage edit {application.id} {stage.number} --at "…" sets it'
    return f"{stage.state}, without a time: {_why(invitation)}; {todo}"


def _why(invitation: Invitation) -> str:
    return invitation.untimed or "the invitation names none"


def untimed(work: Work, invitation: Invitation) -> str | None:
    """Say why an invitation has no time, for the record; None: it has one."""
    return None if moment(work, invitation) else f"without a time: {_why(invitation)}"


def _said(stage: Stage) -> Invitation | None:
    """The version of the invitation that a step was made of."""
    if not stage.invitation:
        return None
    version = stage.calendar_uid or "", stage.calendar_sequence or 0, stage.calendar_stamp
    found = [
        each
        for each in read_invitations(stage.invitation.decode())
        if (each.uid, each.sequence, each.stamp) == version
    ]
    # Of a series the one at its time; what I moved by hand has another.
    return next((each for each in found if each.at == stage.at), found[0] if found else None)


def _time(invitation: Invitation) -> tuple[str | None, str | None]:
    return invitation.at, invitation.untimed


def moment(work: Work, invitation: Invitation) -> Moment | None:
    """The time of an invitation, as far as it can be known."""
    if invitation.at is None:
        return None
    stored = parse_stored(invitation.at)
    try:
        if isinstance(stored, datetime):
            return at_time(stored, work.now.tzinfo or stored.tzinfo)  # type: ignore[arg-type]
        return on_day(stored)
    except UsageError:
        return None  # a year that no search has: the text is kept


def where_of(invitation: Invitation) -> str | None:
    """The place, and the link to the call where the place does not say it."""
    place, link = invitation.place, invitation.link
    if place and link and link not in place:
        return f"{place}, {link}"
    return place or link


def of(work: Work, stage: Stage) -> str:
    """Name a step at the beginning of a line."""
    return told(work, stage).capitalize()


def _shown(work: Work, at: str | None) -> str:
    return show(at, work.now.tzinfo) if at and work.now.tzinfo else ""
