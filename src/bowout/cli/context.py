"""What a command works with: the database, the clock, the zone. The one place that opens a database."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperOption

from bowout import config
from bowout.cli.output import aside
from bowout.domain.errors import Ambiguous, UsageError
from bowout.domain.statuses import OPEN

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bowout.domain.dates import Moment
    from bowout.domain.results import ProfileView
    from bowout.mail.account import Account
    from bowout.mail.secrets import Secret
    from bowout.storage.reading import Reader
    from bowout.storage.work import Work

_chosen: str | None = None
_recorded = False


def start() -> None:
    """Forget what an earlier command line of this process chose and did."""
    global _chosen, _recorded
    _chosen, _recorded = None, False


def is_recorded() -> bool:
    """Tell whether this command line has changed something for good."""
    return _recorded


def choose_database(option: str | None) -> None:
    """Take in what `--db` said, wherever it stood; the last one wins."""
    global _chosen  # noqa: PLW0603 - as above
    if option is not None:
        _chosen = option


def database_option() -> TyperOption:
    """The option `--db` once more, for after a command's name."""

    def take(_ctx: typer.Context, _param: typer.CallbackParam, value: Any) -> None:
        choose_database(value)

    return TyperOption(
        param_decls=["--db"], type=str, default=None, hidden=True, expose_value=False, callback=take
    )


class Desk:
    """One command's view of the world; each part is looked up when it is first needed.

    `recorded` is the step of the log that it wrote last; `secrets` are those of accounts, asked for once.
    """

    def __init__(self) -> None:
        self.recorded: int | None = None
        self._found: set[int] = set()
        self._seen: int | None = None
        self.secrets: dict[Account, Secret] = {}

    @cached_property
    def target(self) -> config.Target:
        """The database that is meant."""
        return config.database_url_or_path(_chosen)

    @cached_property
    def profile(self) -> "ProfileView":
        """Who writes, and in which zone."""
        from bowout.storage import views  # not services.profile, which loads SQLAlchemy to write one

        with self.reading() as reader:
            return views.profile(reader)

    @cached_property
    def zone(self) -> "ZoneInfo":
        """The zone of the profile, else the system's."""
        from bowout.zones import system_zone, zone_named

        return zone_named(self.profile.time_zone) if self.profile.time_zone else system_zone()

    @cached_property
    def now(self) -> datetime:
        """The time of this command, in the user's zone."""
        return config.now().astimezone(self.zone)

    def reading(self) -> AbstractContextManager["Reader"]:
        """Open the database for reading."""
        from bowout.storage.reading import reading

        return reading(self.target)

    @contextmanager
    def changing(self, command: str, *, continues: int | None = None) -> Iterator["Work"]:
        """Open the database for one changing command."""
        from bowout.storage.work import changing

        global _recorded
        with changing(self.target, command, self.now, continues=continues) as work:
            if continues is None:
                self._refuse_changed(work)
            yield work
        if work.operation.id is not None and not work.dry:
            _recorded, self.recorded = True, work.operation.id
        for line in work.told:
            aside(line)

    def find(
        self,
        words: str,
        *,
        prefer: Sequence[str] = OPEN,
        fits: Callable[[str], bool] = lambda _status: True,
    ) -> int:
        """Find the application that is meant, as `find_application` does; on a terminal, ask which of several.

        Raises:
            NotFound: none.
            Ambiguous: several, and nobody to ask.
        """
        from bowout.cli import prompts
        from bowout.services.matching import find_application

        try:
            with self.reading() as reader:
                if self._seen is None and prompts.can_ask():
                    from bowout.services.conflicts import newest_step

                    self._seen = newest_step(reader)
                number = find_application(reader, words, prefer=prefer, fits=fits)
        except Ambiguous as error:
            if not prompts.can_ask():
                raise
            number = error.numbers[prompts.choose("Which one?", error.candidates)]
        self._found.add(number)
        return number

    def _refuse_changed(self, work: "Work") -> None:
        """Where somebody was asked meanwhile: refuse to write over what others changed of it."""
        from bowout.cli import prompts

        if self._seen is None or not prompts.has_asked():
            return
        from bowout.services.conflicts import refuse_changed

        refuse_changed(work.reader, max(self._seen, self.recorded or 0), frozenset(self._found), self.zone)

    def when(self, text: str | None, *, past: bool = False) -> "Moment | None":
        """Read a WHEN; `past`: where words leave it open, the day that was."""
        if text is None:
            return None
        from bowout.services.when import parse_when

        return parse_when(text, self.now, self.zone, prefer="past" if past else "future")

    def ahead(self, text: str | None) -> "Moment | None":
        """Read the WHEN of something to be done.

        Raises:
            UsageError: not a date, or one that is over.
        """
        moment = self.when(text)
        if moment is not None and (moment.at or moment.day) < (self.now if moment.at else self.now.date()):
            raise UsageError(f"“{text}” is over.", "Give a time to come.")
        return moment

    def happened(self, text: str | None) -> "Moment | None":
        """Read the WHEN of something that happened.

        Raises:
            UsageError: not a date, or one to come.
        """
        moment = self.when(text, past=True)
        if moment is not None and moment.day > self.now.date():
            raise UsageError(f"“{text}” is still to come.", "Give a day that was, or leave it out for today.")
        return moment
