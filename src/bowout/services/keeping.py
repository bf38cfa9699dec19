"""Decline one step, and stay in the process."""

from dataclasses import dataclass, replace

from bowout.domain.dates import Moment, parse_stored, show
from bowout.domain.errors import Ambiguous, NotFound, Refused
from bowout.domain.follow_ups import FollowUp
from bowout.domain.leavings import Left
from bowout.domain.reasons import REASONS, SAID_OF_A_STEP, UNSPECIFIED, Reason
from bowout.domain.results import ProfileView, StageView
from bowout.domain.stages import OPEN_STATES, StageKind, StageState, kind_named
from bowout.domain.statuses import OPEN, Status
from bowout.letters.facts import LetterFacts
from bowout.services.declining import draft_replies
from bowout.services.events import record_event, title
from bowout.services.follow_up_shape import as_follow_up
from bowout.services.letter_facts import Wishes, letter_facts, meeting_of, private_words
from bowout.services.letter_log import letter_view, log_letter
from bowout.services.stages import name_of, stages_of
from bowout.services.standing import Record, is_imminent, read_record
from bowout.services.writing import Edited, Letter, finish_letter
from bowout.storage import views
from bowout.storage.models import Application, Stage
from bowout.storage.work import Work

# An offer is the end of a process, and an outreach its beginning: neither can be left out.
_WHOLE = (StageKind.OUTREACH, StageKind.OFFER)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Which step is declined, by its kind or its number, and what was told besides. `wishes` None: no letter."""

    step: str
    wishes: Wishes | None
    reason: Reason | None = None
    note: str | None = None
    on: Moment | None = None
    force: bool = False
    edited: Edited | None = None
    decline_invitation: bool = True


def decline_step(work: Work, application: Application, keeping: Keeping, profile: ProfileView) -> Left:
    """Decline one step of an open application: its own event and its own letter, and no withdrawal.

    Raises:
        NotFound, Ambiguous: no such step lies ahead, or several do.
        Refused: the application is not open, the step is over, or it is an offer.
        CheckFailed: the letter has an error, and was not to be written all the same.
    """
    if application.status not in OPEN or application.status == Status.SAVED:
        raise Refused(
            f"{title(work, application)} is {application.status}: it has no step to decline.", code="not_open"
        )
    record = read_record(work.reader, application.id, work.now)
    step = _find(record, keeping.step, title(work, application))
    letter = None
    if keeping.wishes is not None:
        letter = _write(work, record, step, keeping, keeping.wishes, profile)
    stage = next(each for each in stages_of(work, application) if each.number == step.number)
    closed = _decline(work, application, stage, keeping)
    message = None if letter is None else log_letter(work, [application], letter)
    answered = (stage,) if keeping.decline_invitation else ()
    replies = draft_replies(work, application, answered, profile, letter)
    work.operation.summary = f"decline {name_of(step)} at {title(work, application)}"
    return Left(
        application=views.application(work.reader, application.id, work.now),
        withdrawal=None,
        letter=None if message is None else letter_view(work, message),
        checks=(letter.checks if letter else ()) + replies.checks,
        closed=(closed,),
        declined=replies.told,
        replies=replies.numbers(work),
    )


def _find(record: Record, wanted: str, name: str) -> StageView:
    """The step ahead that is meant by its number or its kind."""
    if wanted.isdecimal():
        named = [stage for stage, _ in record.stages if stage.number == int(wanted[:9])]
    else:
        kind = kind_named(wanted)
        named = [stage for stage, _ in record.stages if stage.kind == kind and stage.state in OPEN_STATES]
    shown = f"`bowout stage list {record.view.id}` shows them."
    if not named:
        raise NotFound(f"{name} has no such step ahead: “{wanted}”.", shown)
    if len(named) > 1:
        raise Ambiguous(
            f"“{wanted}” could be {len(named)} steps of {name}.",
            tuple(f"{stage.number} {name_of(stage)}" for stage in named),
            "Name one by its number.",
        )
    step = named[0]
    if step.kind in _WHOLE:
        raise Refused(
            f"The {name_of(step)} cannot be declined by itself.",
            f"To leave the process: bowout withdraw {record.view.id}.",
            code="whole_process",
        )
    if step not in record.ahead():
        state = "over" if step.state in OPEN_STATES else step.state
        raise Refused(
            f"The {name_of(step)} is {state}: there is nothing to decline.", shown, code="not_ahead"
        )
    return step


def _write(
    work: Work, record: Record, step: StageView, keeping: Keeping, wishes: Wishes, profile: ProfileView
) -> Letter:
    facts = _facts(work, record, step, keeping, wishes, profile)
    private = private_words(work.reader, record, keeping.note)
    return finish_letter(
        work, record, facts, private, cc=wishes.cc, edited=keeping.edited, force=keeping.force
    )


def _facts(
    work: Work, record: Record, step: StageView, keeping: Keeping, wishes: Wishes, profile: ProfileView
) -> LetterFacts:
    """The facts of the letter: of a reason only what does not speak against the position."""
    reason = keeping.reason or REASONS[UNSPECIFIED]
    facts = letter_facts(work.reader, record, reason, wishes, profile)
    if facts.statement not in SAID_OF_A_STEP:
        facts = replace(facts, statement=None)
    meeting = meeting_of(step, record, held=False)
    soon = step in record.booked() and is_imminent(parse_stored(step.at or ""), record.now)
    facts = as_follow_up(facts, FollowUp.DECLINE_STAGE, (meeting,))
    around = replace(facts.circumstances, imminent=meeting if soon else None)
    return replace(facts, circumstances=around)


def _decline(work: Work, application: Application, stage: Stage, keeping: Keeping) -> str:
    """Decline the step, with why as the event's own private text; returns what was closed, for people."""
    before, stage.state = stage.state, StageState.DECLINED
    why = ": ".join(part for part in (keeping.reason.slug if keeping.reason else None, keeping.note) if part)
    record_event(
        work,
        application,
        f"stage_{stage.state}",
        at=keeping.on.text if keeping.on else work.at,
        from_=before,
        to=stage.state,
        text=", ".join(part for part in (name_of(stage), why) if part),
        stage=stage,
    )
    when = f" on {show(stage.at, work.now.tzinfo)}" if stage.at and work.now.tzinfo else ""
    return f"Closed: {name_of(stage)}{when}, declined"
