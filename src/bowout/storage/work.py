"""One changing command: one transaction, one operation, committed at the end or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bowout.config import Target
from bowout.domain.dates import utc_text
from bowout.domain.errors import Refused
from bowout.storage.database import engine_for, wait_for_turn
from bowout.storage.failures import driver_errors_told
from bowout.storage.history import OperationDraft, RecordedSession
from bowout.storage.models import Application
from bowout.storage.reading import ConnectionReader, Reader
from bowout.storage.schema import HEAD, prepare
from bowout.storage.search_index import keep_in_step


class Work:
    """What a service is given: the session, a reader of the same transaction, and the time.

    `now` is aware UTC. A service never commits; it sets `summary`, the line of `bowout log`.
    """

    def __init__(self, session: Session, now: datetime, operation: OperationDraft) -> None:
        self.session = session
        self.now = now
        self.operation = operation
        self.dry = False
        # What happened by the way, for people: said once it is recorded.
        self.told: list[str] = []
        self._stamp: str | None = None

    @property
    def reader(self) -> Reader:
        """Reads what this transaction sees, its own changes included."""
        self.session.flush()
        return ConnectionReader(self.session.connection())

    @property
    def at(self) -> str:
        """The time of recording, as stored."""
        return utc_text(self.now)

    def touch(self, application: Application) -> None:
        """Mark an application as changed now: later than every other, also when the clock went back."""
        application.updated_at = self.stamp()

    def stamp(self) -> str:
        """The time of this change: later than every other on record."""
        if self._stamp is None:
            newest = self.reader.rows("SELECT max(updated_at) AS newest FROM application")[0]["newest"]
            stamp = self.now
            if newest:
                stamp = max(stamp, datetime.fromisoformat(newest) + timedelta(microseconds=1))
            self._stamp = f"{stamp.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
        return self._stamp


@contextmanager
def changing(target: Target, command: str, now: datetime, *, continues: int | None = None) -> Iterator[Work]:
    """Open the database for one changing command; commits at the end unless `work.dry` is set.

    Raises:
        DatabaseUnusable: locked, damaged, full or out of reach; nothing changed.
        Refused: the change would break what a later one refers to.
    """
    by = None if target.path is not None else _whoever_this_is()
    operation = OperationDraft(
        at=utc_text(now), command=command, revision=HEAD, taken_by=by, continues=continues
    )
    with driver_errors_told(str(target)):
        prepare(target)
        engine = engine_for(target)
        try:
            with RecordedSession(engine, expire_on_commit=False, info={"operation": operation}) as session:
                wait_for_turn(session.connection())
                work = Work(session, now, operation)
                yield work
                session.flush()
                if work.dry:
                    session.rollback()
                    return
                operation.close(session)
                keep_in_step(session.connection())
                session.commit()
        except IntegrityError as error:
            raise Refused(
                "Another record refers to what this would remove, or has taken its place.",
                "Undo the later steps first: `bowout log` lists them.",
                code="conflict",
            ) from error
        finally:
            engine.dispose()


def _whoever_this_is() -> str:
    """Name who changes a database that others may share."""
    import getpass
    import platform

    try:
        login = getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        login = "somebody"
    return f"{login}@{platform.node() or 'somewhere'}"
