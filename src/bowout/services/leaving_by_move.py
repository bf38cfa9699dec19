"""Leave by a change of the record alone: for no named reason, and writing to nobody.

Apart from the other moves, since leaving loads whatever letters need.
"""

from bowout.domain.dates import Moment
from bowout.domain.reasons import REASONS, UNSPECIFIED
from bowout.domain.results import ProfileView
from bowout.domain.situations import Situation
from bowout.services.leaving import Leaving, note_withdrawal
from bowout.services.standing import read_record
from bowout.services.withdraw import withdraw
from bowout.storage.models import Application
from bowout.storage.work import Work


def leave(work: Work, application: Application, on: Moment | None = None) -> tuple[str, ...]:
    """Leave an open process; returns what that closed, for people."""
    return withdraw(work, application, _unspecified(on), ProfileView()).closed


def note_left(work: Work, application: Application, on: Moment | None) -> None:
    """Record, as a correction, that a process in whatever status was left."""
    record = read_record(work.reader, application.id, work.now)
    situation = record.situation or Situation.WITHDRAW_APPLICATION
    note_withdrawal(work, application, record, _unspecified(on), situation)


def _unspecified(on: Moment | None) -> Leaving:
    return Leaving(REASONS[UNSPECIFIED], None, on=on, decline_invitations=False)
