"""Change the status of one application or of several, all or none."""

from collections.abc import Sequence

from bowout.domain.dates import Moment
from bowout.domain.errors import IllegalMove
from bowout.domain.statuses import Status, check_move
from bowout.services.events import set_status, title
from bowout.services.groundless import drop_groundless
from bowout.services.notes import add_note
from bowout.storage.models import Application
from bowout.storage.work import Work


def move(
    work: Work,
    applications: Sequence[Application],
    status: Status,
    *,
    on: Moment | None = None,
    note: str | None = None,
    correct: bool = False,
    noted_in: str | None = None,
) -> dict[int, tuple[str, ...]]:
    """Move applications to a status; all or, by the exception, none. Returns what each closed, for people.

    `noted_in` is the language of the person's notes, for a letter that has to be written anew.

    Raises:
        IllegalMove: the table of moves does not have it; names what it has.
    """
    closed, reopened = {}, []
    for application in applications:
        if application.status == Status.WITHDRAWN:
            reopened.append(application)
        closed[application.id] = _move(work, application, status, on=on, note=note, correct=correct)
        closed[application.id] += drop_groundless(work, application)
        if note:
            add_note(work, application, note)
    if reopened:
        from bowout.services.reopening import revoke_all

        for number, told in revoke_all(work, reopened, noted_in).items():
            closed[number] += told
    names = ", ".join(title(work, application) for application in applications)
    work.operation.summary = f"move to {status}: {names}"
    return closed


def _move(
    work: Work,
    application: Application,
    status: Status,
    *,
    on: Moment | None,
    note: str | None,
    correct: bool,
) -> tuple[str, ...]:
    try:
        kind = check_move(Status(application.status), status, note=bool(note), correct=correct)
    except IllegalMove as refusal:
        refusal.message = f"{title(work, application)}: {refusal.message}"
        refusal.hint = refusal.hint.replace("…", str(application.id))
        raise
    if status is Status.WITHDRAWN:
        from bowout.services.leaving_by_move import leave, note_left

        if not correct:
            _refuse_rescinding(work, application)
            return leave(work, application, on)
        note_left(work, application, on)
    stopped = set_status(work, application, status, kind, at=on.text if on else work.at, text=note)
    if status is Status.APPLIED and application.applied_on is None:
        application.applied_on = str(on.day if on else work.now.date())
    return tuple(f"Closed: the reminder for {day}" for day in stopped)


def _refuse_rescinding(work: Work, application: Application) -> None:
    if application.status == Status.ACCEPTED:
        raise IllegalMove(
            f"Taking back an acceptance is more than a move: {title(work, application)}.",
            f"bowout withdraw {application.id} does it, with the letter or with --no-letter.",
        )
