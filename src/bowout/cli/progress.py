"""How far a long command has come: on a terminal alone, and only where there is much to read."""

import sys
import time
from types import TracebackType
from typing import Self

_LONG = 2_000_000  # bytes; less is over before anybody looks
_OFTEN = 0.1  # seconds


class Progress:
    """A line on stderr that is written over, and gone at the end."""

    def __init__(self, what: str, long: int = _LONG) -> None:
        self._what, self._long = what, long
        self._shown = 0.0
        self._seen = sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Begin; nothing is shown yet."""
        return self

    def at(self, done: int, total: int) -> None:
        """Say how much of it is done."""
        now = time.monotonic()
        if self._seen and total > self._long and now - self._shown > _OFTEN:
            bar = "#" * (20 * done // total)
            sys.stderr.write(f"\r{self._what} [{bar:20}] {100 * done // total:3} %")
            sys.stderr.flush()
            self._shown = now

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Wipe the line."""
        if self._shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
